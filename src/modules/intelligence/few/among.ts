import type { ComparedPlace, Home } from '../compare/places.ts';
import { COST_OF_NOUGHT, isSmall, suppress } from '../measures/suppress.ts';
import { type FewFigure, keyOf, OWN } from './figures.ts';
import { givenAway } from './given-away.ts';
import { type PlaceSum, placeSums } from './place-sums.ts';
import { meet } from './spans.ts';
import { Table } from './table.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The keys of the figures of an indicator that stay hidden from readers, over all its places and periods together: those of
 * one to four people, and the smallest others that it takes so that nobody who knows all that is shown can tell any of them.
 * The indicator's own figures stand on its page: everybody who could take something from them knows them.
 */
export function hiddenAmong(
  figures: readonly FewFigure[],
  places: readonly ComparedPlace[],
  home: Home,
): ReadonlySet<string> {
  // Of one time alone nothing small follows that is not there; of times that overlap it may.
  const spans = new Set(figures.map(({ span }) => span.text));
  if (spans.size < 2 && !figures.some(({ place, people }) => place !== OWN && isSmall(people ?? 1)))
    return new Set();
  // The same figures always hide the same ones, in whatever order they are read.
  const inOrder = figures.toSorted((a, b) =>
    byText(keyOf(a.place, a.span.text), keyOf(b.place, b.span.text)),
  );
  const table = new Table(inOrder, true);
  const bySlug = places.toSorted((a, b) => byText(a.slug, b.slug));
  const sums = placeSums(bySlug, home);
  table.addPlaceSums(sums);
  table.addSpanSums();
  table.reckonUnseen();
  return hiddenIn(table, inOrder, sums);
}

/** What stays hidden of a table, and as much more as it takes that none of it follows from sums that the table does not hold. */
function hiddenIn(
  table: Table,
  figures: readonly FewFigure[],
  sums: readonly PlaceSum[],
): ReadonlySet<string> {
  for (;;) {
    const { hidden } = suppress([...table.cells.values()], table.lines);
    const before = new Set<string>();
    for (const { by } of givenAway(figures, sums, hidden)) {
      if (by.some((key) => before.has(key))) continue;
      const [cheapest] = by
        .flatMap((key) => table.cells.get(key) ?? [])
        .filter(({ released }) => released !== 'shown')
        .sort((a, b) => (a.people || COST_OF_NOUGHT) - (b.people || COST_OF_NOUGHT) || byText(a.key, b.key));
      if (cheapest) before.add(cheapest.key);
    }
    if (before.size === 0) return hidden;
    for (const key of before) {
      const cell = table.cells.get(key);
      if (cell) table.cells.set(key, { ...cell, released: 'hidden' });
    }
  }
}

/**
 * The same for who sees only the indicator's own figures, and those not before they are published: with a small figure stay
 * hidden all whose time meets its time, since whoever kept an earlier publication knows the others of that time.
 */
export function hiddenInPublic(figures: readonly FewFigure[]): ReadonlySet<string> {
  const small = figures.filter(({ people }) => isSmall(people ?? 1));
  const table = new Table(figures, false);
  for (const { place, span } of figures) {
    const key = keyOf(place, span.text);
    const cell = table.cells.get(key);
    if (cell && small.some((one) => one.place === place && meet(one.span, span)))
      table.cells.set(key, { ...cell, released: 'hidden' });
  }
  table.addSpanSums();
  table.reckonUnseen();
  return hiddenIn(table, figures, []);
}
