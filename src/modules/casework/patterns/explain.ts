/** A flag in two sentences: what was found, and why it matters. Made of counts and days; names nobody. */
import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Finding, gapsOf, type Happening, type Rule } from './rules.ts';

export type SubjectKind = 'person' | 'household' | 'address';

/** What a flag keeps of its evidence: counts only. */
export interface Facts {
  readonly incidents: number;
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly agencies: number;
  readonly targeted: number;
  readonly ill: number;
  /** Mean days between one and the next; null for one incident. */
  readonly everyDays: number | null;
  /** How many were in the last 30, 90, 180 and 365 days before the last one. */
  readonly windows: Readonly<Record<'30' | '90' | '180' | '365', number>>;
  /** The threshold of each rule that was met. */
  readonly thresholds: Readonly<Partial<Record<Rule, number>>>;
}

/** The counts of what the findings stand on. */
export function factsOf(
  evidence: readonly Happening[],
  findings: readonly Finding[],
  thresholds: Readonly<Record<Rule, number>>,
): Facts {
  const days = evidence.map(({ onDay }) => onDay).toSorted();
  const [firstOn, lastOn] = [days[0], days.at(-1)];
  if (firstOn === undefined || lastOn === undefined) throw new Error('A flag without evidence');
  const gaps = gapsOf(evidence);
  const last = (length: number): number => days.filter((day) => daysBetween(day, lastOn) < length).length;
  return {
    incidents: evidence.length,
    firstOn,
    lastOn,
    agencies: new Set(evidence.flatMap(({ agencyIds }) => agencyIds)).size,
    targeted: evidence.filter(({ targeted }) => targeted).length,
    ill: evidence.filter(({ ill }) => ill).length,
    everyDays: gaps.length === 0 ? null : Math.round(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length),
    windows: { '30': last(30), '90': last(90), '180': last(180), '365': last(365) },
    thresholds: Object.fromEntries(findings.map(({ rule }) => [rule, thresholds[rule]])),
  };
}

const SUBJECTS: Readonly<Record<SubjectKind, string>> = {
  person: 'one person',
  household: 'one household',
  address: 'one address',
};

/** Two sentences: the first counts, the second says what stands out. */
export function explain(kind: SubjectKind, facts: Facts, rules: readonly Rule[]): readonly [string, string] {
  const { incidents, firstOn, lastOn, agencies } = facts;
  const when =
    firstOn === lastOn ? `on ${longDate(firstOn)}` : `from ${longDate(firstOn)} to ${longDate(lastOn)}`;
  const told = agencies === 1 ? 'all told to one agency' : `told to ${agencies} agencies`;
  return [
    `${plural(incidents, 'incident')} on ${SUBJECTS[kind]} ${when}, ${told}.`,
    `${capital(reasons(facts, rules).join('; '))}.`,
  ];
}

function reasons(facts: Facts, rules: readonly Rule[]): readonly string[] {
  const met = (rule: Rule): boolean => rules.includes(rule);
  const { windows, thresholds } = facts;
  const crowded = (
    [
      ['many-in-30-days', '30', '30 days'],
      ['many-in-90-days', '90', '90 days'],
      ['many-in-180-days', '180', '180 days'],
      ['many-in-365-days', '365', 'a year'],
    ] as const
  ).find(([rule]) => met(rule));
  const slow = met('regular-series') || met('slow-series') || met('long-series');
  return [
    crowded &&
      `${windows[crowded[1]]} fell within ${crowded[2]}, where ${thresholds[crowded[0]]} are flagged`,
    met('speeding-up') && 'most of the last year’s were in its last three months',
    slow &&
      `they come again and again, about every ${apart(facts.everyDays)}, too far apart for each alone to stand out`,
    met('many-agencies') && 'each agency saw only a part of them',
    facts.targeted > 0 && `somebody felt targeted in ${facts.targeted}`,
    facts.ill > 0 && 'somebody at home is disabled or long-term ill',
  ].filter((reason): reason is string => typeof reason === 'string');
}

/** A gap in words: `9 days`, `3.5 months`. */
function apart(days: number | null): string {
  if (days === null) return 'so often';
  const DAYS_IN_A_MONTH = 30.4;
  if (days < 45) return plural(days, 'day');
  const months = Math.round((days / DAYS_IN_A_MONTH) * 2) / 2;
  return plural(months, 'month');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
