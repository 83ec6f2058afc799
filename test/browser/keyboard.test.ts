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
