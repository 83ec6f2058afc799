import { expect, test } from 'vitest';
import { NO_WAVES } from '../period.ts';
import { plainNumber } from './apply.ts';
import { lookAt } from './form.ts';

test('a heading that is too long to name a column by is taken for none', () => {
  const long = `Ward${' and ward'.repeat(50)} code`;
  const { guess, headings } = lookAt(
    [
      { line: 1, values: [long, 'Ward code', 'Value'] },
      { line: 2, values: ['a', 'b', '1'] },
    ],
    NO_WAVES,
  );
  expect(headings).toContain(long);
  expect(guess).toMatchObject({ placeColumn: 'Ward code', valueColumn: 'Value' });
});

test.each(['1.', '.', '', 'e5', `${'1'.repeat(20)}x`, '1.2.3'])('%s is left as it is written', (text) => {
  expect(plainNumber(text)).toBe(text);
});

test.each([
  ['1e3', '1000'],
  ['.5e1', '5'],
  ['0.12345678901234567', '0.123456789012'],
])('%s is %s', (text, plain) => {
  expect(plainNumber(text)).toBe(plain);
});
