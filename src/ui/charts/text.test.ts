import { expect, test } from 'vitest';
import { labelsThatFit, spreadApart, widthOf, wrapText } from './text.ts';

const QUARTERS = Array.from(
  { length: 24 },
  (_, index) => `20${10 + Math.floor(index / 4)} Q${(index % 4) + 1}`,
);

test('period labels that are shown never touch, and the newest is always among them', () => {
  for (const spacing of [4, 9, 15, 28, 60, 120]) {
    const shown = [...labelsThatFit(QUARTERS, spacing)];
    expect(shown).toContain(QUARTERS.length - 1);
    for (const [index, at] of shown.entries()) {
      const before = shown[index - 1];
      if (before !== undefined) expect((at - before) * spacing).toBeGreaterThan(widthOf(QUARTERS[at] ?? ''));
    }
  }
});

test('where there is room every period is labelled', () => {
  expect(labelsThatFit(['2008/09', '2009/10', '2010/11'], 90).size).toBe(3);
});

test('labels at the end of lines are moved apart, keep their order and stay inside', () => {
  const labels = [
    { at: 100, height: 20 },
    { at: 98, height: 20 },
    { at: 101, height: 20 },
    { at: 10, height: 20 },
  ];
  const middles = spreadApart(labels, { from: 0, to: 120 });
  const [first = 0, second = 0, third = 0, fourth = 0] = middles;
  expect(first - second).toBeGreaterThanOrEqual(20);
  expect(third - first).toBeGreaterThanOrEqual(20);
  expect(third).toBeLessThanOrEqual(110);
  expect(fourth).toBe(10);
});

test('a long name is broken between words', () => {
  expect(wrapText('Etching Hill and the Heath', 14)).toEqual(['Etching Hill', 'and the Heath']);
  expect(wrapText('Incomprehensibilities', 5)).toEqual(['Incomprehensibilities']);
});
