/** Everything can be reached and worked without a mouse. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest, VISITOR } from './support.ts';

const site = browserTest();

interface Walk {
  /** What could have the focus and never got it. */
  readonly missed: readonly string[];
  /** What had the focus and did not show it. */
  readonly unseen: readonly string[];
  readonly reached: number;
  readonly first: string;
}

/** Presses Tab until the focus has left the page, or has had far more steps than there are stops. */
async function walk(page: Page): Promise<Walk> {
  const stops = await page.evaluate(() => {
    const told = (element: Element): string =>
      `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}${element.getAttribute('name') ?? ''}`;
    const shown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest('details:not([open]) > :not(summary)');
    const all = [
      ...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
      ),
    ].filter((element) => shown(element) && !(element as HTMLInputElement).disabled);
    // The arrow keys move within a group of radios: Tab stops once.
    const groups = new Set<string>();
    const expected = all.filter((element) => {
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      return !groups.has(element.name) && groups.add(element.name);
    });
    const walked = { reached: [] as Element[], unseen: [] as string[], left: false };
    document.addEventListener('focusin', ({ target }) => {
      const element = target as Element;
      walked.reached.push(element);
      // A radio or a box of GOV.UK shows its focus on the label that covers it.
      const covers = element.matches('[type=radio], [type=checkbox]')
        ? getComputedStyle(element.nextElementSibling ?? element, '::before')
        : getComputedStyle(element);
      const outlined = covers.outlineStyle !== 'none' && covers.outlineWidth !== '0px';
      if (!outlined && covers.boxShadow === 'none') walked.unseen.push(told(element));
    });
    Object.assign(globalThis, {
      walkResult: () => ({
        missed: expected
          .filter(
            (element) =>
              !walked.reached.some(
                (other) =>
                  other === element ||
                  (other instanceof HTMLInputElement &&
                    other.type === 'radio' &&
                    other.name === element.getAttribute('name')),
              ),
          )
          .map(told),
        unseen: walked.unseen,
        reached: walked.reached.length,
        first: walked.reached[0]?.textContent?.trim() ?? '',
      }),
    });
    return expected.length;
  });
  for (let pressed = 0; pressed <= stops; pressed += 1) await page.keyboard.press('Tab');
  return page.evaluate(() => (globalThis as unknown as { walkResult: () => Walk }).walkResult());
}

const PAGES: readonly (readonly [string, string])[] = [
  [VISITOR, '/sign-in'],
  [VISITOR, '/sign-in/example'],
  [VISITOR, '/published'],
  ['LSP Manager', '/'],
  ['LSP Manager', '/strategy'],
  ['LSP Manager', '/data-gaps'],
  ['LSP Manager', '/reports'],
  ['LSP Manager', '/agencies'],
  ['Blake Project Manager', '/'],
  ['Performance Analyst', '/indicators'],
  ['System Administrator', '/accounts/invitation'],
  ['System Administrator', '/audit'],
];

test.each(PAGES)(
  'as %s, Tab reaches everything on %s, shows where it is, and gets out',
  async (post, path) => {
    const page = await site().pageAs(post);
    await page.goto(path);
    const { missed, unseen, reached, first } = await walk(page);
    expect({ missed, unseen, first }).toEqual({ missed: [], unseen: [], first: 'Skip to main content' });
    expect(reached).toBeGreaterThan(4);
    await page.close();
  },
);

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim() || '');

test('the skip link leads past the navigation', async () => {
  const page = await site().pageAs('LSP Manager');
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect(await page.getByRole('link', { name: 'Skip to main content' }).isVisible()).toBe(true);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('main-content');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  await page.close();
});

test('the menu opens and leads on with the keyboard alone, on a narrow window too', async () => {
  const page = await site().pageAs('System Administrator');
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/');
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.focus();
  expect(await menu.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  expect(await menu.getAttribute('aria-expanded')).toBe('true');
  await page.getByRole('link', { name: 'Accounts', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/accounts');
  await page.close();
});

test('a form is filled and sent without a mouse, and what was wrong is one key away from its field', async () => {
  const page = await site().pageAs('System Administrator');
  await page.goto('/accounts/invitation');
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type('Sandy Example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary'))).toBe(
    true,
  );
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('email');
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Sandy Example');
  await page.close();
});
