/** What the fund says of itself: its checks, warnings, duties and offers; and boards that endorse at the same moment. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { inTransaction, stateOf, type Tx } from '../../platform/database/transaction.ts';
import { checks } from './checks.ts';
import { standingOf } from './ledger/balances.ts';
import { requestEffects } from './requests/effects.ts';
import { drawDown, returnMoney } from './requests/spending.ts';
import { proposeSplit } from './requests/split.ts';
import { submitRequest } from './requests/steps.ts';
import { addRule } from './streams/rules.ts';
import { aDecision, aRequest, aStream, decided, type Ground, groundOf, KEEPER, on } from './testing.ts';

const db = testDatabase();
let ground: Ground;
const keeper = (): Actor => db().with(...KEEPER);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const DAY = on('2012-12-14');

beforeAll(async () => {
  ground = await groundOf(db());
});

type Shares = readonly { readonly streamId: string; readonly pence: number }[];

async function waiting(shares: Shares): Promise<string> {
  return does(async (tx) => {
    const pence = shares.reduce((sum, share) => sum + share.pence, 0);
    const { id } = await aRequest(tx, keeper(), ground, { pence });
    orThrow(await proposeSplit(tx, keeper(), { requestId: id, shares }));
    orThrow(await submitRequest(tx, keeper(), { requestId: id, on: on('2012-11-10') }));
    return id;
  });
}

const decide = (requestId: string, outcome: 'endorsed' | 'deferred') =>
  inTransaction(db().pool, keeper(), async (tx) => {
    const more = {
      on: DAY,
      reason: 'No money',
      ...(outcome === 'deferred' ? { deferredTo: on('2013-06-30') } : {}),
    };
    const id = await aDecision(tx, keeper(), ground.boardId, { requestId, outcome, ...more });
    return requestEffects[outcome](tx, keeper(), requestId, decided(id, more));
  });

test('ten boards endorse at once what two streams share: all of a request is committed or nothing, and nobody waits for ever', async () => {
  const [one, two] = await does(async (tx) => [
    await aStream(tx, keeper(), ground, { received: 60 }),
    await aStream(tx, keeper(), ground, { received: 45 }),
  ]);
  const shares: Shares = [
    { streamId: one.id, pence: 10 },
    { streamId: two.id, pence: 10 },
  ];
  const requests: string[] = [];
  for (let n = 0; n < 10; n++) requests.push(await waiting(n % 2 === 0 ? shares : shares.toReversed()));
  const answers = await Promise.all(requests.map((id) => decide(id, 'endorsed')));
  expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(4);
  expect(new Set(answers.filter(isRefusal).map(({ refused }) => refused))).toEqual(
    new Set(['exceeds-stream-balance']),
  );
  for (const [stream, left] of [
    [one, 20],
    [two, 5],
  ] as const)
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances).toMatchObject({
      available: left,
      allocated: 40,
    });
}, 60_000);

test('money that comes back is offered to whom it may pay, by mail, and once', async () => {
  const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 50_00 }));
  const first = await waiting([{ streamId: stream.id, pence: 50_00 }]);
  const later = await waiting([{ streamId: stream.id, pence: 20_00 }]);
  orThrow(await decide(first, 'endorsed'));
  orThrow(await decide(later, 'deferred'));
  const money = { requestId: first, streamId: stream.id, pence: 30_00, on: on('2013-01-10') };
  await does((tx) => drawDown(tx, keeper(), { ...money, evidence: 'Claim 1' }));
  const agency = db().with('read', `fund.request@${ground.agencyId}`);
  const back = {
    ...money,
    pence: 15_00,
    from: 'spent',
    reason: 'Cheaper',
    site: 'https://example.org',
  } as const;
  expect(await db().does(agency, (tx) => returnMoney(tx, agency, { ...back, pence: 5_00 }))).toMatchObject({
    offered: 1,
  });
  expect(await db().does(agency, (tx) => returnMoney(tx, agency, back))).toMatchObject({
    to: 'available',
    offered: 1,
  });
  expect(await db().does(agency, (tx) => returnMoney(tx, agency, { ...back, pence: 5_00 }))).toMatchObject({
    offered: 0,
  });
  const mails = await db().does(db().with('mail.read'), (tx) =>
    tx
      .selectFrom('platform.mail')
      .select(['recipient', 'subject', 'body'])
      .where('about_id', '=', later)
      .orderBy('id')
      .execute(),
  );
  expect(mails.map(({ recipient }) => recipient)).toEqual(['council@example.org', 'council@example.org']);
  expect(mails[1]?.body).toContain('£20 of the £20 asked for. It was deferred until 30 June 2013.');
  expect(mails[1]?.body).toContain('https://example.org/fund/requests/');
  const duties = await does((tx) =>
    tx.selectFrom('fund.duties').select(['kind', 'due_on']).where('subject_id', '=', later).execute(),
  );
  expect(duties.map(({ kind }) => kind).sort()).toEqual(['deferred-request', 'offered-money']);
});

describe('checks and warnings', () => {
  const find = async (name: string) => {
    const check = checks.find((one) => one.name === `fund.${name}`);
    if (!check) throw new Error(`There is no check ${name}`);
    return db().does(db().with('read', 'audit.read'), (tx) => check.find(tx));
  };

  test('what is committed is judged again with so many statements, however many requests there are', async () => {
    const check = checks.find(({ name }) => name === 'fund.no-restriction-is-broken');
    const asked = (): Promise<number> =>
      does(async (tx) => {
        const { client } = stateOf(tx);
        const query = vi.spyOn(client, 'query');
        expect(await check?.find(tx)).toEqual([]);
        const count = query.mock.calls.length;
        query.mockRestore();
        return count;
      });
    const stream = await does((tx) => aStream(tx, keeper(), ground, { name: 'Many', received: 50_00 }));
    const commit = async (): Promise<void> => {
      orThrow(await decide(await waiting([{ streamId: stream.id, pence: 1_00 }]), 'endorsed'));
    };
    await commit();
    const once = await asked();
    for (let more = 0; more < 3; more++) await commit();
    expect(await asked()).toBe(once);
  });

  test('a restriction that is broken afterwards is found, and an entry that was altered is named', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { name: 'Strict', received: 50_00 }));
    const rule = {
      kind: 'largest-request',
      allowed: [],
      spending: null,
      fromOn: null,
      untilOn: null,
      ratioPercent: null,
      pence: 20_00,
      says: 'Small sums',
    } as const;
    await does((tx) => addRule(tx, keeper(), { ...rule, streamId: stream.id, on: on('2012-04-01') }));
    const request = await waiting([{ streamId: stream.id, pence: 20_00 }]);
    orThrow(await decide(request, 'endorsed'));
    for (const check of checks)
      expect([check.name, await find(check.name.replace('fund.', ''))]).toEqual([check.name, []]);
    await db().ownerPool.query('update fund.request set pence = 3000 where id = $1', [request]);
    expect((await find('no-restriction-is-broken'))[0]).toContain('Strict pays for');
    await db().ownerPool.query('update fund.request set pence = 2000 where id = $1', [request]);
    await db().ownerPool.query(
      "update fund.entry set says = 'Something else' where stream_id = $1 and number = 2",
      [stream.id],
    );
    expect(await find('entries-are-as-written')).toEqual(['Entry 2 of Strict is not as it was written.']);
  });

  test('a stream that lapses soon, or has lapsed with money in it, is warned of', async () => {
    await does(async (tx) => {
      await aStream(tx, keeper(), ground, { name: 'Soon', received: 10_00, lapsesOn: on('2013-02-10') });
      await aStream(tx, keeper(), ground, { name: 'Gone', received: 10_50, lapsesOn: on('2013-01-10') });
      await aStream(tx, keeper(), ground, { name: 'Later', received: 10_00, lapsesOn: on('2013-06-30') });
    });
    const { rows } = await does((tx) =>
      sql<{
        kind: string;
        severity: string;
        sentence: string;
      }>`select kind, severity, sentence from fund.warnings order by kind`.execute(tx),
    );
    expect(rows).toEqual([
      {
        kind: 'stream-has-lapsed',
        severity: 'high',
        sentence:
          'Gone lapsed on 10 January 2013, and £10.50 stands in it that is owed to the funder: record that it lapsed.',
      },
      {
        kind: 'stream-lapses-soon',
        severity: 'high',
        sentence: 'Soon lapses on 10 February 2013 with £10 not committed and £0 committed and not drawn.',
      },
    ]);
  });
});
