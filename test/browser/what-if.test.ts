/** Questions about the fund that are answered while they are asked. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest } from './support.ts';

const site = browserTest();

const slider = (page: Page, name: string) => page.locator(`[data-slider-for="${name}"]`);
const field = (page: Page, name: string) => page.locator(`input[name="${name}"]`);
const COURSE = 'LIFE course';

test('as a slider moves by keys, the number, the answer, the chart and the address follow, and nothing is saved', async () => {
  const page = await site().pageAs('LSP Manager');
  await page.setViewportSize({ width: 320, height: 740 });
  await page.goto('/fund/run-off');
  const before = await page.getByRole('main').innerText();
  await page.getByRole('checkbox', { name: COURSE }).focus();
  await page.keyboard.press('Space');
  await page
    .getByText(/It would be paid with £/)
    .first()
    .waitFor();
  const amount = slider(page, 'amount-life-course');
  await amount.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await field(page, 'amount-life-course').inputValue()).toBe('6000');
  expect(await amount.getAttribute('aria-valuetext')).toBe('£6000');
  await page.waitForURL(/amount-life-course=6000/);
  await page
    .getByText(/£6,000 of .* (?:may not be used|\.)|paid with £6,000/)
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-slider-for'))).toBe(
    'amount-life-course',
  );
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await field(page, 'amount-life-course').fill('1500');
  expect(await amount.inputValue()).toBe('1500');
  await page.waitForURL(/amount-life-course=1500/);
  await page.reload();
  expect(await field(page, 'amount-life-course').inputValue()).toBe('1500');
  await page.goto('/fund/run-off');
  expect(await page.getByRole('main').innerText()).toBe(before);
  await page.close();
});

test('what cannot be worked out is said beside the button, and the figures stay', async () => {
  const page = await site().pageAs('LSP Manager');
  await page.goto('/fund/run-off?approve-life-course=yes');
  const figures = await page.locator('[data-what-if-part="months"]').innerText();
  await field(page, 'amount-life-course').fill('much');
  await page.getByRole('status').getByText('Enter an amount in pounds').waitFor();
  expect(await page.locator('[data-what-if-part="months"]').innerText()).toBe(figures);
  await page.close();
});

test('without a script the number fields and the button ask the same', async () => {
  const context = await site().contextAs('LSP Manager', { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/fund/run-off');
  expect(await page.locator('input[type=range]:visible').count()).toBe(0);
  await page.getByRole('checkbox', { name: COURSE }).check();
  await field(page, 'amount-life-course').fill('2000');
  await page.getByRole('button', { name: 'Show what follows' }).click();
  await page
    .getByText(/It would be paid with £/)
    .first()
    .waitFor();
  expect(await field(page, 'amount-life-course').inputValue()).toBe('2000');
  await context.close();
});
