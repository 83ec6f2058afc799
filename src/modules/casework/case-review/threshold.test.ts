import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import { readYear, withoutSmallNumbers } from './figures.ts';
import { CLOCKS, isStep, NEXT, STEPS } from './states.ts';
import { lastDayOf, type ThresholdRules, thresholdOf } from './threshold.ts';

const RULES: ThresholdRules = { complaints: 3, complaintMonths: 1, applicationMonths: 6 };
const complaint = (behaviour: string, complained: string, id = behaviour) => ({
  id,
  behaviourOn: plainDate(behaviour),
  complainedOn: plainDate(complained),
});

describe('the threshold of the ASB case review', () => {
  test('three complaints, each within a month of the behaviour and six months before the application, reach it', () => {
    const three = [
      complaint('2012-08-01', '2012-08-31'),
      complaint('2012-10-10', '2012-10-10'),
      complaint('2012-12-24', '2013-01-02'),
    ];
    expect(thresholdOf(three, plainDate('2013-01-17'), RULES)).toMatchObject({ met: true, qualifying: 3 });
    expect(thresholdOf(three.slice(1), plainDate('2013-01-17'), RULES).met).toBe(false);
  });

  test('a month beginning with a day ends the day before the same day, or with a month that has no such day', () => {
    expect(lastDayOf(plainDate('2012-03-10'), 1)).toBe('2012-04-09');
    expect(lastDayOf(plainDate('2013-01-31'), 1)).toBe('2013-02-28');
    expect(lastDayOf(plainDate('2012-08-31'), 6)).toBe('2013-02-28');
  });

  test('every complaint says why it counts or does not', () => {
    const { complaints } = thresholdOf(
      [
        complaint('2012-10-01', '2012-11-01', 'late'),
        complaint('2012-10-01', '2012-10-31', 'just'),
        complaint('2012-06-01', '2012-07-17', 'both'),
        complaint('2012-07-16', '2012-07-17', 'old'),
        complaint('2012-10-02', '2012-10-01', 'before'),
      ],
      plainDate('2013-01-17'),
      RULES,
    );
    expect(Object.fromEntries(complaints.map(({ id, verdict }) => [id, verdict]))).toEqual({
      late: 'complained-too-late',
      just: 'qualifies',
      both: 'complained-too-late',
      old: 'applied-too-late',
      before: 'complained-before',
    });
  });

  const complaints = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -5, max: 60 })), { maxLength: 12 })
    .map((all) =>
      all.map(([day, later], at) => {
        const behaviourOn = addDays(plainDate('2012-01-01'), day);
        return { id: String(at), behaviourOn, complainedOn: addDays(behaviourOn, later) };
      }),
    );

  test('one more complaint never takes it away, and a stricter rule never gives it', () => {
    fc.assert(
      fc.property(complaints, complaints, fc.integer({ min: 1, max: 6 }), (some, more, needed) => {
        const on = plainDate('2013-01-17');
        const met = (all: typeof some, rules: ThresholdRules) => thresholdOf(all, on, rules).met;
        const rules = { ...RULES, complaints: needed };
        if (met(some, rules)) {
          expect(met([...some, ...more], rules)).toBe(true);
          expect(met(some, { ...rules, complaints: needed - 1 })).toBe(true);
          expect(met(some, { ...rules, complaintMonths: 2 })).toBe(true);
          expect(met(some, { ...rules, applicationMonths: 12 })).toBe(true);
        }
      }),
    );
  });
});

describe('the steps of a case review', () => {
  test('every step leads to known steps, each has a clock or none, and every step is reached from the application', () => {
    const reached = new Set<string>(['applied']);
    for (const step of reached) for (const next of isStep(step) ? NEXT[step] : []) reached.add(next);
    expect([...reached].toSorted()).toEqual(Object.keys(STEPS).toSorted());
    expect(Object.keys(CLOCKS).toSorted()).toEqual(Object.keys(STEPS).toSorted());
  });
});

describe('the yearly figures', () => {
  test('a year is a calendar year or a financial year', () => {
    expect(readYear('2012')).toEqual({ name: '2012', from: '2012-01-01', until: '2012-12-31' });
    expect(readYear('2012/13')).toEqual({ name: '2012/13', from: '2012-04-01', until: '2013-03-31' });
    expect(readYear('2012/14')).toMatchObject({ refused: 'year-unreadable' });
  });

  test('small numbers are hidden with what they could be told from', () => {
    expect(
      withoutSmallNumbers({
        applications: 12,
        thresholdNotMet: 2,
        reviews: 10,
        reviewsWithRecommendations: 8,
      }),
    ).toEqual({
      applications: '12',
      thresholdNotMet: 'fewer than 5',
      reviews: 'not shown',
      reviewsWithRecommendations: 'not shown',
    });
    expect(
      withoutSmallNumbers({ applications: 0, thresholdNotMet: 0, reviews: 0, reviewsWithRecommendations: 0 }),
    ).toEqual({ applications: '0', thresholdNotMet: '0', reviews: '0', reviewsWithRecommendations: '0' });
  });
});
