import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { importObservations } from '../import/index.ts';

const concord = testApp({ example: true });
const wordsOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

test('towns are ranked beside the district, each with its interval and its significance in words', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get('/indicators/synthetic-asb-rate/compare?places=town');
  expect(page.statusCode).toBe(200);
  const words = wordsOf(page.body);
  expect(words).toContain('significantly higher than Cannock Chase');
  expect(words).toContain('compared with the rest of it');
  expect(page.body).toContain('role="img"');
});

test('our district is benchmarked against a dated family of other districts, whose source is told', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get(
    '/indicators/synthetic-asb-rate/compare?places=family:the-other-districts-of-staffordshire',
  );
  const words = wordsOf(page.body);
  expect(words).toContain('the family together');
  expect(words).toContain('the list that counts from 1 April 2009');
  const { rows, comparator } = (
    await (
      await concord().token('read')
    ).get(
      '/api/v1/indicators/synthetic-asb-rate/comparison?places=family:the-other-districts-of-staffordshire&period=2010/11',
    )
  ).json();
  expect(rows).toHaveLength(8);
  const own = rows.find(({ place }: { place: string }) => place === '');
  const family = rows.filter(({ place }: { place: string }) => place !== '');
  const sum = (key: string): number =>
    family.reduce((total: number, row: Record<string, number>) => total + (row[key] ?? 0), 0);
  expect(comparator.value).toBeCloseTo((sum('numerator') / sum('denominator')) * 1000, 9);
  expect(own.difference.value).toBeCloseTo(own.value - comparator.value, 5);
});

test('an address that makes no sense shows the page, and the file has a row for each place', async () => {
  const reader = await concord().signInAs('read');
  expect(
    (await reader.get('/indicators/synthetic-asb-rate/compare?places=moon&with=sun&period=never')).statusCode,
  ).toBe(200);
  const file = await reader.get(
    '/indicators/synthetic-asb-rate/compare.csv?places=district&with=staffordshire',
  );
  expect(file.body.trim().split('\n')).toHaveLength(9);
  expect((await reader.get('/indicators/nothing/compare')).statusCode).toBe(404);
  const empty = await reader.get('/indicators/safe-after-dark/compare');
  expect(wordsOf(empty.body)).toContain('Places will be ranked here once');
  const token = await concord().token('read');
  const wrong = await token.get('/api/v1/indicators/synthetic-asb-rate/comparison?period=never');
  expect([wrong.statusCode, wrong.json().title]).toEqual([422, expect.any(String)]);
});

test('a newer list of a family counts from its own day, and one with an unknown place loses nothing that was typed', async () => {
  const analyst = await concord().signInAs('indicators.edit');
  const form = {
    title: 'Districts like ours',
    'startsOn-day': '1',
    'startsOn-month': '4',
    'startsOn-year': '2012',
    source: 'Agreed by the Executive Board',
    places: 'Tamworth\nAtlantis',
  };
  const refused = await analyst.post('/indicators/families/new', form);
  expect(refused.body).toContain('There is no place “Atlantis”');
  expect(refused.body).toContain('Tamworth\nAtlantis');
  await analyst.post('/indicators/families/new', { ...form, places: 'Tamworth' });
  await analyst.post('/indicators/families/new', { ...form, places: 'Lichfield', 'startsOn-month': '5' });
  const again = await analyst.post('/indicators/families/new', { ...form, places: 'Tamworth' });
  expect(again.body).toContain('A list of this name that counts from this day is recorded already');
  const page = await analyst.get('/indicators/synthetic-asb-rate/compare?places=family:districts-like-ours');
  expect(wordsOf(page.body)).toContain('Lichfield');
  expect(wordsOf(page.body)).toContain('counts from 1 May 2012');
  const reader = await concord().signInAs('read');
  expect((await reader.get('/indicators/families/new')).statusCode).toBe(403);
  expect((await reader.get('/indicators/families')).body).toContain('Districts like ours');
  const { items } = (await (await concord().token('read')).get('/api/v1/comparator-families')).json();
  expect(items.map(({ startsOn }: { startsOn: string }) => startsOn)).toContain('2012-05-01');
});

test('where no figures of the district itself are recorded, the gap to it is that to its places together', async () => {
  const reader = await concord().signInAs('read');
  const words = wordsOf((await reader.get('/indicators/synthetic-asb-by-ward/gap')).body);
  expect(words).toContain(
    'No figures of Cannock Chase itself are recorded: it is told from its 15 places together.',
  );
  expect(words).not.toContain('No figure of Cannock Chase is known');
});

test('the gap between a town and the district is told with its interval, and whether it closes', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get('/indicators/synthetic-asb-rate/gap?of=cannock&since=2010/11');
  expect(wordsOf(page.body)).toContain('The gap is narrowing');
  const told = (
    await (await concord().token('read')).get('/api/v1/indicators/synthetic-asb-rate/gap?of=norton-canes')
  ).json();
  expect(told).toMatchObject({
    between: ['Norton Canes', 'Cannock Chase'],
    since: '2010/11',
    gaps: [{ period: '2011/12' }, {}],
  });
  expect((await reader.get('/indicators/synthetic-asb-rate/gap?of=moon&since=never')).statusCode).toBe(200);
  expect((await reader.get('/indicators/nothing/gap')).statusCode).toBe(404);
  expect(wordsOf((await reader.get('/indicators/safe-after-dark/gap')).body)).toContain('will stand here');
});

test('a gap that rests on figures which may still change says so', async () => {
  const gap = async (until: string): Promise<string> => {
    const reader = await concord().signInAs('read');
    return wordsOf((await reader.get(`/indicators/synthetic-asb-rate/gap?of=rugeley&until=${until}`)).body);
  };
  expect(await gap('2011/12')).not.toMatch(/provisional/i);
  const actor = concord().db.with('read', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    const csv =
      'indicator,period,value,numerator,denominator,place,quality\nsynthetic-asb-rate,2012/13,33,792,24000,rugeley,provisional\nsynthetic-asb-rate,2012/13,31,2945,95000,,final';
    expect(orThrow(await importObservations(tx, actor, csv)).refused).toBe(0);
  });
  const words = await gap('2012/13');
  expect(words).toContain('Figures of 2012/13 are provisional.');
  expect(words).toMatch(/2012\/13 33 per 1,000 .* Provisional 2011\/12 .* Final/);
});

test('what each town adds to a change is told, and the parts are the whole', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get('/indicators/synthetic-asb-incidents/contribution?places=town');
  expect(wordsOf(page.body)).toContain('the rest of Cannock Chase with what has no place');
  const { byPlace, byType } = (
    await (
      await concord().token('read')
    ).get('/api/v1/indicators/synthetic-asb-incidents/contribution?places=town&since=2012-02&until=2012-12')
  ).json();
  const sum = (key: 'before' | 'now') =>
    byPlace.parts.reduce((total: number, part: Record<string, number>) => total + (part[key] ?? 0), 0);
  expect([sum('before'), sum('now')]).toEqual([byPlace.before, byPlace.now]);
  expect(byType).toBeNull();
  expect(
    (await reader.get('/indicators/synthetic-asb-incidents/contribution?since=2012-12&until=2012-02'))
      .statusCode,
  ).toBe(200);
  expect(wordsOf((await reader.get('/indicators/safe-after-dark/contribution')).body)).toContain(
    'will stand here',
  );
});

test('the year so far stands beside the same months of the year before, and its end with an interval', async () => {
  const reader = await concord().signInAs('read');
  const words = wordsOf((await reader.get('/indicators/synthetic-asb-incidents')).body);
  expect(words).toMatch(
    /So far in 2012\/13 \(to December 2012\): [\d,]+ incidents, beside [\d,]+ in the same months a year earlier/,
  );
  expect(words).toMatch(
    /the year ends at about [\d,]+ incidents \(95% prediction interval [\d,]+ to [\d,]+\)/,
  );
});
