/** A lead officer says in two minutes where a project stands: with script and without, and never twice. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest } from './support.ts';

const site = browserTest();

const POST = 'Prevention Manager';
const PROJECT = '/projects/life-course';

const done = (page: Page) => page.getByLabel('What was done since the last update?');
const send = (page: Page) => page.getByRole('button', { name: 'Send the update' });

/** How often these words stand in the history of the project. */
async function told(page: Page, words: string): Promise<number> {
  await page.goto(`${PROJECT}/history`);
  return page.getByRole('main').getByText(words).count();
}

test('the home page of a lead officer leads to the form in one step', async () => {
  const page = await site().pageAs(POST);
  await page.goto('/');
  await page
    .getByRole('navigation', { name: 'What you do most' })
    .getByText('Say where a project stands')
    .click();
  await page.getByRole('link', { name: 'LIFE course' }).first().click();
  await page.getByRole('button', { name: 'Report progress' }).click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('How is it going?');
  await page.close();
});

test.each([
  ['with script', true],
  ['without script', false],
])(
  '%s, a refused form keeps what was typed, and the update then stands on the project',
  async (how, script) => {
    const words = `Taster days are booked, ${how}`;
    const context = await site().contextAs(POST, { javaScriptEnabled: script });
    const page = await context.newPage();
    await page.goto(`${PROJECT}/update`);
    const milestone = page.getByLabel('Young people identified through partnership referrals and schools');
    if (script) await milestone.check();
    await page.getByLabel('What help do you need?').fill('A minibus on Thursdays');
    await send(page).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    expect(await page.getByLabel('What help do you need?').inputValue()).toBe('A minibus on Thursdays');
    if (script) expect(await milestone.isChecked()).toBe(true);
    await page.getByLabel('At risk').check();
    await done(page).fill(words);
    await send(page).click();
    await page.waitForURL(`**${PROJECT}`);
    expect(await page.getByRole('main').innerText()).toContain(words);
    expect(await told(page, words)).toBe(1);
    await context.close();
  },
);

test.each([
  ['with script', true],
  ['without script', false],
])('%s, pressing the button twice reports once', async (how, script) => {
  const words = `Interviews are held, ${how}`;
  const context = await site().contextAs(POST, { javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(`${PROJECT}/update`);
  await page.getByLabel('On track').check();
  await done(page).fill(words);
  await send(page).dblclick();
  await page.waitForURL(`**${PROJECT}`);
  expect(await told(page, words)).toBe(1);
  await context.close();
});

test('what somebody typed is there again after a wrong turn', async () => {
  const page = await site().pageAs(POST);
  await page.goto(`${PROJECT}/update`);
  await done(page).fill('Half a sentence');
  await page.goto('/');
  await page.goto(`${PROJECT}/update`);
  expect(await done(page).inputValue()).toBe('Half a sentence');
  await page.close();
});
