/** Flags as the actor may see them: that there is a pattern, which agencies know, whom to ask; detail only as shared. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { codeOf } from '../concerns/types.ts';
import { clustersOf } from '../people/index.ts';
import type { AnswerName, FlagState } from './answers.ts';
import { explain, type Facts, type SubjectKind } from './explain.ts';
import { RULE_NAMES, type Rule } from './rules.ts';

export interface FlagView {
  readonly id: string;
  readonly code: string;
  readonly kind: 'pattern' | 'case-review';
  readonly subjectKind: SubjectKind;
  /** The cluster of a person, the address of a household or address. */
  readonly subjectId: string;
  readonly state: FlagState;
  readonly rules: readonly string[];
  /** Ids of incidents. */
  readonly evidence: readonly string[];
  /** Two sentences that name nobody. */
  readonly says: readonly [string, string];
  readonly raisedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly firstOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly revision: number;
  /** Agencies of which the actor may know that they know: the own, and those that share that much for the purpose. */
  readonly agencyIds: readonly string[];
  /** How many more know, and share nothing for this purpose. */
  readonly otherAgencies: number;
}

const flags = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.pattern_flag as f')
    .where('f.partnership_id', '=', actor.partnershipId)
    .selectAll('f');

type Row = Awaited<ReturnType<ReturnType<typeof flags>['execute']>>[number];

/** The machine knows of all; somebody, of the own agency and of those that share for the purpose that they know. */
const mayKnow = (actor: Actor, agencyId: string): boolean =>
  mayFor(actor, 'casework.machine', null) ||
  agencyId === agencyOf(actor) ||
  (actor.sharedBy ?? []).includes(`known@${agencyId}`);

function asView(row: Row, actor: Actor): FlagView {
  const known = row.agency_ids.filter((id) => mayKnow(actor, id));
  return {
    id: row.id,
    code: codeOf('F', row.id),
    kind: row.kind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    state: row.state,
    rules: row.rules,
    evidence: row.evidence,
    says: saysOf(row),
    raisedOn: row.raised_on,
    dueOn: row.due_on,
    firstOn: row.first_on,
    lastOn: row.last_on,
    revision: row.revision,
    agencyIds: known,
    otherAgencies: row.agency_ids.length - known.length,
  };
}

function saysOf(row: Row): readonly [string, string] {
  if (row.kind === 'pattern') return explain(row.subject_kind, row.facts as Facts, row.rules.filter(isRule));
  const { complaints, needed } = row.facts as { complaints: number; needed: number };
  return [
    `Complaints of ${complaints} incidents by or for one victim would reach the threshold of an ASB case review, which is ${needed}.`,
    'Nobody has applied; offer the victim a review and say how to ask for one.',
  ];
}

const isRule = (rule: string): rule is Rule => RULE_NAMES.some((name) => name === rule);

/** Flags that wait for an answer or were only acknowledged, what is due first first. */
export async function openFlags(tx: Tx, actor: Actor): Promise<readonly FlagView[]> {
  const rows = await flags(tx, actor)
    .where('f.state', 'in', ['open', 'acknowledged'])
    .orderBy('f.due_on')
    .orderBy('f.id')
    .limit(500)
    .execute();
  return rows.map((row) => asView(row, actor));
}

/** Flags that were settled, the latest first. */
export async function settledFlags(tx: Tx, actor: Actor): Promise<readonly FlagView[]> {
  const rows = await flags(tx, actor)
    .where('f.state', 'in', ['acted', 'dismissed'])
    .orderBy('f.raised_on', 'desc')
    .orderBy('f.id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => asView(row, actor));
}

/** The flag, where the actor may see it. */
export async function findFlag(tx: Tx, actor: Actor, id: string): Promise<FlagView | undefined> {
  const row = await flags(tx, actor).where('f.id', '=', id).executeTakeFirst();
  return row && asView(row, actor);
}

/** Flags on a person (and on the homes that the actor knows of), or on an address and its household. */
export async function flagsOf(
  tx: Tx,
  actor: Actor,
  about: { readonly clusterId: string } | { readonly addressId: string },
): Promise<readonly FlagView[]> {
  const subjects = 'addressId' in about ? [about.addressId] : await subjectsOf(tx, actor, about.clusterId);
  const rows = await flags(tx, actor)
    .where('f.subject_id', 'in', subjects)
    .orderBy(sql`f.state in ('open', 'acknowledged')`, 'desc')
    .orderBy('f.raised_on', 'desc')
    .orderBy('f.id', 'desc')
    .execute();
  return rows.map((row) => asView(row, actor));
}

async function subjectsOf(tx: Tx, actor: Actor, clusterId: string): Promise<readonly string[]> {
  const clusters = await clustersOf(tx, actor, clusterId);
  const homes = await tx
    .selectFrom('casework.presence as k')
    .innerJoin('casework.residence as l', (on) =>
      on.onRef('l.partnership_id', '=', 'k.partnership_id').onRef('l.record_id', '=', 'k.record_id'),
    )
    .where('k.partnership_id', '=', actor.partnershipId)
    .where('k.cluster_id', 'in', clusters)
    .where('l.relation', 'in', ['lives', 'stays'])
    .select('l.address_id')
    .distinct()
    .execute();
  return [...clusters, ...homes.map((row) => row.address_id)];
}

export interface AnswerView {
  readonly answer: AnswerName;
  readonly on: PlainDate;
  readonly agency: string;
  /** Undefined when it was disposed of. */
  readonly reason: string | undefined;
}

/** What agencies answered, first to last. */
export async function answersTo(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  flagId: string,
): Promise<readonly AnswerView[]> {
  const rows = await tx
    .selectFrom('casework.pattern_answer as w')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'w.partnership_id').onRef('a.id', '=', 'w.answered_agency_id'),
    )
    .where('w.partnership_id', '=', actor.partnershipId)
    .where('w.flag_id', '=', flagId)
    .orderBy('w.id')
    .select(['w.id', 'w.answer', 'w.answered_on', 'w.reason', 'a.short_name'])
    .execute();
  return rows.map((row) => ({
    answer: row.answer,
    on: row.answered_on,
    agency: row.short_name,
    reason: subjects.open(row.id, row.reason),
  }));
}
