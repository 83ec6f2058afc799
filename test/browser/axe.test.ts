/** Every page, as everybody sees it: nothing for axe to find, no broken link, nothing wider than a phone's window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROLE_NAMES, ROLES } from '../../src/modules/access/index.ts';
import { crawl, elementsOf, type Visited } from './crawl.ts';
import { browserTest, VISITOR } from './support.ts';

const site = browserTest();

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERYTHING: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // Every stylesheet is our own and loaded already.
  preload: false,
};
const COLOURS: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast'] },
  resultTypes: ['violations'],
};
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };
const TABS = 2;

/** One post for each set of permissions that roles give: what a page shows follows from them. */
const onePostOfEachKind = (): string[] => [
  ...new Set(
    [...Map.groupBy(ROLE_NAMES, (role) => [...ROLES[role].may].sort().join()).values()].flatMap(
      ([role]) => site().posts.find(({ roles }) => role !== undefined && roles.includes(role))?.title ?? [],
    ),
  ),
];

interface View extends Visited {
  readonly post: string;
}

/** Everything links lead to, by who follows them. */
async function everyView(): Promise<View[]> {
  const { address, cookieOf, concord } = site();
  const views: View[] = [];
  const files = new Set<string>();
  for (const post of [VISITOR, ...onePostOfEachKind()]) {
    const visited = await crawl(address, await cookieOf(post), concord.services.offers.routes, files);
    views.push(...visited.map((one) => ({ ...one, post })));
  }
  return views;
}

/** Leaves out a view that is made of kinds of elements which were on the same page as somebody else saw it. */
function distinct(views: readonly View[]): View[] {
  const seen = new Map<string, Set<string>>();
  return views.filter(({ pattern, html }) => {
    if (html === undefined) return false;
    const page = pattern.split('?')[0] ?? '';
    const before = seen.get(page) ?? new Set();
    const fresh = [...elementsOf(html)].filter((kind) => !before.has(kind));
    seen.set(page, new Set([...before, ...fresh]));
    return fresh.length > 0;
  });
}

/** What axe finds on the page as it is shown now, one line for each element. */
async function axe(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (given) => (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const [, first = ''] = failureSummary.split('\n');
      return `${id} at ${target.join(' ')}: ${first.trim()}`;
    }),
  );
}

/** Elements that stick out of the window to the right, unless something that scrolls by itself holds them. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    // The heads of tables whose rows are cards are clipped away.
    const wide = [...document.querySelectorAll('main *, header *, footer *')].filter(
      (element) => !element.closest('thead') && element.getBoundingClientRect().right > clientWidth + 1,
    );
    return (wide.length > 0 ? wide : [document.documentElement])
      .slice(0, 3)
      .map(({ tagName, className }) => `wider than the window: ${tagName} ${className}`);
  });

/** Everything there is to say against a page, in both colour schemes and on a phone. */
async function faultsOf(page: Page, { path, post }: View): Promise<string[]> {
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  const faults = [...(await axe(page, EVERYTHING)), ...(await sticksOut(page))];
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await axe(page, COLOURS)).map((fault) => `in the dark, ${fault}`));
  await page.setViewportSize(PHONE);
  faults.push(...(await sticksOut(page)).map((fault) => `on a phone, ${fault}`));
  return faults.map((fault) => `${path} as ${post}: ${fault}`);
}

test('the example has a post for every role, so that every role is looked at', () => {
  expect(new Set(site().posts.flatMap(({ roles }) => roles))).toEqual(new Set(ROLE_NAMES));
});

test('no link is broken, axe finds nothing, and nothing is wider than the window', async () => {
  const views = await everyView();
  const faults = views
    .filter(({ status }) => status >= 400)
    .map(({ path, from, post, status }) => `${from} leads ${post} to ${path}: ${status}`);
  const waiting = distinct(views);
  const looked: string[] = [];
  const tab = async (): Promise<void> => {
    for (let view = waiting.shift(); view; view = waiting.shift()) {
      const page = await site().pageAs(view.post);
      faults.push(...(await faultsOf(page, view)));
      looked.push(view.pattern);
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: TABS }, tab));
  const patterns = new Set(looked);
  process.stdout.write(
    `axe looked at ${looked.length} views of ${patterns.size} pages, of ${views.length} that links lead to\n`,
  );
  expect(faults).toEqual([]);
  expect(patterns.size).toBeGreaterThan(100);
});
