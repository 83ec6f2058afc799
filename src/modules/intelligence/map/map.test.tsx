import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import {
  importBoundaries,
  importGrid,
  importLookup,
  importPlaces,
  importPopulations,
} from '../../places/index.ts';
import { importObservations } from '../import/index.ts';
import { defineIndicator } from '../indicators.ts';
import { findIndicator } from '../queries.ts';
import { importStreet } from '../street/import-street.ts';
import { IndicatorMap } from './page.tsx';
import { listMaps } from './queries.ts';
import { type MapView, mapOf } from './view.ts';

const HERE = { today: plainDate('2019-06-30'), area: 'Test District' };
const analyst = (db: ReturnType<ReturnType<typeof testDatabase>>) =>
  db.with('read', 'places.edit', 'indicators.edit', 'observations.record');

describe('a map of an indicator', () => {
  const db = testDatabase();
  const view = async (wanted: Parameters<typeof mapOf>[2] = {}) =>
    db().does(analyst(db()), async (tx) => {
      const indicator = await findIndicator(tx, 'asb');
      if (!indicator) throw new Error('There is no indicator');
      return mapOf(tx, indicator, wanted, HERE);
    });
  const shown = async (wanted: Parameters<typeof mapOf>[2] = {}): Promise<MapView> => {
    const found = await view(wanted);
    if (!found || found === 'nothing') throw new Error('There is no map');
    return found;
  };

  test('without figures says so; with figures tells bands, course and how each stands to all', async () => {
    const actor = analyst(db());
    await db().as(actor, async (tx) => {
      orThrow(
        await importPlaces(
          tx,
          actor,
          'geography,vintage,slug,name,code\nWard,2013,north,North,W1\nWard,2013,south,South,W2\nWard,2013,west,West,W3\n',
          { write: true },
        ),
      );
      orThrow(
        await importGrid(tx, actor, 'place,column,row\nnorth,2,1\nsouth,2,2\nwest,1,1\n', { write: true }),
      );
      orThrow(
        await defineIndicator(tx, actor, {
          slug: 'asb',
          title: 'Anti-social behaviour for each 1,000 people',
          definition: 'Incidents by people.',
          kind: 'rate',
          per: 1000,
          decimals: 1,
          unit: 'people',
          direction: 'lower',
          uncertainty: 'counted',
          frequency: 'yearly',
          source: 'Test',
        }),
      );
    });
    expect(await view()).toBe('nothing');
    const rows = ['indicator,period,value,numerator,denominator,place,quality,source,note'];
    for (const [place, counts] of [
      ['north', [500, 520, 600]],
      ['south', [100, 90, 80]],
      ['west', [250, 260, 255]],
    ] as const)
      for (const [at, count] of counts.entries())
        rows.push(`asb,201${at + 5}/1${at + 6},${count / 10},${count},10000,${place},final,Test,`);
    await db().as(actor, async (tx) =>
      orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false })),
    );
    const found = await shown();
    expect(found.geography).toMatchObject({ slug: 'ward-2013', vintage: '2013', fitted: null });
    expect([found.period, found.periods.length, found.course.length]).toEqual(['2017/18', 3, 3]);
    expect(found.average).toBeCloseTo((935 / 30_000) * 1000, 9);
    const html = renderToString(<IndicatorMap view={found} />);
    expect(html).toContain('Highest in North (60 per 1,000), lowest in South (8 per 1,000)');
    expect(html).toContain('Ward (2013)');
    expect(html).toContain('Significantly higher');
    expect(html).toContain('aria-label="North: 60 per 1,000 people, highest third"');
    expect(html).not.toContain('style=');
    const around = await shown({ banding: 'average', period: '2015/16' });
    expect(around.banded.bands.map(({ mark }) => mark)).toEqual(['−', '≈', '+']);
    expect(around.course.map(({ period }) => period)).toEqual(['2015/16']);
    expect(await view({ geography: 'moon' })).toBeUndefined();
    expect(await view({ period: '1999/00' })).toBeUndefined();
    const maps = await db().does(actor, (tx) => listMaps(tx));
    expect(maps).toMatchObject([{ slug: 'asb', geographies: 'Ward (2013)' }]);
  });
});

describe('small numbers of people', () => {
  const db = testDatabase();
  test('stay hidden on the map, with what they could be got from, and are put together nowhere', async () => {
    const actor = analyst(db());
    const found = await db().does(actor, async (tx) => {
      orThrow(
        await importPlaces(
          tx,
          actor,
          'geography,vintage,slug,name,code\nWard,2013,north,North,W1\nWard,2013,south,South,W2\nWard,2013,west,West,W3\n',
          { write: true },
        ),
      );
      const indicator = orThrow(
        await defineIndicator(tx, actor, {
          slug: 'harmed',
          title: 'People harmed',
          definition: 'People.',
          kind: 'number',
          unit: 'people',
          direction: 'lower',
          uncertainty: 'counted',
          frequency: 'yearly',
          source: 'Test',
          smallNumbers: true,
        }),
      );
      const rows = ['indicator,period,value,place,quality', 'harmed,2017/18,62,,final'];
      for (const [place, value] of [
        ['north', 3],
        ['south', 20],
        ['west', 39],
      ] as const)
        rows.push(`harmed,2017/18,${value},${place},final`);
      orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false }));
      return mapOf(tx, indicator, {}, HERE);
    });
    if (!found || found === 'nothing') throw new Error('There is no map');
    expect(found.values.map(({ value, hidden }) => [value, hidden])).toEqual([
      [null, true],
      [null, true],
      [39, undefined],
    ]);
    expect(renderToString(<IndicatorMap view={found} />)).not.toMatch(/\b(3|20) people/);
  });
});

const DATA = path.resolve(import.meta.dirname, '../../../../../shared/data');
const isThere = existsSync(path.join(DATA, 'police'));
if (!isThere)
  console.warn('NOT COMPARED across real boundaries: there is no ../shared/data beside the repository.');
const real = (file: string): string => readFileSync(path.join(DATA, 'geography', file), 'utf8');
const cellsOf = (file: string): string[][] =>
  real(file)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

describe.runIf(isThere)('fifteen wards become twelve', () => {
  const db = testDatabase();
  test('what was measured by LSOA of 2011 is told for wards of 2025, openly, as an independent recount has it', {
    timeout: 240_000,
  }, async () => {
    const actor = analyst(db());
    const month = '2018-10-staffordshire-street.csv';
    const text = readFileSync(path.join(DATA, 'police', month), 'utf8');
    const [found, old] = await db().does(actor, async (tx) => {
      for (const [file, geography, code, name] of [
        ['lsoa-2011.geojson', 'lsoa-2011', 'LSOA11CD', 'LSOA11NM'],
        ['lsoa-2021.geojson', 'lsoa-2021', 'LSOA21CD', 'LSOA21NM'],
        ['wards-2013.geojson', 'ward-2013', 'WD13CD', 'WD13NM'],
        ['wards-2025.geojson', 'ward-2025', 'WD25CD', 'WD25NM'],
      ] as const)
        orThrow(
          await importBoundaries(tx, actor, real(file), { geography, code, name, source: file, write: true }),
        );
      for (const [file, from, to] of [
        ['lsoa11-to-ward17.csv', 'lsoa-2011:lsoa11_code', 'ward-2013:ward17_code'],
        ['lsoa11-to-lsoa21.csv', 'lsoa-2011:lsoa11_code', 'lsoa-2021:lsoa21_code'],
        ['lsoa21-to-ward24.csv', 'lsoa-2021:lsoa21_code', 'ward-2025:ward24_code'],
      ] as const) {
        const result = orThrow(await importLookup(tx, actor, real(file), { from, to, write: true }));
        expect([file, result.written, result.counts.refused]).toEqual([file, true, 0]);
      }
      orThrow(
        await importPopulations(tx, actor, real('lsoa11-population-by-age.csv'), {
          write: true,
          asOn: '2017-06-30',
        }),
      );
      const { Readable } = await import('node:stream');
      orThrow(
        await importStreet(tx, actor, [{ name: month, open: () => Readable.from([text]) }], { write: true }),
      );
      const indicator = await findIndicator(tx, 'police-crime');
      if (!indicator) throw new Error('There is no indicator');
      return [
        await mapOf(tx, indicator, { geography: 'ward-2025' }, HERE),
        await mapOf(tx, indicator, { geography: 'ward-2013' }, HERE),
      ];
    });
    if (!found || found === 'nothing' || !old || old === 'nothing' || isRefusal(found))
      throw new Error('There is no map');
    expect([old.values.length, found.values.length]).toEqual([15, 12]);
    const wardOf = new Map(cellsOf('lsoa21-to-ward24.csv').map((row) => [row[1], row[3]]));
    const targets = new Map<string, Map<string, number>>();
    for (const row of cellsOf('lsoa11-to-lsoa21.csv')) {
      const own = targets.get(row[1] ?? '') ?? new Map<string, number>();
      const ward = wardOf.get(row[4]) ?? '';
      targets.set(row[1] ?? '', own.set(ward, (own.get(ward) ?? 0) + 1));
    }
    const best = (lsoa: string): string | undefined =>
      [...(targets.get(lsoa) ?? [])].sort(([, a], [, b]) => b - a)[0]?.[0];
    const crimes = text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .filter((row) => row[9] !== 'Anti-social behaviour')
      .map((row) => best(row[7] ?? ''));
    expect(found.account?.split).toEqual(
      [...targets].filter(([, wards]) => wards.size > 1).map(([lsoa]) => lsoa),
    );
    for (const { code, value } of found.values)
      expect([code, value]).toEqual([code, crimes.filter((ward) => ward === code).length]);
    const sum = (view: MapView) => view.values.reduce((total, { value }) => total + (value ?? 0), 0);
    expect(sum(found)).toBe(sum(old));
    const html = renderToString(<IndicatorMap view={found} />);
    expect(html).toContain('These figures were not measured for Ward (2025)');
    expect(html).toContain('through LSOA (2021)');
    // Fifteen or twelve wards are drawn in little more than the page itself.
    expect(html.length).toBeLessThan(60_000);
  });
});
