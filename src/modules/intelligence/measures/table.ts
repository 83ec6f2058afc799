import type { Measure } from '../../../platform/module.ts';
import type { Counted } from './count.ts';
import type { ReleasePeriod } from './periods.ts';
import type { Figure, Released } from './queries.ts';
import { type Cell, type Line, rounded, suppress } from './suppress.ts';

const keyOf = (period: string, group: string, place: string): string => `${period}|${group}|${place}`;

/** What stands in a cell, whether released earlier or counted now. */
interface Placed {
  readonly period: string;
  readonly group: string;
  readonly place: string;
}

/** Every sum that a reader can make: over groups, over places and, where the measure adds up, over the quarters of a year. */
function linesOf(placed: readonly Placed[], years: readonly ReleasePeriod[]): readonly Line[] {
  const there = new Set(placed.map(({ period, group, place }) => keyOf(period, group, place)));
  const lines: Line[] = [];
  const line = (total: string, parts: readonly string[]): void => {
    const known = parts.filter((key) => there.has(key));
    if (there.has(total) && known.length > 0) lines.push({ total, parts: known });
  };
  for (const [period, cells] of Map.groupBy(placed, (one) => one.period)) {
    const groups = [...new Set(cells.map(({ group }) => group))].filter((group) => group !== '');
    const places = [...new Set(cells.map(({ place }) => place))].filter((place) => place !== '');
    for (const place of ['', ...places])
      line(
        keyOf(period, '', place),
        groups.map((group) => keyOf(period, group, place)),
      );
    for (const group of ['', ...groups])
      line(
        keyOf(period, group, ''),
        places.map((place) => keyOf(period, group, place)),
      );
  }
  for (const year of years)
    for (const { period, group, place } of placed)
      if (period === year.text)
        line(
          keyOf(period, group, place),
          year.quarters.map((quarter) => keyOf(quarter, group, place)),
        );
  return lines;
}

/** The figures of a period as they may be released, beside what was released of other periods and of this one before. */
export function releasable(
  measure: Pick<Measure, 'of' | 'kind' | 'adds'>,
  period: ReleasePeriod,
  counted: readonly Counted[],
  earlier: readonly Released[],
  roundTo: number,
): readonly Figure[] {
  const value = (one: Counted): number =>
    measure.kind === 'count' ? rounded(one.value, measure.of === 'people' ? roundTo : 1) : one.value;
  const figures = (hidden: (one: Counted) => boolean): readonly Figure[] =>
    counted.map((one) => ({
      group: one.group_key,
      groupSays: one.group_says,
      place: one.place,
      value: hidden(one) ? null : value(one),
    }));
  if (measure.of === 'activity') return figures(() => false);

  const before = earlier.find((release) => release.period.text === period.text);
  const wasHidden = new Set(
    before?.figures
      .filter((one) => one.value === null)
      .map((one) => keyOf(period.text, one.group, one.place)),
  );
  const others = earlier.filter((release) => release.period.text !== period.text);
  const cells: Cell[] = [
    ...counted.map((one): Cell => {
      const key = keyOf(period.text, one.group_key, one.place);
      return wasHidden.has(key)
        ? { key, people: one.people, released: 'hidden' }
        : { key, people: one.people };
    }),
    ...others.flatMap((release) =>
      release.figures.map(
        (one): Cell => ({
          key: keyOf(release.period.text, one.group, one.place),
          released: one.value === null ? 'hidden' : 'shown',
        }),
      ),
    ),
  ];
  const placed: Placed[] = [
    ...counted.map((one) => ({ period: period.text, group: one.group_key, place: one.place })),
    ...others.flatMap((release) =>
      release.figures.map(({ group, place }) => ({ period: release.period.text, group, place })),
    ),
  ];
  const released = new Set(earlier.map((release) => release.period.text));
  const years = measure.adds
    ? [period, ...others.map((release) => release.period)].filter(
        ({ quarters }) =>
          quarters.length > 0 && quarters.every((text) => text === period.text || released.has(text)),
      )
    : [];
  const { hidden } = suppress(cells, linesOf(placed, years));
  return figures((one) => hidden.has(keyOf(period.text, one.group_key, one.place)));
}
