import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asId, isUuid, leastIdAt, newId } from './ids.ts';
import { listInWords, plural, slugOf } from './names.ts';
import { formatPence, parsePounds, pence } from './pence.ts';
import {
  addDays,
  addMonths,
  dateOf,
  daysBetween,
  longDate,
  parsePlainDate,
  plainDate,
} from './plain-date.ts';

describe('ids', () => {
  test('ids made one after another sort in that order, even within one millisecond', () => {
    const made = Array.from({ length: 10_000 }, () => newId());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made.every(isUuid)).toBe(true);
  });
  test('ids made since an instant sort after its least id', () => {
    const least = leastIdAt(new Date());
    expect(isUuid(least)).toBe(true);
    expect(newId() >= least).toBe(true);
    expect(newId(Date.now() - 1000) >= leastIdAt(new Date(Date.now() + 60_000))).toBe(false);
  });
  test('what is no UUID is no id', () => {
    expect(asId('1; drop table')).toBeUndefined();
    expect(asId('01234567-89AB-7DEF-8123-456789abcdef')).toBeUndefined();
  });
});

describe('money', () => {
  test.each([
    ['£23,902', 2_390_200],
    ['6000', 600_000],
    ['£20k', 2_000_000],
    ['12.5', 1250],
    ['0', 0],
  ])('%s is read as %i pence', (text, amount) => expect(parsePounds(text)).toBe(amount));
  test.each(['', 'about £5', '1,00', '-3', '1.234'])('%s is not an amount', (text) =>
    expect(parsePounds(text)).toBeUndefined(),
  );
  test('what is printed is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (amount) => {
        expect(parsePounds(formatPence(pence(amount)))).toBe(amount);
      }),
    );
  });
  test('a fraction of a penny is a bug', () => expect(() => pence(0.5)).toThrow(RangeError));
});

describe('dates', () => {
  test('a day that does not exist is refused', () => {
    expect(parsePlainDate('2013-02-30')).toBeUndefined();
    expect(parsePlainDate('17/01/2013')).toBeUndefined();
    expect(dateOf(2012, 2, 29)).toBe('2012-02-29');
    expect(dateOf(2013, 13, 1)).toBeUndefined();
  });
  test('adding days and counting them agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50_000, max: 50_000 }), (days) => {
        const start = plainDate('2013-01-17');
        expect(daysBetween(start, addDays(start, days))).toBe(days);
      }),
    );
  });
  test('a month after the 31st is the last day of a shorter month', () => {
    expect(addMonths(plainDate('2013-01-31'), 1)).toBe('2013-02-28');
    expect(addMonths(plainDate('2013-01-17'), -12)).toBe('2012-01-17');
  });
  test('dates are written out with their year', () =>
    expect(longDate(plainDate('2013-01-17'))).toBe('17 January 2013'));
});

test('words: counts carry their noun, lists read as sentences, slugs drop apostrophes', () => {
  expect(plural(1, 'project')).toBe('1 project');
  expect(plural(1200, 'entry', 'entries')).toBe('1,200 entries');
  expect(listInWords(['a', 'b', 'c'])).toBe('a, b and c');
  expect(slugOf('Vulnerable People’s Champion (2013)')).toBe('vulnerable-peoples-champion-2013');
});
