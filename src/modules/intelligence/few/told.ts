import { countedOf, proportionOf } from '../estimate.ts';
import type { Cell } from '../measures/suppress.ts';
import type { Indicator } from '../types.ts';

/** What stands in a figure, whoever reads it. */
export interface Numbers {
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** People asked in the survey wave that it is a figure of. */
  readonly sampleSize: number | null;
}

/** How many people a figure tells of: as suppression needs it. */
export type Told = Pick<Cell, 'people' | 'sides'>;

const NOBODY: Told = { people: 0 };

/** Of how many people: whole ones, and less than one is one. Four and a bit are four. */
const wholePeople = (count: number): number => (count <= 0 ? 0 : Math.max(1, Math.floor(count + 1e-6)));

const smallest = (counts: readonly number[]): number => {
  const some = counts.filter((count) => count >= 1);
  return some.length === 0 ? 0 : Math.min(...some);
};

/**
 * How many people a figure tells of, of a share also those who are not in it. Where nobody can tell how many they are, as
 * of a rate without its count and population, that is left open, and counts as few.
 */
export function toldBy({ kind, per }: Pick<Indicator, 'kind' | 'per'>, figure: Numbers): Told {
  if (kind === 'number') return figure.value < 0 ? NOBODY : { people: wholePeople(figure.value) };
  if (kind === 'percentage') {
    const share = proportionOf(figure);
    if (share) {
      const sides = [wholePeople(share.part), wholePeople(share.whole - share.part)] as const;
      return { people: smallest(sides), sides };
    }
  }
  const count = figure.numerator ?? (kind === 'rate' ? countedOf(kind, per, figure)?.count : undefined);
  return count === undefined ? {} : { people: wholePeople(count) };
}

/** Of a figure that was told twice, by a count and a rate of it or in two versions: the fewest people. */
export const fewest = (one: Told, other: Told): Told =>
  (one.people ?? 0.5) <= (other.people ?? 0.5) ? one : other;
