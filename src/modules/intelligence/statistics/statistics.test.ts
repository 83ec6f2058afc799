import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedBy, differenceFromWhole, sayCompared, shareFromWhole } from './comparison.ts';
import { contributions } from './contribution.ts';
import { byarLimits, countLimits, differenceOfCounts, exactLimits, rated } from './counts.ts';
import { gapChange } from './gap.ts';
import { differenceOfProportions, share, wilsonLimits } from './proportions.ts';
import { trendOf } from './trend.ts';

describe('intervals agree with what the textbooks print', () => {
  test.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [2, 0.2422, 7.2247],
    [5, 1.6235, 11.6683],
    [9, 4.1154, 17.0848],
  ])('the exact Poisson limits of %i events are %f to %f (Garwood)', (count, low, high) => {
    expect(exactLimits(count).low).toBeCloseTo(low, 4);
    expect(exactLimits(count).high).toBeCloseTo(high, 4);
    expect(countLimits(count)).toEqual(exactLimits(count));
  });
  test('Byar’s limits of 10 events are 4.79 to 18.39, and are used from ten on', () => {
    expect(byarLimits(10).low).toBeCloseTo(4.79, 2);
    expect(byarLimits(10).high).toBeCloseTo(18.39, 2);
    expect(countLimits(10)).toEqual(byarLimits(10));
    expect(byarLimits(0).low).toBe(0);
  });
  test('Wilson’s limits of 81 of 263 are 25.53% to 36.62% (Newcombe 1998, first paper)', () => {
    expect(wilsonLimits(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilsonLimits(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilsonLimits(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilsonLimits(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilsonLimits(1, 29).high).toBeCloseTo(0.1718, 4);
  });
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [10, 10, 0, 10, 0.6075, 1],
  ])('Newcombe’s limits of %i/%i less %i/%i are %f to %f (method 10)', (a, m, b, n, low, high) => {
    const found = differenceOfProportions({ part: a, whole: m }, { part: b, whole: n });
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});

const counts = fc.record({ count: fc.nat(5000), over: fc.integer({ min: 1, max: 100_000 }) });

describe('intervals keep their promises whatever the figures', () => {
  test('an interval holds its value, and is mirrored when the sides change places', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const { value, low, high } = differenceOfCounts(a, b);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        const mirrored = differenceOfCounts(b, a);
        expect(mirrored.low).toBeCloseTo(-high, 9);
        expect(mirrored.high).toBeCloseTo(-low, 9);
      }),
    );
  });
  test('more events never have lower limits', () => {
    fc.assert(
      fc.property(fc.nat(500), (count) => {
        const [less, more] = [countLimits(count), countLimits(count + 1)];
        expect(more.low).toBeGreaterThan(less.low);
        expect(more.high).toBeGreaterThan(less.high);
      }),
    );
  });
  test('a share lies between nought and one', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (part, rest) => {
        fc.pre(part + rest > 0);
        const { low, value, high } = share({ part, whole: part + rest });
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
});

describe('a figure is compared in words that the interval carries', () => {
  test('a ward is compared with the rest of its district, not with itself', () => {
    const [ward, district] = [
      { count: 300, over: 5000 },
      { count: 3000, over: 100_000 },
    ];
    const found = differenceFromWhole(ward, district);
    expect(found.value).toBeCloseTo(rated(ward).value - rated(district).value, 12);
    expect(sayCompared('Cannock South', comparedBy(found), 'the district')).toBe(
      'Cannock South is significantly higher than the district',
    );
  });
  test('a difference that chance explains is not called one', () => {
    const found = shareFromWhole({ part: 31, whole: 100 }, { part: 280, whole: 1000 });
    expect(found.value).toBeCloseTo(0.03, 12);
    expect(sayCompared('Hagley', comparedBy(found), 'the district')).toBe(
      'Hagley is not significantly different from the district',
    );
  });
});

describe('what moved the whole', () => {
  test('contributions add up to the change of the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ of: fc.string(), before: fc.nat(999), now: fc.nat(999) }), { minLength: 1 }),
        (parts) => {
          const before = parts.reduce((sum, part) => sum + part.before, 0);
          const now = parts.reduce((sum, part) => sum + part.now, 0);
          fc.pre(before > 0);
          const sum = contributions(parts).reduce((total, { points }) => total + (points ?? Number.NaN), 0);
          expect(sum).toBeCloseTo(((now - before) / before) * 100, 6);
        },
      ),
    );
  });
  test('the largest change comes first, whichever way it goes', () => {
    const found = contributions([
      { of: 'burglary', before: 100, now: 110 },
      { of: 'vehicle crime', before: 400, now: 300 },
    ]);
    expect(found.map(({ of, points }) => [of, points])).toEqual([
      ['vehicle crime', -20],
      ['burglary', 2],
    ]);
  });
});

describe('a gap is said to close only where the interval says so', () => {
  const gap = (most: number, least: number) =>
    differenceOfCounts({ count: most, over: 20_000 }, { count: least, over: 20_000 });
  test('a gap that halves among thousands of events is narrowing', () => {
    expect(gapChange(gap(2000, 1000), gap(1500, 1000))).toMatchObject({
      verdict: 'narrowing',
      reversed: false,
    });
    expect(gapChange(gap(1500, 1000), gap(2000, 1000)).verdict).toBe('widening');
  });
  test('the same among a few events cannot be told', () => {
    expect(gapChange(gap(20, 10), gap(15, 10)).verdict).toBe('cannot-tell');
  });
  test('a gap is as wide when the other side is behind', () => {
    const found = gapChange(gap(2000, 1000), gap(1000, 2000));
    expect(found).toMatchObject({ verdict: 'cannot-tell', reversed: true });
    expect(found.wider.value).toBeCloseTo(0, 12);
  });
  test('naming the two sides the other way round tells the same', () => {
    fc.assert(
      fc.property(counts, counts, counts, counts, (a, b, c, d) => {
        const one = gapChange(differenceOfCounts(a, b), differenceOfCounts(c, d));
        const other = gapChange(differenceOfCounts(b, a), differenceOfCounts(d, c));
        fc.pre(
          one.before.value !== 0 && one.now.value !== 0 && Math.abs(one.wider.low * one.wider.high) > 1e-12,
        );
        expect(other.verdict).toBe(one.verdict);
      }),
    );
  });
});

describe('a trend needs five comparable figures', () => {
  test('four figures have no trend however steep', () => expect(trendOf([1, 2, 3, 4])).toBeUndefined());
  test('five that rise each time come about by chance twice in 120', () => {
    expect(trendOf([1, 2, 3, 4, 5])).toMatchObject({ way: 'rising', s: 10, p: expect.closeTo(2 / 120, 12) });
    expect(trendOf([5, 4, 3, 2, 1])?.way).toBe('falling');
  });
  test('Kendall’s tables: S of 21 or more of ten figures has probability 0.036', () => {
    const values = [3, 1, 2, 8, 4, 5, 10, 9, 6, 7];
    const found = trendOf(values);
    expect(found?.s).toBe(23);
    expect((found?.p ?? 0) / 2).toBeCloseTo(0.023, 3);
    expect((trendOf([3, 1, 2, 8, 4, 5, 10, 9, 7, 6])?.p ?? 0) / 2).toBeCloseTo(0.036, 3);
  });
  test('equal figures show nothing', () =>
    expect(trendOf([4, 4, 4, 4, 4, 4])).toMatchObject({ way: 'none', p: 1 }));
  test('a trend is the same whatever unit it is told in', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 5, maxLength: 60 }), (values) => {
        expect(trendOf(values.map((value) => value * 7 + 3))).toEqual(trendOf(values));
        expect(trendOf(values.toReversed())?.s).toBeCloseTo(-(trendOf(values)?.s ?? 0), 12);
      }),
    );
  });
});
