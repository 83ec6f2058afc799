/** When something cannot be done: the page says so where it is heard, leads to what is wrong, and loses nothing. */
import type { Page, Response } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsOf } from './looking.ts';
import { browserTest, VISITOR } from './support.ts';

const REQUESTS_PER_MINUTE = 300;
const site = browserTest({
  CONCORD_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE),
  // So that one visitor can be told from another by a header, as behind a proxy.
  CONCORD_PROXY: 'trusted',
});

/** Looks of words that were looked at on one page and need not be on another. */
const looks = new Set<string>();
const heading = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

/** Presses the button of the form and gives the status of the page that answers. */
async function send(page: Page, button: string): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((response: Response) => response.request().method() === 'POST'),
    page.getByRole('main').getByRole('button', { name: button, exact: true }).click(),
  ]);
  await page.waitForLoadState();
  return answer.status();
}

const hasFocus = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Follows every link of the summary; gives those that lead to no field with a message of its own. */
async function deadLinks(page: Page): Promise<string[]> {
  const links = page.locator('.govuk-error-summary a');
  const dead: string[] = [];
  for (const link of await links.all()) {
    await link.click();
    const told = await page.evaluate(() => {
      const field = document.activeElement;
      return field?.matches('input, select, textarea') && field.closest('.govuk-form-group--error') !== null;
    });
    if (!told) dead.push(await link.innerText());
  }
  return dead;
}

interface Form {
  readonly post: string;
  readonly path: string;
  /** What is typed, by the name of the field, before it is sent without what it needs. */
  readonly typed: Readonly<Record<string, string>>;
  readonly button: string;
  /** Fields that the summary names. */
  readonly wrong: number;
}

const FORMS: readonly Form[] = [
  {
    post: 'System Administrator',
    path: '/accounts/invitation',
    typed: { name: 'Sandy Example', email: 'no address' },
    button: 'Send invitation',
    wrong: 1,
  },
  {
    post: 'LSP Manager',
    path: '/places/new',
    typed: {
      vintage: '2003',
      note: 'Before the boundaries moved',
      'validTo-day': '32',
      'validTo-month': '1',
    },
    button: 'Save',
    wrong: 3,
  },
  {
    post: 'LSP Manager',
    path: '/places/rugeley/populations/new',
    typed: { persons: 'many', source: 'Census' },
    button: 'Save',
    wrong: 3,
  },
  {
    post: 'LSP Manager',
    path: '/strategy/needs/new',
    typed: { title: 'Nowhere to meet' },
    button: 'Save',
    wrong: 1,
  },
  { post: 'LSP Manager', path: '/agencies/new', typed: { name: 'The Youth Club' }, button: 'Save', wrong: 3 },
  {
    post: 'LSP Manager',
    path: '/reports/new',
    typed: { 'asAt-day': '40' },
    button: 'Begin the draft',
    wrong: 1,
  },
  {
    post: 'Performance Analyst',
    path: '/indicators/safe-after-dark/observations/new',
    typed: { value: 'forty', source: 'Survey' },
    button: 'Record the figure',
    wrong: 1,
  },
];

test.each(FORMS)(
  '$path refused: the summary is heard, leads to each field, and what was typed is kept',
  async (form) => {
    const page = await site().pageAs(form.post);
    await page.goto(form.path);
    for (const [name, value] of Object.entries(form.typed))
      await page.locator(`[name="${name}"]`).fill(value);
    expect(await send(page, form.button)).toBe(422);
    expect(await hasFocus(page, '.govuk-error-summary')).toBe(true);
    expect(await page.locator('.govuk-error-summary a').count()).toBe(form.wrong);
    for (const [name, value] of Object.entries(form.typed))
      expect(await page.locator(`[name="${name}"]`).inputValue()).toBe(value);
    expect(await deadLinks(page)).toEqual([]);
    expect(await faultsOf(page, looks)).toEqual([]);
    await page.close();
  },
);

test('two people change one place: the second is told, sees what they typed, and overwrites nothing', async () => {
  const [first, second] = [await site().pageAs('LSP Manager'), await site().pageAs('LSP Manager')];
  for (const page of [first, second]) await page.goto('/places/rugeley/edit');
  await first.getByLabel('Note (optional)').fill('A market town');
  expect(await send(first, 'Save')).toBe(303);
  await second.getByLabel('Note (optional)').fill('A town on the Trent');
  expect(await send(second, 'Save')).toBe(409);
  expect(await hasFocus(second, '.govuk-error-summary')).toBe(true);
  expect(await second.getByRole('alert').innerText()).toContain('Somebody else has changed this place');
  expect(await second.getByLabel('Note (optional)').inputValue()).toBe('A town on the Trent');
  expect(await faultsOf(second, looks)).toEqual([]);
  await second.goto('/places/rugeley');
  expect(await second.getByRole('main').innerText()).toContain('A market town');
  await Promise.all([first.close(), second.close()]);
});

test('a file that is too large is refused with the size that would do', async () => {
  const page = await site().pageAs('LSP Manager');
  await page.goto('/places/import');
  await page.getByLabel('CSV file').setInputFiles({
    name: 'places.csv',
    mimeType: 'text/csv',
    buffer: Buffer.alloc(6_000_000, 'a,b,c\n'),
  });
  expect(await send(page, 'Show preview')).toBe(413);
  expect(await page.getByRole('main').innerText()).toMatch(/larger than 5 MB/);
  expect(await faultsOf(page, looks)).toEqual([]);
  await page.close();
});

test('a page that a role does not include says whom to ask', async () => {
  const page = await site().pageAs('Performance Analyst');
  expect((await page.goto('/accounts'))?.status()).toBe(403);
  expect(await heading(page)).toBe('You may not do this');
  expect(await page.getByRole('main').innerText()).toContain('Ask your administrator');
  expect(await faultsOf(page, looks)).toEqual([]);
  await page.close();
});

test.each([VISITOR, 'LSP Manager'])(
  'to %s, an address that nothing has says so and leads on',
  async (post) => {
    const page = await site().pageAs(post);
    site().missing.add('/nothing/here');
    expect((await page.goto('/nothing/here'))?.status()).toBe(404);
    expect(await heading(page)).toBe('Page not found');
    expect(await faultsOf(page, looks)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the home page' }).click();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.close();
  },
);

test('who asks too often is told to wait a minute, and the page is dressed all the same', async () => {
  const from = { 'x-forwarded-for': '203.0.113.7' };
  const asked = Array.from({ length: REQUESTS_PER_MINUTE + 1 }, () =>
    fetch(`${site().address}/published`, { headers: from }),
  );
  const last = (await Promise.all(asked)).map(({ status }) => status);
  expect(last.filter((status) => status === 429)).toHaveLength(1);
  const context = await site().contextAs(VISITOR, { extraHTTPHeaders: from });
  const page = await context.newPage();
  expect((await page.goto('/published'))?.status()).toBe(429);
  expect(await heading(page)).toBe('Too many requests');
  expect(await page.getByRole('main').innerText()).toContain('Wait a minute');
  expect(await page.evaluate(() => getComputedStyle(document.body).margin)).toBe('0px');
  expect(await faultsOf(page, looks)).toEqual([]);
  await context.close();
});
