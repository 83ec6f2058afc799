import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { importPopulations } from '../import.ts';
import { findGeography, findPlace, populationOf } from '../queries.ts';
import { importBoundaries } from './boundaries.ts';
import { boundsOf, type Position, polygonsOf, readArea, turn } from './geometry.ts';
import { importLookup } from './lookups.ts';
import { geographyNamed } from './names.ts';
import { listFittings, listGeographyPlaces, listOverlaps } from './queries.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');

const square = (x: number, y: number, size = 1): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const feature = (code: string, name: string, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { CD: code, NM: name },
  geometry: { type, coordinates },
});
const collection = (...features: readonly unknown[]) =>
  JSON.stringify({ type: 'FeatureCollection', features });

async function told(result: Promise<unknown>): Promise<ImportResult> {
  const found = await result;
  if (isRefusal(found)) throw new Error(found.message);
  return found as ImportResult;
}
const boundaries = (text: string, geography: string, write = true) =>
  db().as(editor(), (tx) =>
    importBoundaries(tx, editor(), text, {
      geography,
      code: 'CD',
      name: 'NM',
      source: 'test.geojson',
      write,
    }),
  );
const lookup = (text: string, from: string, to: string) =>
  db().as(editor(), (tx) => importLookup(tx, editor(), text, { from, to, write: true }));

describe('an area is wound as RFC 7946 asks, or refused in words', () => {
  test('whichever way rings were wound, outer ones run anticlockwise and holes clockwise', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (outerTurned, holeTurned) => {
        const way = (ring: Position[], turned: boolean) => (turned ? ring.toReversed() : ring);
        const area = readArea({
          type: 'Polygon',
          coordinates: [way(square(0, 0, 3), outerTurned), way(square(1, 1), holeTurned)],
        });
        if (typeof area === 'string') throw new Error(area);
        expect(polygonsOf(area)[0]?.map((ring) => turn(ring) > 0)).toEqual([true, false]);
        expect(boundsOf(area)).toEqual({ west: 0, south: 0, east: 3, north: 3 });
      }),
    );
  });
  test.each([
    ['a ring is not closed', [square(0, 0).slice(0, 4)]],
    ['a ring has fewer than four positions', [square(0, 0).slice(0, 3)]],
    [
      'a ring crosses itself',
      [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2.5],
          [0, 0],
        ],
      ],
    ],
    [
      'a ring encloses nothing',
      [
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ],
      ],
    ],
    ['a hole lies outside its polygon', [square(0, 0), square(5, 5)]],
    [
      'a position lies outside longitude and latitude: export it as WGS 84 (EPSG:4326)',
      [square(400000, 310000)],
    ],
    ['a polygon has no ring', []],
  ])('%s', (says, coordinates) => expect(readArea({ type: 'Polygon', coordinates })).toBe(says));
  test('a point is no area', () =>
    expect(readArea({ type: 'Point', coordinates: [0, 0] })).toContain('neither Polygon nor MultiPolygon'));
});

test('a geography is told with its vintage in any of the usual ways', () => {
  for (const text of ['ward-2013', 'Ward 2013', 'Ward (2013)'])
    expect(geographyNamed(text)).toEqual({ name: 'Ward', vintage: '2013' });
  expect(geographyNamed('lsoa-2011')).toEqual({ name: 'LSOA', vintage: '2011' });
  expect(geographyNamed('Forum area')).toEqual({ name: 'Forum area', vintage: '' });
});

describe('geographies', () => {
  const LSOAS = collection(
    feature('E01', 'Chase 001A', [square(0, 0)]),
    feature('E02', 'Chase 001B', [square(1, 0).toReversed()]),
    feature('E03', 'Chase 002A', [[square(0, 1)], [square(4, 4)]], 'MultiPolygon'),
  );
  test('boundaries add their places and their geography once; again they change nothing', async () => {
    expect((await told(boundaries(LSOAS, 'lsoa-2011', false))).counts.added).toBe(3);
    expect(await told(boundaries(LSOAS, 'lsoa-2011'))).toMatchObject({ written: true, counts: { added: 3 } });
    expect((await told(boundaries(LSOAS, 'LSOA (2011)'))).counts).toMatchObject({ added: 0, unchanged: 3 });
    const moved = collection(feature('E01', 'Chase 001A', [square(0, 0, 2)]));
    expect((await told(boundaries(moved, 'lsoa-2011'))).counts.changed).toBe(1);
  });
  test('one invalid geometry is refused by name, and nothing of the file is written', async () => {
    const bad = collection(
      feature('E04', 'Chase 003A', [square(7, 7)]),
      feature('E05', 'Chase 003B', [square(0, 0).slice(0, 4)]),
      feature('E04', 'Chase 003C', [square(9, 9)]),
    );
    const result = await told(boundaries(bad, 'lsoa-2011'));
    expect(result.written).toBe(false);
    expect(result.rows.map(({ what, says }) => [what, says])).toEqual([
      ['E04 Chase 003A', null],
      ['E05 Chase 003B', 'Its boundary is invalid: a ring is not closed.'],
      ['E04 Chase 003C', 'Its code stands in the file twice.'],
    ]);
    expect(await db().as(editor(), (tx) => findPlace(tx, 'E04'))).toBeUndefined();
    expect(await boundaries('{}', 'lsoa-2011')).toMatchObject({ refused: 'file-unreadable' });
    const grid = JSON.stringify({
      type: 'FeatureCollection',
      crs: { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } },
      features: [],
    });
    expect(await boundaries(grid, 'lsoa-2011')).toMatchObject({ refused: 'not-longitude-and-latitude' });
  });
  test('a lookup finds its sides by geography or by column, is replaced as a whole and shows overlaps', async () => {
    const wards = collection(
      feature('W1', 'North', [square(0, 0, 2)]),
      feature('W2', 'South', [square(3, 3, 2)]),
    );
    await told(boundaries(wards, 'ward-2013'));
    const text = 'lsoa11_code,ward_code\nE01,W1\nE02,W1\nE03,W2\nE03,W1\n';
    expect((await told(lookup(text, 'lsoa-2011', 'ward-2013'))).counts).toMatchObject({ added: 4 });
    expect((await told(lookup(text, 'lsoa11_code', 'ward_code'))).counts).toMatchObject({ unchanged: 4 });
    const [ward, fittings, overlaps] = await db().does(editor(), async (tx) => {
      const geography = await findGeography(tx, 'ward-2013');
      const id = geography?.id ?? '';
      return [
        await listGeographyPlaces(tx, id, plainDate('2019-06-30')),
        await listFittings(tx, id),
        await listOverlaps(tx, id),
      ] as const;
    });
    expect(ward.map(({ name, holds, bounded }) => [name, holds, bounded])).toEqual([
      ['North', 3, true],
      ['South', 1, true],
    ]);
    expect(fittings).toMatchObject([{ slug: 'lsoa-2011', way: 'of', fitted: 3, places: 3, shared: 1 }]);
    expect(overlaps).toEqual([{ one: 'North', other: 'South', shared: 1, places: ['Chase 002A'] }]);
    const shorter = 'lsoa11_code,ward_code\nE01,W1\nE02,W1\nE03,W2\n';
    expect((await told(lookup(shorter, 'lsoa-2011:lsoa11_code', 'ward-2013'))).counts).toMatchObject({
      unchanged: 3,
      changed: 1,
    });
    const unknown = await told(lookup('lsoa11_code,ward_code\nE01,W1\nE99,W1\n', 'lsoa-2011', 'ward-2013'));
    expect(unknown).toMatchObject({ written: false, counts: { refused: 1 } });
    expect(await lookup('lsoa11_code,ward_code\nE01,W1\n', 'lsoa-2011', 'ward-2013')).toMatchObject({
      refused: 'lookup-leaves-out-most',
      message: expect.stringContaining('2 of the 3 that are known: Chase 001B in North, Chase 002A in South'),
    });
    expect(await lookup(text, 'moon', 'ward-2013')).toMatchObject({ refused: 'lookup-side-unknown' });
  });
  test('populations come by age as they are published, and a correction is a later version', async () => {
    const ages = (first: number) =>
      `lsoa_name,lsoa_code,total_population,0,1,2,3,4,90+\nChase 001A,E01,${first + 15},${first},2,3,4,5,1\nChase 001B,E02,21.0,6,2,3,4,5,1\n`;
    const load = (text: string, asOn?: string) =>
      db().as(editor(), (tx) => importPopulations(tx, editor(), text, { write: true, asOn, source: 'ONS' }));
    expect(await load(ages(6), 'June')).toMatchObject({ refused: 'day-missing' });
    const guessed = await told(load(ages(5)));
    expect(guessed.remarks).toEqual([
      expect.stringMatching(/^Nobody says .* 2011-06-30 was taken.* estimated/),
    ]);
    const { rows } = await db().ownerPool.query(
      'select distinct quality, as_on::text from places.population where partnership_id = $1',
      [db().partnershipId],
    );
    expect(rows).toEqual([{ quality: 'estimated', as_on: '2011-06-30' }]);
    expect((await told(load(ages(6), '2012-06-30'))).counts).toMatchObject({ added: 2 });
    expect((await told(load(ages(6), '2012-06-30'))).counts).toMatchObject({ unchanged: 2 });
    expect((await told(load(ages(8), '2012-06-30'))).counts).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await told(load(ages(8).replace('E01,23', 'E01,24'), '2012-06-30'))).toMatchObject({
      written: false,
    });
    const found = await db().does(editor(), async (tx) => {
      const place = await findPlace(tx, 'E01');
      const on = plainDate('2013-01-17');
      return [await populationOf(tx, place?.id ?? '', on), await populationOf(tx, place?.id ?? '', on, '0')];
    });
    expect(found).toMatchObject([
      { persons: 23, version: 2 },
      { persons: 8, version: 2 },
    ]);
  });
  test('who may not edit places brings none', async () => {
    const reader = db().with('read');
    const options = { geography: 'ward-2013', code: 'CD', name: 'NM', source: '', write: true };
    expect(await db().as(reader, (tx) => importBoundaries(tx, reader, LSOAS, options))).toMatchObject({
      refused: 'not-allowed',
    });
    const sides = { from: 'lsoa-2011', to: 'ward-2013', write: true };
    expect(await db().as(reader, (tx) => importLookup(tx, reader, '', sides))).toMatchObject({
      refused: 'not-allowed',
    });
  });
});
