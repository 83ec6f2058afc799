/** The incidents on a person, household or address, for the machine: each once, however many agencies were told of it. */
import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKind } from './explain.ts';
import type { Happening } from './rules.ts';

export interface Subject {
  readonly kind: SubjectKind;
  /** The cluster of a person; the address of a household or an address. */
  readonly id: string;
}

/** An incident of a series, and whether any report of it is restricted. */
export interface Happened extends Happening {
  readonly restricted: boolean;
}

/** Reports that affect the person. */
const onPerson = (machine: Actor, id: string): RawBuilder<unknown> => sql`
  select p.concern_id from casework.record r
  join casework.concern_person p on p.partnership_id = r.partnership_id and p.record_id = r.id and p.role = 'affected'
  where r.partnership_id = ${machine.partnershipId} and r.cluster_id = ${id}`;

/** Reports at the address, whoever was affected. */
const atAddress = (machine: Actor, id: string): RawBuilder<unknown> => sql`
  select c.id from casework.concern c where c.partnership_id = ${machine.partnershipId} and c.address_id = ${id}`;

/**
 * Reports that affect somebody who lived at the address on that day, wherever it was; and those at the address itself
 * that affect nobody, or nobody of whom it is known that they live elsewhere.
 */
const onHousehold = (machine: Actor, id: string): RawBuilder<unknown> => sql`
  select p.concern_id from (
    select distinct r.cluster_id, l.from_on, l.until_on from casework.residence l
    join casework.record r on r.partnership_id = l.partnership_id and r.id = l.record_id
    where l.partnership_id = ${machine.partnershipId} and l.address_id = ${id} and l.relation in ('lives', 'stays', 'formerly')
  ) h
  join casework.record r on r.partnership_id = ${machine.partnershipId} and r.cluster_id = h.cluster_id
  join casework.concern_person p on p.partnership_id = r.partnership_id and p.record_id = r.id and p.role = 'affected'
  join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
  where (h.from_on is null or c.on_day >= h.from_on) and (h.until_on is null or c.on_day <= h.until_on)
  union
  select c.id from casework.concern c
  where c.partnership_id = ${machine.partnershipId} and c.address_id = ${id} and not exists (
    select from casework.concern_person p
    join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
    join casework.record o on o.partnership_id = r.partnership_id and o.cluster_id = r.cluster_id
    join casework.residence l on l.partnership_id = o.partnership_id and l.record_id = o.id and l.relation in ('lives', 'stays')
    where p.partnership_id = c.partnership_id and p.concern_id = c.id and p.role = 'affected' and l.address_id <> c.address_id)`;

const REPORTS = { person: onPerson, household: onHousehold, address: atAddress } as const;

/** The incidents on the subject, first to last. */
export async function seriesOf(
  tx: Tx,
  machine: Actor,
  { kind, id }: Subject,
): Promise<readonly Happened[]> {
  const { rows } = await sql<{
    incident_id: string;
    on_day: PlainDate;
    agency_ids: string[];
    targeted: boolean;
    ill: boolean;
    restricted: boolean;
  }>`
    select c.incident_id, min(c.on_day) as on_day, array_agg(distinct c.agency_id::text) as agency_ids,
      bool_or(c.feels_targeted = 'yes' or c.type = 'hate') as targeted, bool_or(c.ill_at_home = 'yes') as ill,
      bool_or(c.restricted) as restricted
    from casework.concern c
    where c.partnership_id = ${machine.partnershipId} and c.id in (${REPORTS[kind](machine, id)})
    group by c.incident_id order by 2, 1`.execute(tx);
  return rows.map((row) => ({
    incidentId: row.incident_id,
    onDay: row.on_day,
    agencyIds: row.agency_ids,
    targeted: row.targeted,
    ill: row.ill,
    restricted: row.restricted,
  }));
}
