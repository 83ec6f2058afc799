import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { listObservations, type ObservationsWanted, observationsQuery } from './observation-queries.ts';

const db = testDatabase();
const INDICATORS = 4;
const WARDS = 40;
const MONTHS = 120;
const ids = Array.from({ length: INDICATORS }, () => newId<'indicator'>());
const [crimes = newId<'indicator'>()] = ids;

beforeAll(async () => {
  for (const [at, id] of ids.entries())
    await db().ownerPool.query(
      `insert into intelligence.indicator (partnership_id, id, slug, title, definition, kind, unit, decimals, direction, uncertainty, numerator_says, denominator_says, source, frequency, due_days)
       values ($1, $2, $3, $3, '', 'number', '', 0, 'lower', 'counted', '', '', '', 'monthly', 60)`,
      [db().partnershipId, id, `indicator-${at}`],
    );
  await db().ownerPool.query(
    `insert into intelligence.observation (partnership_id, id, indicator_id, place_slug, period, period_kind, period_start, period_end, version, value, quality, source, note)
     select $1, gen_random_uuid(), i, nullif('ward-' || lpad(w::text, 2, '0'), 'ward-00'), to_char(m, 'YYYY-MM'), 'month',
       m::date, (m + interval '1 month')::date - 1, 1, 5, 'final', '', ''
     from unnest($2::uuid[]) i, generate_series(0, $3::integer) w, generate_series('2002-01-01'::date, '2011-12-01', '1 month') m`,
    [db().partnershipId, ids, WARDS],
  );
  await db().ownerPool.query('analyze intelligence.observation');
});

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

const flat = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(flat)];

/** How the database goes to the observations for one page. */
async function scansOf(wanted: ObservationsWanted): Promise<readonly Node[]> {
  const { rows } = await db().does(db().with('read'), (tx) =>
    sql<{ 'QUERY PLAN': readonly { Plan: Node }[] }>`
      explain (analyze, timing off, format json) ${observationsQuery(crimes, wanted)}`.execute(tx),
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return plan ? flat(plan).filter((node) => node['Node Type'].includes('Scan')) : [];
}

describe('a page of the figures of an indicator in every ward', () => {
  test.each([
    ['at the beginning', {}],
    ['within a ward', { after: ['ward-20', '2005-06-30', '2005-06'] }],
    ['at the end', { after: ['ward-40', '2011-06-30', '2011-06'] }],
    ['of one ward', { place: 'ward-30', after: ['ward-30', '2005-06-30', '2005-06'] }],
    ['of its own place', { place: '' }],
  ] as const)(
    '%s is read through an index of the partnership, not out of the whole',
    async (_where, wanted) => {
      const scans = await scansOf({ ...wanted, limit: 51 });
      expect(scans.length).toBeGreaterThan(0);
      for (const scan of scans)
        expect(scan['Node Type']).toMatch(/^(Index|Index Only|Bitmap Heap|Bitmap Index|Subquery) Scan$/);
      const main = scans.filter((scan) => scan['Index Name'] === 'observation_by_place');
      expect(main.length).toBeGreaterThan(0);
      for (const scan of main) expect(scan['Index Cond']).toMatch(/partnership_id = .*indicator_id = /);
      const read = scans.reduce((sum, scan) => sum + scan['Actual Rows'] * scan['Actual Loops'], 0);
      expect(read).toBeLessThan(1000);
    },
  );

  test('holds every figure once, walked to the end', async () => {
    const walked = new Set<string>();
    let after: ObservationsWanted['after'];
    do {
      const page = await db().does(db().with('read'), (tx) =>
        listObservations(tx, crimes, { after, limit: 500 }),
      );
      for (const { place, period } of page) walked.add(`${place} ${period}`);
      const last = page.at(-1);
      after = last && [last.place ?? '', last.periodEnd, last.period];
    } while (after !== undefined);
    expect(walked.size).toBe((WARDS + 1) * MONTHS);
  });
});
