import { isKnown } from '../compare/figures.ts';
import { canBeCompared, differenceBetween, pooled } from '../compare/sides.ts';
import { type Compared, comparedBy } from '../statistics/comparison.ts';
import type { Indicator, Point } from '../types.ts';

/** How a place stands to one around it: significance where chance can be reckoned with, or why it cannot be told. */
export interface Against {
  readonly value: number;
  readonly compared: Compared | undefined;
  readonly because: string | undefined;
  /** Of how many places together the value is, where the area has no figure of its own; else nought. */
  readonly summed: number;
}

/** The figure of all places together: undefined where one of them has none that may be shown. */
export function together(indicator: Indicator, points: readonly (Point | undefined)[]): Point | undefined {
  const known = points.filter(isKnown);
  const [first] = known;
  if (!first || known.length < points.length) return undefined;
  const sum = pooled(indicator, known);
  return sum && { ...first, ...sum };
}

/** How a figure stands to that of a place around; of so many places together where it has none of its own. */
export function againstOf(
  indicator: Indicator,
  point: Point,
  other: Point | undefined,
  summed: number,
): Against | undefined {
  if (!isKnown(point) || !isKnown(other)) return undefined;
  const { value } = other;
  if (!canBeCompared(indicator))
    return { value, compared: undefined, because: 'a count grows with its place', summed };
  const difference = differenceBetween(indicator, point, other, true);
  return 'because' in difference
    ? { value, compared: undefined, because: difference.because, summed }
    : { value, compared: comparedBy(difference), because: undefined, summed };
}
