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
import type { People } from './people-by-fit.ts';

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

test('a day that nobody named is not told, of one place, of its parts or of what is put together', async () => {
  const ages = 'code,0,1,2,3\nX1,100,100,100,100\nX2,200,200,200,200\n';
  await db().does(editor(), async (tx) => {
    const places =
      'geography,vintage,slug,name,code\nLSOA,2001,x-1,X One,X1\nLSOA,2001,x-2,X Two,X2\nWard,2003,old,Old,V1\n';
    orThrow(await importPlaces(tx, editor(), places, { write: true }));
    orThrow(await importPopulations(tx, editor(), ages, { write: true, source: 'A file' }));
    const fits = { from: 'lsoa-2001:part', to: 'ward-2003:ward', write: true };
    orThrow(await importLookup(tx, editor(), 'part,ward\nX1,V1\nX2,V1\n', fits));
  });
  expect(await said('x-1')).toBe('400 people about 2001 (the file names no day), estimated. Source: A file.');
  expect(await said('old')).toContain('1,200 people about 2001 (the file names no day), estimated.');
});

test('a share is told of numbers of one source, one quality and days that are known', () => {
  const people = (more: Partial<People>): People => ({
    persons: 500,
    asOn: plainDate('2011-06-30'),
    dayTaken: false,
    quality: '',
    source: 'Census',
    sources: ['Census'],
    ...more,
  });
  const whole = { persons: 1000 };
  const share = (part: Partial<People>, of: Partial<People> = {}) =>
    / \(50% of Chase\)/.test(
      sayPeople(people(part), { name: 'Chase', people: people({ ...whole, ...of }) }, TODAY),
    );
  expect(share({})).toBe(true);
  expect(share({}, { sources: ['Report'] })).toBe(false);
  expect(share({ quality: 'estimated' })).toBe(false);
  expect(share({ dayTaken: true, quality: 'estimated' }, { quality: 'estimated' })).toBe(false);
});
