import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stopFormula, unstopFormula } from './formula.ts';

test('no text that is written begins with a sign that a spreadsheet runs, full-width signs, tabs and line ends among them', () => {
  for (const sign of ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
    for (const text of [`${sign}HYPERLINK("x")`, `${sign}1+1|cmd`, sign])
      expect(stopFormula(text)).toBe(`'${text}`);
});

test('numbers stay numbers, below nought and as percentages too', () => {
  for (const number of ['-5', '+3.2%', '-1,204.50', '0', '17']) expect(stopFormula(number)).toBe(number);
});

test('what is written is read back as it was, whatever it begins with', () => {
  const start = fc.constantFrom('', "'", "''", '=', '-', '＝', "'＠", "'-", '\t');
  fc.assert(
    fc.property(start, fc.string(), (sign, rest) => {
      const text = sign + rest;
      expect(unstopFormula(stopFormula(text))).toBe(text);
    }),
  );
});
