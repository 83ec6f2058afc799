import type { DatedSeries } from '../course/series.ts';
import type { Indicator } from '../types.ts';

/** What leaves: a figure, or that there is one which is hidden because it is of one to four people. */
export type OpenFigure = Omit<DatedSeries, 'quality' | 'start' | 'end'> & { readonly quality: string };

const FEWEST = 5;

/** How many people a figure is of; undefined where nobody can tell, which counts as few. */
function peopleIn({ kind }: Pick<Indicator, 'kind'>, figure: DatedSeries): number | undefined {
  if (kind === 'number') return figure.value ?? undefined;
  if (figure.numerator !== null) return figure.numerator;
  return kind === 'percentage' && figure.denominator !== null && figure.value !== null
    ? (figure.value / 100) * figure.denominator
    : undefined;
}

const isFew = (people: number | undefined): boolean =>
  people === undefined || (people > 0 && people < FEWEST);

const within = (inner: DatedSeries, outer: DatedSeries): boolean =>
  inner !== outer && outer.start <= inner.end && inner.start <= outer.end;

const hidden = (figure: DatedSeries): DatedSeries => ({
  ...figure,
  ...{ value: null, numerator: null, denominator: null, lower: null, upper: null },
});

/**
 * The figures of an indicator that counts few people, as they may leave: of one to four people they are hidden, and so is
 * every figure whose period overlaps a hidden one, so that nothing is got by subtraction (a year less its other quarters).
 */
export function hideFew(indicator: Pick<Indicator, 'kind'>, figures: readonly DatedSeries[]): DatedSeries[] {
  const few = new Set(figures.filter((figure) => isFew(peopleIn(indicator, figure))));
  const told = figures.filter((figure) => [...few].some((one) => within(one, figure)));
  for (const figure of told) few.add(figure);
  return figures.map((figure) => (few.has(figure) ? hidden(figure) : figure));
}

/** A figure as it is written: what is hidden says so in its quality. */
export const written = ({ start, end, ...figure }: DatedSeries): OpenFigure =>
  figure.value === null ? { ...figure, quality: 'hidden' } : figure;
