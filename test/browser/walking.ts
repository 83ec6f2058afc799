/** A walk through a page with the Tab key. */
import type { Page } from 'playwright-core';

export interface Walk {
  /** What is wrong with where the focus went, in words; nothing when all is well. */
  readonly faults: readonly string[];
  /** How many links and controls it stopped at. */
  readonly stops: number;
  readonly first: string;
}

/** Boxes that scroll are stops of their own, which nothing in the document tells; no page has more of them. */
const SPARE = 8;

/**
 * Presses Tab until the focus has been everywhere: every link and control must get it, in the order of the document,
 * must show it, and must let it go.
 */
export async function walk(page: Page): Promise<Walk> {
  const stops = await page.evaluate(watchTheFocus);
  const keyboard = await page.context().newCDPSession(page);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  // The browser takes them one after the other; to wait for each is what takes long.
  await Promise.all(
    Array.from({ length: stops + SPARE }, () => [
      keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ]).flat(),
  );
  await keyboard.detach();
  return page.evaluate(() => (globalThis as unknown as { walkResult: () => Walk }).walkResult());
}

/** Runs in the page: remembers where the focus goes from now on. Gives how many stops there should be. */
function watchTheFocus(): number {
  const FOCUSED_STROKE = '3px';
  const told = (element: Element | undefined): string =>
    element
      ? `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}" ${element.getAttribute('name') ?? ''}`.trim()
      : 'nothing';
  const shown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest('details:not([open]) > :not(summary)');
  // The arrow keys move within a group of radios: Tab stops once.
  const stopOf = (element: Element): string | Element =>
    element instanceof HTMLInputElement && element.type === 'radio' ? `radio ${element.name}` : element;
  const showsFocus = (element: Element): boolean => {
    const boxes = element instanceof SVGElement ? [...element.querySelectorAll('*')] : [];
    // A radio or a box of GOV.UK shows its focus on the label that covers it, a link in a drawing on its box.
    const covers = element.matches('[type=radio], [type=checkbox]')
      ? getComputedStyle(element.nextElementSibling ?? element, '::before')
      : getComputedStyle(element);
    const outlined = covers.outlineStyle !== 'none' && covers.outlineWidth !== '0px';
    return (
      outlined ||
      covers.boxShadow !== 'none' ||
      boxes.some((box) => getComputedStyle(box).strokeWidth === FOCUSED_STROKE)
    );
  };
  const all = [
    ...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    ),
  ].filter((element) => shown(element) && !(element as HTMLInputElement).disabled);
  const expected = [...new Map(all.map((element) => [stopOf(element), element]))];
  const known = new Set(expected.map(([stop]) => stop));
  const reached: Element[] = [];
  const unseen: string[] = [];
  document.addEventListener('focusin', ({ target }) => {
    const element = target as Element;
    reached.push(element);
    if (!showsFocus(element)) unseen.push(told(element));
  });
  const judged = (): Walk => {
    // What a script hid meanwhile (the link that reloads, once the page follows by itself) is nowhere to be reached.
    const stays = expected.filter(([, element]) => element.checkVisibility());
    const there = new Set(stays.map(([stop]) => stop));
    const walked = reached.filter((element) => known.has(stopOf(element)) && there.has(stopOf(element)));
    const missed = stays.filter(([stop]) => !walked.some((element) => stopOf(element) === stop));
    const astray = stays.findIndex(([stop], at) => walked[at] && stopOf(walked[at]) !== stop);
    // After the last stop the focus leaves the page, and comes round to the first again.
    const next = walked[stays.length];
    const faults = [
      ...missed.map(([, element]) => `Tab never reaches ${told(element)}`),
      ...[...new Set(unseen)].map((what) => `nothing shows that ${what} has the focus`),
      ...(missed.length === 0 && astray >= 0
        ? [`Tab reaches ${told(walked[astray])} where ${told(stays[astray]?.[1])} comes next`]
        : []),
      ...(missed.length === 0 && astray < 0 && next && stopOf(next) !== stays[0]?.[0]
        ? [`Tab does not get out: after the last stop comes ${told(next)}`]
        : []),
    ];
    return { faults, stops: stays.length, first: told(reached[0]) };
  };
  Object.assign(globalThis, { walkResult: judged });
  return expected.length;
}
