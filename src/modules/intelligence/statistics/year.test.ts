import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast, type YearPart, yearToDate } from './year.ts';

const year = (of: number, ...values: readonly number[]): YearPart[] =>
  values.map((value, index) => ({ year: of, part: index + 1, value }));

describe('the year so far is held against the same part of the year before', () => {
  test('a summer is compared with the summer before, not with the spring', () => {
    const found = yearToDate([...year(2011, 100, 300, 300, 100), ...year(2012, 90, 260)]);
    expect(found).toMatchObject({ year: 2012, parts: [1, 2], now: 350, before: 400 });
    expect(found?.change.value).toBe(-50);
  });
  test('a part that one of the years lacks is left out of both', () => {
    expect(yearToDate([...year(2011, 100).slice(0, 1), ...year(2012, 90, 260)])).toMatchObject({
      parts: [1],
      now: 90,
      before: 100,
    });
    expect(yearToDate(year(2012, 90, 260))).toBeUndefined();
  });
});

describe('what the year will end at', () => {
  test('half a year of a process with a season is no half of it', () => {
    const past = [2009, 2010, 2011].flatMap((of) => year(of, 100, 100, 200, 400));
    const found = forecast([...past, ...year(2012, 110, 90)], 4);
    expect(found).toMatchObject({ year: 2012, known: 2, from: 3, value: 800 });
    expect(found?.low).toBeLessThan(800);
    expect(found?.low).toBeGreaterThan(500);
    expect(found?.high).toBeGreaterThan(900);
  });
  test('one year shows no season, and a gap in this year leaves nothing to go by', () => {
    expect(forecast([...year(2011, 1, 2, 3, 4), ...year(2012, 2)], 4)).toBeUndefined();
    const past = [2010, 2011].flatMap((of) => year(of, 10, 20, 30, 40));
    expect(forecast([...past, { year: 2012, part: 2, value: 20 }], 4)).toBeUndefined();
    expect(forecast([...past, ...year(2012, 10, 20, 30, 40)], 4)).toBeUndefined();
  });
  test('the forecast is never below what was counted already, and does not depend on the order of rows', () => {
    const value = fc.integer({ min: 0, max: 300 });
    const quarters = fc.tuple(value, value, value, value);
    fc.assert(
      fc.property(fc.tuple(quarters, quarters, quarters), fc.tuple(value, value), (past, now) => {
        const all = [...past.flatMap((own, index) => year(2009 + index, ...own)), ...year(2012, ...now)];
        const found = forecast(all, 4);
        if (found) expect(found.low).toBeGreaterThanOrEqual(now[0] + now[1]);
        const other = forecast(all.toReversed(), 4);
        expect(other?.high ?? 0).toBeCloseTo(found?.high ?? 0, 6);
      }),
    );
  });
  test('of 400 years drawn by chance about 95 in 100 end within the limits', () => {
    let state = 20130117;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const events = (mean: number): number => {
      let count = -1;
      for (let time = 0; time < mean; count += 1) time += -Math.log(1 - random());
      return count;
    };
    const means = [40, 60, 90, 50];
    const drawn = (of: number) => year(of, ...means.map(events));
    let within = 0;
    for (let trial = 0; trial < 400; trial += 1) {
      const whole = drawn(2012);
      const found = forecast([2009, 2010, 2011].flatMap(drawn).concat(whole.slice(0, 2)), 4);
      const end = whole.reduce((sum, { value }) => sum + value, 0);
      if (found && found.low <= end && end <= found.high) within += 1;
    }
    expect(within / 400).toBeGreaterThan(0.93);
    expect(within / 400).toBeLessThan(0.995);
  });
});
