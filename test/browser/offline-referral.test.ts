/** A referral without signal: the form opens, what is typed is encrypted on the device, and it is sent once when signal returns. */
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { orThrow } from '../../src/kernel/refusal.ts';
import { startPurposes } from '../../src/modules/casework/purpose/purposes.ts';
import { listPurposes } from '../../src/modules/casework/purpose/queries.ts';
import { findChecklist, publishChecklist } from '../../src/modules/casework/referral/checklist/checklist.ts';
import { system } from '../../src/platform/actor.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import { faultsOf } from './looking.ts';
import { browserTest } from './support.ts';

const site = browserTest();
const WORKER = 'Police Community Support Officer';
const PHONE = { viewport: { width: 320, height: 640 } };
const MADE_UP = { givenNames: 'Winnie', surname: 'Madeupname' };

beforeAll(async () => {
  const actor = await machine('casework.settings', 'sharing.agree');
  await transact(site().concord.services.pool, actor, async (tx) => {
    if ((await listPurposes(tx, actor)).length === 0) orThrow(await startPurposes(tx, actor));
    if (!(await findChecklist(tx, actor))) orThrow(await publishChecklist(tx, actor, 0));
  });
});

/** A phone of its own, signed in, with a purpose chosen and the form opened once with signal. */
async function phone(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await site().contextAs(WORKER, PHONE);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto('/casework/refer');
  if (new URL(page.url()).pathname === '/casework/purpose') {
    await page.getByLabel('Making or answering a referral').check();
    await page.getByRole('main').getByRole('button').first().click();
    await page.waitForURL(/\/casework\/refer$/);
  }
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate(async () => (await caches.match('/casework/refer/catalogue')) !== undefined))
    .toBe(true);
  return { context, page };
}

/** Fills in the form that opened without signal, by keyboard and labels as a worker does. */
async function fillIn(page: Page): Promise<void> {
  /** Goes on, and waits until the next question is there. */
  const goOn = async (next: string): Promise<void> => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { level: 1, name: next }).waitFor();
  };
  await page.getByRole('button', { name: 'Start' }).click();
  // The question that is shown; the others stand in the page unseen.
  const step = page.locator('[data-step]:not([hidden])');
  await step.getByLabel('A person').check();
  await goOn('What did you see?');
  await step.getByLabel('Fire risk').check();
  await goOn('Who are they?');
  await step.getByLabel('First names').fill(MADE_UP.givenNames);
  await step.getByLabel('Surname').fill(MADE_UP.surname);
  await goOn('Where do they live?');
  await step.getByLabel('Address').fill('1 Invented Road');
  await step.getByLabel('Postcode').fill('WS11 1AB');
  await goOn('How can they be reached?');
  await goOn('What happened?');
  await step.getByLabel('In a few words (optional)').fill('Quiltmaker next door worries');
  await goOn('Do they agree?');
  await step.getByLabel('Yes', { exact: true }).check();
  await step.getByLabel('They said so').check();
  await step.getByLabel('Who will receive it').check();
  await goOn('Who can help?');
  expect(await step.getByLabel('Refer to Home fire risk check').isChecked()).toBe(true);
  await goOn('Check and send');
}

/** The machine of the example's partnership. */
async function machine(...permissions: string[]) {
  const [partnership] = await site().concord.directory.list();
  if (!partnership) throw new Error('The example has a partnership');
  return system('test', partnership.id, ['read', ...permissions]);
}

/** The referrals that came from devices. */
const sentBy = async (): Promise<readonly { readonly id: string }[]> =>
  transact(site().concord.services.pool, await machine('casework.machine'), (tx) =>
    tx
      .selectFrom('casework.referral as r')
      .innerJoin('casework.visit as v', 'v.id', 'r.visit_id')
      .where('v.source', '=', 'offline')
      .select('r.id')
      .execute(),
  );

/** Everything that this browser keeps of the site, as far as any script could read it. */
const keptInClear = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const said: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        said.push(request.url, (await (await caches.match(request))?.text()) ?? '');
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const asking = database.transaction(store).objectStore(store).getAll();
          asking.onsuccess = () => resolve(asking.result);
        });
        for (const row of rows)
          said.push(
            JSON.stringify(row, (_, value) =>
              value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                ? new TextDecoder().decode(value as ArrayBuffer)
                : value instanceof CryptoKey
                  ? `key extractable ${value.extractable}`
                  : value,
            ),
          );
      }
      database.close();
    }
    return said.join('\n');
  });

test('without signal the form opens, keeps what is typed encrypted, and sends it once when signal returns', async () => {
  const { context, page } = await phone();
  await context.setOffline(true);
  await page.goto('/casework/refer');
  await page.getByText('No signal: what you send waits on this device').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await fillIn(page);
  expect(await page.getByRole('main').innerText()).toContain('1 referral will be made');
  await page.getByRole('button', { name: 'Send referral' }).click();
  await page.locator('[data-device-visit="ready"]').waitFor();
  const kept = await keptInClear(page);
  expect(kept).toContain('extractable false');
  expect(kept).not.toMatch(/Winnie|Madeupname|Invented Road|Quiltmaker/);
  // The worker's name is nowhere on the device either.
  expect(kept).not.toContain('Vera Example');
  expect(await sentBy()).toEqual([]);
  await context.setOffline(false);
  await page.getByText(/Sent: R-[0-9A-Z]{7}/).waitFor();
  expect(await sentBy()).toHaveLength(1);
  expect(await page.locator('[data-device-visit]').count()).toBe(0);
  await context.close();
});

test('an answer that is lost is asked for again, and makes no second referral', async () => {
  const before = (await sentBy()).length;
  const { context, page } = await phone();
  await page.goto('/casework/refer/device');
  let lost = 0;
  await context.route('**/api/v1/casework/referrals', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await fillIn(page);
  await page.getByRole('button', { name: 'Send referral' }).click();
  await page.locator('[data-device-visit="ready"]').waitFor();
  await expect.poll(async () => (await sentBy()).length, { timeout: 60_000 }).toBe(before + 1);
  expect(lost).toBe(1);
  await page.reload();
  await page.getByText(/Sent: R-[0-9A-Z]{7}/).waitFor();
  expect(await sentBy()).toHaveLength(before + 1);
  site().complaints.length = 0;
  await context.close();
});

test('signing out wipes the device, and so does the time that was set', async () => {
  const { context, page } = await phone();
  await page.goto('/casework/refer/device');
  await context.setOffline(true);
  await fillIn(page);
  await page.getByRole('button', { name: 'Send referral' }).click();
  await page.locator('[data-device-visit="ready"]').waitFor();
  // A clock of the device that went on by two days: nothing is left to send.
  const later = await context.newPage();
  await later.clock.setFixedTime(Date.now() + 2 * 86_400_000);
  await later.goto('/casework/refer/device');
  await later.getByRole('button', { name: 'Start' }).waitFor();
  expect(await later.locator('[data-device-visit]').count()).toBe(0);
  await later.close();
  await page.goto('/casework/refer/device');
  await fillIn(page);
  await page.getByRole('button', { name: 'Send referral' }).click();
  await page.locator('[data-device-visit="ready"]').waitFor();
  await page.context().setOffline(false);
  await context.route('**/api/v1/casework/referrals', (route) => route.abort());
  await page.goto('/casework/referrals/mine');
  await page.locator('form[data-clears-drafts] button').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/casework'));
  const left = await keptInClear(page);
  expect(left).not.toContain('extractable');
  expect(left).not.toContain('wipeAt');
  expect(left).not.toContain('/casework/refer/catalogue');
  site().complaints.length = 0;
  await context.close();
});
