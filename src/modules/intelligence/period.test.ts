import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { type Period, readPeriod, type Wave, wavePeriod } from './period.ts';
import {
  comparable,
  comparePeriods,
  nextPeriod,
  overlaps,
  previousPeriod,
  yearsEarlier,
} from './period-order.ts';

const wave = (slug: string, first: number, last: number, from: string, to: string): Wave => ({
  id: slug,
  slug,
  title: `Feeling the Difference, waves ${first} to ${last}`,
  survey: 'Feeling the Difference',
  firstWave: first,
  lastWave: last,
  startsOn: plainDate(from),
  endsOn: plainDate(to),
  sampleSize: null,
});
const early = wave('ftd-8-11', 8, 11, '2011-03-01', '2011-03-31');
const late = wave('ftd-10-13', 10, 13, '2012-01-01', '2012-01-31');
const waves = new Map([early, late].map((one) => [one.slug, one]));
const read = (text: string): Period => {
  const period = readPeriod(text, waves);
  if (!period) throw new Error(`${text} is no period`);
  return period;
};

describe('a period is read from what people write', () => {
  test.each([
    ['2011/12', 'financial-year', '2011-04-01', '2012-03-31', '2011/12'],
    ['1999/00', 'financial-year', '1999-04-01', '2000-03-31', '1999/00'],
    ['2011/2012', 'financial-year', '2011-04-01', '2012-03-31', '2011/12'],
    [
      '2012/13 Q3',
      'financial-quarter',
      '2012-10-01',
      '2012-12-31',
      'October to December 2012 (quarter 3 of 2012/13)',
    ],
    [
      '2012/13 q4',
      'financial-quarter',
      '2013-01-01',
      '2013-03-31',
      'January to March 2013 (quarter 4 of 2012/13)',
    ],
    ['2012 Q3', 'calendar-quarter', '2012-07-01', '2012-09-30', 'July to September 2012'],
    ['2012-02', 'month', '2012-02-01', '2012-02-29', 'February 2012'],
    ['2012', 'calendar-year', '2012-01-01', '2012-12-31', '2012'],
    ['2012-04..2012-11', 'range', '2012-04-01', '2012-11-30', 'April to November 2012'],
    ['2011-05-01..2012-04-30', 'range', '2011-05-01', '2012-04-30', 'May 2011 to April 2012'],
    ['2012-10-15 .. 2012-10-20', 'range', '2012-10-15', '2012-10-20', '15 October 2012 to 20 October 2012'],
    ['ftd-10-13', 'wave', '2012-01-01', '2012-01-31', 'Feeling the Difference, waves 10 to 13'],
  ])('%s', (text, kind, start, end, label) => {
    expect(read(text)).toMatchObject({ kind, start, end, label });
  });
  test.each([
    '',
    '2011/13',
    '2012/13 Q5',
    '2012 Q0',
    '2012-13',
    '2012-00',
    '12',
    'last year',
    '2012-11..2012-04',
    '2012-02-30..2012-03-01',
    'ftd-99',
    '0000',
    '2012..2013',
  ])('"%s" is no period', (text) => expect(readPeriod(text, waves)).toBeUndefined());
  test('the canonical text of a period is read as the same period', () => {
    const month = fc.integer({ min: 1, max: 12 });
    const year = fc.integer({ min: 1900, max: 2100 });
    fc.assert(
      fc.property(
        year,
        month,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 30 }),
        (y, m, q, more) => {
          const fy = `${y}/${String((y + 1) % 100).padStart(2, '0')}`;
          const end = new Date(Date.UTC(y, m - 1 + more, 1)).toISOString().slice(0, 7);
          const start = `${y}-${String(m).padStart(2, '0')}`;
          for (const text of [fy, `${fy} Q${q}`, `${y} Q${q}`, start, `${y}`, `${start}..${end}`]) {
            const period = read(text);
            expect(period.text).toBe(text);
            expect(period.start <= period.end).toBe(true);
            const before = previousPeriod(period);
            expect(before && comparable(before, period)).toBe(true);
            expect(before && comparePeriods(before, period)).toBe(-1);
            expect(before && nextPeriod(before)?.text).toBe(text);
            if (before && period.kind !== 'range') expect(overlaps(before, period)).toBe(false);
            expect(yearsEarlier(period, 5)?.kind).toBe(period.kind);
          }
        },
      ),
    );
  });
});

describe('periods are compared', () => {
  test.each([
    ['2011/12', '2010/11'],
    ['2012/13 Q1', '2011/12 Q4'],
    ['2012/13 Q4', '2012/13 Q3'],
    ['2012 Q1', '2011 Q4'],
    ['2012-01', '2011-12'],
    ['2012', '2011'],
    ['2012-04..2012-11', '2011-04..2011-11'],
    ['2011-05-01..2012-02-29', '2010-05..2011-02'],
    ['ftd-10-13', 'ftd-8-11'],
  ])('before %s comes %s, and after that the first', (text, before) => {
    expect(previousPeriod(read(text), waves)?.text).toBe(before);
    expect(nextPeriod(read(before), waves)?.start).toBe(read(text).start);
  });
  test.each([
    ['2011/12', 4, '2007/08'],
    ['2012/13 Q4', 1, '2011/12 Q4'],
    ['2012 Q2', 2, '2010 Q2'],
    ['2012-10', 1, '2011-10'],
  ])('%s less %i years is %s', (text, years, earlier) =>
    expect(yearsEarlier(read(text), years)?.text).toBe(earlier),
  );
  test('waves 10-13 and waves 8-11 share respondents, though their dates do not touch', () => {
    expect(overlaps(wavePeriod(early), wavePeriod(late))).toBe(true);
    expect(
      overlaps(wavePeriod(early), wavePeriod(wave('ftd-12-15', 12, 15, '2013-01-01', '2013-01-31'))),
    ).toBe(false);
  });
  test('a year to date is comparable only with the same months of another year', () => {
    expect(comparable(read('2012-04..2012-11'), read('2011-04..2011-11'))).toBe(true);
    expect(comparable(read('2012-04..2012-11'), read('2011-04..2011-10'))).toBe(false);
    expect(comparable(read('2012'), read('2012/13'))).toBe(false);
  });
});
