import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { indicatorSeries } from '../course/series.ts';
import { defineIndicator, type IndicatorInput } from '../indicators.ts';
import { NO_WAVES } from '../period.ts';
import { plainNumber } from './apply.ts';
import { type FiguresReport, importFigures } from './import-figures.ts';
import { BUILT_IN, type Mapping, mappingSchema } from './mapping.ts';
import { sourcePeriod } from './period-words.ts';
import { findMapping, listMappings, removeMapping, saveMapping } from './saved.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'indicators.edit', 'observations.record', 'places.edit');

beforeAll(async () => {
  const indicators: IndicatorInput[] = [
    { slug: 'recorded-crime', title: 'Recorded crime', kind: 'number', direction: 'lower', unit: 'crimes' },
    { slug: 'smokers', title: 'Smoking Prevalence', kind: 'percentage', direction: 'lower', decimals: 1 },
    { slug: 'mortality', title: 'Mortality', kind: 'rate', per: 100_000, direction: 'lower', decimals: 1 },
  ];
  await db().does(analyst(), async (tx) => {
    for (const indicator of indicators) orThrow(await defineIndicator(tx, analyst(), indicator));
  });
  const { partnershipId, ownerPool } = db();
  for (const [slug, vintage] of [
    ['ward', '2013'],
    ['ward-2025', '2025'],
  ])
    await ownerPool.query(
      `insert into places.geography (partnership_id, id, slug, name, vintage) values ($1, gen_random_uuid(), $2, 'Ward', $3)`,
      [partnershipId, slug, vintage],
    );
  for (const [slug, name, code, geography] of [
    ['hednesford-2013', 'Hednesford', 'E05000001', 'ward'],
    ['rugeley', 'Rugeley', 'E05000002', 'ward'],
    ['hednesford-2025', 'Hednesford', 'E05000091', 'ward-2025'],
  ])
    await ownerPool.query(
      `insert into places.place (partnership_id, id, geography_id, slug, name, code)
       select $1, gen_random_uuid(), id, $2, $3, $4 from places.geography where slug = $5 and partnership_id = $1`,
      [partnershipId, slug, name, code, geography],
    );
});

const long = (over: Partial<Mapping> = {}): Mapping =>
  mappingSchema.parse({
    shape: 'long',
    indicator: 'recorded-crime',
    placeColumn: 'Ward',
    periodColumn: 'Month',
    valueColumn: 'Crimes',
    source: 'A partner',
    ...over,
  });
const wide = (over: Partial<Mapping> = {}): Mapping =>
  mappingSchema.parse({ shape: 'wide', indicator: 'recorded-crime', placeColumn: 'Ward', ...over });

const run = async (text: string | Buffer, mapping: Mapping, write = true): Promise<FiguresReport> => {
  const file = { bytes: Buffer.from(text as string), fileName: 'figures.csv' };
  return orThrow(
    await db().as(analyst(), (tx) => importFigures(tx, analyst(), file, mapping, { write })),
  ) as FiguresReport;
};
const stored = async (table = 'intelligence.observation'): Promise<number> =>
  (await db().ownerPool.query(`select count(*)::int as n from ${table}`)).rows[0].n;

describe('a long file is read by its mapping', () => {
  const FILE = [
    'Crimes in wards,,',
    '',
    'Ward,Month,Crimes,Note',
    'E05000001,Oct 2012,12,',
    'E05000009,Oct 2012,7,',
    'E05000002,Oct 2012,*,',
    'Ward,Month,Crimes,Note',
    ',Oct 2012,4,',
    'Rugeley,November 2012,9,',
  ].join('\n');

  test('every row is used, or counted with its reason', async () => {
    const { account, added, refused } = await run(FILE, long(), false);
    expect({ added, refused }).toEqual({ added: 2, refused: 0 });
    expect(account).toMatchObject({ rows: 6, rowsUsed: 2 });
    expect(Object.fromEntries(account.notUsed.map(({ reason, lines }) => [reason, lines]))).toEqual({
      'It is of a place that is not ours.': [5],
      'It has no value.': [6],
      'It repeats the headings.': [7],
      'It names no place.': [8],
    });
    expect(await stored()).toBe(0);
  });

  test('importing it again changes nothing, and its account is kept once', async () => {
    expect(await run(FILE, long())).toMatchObject({ added: 2, written: true });
    expect(await run(FILE, long())).toMatchObject({ added: 0, changed: 0, unchanged: 2, written: false });
    const { rows } = await db().ownerPool.query(
      `select file, source, read, added, not_used, encode(sha256, 'hex') as hash, account from platform.imported_file`,
    );
    expect(rows).toMatchObject([
      { file: 'figures.csv', source: 'A partner', read: 6, added: 2, not_used: 4 },
    ]);
    expect(rows[0].hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a figure that is wrong is refused by line, and nothing of the file is written', async () => {
    const before = await stored();
    const report = await run('Ward,Month,Crimes\nE05000001,2012-12,5\nE05000002,2012-12,many', long());
    expect(report).toMatchObject({ added: 1, refused: 1, written: false });
    expect(report.rows[1]).toMatchObject({ line: 3, reason: expect.stringContaining('many') });
    expect(await stored()).toBe(before);
  });

  test('a file that is cut inside its last line is refused by that line; notes at its foot are no rows of it', async () => {
    const bring = (text: string) =>
      db().as(analyst(), (tx) =>
        importFigures(tx, analyst(), { bytes: Buffer.from(text), fileName: 'x.csv' }, long(), {
          write: true,
        }),
      );
    const before = await stored();
    const text = 'Ward,Month,Crimes,Note\nE05000001,2011-10,120,\nE05000001,2011-11,1';
    expect(await bring(text)).toMatchObject({
      refused: 'file-cut',
      message: 'Line 3 has 3 of 4 cells: the file seems to be cut. Bring it whole.',
    });
    expect(await bring('Ward,Month,Crimes,Note\nE05000001,2011-10,120,\nE0500')).toMatchObject({
      refused: 'file-cut',
    });
    expect(await bring('Ward,Month,Crimes,Note\nE05000001,2011-10,12\u0000,')).toMatchObject({
      refused: 'file-unreadable',
      message: expect.stringContaining('Line 2 holds a NUL'),
    });
    expect(await stored()).toBe(before);
    const noted = `${text}15,\n\n"Crimes of a few people are rounded, as is usual"\nAll rights kept\n`;
    expect(await bring(noted)).toMatchObject({ added: 2, written: true });
  });

  test('a column that is not there is named, with what was probably meant', async () => {
    const answer = await db().as(analyst(), (tx) =>
      importFigures(
        tx,
        analyst(),
        { bytes: Buffer.from('Wards,Month,Crimes\n1,2,3'), fileName: 'x.csv' },
        long(),
        { write: false },
      ),
    );
    expect(answer).toMatchObject({ refused: 'columns-missing', message: expect.stringContaining('“Wards”') });
  });

  test('places of one vintage alone are meant where the mapping says so', async () => {
    const text = 'Ward,Month,Crimes\nHednesford,2012-09,5';
    expect(await run(text, long(), false)).toMatchObject({ refused: 1 });
    expect(await run(text, long({ geography: 'ward-2025' }), false)).toMatchObject({
      added: 1,
      rows: [{ place: 'Hednesford' }],
    });
  });
});

describe('a wide file is read by its headings', () => {
  test('each heading that is a period is one; cells without a figure are counted', async () => {
    const report = await run(
      'Ward,Name,2009/10,2010/11,Change\nE05000001,Hednesford,10,..,x\nE05000002,Rugeley,20,21,x',
      wide(),
      false,
    );
    expect(report.account).toMatchObject({ rows: 2, rowsUsed: 2, cellsNotUsed: [{ count: 1, lines: [2] }] });
    expect(report.rows.map(({ period }) => period)).toEqual(['2009/10', '2009/10', '2010/11']);
  });

  test('a workbook is read as a CSV file is, its dates as months', async () => {
    const cells = [
      ['Ward', 'Month', 'Crimes'],
      ['E05000001', new Date('2009-10-01T00:00:00Z'), 12],
      ['E05000002', new Date('2009-11-01T00:00:00Z'), 0.1 + 0.2],
    ].map((row) =>
      row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value })),
    );
    const bytes = await writeExcelFile(cells as never).toBuffer();
    const report = await run(Buffer.from(bytes), long(), false);
    expect(report.rows.map(({ what }) => what)).toEqual([
      'recorded-crime 2009-10 E05000001',
      'recorded-crime 2009-11 E05000002',
    ]);
    expect(report).toMatchObject({ added: 2, refused: 0 });
  });

  test('a row of a workbook whose last cells are empty is whole', async () => {
    const cells = ['Ward Month Crimes Note', 'E05000001 2011-09 120'].map((row) =>
      row.split(' ').map((value) => ({ value })),
    );
    const bytes = await writeExcelFile(cells as never).toBuffer();
    expect(await run(bytes, long(), false)).toMatchObject({ added: 1, refused: 0 });
  });

  test('LG Inform’s table, with its headings repeated', async () => {
    const { mapping } = BUILT_IN.find(({ slug }) => slug === 'lg-inform') ?? { mapping: wide() };
    const report = await run(
      'area,area label,area long label,2009/10,2010/11\narea,area label,area long label,2009/10,2010/11\nE05000001,Hednesford,Hednesford ward,5,6\nE92000001,England,England,7,8',
      { ...mapping, indicator: 'recorded-crime' },
      false,
    );
    expect(report).toMatchObject({ added: 2, refused: 0, account: { rows: 3, rowsUsed: 1 } });
  });
});

describe('Fingertips', () => {
  const HEAD =
    'Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note';
  const row = (name: string, code: string, sex: string, period: string, ...rest: string[]) =>
    `1,${name},E1,Parent,${code},Area,Ward,${sex},18+ yrs,,,${period},${rest.join(',')}`;
  const { mapping } = BUILT_IN[0] ?? { mapping: long() };
  const FILE = [
    HEAD,
    row(
      'Smoking Prevalence',
      'E05000001',
      'Persons',
      '2012',
      '20.5128205128205128',
      '15.1',
      '26.9',
      '',
      '',
      '40',
      '195',
      '',
    ),
    row('Smoking Prevalence', 'E05000001', 'Male', '2012', '24', '18', '30', '', '', '20', '90', ''),
    row(
      'Mortality',
      'E05000002',
      'Persons',
      '2010 - 12',
      '712.4',
      '650.2',
      '780.1',
      '',
      '',
      '420',
      '60100',
      'Standardised',
    ),
    row('Another', 'E05000002', 'Persons', '2012', '3', '', '', '', '', '', '', ''),
    row('Mortality', 'E92000001', 'Persons', '2010 - 12', '700', '', '', '', '', '', '', ''),
  ].join('\n');

  test('values come with count, denominator and published limits; what does not divide is told in a note', async () => {
    const report = await run(FILE, mapping);
    expect(report).toMatchObject({ added: 2, refused: 0, written: true });
    expect(report.account.unknownNames).toEqual({ Another: 1 });
    const { rows } = await db().ownerPool.query(
      `select o.period, o.value::float8, o.numerator::float8, o.denominator::float8, o.note, l.lower::float8, l.upper::float8
       from intelligence.observation o join intelligence.published_limit l on l.observation_id = o.id order by o.period`,
    );
    expect(rows).toEqual([
      {
        period: '2010-01..2012-12',
        value: 712.4,
        numerator: null,
        denominator: null,
        note: 'Standardised Published beside it: count 420, denominator 60100.',
        lower: 650.2,
        upper: 780.1,
      },
      {
        period: '2012',
        value: 20.512820512821,
        numerator: 40,
        denominator: 195,
        note: '',
        lower: 15.1,
        upper: 26.9,
      },
    ]);
  });

  test('the limits that were published with a figure stand in its series', async () => {
    const series = await db().does(analyst(), (tx) => indicatorSeries(tx, 'mortality', { places: 'ward' }));
    expect(series).toMatchObject([{ place_code: 'E05000002', value: 712.4, lower: 650.2, upper: 780.1 }]);
  });

  test('again changes nothing; other limits are another version', async () => {
    expect(await run(FILE, mapping)).toMatchObject({ added: 0, changed: 0, unchanged: 2, written: false });
    const changed = await run(FILE.replace('650.2', '651.2'), mapping);
    expect(changed).toMatchObject({ changed: 1, unchanged: 1, written: true });
    expect(await run(FILE.replace('650.2', '651.2'), mapping)).toMatchObject({ changed: 0, unchanged: 2 });
  });

  test('a name that is joined to an indicator of ours is used', async () => {
    const report = await run(FILE, { ...mapping, indicators: { Another: 'recorded-crime' } }, false);
    expect(report).toMatchObject({ added: 1, account: { unknownNames: {} } });
  });
});

describe('a mapping is kept by its name', () => {
  test('saved, found by any way of writing it, changed and removed', async () => {
    const hand = analyst();
    await db().does(hand, (tx) => saveMapping(tx, hand, 'Ward crimes', long()));
    await db().does(hand, (tx) => saveMapping(tx, hand, 'Ward crimes', long({ source: 'Another' })));
    const found = await db().does(hand, (tx) => findMapping(tx, 'ward-crimes'));
    expect(found).toMatchObject({ title: 'Ward crimes', mapping: { source: 'Another' } });
    expect(await db().does(hand, listMappings)).toHaveLength(1);
    await db().as(hand, (tx) => removeMapping(tx, hand, 'ward-crimes'));
    expect(await db().does(hand, listMappings)).toHaveLength(0);
    expect(await db().does(hand, (tx) => findMapping(tx, 'fingertips'))).toBeDefined();
  });

  test('who only reads neither saves one nor imports', async () => {
    const reader = db().with('read');
    expect(await db().as(reader, (tx) => saveMapping(tx, reader, 'Mine', long()))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(
      await db().as(reader, (tx) =>
        importFigures(tx, reader, { bytes: Buffer.from('a,b'), fileName: 'a.csv' }, long(), { write: true }),
      ),
    ).toMatchObject({ refused: 'not-allowed' });
  });
});

test.each([
  ['2010 - 12', '2010-01..2012-12'],
  ['2010-12', '2010-12'],
  ['2010/11 - 12/13', '2010-04..2013-03'],
  ['Dec 2012', '2012-12'],
  ['December 2012', '2012-12'],
  ['Jan 2012-Dec 2012', '2012-01..2012-12'],
  ['Jan-Mar 2012', '2012 Q1'],
  ['2012-10-01', '2012-10'],
  ['2012/13 Q1', '2012/13 Q1'],
  ['2012', '2012'],
])('a period written %s is %s', (text, period) => {
  expect(sourcePeriod(text, NO_WAVES)?.text).toBe(period);
});

test.each([
  ['0.30000000000000004', '0.3'],
  ['1.2E-05', '0.000012'],
  ['5,803', '5,803'],
  ['78.9012345678901234', '78.901234567890'],
  ['12', '12'],
])('the number %s is kept as %s', (text, plain) => {
  expect(Number(plainNumber(text).replace(',', ''))).toBeCloseTo(Number(plain.replace(',', '')), 9);
});

test('a file of any characters writes all of itself or nothing, and every row is accounted for', async () => {
  const cell = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('E05000001', 'E05000002', '2012-03', '2012-04', '5', '7.5', '*', 'Rugeley'),
    },
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.double({ noNaN: true }).map(String),
  );
  const file = fc
    .tuple(
      fc.constantFrom('Ward,Month,Crimes,Low,High', 'Ward,2012-03,2012/13', 'Ward;Month;Crimes', '"'),
      fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }),
    )
    .map(([head, rows]) => [head, ...rows.map((cells) => cells.join(','))].join('\n'));
  const mappings = [long(), long({ lowerColumn: 'Low', upperColumn: 'High' }), wide()];
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom(...mappings), async (text, mapping) => {
      const before = [await stored(), await stored('platform.imported_file')];
      const report = await db().as(analyst(), (tx) =>
        importFigures(tx, analyst(), { bytes: Buffer.from(text), fileName: 'any.csv' }, mapping, {
          write: true,
        }),
      );
      const after = [await stored(), await stored('platform.imported_file')];
      const written = !isRefusal(report) && report.written;
      const figures = written ? report.added + report.changed : 0;
      expect(after).toEqual([(before[0] ?? 0) + figures, (before[1] ?? 0) + (written ? 1 : 0)]);
      if (isRefusal(report)) return;
      const { rows, rowsUsed, notUsed } = report.account;
      expect(rowsUsed + notUsed.reduce((sum, { count }) => sum + count, 0)).toBe(rows);
    }),
    { numRuns: 80 },
  );
});
