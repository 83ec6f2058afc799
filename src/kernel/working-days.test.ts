import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { bankHolidays, isWorkingDay, nearestWorkingDay } from './working-days.ts';

test('the bank holidays of England are those that were kept', () => {
  expect([...bankHolidays(2013)]).toEqual([
    '2013-01-01',
    '2013-03-29',
    '2013-04-01',
    '2013-05-06',
    '2013-05-27',
    '2013-08-26',
    '2013-12-25',
    '2013-12-26',
  ]);
  const stoodIn = (year: number) => [...bankHolidays(year)].filter((day) => /-(01-0\d|12-2\d)$/.test(day));
  expect(stoodIn(2010)).toEqual(['2010-01-01', '2010-12-27', '2010-12-28']);
  expect(stoodIn(2011)).toEqual(['2011-01-03', '2011-12-26', '2011-12-27']);
  expect(stoodIn(2015)).toEqual(['2015-01-01', '2015-12-25', '2015-12-28']);
});

test('a day off is moved to the working day nearest to it', () => {
  expect(isWorkingDay(plainDate('2013-01-17'))).toBe(true);
  expect(nearestWorkingDay(plainDate('2013-01-19'))).toBe('2013-01-18');
  expect(nearestWorkingDay(plainDate('2013-03-31'))).toBe('2013-04-02');
});
