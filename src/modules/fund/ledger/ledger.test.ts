import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listEntries } from '../streams/queries.ts';
import { aStream, endorsedRequest, type Ground, groundOf, KEEPER, on } from '../testing.ts';
import {
  ACCOUNTS,
  type Balances,
  type EntryKind,
  type Held,
  HOLDS_NOTHING,
  held,
  MOVES,
  moved,
  NOTHING,
  overdrawn,
} from './accounts.ts';
import { heldBy, standingOf } from './balances.ts';
import { type NewEntry, type OfRequest, postEntry } from './entry.ts';
import { carryOver, lapseStream, receive, repay, reverseEntry } from './money.ts';

const db = testDatabase();
let ground: Ground;
const keeper = (): Actor => db().with(...KEEPER);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const as = <T>(work: (tx: Tx) => Promise<T>) => db().as(keeper(), work);
const DAY = on('2012-12-20');

beforeAll(async () => {
  ground = await groundOf(db());
});

describe('a stream', () => {
  test('books balance by construction, and each entry says what was before and after it', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const { request, verdictId } = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 60_00 }),
    );
    const own = { streamId: stream.id, request, on: DAY };
    await does(async (tx) => {
      orThrow(
        await postEntry(tx, keeper(), {
          ...own,
          kind: 'allocated',
          from: 'available',
          to: 'allocated',
          pence: 60_00,
          says: 'Endorsed',
          verdictId,
        }),
      );
      orThrow(
        await postEntry(tx, keeper(), {
          ...own,
          kind: 'drawn',
          from: 'allocated',
          to: 'spent',
          pence: 25_00,
          says: 'Drawn',
          evidence: 'Invoice 1',
        }),
      );
      orThrow(
        await postEntry(tx, keeper(), {
          ...own,
          kind: 'returned',
          from: 'spent',
          to: 'available',
          pence: 5_00,
          says: 'Cheaper',
        }),
      );
    });
    const standing = await does((tx) => standingOf(tx, stream.id));
    expect(standing).toMatchObject({
      number: 4,
      balances: {
        funder: -100_00,
        available: 45_00,
        reserved: 0,
        allocated: 35_00,
        spent: 20_00,
        carried: 0,
        owed: 0,
      },
    });
    expect(await does((tx) => heldBy(tx, stream.id, request.id))).toEqual({
      number: 3,
      held: { reserved: 0, allocated: 35_00, spent: 20_00 },
    });
    const page = await does((tx) => listEntries(tx, { streamId: stream.id, below: 4, limit: 2 }));
    expect(page.map((entry) => [entry.number, entry.kind, entry.availableAfter])).toEqual([
      [3, 'drawn', 40_00],
      [2, 'allocated', 40_00],
    ]);
  });

  test('no more than is left can be committed, and the refusal says how much that is', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 10_00 }));
    const { request, verdictId } = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 10_01 }),
    );
    expect(
      await as((tx) =>
        postEntry(tx, keeper(), {
          streamId: stream.id,
          kind: 'allocated',
          from: 'available',
          to: 'allocated',
          pence: 10_01,
          on: DAY,
          says: 'x',
          request,
          verdictId,
        }),
      ),
    ).toMatchObject({ refused: 'exceeds-stream-balance', details: { remaining: 10_00 } });
  });

  test('one request cannot be paid with what another was given', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const given = async (state: 'endorsed' | 'endorsed-on-condition') =>
      does((tx) => endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state, pence: 50_00 }));
    const rich = await given('endorsed');
    const poor = await given('endorsed');
    await does(async (tx) => {
      orThrow(
        await postEntry(tx, keeper(), {
          streamId: stream.id,
          kind: 'allocated',
          from: 'available',
          to: 'allocated',
          pence: 50_00,
          on: DAY,
          says: 'x',
          ...rich,
        }),
      );
      orThrow(
        await postEntry(tx, keeper(), {
          streamId: stream.id,
          kind: 'allocated',
          from: 'available',
          to: 'allocated',
          pence: 1_00,
          on: DAY,
          says: 'x',
          ...poor,
        }),
      );
    });
    expect(
      await as((tx) =>
        postEntry(tx, keeper(), {
          streamId: stream.id,
          kind: 'drawn',
          from: 'allocated',
          to: 'spent',
          pence: 2_00,
          on: DAY,
          says: 'x',
          evidence: 'x',
          request: poor.request,
        }),
      ),
    ).toMatchObject({ refused: 'exceeds-allocation', details: { remaining: 1_00 } });
  });

  test('after its last day nothing is committed or drawn, and what is left is owed and goes back', async () => {
    const stream = await does((tx) =>
      aStream(tx, keeper(), ground, { received: 100_00, lapsesOn: on('2012-12-31') }),
    );
    const given = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 60_00 }),
    );
    const own = { streamId: stream.id, says: 'x', ...given };
    await does((tx) =>
      postEntry(tx, keeper(), {
        ...own,
        kind: 'allocated',
        from: 'available',
        to: 'allocated',
        pence: 60_00,
        on: DAY,
        late: { reason: 'The minutes came in January', evidence: 'Minutes of 14 December' },
      }),
    );
    expect(
      await as((tx) => lapseStream(tx, keeper(), { streamId: stream.id, on: on('2012-12-31') })),
    ).toMatchObject({ refused: 'stream-has-not-lapsed' });
    const late = on('2013-01-01');
    expect(
      await as((tx) =>
        postEntry(tx, keeper(), {
          ...own,
          kind: 'drawn',
          from: 'allocated',
          to: 'spent',
          pence: 1,
          on: late,
          evidence: 'x',
        }),
      ),
    ).toMatchObject({ refused: 'stream-has-lapsed' });
    await does((tx) => lapseStream(tx, keeper(), { streamId: stream.id, on: late }));
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances).toMatchObject({
      available: 0,
      allocated: 0,
      owed: 100_00,
    });
    const repayment = { streamId: stream.id, on: late, says: 'Paid back' };
    expect(await as((tx) => repay(tx, keeper(), { ...repayment, pence: 100_01 }))).toMatchObject({
      refused: 'exceeds-owed',
    });
    await does((tx) => repay(tx, keeper(), { ...repayment, pence: 100_00 }));
    expect((await does((tx) => standingOf(tx, stream.id)))?.balances).toEqual(NOTHING);
  });

  test('what is left on 31 March is carried over only where the stream carries over', async () => {
    const year = { received: 30_00 };
    const early = await does((tx) => aStream(tx, keeper(), ground, year));
    expect(await as((tx) => carryOver(tx, keeper(), { streamId: early.id, year: 2013 }))).toMatchObject({
      refused: 'year-is-not-over',
      field: 'year',
    });
    await sql`update partners.partnership set business_date = '2013-04-10'`.execute(await owner());
    const [kept, lost] = await does(async (tx) => [
      await aStream(tx, keeper(), ground, year),
      await aStream(tx, keeper(), ground, { ...year, carriesOver: false }),
    ]);
    await does((tx) =>
      receive(tx, keeper(), { streamId: kept.id, pence: 5_00, on: on('2013-04-05'), says: 'New year' }),
    );
    const carried = await does((tx) => carryOver(tx, keeper(), { streamId: kept.id, year: 2013 }));
    expect(carried).toHaveLength(2);
    const entries = await does((tx) => listEntries(tx, { streamId: kept.id, limit: 2 }));
    expect(entries.map((entry) => [entry.kind, entry.on, entry.pence])).toEqual([
      ['carried-in', '2013-04-01', 30_00],
      ['carried-out', '2013-03-31', 30_00],
    ]);
    expect(await as((tx) => carryOver(tx, keeper(), { streamId: kept.id, year: 2013 }))).toMatchObject({
      refused: 'year-is-closed',
    });
    expect(await as((tx) => carryOver(tx, keeper(), { streamId: lost.id, year: 2013 }))).toMatchObject({
      refused: 'does-not-carry-over',
    });
    await does((tx) => lapseStream(tx, keeper(), { streamId: lost.id, on: on('2013-03-31') }));
    expect((await does((tx) => standingOf(tx, lost.id)))?.balances.owed).toBe(30_00);
    await sql`update partners.partnership set business_date = '2013-01-17'`.execute(await owner());
  });

  test('a mistake is reversed, once, and both entries stay to be read', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00 }));
    const [first] = await does((tx) => listEntries(tx, { streamId: stream.id, limit: 1 }));
    const reversal = { entryId: first?.id ?? '', on: DAY, reason: 'Counted twice' };
    const reversed = orThrow(await does((tx) => reverseEntry(tx, keeper(), reversal)));
    expect(reversed.after).toEqual(NOTHING);
    expect(await as((tx) => reverseEntry(tx, keeper(), reversal))).toMatchObject({
      refused: 'entry-reversed-once',
    });
    expect(await as((tx) => reverseEntry(tx, keeper(), { ...reversal, entryId: reversed.id }))).toMatchObject(
      { refused: 'entry-reversal-is-not-reversed' },
    );
  });

  test('nothing is dated in the future, and who does not keep the fund writes nothing', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 1 }));
    const receipt = { streamId: stream.id, pence: 1, says: 'x' };
    expect(await as((tx) => receive(tx, keeper(), { ...receipt, on: on('2013-01-18') }))).toMatchObject({
      refused: 'entry-is-in-the-future',
    });
    const reader = db().with('read', 'fund.request');
    expect(await db().as(reader, (tx) => receive(tx, reader, { ...receipt, on: DAY }))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(
      await db().as(reader, (tx) =>
        postEntry(tx, reader, { ...receipt, kind: 'received', from: 'funder', to: 'available', on: DAY }),
      ),
    ).toMatchObject({ refused: 'not-allowed' });
  });
});

/** One random step: a kind of entry, where it goes, how much, and for which of two requests. */
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(MOVES) as EntryKind[]).filter((kind) => kind !== 'reversed')),
    to: fc.nat(1),
    pence: fc.integer({ min: 1, max: 60 }),
    whose: fc.nat(1),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('whatever is tried', () => {
  test('a stream is never overdrawn, its accounts sum to nought, and what is refused changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (tried) => {
        const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 50 }));
        const state = { streamId: stream.id, pence: 1_000 } as const;
        const given = await does(async (tx) => [
          [
            await endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed' }),
            await endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed-on-condition' }),
          ],
          [
            await endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed' }),
            await endorsedRequest(tx, keeper(), ground, { ...state, state: 'endorsed-on-condition' }),
          ],
        ]);
        let model: Balances = { ...NOTHING, funder: -50, available: 50 };
        const own = new Map<string, Held>();
        for (const { kind, to: choice, pence, whose } of tried) {
          const move = MOVES[kind];
          const from = move.from[0];
          const to = move.to[choice % move.to.length] ?? move.to[0];
          const ofRequest = ![from, to].every((account) =>
            ['funder', 'available', 'carried', 'owed'].includes(account),
          );
          const one =
            given[whose]?.[
              kind === 'allocated' || kind === 'drawn' || kind === 'freed' || kind === 'returned' ? 0 : 1
            ];
          const request: OfRequest | undefined = ofRequest ? one?.request : undefined;
          const entry: NewEntry = {
            streamId: stream.id,
            kind,
            from,
            to,
            pence,
            on: DAY,
            says: 'x',
            evidence: 'x',
            request,
            verdictId: ofRequest ? one?.verdictId : undefined,
          };
          const before = (request && own.get(request.id)) ?? HOLDS_NOTHING;
          const next = moved(model, from, to, pence);
          const nextOwn = held(before, from, to, pence);
          const lawful = !overdrawn(next) && Object.values(nextOwn).every((amount) => amount >= 0);
          const answer = await as((tx) => postEntry(tx, keeper(), entry));
          expect(isRefusal(answer), `${kind} ${pence}`).toBe(!lawful);
          if (!lawful) continue;
          model = next;
          if (request) own.set(request.id, nextOwn);
        }
        const standing = await does((tx) => standingOf(tx, stream.id));
        expect(standing?.balances).toEqual(model);
        expect(ACCOUNTS.reduce((sum, account) => sum + model[account], 0)).toBe(0);
        const sums = await does((tx) =>
          sql<{ account: string; pence: number }>`select account, sum(pence)::bigint as pence from (
            select to_account as account, pence from fund.entry where stream_id = ${stream.id}::uuid union all
            select from_account, -pence from fund.entry where stream_id = ${stream.id}::uuid) x group by account`.execute(
            tx,
          ),
        );
        const summed = Object.fromEntries(sums.rows.map((row) => [row.account, row.pence]));
        for (const account of ACCOUNTS) expect(summed[account] ?? 0).toBe(model[account]);
        for (const [id, holds] of own)
          expect((await does((tx) => heldBy(tx, stream.id, id))).held).toEqual(holds);
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});

async function owner() {
  const { Kysely, PostgresDialect } = await import('kysely');
  return new Kysely<never>({ dialect: new PostgresDialect({ pool: db().ownerPool }) });
}
