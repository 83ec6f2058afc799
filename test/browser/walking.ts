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
 * must show it, and must let it go. `known` are the headers that were walked through on other pages: behind one of
 * them the walk begins at its last stop, and comes to the top of the page at its end.
 */
export async function walk(page: Page, known = new Set<string>()): Promise<Walk> {
  const { stops, header } = await page.evaluate(watchTheFocus, [...known]);
  known.add(header);
  const keyboard = await page.context().newCDPSession(page);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  // The browser takes them one after the other, as if the key was held; to wait for each is what takes long.
  await Promise.all(
    Array.from({ length: stops + SPARE }, () =>
      keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key }),
    ),
  );
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await keyboard.detach();
  return page.evaluate(() => (globalThis as unknown as { walkResult: () => Walk }).walkResult());
}

/** Runs in the page: remembers where the focus goes from now on. Gives how many stops there should be, and the header by its stops. */
function watchTheFocus(headers: readonly string[]): { stops: number; header: string } {
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
  const whole = [...new Map(all.map((element) => [stopOf(element), element]))];
  const inHeader = all.filter((element) => element.closest('body > header'));
  const header = inHeader.map(told).join('\n');
  const behind = headers.includes(header) ? inHeader.at(-1) : undefined;
  const expected = whole.slice(whole.findIndex(([, element]) => element === behind) + 1);
  (behind as HTMLElement | undefined)?.focus();
  const reached: Element[] = [];
  const unseen: string[] = [];
  document.addEventListener('focusin', ({ target }) => {
    const element = target as Element;
    reached.push(element);
    if (!showsFocus(element)) unseen.push(told(element));
  });
  const judged = (): Walk => {
    // What a script hid meanwhile (the link that reloads, once the page follows by itself) is nowhere to be reached.
    const stay = ([, element]: readonly [unknown, Element]): boolean => element.checkVisibility();
    const stays = expected.filter(stay);
    const there = new Set(whole.filter(stay).map(([stop]) => stop));
    const walked = reached.filter((element) => there.has(stopOf(element)));
    const missed = stays.filter(([stop]) => !walked.some((element) => stopOf(element) === stop));
    const astray = stays.findIndex(([stop], at) => walked[at] && stopOf(walked[at]) !== stop);
    // After the last stop the focus leaves the page, and comes round to its first.
    const next = walked[stays.length];
    const top = whole.find(stay);
    const faults = [
      ...missed.map(([, element]) => `Tab never reaches ${told(element)}`),
      ...[...new Set(unseen)].map((what) => `nothing shows that ${what} has the focus`),
      ...(missed.length === 0 && astray >= 0
        ? [`Tab reaches ${told(walked[astray])} where ${told(stays[astray]?.[1])} comes next`]
        : []),
      ...(missed.length === 0 && astray < 0 && next && stopOf(next) !== top?.[0]
        ? [`Tab does not get out: after the last stop comes ${told(next)}`]
        : []),
    ];
    return { faults, stops: stays.length, first: told(behind ? next : reached[0]) };
  };
  Object.assign(globalThis, { walkResult: judged });
  return { stops: expected.length, header };
}
