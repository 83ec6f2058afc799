import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { modules } from '../../../modules.ts';
import { collect } from '../../../platform/collect.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Measure } from '../../../platform/module.ts';
import { defineIndicator } from '../indicators.ts';
import { findStanding } from '../queries.ts';
import type { Counted } from './count.ts';
import { countMeasure } from './count.ts';
import { followMeasure } from './follow.ts';
import { releasePeriod } from './periods.ts';
import { figureFor, listReleases } from './queries.ts';
import { RELEASE, releaseAgain, releaseCounted, releaseDue } from './release.ts';

const db = testDatabase();
/** What the modules let be counted of them. */
const measures = [...collect(modules).measures.values()];

const made: Measure = {
  name: 'people-helped',
  title: 'People helped',
  says: 'Of the test.',
  of: 'people',
  kind: 'count',
  unit: 'people',
  groups: 'agency',
  adds: true,
  sql: '',
};
const rows = (counts: Readonly<Record<string, number>>): Counted[] => [
  { group_key: '', group_says: '', place: '', value: total(counts), people: total(counts) },
  ...Object.entries(counts).map(([group, value]) => ({
    group_key: group,
    group_says: group,
    place: '',
    value,
    people: value,
  })),
];
const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);
const periodOf = (text: string) => {
  const period = releasePeriod(text);
  if (!period) throw new Error(`${text} is no period`);
  return period;
};
const release = (text: string, counts: Readonly<Record<string, number>>, reason?: string) =>
  db().as(db().with(...RELEASE), (tx) =>
    releaseCounted(tx, db().with(...RELEASE), made, {
      period: periodOf(text),
      counted: rows(counts),
      ...(reason ? { reason } : {}),
    }),
  );
const shown = async (text: string): Promise<Record<string, number | null | undefined>> =>
  db().does(db().with('read'), async (tx) => {
    const found = (await listReleases(tx, { measure: made.name })).find(({ period }) => period.text === text);
    return Object.fromEntries(
      ['', 'fire', 'police', 'housing'].map((group) => [
        group || 'all',
        found && figureFor(found, group, 'count'),
      ]),
    );
  });

let indicator: Awaited<ReturnType<typeof defineIndicator>>;

beforeAll(async () => {
  const actor = db().with('read', 'indicators.edit', 'observations.record');
  indicator = await db().does(actor, async (tx) => {
    const one = await defineIndicator(tx, actor, {
      slug: 'people-helped',
      title: 'People helped',
      kind: 'number',
      direction: 'higher',
    });
    if (isRefusal(one)) throw new Error(one.message);
    const following = await followMeasure(tx, actor, {
      indicator: one,
      measure: made,
      group: '',
      years: 'financial',
      revision: 0,
    });
    expect(following).toBe(0);
    return one;
  });
});

test('a release hides a count of three and the smallest beside it, and records the figure of the indicator that follows', async () => {
  await release('2011/12 Q1', { fire: 3, police: 20, housing: 9 });
  expect(await shown('2011/12 Q1')).toEqual({ all: 32, fire: null, police: 20, housing: null });
  const standing = await db().does(db().with('read'), (tx) =>
    findStanding(tx, 'people-helped', '2013-01-17' as never),
  );
  expect(standing?.latest).toMatchObject({ value: 32, period: { text: '2011/12 Q1' } });
  expect(standing?.latest?.source).toBe('Measure of Concord: People helped, released on 17 January 2013');
});

test('a year gives no hidden quarter away', async () => {
  for (const quarter of ['Q2', 'Q3', 'Q4'])
    await release(`2011/12 ${quarter}`, { fire: 10, police: 10, housing: 10 });
  await release('2011/12', { fire: 33, police: 50, housing: 39 });
  expect(await shown('2011/12')).toEqual({ all: 122, fire: null, police: 50, housing: null });
});

test('a figure once released stays; another one needs a reason, and what was hidden stays hidden', async () => {
  expect(await release('2011/12 Q1', { fire: 3, police: 20, housing: 9 })).toBeUndefined();
  expect(await release('2011/12 Q1', { fire: 6, police: 20, housing: 9 })).toMatchObject({
    refused: 'reason-missing',
  });
  await release('2011/12 Q1', { fire: 6, police: 20, housing: 9 }, 'Three were recorded late.');
  expect(await shown('2011/12 Q1')).toEqual({ all: 35, fire: null, police: 20, housing: null });
  const standing = await db().does(db().with('read'), (tx) =>
    findStanding(tx, 'people-helped', '2013-01-17' as never),
  );
  const [quarter] = standing?.points.filter(({ period }) => period.text === '2011/12 Q1') ?? [];
  expect(quarter).toMatchObject({ value: 35, version: 2, note: 'Released again: Three were recorded late.' });
});

test('a small total is hidden, and nothing is recorded for the indicator', async () => {
  await release('2012/13 Q1', { fire: 2 });
  expect(await shown('2012/13 Q1')).toMatchObject({ all: null, fire: null });
  const standing = await db().does(db().with('read'), (tx) =>
    findStanding(tx, 'people-helped', '2013-01-17' as never),
  );
  expect(standing?.points.some(({ period }) => period.text === '2012/13 Q1')).toBe(false);
});

test('what has not ended is not released', async () => {
  expect(await release('2012/13 Q4', { fire: 20 })).toMatchObject({ refused: 'period-not-ended' });
});

test('every measure of casework is counted by a role that sees no sealed column', async () => {
  const counted = await Promise.all(
    measures.map((measure) =>
      countMeasure(db().statistics, db().partnershipId, measure, periodOf('2012/13')).then((all) => ({
        measure,
        all,
      })),
    ),
  );
  expect(counted.length).toBeGreaterThan(7);
  for (const { measure, all } of counted)
    expect([measure.name, all.filter(({ value }) => value !== 0)]).toEqual([measure.name, []]);
  const { rows: readable } = await db().ownerPool.query<{ column: string }>(`
    select table_schema || '.' || table_name || '.' || column_name as column from information_schema.column_privileges
    where grantee = 'concord_statistics' and privilege_type = 'SELECT' and table_schema = 'casework'`);
  const { rows: sealed } = await db().ownerPool.query<{ column: string }>(`
    select table_schema || '.' || table_name || '.' || column_name as column from information_schema.columns
    where table_schema = 'casework' and data_type in ('bytea', 'jsonb')`);
  expect(readable.length).toBeGreaterThan(30);
  expect(sealed.length).toBeGreaterThan(20);
  const secret = new Set(sealed.map(({ column }) => column));
  expect(readable.filter(({ column }) => secret.has(column))).toEqual([]);
});

test('the job releases each whole period since counting began, once', async () => {
  await db().ownerPool.query(
    `insert into intelligence.measure_setting (partnership_id, counts_from) values ($1, '2012-04-01')`,
    [db().partnershipId],
  );
  const actor = db().with(...RELEASE);
  const releasing = {
    statistics: db().statistics,
    partnershipId: db().partnershipId,
    transact: <T>(work: (tx: never, by: typeof actor) => Promise<T>) =>
      db().does(actor, (tx) => work(tx as never, actor)),
  };
  const first = await releaseDue(releasing as never, measures);
  expect([...new Set(first.map(({ period }) => period.text))]).toEqual([
    '2012/13 Q1',
    '2012/13 Q2',
    '2012/13 Q3',
  ]);
  expect(await releaseDue(releasing as never, measures)).toEqual([]);
  const [measure] = measures;
  if (!measure) throw new Error('There are measures');
  expect(
    await releaseAgain(releasing as never, measure, periodOf('2012/13 Q1'), 'Nothing changed.'),
  ).toBeUndefined();
});

test('a figure that somebody recorded is not replaced by a release', async () => {
  if (isRefusal(indicator)) throw new Error(indicator.message);
  await db().ownerPool.query(
    `insert into intelligence.observation (partnership_id, id, indicator_id, period, period_kind, period_start, period_end, version, value, quality, source, note)
     values ($1, $2, $3, '2012/13 Q2', 'financial-quarter', '2012-07-01', '2012-09-30', 1, 41, 'final', 'The report of the quarter', '')`,
    [db().partnershipId, newId(), indicator.id],
  );
  await release('2012/13 Q2', { police: 50 });
  const standing = await db().does(db().with('read'), (tx) =>
    findStanding(tx, 'people-helped', '2013-01-17' as never),
  );
  expect(standing?.latest).toMatchObject({ value: 41, source: 'The report of the quarter' });
});

test('an indicator follows a group that was counted, and no other', async () => {
  const actor = db().with('read', 'indicators.edit', 'observations.record');
  const following = (group: string) =>
    db().as(actor, async (tx) => {
      const one = await defineIndicator(tx, actor, {
        slug: `people-helped-${group}`,
        title: `People helped by ${group}`,
        kind: 'number',
        direction: 'higher',
      });
      return isRefusal(one)
        ? one
        : followMeasure(tx, actor, { indicator: one, measure: made, group, years: 'calendar', revision: 0 });
    });
  expect(await following('polize')).toMatchObject({ refused: 'group-unknown' });
  expect(await following('police')).toBeGreaterThan(3);
});
