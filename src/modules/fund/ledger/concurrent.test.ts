/** Writers at the same moment, and writers who cheat: what the database itself refuses, by the name of the constraint. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { inTransaction, type Tx } from '../../../platform/database/transaction.ts';
import { addRule } from '../streams/rules.ts';
import { aStream, endorsedRequest, type Ground, groundOf, KEEPER, on } from '../testing.ts';
import { standingOf } from './balances.ts';
import { postEntry } from './entry.ts';

const db = testDatabase();
let ground: Ground;
const keeper = (): Actor => db().with(...KEEPER);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const DAY = on('2012-12-20');

beforeAll(async () => {
  ground = await groundOf(db());
});

describe('writers at the same moment', () => {
  test('twenty who each want a fifth of a stream: five get it, fifteen are told what remains', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const given = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 100_00 }),
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        inTransaction(db().pool, keeper(), (tx) =>
          postEntry(tx, keeper(), {
            streamId: stream.id,
            kind: 'allocated',
            from: 'available',
            to: 'allocated',
            pence: 20_00,
            on: DAY,
            says: 'At once',
            ...given,
          }),
        ),
      ),
    );
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(5);
    expect(answers.filter(isRefusal).map((answer) => [answer.refused, answer.details?.remaining])).toEqual(
      Array.from({ length: 15 }, () => ['exceeds-stream-balance', 0]),
    );
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances).toMatchObject({
      available: 0,
      allocated: 100_00,
    });
  }, 60_000);

  test('whatever amounts they want, what they got adds up and never to more than there was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 12 }),
        async (wanted) => {
          const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100 }));
          const given = await does((tx) =>
            endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 100 }),
          );
          const answers = await Promise.all(
            wanted.map((pence) =>
              inTransaction(db().pool, keeper(), (tx) =>
                postEntry(tx, keeper(), {
                  streamId: stream.id,
                  kind: 'allocated',
                  from: 'available',
                  to: 'allocated',
                  pence,
                  on: DAY,
                  says: 'At once',
                  ...given,
                }),
              ),
            ),
          );
          const got = wanted
            .filter((_, at) => !isRefusal(answers[at]))
            .reduce((sum, pence) => sum + pence, 0);
          const standing = orThrow(await does((tx) => standingOf(tx, stream.id)));
          expect(standing?.balances).toMatchObject({ available: 100 - got, allocated: got });
          expect(got).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  test('a restriction waits for a commitment that is being judged, and the other way round', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const order: string[] = [];
    let locked: () => void = () => undefined;
    const isLocked = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const judged = inTransaction(db().pool, keeper(), async (tx) => {
      await postEntry(tx, keeper(), {
        streamId: stream.id,
        kind: 'received',
        from: 'funder',
        to: 'available',
        pence: 1,
        on: DAY,
        says: 'x',
      });
      locked();
      await sql`select pg_sleep(0.2)`.execute(tx);
      order.push('entry');
    });
    await isLocked;
    const ruled = inTransaction(db().pool, keeper(), async (tx) => {
      const rule = await addRule(tx, keeper(), {
        streamId: stream.id,
        on: DAY,
        kind: 'spending',
        spending: 'capital',
        allowed: [],
        fromOn: null,
        untilOn: null,
        ratioPercent: null,
        pence: null,
        says: 'Capital only',
      });
      order.push('rule');
      return rule;
    });
    await Promise.all([judged, ruled]);
    expect(order).toEqual(['entry', 'rule']);
  });

  test('a writer who does not take the lock and gets in between makes the ledger try again', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const rude = inTransaction(db().pool, keeper(), async (tx) => {
      await copyOfLast(tx, stream.id, {
        number: 2,
        follows: 1,
        ...{
          available_before: 100_00,
          funder_before: -100_00,
          available_after: 100_01,
          funder_after: -100_01,
        },
      });
      written();
      await sql`select pg_sleep(0.2)`.execute(tx);
    });
    await isWritten;
    const polite = inTransaction(db().pool, keeper(), (tx) =>
      postEntry(tx, keeper(), {
        streamId: stream.id,
        kind: 'received',
        from: 'funder',
        to: 'available',
        pence: 5_00,
        on: DAY,
        says: 'Second',
      }),
    );
    expect(isRefusal(await rude)).toBe(false);
    expect(await polite).toMatchObject({ number: 3, after: { available: 105_01 } });
  });
});

/** Inserts a copy of the last entry with some columns changed, past every command. */
async function copyOfLast(
  tx: Tx,
  streamId: string,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const row = await tx
    .selectFrom('fund.entry')
    .selectAll()
    .where('stream_id', '=', streamId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('fund.entry')
    .values({ ...row, id: newId(), pence: 1, ...change } as never)
    .execute();
}

describe('who writes past the commands is refused by the database', () => {
  const RIGHT = {
    number: 2,
    follows: 1,
    funder_before: -100_00,
    available_before: 100_00,
    funder_after: -100_01,
    available_after: 100_01,
  };
  const cheats: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['skips a number', { ...RIGHT, number: 3, follows: 2 }, 'entry-follows-the-last'],
    ['leaves a gap', { ...RIGHT, number: 3, follows: 1 }, 'entry-numbers-have-no-gap'],
    [
      'writes a number twice',
      {
        number: 1,
        follows: null,
        funder_before: 0,
        available_before: 0,
        funder_after: -1,
        available_after: 1,
      },
      'entry-number-unique',
    ],
    [
      'claims more than there was before',
      { ...RIGHT, available_before: 500_00, available_after: 500_01 },
      'entry-follows-the-last',
    ],
    [
      'begins with something',
      { ...RIGHT, number: 1, follows: null, stream: true },
      'entry-first-starts-from-nothing',
    ],
    ['does the sum wrong', { ...RIGHT, available_after: 900_00 }, 'entry-adds-up'],
    [
      'moves nothing',
      { ...RIGHT, pence: 0, funder_after: -100_00, available_after: 100_00 },
      'entry-moves-something',
    ],
    [
      'takes out more than there is',
      {
        ...RIGHT,
        kind: 'lapsed',
        from_account: 'available',
        to_account: 'owed',
        pence: 200_00,
        funder_after: -100_00,
        available_after: -100_00,
        owed_after: 200_00,
      },
      'entry-does-not-overdraw',
    ],
    ['calls a movement by another name', { ...RIGHT, kind: 'repaid' }, 'entry-moves-as-its-kind-says'],
    [
      'spends without a request',
      {
        ...RIGHT,
        kind: 'drawn',
        from_account: 'available',
        to_account: 'spent',
        funder_after: -100_00,
        available_after: 99_99,
        spent_after: 1,
      },
      'entry-commitments-are-of-a-request',
    ],
  ];
  test.each(cheats)('who %s', async (_what, { stream: another, ...change }, constraint) => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const empty = await does((tx) => aStream(tx, keeper(), ground, {}));
    const answer = await db().as(keeper(), (tx) =>
      copyOfLast(tx, stream.id, another ? { ...change, stream_id: empty.id } : change),
    );
    expect(answer).toMatchObject({ refused: constraint });
  });

  test('who commits without a decision, without a verdict, on a verdict of another request, or by a decision that did not endorse', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const state = { streamId: stream.id, pence: 100_00 };
    const one = await does((tx) => endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed' }));
    const other = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed-on-condition' }),
    );
    const own = {
      ...RIGHT,
      kind: 'allocated',
      from_account: 'available',
      to_account: 'allocated',
      funder_after: -100_00,
      available_after: 99_99,
      allocated_after: 1,
      request_id: one.request.id,
      agency_id: ground.agencyId,
      decision_id: one.request.decisionId,
      decided: 'endorsed',
      verdict_id: one.verdictId,
      verdict: 'allowed',
      request_number: 1,
      request_reserved_before: 0,
      request_allocated_before: 0,
      request_spent_before: 0,
      request_reserved_after: 0,
      request_allocated_after: 1,
      request_spent_after: 0,
    };
    const attempt = (change: object) =>
      db().as(keeper(), (tx) => copyOfLast(tx, stream.id, { ...own, ...change }));
    expect(await attempt({ decision_id: null, decided: null })).toMatchObject({
      refused: 'entry-request-money-has-its-decision',
    });
    expect(await attempt({ decision_id: other.request.decisionId })).toMatchObject({
      refused: 'entry-decision-took-a-step',
    });
    expect(await attempt({ verdict_id: null, verdict: null })).toMatchObject({
      refused: 'entry-commitment-is-allowed',
    });
    expect(await attempt({ verdict_id: other.verdictId })).toMatchObject({
      refused: 'entry-verdict-of-this-request',
    });
    const conditional = {
      request_id: other.request.id,
      decision_id: other.request.decisionId,
      verdict_id: other.verdictId,
      decided: 'endorsed-on-condition',
    };
    expect(await attempt(conditional)).toMatchObject({ refused: 'entry-commitment-was-endorsed' });
    expect(await attempt({ request_allocated_before: 50_00, request_allocated_after: 50_01 })).toMatchObject({
      refused: 'entry-request-starts-from-nothing',
    });
    expect(await attempt({ request_number: 2, request_follows: 1 })).toMatchObject({
      refused: 'entry-request-follows-its-last',
    });
    expect(isRefusal(await attempt({}))).toBe(false);
  });

  test.each([
    'delete from fund.entry',
    "update fund.entry set says = 'Another'",
    'delete from fund.verdict',
    'update fund.rule set says = says',
    'truncate fund.entry',
  ])('who would %s', async (statement) => {
    expect(await db().as(keeper(), (tx) => sql.raw(statement).execute(tx))).toMatchObject({
      refused: 'not-allowed',
    });
  });

  test('who may ask for one agency draws and returns for it, and writes nothing else', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const { request, verdictId } = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 10_00 }),
    );
    const own = { streamId: stream.id, pence: 10_00, on: DAY, says: 'x', request };
    await does((tx) =>
      postEntry(tx, keeper(), { ...own, kind: 'allocated', from: 'available', to: 'allocated', verdictId }),
    );
    const drawn = { ...own, kind: 'drawn', from: 'allocated', to: 'spent', evidence: 'Invoice' } as const;
    const [mine, another] = [`fund.request@${ground.agencyId}`, `fund.request@${newId()}`].map((grant) =>
      db().with('read', grant),
    );
    for (const [who, may] of [
      [another, false],
      [mine, true],
    ] as const) {
      if (!who) throw new Error('Nobody');
      expect(isRefusal(await db().as(who, (tx) => postEntry(tx, who, drawn)))).toBe(!may);
    }
    if (!mine) throw new Error('Nobody');
    expect(
      await db().as(mine, (tx) =>
        postEntry(tx, mine, {
          streamId: stream.id,
          kind: 'received',
          from: 'funder',
          to: 'available',
          pence: 1,
          on: DAY,
          says: 'x',
        }),
      ),
    ).toMatchObject({ refused: 'not-allowed' });
  });
});
