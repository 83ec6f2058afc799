import { describe, expect, test } from 'vitest';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { readPeriod, type Wave, wavePeriod } from '../period.ts';
import type { Measured } from '../types.ts';
import { gapAt, judgeGap } from './gap.ts';

const rate = {
  kind: 'rate',
  per: 1000,
  uncertainty: 'counted',
  direction: 'lower',
  decimals: 1,
  unit: 'people',
  title: 'Crime',
} as Measured;
const [before, now] = ['2010/11', '2011/12'].map((text) => readPeriod(text));
if (!before || !now) throw new Error('no period');
const side = (period: typeof now, numerator: number, denominator: number) => ({
  period,
  numerator,
  denominator,
  value: (numerator / denominator) * 1000,
});
const gap = (period: typeof now, most: number, least: number) =>
  gapAt(rate, period, side(period, most, 10_000), side(period, least, 10_000), false);

describe('closing the gap', () => {
  test('it narrows or widens only by more than chance explains', () => {
    expect(judgeGap(rate, gap(before, 900, 300), gap(now, 600, 300), []).verdict).toBe('narrowing');
    expect(judgeGap(rate, gap(before, 600, 300), gap(now, 900, 300), []).verdict).toBe('widening');
    const unsure = judgeGap(rate, gap(before, 900, 300), gap(now, 880, 300), []);
    expect(unsure.verdict).toBe('cannot-tell');
    expect(unsure.sentence).toContain('2 per 1,000 narrower than in 2010/11, no more than chance explains');
  });
  test('never across a break in the series', () => {
    const broken = {
      id: 'b',
      startsOn: '2011-04-01' as PlainDate,
      kind: 'definition',
      reason: 'The counting rules changed.',
    } as const;
    const told = judgeGap(rate, gap(before, 900, 300), gap(now, 600, 300), [broken]);
    expect([told.verdict, told.wider]).toEqual(['cannot-tell', null]);
    expect(told.sentence).toContain('The counting rules changed.');
  });
  test('pooled waves that overlap and a sample of unknown size cannot tell', () => {
    const share = { ...rate, kind: 'percentage', per: null, uncertainty: 'sampled' } as Measured;
    const wave = (slug: string, firstWave: number, lastWave: number, sampleSize: number | null): Wave => ({
      id: slug,
      slug,
      title: slug,
      survey: 'Feeling the Difference',
      firstWave,
      lastWave,
      startsOn: plainDate('2010-01-01'),
      endsOn: plainDate('2011-01-01'),
      sampleSize,
    });
    const at = (one: Wave) => {
      const period = wavePeriod(one);
      const of = (value: number) => ({ value, numerator: null, denominator: null, period });
      return gapAt(share, period, of(40), of(60), false);
    };
    const pooledWaves = judgeGap(share, at(wave('8-11', 8, 11, 900)), at(wave('10-13', 10, 13, 900)), []);
    expect(pooledWaves.sentence).toContain('overlap');
    const unknown = judgeGap(share, at(wave('8', 8, 8, null)), at(wave('10', 10, 10, 900)), []);
    expect(unknown).toMatchObject({ verdict: 'cannot-tell', wider: null });
  });
  test('the sides may change places, and that is said', () => {
    const told = judgeGap(rate, gap(before, 900, 300), gap(now, 300, 500), []);
    expect(told.reversed).toBe(true);
    expect(told.sentence).toContain('ahead now');
  });
  test('of counts, which grow with the place, no gap is told', () => {
    const counts = { ...rate, kind: 'number' } as Measured;
    expect(gapAt(counts, now, side(now, 1, 1), side(now, 2, 1), false).gap).toHaveProperty('because');
  });
});
