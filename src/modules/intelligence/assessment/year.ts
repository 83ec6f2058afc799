/** The figure that an assessment is about: of the year, where the year's is known. */
import { daysBetween } from '../../../kernel/plain-date.ts';
import type { PeriodKind } from '../period.ts';
import { standingOf } from '../standing.ts';
import type { Standing } from '../types.ts';

const YEARS: ReadonlySet<PeriodKind> = new Set(['financial-year', 'calendar-year']);
const SHORTER_DAYS = 360;
/** A year that ended longer ago is history: what an assessment is about came after it. */
const LONGEST_AGO_DAYS = 2 * 366;

/**
 * How an indicator stood by its last year, where its latest figure is of a part of a later one: a month that is recorded
 * after the year tells what came after, and not how the year was. Undefined where the latest figure speaks for itself.
 */
export function yearOf(standing: Standing): Standing | undefined {
  const { indicator, latest, points, baselines, targets, breaks } = standing;
  if (!latest || latest.period.kind === 'wave') return undefined;
  if (Math.abs(daysBetween(latest.period.start, latest.period.end)) > SHORTER_DAYS) return undefined;
  const last = points.findLast(({ period, value }) => value !== null && YEARS.has(period.kind))?.period;
  if (!last || Math.abs(daysBetween(last.end, latest.period.end)) > LONGEST_AGO_DAYS) return undefined;
  return standingOf(
    indicator,
    points.filter(({ period }) => period.kind === last.kind),
    baselines,
    targets.map(({ target }) => target),
    breaks,
  );
}
