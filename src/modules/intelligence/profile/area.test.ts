/** What a ward is compared with where the register holds no district for it, and where it was not measured itself. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { findGeography, findPlace, importLookup, importPlaces } from '../../places/index.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { listMeasuredFiner, listPutTogether } from '../map/put-together.ts';
import { indicatorLocality } from './locality.ts';
import { standingsHere } from './standing-here.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'places.edit', 'indicators.edit', 'observations.record');
const TODAY = plainDate('2019-06-30');

beforeAll(async () => {
  const actor = analyst();
  await db().does(actor, async (tx) => {
    const places = [
      'geography,vintage,slug,name,code',
      'Ward,2013,north,North,W1',
      'Ward,2013,south,South,W2',
      'Ward,2025,new-north,New North,N1',
      'Ward,2025,new-south,New South,N2',
    ];
    orThrow(await importPlaces(tx, actor, places.join('\n'), { write: true }));
    const common = {
      definition: 'Counted.',
      direction: 'lower',
      uncertainty: 'counted',
      frequency: 'monthly',
      source: 'Test',
      kind: 'rate',
      per: 1000,
      decimals: 1,
      unit: 'people',
    } as const;
    for (const [slug, title] of [
      ['asb', 'Anti-social behaviour'],
      ['fires', 'Fires'],
      ['partly', 'Partly known'],
    ] as const)
      orThrow(await defineIndicator(tx, actor, { ...common, slug, title }));
    const rows = [
      'indicator,period,value,numerator,denominator,place,quality',
      'asb,2019-01,60,600,10000,north,final',
      'asb,2019-01,20,200,10000,south,final',
      'asb,2019-01,30,900,30000,,final',
      'fires,2019-01,60,600,10000,north,final',
      'fires,2019-01,20,200,10000,south,final',
      'partly,2019-01,60,600,10000,north,final',
    ];
    orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false }));
    const lookup = 'old,new\nW1,N1\nW2,N2\n';
    const sides = { from: 'ward-2013:old', to: 'ward-2025:new', write: true };
    orThrow(await importLookup(tx, actor, lookup, sides));
  });
});

async function told(slug: string) {
  return db().does(analyst(), async (tx) => {
    const place = await findPlace(tx, slug);
    if (!place) throw new Error(slug);
    const request = { place, around: [], ids: [place.id], today: TODAY, area: 'Chase', isArea: false };
    const { standings } = await standingsHere(tx, request);
    const words = JSON.stringify(await indicatorLocality.gather(tx, analyst(), request));
    return { bySlug: new Map(standings.map((one) => [one.indicator.slug, one])), words };
  });
}

test('a ward without a district is compared with the partnership’s own figure', async () => {
  const { bySlug, words } = await told('north');
  expect(bySlug.get('asb')?.against).toEqual([
    { value: 30, compared: 'higher', because: undefined, summed: 0 },
  ]);
  expect(words).toContain('Against Chase');
  expect(words).toContain(
    'The register does not say that North lies in Chase, so it is compared with the partnership’s own figures.',
  );
});

test('where the partnership has no figure it is compared with all wards together, which says so', async () => {
  const { bySlug, words } = await told('north');
  expect(bySlug.get('fires')?.against).toEqual([
    { value: 40, compared: 'higher', because: undefined, summed: 2 },
  ]);
  expect(words).toContain('Significantly higher (40 per 1,000, of its 2 places together)');
});

test('where one of the wards has no figure there is nothing to compare with', async () => {
  const { bySlug } = await told('north');
  expect(bySlug.get('partly')?.against).toEqual([undefined]);
});

test('a ward that was not measured is told by what is put together for it, as on the maps that its geography lists', async () => {
  const { bySlug, words } = await told('new-north');
  expect(bySlug.get('asb')).toMatchObject({
    from: 'Ward (2013)',
    point: { value: 60, numerator: 600, denominator: 10_000 },
    against: [{ value: 30, compared: 'higher', summed: 0 }],
  });
  expect(bySlug.get('fires')?.against).toMatchObject([{ value: 40, summed: 2 }]);
  expect(words).toContain('(put together from Ward (2013))');
  const listed = await db().does(analyst(), async (tx) => {
    const geography = await findGeography(tx, 'ward-2025');
    return geography ? listPutTogether(tx, geography, await listMeasuredFiner(tx, geography), TODAY) : [];
  });
  expect(listed.map(({ indicator }) => indicator.slug)).toEqual(['asb', 'fires', 'partly']);
});
