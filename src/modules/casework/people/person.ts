/** A person as the actor may see them: the records that are shown, and which other agencies know them. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { personCode } from './code.ts';
import { displayName, type Identity, openIdentity } from './identity.ts';
import type { RecordSource, RestrictedBecause } from './input.ts';
import { type ResidenceView, residencesOf } from './residence.ts';

/** What one agency holds, as far as the actor may see it. */
export interface RecordView {
  readonly recordId: string;
  readonly clusterId: string;
  readonly agencyId: string;
  readonly agency: string;
  /** It is the actor's own agency's. */
  readonly own: boolean;
  /** Undefined when the record was disposed of: its key is destroyed. */
  readonly identity: Identity | undefined;
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly restricted: boolean;
  readonly restrictedBecause: RestrictedBecause | undefined;
  readonly disputed: boolean;
  readonly source: RecordSource;
  readonly recordedOn: PlainDate;
  readonly lastActiveOn: PlainDate;
  readonly reviewOn: PlainDate;
  readonly revision: number;
}

/** An agency that knows the person and shows no more than that. */
export interface KnownTo {
  readonly agencyId: string;
  readonly agency: string;
  /** Whom to ask: a post's title. */
  readonly ask: string | undefined;
}

export interface PersonView {
  readonly clusterId: string;
  readonly code: string;
  /** The name in the record of the own agency that was active last, else in another's; undefined when none is shown. */
  readonly name: string | undefined;
  readonly dateOfBirth: string | undefined;
  readonly records: readonly RecordView[];
  readonly knownTo: readonly KnownTo[];
  readonly residences: readonly ResidenceView[];
  readonly disputed: boolean;
}

/**
 * The person, with the records that the actor may see, own ones first; undefined when nothing of them may be seen, not
 * even that they are known. A cluster that was joined into another gives the person it now belongs to.
 */
export async function findPerson(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterId: string,
): Promise<PersonView | undefined> {
  const now = await personNow(tx, actor, clusterId);
  const records = await recordsOf(tx, actor, subjects, [now]);
  const knownTo = await knownElsewhere(tx, actor, now);
  if (records.length === 0 && knownTo.length === 0) return undefined;
  const named = records.find(({ identity }) => identity !== undefined)?.identity;
  return {
    clusterId: now,
    code: personCode(now),
    name: named && displayName(named),
    dateOfBirth: records.find(({ identity }) => identity?.dateOfBirth)?.identity?.dateOfBirth,
    records,
    knownTo: knownTo.filter(({ agencyId }) => !records.some((record) => record.agencyId === agencyId)),
    residences: await residencesOf(tx, actor, subjects, now),
    disputed: records.some(({ disputed }) => disputed),
  };
}

/** The cluster in which the records of a cluster stand now: itself, unless it was joined into another. */
export async function personNow(tx: Tx, actor: Actor, clusterId: string): Promise<string> {
  const row = await tx
    .selectFrom('casework.person_now')
    .where('partnership_id', '=', actor.partnershipId)
    .where('cluster_id', '=', clusterId)
    .select('person_id')
    .executeTakeFirst();
  return row?.person_id ?? clusterId;
}

/** All clusters whose records stand in this person now, itself among them: for reading what refers to any of them. */
export async function clustersOf(tx: Tx, actor: Actor, clusterId: string): Promise<readonly string[]> {
  const now = await personNow(tx, actor, clusterId);
  const rows = await tx
    .selectFrom('casework.cluster')
    .where('partnership_id', '=', actor.partnershipId)
    .where('joined_into', '=', now)
    .select('id')
    .execute();
  return [now, ...rows.map(({ id }) => id)];
}

/** The records of these persons that the actor may see: own agency's first, then what was active last. */
export async function recordsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterIds: readonly string[],
): Promise<readonly RecordView[]> {
  if (clusterIds.length === 0) return [];
  const rows = await viewed(tx, actor).where('r.cluster_id', 'in', clusterIds).execute();
  return rows.map((row) => recordView(row, actor, subjects)).toSorted(ownFirst);
}

/** The record, where the actor may see it. */
export async function findRecord(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  recordId: string,
): Promise<RecordView | undefined> {
  const row = await viewed(tx, actor).where('r.id', '=', recordId).executeTakeFirst();
  return row && recordView(row, actor, subjects);
}

/** The records of the actor's own agency in the order in which they were made, a part of them. */
export async function listOwnRecords(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly RecordView[]> {
  const own = viewed(tx, actor).where(
    'r.agency_id',
    '=',
    agencyOf(actor) ?? '00000000-0000-0000-0000-000000000000',
  );
  const rows = await (after === undefined ? own : own.where('r.id', '>', after))
    .orderBy('r.id')
    .limit(limit)
    .execute();
  return rows.map((row) => recordView(row, actor, subjects));
}

const viewed = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.record as r')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'r.partnership_id').onRef('a.id', '=', 'r.agency_id'),
    )
    .where('r.partnership_id', '=', actor.partnershipId)
    .select([
      'r.id as recordId',
      'r.cluster_id as clusterId',
      'r.agency_id as agencyId',
      'a.short_name as agency',
      'r.identity as sealed',
      'r.regime',
      'r.restricted',
      'r.restricted_because as because',
      'r.disputed',
      'r.source',
      'r.recorded_on as recordedOn',
      'r.last_active_on as lastActiveOn',
      'r.review_on as reviewOn',
      'r.revision',
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof viewed>['execute']>>[number];

const recordView = ({ sealed, because, ...row }: Row, actor: Actor, subjects: SubjectKeys): RecordView => ({
  ...row,
  restrictedBecause: because ?? undefined,
  own: row.agencyId === agencyOf(actor),
  identity: openIdentity(subjects, row.recordId, sealed),
});

const ownFirst = (a: RecordView, b: RecordView): number =>
  Number(b.own) - Number(a.own) ||
  (a.lastActiveOn < b.lastActiveOn ? 1 : a.lastActiveOn > b.lastActiveOn ? -1 : 0) ||
  (a.recordId < b.recordId ? -1 : 1);

/** The other agencies of which the actor may know that they know this person, and whom to ask there. */
async function knownElsewhere(tx: Tx, actor: Actor, clusterId: string): Promise<readonly KnownTo[]> {
  const rows = await tx
    .selectFrom('casework.presence as p')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .leftJoin('casework.contact as c', (on) =>
      on.onRef('c.partnership_id', '=', 'p.partnership_id').onRef('c.agency_id', '=', 'p.agency_id'),
    )
    .leftJoin('partners.post as t', (on) =>
      on.onRef('t.partnership_id', '=', 'c.partnership_id').onRef('t.id', '=', 'c.post_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.cluster_id', '=', clusterId)
    .select(['p.agency_id as agencyId', 'a.short_name as agency', 't.title as ask'])
    .distinct()
    .orderBy(sql`2`)
    .execute();
  return rows.map((row) => ({ ...row, ask: row.ask ?? undefined }));
}
