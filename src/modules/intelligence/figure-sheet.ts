import type { PlainDate } from '../../kernel/plain-date.ts';
import type { FigureValue } from '../../platform/module.ts';
import { sqlOf } from './figure-sql.ts';
import type { Indicator, Point, Standing } from './types.ts';
import { unitOf } from './words.ts';

/** A figure's full name with the figure. */
export type Named = [name: string, figure: FigureValue];

/** `2011/12` as part of a name: `2011-12`; `2012-04..2012-11` becomes `2012-04-to-2012-11`. */
export const periodName = (text: string): string =>
  text
    .toLowerCase()
    .replace('..', '-to-')
    .replace(/[^a-z0-9]+/g, '-');

/** Gathers the figures of one standing. */
export class Sheet {
  readonly #standing: Standing;
  readonly #asAt: PlainDate;
  readonly #slugOf: (id: string | null) => string;
  readonly figures: Named[] = [];

  constructor(standing: Standing, asAt: PlainDate, slugOf: (id: string | null) => string) {
    this.#standing = standing;
    this.#asAt = asAt;
    this.#slugOf = slugOf;
  }

  get indicator(): Indicator {
    return this.#standing.indicator;
  }

  add(name: string, figure: Omit<FigureValue, 'asAt'>, of: Indicator = this.indicator): void {
    this.figures.push([`indicator.${of.slug}.${name}`, { ...figure, asAt: this.#asAt }]);
  }

  /** A figure that stands on observations. */
  from(
    name: string,
    points: readonly Point[],
    figure: Pick<FigureValue, 'value' | 'text' | 'sentence'> & { readonly unit?: string },
    of: Indicator = this.indicator,
  ): void {
    this.add(
      name,
      {
        unit: unitOf(this.indicator),
        ...figure,
        source: sourceOf(this.indicator, points),
        ...sqlOf(this.indicator, points, this.#slugOf, this.#asAt),
      },
      of,
    );
  }
}

/** `Police recorded crime, 2011/12 (final)` for every point. */
function sourceOf(indicator: Indicator, points: readonly Point[]): string {
  if (points.length === 0) return indicator.source || 'No figure is recorded';
  return [
    ...new Set(
      points.map(
        ({ source, period, quality }) =>
          `${source || indicator.source || 'Source not stated'}, ${period.label} (${quality})`,
      ),
    ),
  ].join('; ');
}
