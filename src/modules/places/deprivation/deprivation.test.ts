import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importBoundaries } from '../geography/boundaries.ts';
import { importLookup } from '../geography/lookups.ts';
import { findPlace } from '../queries.ts';
import { listDeprivationImports } from './account.ts';
import { readHeading } from './columns.ts';
import { type DeprivationImport, importDeprivation } from './import.ts';
import { deprivationFifths, deprivationOf, listDeprivation, listDeprivationEditions } from './queries.ts';

const TODAY = plainDate('2020-01-01');

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');

const HEADING = 'lsoa11_code,IMD_decile,Income_decile,IMD_rank,Income_rank,IMD_score,IMD_quintile';
const row = (code: string, decile: number, rank: number, score = '20.5') =>
  `${code},${decile}.0,${decile}.0,${rank}.0,${rank}.0,${score},1`;
const FILE = [
  HEADING,
  row('E01000001', 1, 100),
  row('E01000002', 2, 5017),
  row('E01000003', 5, 13970),
  row('E01000004', 10, 32844),
  row('E01999999', 3, 7000),
].join('\n');

const load = (text: string, year: string | number = 2019, write = true, actor = editor()) =>
  db().as(actor, (tx) => importDeprivation(tx, actor, text, { year, source: 'imd.csv', write }));
async function told(result: ReturnType<typeof load>): Promise<DeprivationImport> {
  const found = await result;
  if (isRefusal(found)) throw new Error(found.message);
  return found;
}
const stored = async (): Promise<number> =>
  (await db().ownerPool.query('select count(*)::integer as n from places.deprivation')).rows[0].n;

async function place(geography: string, ...codes: readonly string[]): Promise<void> {
  const actor = editor();
  const features = codes.map((code, at) => ({
    type: 'Feature',
    properties: { code, name: `Place ${code}` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [at, 52],
          [at + 1, 52],
          [at + 1, 53],
          [at, 53],
          [at, 52],
        ],
      ],
    },
  }));
  const options = { geography, code: 'code', name: 'name', source: 'test', write: true };
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  expect(await db().as(actor, (tx) => importBoundaries(tx, actor, text, options))).toMatchObject({
    written: true,
  });
}

test('headings are read as the short files and as the ministry write them; sub-domains are not taken', () => {
  const { domains, unused } = readHeading([
    'lsoa_code_(2011)',
    'index_of_multiple_deprivation_(imd)_score',
    'index_of_multiple_deprivation_(imd)_rank_(where_1_is_most_deprived)',
    'index_of_multiple_deprivation_(imd)_decile_(where_1_is_most_deprived_10%_of_lsoas)',
    'education,_skills_and_training_rank_(where_1_is_most_deprived)',
    'education,_skills_and_training_decile_(where_1_is_most_deprived_10%_of_lsoas)',
    'income_deprivation_affecting_children_index_(idaci)_score_(rate)',
    'income_deprivation_affecting_children_index_(idaci)_rank_(where_1_is_most_deprived)',
    'income_deprivation_affecting_children_index_(idaci)_decile_(where_1_is_most_deprived_10%_of_lsoas)',
    'adult_skills_sub-domain_rank',
  ]);
  expect(domains).toEqual([
    { domain: 'overall', score: 1, rank: 2, decile: 3 },
    { domain: 'education', rank: 4, decile: 5, score: undefined },
    { domain: 'children', score: 6, rank: 7, decile: 8 },
  ]);
  expect(unused).toEqual(['lsoa_code_(2011)', 'adult_skills_sub-domain_rank']);
});

describe('an edition of the Indices of Deprivation', () => {
  test('without the LSOAs of its vintage nothing can be told', async () => {
    expect(await load(FILE)).toMatchObject({ refused: 'places-missing' });
    await place('lsoa-2021', 'E01000001', 'E01000002', 'E01000003', 'E01000004');
    expect(await load(FILE)).toMatchObject({ refused: 'places-missing' });
  });
  test('a preview writes nothing; an import accounts for every row and carries the vintage', async () => {
    await place('lsoa-2011', 'E01000001', 'E01000002', 'E01000003', 'E01000004', 'E01000005');
    const tried = await told(load(FILE, 2019, false));
    expect([tried.counts.added, tried.written, await stored()]).toEqual([4, false, 0]);
    const { account, remarks } = await told(load(FILE));
    expect(account).toMatchObject({
      read: 5,
      added: 4,
      refused: 0,
      elsewhere: 1,
      missing: ['Place E01000005'],
    });
    expect(remarks).toEqual([
      '5 rows read for LSOA (2011): multiple deprivation, income.',
      '1 row about places elsewhere: counted here, and not used.',
      'The file says nothing of 1 place of LSOA (2011): Place E01000005.',
      'Columns that are not used: imd_quintile.',
    ]);
    expect(await stored()).toBe(8);
    expect(await db().does(editor(), (tx) => listDeprivationEditions(tx))).toEqual([
      { edition: 2019, geography: 'lsoa-2011', geographyName: 'LSOA', vintage: '2011', places: 4 },
    ]);
    expect(await db().does(editor(), (tx) => listDeprivationImports(tx))).toEqual([account]);
  });
  test('imported again it changes nothing; a correction is a later version', async () => {
    expect(await told(load(FILE))).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 4 } });
    expect(await stored()).toBe(8);
    const corrected = FILE.replace(row('E01000003', 5, 13970), row('E01000003', 5, 13971));
    expect(await told(load(corrected))).toMatchObject({ counts: { changed: 1, unchanged: 3 } });
    const places = await db().does(editor(), (tx) => listDeprivation(tx, { edition: 2019 }));
    expect(places.map(({ rank }) => rank)).toEqual([100, 5017, 13971, 32844]);
  });
  test('a row that contradicts itself is refused with its reason, and nothing is written', async () => {
    const before = await stored();
    const result = await told(
      load(
        [
          HEADING,
          row('E01000001', 3, 100),
          row('E01000002', 2, 40_000),
          row('E01000003', 5, 13_970, 'high'),
          row('E01000004', 10, 32_844),
          row('E01000004', 10, 32_844),
          row('Norton Canes', 10, 32_844),
        ].join('\n'),
      ),
    );
    expect(result.written).toBe(false);
    expect(result.rows.filter(({ outcome }) => outcome === 'refused').map(({ says }) => says)).toEqual([
      'The overall rank 100 lies in decile 1 of the 2019 edition, not 3.',
      'The overall rank “40000.0” is none of 1 to 32,844.',
      'The overall score “high” is no number.',
      'Its code stands in the file twice.',
      '“Norton Canes” is no code of an LSOA, such as E01029345.',
    ]);
    expect(await stored()).toBe(before);
    expect(await load('lsoa11_code,name\nE01000001,x\n')).toMatchObject({ refused: 'columns-missing' });
    expect(await load(FILE, 2012)).toMatchObject({ refused: 'edition-unknown' });
    expect(await load(FILE, 2019, true, db().with('read'))).toMatchObject({ refused: 'not-allowed' });
  });
  test('fifths are told by the tenths of England or among the places themselves', async () => {
    const [nation, district, none] = await db().does(editor(), async (tx) => [
      await deprivationFifths(tx, { by: 'nation' }),
      await deprivationFifths(tx, { by: 'district', geography: 'lsoa-2011' }),
      await deprivationFifths(tx, { by: 'nation', geography: 'lsoa-2021' }),
    ]);
    const slug = (n: number) => `place-e0100000${n}-lsoa-2011`;
    expect(nation).toMatchObject({ edition: 2019, most: [slug(1), slug(2)], least: [slug(4)] });
    expect(district).toMatchObject({ most: [slug(1)], least: [] });
    expect([...(district?.fifthOf.values() ?? [])]).toEqual([1, 2, 3, 4]);
    expect(none).toBeUndefined();
  });
  test('a ward is told by the places that fit into it', async () => {
    await place('ward-2013', 'W1');
    const actor = editor();
    await db().as(actor, (tx) =>
      importLookup(tx, actor, 'lsoa11_code,ward\nE01000002,W1\nE01000003,W1\n', {
        from: 'lsoa-2011',
        to: 'ward-2013',
        write: true,
      }),
    );
    const [ward, own] = await db().does(actor, async (tx) => [
      await deprivationOf(tx, (await findPlace(tx, 'W1'))?.id ?? '', TODAY),
      await deprivationOf(tx, (await findPlace(tx, 'place-e01000001-lsoa-2011'))?.id ?? '', TODAY),
    ]);
    expect(ward[0]).toMatchObject({ domain: 'overall', own: false, places: 2, mostDeprived: 1, rank: 5017 });
    expect(own[0]).toMatchObject({ domain: 'overall', own: true, places: 1, decile: 1, vintage: '2011' });
  });
  test('whatever a file holds, its rows are all accounted for or nothing of it is written', async () => {
    const cell = fc.oneof(fc.constantFrom('', '1', '2.0', 'E01000001', '"', '1e9', '-3', 'é'), fc.string());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 5 }), async (rows) => {
        const before = await stored();
        const result = await load([HEADING, ...rows.map((cells) => cells.join(','))].join('\n'));
        if (isRefusal(result) || !result.written) expect(await stored()).toBe(before);
        if (!isRefusal(result)) {
          const { added, changed, unchanged, refused, elsewhere, read } = result.account;
          expect(added + changed + unchanged + refused + elsewhere).toBe(read);
        }
      }),
      { numRuns: 25 },
    );
  });
});
