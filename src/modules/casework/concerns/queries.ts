/** Concerns as the actor may see them. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { addressLine, findAddress, namesOf } from '../people/index.ts';
import {
  type Answer,
  codeOf,
  type Outcome,
  type Precision,
  type Question,
  type ReportedBy,
  type Role,
} from './types.ts';

/** A line of a list: codes and days only. */
export interface ConcernLine {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly own: boolean;
  readonly type: string;
  readonly onDay: PlainDate;
  readonly atTime: string | null;
  readonly precision: Precision;
  readonly outward: string | null;
  readonly reportedBy: ReportedBy;
  readonly reportedOn: PlainDate;
  readonly restricted: boolean;
  readonly incidentId: string;
  readonly closedOn: PlainDate | null;
  readonly outcome: Outcome | null;
}

export interface ConcernView extends ConcernLine {
  readonly addressId: string | null;
  /** Undefined when there is none, or it was disposed of. */
  readonly address: string | undefined;
  readonly place: string | null;
  readonly answers: Readonly<Record<Question, Answer>>;
  /** Undefined when nothing was written, or it was disposed of. */
  readonly narrative: string | undefined;
  readonly closingReason: string | undefined;
  readonly people: readonly {
    readonly recordId: string;
    readonly role: Role;
    readonly name: string;
    readonly clusterId: string | null;
  }[];
}

const lines = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.concern as c')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'c.partnership_id').onRef('a.id', '=', 'c.agency_id'),
    )
    .leftJoin('casework.concern_closure as x', (on) =>
      on.onRef('x.partnership_id', '=', 'c.partnership_id').onRef('x.concern_id', '=', 'c.id'),
    )
    .where('c.partnership_id', '=', actor.partnershipId)
    .select([
      'c.id',
      'c.agency_id as agencyId',
      'a.short_name as agency',
      'c.type',
      'c.on_day as onDay',
      'c.at_time as atTime',
      'c.precision',
      'c.outward',
      'c.reported_by as reportedBy',
      'c.reported_on as reportedOn',
      'c.restricted',
      'c.incident_id as incidentId',
      'x.closed_on as closedOn',
      'x.outcome',
    ]);

const asLine = <Row extends { id: string; agencyId: string; precision: string }>(row: Row, actor: Actor) => ({
  ...row,
  code: codeOf('C', row.id),
  precision: row.precision as Precision,
  own: row.agencyId === agencyOf(actor),
});

/** Where a list goes on: after the concern of this day and id. */
export type After = readonly [onDay: string, id: string];

/** Concerns, the latest first: of the own agency, or also what others share; open ones only where asked. */
export async function listConcerns(
  tx: Tx,
  actor: Actor,
  options: {
    readonly everybodys?: boolean | undefined;
    readonly open?: boolean | undefined;
    readonly after?: After | undefined;
    readonly limit: number;
  },
): Promise<readonly ConcernLine[]> {
  const { everybodys = false, open = false, after, limit } = options;
  const own = agencyOf(actor);
  let query = lines(tx, actor);
  if (!everybodys && own !== undefined) query = query.where('c.agency_id', '=', own);
  if (open) query = query.where('x.concern_id', 'is', null);
  if (after) query = query.where(sql<boolean>`(c.on_day, c.id) < (${after[0]}::date, ${after[1]}::uuid)`);
  const rows = await query.orderBy('c.on_day', 'desc').orderBy('c.id', 'desc').limit(limit).execute();
  return rows.map((row) => asLine(row, actor));
}

/** The concerns of these ids that the actor may see, the latest first. */
export async function concernsOfIds(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<readonly ConcernLine[]> {
  if (ids.length === 0) return [];
  const rows = await lines(tx, actor)
    .where('c.id', 'in', ids)
    .orderBy('c.on_day', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  return rows.map((row) => asLine(row, actor));
}

/** The reports of these incidents that the actor may see. */
export async function reportsOfIncidents(
  tx: Tx,
  actor: Actor,
  incidentIds: readonly string[],
): Promise<readonly ConcernLine[]> {
  if (incidentIds.length === 0) return [];
  const rows = await lines(tx, actor)
    .where('c.incident_id', 'in', incidentIds)
    .orderBy('c.on_day', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  return rows.map((row) => asLine(row, actor));
}

/** One concern with its people, where the actor may see it. */
export async function findConcern(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<ConcernView | undefined> {
  const row = await lines(tx, actor)
    .leftJoin('places.place as p', (on) =>
      on.onRef('p.partnership_id', '=', 'c.partnership_id').onRef('p.id', '=', 'c.place_id'),
    )
    .where('c.id', '=', id)
    .select([
      'c.address_id as addressId',
      'p.name as place',
      'c.happened_before',
      'c.told_others',
      'c.feels_targeted',
      'c.ill_at_home',
      'c.narrative as sealed',
      'x.reason as sealedReason',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const { sealed, sealedReason, happened_before, told_others, feels_targeted, ill_at_home, ...line } = row;
  const address = row.addressId === null ? undefined : await findAddress(tx, actor, subjects, row.addressId);
  return {
    ...asLine(line, actor),
    address: address && 'lines' in address ? addressLine(address) : undefined,
    answers: {
      happenedBefore: happened_before,
      toldOthers: told_others,
      feelsTargeted: feels_targeted,
      illAtHome: ill_at_home,
    },
    narrative: subjects.open(id, sealed),
    closingReason: subjects.open(id, sealedReason),
    people: await peopleIn(tx, actor, subjects, id),
  };
}

async function peopleIn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  concernId: string,
): Promise<ConcernView['people']> {
  const rows = await tx
    .selectFrom('casework.concern_person as p')
    .leftJoin('casework.presence as k', (on) =>
      on.onRef('k.partnership_id', '=', 'p.partnership_id').onRef('k.record_id', '=', 'p.record_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.concern_id', '=', concernId)
    .orderBy('p.role')
    .orderBy('p.record_id')
    .select(['p.record_id', 'p.role', 'k.cluster_id'])
    .execute();
  const names = await namesOf(
    tx,
    actor,
    subjects,
    rows.map((row) => row.record_id),
  );
  return rows.map((row) => ({
    recordId: row.record_id,
    role: row.role,
    name: names.get(row.record_id) ?? 'Somebody',
    clusterId: row.cluster_id,
  }));
}

/** Concerns about a person (a cluster) in whatever role, or at an address, as far as the actor may see them. */
export async function concernsOf(
  tx: Tx,
  actor: Actor,
  about: { readonly clusterIds: readonly string[] } | { readonly addressId: string },
): Promise<readonly ConcernLine[]> {
  if ('addressId' in about) {
    const rows = await lines(tx, actor)
      .where('c.address_id', '=', about.addressId)
      .orderBy('c.on_day', 'desc')
      .orderBy('c.id', 'desc')
      .limit(500)
      .execute();
    return rows.map((row) => asLine(row, actor));
  }
  if (about.clusterIds.length === 0) return [];
  const named = await tx
    .selectFrom('casework.presence as k')
    .innerJoin('casework.concern_person as p', (on) =>
      on.onRef('p.partnership_id', '=', 'k.partnership_id').onRef('p.record_id', '=', 'k.record_id'),
    )
    .where('k.partnership_id', '=', actor.partnershipId)
    .where('k.cluster_id', 'in', about.clusterIds)
    .select('p.concern_id')
    .distinct()
    .execute();
  return concernsOfIds(
    tx,
    actor,
    named.map((row) => row.concern_id),
  );
}
