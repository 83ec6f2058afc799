/** The rules of early warning. Pure: from when incidents were to which rules they meet, and by which of them. */
import { daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Settings } from '../concerns/settings.ts';

/** One incident on a person, household or address, however many agencies were told of it. */
export interface Happening {
  readonly incidentId: string;
  readonly onDay: PlainDate;
  readonly agencyIds: readonly string[];
  /** Somebody who told of it felt targeted. */
  readonly targeted: boolean;
  /** Somebody at home is disabled or long-term ill. */
  readonly ill: boolean;
}

/** In the order in which a flag's sentence names the first that it meets. */
export const RULES = {
  'many-in-30-days': 'Many within 30 days',
  'many-in-90-days': 'Many within 90 days',
  'many-in-180-days': 'Many within 180 days',
  'many-in-365-days': 'Many within a year',
  'speeding-up': 'Speeding up',
  'regular-series': 'Regular over years',
  'slow-series': 'A slow series over two years',
  'long-series': 'A slow series over four years',
  'many-agencies': 'Spread over many agencies',
  targeted: 'Somebody feels targeted',
  'ill-at-home': 'Somebody at home is disabled or long-term ill',
} as const;

export type Rule = keyof typeof RULES;
export const RULE_NAMES = Object.keys(RULES) as Rule[];

/** At how many a rule flags; 0 turns it off. */
export type Thresholds = Readonly<Record<Rule, number>>;

export interface Finding {
  readonly rule: Rule;
  /** The incidents by which it is met, first to last. */
  readonly by: readonly Happening[];
}

export const thresholdsOf = (settings: Settings): Thresholds =>
  Object.fromEntries(RULE_NAMES.map((rule) => [rule, settings[`pattern.${rule}`].value])) as Record<
    Rule,
    number
  >;

const TWO_YEARS = 731;
const FOUR_YEARS = 1461;
const YEAR = 365;
const QUARTER = 90;
const LONGEST_GAP = 275;
/** Gaps that differ from their mean by less than this share of it are regular; chance alone gives about one. */
const REGULAR = 0.5;
const LEAST_FOR_SPREAD = 4;
const LEAST_TARGETED = 2;

type Finder = (until: readonly Happening[], least: number) => readonly Happening[];

/** What each rule looks for in the incidents up to a day; the last of them is on that day. */
const FINDERS: Readonly<Record<Rule, Finder>> = {
  'many-in-30-days': (until, least) => atLeast(within(until, 30), least),
  'many-in-90-days': (until, least) => atLeast(within(until, QUARTER), least),
  'many-in-180-days': (until, least) => atLeast(within(until, 180), least),
  'many-in-365-days': (until, least) => atLeast(within(until, YEAR), least),
  'slow-series': (until, least) => {
    const found = within(until, TWO_YEARS);
    return new Set(found.map(({ onDay }) => onDay.slice(0, 7))).size >= least ? found : [];
  },
  'long-series': (until, least) => atLeast(within(until, FOUR_YEARS), least),
  'regular-series': (until, least) => {
    const last = until.slice(-least);
    return last.length >= least && isRegular(last) ? last : [];
  },
  'speeding-up': (until, least) => {
    const year = within(until, YEAR);
    const lately = within(until, QUARTER);
    return lately.length * 2 > year.length && year.length > lately.length ? atLeast(year, least) : [];
  },
  'many-agencies': (until, least) => {
    const year = within(until, YEAR);
    return new Set(year.flatMap(({ agencyIds }) => agencyIds)).size >= least
      ? atLeast(year, LEAST_FOR_SPREAD)
      : [];
  },
  targeted: (until, least) => {
    const year = within(until, YEAR);
    return year.filter(({ targeted }) => targeted).length >= LEAST_TARGETED ? atLeast(year, least) : [];
  },
  'ill-at-home': (until, least) => {
    const found = within(until, 180);
    return found.some(({ ill }) => ill) ? atLeast(found, least) : [];
  },
};

/**
 * The rules that a series meets on the days of its incidents from `since` on; each with the incidents of the last such
 * day. The order in which the incidents are given does not matter.
 */
export function findPatterns(
  series: readonly Happening[],
  since: PlainDate,
  thresholds: Thresholds,
): readonly Finding[] {
  const sorted = series.toSorted(byDay);
  const found = new Map<Rule, Finding>();
  sorted.forEach(({ onDay }, at) => {
    if (onDay < since) return;
    const until = sorted.slice(0, at + 1);
    for (const rule of RULE_NAMES) {
      const least = thresholds[rule];
      const by = least > 0 ? FINDERS[rule](until, least) : [];
      if (by.length > 0) found.set(rule, { rule, by });
    }
  });
  return RULE_NAMES.flatMap((rule) => found.get(rule) ?? []);
}

const byDay = (a: Happening, b: Happening): number =>
  a.onDay === b.onDay ? (a.incidentId < b.incidentId ? -1 : 1) : a.onDay < b.onDay ? -1 : 1;

const atLeast = (found: readonly Happening[], least: number): readonly Happening[] =>
  found.length >= least ? found : [];

/** Those within so many days that end with the last one. */
function within(until: readonly Happening[], days: number): readonly Happening[] {
  const last = until.at(-1)?.onDay;
  return last === undefined ? [] : until.filter(({ onDay }) => daysBetween(onDay, last) < days);
}

/** The gaps between incidents, in days. */
export const gapsOf = (series: readonly Happening[]): readonly number[] =>
  series.slice(1).map(({ onDay }, at) => daysBetween(series[at]?.onDay ?? onDay, onDay));

function isRegular(series: readonly Happening[]): boolean {
  const gaps = gapsOf(series);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return mean > 0 && mean <= LONGEST_GAP && Math.sqrt(variance) / mean <= REGULAR;
}
