import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { exampleFigures } from '../testing.ts';
import { indicatorSeries, SERIES_COLUMNS, type SeriesWanted } from './series.ts';

const db = testDatabase();
beforeAll(() => exampleFigures(db()));

const series = (slug: string, wanted: SeriesWanted = {}) =>
  db().as(db().with('read'), (tx) => indicatorSeries(tx, slug, wanted));

async function rows(slug: string, wanted: SeriesWanted = {}) {
  const found = await series(slug, wanted);
  if (isRefusal(found)) throw new Error(found.message);
  return found;
}

describe('the series of an indicator leaves with what is known of its certainty', () => {
  test('every promised column is there, with limits where chance can be reckoned', async () => {
    const found = await rows('anti-social-behaviour');
    expect(Object.keys(found[0] ?? {}).sort()).toEqual([...SERIES_COLUMNS].sort());
    for (const { value, lower, upper } of found) {
      if (lower === null || upper === null) continue;
      expect(lower).toBeLessThan(value ?? Number.NaN);
      expect(upper).toBeGreaterThan(value ?? Number.NaN);
    }
  });
  test('a period bounds it on both sides, and what is no period is refused', async () => {
    expect(
      (await rows('recorded-crime', { from: '2010/11', to: '2011/12' })).map((row) => row.period),
    ).toEqual(['2010/11', '2011/12']);
    expect(await series('recorded-crime', { from: 'spring' })).toMatchObject({
      refused: 'period-unreadable',
    });
    expect(await series('recorded-crime', { from: '2011/12', to: '2010/11' })).toMatchObject({
      refused: 'period-is-backwards',
    });
    expect(await series('nothing')).toMatchObject({ refused: 'not-found' });
    expect(await series('recorded-crime', { places: 'moon' })).toMatchObject({
      refused: 'geography-unknown',
    });
  });
  test('places of one geography stand by their codes', async () => {
    const found = await rows('wolves-anti-social-behaviour-reduction', { places: 'area' });
    expect(found.map(({ place_code }) => place_code)).toContain('hagley-town-centre');
    expect(found.every(({ place_code }) => place_code !== null)).toBe(true);
  });
});
