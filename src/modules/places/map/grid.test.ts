import { describe, expect, test } from 'vitest';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { checks } from '../checks.ts';
import { coversOf } from '../geography/covers.ts';
import { importLookup } from '../geography/lookups.ts';
import { importPlaces } from '../import.ts';
import { changePlace } from '../place.ts';
import { findGeography, findPlace } from '../queries.ts';
import { bestFit, listFittedGeographies } from './best-fit.ts';
import { importGrid } from './grid.ts';
import { planOfGeography } from './outlines.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');

async function told(result: Promise<unknown>): Promise<ImportResult> {
  const found = await result;
  if (isRefusal(found)) throw new Error(found.message);
  return found as ImportResult;
}
const grid = (text: string, write = true, actor = editor()) =>
  db().as(actor, (tx) => importGrid(tx, actor, text, { write }));
const places = (text: string) => db().as(editor(), (tx) => importPlaces(tx, editor(), text, { write: true }));
const lookup = (text: string, from: string, to: string) =>
  db().as(editor(), (tx) => importLookup(tx, editor(), text, { from, to, write: true }));
const idOf = (slug: string) => db().does(editor(), async (tx) => (await findGeography(tx, slug))?.id ?? '');

describe('the grid of a tile cartogram', () => {
  test('is imported once, replaced as a whole, and refused where two places stand on one tile', async () => {
    await told(
      places(
        'geography,vintage,slug,name,code\nWard,2013,north,North,W1\nWard,2013,south,South,W2\nWard,2025,all,All,W1\n',
      ),
    );
    const file = 'place,column,row\nnorth,1,1\nsouth,1,2\n';
    expect((await told(grid(file, false))).written).toBe(false);
    expect((await told(grid(file))).counts).toMatchObject({ added: 2 });
    expect((await told(grid(file))).counts).toMatchObject({ unchanged: 2, added: 0 });
    expect((await told(grid('place,column,row\nnorth,2,1\nsouth,1,2\n'))).counts).toMatchObject({
      changed: 1,
    });
    const bad = await told(grid('place,column,row\nnorth,1,1\nsouth,1,1\nmoon,1,1\nnorth,0,1\nnorth,5,5\n'));
    expect([bad.written, bad.rows.map(({ says }) => says)]).toEqual([
      false,
      [
        null,
        'North stands on this tile.',
        'There is no place “moon” in Ward (2013).',
        'Count column and row from 1 to 60.',
        'The place stands in the file twice.',
      ],
    ]);
    const shorter = await told(grid('place,column,row\nnorth,1,1\n'));
    expect(shorter.remarks).toEqual(['1 of the grid before are not in the file: they stand nowhere then.']);
    expect(await grid('place,x\nnorth,1\n')).toMatchObject({ refused: 'columns-missing' });
    expect(await grid(file, true, db().with('read'))).toMatchObject({ refused: 'not-allowed' });
  });
  test('is left by a place that comes into another geography, and holds none of another', async () => {
    await told(places('geography,vintage,slug,name,code\nParish,2013,east,East,P1\n'));
    await told(grid('place,column,row\neast,1,1\n'));
    const tiles = async () =>
      (
        await db().ownerPool.query(
          "select grid_column from places.tile t join places.place p on p.id = t.place_id where p.slug = 'east'",
        )
      ).rows;
    expect(await tiles()).toHaveLength(1);
    await expect(
      db().ownerPool.query(
        'update places.tile set geography_id = $1 where place_id = (select id from places.place where slug = $2)',
        [await idOf('ward-2025'), 'east'],
      ),
    ).rejects.toThrow('tile_of_the_geography_of_its_place');
    await db().does(editor(), async (tx) => {
      const east = await findPlace(tx, 'east');
      if (!east) throw new Error('there is no such place');
      orThrow(
        await changePlace(
          tx,
          editor(),
          east,
          east.revision,
          { ...east, geography: 'Ward', vintage: '2025' },
          null,
        ),
      );
    });
    expect(await tiles()).toEqual([]);
  });
  test('draws a geography that has no boundaries, and one without a grid is not drawn', async () => {
    const [ward, other] = [await idOf('ward-2013'), await idOf('ward-2025')];
    await db().does(editor(), async (tx) => {
      expect((await planOfGeography(tx, ward)).drawn).toBe('tiles');
      expect((await planOfGeography(tx, other)).drawn).toBe('nothing');
    });
  });
});

test('places fit into those of another vintage by one lookup or by two, and what was split is named', async () => {
  const rows = ['geography,vintage,slug,name,code'];
  for (const [geography, vintage, codes] of [
    ['LSOA', '2011', ['A', 'B', 'C', 'D']],
    ['LSOA', '2021', ['A', 'B1', 'B2', 'B3', 'C']],
    ['Ward', '2030', ['N', 'S']],
  ] as const)
    for (const code of codes)
      rows.push(
        `${geography},${vintage},${geography}-${code}-${vintage}`.toLowerCase() +
          `,${geography} ${code},${code}`,
      );
  const text = rows
    .map((line, at) => (at === 0 ? line : line.replace(/^lsoa/, 'LSOA').replace(/^ward/, 'Ward')))
    .join('\n');
  await told(places(text));
  await told(lookup('a,b\nA,A\nB,B1\nB,B2\nB,B3\nC,C\n', 'lsoa-2011:a', 'lsoa-2021:b'));
  await told(lookup('a,b\nA,N\nB1,N\nB2,S\nB3,S\nC,S\n', 'lsoa-2021:a', 'ward-2030:b'));
  const [from, into] = [await idOf('lsoa-2011'), await idOf('ward-2030')];
  await db().does(editor(), async (tx) => {
    expect((await listFittedGeographies(tx, from)).map(({ slug, via }) => [slug, via]).sort()).toEqual([
      ['lsoa-2021', null],
      ['ward-2030', 'LSOA (2021)'],
    ]);
    const { intoOf, split, nowhere } = await bestFit(tx, from, into);
    expect(Object.fromEntries(intoOf)).toEqual({
      'lsoa-a-2011': 'ward-n-2030',
      'lsoa-b-2011': 'ward-s-2030',
      'lsoa-c-2011': 'ward-s-2030',
    });
    expect([split, nowhere]).toEqual([['LSOA B'], ['LSOA D']]);
    const split21 = (await findPlace(tx, 'lsoa-b2-2021'))?.id ?? '';
    const { covers, into: fits, overlaps } = await coversOf(tx, split21);
    expect([covers, fits, overlaps].map((all) => all.map(({ name }) => name))).toEqual([
      ['LSOA B'],
      ['Ward S'],
      ['LSOA B1', 'LSOA B3'],
    ]);
    for (const check of checks) expect([check.name, await check.find(tx)]).toEqual([check.name, []]);
  });
});
