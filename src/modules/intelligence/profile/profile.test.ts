import { expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { findPlace, importPlaces } from '../../places/index.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { indicatorLocality } from './locality.ts';
import { standingsHere } from './standing-here.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'places.edit', 'indicators.edit', 'observations.record');

test('a place stands against its district and county in words, with the gap, and small numbers stay hidden', async () => {
  const actor = analyst();
  await db().does(actor, async (tx) => {
    orThrow(
      await importPlaces(
        tx,
        actor,
        'geography,vintage,slug,name,within\nCounty,,county,County,\nDistrict,,chase,Chase,county\nWard,2013,north,North,chase\nWard,2013,south,South,chase\n',
        { write: true },
      ),
    );
    const common = {
      definition: 'Counted.',
      direction: 'lower',
      uncertainty: 'counted',
      frequency: 'yearly',
      source: 'Test',
    } as const;
    for (const input of [
      {
        ...common,
        slug: 'asb',
        title: 'Anti-social behaviour',
        kind: 'rate',
        per: 1000,
        decimals: 1,
        unit: 'people',
      },
      { ...common, slug: 'fires', title: 'Fires', kind: 'number', unit: 'fires' },
      { ...common, slug: 'harmed', title: 'Harmed', kind: 'number', unit: 'people', smallNumbers: true },
    ] as const)
      orThrow(await defineIndicator(tx, actor, input));
    const rows = [
      'indicator,period,value,numerator,denominator,place,quality',
      'asb,2017/18,60,600,10000,north,final',
      'asb,2017/18,30,3000,100000,,final',
      'asb,2017/18,29,29000,1000000,county,final',
      'asb,2016/17,40,400,10000,north,final',
      'asb,2016/17,30,3000,100000,,final',
      'fires,2017/18,7,,,north,final',
      'harmed,2017/18,3,,,north,final',
      'harmed,2017/18,30,,,south,final',
      'harmed,2017/18,33,,,,final',
    ];
    orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false }));
    const idOf = async (slug: string) => {
      const place = await findPlace(tx, slug);
      if (!place) throw new Error(slug);
      return place;
    };
    const [north, chase, county] = [await idOf('north'), await idOf('chase'), await idOf('county')];
    const today = plainDate('2019-06-30');
    const request = {
      place: north,
      around: [chase, county],
      ids: [north.id],
      today,
      area: 'Chase',
      isArea: false,
    };
    const {
      standings: [asb, fires, harmed],
    } = await standingsHere(tx, request);
    expect(asb).toMatchObject({
      hidden: false,
      against: [
        { value: 30, compared: 'higher' },
        { value: 29, compared: 'higher' },
      ],
      gap: { verdict: 'widening' },
    });
    expect(fires?.against).toEqual([undefined, undefined]);
    expect(harmed?.hidden).toBe(true);
    const words = JSON.stringify(await indicatorLocality.gather(tx, actor, request));
    expect(words).toContain('Of 3 indicators with a figure of this place, 1 differs from Chase');
    expect(words).toContain('Significantly higher (30 per 1,000)');
    expect(words).toContain('Widening');
    expect(words).toContain('Hidden: it tells of few people');
    expect(words).not.toContain('"3"');
    // The district's own figures are those that name no place.
    const district = await standingsHere(tx, { ...request, place: chase, around: [county], ids: [chase.id] });
    expect(district.standings.map(({ indicator, point }) => [indicator.slug, point.value])).toEqual([
      ['asb', 30],
      ['harmed', 33],
    ]);
    // A place that is not hidden itself tells no figure of another that is.
    const beside = await standingsHere(tx, { ...request, place: chase, around: [north], ids: [chase.id] });
    expect(beside.standings.map(({ indicator, against }) => [indicator.slug, against[0]?.value])).toEqual([
      ['asb', 60],
      ['harmed', undefined],
    ]);
    const nowhere = { ...request, place: { ...north, slug: 'moon' }, around: [] };
    expect(await indicatorLocality.gather(tx, actor, nowhere)).toEqual([]);
  });
});
