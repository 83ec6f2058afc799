import { expect, test } from 'vitest';
import { printedNumber, typedNumbers } from './numbers.ts';

test('money, percentages and counts are told apart as they are typed', () => {
  const found = typedNumbers('£81,000 was asked for. A 25.3% reduction followed, and 87 checks.');
  expect(found.map(({ typed, value, kind }) => [typed, value, kind])).toEqual([
    ['£81,000', 81_000, 'money'],
    ['25.3%', 25.3, 'percent'],
    ['87', 87, 'count'],
  ]);
});

test('what is bound, dated or numbered is not typed', () => {
  const words = [
    'There were {{figure:indicator.crime.latest}} crimes on 14th December 2012, see Appendix 2.',
    '1. First',
    'From 2011/12 to 2012/13, at waves 8-11 of [a survey](/indicators/22).',
  ].join('\n\n');
  expect(typedNumbers(words)).toEqual([]);
});

test('a figure prints the number that its text shows', () => {
  expect(printedNumber({ text: '£81,000', value: 8_100_000 })).toEqual({ kind: 'money', value: 81_000 });
  expect(printedNumber({ text: '61 per 1,000', value: 61 })).toEqual({ kind: 'count', value: 61 });
  expect(printedNumber({ text: 'baseline awaited', value: null })).toBeUndefined();
});
