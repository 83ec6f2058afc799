import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { importBoundaries, importDeprivation } from '../places/index.ts';

const concord = testApp();
let program: SignedInCaller;
const square = (at: number) => [
  [at, 52],
  [at + 1, 52],
  [at + 1, 53],
  [at, 53],
  [at, 52],
];

beforeAll(async () => {
  const { db } = concord();
  const editor = db.with('read', 'places.edit');
  const features = ['E01000001', 'E01000002'].map((code, at) => ({
    type: 'Feature',
    properties: { code, name: `Street ${at + 1}` },
    geometry: { type: 'Polygon', coordinates: [square(at)] },
  }));
  await db.does(editor, (tx) =>
    importBoundaries(tx, editor, JSON.stringify({ type: 'FeatureCollection', features }), {
      ...{ geography: 'lsoa-2011', code: 'code', name: 'name', source: 'test', write: true },
    }),
  );
  const rows =
    'lsoa11_code,IMD_rank,IMD_decile,Income_rank,Income_decile\nE01000001,5017,2,100,1\nE01000002,32844,10,32000,10';
  for (const year of [2015, 2019])
    await db.does(editor, (tx) =>
      importDeprivation(tx, editor, rows, { year, source: 'imd.csv', write: true }),
    );
  program = await concord().token();
});

test('a program reads places by deprivation: of a year, by domain, a page at a time', async () => {
  const first = (await program.get('/api/v1/deprivation?limit=1')).json();
  expect(first.items).toMatchObject([
    {
      name: 'Street 1',
      geography: 'lsoa-2011',
      year: 2019,
      domain: 'overall',
      rank: 5017,
      decile: 2,
      nationalFifth: 1,
    },
  ]);
  expect((await program.get(first.next)).json().items).toMatchObject([
    { name: 'Street 2', nationalFifth: 5 },
  ]);
  const income = (await program.get('/api/v1/deprivation?year=2015&domain=income')).json();
  expect(income.items).toMatchObject([{ year: 2015, domain: 'income', rank: 100 }, { rank: 32_000 }]);
});

test('a year that nobody imported is refused by name, and a place that is not there is not found', async () => {
  expect((await program.get('/api/v1/deprivation?year=2010')).json()).toMatchObject({
    name: 'edition-unknown',
    errors: [{ field: 'year' }],
  });
  expect((await program.get('/api/v1/deprivation?within=none-such')).statusCode).toBe(404);
  expect((await program.get('/api/v1/places/none-such/deprivation')).statusCode).toBe(404);
});

test('a program reads of a place what its page says, in the edition of a year or the newest until today', async () => {
  const slug = (await program.get('/api/v1/deprivation')).json().items[0].place;
  const told = (await program.get(`/api/v1/places/${slug}/deprivation?year=2015`)).json();
  expect(told.domains).toMatchObject([
    { domain: 'overall', year: 2015, own: true, places: 1, mostDeprived: 1, rank: 5017 },
    { domain: 'income', rank: 100 },
  ]);
  expect((await program.get(`/api/v1/places/${slug}/deprivation?year=2001`)).json().domains).toEqual([]);
});
