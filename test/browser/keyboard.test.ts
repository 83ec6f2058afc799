/** What only a keyboard shows; that Tab reaches everything on every page is looked at with axe. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest } from './support.ts';

const site = browserTest();

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

test('somebody is referred from the first question to the sent referral with the keyboard alone', async () => {
  const context = await site().contextAs('Senior Health Visitor', { viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  /** What has the focus in the main part, and whether what is asked for is another choice of the same question. */
  const here = (name: string) =>
    page.evaluate((wanted) => {
      const on = document.activeElement;
      if (!on?.closest('main')) return 'elsewhere';
      const named = (one: Element): boolean =>
        (
          (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? one.labels?.[0] : one)
            ?.textContent ?? ''
        )
          .trim()
          .startsWith(wanted);
      if (named(on)) return 'there';
      return on instanceof HTMLInputElement &&
        on.type === 'radio' &&
        [...(on.form?.elements ?? [])].some((one) => named(one) && (one as HTMLInputElement).name === on.name)
        ? 'in its group'
        : 'elsewhere';
    }, name);
  /** Tab, and arrows among radios, until the field or button of this name has the focus. */
  const reach = async (name: string): Promise<void> => {
    let key = 'Tab';
    for (let presses = 0; presses < 100; presses += 1) {
      await page.keyboard.press(key);
      const at = await here(name);
      if (at === 'there') return;
      key = at === 'in its group' ? 'ArrowDown' : 'Tab';
    }
    throw new Error(`No key came to “${name}” on ${page.url()}`);
  };
  const press = async (key: string): Promise<void> => page.keyboard.press(key);
  const choose = async (name: string): Promise<void> => {
    await reach(name);
    await press('Space');
  };
  const type = async (name: string, text: string): Promise<void> => {
    await reach(name);
    await page.keyboard.type(text);
  };
  const goOn = async (button: string, next: string): Promise<void> => {
    await reach(button);
    await press('Enter');
    await heading(next);
  };
  await page.goto('/casework/refer');
  if (new URL(page.url()).pathname === '/casework/purpose') {
    await page.locator('input[value="making-a-referral"]').focus();
    await press('Space');
    await press('Enter');
    await page.waitForURL(/\/casework\/refer$/);
  }
  await goOn('Start', 'Who or what is it about?');
  await choose('A person');
  await goOn('Continue', 'What did you see?');
  // What is missing is said where the focus is, and one key leads to its field.
  await reach('Continue');
  await press('Enter');
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.classList.contains('govuk-error-summary'))).toBe(
    true,
  );
  await choose('Fire risk');
  await goOn('Continue', 'Who are they?');
  await type('First names', 'Keziah');
  await type('Surname', 'Madeupname');
  await goOn('Continue', 'Where do they live?');
  await type('Address', '3 Invented Mews');
  await type('Postcode', 'WS11 9ZZ');
  await goOn('Continue', 'How can they be reached?');
  await goOn('Continue', 'What happened?');
  await goOn('Continue', 'Do they agree?');
  await choose('Yes');
  await choose('They said so');
  await choose('Who will receive it');
  await goOn('Continue', 'Who can help?');
  await reach('Refer to Home fire risk check');
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).checked)).toBe(true);
  await goOn('Continue', 'Check and send');
  await reach('Send');
  await press('Enter');
  await page.waitForURL(/\/sent$/);
  expect(await page.getByRole('main').textContent()).toMatch(/R-[0-9A-Z]{7}/);
  await context.close();
});
