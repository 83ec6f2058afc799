import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importBoundaries, importLookup, importPopulations } from '../../places/index.ts';
import { indicatorSeries } from '../course/series.ts';
import { codedGeography } from './counts.ts';
import { recountStreet } from './figures.ts';
import { importStreet, type StreetImport } from './import-street.ts';
import { listAccounts, StreetAccounts } from './page.tsx';
import { listStreetMonths, listStreetSpots } from './points.ts';
import { StreetPoints } from './points-page.tsx';

const db = testDatabase();
const analyst = () => db().with('read', 'places.edit', 'indicators.edit', 'observations.record');

const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
const line = (id: string, month: string, lsoa: string, type: string, outcome = '') =>
  `${id},${month},Some Police,Some Police,-1.9,52.7,On or near A Street,${lsoa},${lsoa ? 'Chase 001A' : ''},${type},${outcome},`;
const ASB = 'Anti-social behaviour';
const FILE = [
  HEADING,
  line('', '2018-10', 'E01000001', ASB),
  line('', '2018-10', 'E01000001', ASB),
  line('a1', '2018-10', 'E01000001', 'Burglary', 'Under investigation'),
  line('a2', '2018-10', 'E01000002', 'Drugs'),
  line('a3', '2018-10', 'E01000009', 'Drugs'),
  line('a4', '2018-10', '', 'Robbery'),
  line('a5', 'October', 'E01000001', 'Robbery'),
  'a6,2018-10,too short',
].join('\n');

const load = (texts: readonly string[], write = true, actor = analyst(), leaveOut = true) =>
  db().as(actor, (tx) =>
    importStreet(
      tx,
      actor,
      texts.map((text, index) => ({ name: `${index + 1}.csv`, open: () => Readable.from([text]) })),
      { write, leaveOut },
    ),
  );
async function done(result: ReturnType<typeof load>): Promise<StreetImport> {
  const found = await result;
  if (isRefusal(found)) throw new Error(found.message);
  return found;
}
const stored = async (): Promise<number> =>
  (await db().ownerPool.query('select count(*)::integer as n from intelligence.street_crime')).rows[0].n;

const ring = (x: number) => [
  [x, 52],
  [x + 1, 52],
  [x + 1, 53],
  [x, 53],
  [x, 52],
];
const area = (code: string, x: number) => ({
  type: 'Feature',
  properties: { code, name: `Place ${code}` },
  geometry: { type: 'Polygon', coordinates: [ring(x)] },
});
const geojson = (...features: readonly unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });

async function place(text: string, geography: string, code = 'code', name = 'name'): Promise<void> {
  const actor = analyst();
  const options = { geography, code, name, source: 'test', write: true };
  expect(await db().as(actor, (tx) => importBoundaries(tx, actor, text, options))).toMatchObject({
    written: true,
  });
}
async function lookUp(text: string, from: string, to: string): Promise<void> {
  const actor = analyst();
  const sides = { from, to, write: true };
  expect(await db().as(actor, (tx) => importLookup(tx, actor, text, sides))).toMatchObject({ written: true });
}
async function series(slug: string, places?: string) {
  const found = await db().as(analyst(), (tx) => indicatorSeries(tx, slug, { places }));
  if (isRefusal(found)) throw new Error(found.message);
  return found;
}

/** How sure the figures of an indicator are, and what their notes say, of all places and of the whole. */
async function toldOf(slug: string): Promise<unknown[]> {
  const { rows } = await db().ownerPool.query<{ quality: string; note: string }>(
    `select distinct o.quality, o.note from intelligence.current_observation o
      join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
      where o.partnership_id = $1 and i.slug = $2`,
    [db().partnershipId, slug],
  );
  return rows.map(({ quality, note }) => [quality, note]);
}

describe('street files of police.uk', () => {
  test('a preview writes nothing; an import accounts for every row', async () => {
    await place(geojson(area('E01000001', 0), area('E01000002', 1)), 'lsoa-2011');
    await place(geojson(area('E05000001', 0)), 'ward-2013');
    await lookUp('lsoa,ward\nE01000001,E05000001\nE01000002,E05000001\n', 'lsoa-2011', 'ward-2013');
    const tried = await done(load([FILE], false));
    expect([tried.added, tried.written, await stored()]).toEqual([6, false, 0]);
    const { files, figures } = await done(load([FILE]));
    expect(figures).toBe(8);
    const [account] = files;
    expect(account).toMatchObject({
      read: 8,
      added: 6,
      changed: 0,
      unchanged: 0,
      unreadable: 2,
      unreadableLines: [
        { line: 8, reason: '“October” is not a month such as 2018-10' },
        { line: 9, reason: 'it has 3 cells, not 12' },
      ],
      inPlaces: 4,
      elsewhere: 1,
      withoutPlace: 1,
      byType: { 'Anti-social behaviour': 2, Burglary: 1, Drugs: 2, Robbery: 1 },
    });
    expect(await stored()).toBe(6);
  });
  test('the map of a month shows crimes and anti-social behaviour apart, at their spots in our places', async () => {
    const [months, crimes, asb] = await db().does(analyst(), async (tx) => {
      const geography = await codedGeography(tx, '2018-10');
      return [
        await listStreetMonths(tx),
        await listStreetSpots(tx, '2018-10', geography ?? '', 'crimes'),
        await listStreetSpots(tx, '2018-10', geography ?? '', 'asb'),
      ];
    });
    const spot = { location: 'On or near A Street', longitude: -1.9, latitude: 52.7, count: 2 };
    expect([months, crimes, asb]).toEqual([['2018-10'], [spot], [spot]]);
    const page = renderToString(
      h(StreetPoints, { months, month: '2018-10', what: 'asb', spots: asb, outlines: [] }),
    );
    expect(page).toContain('Anti-social behaviour of October 2018 at 1 spot in our places: 2 in all.');
    expect(page).toContain('On or near A Street: 2');
    const empty = { months: [], month: undefined, what: 'crimes' as const, spots: [], outlines: [] };
    expect(renderToString(h(StreetPoints, empty))).toContain('concord import police-street');
  });
  test('equal rows without an id are so many incidents, and importing them again changes nothing', async () => {
    const again = await done(load([FILE, FILE]));
    expect([again.added, again.changed, again.figures, again.written]).toEqual([0, 0, 0, false]);
    expect(again.files.map(({ unchanged }) => unchanged)).toEqual([6, 6]);
    expect((await series('police-asb', 'lsoa-2011')).map(({ value }) => value)).toEqual([2, 0]);
  });
  test('crimes and anti-social behaviour are told apart, for every place and for the whole', async () => {
    expect((await series('police-crime', 'lsoa-2011')).map((row) => [row.place_code, row.value])).toEqual([
      ['E01000001', 1],
      ['E01000002', 1],
    ]);
    expect(await series('police-crime', 'ward-2013')).toMatchObject([
      { place_code: 'E05000001', place_vintage: '2013', period: '2018-10', value: 2, quality: 'final' },
    ]);
    expect((await series('police-crime')).map(({ value }) => value)).toEqual([2]);
  });
  test('who lives there may be told later: the rates follow without the files being imported again', async () => {
    const actor = analyst();
    expect(await series('police-crime-rate', 'lsoa-2011')).toEqual([]);
    const populations = 'lsoa_code,0,1,2,3\nE01000001,100,100,200,100\nE01000002,50,50,50,50\n';
    const options = { write: true, asOn: '2017-06-30', source: 'test' };
    const recount = () => db().does(actor, (tx) => recountStreet(tx, actor));
    orThrow(
      await db().as(actor, (tx) =>
        importPopulations(tx, actor, populations, { write: true, source: 'undated' }),
      ),
    );
    expect(await recount()).toBeGreaterThan(0);
    expect(await toldOf('police-crime-rate')).toEqual([
      ['estimated', 'Population about 2011 (the file names no day): undated.'],
    ]);
    expect((await series('police-crime', 'lsoa-2011')).map(({ quality }) => quality)).toEqual([
      'final',
      'final',
    ]);
    orThrow(await db().as(actor, (tx) => importPopulations(tx, actor, populations, options)));
    expect(await recount()).toBeGreaterThan(0);
    expect(await toldOf('police-crime-rate')).toEqual([['final', 'Population on 30 June 2017: test.']]);
    expect(
      (await series('police-crime-rate', 'lsoa-2011')).map(({ value, denominator }) => [value, denominator]),
    ).toEqual([
      [2, 500],
      [5, 200],
    ]);
    expect(await recount()).toBe(0);
  });
  test('a newer outcome renews the row and no count', async () => {
    const settled = FILE.replace('Under investigation', 'Local resolution');
    const renewed = await done(load([settled]));
    expect([renewed.added, renewed.changed, renewed.figures]).toEqual([0, 1, 0]);
  });
  test('the page shows the account of every file that changed something, the newest first', async () => {
    const accounts = await db().does(analyst(), (tx) => listAccounts(tx));
    expect(accounts.map(({ added, changed }) => [added, changed])).toEqual([
      [0, 1],
      [6, 0],
    ]);
    expect(accounts[0]).not.toHaveProperty('byType');
    const page = renderToString(h(StreetAccounts, { accounts }));
    expect(page).toContain('2 files changed something');
    expect(renderToString(h(StreetAccounts, { accounts: [] }))).toContain('concord import police-street');
  });
  test('a row that cannot be read may be where a file was cut: nothing is written unless such rows are left out', async () => {
    const before = await stored();
    const cut = `${HEADING}\n${line('z1', '2018-11', 'E01000001', 'Drugs')}\nz2,2018-11,Some Po`;
    const kept = await done(load([cut], true, analyst(), false));
    expect([kept.written, kept.added, kept.files[0]?.unreadableLines, await stored()]).toEqual([
      false,
      1,
      [{ line: 3, reason: 'it has 3 cells, not 12' }],
      before,
    ]);
  });
  test('a month of which part seems to be missing is named, and its figures are provisional until the rest comes', async () => {
    const month = (name: string, rows: number) =>
      [
        HEADING,
        ...Array.from({ length: rows }, (_, at) => line(`${name}-${at}`, name, 'E01000001', 'Drugs')),
      ].join('\n');
    const whole = await done(load([month('2015-01', 120), month('2015-02', 140), month('2015-03', 110)]));
    expect(whole.partMonths).toEqual([]);
    const part = { month: '2015-04', rows: 30, usual: 120 };
    expect((await done(load([month('2015-04', 30)], false))).partMonths).toEqual([part]);
    expect((await done(load([month('2015-04', 30)]))).partMonths).toEqual([part]);
    const april = async () => (await series('police-crime')).find(({ period }) => period === '2015-04');
    expect(await april()).toMatchObject({ value: 30, quality: 'provisional' });
    expect((await done(load([month('2015-04', 115)]))).partMonths).toEqual([]);
    expect(await april()).toMatchObject({ value: 115, quality: 'final' });
  });
  test('an account names so many types and districts, each cut to a length, and the rest still add up', async () => {
    const rows = Array.from({ length: 1200 }, (_, at) =>
      line(
        `made${at}`,
        '2018-11',
        `E0200${String(at).padStart(4, '0')}`,
        `Made up ${at} ${'x'.repeat(400)}`,
      ).replace('Chase 001A', `District ${at} ${'y'.repeat(400)} 001A`),
    );
    const often = Array.from({ length: 3 }, (_, at) => line(`often${at}`, '2018-11', 'E01000009', 'Drugs'));
    const [account] = (await done(load([[HEADING, ...rows, ...often].join('\n')], false))).files;
    if (!account) throw new Error('There is no account');
    for (const [named, others] of [
      [account.byType, account.otherTypes],
      [account.elsewhereBy, account.otherDistricts],
    ] as const) {
      expect(Object.keys(named)).toHaveLength(200);
      expect(Object.values(named).reduce((sum, one) => sum + one, others ?? 0)).toBe(1203);
    }
    expect(Object.entries(account.byType)[0]).toEqual(['Drugs', 3]);
    expect(JSON.stringify(account).length).toBeLessThan(60_000);
  });
  test('a row of a month of which the police published nothing is told by its line', async () => {
    const months = ['0001-01', '2010-11', '2010-12', '2099-12', '2100-01', '9999-12', 'x'.repeat(70_000)];
    const text = [HEADING, ...months.map((month, at) => line(`m${at}`, month, 'E01000001', 'Drugs'))];
    const [account] = (await done(load([text.join('\n')], false))).files;
    expect(account?.months).toEqual(['2010-12']);
    expect(account?.unreadableLines).toEqual([
      { line: 2, reason: '“0001-01” is no month of street files: they begin in 2010-12' },
      { line: 3, reason: '“2010-11” is no month of street files: they begin in 2010-12' },
      { line: 5, reason: 'its month, 2099-12, is not over' },
      { line: 6, reason: '“2100-01” is too late for a month of street files' },
      { line: 7, reason: '“9999-12” is too late for a month of street files' },
      { line: 8, reason: 'it has a cell of more than 500 characters' },
    ]);
  });
  test('one file that is none keeps the others from being written', async () => {
    const before = await stored();
    const other = [HEADING, line('b1', '2018-11', 'E01000001', 'Drugs')].join('\n');
    expect(await load([other, 'name,value\na,1\n'])).toMatchObject({ refused: 'columns-missing' });
    expect(await load([other, `${HEADING}\n"open`])).toMatchObject({ refused: 'file-unreadable' });
    expect(await load([other, ''])).toMatchObject({ refused: 'file-unreadable' });
    const reader = db().with('read');
    expect(await load([other], true, reader)).toMatchObject({ refused: 'not-allowed' });
    expect(await stored()).toBe(before);
  });
  test.each([
    [
      'its letters are those of latin-1',
      Buffer.from(`${FILE}\n`.replace('A Street', 'Ärger Street'), 'latin1'),
    ],
    ['it ends within a letter', Buffer.from(`${FILE}\né`).subarray(0, -1)],
  ])('a file that is not in UTF-8 is refused with what to do: %s', async (_says, bytes) => {
    const before = await stored();
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, at) =>
      bytes.subarray(at * 7, at * 7 + 7),
    );
    const file = { name: 'old.csv', open: () => Readable.from(pieces) };
    expect(await db().as(analyst(), (tx) => importStreet(tx, analyst(), [file], { write: true }))).toEqual({
      refused: 'file-unreadable',
      message:
        'old.csv is not in UTF-8, as police.uk publishes street files. Download it again from police.uk, or save it as “CSV UTF-8”.',
      field: 'file',
    });
    expect(await stored()).toBe(before);
  });
  test('a letter of several bytes may come in several pieces', async () => {
    const bytes = Buffer.from(FILE.replaceAll('A Street', 'Ärger Straße'));
    const file = {
      name: 'new.csv',
      open: () => Readable.from([...bytes].map((byte) => Buffer.from([byte]))),
    };
    const tried = await db().as(analyst(), (tx) => importStreet(tx, analyst(), [file], { write: false }));
    expect(tried).toMatchObject({ files: [{ read: 8, unreadable: 2 }] });
  });
  test('whatever a file holds, its rows are all accounted for or nothing of it is written', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '2018-12', 'E01000001', ASB, '"', '1e999', 'é', '-'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 6 }), async (rows) => {
        const before = await stored();
        const result = await load([[HEADING, ...rows.map((cells) => cells.join(','))].join('\n')]);
        if (isRefusal(result)) expect(await stored()).toBe(before);
        else
          for (const { read, added, changed, unchanged, unreadable } of result.files)
            expect(added + changed + unchanged + unreadable).toBe(read);
      }),
      { numRuns: 25 },
    );
  });
});

/** The real files, where they are beside the repository; the recount below shares no code with the import. */
const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isThere = existsSync(path.join(DATA, 'police'));
if (!isThere)
  console.warn(
    'NOT COMPARED with the real files of police.uk: there is no ../shared/data beside the repository.',
  );

/** Splits a line of the real files, none of which is quoted; the count proves it. */
const cellsOf = (text: string): string[] => {
  if (text.includes('"')) throw new Error('a quoted cell');
  return text.split(',');
};
const linesOf = (file: string): string[][] =>
  readFileSync(path.join(DATA, file), 'utf8').trim().split(/\r?\n/).slice(1).map(cellsOf);
const real = (file: string): string => readFileSync(path.join(DATA, 'geography', file), 'utf8');

describe.runIf(isThere)('the real files of four months', () => {
  const fresh = testDatabase();
  test('counts and rates by LSOA and ward are those of an independent recount', {
    timeout: 240_000,
  }, async () => {
    const actor = fresh().with('read', 'places.edit', 'indicators.edit', 'observations.record');
    const files = readdirSync(path.join(DATA, 'police')).sort();
    const exported = await fresh().does(actor, async (tx) => {
      const bounded = { write: true, source: 'test' };
      for (const [file, geography, code, name] of [
        ['lsoa-2011.geojson', 'lsoa-2011', 'LSOA11CD', 'LSOA11NM'],
        ['wards-2013.geojson', 'ward-2013', 'WD13CD', 'WD13NM'],
      ] as const)
        await importBoundaries(tx, actor, real(file), { ...bounded, geography, code, name });
      await importLookup(tx, actor, real('lsoa11-to-ward17.csv'), {
        from: 'lsoa11_code',
        to: 'ward17_code',
        write: true,
      });
      await importPopulations(tx, actor, real('lsoa11-population-by-age.csv'), {
        write: true,
        asOn: '2017-06-30',
      });
      const imported = await importStreet(
        tx,
        actor,
        files.map((name) => ({
          name,
          open: () => Readable.from([readFileSync(path.join(DATA, 'police', name))]),
        })),
        { write: true },
      );
      return {
        imported: orThrow(imported),
        lsoas: orThrow(await indicatorSeries(tx, 'police-crime', { places: 'lsoa-2011' })),
        asb: orThrow(await indicatorSeries(tx, 'police-asb', { places: 'lsoa-2011' })),
        wards: orThrow(await indicatorSeries(tx, 'police-crime-rate', { places: 'ward-2013' })),
      };
    });
    const rows = files.flatMap((name) => linesOf(`police/${name}`));
    const wardOf = new Map(
      linesOf('geography/lsoa11-to-ward17.csv').map(([lsoa = '', ward = '']) => [lsoa, ward]),
    );
    const people = new Map(
      linesOf('geography/lsoa11-population-by-age.csv').map((row) => [row[1] ?? '', Number(row[2])]),
    );
    const count = (
      code: string,
      month: string,
      asb: boolean,
      of: (lsoa: string) => string | undefined,
    ): number =>
      rows.filter((row) => row[1] === month && of(row[7] ?? '') === code && (row[9] === ASB) === asb).length;
    const read = exported.imported.files.reduce((sum, one) => sum + one.read, 0);
    expect([rows.length, read, exported.imported.added]).toEqual([39_054, 39_054, 39_054]);
    expect(exported.imported.files.reduce((sum, one) => sum + one.withoutPlace, 0)).toBe(4548);
    expect(exported.imported.files.reduce((sum, one) => sum + one.inPlaces, 0)).toBe(2751);
    expect([exported.lsoas.length, exported.asb.length, exported.wards.length]).toEqual([240, 240, 60]);
    for (const { place_code, period, value } of exported.lsoas)
      expect([place_code, period, value]).toEqual([
        place_code,
        period,
        count(place_code ?? '', period, false, (lsoa) => lsoa),
      ]);
    for (const { place_code, period, value } of exported.asb)
      expect(value).toBe(count(place_code ?? '', period, true, (lsoa) => lsoa));
    for (const { place_code, period, value, numerator, denominator } of exported.wards) {
      const crimes = count(place_code ?? '', period, false, (lsoa) => wardOf.get(lsoa));
      const persons = [...wardOf].reduce(
        (sum, [lsoa, ward]) => sum + (ward === place_code ? (people.get(lsoa) ?? 0) : 0),
        0,
      );
      expect([numerator, denominator]).toEqual([crimes, persons]);
      expect(value).toBeCloseTo((crimes / persons) * 1000, 9);
    }
  });
});
