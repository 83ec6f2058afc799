import type { DatedSeries } from '../course/series.ts';
import { hiddenInPublic } from '../few/among.ts';
import { keyOf, OWN } from '../few/figures.ts';
import { pooledIn } from '../few/spans.ts';
import { toldBy } from '../few/told.ts';
import { NO_WAVES, readPeriod, type Waves } from '../period.ts';
import type { Indicator } from '../types.ts';

/** What leaves: a figure, or that there is one which is hidden because it or another by subtraction is of one to four people. */
export type OpenFigure = Omit<DatedSeries, 'quality' | 'start' | 'end'> & { readonly quality: string };

const hidden = (figure: DatedSeries): DatedSeries => ({
  ...figure,
  ...{ value: null, numerator: null, denominator: null, lower: null, upper: null },
});

/** The figures of an indicator that counts few people, as they may leave. A rate without its count may be of few. */
export function hideFew(
  indicator: Pick<Indicator, 'kind' | 'per'>,
  figures: readonly DatedSeries[],
  waves: Waves = NO_WAVES,
): DatedSeries[] {
  const few = hiddenInPublic(
    figures.flatMap((figure) => {
      const { value, numerator, period, start, end } = figure;
      if (value === null) return [];
      const denominator = indicator.kind === 'rate' && numerator === null ? null : figure.denominator;
      const read = readPeriod(period, waves);
      const span = { text: period, kind: read?.kind ?? 'wave', start, end, ...pooledIn(read?.wave) };
      return [
        { place: OWN, span, ...toldBy(indicator, { value, numerator, denominator, sampleSize: null }) },
      ];
    }),
  );
  return figures.map((figure) => (few.has(keyOf(OWN, figure.period)) ? hidden(figure) : figure));
}

/** A figure as it is written: what is hidden says so in its quality. */
export const written = ({ start, end, ...figure }: DatedSeries): OpenFigure =>
  figure.value === null ? { ...figure, quality: 'hidden' } : figure;
