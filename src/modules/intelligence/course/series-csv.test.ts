import { expect, test } from 'vitest';
import { seriesCsv } from './series-csv.ts';

const row = { place_code: null, place_vintage: null, period: '2012', numerator: null, denominator: null };

test('numbers below nought stay numbers, and no text runs as a formula', () => {
  const csv = seriesCsv([
    { ...row, place_code: '=1+1', value: -3.06, lower: -4.6, upper: null, quality: 'final' },
  ]);
  expect(csv).toBe(
    "place_code,place_vintage,period,value,numerator,denominator,lower,upper,quality\r\n'=1+1,,2012,-3.06,,,-4.6,,final\r\n",
  );
});

test('without a figure the heading stands alone', () => {
  expect(seriesCsv([])).toBe(
    'place_code,place_vintage,period,value,numerator,denominator,lower,upper,quality\r\n',
  );
});
