import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { judge } from '../judgement.ts';
import { readPeriod, type Wave, wavePeriod } from '../period.ts';
import { breakBetween } from '../standing.ts';
import type { KnownPoint, Measured } from '../types.ts';
import type { SeriesBreak } from './break-queries.ts';
import { assuranceFor, stretchesOf } from './control-series.ts';
import { sayFlags, sayLimits, sayTrend } from './course-words.ts';
import { sayYear } from './year-words.ts';

const crimes: Measured = {
  title: 'Recorded crime',
  kind: 'number',
  unit: 'crimes',
  decimals: 0,
  direction: 'lower',
  uncertainty: 'counted',
  per: null,
};

function point(period: string, value: number, more: Partial<KnownPoint> = {}): KnownPoint {
  const read = readPeriod(period);
  if (!read) throw new Error(period);
  const rest = {
    numerator: null,
    denominator: null,
    quality: 'final',
    source: '',
    note: '',
    version: 1,
  } as const;
  return { ...rest, period: read, value, computed: false, ...more };
}

const months = (year: number, values: readonly number[], from = 1): KnownPoint[] =>
  values.map((value, index) => point(`${year}-${String(from + index).padStart(2, '0')}`, value));

const brokenOn = (day: string): SeriesBreak => ({
  id: day,
  startsOn: plainDate(day),
  kind: 'method',
  reason: 'Shops report online.',
});

const YEAR = [30, 34, 29, 33, 31, 35, 30, 33, 29, 34, 32, 90];

describe('the course of a series', () => {
  test('limits do not depend on the order of the rows', () => {
    const points = [...months(2011, YEAR), ...months(2012, YEAR)];
    fc.assert(
      fc.property(fc.shuffledSubarray(points, { minLength: points.length }), (shuffled) => {
        expect(stretchesOf(shuffled, [])).toEqual(stretchesOf(points, []));
      }),
    );
  });
  test('what stands out is said with its period and its reason', () => {
    const [stretch] = stretchesOf(months(2012, YEAR), []);
    if (!stretch) throw new Error('no stretch');
    expect(sayFlags(stretch)).toContain('December 2012: above the upper limit.');
    expect(sayLimits(crimes, stretch)).toMatch(/^Usual variation is around 36\.7, from 13\.5 to 59\.9\.$/);
    expect(assuranceFor(crimes, stretch, 100)).toBe('will-meet');
  });
  test('fewer than twelve figures give trial limits, fewer than five none', () => {
    const [eleven] = stretchesOf(months(2012, YEAR.slice(0, 11)), []);
    const [four] = stretchesOf(months(2012, YEAR.slice(0, 4)), []);
    expect(eleven && sayLimits(crimes, eleven)).toContain('These are trial limits');
    expect(four && sayLimits(crimes, four)).toContain('need at least 5 comparable figures');
    expect(four?.limits).toBeUndefined();
  });
  test('limits and trend begin anew at a break, and no change is claimed across it', () => {
    const points = months(2012, [10, 11, 10, 12, 11, 10, 50, 52, 51, 50, 52, 51]);
    const broken = brokenOn('2012-07-01');
    const stretches = stretchesOf(points, [broken]);
    expect(stretches.map((one) => [one.since?.id, one.points.length, one.flags.length])).toEqual([
      [undefined, 6, 0],
      ['2012-07-01', 6, 0],
    ]);
    expect(breakBetween(points[5], points[6], [broken])).toBe(broken);
    expect(breakBetween(points[6], points[7], [broken])).toBeUndefined();
    const judged = judge(crimes, points[6], points[5], broken);
    expect(judged.status).toBe('cannot-tell');
    expect(judged.sentence).toContain('not comparable across 1 July 2012: Shops report online.');
    expect(sayTrend(crimes, months(2012, [50, 52, 51, 50]))).toContain('5 comparable ones without a break');
  });
});

describe('a trend is claimed only where it can be', () => {
  test('figures that rise each time rise; figures that go up and down show none', () => {
    expect(sayTrend(crimes, months(2012, [1, 2, 3, 4, 5, 6]))).toBe(
      'Rising since January 2012: chance alone moves 0.28 of 100 such series as much.',
    );
    expect(sayTrend(crimes, months(2012, [3, 1, 4, 1, 5]))).toContain('No trend since January 2012');
  });
  test('overlapping pooled waves and samples of unknown size cannot tell', () => {
    const wave = (first: number): Wave => ({
      id: `${first}`,
      slug: `w-${first}`,
      title: `waves ${first} to ${first + 3}`,
      survey: 'Feeling the Difference',
      firstWave: first,
      lastWave: first + 3,
      startsOn: plainDate(`${2000 + first}-01-01`),
      endsOn: plainDate(`${2000 + first}-12-31`),
      sampleSize: 1000,
    });
    const share: Measured = { ...crimes, kind: 'percentage', uncertainty: 'sampled', direction: 'higher' };
    const pooled = [1, 2, 3, 4, 5].map((first) =>
      point('2012', 50 + first, { period: wavePeriod(wave(first)) }),
    );
    expect(sayTrend(share, pooled)).toContain('Cannot tell');
    expect(sayTrend(share, months(2012, [50, 51, 52, 53, 54]))).toContain('is not stated');
  });
});

describe('the year so far', () => {
  const past = [2009, 2010, 2011].flatMap((year) => [
    ...months(year, [40, 40, 40, 60, 60, 60, 80, 80, 80], 4),
    ...months(year + 1, [40, 40, 40]),
  ]);
  test('is held against the same months, and its end is forecast with the season', () => {
    const said = sayYear(crimes, [...past, ...months(2012, [40, 40, 40, 30, 30, 30], 4)]);
    expect(said[0]).toContain(
      'So far in 2012/13 (to September 2012): 210 crimes, beside 300 in the same months a year earlier; a difference larger than chance explains',
    );
    expect(said[1]).toContain('the year ends at about 462 crimes');
  });
  test('a survey, a rate or a yearly figure has none', () => {
    expect(sayYear(crimes, [point('2011/12', 5803)])).toEqual([]);
    expect(sayYear({ ...crimes, uncertainty: 'sampled' }, past)).toEqual([]);
  });
});
