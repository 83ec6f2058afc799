/** What a newcomer sees who brings figures of 2018 into an installation that lives on 17 January 2013. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { importPopulations } from '../places/index.ts';
import { importObservations } from './import/index.ts';
import { defineIndicator } from './indicators.ts';
import { findIndicator } from './queries.ts';

const concord = testApp({ example: true });
const wordsOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' .', '.');

const WARDS = ['cannock-east-ward-2013', 'cannock-north-ward-2013', 'cannock-south-ward-2013'];
const THESE = 'These figures are of a time after this installation’s day, 17 January 2013.';
const MARKED = 'Figures marked “later” are of a time after this installation’s day, 17 January 2013.';

beforeAll(async () => {
  const actor = concord().db.with('read', 'places.edit', 'indicators.edit', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    for (const [slug, title] of [
      ['burglaries', 'Burglaries'],
      ['both-times', 'Both times'],
      ['only-of-places', 'Only of places'],
      ['of-nothing', 'Of nothing'],
    ] as const)
      orThrow(
        await defineIndicator(tx, actor, {
          slug,
          title: `${title} for each 1,000 people`,
          definition: 'Counted.',
          kind: 'rate',
          per: 1000,
          decimals: 1,
          unit: 'people',
          direction: 'lower',
          uncertainty: 'counted',
          frequency: 'monthly',
          source: 'Test',
        }),
      );
    const rows = ['indicator,period,value,numerator,denominator,place,quality'];
    for (const [at, month] of ['2018-10', '2018-11', '2018-12'].entries()) {
      for (const [nth, ward] of WARDS.entries())
        rows.push(
          `burglaries,${month},${(nth + 1) * 10 + at},${((nth + 1) * 10 + at) * 5},5000,${ward},final`,
        );
      rows.push(`burglaries,${month},${20 + at},${(20 + at) * 80},80000,,final`);
      rows.push(`both-times,${month},${30 + at},${(30 + at) * 80},80000,,final`);
    }
    rows.push('both-times,2012-10,7,560,80000,,final', 'both-times,2012-11,8,640,80000,,final');
    rows.push(`both-times,2012-11,9,45,5000,${WARDS[0]},final`);
    rows.push(`both-times,2018-12,9,45,5000,${WARDS[0]},final`);
    rows.push(`only-of-places,2012-11,9,45,5000,${WARDS[0]},final`);
    orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false }));
    const people = `place,as_on,persons,quality,source\n${WARDS[0]},2017-06-30,5000,final,Test\n`;
    orThrow(await importPopulations(tx, actor, people, { write: true }));
  });
});

const shown = async (path: string): Promise<string> => {
  const reader = await concord().signInAs('read');
  const page = await reader.get(path);
  expect([path, page.statusCode]).toEqual([path, 200]);
  return wordsOf(page.body);
};

describe('figures of a later time than the installation’s day', () => {
  test.each([
    ['map', 'in December 2018'],
    ['compare', 'in December 2018'],
    ['gap', 'October 2018'],
    ['contribution', 'in December 2018 than in November 2018'],
    ['quality', '3 of 3 periods'],
  ])('stand on the page %s where there are no others, which says so in one sentence', async (page, words) => {
    const told = await shown(`/indicators/burglaries/${page}`);
    expect(told).toContain(THESE);
    expect(told).toContain(words);
    expect(told).not.toMatch(/are known yet|No place has a figure/);
  });

  test('any period that has figures can be chosen', async () => {
    expect(await shown('/indicators/burglaries/map?period=2018-10')).toContain('in October 2018');
    expect(await shown('/indicators/burglaries/compare?period=2018-11')).toContain('in November 2018');
    expect(await shown('/indicators/burglaries/gap?until=2018-11&since=2018-10')).toContain(
      'October 2018 to November 2018',
    );
  });

  test('stand on the indicator’s page, which tells its standing of the day and contradicts itself nowhere', async () => {
    const told = await shown('/indicators/burglaries');
    expect(told).toContain('No figure is known up to 17 January 2013; the newest is of December 2018.');
    expect(told).toContain(THESE);
    expect(told).toContain('Too few data');
    expect(told).toContain('22 per 1,000');
    expect(told).not.toContain('No figure is known yet');
    expect(told).not.toContain('No figure has been recorded');
    expect(told).toContain('December 2018 (later)');
  });

  test('are told on the page that records a figure, which says up to which day none is known', async () => {
    const recorder = await concord().signInAs('read', 'observations.record');
    const lead = async (slug: string): Promise<string> =>
      wordsOf((await recorder.get(`/indicators/${slug}/observations/new`)).body);
    expect(await lead('burglaries')).toContain(
      'No figure is known up to 17 January 2013; the newest is of December 2018.',
    );
    expect(await lead('burglaries')).not.toContain('No figure has been recorded');
    expect(await lead('both-times')).toContain('The last one is 8 per 1,000');
    expect(await lead('only-of-places')).toContain(
      'No figure of the whole has been recorded yet, only figures of places.',
    );
    expect(await lead('of-nothing')).toContain('No figure has been recorded yet.');
  });

  test('give way to those up to the day, and can be asked for beside them', async () => {
    const told = await shown('/indicators/both-times');
    expect(told).toContain('8 per 1,000');
    expect(told).not.toContain('32 per 1,000');
    expect(told).toContain('There are figures of a later time than 17 January 2013.');
    const all = await shown('/indicators/both-times?figures=all');
    expect(all).toContain('32 per 1,000');
    expect(all).toContain(THESE);
    for (const page of ['map', 'compare']) {
      const first = await shown(`/indicators/both-times/${page}`);
      expect(first).toContain('in November 2012');
      expect(first).toContain('December 2018');
      expect(first).not.toContain(THESE);
      expect(await shown(`/indicators/both-times/${page}?period=2018-12`)).toContain(THESE);
    }
  });

  test('are marked on lists, while the status keeps to the day', async () => {
    const list = await shown('/indicators?words=burglaries');
    expect(list).toContain('December 2018 (later)');
    expect(list).toContain(MARKED);
    expect(list).toContain('Too few data');
    expect(await shown('/indicators?words=both-times')).not.toContain('(later)');
    expect(await shown('/indicators/quality')).toContain(MARKED);
    expect(await shown('/indicators/burglaries/places')).toContain(MARKED);
  });

  test('are marked in the profile of a place and on its dashboard; its people too', async () => {
    const told = await shown(`/places/${WARDS[0]}/profile`);
    expect(told).toContain('December 2018 (later)');
    expect(told).toContain('November 2012');
    expect(told).toContain(MARKED);
    expect(told).toContain('5,000 people on 30 June 2017');
    expect(told).toContain('This number is of a time after this installation’s day, 17 January 2013.');
    const geography = await shown('/places/geographies/ward-2013');
    expect(geography).toContain('30 June 2017');
    expect(geography).toContain('of a time after this installation’s day');
  });

  test('stay back until they are published, whatever is known of a later time', async () => {
    const { db } = concord();
    const actor = db.with('read', 'indicators.edit', 'observations.record');
    const id = await db.does(actor, async (tx) => (await findIndicator(tx, 'burglaries'))?.id);
    await db.ownerPool.query(
      `insert into intelligence.observation (partnership_id, id, indicator_id, place_slug, period, period_kind, period_start, period_end,
         version, value, numerator, denominator, quality, published_on)
       values ($1, gen_random_uuid(), $2, null, '2018-09', 'month', '2018-09-01', '2018-09-30', 1, 77, 6160, 80000, 'final', '2019-05-01')`,
      [db.partnershipId, id],
    );
    expect(await shown('/indicators/burglaries')).not.toContain('77');
  });
});
