import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { StreetAccount } from './account.ts';
import { importStreet } from './import-street.ts';

const MIGRATION = 'db/migrations/0081_a_row_without_an_id_is_known_by_what_it_says.sql';
const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'.split(
    ',',
  );
const ASB = 'Anti-social behaviour';

interface Given {
  readonly id?: string;
  readonly month?: string;
  readonly force?: string;
  readonly longitude?: string;
  readonly type?: string;
}
const row = ({
  id = '',
  month = '2018-12',
  force = 'Some Police',
  longitude = '-1.961050',
  type = ASB,
}: Given) =>
  `${id},${month},${force},${force},${longitude},${longitude && '52.764530'},On or near Ärger Street,E01029368,Cannock Chase 001A,${type},,`.split(
    ',',
  );

/** Two equal incidents, one elsewhere, one on the meridian, one without a place, and a crime. */
const MONTH = [
  HEADING,
  row({}),
  row({}),
  row({ longitude: '-1.846054' }),
  row({ longitude: '-0.000000' }),
  row({ longitude: '' }),
  row({ id: 'a1', type: 'Burglary' }),
];
const text = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.join(',')).join('\n');

/** Shapes in which the same rows may come again. */
const SHAPES: readonly (readonly [string, (rows: readonly string[][]) => string[][]])[] = [
  ['as they came', (rows) => [...rows]],
  ['with the columns in another order', (rows) => rows.map((cells) => cells.toReversed())],
  ['without the last column, which is empty', (rows) => rows.map((cells) => cells.slice(0, -1))],
  [
    'without the zeros at the end of coordinates, as a spreadsheet saves them',
    (rows) =>
      rows.map((cells) => cells.map((cell) => (/^-?\d+\.\d+$/.test(cell) ? `${Number(cell)}` : cell))),
  ],
  ['in another order of rows', ([heading = [], ...rows]) => [heading, ...rows.toReversed()]],
];

/** The key by the rule of before migration 0081: of the text of the line and how many such lines came before. */
const formerKey = (cells: readonly string[], number: number): string =>
  createHash('sha256')
    .update(`${cells.join('\u001f')}|${number}`)
    .digest('hex')
    .slice(0, 32);

const databaseOf = () => {
  const db = testDatabase();
  const actor = () => db().with('read', 'places.edit', 'indicators.edit', 'observations.record');
  return {
    db,
    load: async (rows: readonly (readonly string[])[], write = true): Promise<StreetAccount> => {
      const files = [{ name: 'street.csv', open: () => Readable.from([text(rows)]) }];
      const given = await db().as(actor(), (tx) => importStreet(tx, actor(), files, { write }));
      const [account] = orThrow(given).files;
      if (!account) throw new Error('no account');
      return account;
    },
    /** Keeps a row as it was kept before migration 0081. */
    keepFormerly: (cells: readonly string[], number: number) => {
      const [, month, force, , longitude, latitude, location, lsoa, , type] = cells;
      return db().ownerPool.query(
        `insert into intelligence.street_crime (partnership_id, month, key, crime_type, reported_by, lsoa_code, longitude, latitude, location)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          db().partnershipId,
          `${month}-01`,
          formerKey(cells, number),
          type,
          force,
          lsoa || null,
          longitude || null,
          latitude || null,
          location,
        ],
      );
    },
  };
};

const nothingNew = { added: 0, changed: 0, unreadable: 0, grownMonths: [] };

describe('rows without an id', () => {
  const { load } = databaseOf();
  test.each(SHAPES)('come again %s: nothing changes', async (_says, shape) => {
    await load(MONTH);
    expect(await load(shape(MONTH))).toMatchObject({ read: 6, ...nothingNew });
  });
  test('are counted month by month where months are mixed in a file', async () => {
    const of = (month: string) => [row({ month }), row({ month }), row({ month })];
    const [a = [], b = [], c = []] = of('2019-01');
    const [d = [], e = []] = of('2019-02');
    expect((await load([HEADING, a, d, b, e, c])).added).toBe(5);
    expect(await load([HEADING, a, b, c, d, e])).toMatchObject(nothingNew);
  });
  test('of two forces at the same place are so many incidents', async () => {
    const of = (force: string) => [HEADING, row({ month: '2019-03', force })];
    expect((await load(of('Some Police'))).added).toBe(1);
    expect(await load(of('Another Police'))).toMatchObject({ added: 1, grownMonths: [] });
  });
  test('that are new in a month which was here already are named, since another edition may count them twice', async () => {
    const of = (longitude: string) => row({ month: '2019-04', longitude });
    expect((await load([HEADING, of('1'), of('2')])).grownMonths).toEqual([]);
    const corrected = [
      HEADING,
      of('1'),
      of('3'),
      of('3'),
      row({ month: '2019-05' }),
      row({ id: 'b1', month: '2019-04' }),
    ];
    for (const write of [false, true])
      expect(await load(corrected, write)).toMatchObject({
        added: 4,
        grownMonths: [{ month: '2019-04', force: 'Some Police', rows: 2 }],
      });
    expect(await load(corrected)).toMatchObject(nothingNew);
  });
});

describe('rows without an id that were imported before they were known by their values', () => {
  const { db, load, keepFormerly } = databaseOf();
  test('are recognised in every shape once the database is up to date', async () => {
    const [, one = [], two = [], ...others] = MONTH.slice(0, -1);
    await keepFormerly(one, 1);
    await keepFormerly(two, 2);
    for (const cells of others) await keepFormerly(cells, 1);
    await db().ownerPool.query(readFileSync(MIGRATION, 'utf8'));
    for (const [, shape] of SHAPES) expect(await load(shape(MONTH.slice(0, -1)))).toMatchObject(nothingNew);
    expect(await load(MONTH)).toMatchObject({ added: 1, grownMonths: [] });
  });
  test('are recognised where they are crimes, as they first came, and then in every shape', async () => {
    const crime = row({ month: '2011-03', type: 'Burglary' });
    await keepFormerly(crime, 1);
    await keepFormerly(crime, 2);
    await db().ownerPool.query(readFileSync(MIGRATION, 'utf8'));
    for (const [, shape] of SHAPES)
      expect(await load(shape([HEADING, crime, crime]))).toMatchObject({ read: 2, ...nothingNew });
  });
});

/** A real month, where it is beside the repository; none of its cells is quoted. */
const REAL = path.resolve(
  import.meta.dirname,
  '../../../../../shared/data/police/2018-12-staffordshire-street.csv',
);
if (!existsSync(REAL)) console.warn('NOT TRIED with a real month of police.uk: there is no ../shared/data.');

describe.runIf(existsSync(REAL))(
  'a real month that was imported before rows were known by their values',
  () => {
    const { db, load, keepFormerly } = databaseOf();
    test('comes again in every shape: nothing changes', { timeout: 240_000 }, async () => {
      const rows = readFileSync(REAL, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((one) => one.split(','));
      await load(rows.filter(([id]) => id !== ''));
      const seen = new Map<string, number>();
      for (const cells of rows.filter(([id]) => id === '')) {
        const number = (seen.get(text([cells])) ?? 0) + 1;
        seen.set(text([cells]), number);
        await keepFormerly(cells, number);
      }
      await db().ownerPool.query(readFileSync(MIGRATION, 'utf8'));
      for (const [, shape] of SHAPES) expect(await load(shape(rows))).toMatchObject(nothingNew);
    });
  },
);
