import { comparePeriods, overlaps } from '../period-order.ts';
import {
  type Assurance,
  assuranceOf,
  type ControlLimits,
  controlLimits,
  type Flag,
  flagsOf,
} from '../statistics/control.ts';
import type { KnownPoint, Measured, Point } from '../types.ts';
import type { SeriesBreak } from './break-queries.ts';

/** Fewer figures in a row show a level at most, and limits from them would mislead. */
export const POINTS_FOR_A_CHART = 5;

/** A stretch of a series without a break, with the limits of its usual variation where it is long enough. */
export interface Stretch {
  /** The break that it begins with; none for the first. */
  readonly since: SeriesBreak | undefined;
  readonly points: readonly KnownPoint[];
  readonly limits: ControlLimits | undefined;
  readonly flags: readonly Flag[];
}

const isKnown = (point: Point): point is KnownPoint => point.value !== null;

/**
 * The known figures of a series in the order of their periods, whatever order they came in, parted at its breaks. A figure
 * belongs to the stretch in which its period ends.
 */
export function stretchesOf(
  series: readonly Point[],
  breaks: readonly SeriesBreak[],
  { screen = false }: { readonly screen?: boolean } = {},
): Stretch[] {
  const ordered = series.filter(isKnown).sort((a, b) => comparePeriods(a.period, b.period));
  const starts = [...breaks].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return [undefined, ...starts].flatMap((since, index): Stretch[] => {
    const next = starts[index];
    const points = ordered.filter(
      ({ period }) =>
        (since === undefined || period.end >= since.startsOn) &&
        (next === undefined || period.end < next.startsOn),
    );
    if (points.length === 0) return [];
    const values = points.map(({ value }) => value);
    const limits = points.length < POINTS_FOR_A_CHART ? undefined : controlLimits(values, { screen });
    return [{ since, points, limits, flags: limits ? flagsOf(values, limits) : [] }];
  });
}

/** Figures that share answers vary less than figures apart: of them no usual variation can be told. */
export const sharesAnswers = (points: readonly KnownPoint[]): boolean =>
  points.some(({ period }, index) => {
    const before = points[index - 1]?.period;
    return before !== undefined && overlaps(before, period);
  });

/** Whether the process as it runs now will meet a target; undefined where no limits are known or neither way is better. */
export const assuranceFor = (
  { direction }: Pick<Measured, 'direction'>,
  stretch: Stretch | undefined,
  target: number | null | undefined,
): Assurance | undefined =>
  stretch?.limits && target != null && direction !== 'neither'
    ? assuranceOf(stretch.limits, target, direction)
    : undefined;
