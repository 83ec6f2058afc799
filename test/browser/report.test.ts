/** The quarterly report, from the draft to what everybody can read: each step by the post that may take it. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { browserTest, VISITOR } from './support.ts';

const site = browserTest();

const WRITER = 'LSP Manager';
const APPROVER = 'Head of Policy';

async function openReport(post: string): Promise<Page> {
  const page = await site().pageAs(post);
  await page.goto('/reports');
  await page.getByRole('link', { name: 'Partnership Update, as at 17 January 2013' }).click();
  return page;
}

/** Puts right what the warning that begins like this is about. */
async function mend(page: Page, warning: RegExp, words: string): Promise<void> {
  await page
    .getByRole('listitem')
    .filter({ hasText: warning })
    .getByRole('link', { name: /^Mend this/ })
    .click();
  await page.getByLabel('What follows, or why there is none').fill(words);
  await page.getByRole('button', { name: 'Save' }).click();
}

/** The first bytes of a file that everybody may download, as Latin text. */
async function firstBytes(href: string | null): Promise<string> {
  const answer = await fetch(new URL(href ?? '', site().address));
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer())
    .subarray(0, 5)
    .toString('latin1');
}

test('the draft shows what is missing, and prose takes its figures from their sources', async () => {
  const page = await openReport(WRITER);
  const main = page.getByRole('main');
  expect(await main.innerText()).toMatch(/Legal: “None” is said without a reason/);
  await mend(
    page,
    /^Warning Legal: “None”/,
    'None: nothing in this report changes what the law asks of the Council.',
  );
  expect(await main.innerText()).not.toMatch(/Legal: “None” is said without a reason/);

  await page.getByText('Write in a section').click();
  await page
    .getByRole('link', { name: /Purpose of Report/ })
    .first()
    .click();
  await page.getByLabel('Words').fill('There were {{figure:indicator.recorded-crime.latest}} crimes.');
  await page.getByRole('button', { name: 'Preview' }).click();
  expect(await page.getByRole('region', { name: 'Preview (not saved)' }).innerText()).toContain('5,803');
  await page.getByLabel('Words').fill('There were {{figure:indicator.no-such.latest}} crimes.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: /^Stops approval Purpose of Report refers to the figure/ })
    .getByRole('link', { name: /^Mend this/ })
    .click();
  await page.getByLabel('Words').fill('There were {{figure:indicator.recorded-crime.latest}} crimes.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/reports\/[0-9a-f-]+$/);
  expect(await main.innerText()).not.toContain('Stops approval');
  const figure = page.getByRole('paragraph').filter({ hasText: /^There were/ });
  expect(await figure.innerText()).toMatch(/^There were 5,803\[\d+\] crimes\.$/);
  await figure.getByRole('link').click();
  expect(await page.locator(':target').innerText()).toContain(
    '2012 Strategic Assessment of Community Safety',
  );
  await page.close();
});

test('submitted by one, approved by another, published, and read by everybody', async () => {
  const writer = await openReport(WRITER);
  await writer.getByRole('button', { name: 'Submit for approval' }).click();
  await writer.getByRole('button', { name: 'Submit for approval' }).click();
  expect(await writer.getByRole('main').innerText()).toContain('Waiting for approval');

  const approver = await openReport(APPROVER);
  await approver.getByRole('button', { name: 'Approve or send back' }).click();
  await approver.getByRole('button', { name: 'Approve and freeze' }).click();
  await approver.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await approver.getByRole('checkbox', { name: /^I have seen the \d+ warnings? below/ }).check();
  await approver.getByRole('button', { name: 'Approve and freeze' }).click();
  await approver.getByRole('link', { name: 'See the result' }).click();
  expect(await approver.getByRole('main').innerText()).toContain('Verified');
  expect(await approver.getByRole('button', { name: 'Publish this edition' }).count()).toBe(0);

  await writer.goto(approver.url());
  await writer.getByRole('button', { name: 'Publish this edition' }).click();
  await writer.waitForURL('**/published/**');

  const reader = await site().pageAs(VISITOR);
  await reader.goto('/');
  await reader.getByRole('link', { name: 'Read the published reports' }).click();
  await reader.getByRole('link', { name: 'Partnership Update, as at 17 January 2013', exact: true }).click();
  expect(await reader.getByRole('main').innerText()).toContain('5,803');
  const offered = (name: string) =>
    reader.getByRole('link', { name: new RegExp(`^${name}`) }).getAttribute('href');
  expect(await firstBytes(await offered('PDF'))).toBe('%PDF-');
  expect(await firstBytes(await offered('Word document'))).toMatch(/^PK/);
  await Promise.all([writer.close(), approver.close(), reader.close()]);
});
