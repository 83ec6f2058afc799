/** The incidents on a person, household or address, for the machine: each once, however many agencies were told of it. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKind } from './explain.ts';
import { reportsAtAddress, reportsOnHousehold, reportsOnPerson } from './reports.ts';
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

const REPORTS = {
  person: reportsOnPerson,
  household: reportsOnHousehold,
  address: reportsAtAddress,
} as const;

/** The incidents on the subject, first to last. */
export async function seriesOf(tx: Tx, machine: Actor, { kind, id }: Subject): Promise<readonly Happened[]> {
  const reports = await REPORTS[kind](tx, machine, id);
  if (reports.length === 0) return [];
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
    where c.partnership_id = ${machine.partnershipId} and c.incident_id in (
      select o.incident_id from casework.concern o where o.partnership_id = ${machine.partnershipId} and o.id = any (${sql.val(reports)}::uuid[]))
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
