import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import type { DatedSeries } from '../course/series.ts';
import { hideFew, written } from './small-numbers.ts';

const figure = (period: string, start: PlainDate, end: PlainDate, value: number): DatedSeries => ({
  ...{ place_code: null, place_vintage: null, period, value, quality: 'final', start, end },
  ...{ numerator: null, denominator: null, lower: null, upper: null },
});

/** Four quarters and the year that they add up to. */
const year = (counts: readonly number[]): DatedSeries[] => {
  const days = [
    ['2012-04-01', '2012-06-30'],
    ['2012-07-01', '2012-09-30'],
    ['2012-10-01', '2012-12-31'],
    ['2013-01-01', '2013-03-31'],
  ] as const;
  return [
    ...days.map(([start, end], at) =>
      figure(`Q${at + 1}`, plainDate(start), plainDate(end), counts[at] ?? 0),
    ),
    figure(
      'year',
      plainDate('2012-04-01'),
      plainDate('2013-03-31'),
      counts.reduce((sum, count) => sum + count, 0),
    ),
  ];
};

const shown = (figures: readonly DatedSeries[]) =>
  new Map(figures.map(({ period, value }) => [period, value]));

test('a count of one to four people is hidden, with the year from which it could be got', () => {
  const open = hideFew({ kind: 'number', per: null }, year([12, 3, 9, 0]));
  expect([...shown(open)]).toEqual([
    ['Q1', 12],
    ['Q2', null],
    ['Q3', 9],
    ['Q4', 0],
    ['year', null],
  ]);
  expect(open.map(written).map(({ quality }) => quality)).toEqual([
    'final',
    'hidden',
    'final',
    'final',
    'hidden',
  ]);
});

test('no hidden count is got by subtraction, whatever the counts are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), (counts) => {
      const open = shown(hideFew({ kind: 'number', per: null }, year(counts)));
      const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].map((name) => open.get(name));
      const hidden = quarters.filter((value) => value === null).length;
      for (const [at, count] of counts.entries())
        expect(quarters[at]).toBe(
          count > 0 && count < 5 ? null : open.get('year') === null ? quarters[at] : count,
        );
      if (hidden === 1) expect(open.get('year')).toBeNull();
    }),
  );
});

test('a rate whose count nobody knows, of an indicator that counts few, is hidden', () => {
  const rate = figure('2012', plainDate('2012-01-01'), plainDate('2012-12-31'), 1.5);
  expect(shown(hideFew({ kind: 'rate', per: 1 }, [rate])).get('2012')).toBeNull();
  expect(shown(hideFew({ kind: 'rate', per: 1 }, [{ ...rate, numerator: 40 }])).get('2012')).toBe(1.5);
  expect(
    shown(hideFew({ kind: 'percentage', per: null }, [{ ...rate, denominator: 200 }])).get('2012'),
  ).toBeNull();
});
