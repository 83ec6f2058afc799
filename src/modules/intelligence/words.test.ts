import { describe, expect, test } from 'vitest';
import { judge } from './judgement.ts';
import { readPeriod } from './period.ts';
import type { KnownPoint, Measured } from './types.ts';
import { changeBetween, changeInWords, sizeOf, unitFor, writeValue } from './words.ts';

const RATE: Measured = {
  title: 'Crimes per 1,000 population',
  kind: 'rate',
  unit: 'people',
  decimals: 0,
  direction: 'lower',
  uncertainty: 'counted',
  per: 1000,
};

function point(text: string, value: number, more: Partial<KnownPoint> = {}): KnownPoint {
  const period = readPeriod(text);
  if (!period) throw new Error(text);
  const rest = { numerator: null, denominator: null, source: '', note: '', version: 1, computed: false };
  return { period, value, quality: 'final', ...rest, ...more };
}

const counted = (text: string, numerator: number): KnownPoint =>
  point(text, (numerator / 95_130) * 1000, { numerator, denominator: 95_130 });

describe('a change is shown with as many decimals as it needs', () => {
  test('what improves is never told as no change', () => {
    const { status, sentence } = judge(RATE, counted('2012-11', 1), counted('2012-10', 20));
    expect(status).toBe('improving');
    expect(sentence).toContain('0.011 per 1,000 people in November 2012: 0.2 per 1,000 lower, 95% down');
    expect(sentence).not.toMatch(/the same as|to −?0\)/);
    const change = changeBetween(RATE, counted('2012-11', 1), counted('2012-10', 20));
    expect(changeInWords(RATE, change)).toBe('a reduction of 95% (0.2 per 1,000)');
  });
  test('but with no more than three digits of the value', () => {
    expect(sizeOf(RATE, 61.2, 61.4)).toBe('0.2 per 1,000 lower');
    expect(sizeOf(RATE, 61.21, 61.2)).toBe('less than 0.1 per 1,000 higher');
    expect(sizeOf(RATE, 0.1 + 0.2, 0.3)).toBeUndefined();
    const change = changeBetween(RATE, point('2012', 61.21), point('2011', 61.2));
    expect(change.text).toBe('less than 0.1 per 1,000 higher, less than 0.1% up on 2011');
    expect(changeInWords(RATE, change)).toBe('an increase of less than 0.1% (less than 0.1 per 1,000)');
  });
  test('and a value that is not nothing is not written as 0', () => {
    expect([0, 0.0105, 0.4, 61.2].map((value) => writeValue(RATE, value))).toEqual([
      '0 per 1,000',
      '0.011 per 1,000',
      '0.4 per 1,000',
      '61 per 1,000',
    ]);
  });
  test('of a complete count too, which says that it is smaller than what is shown', () => {
    const share: Measured = { ...RATE, kind: 'percentage', unit: '', uncertainty: 'complete' };
    expect(judge(share, point('2012', 75.2), point('2011', 75.4)).sentence).toBe(
      '75% in 2012: 0.2 percentage points lower than in 2011. The change is smaller than the figures are shown to.',
    );
  });
});

test('what is counted is named as one where there is one', () => {
  const crimes: Measured = { ...RATE, kind: 'number', unit: 'crimes' };
  expect([unitFor(crimes, 1), unitFor(crimes, 2), unitFor(RATE, 1)]).toEqual(['crime', 'crimes', 'people']);
});
