import { differenceOfCounts } from './counts.ts';
import { type Estimate, Z } from './interval.ts';

/** What was counted in one part of a year: its months from 1, or its quarters. */
export interface YearPart {
  readonly year: number;
  readonly part: number;
  readonly value: number;
}

export interface YearToDate {
  readonly year: number;
  /** The parts of this year that are known and were known of the year before. */
  readonly parts: readonly number[];
  readonly now: number;
  readonly before: number;
  /** How many more than in the same parts of the year before. */
  readonly change: Estimate;
}

const years = (parts: readonly YearPart[]): Map<number, Map<number, number>> =>
  new Map(
    [...Map.groupBy(parts, ({ year }) => year)].map(([year, own]) => [
      year,
      new Map(own.map(({ part, value }) => [part, value])),
    ]),
  );

const sumOf = (known: ReadonlyMap<number, number>, parts: readonly number[]): number =>
  parts.reduce((sum, part) => sum + (known.get(part) ?? 0), 0);

/**
 * This year so far beside the same months of the year before, never beside other months: what has a season is compared
 * with its own season. Undefined where the two years share no part.
 */
export function yearToDate(all: readonly YearPart[]): YearToDate | undefined {
  const byYear = years(all);
  const year = Math.max(...byYear.keys());
  const [current, last] = [byYear.get(year), byYear.get(year - 1)];
  if (!current || !last) return undefined;
  const parts = [...current.keys()].filter((part) => last.has(part)).sort((a, b) => a - b);
  if (parts.length === 0) return undefined;
  const [now, before] = [sumOf(current, parts), sumOf(last, parts)];
  const change = differenceOfCounts({ count: now, over: 1 }, { count: before, over: 1 });
  return { year, parts, now, before, change };
}

export interface Forecast extends Estimate {
  readonly year: number;
  /** How many of the year's parts are known. */
  readonly known: number;
  /** How many complete years the season was taken from. */
  readonly from: number;
}

/** Fewer complete years show no season. */
const YEARS_FOR_SEASON = 2;

/**
 * What the year will end at. The months that are known are held against their share of the complete years before, and
 * what is to come is predicted from what came, with the prediction limits of Nelson (Applied Life Data Analysis, 1982;
 * Hahn & Meeker, Statistical Intervals, 1991) for a future count over `ratio` times the exposure, widened for the ratio
 * being itself an estimate (delta method), and where years varied by more than chance (quasi-Poisson: McCullagh & Nelder,
 * Generalized Linear Models, 1989). Undefined unless the months so far have no gap and two complete years stand before them.
 */
export function forecast(all: readonly YearPart[], partsOfYear: 4 | 12): Forecast | undefined {
  const byYear = years(all);
  const year = Math.max(...byYear.keys());
  const current = byYear.get(year);
  if (!current || current.size >= partsOfYear) return undefined;
  const parts = Array.from(current.keys()).sort((a, b) => a - b);
  if (parts.some((part, index) => part !== index + 1)) return undefined;
  const complete = [...byYear.entries()].filter(([one, known]) => one < year && known.size === partsOfYear);
  if (complete.length < YEARS_FOR_SEASON) return undefined;
  const halves = complete.map(([, known]) => {
    const early = sumOf(known, parts);
    return { early, late: sumOf(known, [...known.keys()]) - early };
  });
  const early = halves.reduce((sum, half) => sum + half.early, 0);
  const late = halves.reduce((sum, half) => sum + half.late, 0);
  if (early === 0 || late === 0) return undefined;
  const ratio = late / early;
  const spread =
    halves.reduce((sum, half) => {
      const expected = half.early * ratio;
      return sum + (expected === 0 ? 0 : (half.late - expected) ** 2 / (expected * (1 + ratio)));
    }, 0) /
    (halves.length - 1);
  const soFar = sumOf(current, parts);
  const toCome = soFar * ratio;
  // Nothing so far may still be followed by something: half an event keeps the limits from closing.
  const expected = Math.max(toCome, ratio / 2);
  const variance = expected * (1 + ratio) + expected ** 2 * (1 / early + 1 / late);
  const reach = Z * Math.sqrt(Math.max(1, spread) * variance);
  return {
    year,
    known: parts.length,
    from: complete.length,
    value: soFar + toCome,
    low: soFar + Math.max(0, toCome - reach),
    high: soFar + toCome + reach,
  };
}
