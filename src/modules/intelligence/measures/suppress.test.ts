import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, isSmall, type Line, rounded, suppress } from './suppress.ts';

interface Table {
  readonly cells: readonly (Cell & { readonly people: number })[];
  readonly lines: readonly Line[];
}

/** Counts by group and place with all their sums. */
function tableOf(counts: readonly (readonly number[])[]): Table {
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
  const groups = counts.length;
  const places = counts[0]?.length ?? 0;
  const at = (group: number, place: number): number =>
    group < groups
      ? place < places
        ? (counts[group]?.[place] ?? 0)
        : sum(counts[group] ?? [])
      : sum(counts.map((row) => (place < places ? (row[place] ?? 0) : sum(row))));
  const key = (group: number, place: number): string => `${group}|${place}`;
  const span = (upTo: number): number[] => Array.from({ length: upTo }, (_, index) => index);
  return {
    cells: span(groups + 1).flatMap((group) =>
      span(places + 1).map((place) => ({ key: key(group, place), people: at(group, place) })),
    ),
    lines: [
      ...span(groups + 1).map((group) => ({
        total: key(group, places),
        parts: span(places).map((place) => key(group, place)),
      })),
      ...span(places + 1).map((place) => ({
        total: key(groups, place),
        parts: span(groups).map((group) => key(group, place)),
      })),
    ],
  };
}

const tables = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([groups, places]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.nat(60)), {
        minLength: places,
        maxLength: places,
      }),
      {
        minLength: groups,
        maxLength: groups,
      },
    ),
  )
  .map(tableOf);

/** What somebody works out who takes away, again and again, what is shown from a sum with one unknown. */
function subtracted({ cells, lines }: Table, hidden: ReadonlySet<string>): string[] {
  const seen = new Set(cells.map(({ key }) => key).filter((key) => !hidden.has(key)));
  for (let found = true; found; ) {
    found = false;
    for (const { total, parts } of lines) {
      const unknown = [total, ...parts].filter((key) => !seen.has(key));
      if (unknown.length !== 1) continue;
      seen.add(unknown[0] ?? '');
      found = true;
    }
  }
  return [...hidden].filter((key) => seen.has(key));
}

test('no count of one to four people is shown', () => {
  fc.assert(
    fc.property(tables, ({ cells, lines }) => {
      const { hidden } = suppress(cells, lines);
      expect(cells.filter(({ key, people }) => isSmall(people) && !hidden.has(key))).toEqual([]);
    }),
  );
});

test('no hidden count can be got by subtraction', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { hidden, exposed } = suppress(table.cells, table.lines);
      expect(exposed).toEqual([]);
      expect(subtracted(table, hidden)).toEqual([]);
    }),
  );
});

test('no sum is shown beside hidden counts that could only all be one', () => {
  fc.assert(
    fc.property(tables, ({ cells, lines }) => {
      const { hidden } = suppress(cells, lines);
      const alone = lines.filter(
        ({ total, parts }) =>
          !hidden.has(total) &&
          parts.some((key) => hidden.has(key)) &&
          parts.every((key) => !hidden.has(key) || cells.find((cell) => cell.key === key)?.people === 1),
      );
      expect(alone).toEqual([]);
    }),
  );
});

test('a table without small counts is shown whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 5, max: 90 }), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 4,
      }),
      (counts) => {
        const { cells, lines } = tableOf(counts);
        expect(suppress(cells, lines).hidden.size).toBe(0);
      },
    ),
  );
});

test('beside one small count the smallest other is hidden, and the total stays', () => {
  const cells = [
    { key: 'all', people: 60 },
    { key: 'fire', people: 3 },
    { key: 'police', people: 40 },
    { key: 'housing', people: 17 },
  ];
  const { hidden } = suppress(cells, [{ total: 'all', parts: ['fire', 'police', 'housing'] }]);
  expect([...hidden].sort()).toEqual(['fire', 'housing']);
});

test('what was released stays as it was; the year gives no hidden quarter away', () => {
  const quarters = ['q1', 'q2', 'q3', 'q4'];
  const { hidden, exposed } = suppress(
    [
      { key: 'q1', released: 'hidden' },
      ...['q2', 'q3', 'q4'].map((key) => ({ key, released: 'shown' as const })),
      { key: 'year', people: 50 },
    ],
    [{ total: 'year', parts: quarters }],
  );
  expect(hidden.has('year')).toBe(true);
  expect(exposed).toEqual([]);
});

test('where earlier releases give a small count away, it says so', () => {
  const { exposed } = suppress(
    [
      { key: 'all', released: 'shown' },
      { key: 'police', released: 'shown' },
      { key: 'fire', people: 2 },
    ],
    [{ total: 'all', parts: ['police', 'fire'] }],
  );
  expect(exposed).toEqual(['fire']);
});

test('counts are rounded to what the partnership set', () => {
  expect([rounded(42, 1), rounded(42, 5), rounded(43, 5), rounded(7, 10)]).toEqual([42, 40, 45, 10]);
});
