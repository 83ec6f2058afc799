import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assuranceOf, controlLimits, flagsOf } from './control.ts';

const CHECK = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

const limitsOf = (values: readonly number[], screen = false) => {
  const limits = controlLimits(values, { screen });
  if (!limits) throw new Error('no limits');
  return limits;
};
const flagged = (values: readonly number[]) => flagsOf(values, limitsOf(values));

describe('limits agree with what is published', () => {
  test('one event among small numbers: 6.95 and −3.06, screened 4.60 and −0.72', () => {
    const plain = limitsOf(CHECK);
    expect(plain.mean).toBeCloseTo(1.94, 2);
    expect(plain.upper).toBeCloseTo(6.95, 2);
    expect(plain.lower).toBeCloseTo(-3.06, 2);
    const screened = limitsOf(CHECK, true);
    expect(screened.mean).toBe(plain.mean);
    expect(screened.upper).toBeCloseTo(4.6, 2);
    expect(screened.lower).toBeCloseTo(-0.72, 2);
    expect(screened.screened).toBe(2);
  });
  test('Montgomery’s cost of processing mortgages: 300.5, 321.22 and 279.78', () => {
    const costs = [
      310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
    ];
    const { mean, upper, lower, meanRange } = limitsOf(costs);
    expect(mean).toBe(300.5);
    expect(meanRange).toBeCloseTo(7.79, 2);
    expect(upper).toBeCloseTo(321.22, 2);
    expect(lower).toBeCloseTo(279.78, 2);
    expect(flagged(costs)).toEqual([]);
  });
  test('one value has no limits, eleven have trial limits', () => {
    expect(controlLimits([4])).toBeUndefined();
    expect(limitsOf(CHECK.slice(0, 11)).trial).toBe(true);
    expect(limitsOf(CHECK.slice(0, 12)).trial).toBe(false);
  });
});

describe('rules are asked in their order', () => {
  test('a value outside the limits is flagged as that, and alone', () => {
    expect(flagged(CHECK)).toEqual([{ index: 4, rule: 'outside', side: 'high' }]);
  });
  test('seven on one side of the mean are a run, six are none', () => {
    const limits = { mean: 1, lower: -9, upper: 11, meanRange: 3, screened: 0, trial: false };
    const above = (size: number) => [2, 0, ...Array.from({ length: size }, (_, at) => 2 + (at % 2)), 0];
    expect(flagsOf(above(6), limits)).toEqual([]);
    expect(flagsOf(above(7), limits)).toEqual(
      [2, 3, 4, 5, 6, 7, 8].map((index) => ({ index, rule: 'run', side: 'high' })),
    );
    expect(flagsOf([2, 3, 2, 1, 2, 3, 2], limits)).toEqual([]);
  });
  test('seven that rise each time are a trend', () => {
    const limits = { mean: 4, lower: -20, upper: 28, meanRange: 9, screened: 0, trial: false };
    expect(flagsOf([5, 1, 2, 3, 4, 5, 6, 7, 2], limits)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((index) => ({ index, rule: 'trend', side: 'high' })),
    );
    expect(flagsOf([5, 1, 2, 3, 4, 5, 6, 2], limits)).toEqual([]);
  });
  test('two of three beyond two thirds are flagged, one is not', () => {
    const limits = { mean: 0, lower: -3, upper: 3, meanRange: 1, screened: 0, trial: false };
    expect(flagsOf([0, 2.5, 0, 2.1, 0, 0, 2.5, 0], limits)).toEqual([
      { index: 1, rule: 'two-of-three', side: 'high' },
      { index: 3, rule: 'two-of-three', side: 'high' },
    ]);
    expect(flagsOf([0, 2.5, -2.5, 0], limits)).toEqual([]);
    expect(flagsOf([0, -3.5, -2.5, 0], limits)).toEqual([
      { index: 1, rule: 'outside', side: 'low' },
      { index: 2, rule: 'two-of-three', side: 'low' },
    ]);
  });
  test('values that are all the same are within their limits, whatever arithmetic leaves of them', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 2, max: 40 }),
        (value, n) => {
          expect(flagged(Array(n).fill(value))).toEqual([]);
        },
      ),
    );
  });
  test('turned upside down, the same values are flagged on the other side', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 40 }), (values) => {
        const other = flagged(values.map((value) => -value));
        expect(other.map(({ index }) => index)).toEqual(flagged(values).map(({ index }) => index));
      }),
    );
  });
  test('screening never widens the limits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(99), { minLength: 2, maxLength: 40 }), (values) => {
        expect(limitsOf(values, true).upper).toBeLessThanOrEqual(limitsOf(values).upper + 1e-9);
      }),
    );
  });
});

describe('a process is held against its target', () => {
  const limits = { lower: 60, upper: 80 };
  test.each([
    [55, 'higher', 'will-meet'],
    [70, 'higher', 'hit-or-miss'],
    [85, 'higher', 'will-miss'],
    [85, 'lower', 'will-meet'],
    [70, 'lower', 'hit-or-miss'],
    [55, 'lower', 'will-miss'],
  ] as const)('target %i where %s is better: %s', (target, better, assurance) =>
    expect(assuranceOf(limits, target, better)).toBe(assurance),
  );
});
