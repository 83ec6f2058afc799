import { type FewFigure, keyOf } from './figures.ts';
import type { PlaceSum } from './place-sums.ts';
import { type Known, Solution } from './solve.ts';
import { type Span, stretchesOf } from './spans.ts';

/** The moments of each span, of each course that it is told by: stretches that no span divides, numbered. */
function momentsOf(spans: readonly Span[]): ReadonlyMap<string, readonly (readonly number[])[]> {
  const all = [...Map.groupBy(spans.flatMap(stretchesOf), ({ course }) => course)].flatMap(([course, own]) =>
    [...new Set(own.flatMap(({ from, to }) => [from, to]))].map((at) => ({ course, at })),
  );
  return new Map(
    spans.map((span) => [
      span.text,
      stretchesOf(span).map(({ course, from, to }) =>
        all.flatMap((one, nth) => (one.course === course && one.at >= from && one.at < to ? [nth] : [])),
      ),
    ]),
  );
}

/**
 * Of the hidden figures those that follow from the others by adding them and taking them from each other, each with the keys
 * of the figures that it follows from. Every place has a number of every moment, whether somebody knows it or not; a figure
 * is the sum of those of its time, and a place that of its parts as long as no figures say otherwise.
 */
export function givenAway(
  figures: readonly FewFigure[],
  sums: readonly PlaceSum[],
  hidden: ReadonlySet<string>,
): readonly { readonly key: string; readonly by: readonly string[] }[] {
  if (hidden.size === 0) return [];
  const momentsIn = momentsOf([...new Map(figures.map(({ span }) => [span.text, span])).values()]);
  const moments = [...new Set([...momentsIn.values()].flat(2))];
  const most = 1 + Math.max(...moments);
  const places = new Map<string, number>();
  const numbers = (place: string, of: readonly number[], times: number): Known['of'] => {
    const nth = places.get(place) ?? places.size;
    places.set(place, nth);
    return of.map((moment) => [nth * most + moment, times]);
  };
  const told = figures.map(({ place, span: { text } }) => {
    const [days = [], waves] = momentsIn.get(text) ?? [];
    return { key: keyOf(place, text), place, of: numbers(place, days, 1), waves };
  });
  const solution = new Solution([
    ...told.filter(({ key }) => !hidden.has(key)).map(({ key, of }) => ({ of, fact: key })),
    // Its days and its waves are the same of a figure.
    ...told.flatMap(({ place, of, waves }) => (waves ? { of: [...of, ...numbers(place, waves, -1)] } : [])),
    ...sums.flatMap((sum) => {
      const rests = restsIn(figures, sum, momentsIn);
      return moments
        .filter((moment) => !rests.has(moment))
        .map((moment) => ({
          of: [
            ...numbers(sum.total, [moment], -1),
            ...sum.parts.flatMap((part) => numbers(part, [moment], 1)),
          ],
        }));
    }),
  ]);
  return told.flatMap(({ key, of }) => {
    const by = hidden.has(key) ? solution.factsFor(of) : undefined;
    return by ? { key, by } : [];
  });
}

/** The moments of which a place is known to be more, or less, than its parts. */
function restsIn(
  figures: readonly FewFigure[],
  { total, parts }: PlaceSum,
  momentsIn: ReturnType<typeof momentsOf>,
): ReadonlySet<number> {
  const people = new Map(figures.map((one) => [keyOf(one.place, one.span.text), one.people]));
  const [rest, none] = [new Set<number>(), new Set<number>()];
  for (const [text, moments] of momentsIn) {
    const of = (place: string): number => people.get(keyOf(place, text)) ?? Number.NaN;
    const left = of(total) - parts.reduce((sum, part) => sum + of(part), 0);
    if (Number.isNaN(left)) continue;
    for (const moment of moments.flat()) (left === 0 ? none : rest).add(moment);
  }
  return new Set([...rest].filter((moment) => !none.has(moment)));
}
