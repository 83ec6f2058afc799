import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { TermsFields } from './fields.ts';
import type { Trigger } from './words.ts';

/** A version of a body's terms of reference: all that it says, and what became of it. */
export interface Terms extends TermsFields {
  readonly id: Id<'terms'>;
  readonly bodyId: Id<'body'>;
  readonly version: number;
  readonly revision: number;
  /** Null while it is a draft. */
  readonly adoptedOn: PlainDate | null;
  readonly adoptedBy: string | null;
  readonly decisionId: Id<'decision'> | null;
  readonly inForceFrom: PlainDate | null;
  /** The day from which the next version is in force; null for the last. */
  readonly inForceUntil: PlainDate | null;
}

const heads = (tx: Tx) => tx.selectFrom('governance.terms_now').selectAll();
type Head = Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number];

/** The terms that a body acts under on a day; undefined where none were adopted by then. */
export async function termsInForce(tx: Tx, bodyId: string, on: PlainDate): Promise<Terms | undefined> {
  const head = await heads(tx)
    .where('body_id', '=', bodyId)
    .where('in_force_from', '<=', on)
    .where((where) => where.or([where('in_force_until', 'is', null), where('in_force_until', '>', on)]))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head && (await withParts(tx, [head]))[0];
}

/** Every version of a body's terms, drafts too, the first one first. */
export const listTerms = async (tx: Tx, bodyId: string): Promise<readonly Terms[]> =>
  withParts(tx, await heads(tx).where('body_id', '=', bodyId).orderBy('version').execute());

/** Every version of every body's terms. */
export const listAllTerms = async (tx: Tx): Promise<readonly Terms[]> =>
  withParts(tx, await heads(tx).orderBy('body_id').orderBy('version').execute());

/** The version of that id. */
export async function findTerms(tx: Tx, id: string): Promise<Terms | undefined> {
  const head = await heads(tx).where('id', '=', id).executeTakeFirst();
  return head && (await withParts(tx, [head]))[0];
}

/** Reads the parts of any number of versions in four queries. */
async function withParts(tx: Tx, found: readonly Head[]): Promise<readonly Terms[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => String(id));
  const sections = await tx
    .selectFrom('governance.terms_section')
    .select(['terms_id', 'heading', 'words'])
    .where('terms_id', 'in', ids)
    .orderBy('position')
    .execute();
  const functions = await tx
    .selectFrom('governance.terms_function')
    .select(['terms_id', 'slug', 'name', 'says'])
    .where('terms_id', 'in', ids)
    .orderBy('position')
    .execute();
  const seats = await tx
    .selectFrom('governance.terms_seat')
    .select([
      'terms_id',
      'title',
      'standing',
      'function_slug as functionSlug',
      'agency_id as agencyId',
      'post_id as postId',
    ])
    .where('terms_id', 'in', ids)
    .orderBy('position')
    .execute();
  const duties = await tx
    .selectFrom('governance.terms_reporting_duty')
    .select(['terms_id', 'cadence', 'to_body_id as toBodyId', 'template_slug as templateSlug', 'says'])
    .where('terms_id', 'in', ids)
    .orderBy('position')
    .execute();
  const keys = await tx
    .selectFrom('governance.terms')
    .select(['id as terms_id', 'key_pence as fromPence', 'key_kinds as kinds'])
    .where('id', 'in', ids)
    .execute();
  const own = <Row extends { terms_id: unknown }>(rows: readonly Row[], id: unknown) =>
    rows.filter((row) => row.terms_id === id).map(({ terms_id: _, ...row }) => row);
  return found.map((head) => ({
    ...headOf(head),
    keyDecisions: keyOf(keys, head.id),
    sections: own(sections, head.id),
    functions: own(functions, head.id),
    seats: own(seats, head.id) as unknown as Terms['seats'],
    duties: own(duties, head.id) as unknown as Terms['duties'],
  }));
}

const keyOf = (
  keys: readonly { terms_id: string; fromPence: number | null; kinds: readonly string[] }[],
  id: unknown,
): Terms['keyDecisions'] => {
  const found = keys.find((one) => one.terms_id === id);
  return { fromPence: found?.fromPence ?? null, kinds: [...(found?.kinds ?? [])] };
};

const headOf = (row: Head): Omit<Terms, 'keyDecisions' | 'sections' | 'functions' | 'seats' | 'duties'> => ({
  id: row.id as Id<'terms'>,
  bodyId: row.body_id as Id<'body'>,
  version: row.version as number,
  revision: row.revision as number,
  purpose: row.purpose as string,
  quorum: {
    rule: row.quorum_rule as Terms['quorum']['rule'],
    number: row.quorum_number,
    numerator: row.quorum_numerator,
    denominator: row.quorum_denominator,
    of: row.quorum_of as Terms['quorum']['of'],
    for: row.quorum_for as Terms['quorum']['for'],
  },
  remotePresence: row.remote_presence as Terms['remotePresence'],
  yearFrom: row.year_from as Terms['yearFrom'],
  sittingsAYear: row.sittings_a_year,
  papersDaysBefore: row.papers_days_before,
  minutesDaysAfter: row.minutes_days_after,
  chairElection: row.chair_election as string,
  chairTermMonths: row.chair_term_months,
  hasViceChair: row.has_vice_chair as boolean,
  escalation: {
    toId: row.escalates_to_id as Id<'body'> | null,
    days: row.escalation_days,
    triggers: row.escalation_triggers as unknown as Trigger[],
  },
  startsOn: row.starts_on,
  note: row.note as string,
  adoptedOn: row.adopted_on,
  adoptedBy: row.adopted_by,
  decisionId: row.decision_id as Id<'decision'> | null,
  inForceFrom: row.in_force_from,
  inForceUntil: row.in_force_until,
});
