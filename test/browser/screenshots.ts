/**
 * The pictures of the README: `node scripts/run.mjs test/browser/screenshots.ts`. Starts the built Concord with the
 * example in a folder of its own, and writes docs/screenshots.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { ROOT, start } from '../bench/processes.ts';

const OUT = path.join(ROOT, 'docs/screenshots');
const LARGEST = 200_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 760 };

interface Picture {
  readonly name: string;
  readonly post: string;
  /** Where to begin, and the links to follow from there. */
  readonly path: string;
  readonly follow?: readonly RegExp[];
  /** What the post does first, from the path on, until the page of the picture is open. */
  readonly act?: (page: Page) => Promise<void>;
  /** What stands at the top of the picture, when that is not the top of the page. */
  readonly from?: string;
  readonly size?: typeof DESK;
}

/** A sitting on the example's day, with an item to decide and four organisations come in. */
async function holdMeeting(page: Page): Promise<void> {
  for (const [label, value] of [
    ['Day', '17'],
    ['Month', '1'],
    ['Year', '2013'],
  ] as const)
    await page.getByLabel(label, { exact: true }).first().fill(value);
  await page.getByRole('radio', { name: 'Ordinary', exact: true }).check();
  await page.getByRole('main').getByRole('button').last().click();
  await page.waitForURL(/sittings\/[0-9a-f-]{36}$/);
  const sitting = page.url();
  for (const [title, type] of [
    ['Health needs of the district', /discussion/i],
    ['Priorities for joint commissioning', /decision/i],
  ] as const) {
    await page.goto(`${sitting}/agenda`);
    await page.getByRole('button', { name: 'Add an item' }).click();
    await page
      .getByRole('textbox', { name: /title|called|item/i })
      .first()
      .fill(title);
    await page.getByRole('radio', { name: type }).first().check();
    await page.getByRole('main').getByRole('button').last().click();
    await page.waitForURL(/agenda$/);
  }
  await page.goto(`${sitting}/meeting`);
  for (const name of [
    'District Council',
    'Staffs Police',
    'Clinical Commissioning',
    'Staffordshire County',
  ]) {
    const here = page.locator('button', { hasText: new RegExp(`^Here.*${name}`) }).first();
    const id = await here.getAttribute('id');
    await here.click();
    await page.locator(`#${id}`).waitFor({ state: 'detached' });
  }
  await page.getByRole('link', { name: 'Priorities for joint commissioning' }).first().click();
}

/** Says what for, as everybody does who enters casework. */
async function choosePurpose(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Reducing crime and disorder/ }).check();
  await page.getByRole('main').getByRole('button').last().click();
  await page.locator('.app-purpose').waitFor();
}

/** Begins a referral and stands before the signs that were seen. */
async function atTheDoorstep(page: Page): Promise<void> {
  await choosePurpose(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(/refer\/[0-9a-f-]{36}/);
}

const PICTURES: readonly Picture[] = [
  { name: 'home', post: 'LSP Manager', path: '/' },
  {
    name: 'plan',
    post: 'LSP Manager',
    path: '/plans/community-safety-delivery-plan-2013',
    from: '.app-plan-standings >> nth=0',
  },
  {
    name: 'indicator',
    post: 'Performance Analyst',
    path: '/indicators/safe-after-dark',
    from: '.app-page-heading',
  },
  {
    name: 'map',
    post: 'Performance Analyst',
    path: '/indicators/synthetic-asb-by-ward/map',
    from: '.app-page-heading',
  },
  {
    name: 'thread',
    post: 'LSP Manager',
    path: '/projects/life-course',
    follow: [/golden thread/],
  },
  {
    name: 'report',
    post: 'LSP Manager',
    path: '/reports',
    follow: [/^Partnership Update, as at/],
    from: 'h3:has-text("5.3 Community Safety")',
  },
  {
    name: 'meeting',
    post: 'LSP Manager',
    path: '/bodies/health-and-wellbeing-commissioning-partnership/sittings/new',
    act: holdMeeting,
    from: '.app-page-heading',
  },
  { name: 'fund', post: 'LSP Manager', path: '/fund', from: '.app-page-heading' },
  {
    name: 'pattern',
    post: 'Community Safety Practitioner',
    path: '/casework/patterns',
    act: choosePurpose,
    follow: [/^F-/],
    from: '.app-purpose',
  },
  {
    name: 'refer',
    post: 'Police Community Support Officer',
    path: '/casework/refer',
    act: atTheDoorstep,
    size: PHONE,
  },
  { name: 'phone', post: 'Prevention Manager', path: '/projects/life-course/update', size: PHONE },
];

async function take(browser: Browser, address: URL, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    baseURL: address.href,
    viewport: picture.size ?? DESK,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.goto(`/sign-in/example?next=${encodeURIComponent(picture.path)}`);
  await page.getByRole('button', { name: `Sign in as ${picture.post}` }).click();
  await picture.act?.(page);
  for (const name of picture.follow ?? [])
    await page.getByRole('main').locator('a', { hasText: name }).first().click();
  await page.waitForLoadState('load');
  if (picture.from)
    await page.locator(picture.from).evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const file = path.join(OUT, `${picture.name}.png`);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  if (size > LARGEST) throw new Error(`${picture.name}.png has ${size} bytes, more than ${LARGEST}`);
  process.stdout.write(`${picture.name}.png: ${Math.round(size / 1000)} kB, of ${page.url()}\n`);
  await context.close();
}

await build();
mkdirSync(OUT, { recursive: true });
const folder = mkdtempSync(path.join(tmpdir(), 'concord-pictures-'));
const concord = await start(process.execPath, ['dist/concord.mjs', 'serve'], {
  CONCORD_DATA: folder,
  CONCORD_KEYS: '',
  DATABASE_URL: '',
  CONCORD_LOG: 'error',
  CONCORD_PARENT: '',
  PORT: '0',
});
const browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: false });
try {
  for (const picture of PICTURES) await take(browser, concord.address, picture);
} finally {
  await browser.close();
  await concord.stop();
  rmSync(folder, { recursive: true, force: true });
}
