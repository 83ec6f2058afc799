/** What an agency that takes no part reads of a referral by agreement. Everybody in here is made up. */
import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/database/testing.ts';
import { aCaseworker, agree, testSubjects, works } from '../testing/working.ts';
import { referralRow } from './queries.ts';
import { ground, RECEIVING } from './testing.ts';
import { viewReferral } from './view.ts';
import type { VisitInput } from './visit/input.ts';

const db = testDatabase();
const subjects = testSubjects();

test('an agreement on referrals shares what was sent, and who it is about only where that is shared too', async () => {
  const { visit, worker } = await ground(db(), subjects());
  const [plain, trusted] = [await aCaseworker(db(), RECEIVING), await aCaseworker(db(), RECEIVING)];
  await agree(db(), worker, plain, ['referrals']);
  await agree(db(), worker, trusted, ['referrals', 'identity', 'contact']);
  const refer = async (given: Partial<VisitInput> = {}): Promise<string> =>
    (await visit(given)).referrals[0]?.reference ?? '';
  const sent = await refer();
  const about = (who: typeof plain) =>
    works(db(), who, async (tx, actor) => (await viewReferral(tx, actor, subjects(), sent))?.told);
  const told = await about(plain);
  expect(told).toMatchObject({ seen: expect.any(String), subject: { kind: 'person' } });
  expect(JSON.stringify(told)).not.toMatch(/Winnie|Madeup|1931|Invented|01543/);
  expect(JSON.stringify(await about(trusted))).toMatch(/Winnie.*01543.*Invented/);
  const draft = await refer({ basis: null, consent: null, told: [] });
  const rowFor = (who: typeof plain) =>
    works(db(), who, (tx, actor) => referralRow(tx, actor, draft) as never);
  expect(await rowFor(worker)).toBeDefined();
  expect(await rowFor(trusted)).toBeUndefined();
});
