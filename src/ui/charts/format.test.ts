import { expect, test } from 'vitest';
import {
  formatChange,
  formatFigure,
  formatNumber,
  formatPercent,
  formatPounds,
  formatPoundsShort,
  formatRate,
  formatShare,
  formatTick,
} from './format.ts';

test('whole numbers carry thousands separators and a true minus sign', () => {
  expect(formatNumber(1234567)).toBe('1,234,567');
  expect(formatNumber(-12)).toBe('−12');
  expect(formatNumber(-0.2)).toBe('0');
});

test('a percentage keeps one decimal only when it has one', () => {
  expect(formatPercent(75)).toBe('75%');
  expect(formatPercent(75.44)).toBe('75.4%');
});

test('a share always says how many of how many', () => {
  expect(formatShare(30, 40)).toBe('75% (30 of 40)');
  expect(formatShare(0, 0)).toBe('Not known (0 of 0)');
});

test('money is written in pounds from pence', () => {
  expect(formatPounds(2_390_200)).toBe('£23,902');
  expect(formatPounds(1250)).toBe('£12.50');
  expect(formatPoundsShort(2_390_200)).toBe('£23.9k');
  expect(formatPoundsShort(120_000_000)).toBe('£1.2m');
  expect(formatPoundsShort(99_999_900)).toBe('£1m');
  expect(formatPoundsShort(-5050)).toBe('−£50.50');
});

test('a rate says per how many', () => {
  expect(formatRate(5.42)).toBe('5.4 per 1,000');
  expect(formatFigure(5.42, { kind: 'rate', per: 10_000, of: 'people' })).toBe('5.4 per 10,000 people');
});

test('an unknown value is written as a fact', () => {
  expect(formatFigure(null, { kind: 'percent' })).toBe('Not known');
});

test('an axis leaves the long unit to the subtitle', () => {
  expect(formatTick(4000, { kind: 'rate', per: 1000 })).toBe('4,000');
  expect(formatTick(40, { kind: 'percent' })).toBe('40%');
});

test('a change between percentages is in percentage points', () => {
  expect(formatChange(71, 75, { kind: 'percent' })).toBe('+4 percentage points');
  expect(formatChange(71, 70, { kind: 'percent' })).toBe('−1 percentage point');
  expect(formatChange(5, 5, { kind: 'rate', per: 1000 })).toBe('no change');
  expect(formatChange(100, 1300, { kind: 'count' })).toBe('+1,200');
});
