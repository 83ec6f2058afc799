/** What can be said against a page as a browser shows it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { JSHandle, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Everything that a page can be judged by as a whole. */
const EVERYTHING: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'color-contrast': { enabled: false } },
  resultTypes: ['violations'],
  // Every stylesheet is our own and loaded already.
  preload: false,
};
const COLOURS: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast'] },
  resultTypes: ['violations'],
  preload: false,
};
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

/** What axe finds on these elements, or all of the page, as it is shown now, one line for each element. */
async function axe(page: Page, options: RunOptions, within?: JSHandle<Element[]>): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults, [RunOptions, JSHandle<Element[]> | null]>(
    ([given, include]) => {
      const { run } = (globalThis as unknown as { axe: typeof import('axe-core') }).axe;
      return include ? run({ include: include as unknown as Node[] }, given) : run(given);
    },
    [options, within ?? null],
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

/**
 * Ids that stand twice, and controls of forms that have no name as the browser itself finds it. Axe takes the former for
 * obsolete, and finds a label by the id that it is for: it does not see that another element has that id first.
 */
export const misnamed = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const counts = new Map<string, number>();
    for (const { id } of document.querySelectorAll('[id]')) counts.set(id, (counts.get(id) ?? 0) + 1);
    const twice = [...counts].filter(([, times]) => times > 1);
    const says = (element: Element | null): boolean => Boolean(element?.textContent?.trim());
    const isNamed = (control: HTMLInputElement): boolean =>
      [...(control.labels ?? [])].some(says) ||
      (control.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .some((id) => says(document.getElementById(id))) ||
      [control.getAttribute('aria-label'), control.title].some((name) => name?.trim()) ||
      (control.localName === 'button'
        ? says(control)
        : /^(submit|reset)$/.test(control.type) && control.value !== '');
    const controls = document.querySelectorAll<HTMLInputElement>(
      'input:not([type=hidden]), select, textarea, button',
    );
    return [
      ...twice.map(([id, times]) => `the id ${id} stands ${times} times`),
      ...[...controls]
        .filter((control) => !isNamed(control))
        .map(({ localName, id, name }) => `no name: ${localName} ${id || name}`),
    ];
  });

/** As somebody at a desk sees it in daylight; how every look at a page begins. */
export async function atDesk(page: Page): Promise<void> {
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Lets every document that this page opens from now on have axe from its beginning. */
export const bringAxe = (page: Page): Promise<unknown> => page.addInitScript(AXE);

/** Runs in the page: one element of each look, by all that decides whether its words can be read. */
function byLook(): Map<string, Element> {
  const styles = new Map<Element, { path: string; backs: string }>();
  /** Where an element stands, by names and classes, and what is painted behind it. */
  const ground = (element: Element | null): { path: string; backs: string } => {
    if (!element) return { path: '', backs: '' };
    const known = styles.get(element);
    if (known) return known;
    const { path, backs } = ground(element.parentElement);
    const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
    const found = {
      path: `${path}>${element.tagName}.${element.getAttribute('class') ?? ''}`,
      backs: `${backs}>${backgroundColor} ${backgroundImage} ${opacity} ${filter}`,
    };
    styles.set(element, found);
    return found;
  };
  const speaks = (element: Element): boolean =>
    element.matches('input, select, textarea, button') ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  const lookOf = (element: Element): string => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const { path, backs } = ground(element);
    const disabled = element.matches(':disabled, [aria-disabled=true]');
    const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return [path, backs, color, fontSize, fontWeight, textShadow, disabled, shown].join('|');
  };
  const speaking = [...document.querySelectorAll('body *')].filter(speaks);
  return new Map(speaking.map((element) => [lookOf(element), element]));
}

/** What cannot be read in the colours shown now; of elements that look alike, `known` or not, one is looked at. */
async function unreadable(page: Page, known: Set<string>): Promise<string[]> {
  const found = await page.evaluateHandle(byLook);
  const fresh = (await found.evaluate((looks) => [...looks.keys()])).filter((look) => !known.has(look));
  for (const look of fresh) known.add(look);
  const elements = await found.evaluateHandle(
    (looks, wanted) => wanted.flatMap((look) => looks.get(look) ?? []),
    fresh,
  );
  const faults = fresh.length > 0 ? await axe(page, COLOURS, elements) : [];
  await Promise.all([found.dispose(), elements.dispose()]);
  return faults;
}

/**
 * Everything there is to say against the page that is open, in both colour schemes and on a phone. `known` are the
 * looks of words that other pages showed already, in daylight or in the dark: nobody looks at those twice.
 */
export async function faultsOf(page: Page, known = new Set<string>()): Promise<string[]> {
  await atDesk(page);
  const faults = [
    ...(await axe(page, EVERYTHING)),
    ...(await misnamed(page)),
    ...(await unreadable(page, known)),
    ...(await sticksOut(page)),
  ];
  await page.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await unreadable(page, known)).map((fault) => `in the dark, ${fault}`));
  await page.setViewportSize(PHONE);
  faults.push(...(await sticksOut(page)).map((fault) => `on a phone, ${fault}`));
  return faults;
}
