import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, orThrow, type Refusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { checks } from '../checks.ts';
import { listLate } from '../statement/late.tsx';
import { listLastDays } from '../streams/last-days.ts';
import { findEntry, findStream } from '../streams/queries.ts';
import { addRule } from '../streams/rules.ts';
import { changeStream, type StreamFields } from '../streams/stream.ts';
import { aStream, endorsedRequest, type Ground, groundOf, KEEPER, on } from '../testing.ts';
import { postEntry } from './entry.ts';
import { entryHashInSql } from './hash.ts';
import { sayLate } from './late-words.ts';

const db = testDatabase();
let ground: Ground;
const keeper = () => db().with(...KEEPER);
const does = <T>(work: (tx: Tx) => Promise<T>) => db().does(keeper(), work);
const as = <T>(work: (tx: Tx) => Promise<T>) => db().as(keeper(), work);
beforeAll(async () => {
  ground = await groundOf(db());
});

const LAPSED = on('2012-12-31');
const DECIDED = on('2012-12-14');

/** A stream that has lapsed, and a request endorsed before it did. */
async function lapsed() {
  const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 100_00, lapsesOn: LAPSED }));
  const given = await does((tx) =>
    endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 60_00 }),
  );
  const commitment = {
    ...given,
    streamId: stream.id,
    says: 'Endorsed',
    kind: 'allocated',
    from: 'available',
    to: 'allocated',
    pence: 60_00,
    on: DECIDED,
  } as const;
  return { stream, given, commitment };
}

const WHY = {
  reason: 'The minutes were agreed in January.',
  evidence: 'Minutes of 14 December 2012, item 6',
};

describe('what happened before a stream lapsed', () => {
  test('is entered after it only with a reason and what shows it, and the statement says so', async () => {
    const { stream, commitment } = await lapsed();
    expect(await as((tx) => postEntry(tx, keeper(), commitment))).toMatchObject({
      refused: 'late-entry-says-why',
      field: 'lateReason',
    });
    for (const half of [
      { ...WHY, reason: ' ' },
      { ...WHY, evidence: ' ' },
    ])
      expect(await as((tx) => postEntry(tx, keeper(), { ...commitment, late: half }))).toMatchObject({
        refused: 'late-entry-says-why',
      });
    const { id } = orThrow(await does((tx) => postEntry(tx, keeper(), { ...commitment, late: WHY })));
    const entry = await does((tx) => findEntry(tx, id));
    expect(entry && sayLate(entry)).toBe(
      'Entered on 17 January 2013, after the stream had lapsed: The minutes were agreed in January. Shown by: Minutes of 14 December 2012, item 6',
    );
    const late = await does((tx) => listLate(tx, { from: on('2012-12-01'), until: on('2012-12-31') }));
    expect(late.map(({ streamSlug, number, lateReason }) => [streamSlug, number, lateReason])).toEqual([
      [stream.slug, 2, WHY.reason],
    ]);
  });

  test('a reason is not kept of what was entered in time', async () => {
    const stream = await does((tx) =>
      aStream(tx, keeper(), ground, { received: 10_00, lapsesOn: on('2013-06-30') }),
    );
    const given = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 5_00 }),
    );
    const { id } = orThrow(
      await does((tx) =>
        postEntry(tx, keeper(), {
          ...given,
          streamId: stream.id,
          says: 'x',
          kind: 'allocated',
          from: 'available',
          to: 'allocated',
          pence: 5_00,
          on: DECIDED,
          late: WHY,
        }),
      ),
    );
    expect(await does((tx) => findEntry(tx, id))).toMatchObject({
      enteredOn: '2013-01-17',
      lateReason: null,
    });
  });

  const cheats: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ['leaves the reason out', { late_reason: null }, 'entry-entered-after-the-lapse-says-why'],
    ['leaves out what shows it', { late_evidence: '' }, 'entry-entered-after-the-lapse-says-why'],
    [
      'names a later last day',
      { last_day: '2013-12-31', late_reason: null },
      'entry-last-day-is-of-its-stream',
    ],
    ['names a last day that never was', { last_day_number: 2 }, 'entry-last-day-is-of-its-stream'],
    ['dates it after the lapse', { on_day: '2013-01-05' }, 'entry-commits-before-the-lapse'],
    ['dates it before it has come', { on_day: '2013-01-18', kind: 'freed' }, 'entry-has-happened'],
    [
      'does not say when it was entered',
      { entered_on: null, last_day: null, last_day_number: null },
      'not-allowed',
    ],
  ];
  test.each(cheats)(
    'who writes past the commands and %s is refused by the database',
    async (_, change, name) => {
      const { commitment } = await lapsed();
      const { id } = orThrow(
        await does((tx) => postEntry(tx, keeper(), { ...commitment, pence: 1_00, late: WHY })),
      );
      const forged = await as(async (tx) => {
        const { recorded_at: _at, ...row } = await tx
          .selectFrom('fund.entry')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const moves =
          change.kind === 'freed'
            ? {
                from_account: 'allocated',
                to_account: 'available',
                available_after: 100_00,
                allocated_after: 0,
                request_allocated_after: 0,
              }
            : { available_after: 98_00, allocated_after: 2_00, request_allocated_after: 2_00 };
        return tx
          .insertInto('fund.entry')
          .values({
            ...row,
            id: newId(),
            number: row.number + 1,
            follows: row.number,
            available_before: row.available_after,
            allocated_before: row.allocated_after,
            request_number: 2,
            request_follows: 1,
            request_allocated_before: row.request_allocated_after,
            ...moves,
            ...change,
          } as never)
          .execute();
      });
      expect(forged).toMatchObject({ refused: name });
    },
  );
});

describe('the last day of a stream', () => {
  const change = async (
    slug: string,
    fields: Partial<StreamFields> & { letter?: string; letterOn?: never },
  ) => {
    const { revision, ...stream } = orThrow((await does((tx) => findStream(tx, slug))) ?? NOTHING_THERE);
    return as((tx) => changeStream(tx, keeper(), slug, revision, { ...stream, ...fields }));
  };
  const NOTHING_THERE: Refusal = { refused: 'not-found', message: 'No stream' };

  test('is moved on only by the funder’s letter, named and dated, and its history stays', async () => {
    const { stream } = await lapsed();
    const later = { lapsesOn: on('2013-03-31') };
    expect(await change(stream.slug, later)).toMatchObject({
      refused: 'last-day-moves-on-by-a-letter',
      field: 'letter',
    });
    expect(await change(stream.slug, { lapsesOn: null })).toMatchObject({
      refused: 'last-day-moves-on-by-a-letter',
    });
    expect(
      await change(stream.slug, { ...later, letter: 'HO/7', letterOn: on('2013-01-18') as never }),
    ).toMatchObject({ refused: 'last-day-moves-on-by-a-letter', field: 'letterOn' });
    orThrow(await change(stream.slug, { ...later, letter: 'HO/7', letterOn: on('2012-12-20') as never }));
    orThrow(await change(stream.slug, { lapsesOn: on('2013-02-28') }));
    expect(await does((tx) => listLastDays(tx, stream.id))).toEqual([
      { number: 3, lapsesOn: '2013-02-28', letter: '', letterOn: null, on: '2013-01-17' },
      { number: 2, lapsesOn: '2013-03-31', letter: 'HO/7', letterOn: '2012-12-20', on: '2013-01-17' },
      { number: 1, lapsesOn: LAPSED, letter: '', letterOn: null, on: '2013-01-17' },
    ]);
  });

  test('cannot be moved past the commands: not alone, not without a letter, and not by rewriting what was said', async () => {
    const { stream } = await lapsed();
    const attempt = (statement: RawBuilder<unknown>) => as((tx) => statement.execute(tx));
    const row = sql`insert into fund.stream_last_day (partnership_id, stream_id, number, follows, last_day_before, lapses_on, on_day)
      values (platform.partnership(), ${stream.id}, 2, 1, ${LAPSED}, '2014-03-31', '2013-01-17')`;
    expect(
      await attempt(sql`update fund.stream set lapses_on = '2014-03-31' where id = ${stream.id}`),
    ).toMatchObject({ refused: 'stream-last-day-is-on-record', field: 'lapsesOn' });
    expect(await attempt(row)).toMatchObject({ refused: 'last-day-moves-on-by-a-letter', field: 'letter' });
    expect(
      await attempt(sql`insert into fund.stream_last_day (partnership_id, stream_id, number, follows, last_day_before, lapses_on, on_day)
        values (platform.partnership(), ${stream.id}, 2, 1, '2014-03-31', '2014-03-31', '2013-01-17')`),
    ).toMatchObject({ refused: 'last-day-follows-the-last' });
    expect(await attempt(sql`update fund.stream_last_day set lapses_on = '2014-03-31'`)).toMatchObject({
      refused: 'not-allowed',
    });
  });

  test('that an earlier row was taken up again without a letter is found by the check', async () => {
    const stream = await does((tx) =>
      aStream(tx, keeper(), ground, { name: 'Taken up', lapsesOn: on('2013-06-30') }),
    );
    orThrow(await change(stream.slug, { lapsesOn: on('2013-03-31') }));
    await does((tx) =>
      sql`update fund.stream set lapses_on = '2013-06-30', last_day_number = 1 where id = ${stream.id}`.execute(
        tx,
      ),
    );
    expect(await find('the-last-day-is-the-newest')).toEqual([
      'Taken up stands at a last day that was replaced since.',
    ]);
    await does((tx) =>
      sql`update fund.stream set lapses_on = '2013-03-31', last_day_number = 2 where id = ${stream.id}`.execute(
        tx,
      ),
    );
  });
});

describe('a verdict', () => {
  /** Writes a verdict on a stream with a rule, and the answer of that rule, past every command. */
  async function forge(
    rule: {
      kind: 'spending' | 'largest-request' | 'match-ratio' | 'condition';
      pence?: number;
      ratioPercent?: number;
    },
    answer: Readonly<Record<string, unknown>>,
    day = on('2012-12-14'),
  ) {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 10_00, lapsesOn: LAPSED }));
    const { request } = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 5_00 }),
    );
    const { id: ruleId } = orThrow(
      await does((tx) =>
        addRule(tx, keeper(), {
          allowed: [],
          spending: 'capital',
          fromOn: null,
          untilOn: null,
          ratioPercent: null,
          pence: null,
          ...rule,
          says: 'x',
          streamId: stream.id,
          on: on('2012-04-01'),
        }),
      ),
    );
    return as(async (tx) => {
      const own = { partnership_id: db().partnershipId, request_id: request.id, stream_id: stream.id };
      const id = newId();
      await tx
        .insertInto('fund.verdict')
        .values({
          ...own,
          id,
          verdict: 'allowed',
          reasons: '[]',
          on_day: day,
          last_day_number: 1,
          last_day: LAPSED,
          last_rule_id: ruleId,
        })
        .execute();
      return tx
        .insertInto('fund.verdict_rule')
        .values({
          ...own,
          verdict_id: id,
          verdict: 'allowed',
          rule_id: ruleId,
          kind: rule.kind,
          answer: 'allows',
          spending: 'revenue',
          pence: 5_00,
          match_pence: 0,
          ...answer,
        } as never)
        .execute();
    });
  }
  const SAYS_OTHERWISE = 'verdict-rule-allows-what-its-columns-say';
  test.each([
    ['capital only, for revenue', { kind: 'spending' }, { rule_spending: 'capital' }, SAYS_OTHERWISE],
    [
      'capital only, said to be revenue only',
      { kind: 'spending' },
      { rule_spending: 'revenue' },
      'verdict-rule-spending',
    ],
    ['capital only, not saying what', { kind: 'spending' }, {}, SAYS_OTHERWISE],
    [
      'a largest request below it',
      { kind: 'largest-request', pence: 4_00 },
      { rule_pence: 4_00 },
      SAYS_OTHERWISE,
    ],
    [
      'a largest request that is another',
      { kind: 'largest-request', pence: 4_00 },
      { rule_pence: 9_00 },
      'verdict-rule-pence',
    ],
    [
      'match funding that is not there',
      { kind: 'match-ratio', ratioPercent: 50 },
      { rule_percent: 50 },
      SAYS_OTHERWISE,
    ],
    ['a condition that nobody confirmed', { kind: 'condition' }, {}, SAYS_OTHERWISE],
    [
      'a condition confirmed by nothing',
      { kind: 'condition' },
      { confirmed: true, confirmation_id: newId() },
      'verdict-rule-confirmation',
    ],
    [
      'a rule that refuses',
      { kind: 'condition' },
      { answer: 'refuses' },
      'verdict-allows-what-every-rule-allows',
    ],
    ['a rule of another kind', { kind: 'condition' }, { kind: 'place' }, 'verdict-rule-of-the-stream'],
  ] as const)('cannot be forged against %s', async (_, rule, answer, name) => {
    expect(await forge(rule, answer)).toMatchObject({ refused: name });
  });

  test('allows nothing after the stream has lapsed, whoever writes it', async () => {
    expect(await forge({ kind: 'condition' }, {}, on('2013-01-05'))).toMatchObject({
      refused: 'verdict-allows-nothing-after-the-lapse',
    });
  });

  test('that leaves a rule unanswered is found by the check', async () => {
    const stream = await does((tx) => aStream(tx, keeper(), ground, { name: 'Unasked', received: 10_00 }));
    const rule = { kind: 'spending', spending: 'revenue', says: 'Revenue only' } as const;
    await does((tx) =>
      addRule(tx, keeper(), {
        ...rule,
        allowed: [],
        fromOn: null,
        untilOn: null,
        ratioPercent: null,
        pence: null,
        streamId: stream.id,
        on: on('2012-04-01'),
      }),
    );
    const given = await does((tx) =>
      endorsedRequest(tx, keeper(), ground, { streamId: stream.id, state: 'endorsed', pence: 5_00 }),
    );
    const entry = {
      streamId: stream.id,
      says: 'x',
      kind: 'allocated',
      from: 'available',
      to: 'allocated',
    } as const;
    orThrow(await does((tx) => postEntry(tx, keeper(), { ...given, ...entry, pence: 5_00, on: DECIDED })));
    expect(await find('every-verdict-answers-every-rule')).toContain(
      'The verdict behind entry 2 of Unasked does not answer its rule “Revenue only”.',
    );
  });
});

test('the hash of an entry is the same in SQL as where it is written, whatever it says', async () => {
  const stream = await does((tx) => aStream(tx, keeper(), ground, { received: 10_00 }));
  for (const says of [
    '“Quoted” "and" \\slashed\\',
    'Line\nbreak\tand\u0001\u001f\u007f',
    'é ü 漢字 😀 \u2028',
  ])
    orThrow(
      await does((tx) =>
        postEntry(tx, keeper(), {
          streamId: stream.id,
          kind: 'received',
          from: 'funder',
          to: 'available',
          pence: 1,
          on: DECIDED,
          says,
          evidence: says,
        }),
      ),
    );
  const { rows } = await does((tx) =>
    sql<{ same: boolean }>`select e.hash = ${entryHashInSql} as same from fund.entry e`.execute(tx),
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ same }) => !same)).toEqual([]);
  const { rows: columns } = await db().ownerPool.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'fund.entry'::regclass and attnum > 0 and not attisdropped
     and not (pg_get_expr((select adbin from pg_attrdef where adrelid = attrelid and adnum = attnum), attrelid) is not null and attname = 'recorded_at')`,
  );
  const hashed = JSON.stringify(entryHashInSql.toOperationNode());
  expect(columns.map(({ name }) => name).filter((name) => !hashed.includes(`e.${name})`))).toEqual(['hash']);
});

async function find(name: string): Promise<readonly string[]> {
  const check = checks.find((one) => one.name === `fund.${name}`);
  if (!check) throw new Error(`There is no check ${name}`);
  const found = await db().does(db().with('read', 'audit.read'), (tx) => check.find(tx));
  return isRefusal(found) ? [] : found;
}
