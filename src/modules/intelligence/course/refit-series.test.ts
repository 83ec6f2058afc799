import { beforeAll, describe, expect, test } from 'vitest';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { importLookup, importPlaces } from '../../places/index.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { saySeries } from './refit-series.ts';
import { indicatorSeries } from './series.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'places.edit', 'indicators.edit', 'observations.record');

beforeAll(async () => {
  const actor = analyst();
  await db().does(actor, async (tx) => {
    const places = [
      'geography,vintage,slug,name,code',
      ...[1, 2, 3].map((nth) => `LSOA,2011,old-${nth},Old ${nth},E0100000${nth}`),
      ...[1, 2, 3].map((nth) => `LSOA,2021,new-${nth},New ${nth},E0200000${nth}`),
      'Ward,2025,north,North,E05000001',
      'Ward,2025,south,South,E05000002',
      'Forum,,forum,Forum,F1',
    ];
    orThrow(await importPlaces(tx, actor, places.join('\n'), { write: true }));
    const common = {
      definition: 'Counted.',
      direction: 'lower',
      uncertainty: 'counted',
      frequency: 'monthly',
      source: 'Test',
    } as const;
    const rate = { ...common, kind: 'rate', per: 1000, decimals: 1, unit: 'people' } as const;
    const count = { ...common, kind: 'number', unit: 'crimes' } as const;
    for (const input of [
      { ...count, slug: 'crimes', title: 'Crimes' },
      { ...rate, slug: 'crime-rate', title: 'Crime rate' },
      { ...count, slug: 'harmed', title: 'People harmed', smallNumbers: true },
      { ...count, slug: 'nowhere', title: 'Measured nowhere' },
    ] as const)
      orThrow(await defineIndicator(tx, actor, input));
    const rows = ['indicator,period,value,numerator,denominator,place,quality'];
    for (const [nth, crimes] of [12, 30, 8].entries())
      for (const month of ['2018-10', '2018-11']) {
        const [place, quality] = [
          `old-${nth + 1}`,
          nth === 2 && month === '2018-11' ? 'provisional' : 'final',
        ];
        rows.push(`crimes,${month},${crimes},,,${place},${quality}`);
        rows.push(`crime-rate,${month},${crimes},${crimes},1000,${place},${quality}`);
        rows.push(`harmed,${month},${crimes},,,${place},final`);
      }
    orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false }));
  });
});

const series = async (slug: string, places: string, to?: string) =>
  orThrow(await db().as(analyst(), (tx) => indicatorSeries(tx, slug, { places, to })));
const said = (slug: string, places: string) => db().does(analyst(), (tx) => saySeries(tx, slug, places));

describe('the series of an indicator by places that it was not measured for', () => {
  test('is empty where no lookup leads there, and says which is missing', async () => {
    expect(await series('crimes', 'ward-2025')).toEqual([]);
    expect(await said('crimes', 'ward-2025')).toBe(
      'No figure of crimes is known for places of ward-2025. It is measured by LSOA (2011). No lookup leads there from LSOA (2011): bring one with concord import lookup --from lsoa-2011 --to ward-2025, or one to a geography between them.',
    );
    expect(await said('nowhere', 'ward-2025')).toContain('nor of any other geography');
  });

  test('is put together through two lookups as on the map, with limits of its own, and its quality says so', async () => {
    const actor = analyst();
    await db().does(actor, async (tx) => {
      const pairs = 'old,new\nE01000001,E02000001\nE01000002,E02000002\nE01000003,E02000003\n';
      const wards = 'new,ward\nE02000001,E05000001\nE02000002,E05000001\nE02000003,E05000002\n';
      orThrow(
        await importLookup(tx, actor, pairs, { from: 'lsoa-2011:old', to: 'lsoa-2021:new', write: true }),
      );
      orThrow(
        await importLookup(tx, actor, wards, { from: 'lsoa-2021:new', to: 'ward-2025:ward', write: true }),
      );
    });
    const crimes = await series('crimes', 'ward-2025');
    expect(
      crimes.map((row) => [row.place_code, row.place_vintage, row.period, row.value, row.quality]),
    ).toEqual([
      ['E05000001', '2025', '2018-10', 42, 'refit'],
      ['E05000001', '2025', '2018-11', 42, 'refit'],
      ['E05000002', '2025', '2018-10', 8, 'refit'],
      ['E05000002', '2025', '2018-11', 8, 'refit-provisional'],
    ]);
    const [rate] = await series('crime-rate', 'ward-2025', '2018-10');
    expect(rate).toMatchObject({ value: 21, numerator: 42, denominator: 2000, quality: 'refit' });
    expect(rate?.lower).toBeLessThan(21);
    expect(rate?.upper).toBeGreaterThan(21);
    expect(await series('crimes', 'ward-2025', '2018-10')).toHaveLength(2);
    expect(await said('crimes', 'ward-2025')).toContain(
      'put together from LSOA (2011) by best fit through LSOA (2021)',
    );
  });

  test('stays as measured where it was measured, and few people are put together nowhere', async () => {
    expect((await series('crimes', 'lsoa-2011')).every(({ quality }) => quality !== 'refit')).toBe(true);
    expect(await said('crimes', 'lsoa-2011')).toBeUndefined();
    expect(await series('harmed', 'ward-2025')).toEqual([]);
    expect(await said('harmed', 'ward-2025')).toContain('It tells of few people');
    expect(await series('crimes', 'forum')).toEqual([]);
  });
});
