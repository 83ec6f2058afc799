import { expect, test } from 'vitest';
import { Numbers, percentage, Weighed } from './weights.ts';

const weighed = (...weights: readonly number[]): Weighed => {
  const all = new Weighed();
  for (const weight of weights) all.add(weight);
  return all;
};

test('a sample of equal weights is as large as it looks, whatever the weights are', () => {
  expect(weighed(...Array<number>(50).fill(1)).effective).toBeCloseTo(50);
  expect(weighed(...Array<number>(50).fill(2.5)).effective).toBeCloseTo(50);
});

test('Kish’s effective sample size: half with weight 1 and half with weight 3 lose a fifth', () => {
  const weights = [...Array<number>(100).fill(1), ...Array<number>(100).fill(3)];
  expect(weighed(...weights).effective).toBeCloseTo(160);
});

test('without weights the limits are Wilson’s: 81 of 263 is 30.8%, from 25.5% to 36.6% (Newcombe 1998, table I)', () => {
  const { value, low, high } = percentage(
    weighed(...Array<number>(81).fill(1)),
    weighed(...Array<number>(263).fill(1)),
  );
  expect([value, low, high].map((one) => Math.round(one * 100) / 100)).toEqual([30.8, 25.53, 36.62]);
});

test('with weights the limits are wider than the number of respondents would give', () => {
  const part = weighed(...Array<number>(40).fill(0.5), ...Array<number>(40).fill(2));
  const whole = weighed(...Array<number>(100).fill(0.5), ...Array<number>(100).fill(2));
  const plain = percentage(weighed(...Array<number>(80).fill(1)), weighed(...Array<number>(200).fill(1)));
  const { value, low, high } = percentage(part, whole);
  expect(value).toBeCloseTo(plain.value);
  expect(high - low).toBeGreaterThan(plain.high - plain.low);
});

test('the mean of numbers has limits of its standard error', () => {
  const numbers = new Numbers();
  for (const number of [2, 4, 4, 4, 5, 5, 7, 9]) numbers.add(number, 1);
  const { value, low, high } = numbers.mean;
  expect(value).toBe(5);
  expect(high - value).toBeCloseTo((1.959963984540054 * Math.sqrt(32 / 7)) / Math.sqrt(8));
  expect(value - low).toBeCloseTo(high - value);
});
