import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** What terms can ask of a body's year, in words and in the order they are shown. */
export const OBLIGATION_KINDS = {
  sitting: 'Sittings',
  papers: 'Papers',
  minutes: 'Minutes',
  report: 'Reports',
  election: 'Elections',
  term: 'Terms of office',
  vacancy: 'Vacancies in core seats',
  escalation: 'Escalations',
} as const;

export type ObligationKind = keyof typeof OBLIGATION_KINDS;

/** Where an obligation stands: met (in time or late), due, or late and not met. */
export const OBLIGATION_STATES = { met: 'Met', 'met-late': 'Met late', due: 'Due', late: 'Late' } as const;

export type ObligationState = keyof typeof OBLIGATION_STATES;

/** One thing that the terms in force ask of a body in its year. Nothing in it is typed: all of it follows from facts. */
export interface Obligation {
  readonly bodyId: Id<'body'>;
  readonly body: string;
  readonly bodySlug: string;
  readonly yearStart: PlainDate;
  readonly yearEnd: PlainDate;
  readonly yearFrom: 'adoption' | 'financial-year';
  readonly kind: ObligationKind;
  readonly number: number | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly periodStart: PlainDate | null;
  readonly periodEnd: PlainDate | null;
  readonly dueOn: PlainDate;
  readonly metOn: PlainDate | null;
  readonly says: string;
  readonly state: ObligationState;
  /** By how many days it is late, or was when it was met; null where it is not late. */
  readonly lateBy: number | null;
}

/** Where something stands that is due on a day, on another day. */
export const stateOf = (
  { dueOn, metOn }: { readonly dueOn: PlainDate; readonly metOn: PlainDate | null },
  on: PlainDate,
): ObligationState => (metOn === null ? (dueOn < on ? 'late' : 'due') : metOn > dueOn ? 'met-late' : 'met');

/** How many days late something is or was met; null where it is not. */
export const daysLate = (
  { dueOn, metOn }: { readonly dueOn: PlainDate; readonly metOn: PlainDate | null },
  on: PlainDate,
): number | null => {
  const late = daysBetween(dueOn, metOn ?? on);
  return late > 0 ? late : null;
};

/** `Late by 3 days`, `Met, late by 1 day`, `Due`. */
export const stateInWords = ({ state, lateBy }: Pick<Obligation, 'state' | 'lateBy'>): string =>
  lateBy === null
    ? OBLIGATION_STATES[state]
    : `${state === 'met-late' ? 'Met, late' : 'Late'} by ${plural(lateBy, 'day')}`;

/**
 * What the terms in force on a day ask of every body, or of one, in its year of that day, by the facts known by then.
 * By body, kind and day.
 */
export async function listObligations(
  tx: Tx,
  on: PlainDate,
  { bodyId, today = on }: { readonly bodyId?: string | undefined; readonly today?: PlainDate } = {},
): Promise<readonly Obligation[]> {
  const { rows } = await sql<Omit<Obligation, 'state' | 'lateBy'>>`
    select o.body_id as "bodyId", b.name as body, b.slug as "bodySlug", o.year_start as "yearStart", o.year_end as "yearEnd",
      t.year_from as "yearFrom", o.kind, o.number, o.subject_kind as "subjectKind", o.subject_id as "subjectId",
      o.period_start as "periodStart", o.period_end as "periodEnd", o.due_on as "dueOn", o.met_on as "metOn", o.says
    from governance.obligations_of(platform.partnership(), ${on}::date, ${today}::date) o
    join governance.body b on b.partnership_id = o.partnership_id and b.id = o.body_id
    join governance.terms t on t.partnership_id = o.partnership_id and t.id = o.terms_id
    where ${bodyId ?? null}::uuid is null or o.body_id = ${bodyId ?? null}::uuid
    order by b.name, o.due_on, o.number, o.says`.execute(tx);
  return rows.map((row) => ({ ...row, state: stateOf(row, today), lateBy: daysLate(row, today) }));
}

/** How many obligations are met, due and late. */
export const tally = (obligations: readonly Pick<Obligation, 'state'>[]) => {
  const count = (...states: ObligationState[]) =>
    obligations.filter(({ state }) => states.includes(state)).length;
  return { met: count('met', 'met-late'), due: count('due'), late: count('late') };
};

/** `Its year runs from 14 December 2012 to 13 December 2013, from the adoption of its first terms.` */
export const yearInWords = (year: Pick<Obligation, 'yearStart' | 'yearEnd' | 'yearFrom'>): string =>
  `Its year runs from ${longDate(year.yearStart)} to ${longDate(year.yearEnd)}, ${
    year.yearFrom === 'adoption' ? 'counted from the adoption of its first terms' : 'the financial year'
  }.`;
