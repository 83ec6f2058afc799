/** How many people live in a place that nobody counted itself. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importLookup } from '../geography/lookups.ts';
import { listGeographyPlaces } from '../geography/queries.ts';
import { importPlaces, importPopulations } from '../import.ts';
import { findGeography, findPlace } from '../queries.ts';
import { peopleOf, sayPeople } from './people.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');
const TODAY = plainDate('2013-01-17');

beforeAll(async () => {
  const actor = editor();
  await db().does(actor, async (tx) => {
    const places = [
      'geography,vintage,slug,name,code',
      ...['a', 'b', 'c'].map((one) => `LSOA,2011,old-${one},Old ${one},O${one}`),
      ...['a', 'b', 'c', 'd'].map((one) => `LSOA,2021,new-${one},New ${one},N${one}`),
      'Ward,2013,north,North,W1',
      'Ward,2025,east,East,E1',
      'Ward,2025,west,West,E2',
    ];
    orThrow(await importPlaces(tx, actor, places.join('\n'), { write: true }));
    const people = [
      'place,as_on,persons,quality,source,note',
      'old-a,2011-06-30,900,final,Census,',
      'old-a,2017-06-30,1000,final,Estimates,',
      'old-b,2017-06-30,2000,estimated,Estimates,Guessed',
      'old-c,2017-06-30,4000,final,Estimates,',
    ];
    orThrow(await importPopulations(tx, actor, people.join('\n'), { write: true }));
    for (const [text, from, to] of [
      ['old,ward\nOa,W1\nOb,W1\n', 'lsoa-2011:old', 'ward-2013:ward'],
      ['old,new\nOa,Na\nOb,Nb\nOc,Nc\nOc,Nd\n', 'lsoa-2011:old', 'lsoa-2021:new'],
      ['new,ward\nNa,E1\nNb,E1\nNc,E2\nNd,E2\n', 'lsoa-2021:new', 'ward-2025:ward'],
    ] as const)
      orThrow(await importLookup(tx, actor, text, { from, to, write: true }));
  });
});

const said = (slug: string): Promise<string> =>
  db().does(editor(), async (tx) => {
    const people = await peopleOf(tx, (await findPlace(tx, slug))?.id ?? '', TODAY);
    return people ? sayPeople(people, undefined, TODAY) : 'not known';
  });

test('the count until the day goes before a later one, which says that it is', async () => {
  expect(await said('old-a')).toBe('900 people on 30 June 2011. Source: Census.');
  expect(await said('old-c')).toBe(
    '4,000 people on 30 June 2017. Source: Estimates. This number is of a time after this installation’s day, 17 January 2013.',
  );
});

test('a ward has the people of the places in it, as sure as the least sure and as late as the latest of them', async () => {
  expect(await said('north')).toBe(
    '2,900 people on 30 June 2017, estimated. Source: the 2 places of LSOA (2011) in it. This number is of a time after this installation’s day, 17 January 2013.',
  );
});

test('after boundaries changed they are put together by best fit, on the page of the geography too', async () => {
  expect(await said('west')).toContain('4,000 people on 30 June 2017, estimated.');
  expect(await said('west')).toContain('put together from LSOA (2011) by best fit');
  const places = await db().does(editor(), async (tx) => {
    const geography = await findGeography(tx, 'ward-2025');
    return listGeographyPlaces(tx, geography?.id ?? '', TODAY);
  });
  expect(places.map(({ name, persons, peopledBy }) => [name, persons, peopledBy])).toEqual([
    ['East', 2900, 'put together from LSOA (2011) by best fit'],
    ['West', 4000, 'put together from LSOA (2011) by best fit'],
  ]);
});
