/** The words of cohorts: each list is the database's, in the order in which a form offers it. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { codeOf } from '../cases/words.ts';
import type { Category } from '../sharing/categories.ts';

export const COHORT_KINDS = {
  'integrated-offender-management': 'Integrated offender management',
  'prolific-families': 'Prolific families',
  'repeat-victims': 'Repeat victims',
} as const;
export type CohortKind = keyof typeof COHORT_KINDS;

export const LEFT_AS = {
  'no-longer-meets': 'No longer meets the criterion',
  completed: 'The plan is completed',
  'moved-away': 'Moved away',
  'in-custody': 'In custody',
  died: 'Died',
  'entered-in-error': 'Entered in error',
} as const;
export type LeftAs = keyof typeof LEFT_AS;

export type Colour = 'red' | 'amber' | 'green' | 'blue';

/** What the agencies of a cohort are told of whom they manage together. */
export const TOLD: Readonly<Record<CohortKind, readonly Category[]>> = {
  'integrated-offender-management': ['identity', 'offending'],
  'prolific-families': ['identity', 'contact', 'cases'],
  'repeat-victims': ['identity', 'concerns'],
};

/** A family enters with its household; the others one by one. */
export const isOfFamilies = (kind: CohortKind): boolean => kind === 'prolific-families';

/** A short reference for somebody in a cohort that says nothing about them: `M-3F7K2Q`. */
export const memberCode = (id: string): string => `M-${codeOf(id)}`;

/** `Affected by 3 or more incidents in 12 months.` */
export function criterionSays(kind: CohortKind, count: number, months: number): string {
  const within = `in ${months} ${months === 1 ? 'month' : 'months'}`;
  return {
    'integrated-offender-management': `Thought responsible for, or offender in cases of, ${count} or more incidents and cases ${within}.`,
    'prolific-families': `Two or more at one address, together thought responsible for, or offenders in cases of, ${count} or more incidents and cases ${within}.`,
    'repeat-victims': `Affected by ${count} or more incidents ${within}, whichever agencies were told.`,
  }[kind];
}

/** `since 10 January 2013, was Amber`: stands beside the rating. */
export const ratingSays = (now: { since: PlainDate; before: string | null }): string =>
  `since ${longDate(now.since)}${now.before === null ? '' : `, was ${now.before}`}`;
