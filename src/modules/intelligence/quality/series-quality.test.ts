import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { readPeriod } from '../period.ts';
import { medianOf, ROBUST_LIMIT, robustScores } from '../statistics/robust.ts';
import type { Indicator, Point } from '../types.ts';
import { qualityOf } from './series-quality.ts';

const indicator = { dueDays: 60, kind: 'number', frequency: 'monthly', endedOn: null } as Indicator;
const point = (text: string, value: number | null, quality: Point['quality'] = 'final'): Point => {
  const period = readPeriod(text);
  if (!period) throw new Error(text);
  return {
    period,
    value,
    numerator: null,
    denominator: null,
    quality,
    source: '',
    note: '',
    version: 1,
    computed: false,
  };
};
const today = plainDate('2013-01-17');
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((month) => `2012-${month}`);
const quality = (series: readonly Point[], returned: Parameters<typeof qualityOf>[1] = []) =>
  qualityOf({ indicator, series, breaks: [] }, returned, today);

describe('the quality of a series', () => {
  test('a period that is due and not there is missing; one that is not due yet is not', () => {
    const { completeness } = quality(
      MONTHS.filter((month) => month !== '2012-05').map((month) => point(month, 10)),
    );
    // November's return is due on 29 January 2013.
    expect(completeness).toMatchObject({ expected: 10, there: 9 });
    expect(completeness?.missing.map(({ text }) => text)).toEqual(['2012-05']);
    expect(quality([point('2011-04..2011-11', 4)]).completeness).toBeNull();
    expect(quality([]).completeness).toBeNull();
    const irregular = { ...indicator, frequency: 'irregular' } as const;
    const now = { indicator: irregular, series: [point('2012-01', 1)], breaks: [] };
    expect(qualityOf(now, [], today).completeness).toBeNull();
  });
  test('an awaited figure is not there, and one that is not final is counted as such', () => {
    const told = quality([
      point('2012-08', 1),
      point('2012-09', 2, 'provisional'),
      point('2012-10', null, 'awaited'),
    ]);
    expect(told.completeness).toMatchObject({ expected: 3, there: 2 });
    expect(told.provisional).toEqual({ soft: 1, known: 2 });
  });
  test('days to return are told by their middle, with how many were late', () => {
    const returned = [
      ['2012-08', '2012-08-31', '2012-09-30'],
      ['2012-09', '2012-09-30', '2012-12-29'],
      ['2012-10', '2012-10-31', '2012-12-10'],
    ].map(([period = '', end = '', on = '']) => ({
      period,
      periodEnd: plainDate(end),
      returnedOn: plainDate(on),
    }));
    const expected = { median: 40, latest: 40, late: 1, known: 3, allowed: 60 };
    expect(quality([], returned).timeliness).toEqual(expected);
    expect(quality([], returned.toReversed()).timeliness).toEqual(expected);
    expect(quality([]).timeliness).toBeNull();
  });
  test('a figure far from the middle stands out by both rules, whatever order the figures come in', () => {
    const values = [10, 11, 9, 10, 12, 11, 10, 95, 9, 10];
    const series = MONTHS.map((month, index) => point(month, values[index] ?? 0));
    const { outliers } = quality(series);
    expect(outliers.map(({ period, value }) => [period.text, value])).toEqual([['2012-08', 95]]);
    expect(outliers[0]?.why).toEqual([
      'above the upper limit of usual variation',
      '57.3 robust standard deviations above the middle',
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(series, { minLength: series.length }), (shuffled) => {
        expect(quality(shuffled)).toEqual(quality(series));
      }),
      { numRuns: 30 },
    );
  });
});

describe('robust scores', () => {
  test('those of a worked example: the odd value does not widen the spread that it is held against', () => {
    // Iglewicz & Hoaglin 1993: 0.6745 (x − median) / MAD; by hand the median is 2.45 and the MAD 0.15.
    const scores = robustScores([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]);
    expect(scores.map((score) => Math.abs(score) > ROBUST_LIMIT)).toEqual([
      ...Array.from({ length: 8 }, () => false),
      true,
      true,
    ]);
    expect(scores[8]).toBeCloseTo((0.6745 * (8.2 - 2.45)) / 0.15, 2);
  });
  test('of values that are all equal, or too few, none is odd; where most are equal the mean deviation serves', () => {
    expect(robustScores([4, 4, 4, 4, 4, 4])).toEqual([]);
    expect(robustScores([1, 2, 3, 90])).toEqual([]);
    expect(robustScores([4, 4, 4, 4, 4, 40])[5]).toBeGreaterThan(ROBUST_LIMIT);
    expect([medianOf([]), medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([undefined, 2, 2.5]);
  });
});
