/** Two people record one meeting from two browsers, and a member follows it on a third. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Id } from '../../src/kernel/ids.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type Board, foundBoard } from '../../src/modules/governance/meeting/testing.ts';
import { system } from '../../src/platform/actor.ts';
import { openPool } from '../../src/platform/database/connection.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import { faultsOf } from './looking.ts';
import { browserTest } from './support.ts';

const site = browserTest();

const SECRETARY = 'LSP Manager';
const SECOND = 'Performance Analyst';
const MEMBER = 'Prevention Manager';

let board: Board;

beforeAll(async () => {
  const { concord, posts } = site();
  const ownerPool = openPool(concord.connections.owner, 2);
  const { rows } = await ownerPool.query<{ partnership_id: Id<'partnership'> }>(
    'select partnership_id from partners.partnership',
  );
  const partnershipId = rows[0]?.partnership_id;
  if (!partnershipId) throw new Error('The example has a partnership');
  board = await foundBoard({
    partnershipId,
    ownerPool,
    does: (actor, work) => transact(concord.services.pool, actor, work),
    with: (...permissions) => system('test', partnershipId, permissions),
  });
  const second = posts.find(({ title }) => title === SECOND)?.accountId;
  await ownerPool.query(
    `insert into access.role_grant (partnership_id, id, account_id, role, starts_on)
     values ($1, $2, $3, 'partnership-manager', '2012-04-01')`,
    [partnershipId, newId(), second],
  );
  await ownerPool.end();
});

const at = (item: 0 | 1) =>
  `/bodies/${board.slug}/sittings/${board.sittingId}/meeting?item=${board.items[item]}`;

async function open(post: string, item: 0 | 1 = 1, script = true): Promise<Page> {
  const context = await site().contextAs(post, { javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(at(item));
  return page;
}

const note = (page: Page) => page.getByLabel('My note on this item');
const says = (page: Page, words: string | RegExp) => page.locator('#quorum').getByText(words).waitFor();
const press = (page: Page, what: string, member: string) =>
  page.getByRole('button', { name: new RegExp(`^${what}\\s*: Seat of ${member},`) }).click();

test('quorum that is lost and regained is seen by a member without touching the page', async () => {
  const [secretary, member] = [await open(SECRETARY), await open(MEMBER)];
  await says(member, /Not quorate: 0 of 3/);
  expect(await member.getByRole('button', { name: /^Here/ }).count()).toBe(0);
  await press(secretary, 'Here', 'council');
  await press(secretary, 'Remote', 'police');
  await says(secretary, /Quorate: 2 of 3/);
  await says(member, /Quorate: 2 of 3/);
  await press(secretary, 'Leaves', 'police');
  await says(member, /Not quorate: 1 of 3/);
  await press(secretary, 'Here', 'health');
  await says(member, /Quorate: 2 of 3/);
  expect(await member.locator('#here').getByText('Here', { exact: true }).count()).toBe(2);
  await secretary.context().close();
  await member.context().close();
});

test('two people write at once and neither loses a word, while the screen changes around them', async () => {
  const [one, two] = [await open(SECRETARY), await open(SECOND)];
  await note(one).pressSequentially('The scheme was');
  await note(two).pressSequentially('Questions were asked');
  await press(two, 'Here', 'college');
  await one
    .locator('#here')
    .getByRole('button', { name: /^Leaves\s*: Seat of college,/ })
    .waitFor();
  expect(await note(one).inputValue()).toBe('The scheme was');
  expect(await note(one).evaluate((field) => field === document.activeElement)).toBe(true);
  await note(one).pressSequentially(' welcomed.');
  await note(one).press('Control+Enter');
  await two.getByText('The scheme was welcomed.').waitFor();
  expect(await note(two).inputValue()).toBe('Questions were asked');
  await note(two).press('Control+Enter');
  await one.locator('#others-notes').getByText('Questions were asked').waitFor();
  await note(one).pressSequentially(' All agreed.');
  await note(one).press('Control+Enter');
  await two.getByText('The scheme was welcomed. All agreed.').waitFor();
  await one.reload();
  expect(await note(one).inputValue()).toBe('The scheme was welcomed. All agreed.');
  await one.context().close();
  await two.context().close();
});

test('the same writer in an old window is told, and both texts are there', async () => {
  const [early, late] = [await open(SECRETARY, 0), await open(SECRETARY, 0)];
  await note(early).fill('Minutes were agreed.');
  await early.getByRole('button', { name: 'Save my note' }).click();
  await expect.poll(async () => note(early).inputValue(), { timeout: 60_000 }).toBe('Minutes were agreed.');
  await early.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#notes [name="_revision"]')?.value === '1',
  );
  await note(late).fill('Minutes of November were agreed.');
  await late.getByRole('button', { name: 'Save my note' }).click();
  await late.getByText('Your note as it was saved meanwhile: Minutes were agreed.').waitFor();
  expect(await note(late).inputValue()).toBe('Minutes of November were agreed.');
  await late.getByRole('button', { name: 'Save my note' }).click();
  await late.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#notes [name="_revision"]')?.value === '2',
  );
  await early.context().close();
  await late.context().close();
});

test('without script, every control works by itself and a link shows what is new', async () => {
  const page = await open(SECRETARY, 1, false);
  await press(page, 'Leaves', 'college');
  await page.waitForURL(/item=.*#here$/);
  await page.getByText('A motion or amendment is moved').click();
  await page.getByLabel('The motion').fill('That the scheme be endorsed');
  await page.getByLabel('Mover').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Record the motion' }).click();
  await page.locator('#motions').getByText('That the scheme be endorsed').first().waitFor();
  expect(await page.getByRole('link', { name: 'Show what is new' }).isVisible()).toBe(true);
  await page.context().close();
});

test('nothing can be said against the pages of a meeting that was recorded, at a desk, on a phone or in the dark', async () => {
  const page = await open(SECRETARY);
  await page.getByText('Record a decision').click();
  await page.getByLabel('Outcome').selectOption('agreed');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.locator('#decided article').waitFor();
  await page.getByText('Set an action').click();
  await page.getByLabel('What is to be done').fill('Complete the project plan');
  await page.getByLabel('By whom').selectOption({ index: 1 });
  await page.getByLabel('Day').last().fill('28');
  await page.getByLabel('Month').last().fill('2');
  await page.getByLabel('Year').last().fill('2013');
  await page.getByRole('button', { name: 'Set the action' }).click();
  await page.locator('#actions-set li').waitFor();
  expect(await page.getByLabel('What is to be done').inputValue()).toBe('');
  for (const details of await page.locator('main details').all())
    await details.evaluate((element) => element.setAttribute('open', ''));
  expect(await faultsOf(page)).toEqual([]);
  const minutes = at(1).replace(/\/meeting.*/, '/minutes');
  await page.goto(minutes);
  await page.getByRole('button', { name: 'Draft the minutes' }).click();
  await page.getByRole('link', { name: '1. Matters arising' }).first().waitFor();
  for (const path of [minutes, '/actions', '/attendance']) {
    await page.goto(path);
    expect(await faultsOf(page), path).toEqual([]);
  }
  await page.context().close();
});
