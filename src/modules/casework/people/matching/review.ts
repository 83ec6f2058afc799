/** A pair of records as a reviewer may see it: the evidence in words, and the values only of what they may see. */
import { sql } from 'kysely';
import { type Actor, agencyOf } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { namesOf } from '../names.ts';
import { findRecord, type RecordView } from '../person.ts';
import { aboutHowMany, currentModel } from './model.ts';
import { countOf, openRecords, rarityOf, valuesHeld } from './read.ts';
import { type Bar, Weigher } from './weigher.ts';

/** A pair that waits for a decision. */
export interface Question {
  /** The pair's place in an address: both ids. */
  readonly pair: string;
  readonly leftAgency: string;
  readonly rightAgency: string;
  /** Name or code. */
  readonly left: string;
  readonly right: string;
  readonly probability: number;
  readonly twins: boolean;
  readonly askedOn: string;
}

/** What was decided of a pair before. */
export interface Decision {
  readonly at: Date;
  readonly verdict: 'same' | 'different' | 'cannot-tell' | 'no-longer-alike';
  readonly decidedBy: 'machine' | 'person';
  readonly agency: string | undefined;
  /** Read by the agency that gave it, and by whoever may see both records. */
  readonly reason: string | undefined;
}

export interface Review {
  readonly pair: string;
  readonly evidence: readonly Bar[];
  readonly weight: number;
  readonly probability: number;
  readonly twins: boolean;
  readonly records: readonly {
    readonly recordId: string;
    readonly agency: string;
    readonly clusterId: string;
    /** Undefined where the reviewer may only know that the agency knows somebody. */
    readonly shown: RecordView | undefined;
  }[];
  /** Both stand in one person now. */
  readonly together: boolean;
  readonly decisions: readonly Decision[];
}

/** Why a record stands in its cluster. */
export interface JoinedBy {
  readonly pair: string;
  readonly says: string;
}

export const QUESTIONS_AT_ONCE = 50;

/** Two ids in one part of an address. */
export const pairOf = (one: string, two: string): string => (one < two ? `${one}.${two}` : `${two}.${one}`);

/** The pairs that wait, the likeliest first. */
export async function listQuestions(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  page: number,
): Promise<readonly Question[]> {
  const rows = await tx
    .selectFrom('casework.match_question as q')
    .innerJoin('partners.agency as l', (on) =>
      on.onRef('l.partnership_id', '=', 'q.partnership_id').onRef('l.id', '=', 'q.left_agency_id'),
    )
    .innerJoin('partners.agency as r', (on) =>
      on.onRef('r.partnership_id', '=', 'q.partnership_id').onRef('r.id', '=', 'q.right_agency_id'),
    )
    .where('q.partnership_id', '=', actor.partnershipId)
    .orderBy('q.weight', 'desc')
    .orderBy('q.id')
    .limit(QUESTIONS_AT_ONCE)
    .offset((page - 1) * QUESTIONS_AT_ONCE)
    .select([
      'q.left_record_id as one',
      'q.right_record_id as two',
      'l.short_name as leftAgency',
      'r.short_name as rightAgency',
      'q.probability',
      'q.twins',
      'q.asked_on as askedOn',
    ])
    .execute();
  const names = await namesOf(tx, actor, subjects, [...new Set(rows.flatMap(({ one, two }) => [one, two]))]);
  return rows.map(({ one, two, ...row }) => ({
    ...row,
    pair: pairOf(one, two),
    left: names.get(one) ?? '',
    right: names.get(two) ?? '',
  }));
}

/** How many pairs wait, as far as the actor may see. */
export async function countQuestions(tx: Tx, actor: Actor): Promise<number> {
  const row = await tx
    .selectFrom('casework.match_question')
    .where('partnership_id', '=', actor.partnershipId)
    .select((is) => is.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * The pair with its evidence; undefined when the actor may not know of both records, or may only know of one of them and
 * nobody ever asked or decided about the two.
 */
export async function reviewOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  pair: string,
): Promise<Review | undefined> {
  const ids = pair.split('.');
  const known = await tx
    .selectFrom('casework.presence as p')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.record_id', 'in', ids)
    .orderBy('p.record_id')
    .select(['p.record_id as recordId', 'a.short_name as agency', 'p.cluster_id as clusterId'])
    .execute();
  const [one, two] = known;
  if (!one || !two) return undefined;
  const records = [];
  for (const row of known)
    records.push({ ...row, shown: await findRecord(tx, actor, subjects, row.recordId) });
  const both = records.every(({ shown }) => shown !== undefined);
  const together = one.clusterId === two.clusterId;
  const decisions = await decisionsOf(tx, actor, subjects, one.recordId, two.recordId, both);
  // Else anybody could try what they guess against a record of which they may only know that it is there.
  if (!both && !together && decisions.length === 0 && !(await isAsked(tx, actor, one.recordId, two.recordId)))
    return undefined;
  const weighed = await weighedNow(tx, actor, subjects, one.recordId, two.recordId);
  return { pair: pairOf(one.recordId, two.recordId), ...weighed, records, together, decisions };
}

/** Whether somebody is asked about this pair, whose ids are in order. */
const isAsked = async (tx: Tx, actor: Actor, left: string, right: string): Promise<boolean> =>
  (await tx
    .selectFrom('casework.match_question')
    .where('partnership_id', '=', actor.partnershipId)
    .where('left_record_id', '=', left)
    .where('right_record_id', '=', right)
    .select('id')
    .executeTakeFirst()) !== undefined;

/** The evidence as it is now; levels in words and weights, without a value. */
const weighedNow = (tx: Tx, actor: Actor, subjects: SubjectKeys, one: string, two: string) =>
  asMachine(tx, actor, async (machine) => {
    const opened = await openRecords(tx, machine, subjects, [one, two]);
    if (opened.length < 2) return { evidence: [], weight: 0, probability: 0, twins: false };
    const matchModel = await currentModel(tx, machine);
    const counts = await rarityOf(tx, machine, subjects, valuesHeld(opened), matchModel.common);
    const weigher = new Weigher(matchModel, opened, await aboutHowMany(tx, machine), countOf(counts));
    return { evidence: weigher.evidence(one, two), ...weigher.weigh(one, two) };
  });

async function decisionsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  left: string,
  right: string,
  seesBoth: boolean,
): Promise<readonly Decision[]> {
  const rows = await tx
    .selectFrom('casework.link as k')
    .leftJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'k.partnership_id').onRef('a.id', '=', 'k.agency_id'),
    )
    .where('k.partnership_id', '=', actor.partnershipId)
    .where('k.left_record_id', '=', left)
    .where('k.right_record_id', '=', right)
    .orderBy('k.at', 'desc')
    .orderBy('k.id', 'desc')
    .select([
      'k.id',
      'k.at',
      'k.verdict',
      'k.decided_by as decidedBy',
      'k.agency_id',
      'a.short_name as agency',
      'k.reason',
    ])
    .execute();
  return rows.map(({ id, reason, agency_id, agency, ...row }) => ({
    ...row,
    agency: agency ?? undefined,
    reason: seesBoth || agency_id === agencyOf(actor) ? subjects.open(id, reason) : undefined,
  }));
}

/** By what the records of a person stand together, as far as the actor may know of both sides. */
export async function joinedBy(tx: Tx, actor: Actor, clusterId: string): Promise<readonly JoinedBy[]> {
  const { rows } = await sql<{ one: string; two: string; by: string; left: string; right: string }>`
    select k.left_record_id as one, k.right_record_id as two, k.decided_by as by, a.short_name as "left", b.short_name as "right"
    from casework.presence p
    join casework.link_now k on k.partnership_id = p.partnership_id and k.left_record_id = p.record_id and k.verdict = 'same'
    join casework.presence q on q.partnership_id = p.partnership_id and q.record_id = k.right_record_id and q.cluster_id = p.cluster_id
    join partners.agency a on a.partnership_id = k.partnership_id and a.id = k.left_agency_id
    join partners.agency b on b.partnership_id = k.partnership_id and b.id = k.right_agency_id
    where p.partnership_id = ${actor.partnershipId} and p.cluster_id = ${clusterId}
    order by k.at, k.id limit 50`.execute(tx);
  return rows.map(({ one, two, by, left, right }) => ({
    pair: pairOf(one, two),
    says: `${left} and ${right}: ${by === 'person' ? 'somebody decided that they are one person.' : 'joined by matching.'}`,
  }));
}
