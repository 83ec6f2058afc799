/** What can be said against a page as a browser shows it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

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

/** As somebody at a desk sees it in daylight; how every look at a page begins. */
export async function atDesk(page: Page): Promise<void> {
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Lets every document that this page opens from now on have axe from its beginning. */
export const bringAxe = (page: Page): Promise<unknown> => page.addInitScript(AXE);

/** What decides colours: classes and the classes around them. */
const combinationsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const own = (element: Element | null): string =>
      element ? `${element.tagName}.${element.getAttribute('class') ?? ''}` : '';
    return [
      ...new Set(
        [...document.querySelectorAll('body *')].map((element) =>
          [element, element.parentElement, element.parentElement?.closest('[class]') ?? null]
            .map(own)
            .join(' in '),
        ),
      ),
    ];
  });

/**
 * Everything there is to say against the page that is open, in both colour schemes and on a phone. `known` are the
 * combinations of classes that other pages showed in the dark already: a page without others is not looked at again.
 */
export async function faultsOf(page: Page, known = new Set<string>()): Promise<string[]> {
  await atDesk(page);
  const faults = [...(await axe(page, EVERYTHING)), ...(await sticksOut(page))];
  const fresh = (await combinationsOn(page)).filter((one) => !known.has(one));
  if (fresh.length > 0) {
    for (const one of fresh) known.add(one);
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await axe(page, COLOURS)).map((fault) => `in the dark, ${fault}`));
  }
  await page.setViewportSize(PHONE);
  faults.push(...(await sticksOut(page)).map((fault) => `on a phone, ${fault}`));
  return faults;
}
