/** Reports as the scoring sees them, for the machine. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Precision } from '../types.ts';
import type { Report } from './score.ts';

/** The reports of these ids. */
export async function reportsOf(tx: Tx, machine: Actor, ids: readonly string[]): Promise<readonly Report[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.concern as c')
    .where('c.partnership_id', '=', machine.partnershipId)
    // One value however many ids there are, so that it is one statement, planned once.
    .where('c.id', '=', sql<string>`any(${sql.val([...ids])}::uuid[])`)
    .select([
      'c.id',
      'c.agency_id',
      'c.type',
      'c.on_day',
      'c.at_time',
      'c.precision',
      'c.address_id',
      'c.place_id',
      'c.outward',
      sql<string[]>`array(select distinct r.cluster_id::text from casework.concern_person p
        join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
        where p.partnership_id = c.partnership_id and p.concern_id = c.id and p.role = 'affected')`.as(
        'affected',
      ),
      sql<string[]>`array(select distinct r.cluster_id::text from casework.concern_person p
        join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
        where p.partnership_id = c.partnership_id and p.concern_id = c.id and p.role = 'responsible')`.as(
        'responsible',
      ),
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agency_id,
    type: row.type,
    onDay: row.on_day,
    atTime: row.at_time,
    precision: row.precision as Precision,
    addressId: row.address_id,
    placeId: row.place_id,
    outward: row.outward,
    affected: row.affected,
    responsible: row.responsible,
  }));
}

/** Reports that could be of the same incident: about the same time at the same address, or of the same person. */
export async function reportsNear(tx: Tx, machine: Actor, report: Report): Promise<readonly Report[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from casework.concern c
    where c.partnership_id = ${machine.partnershipId} and c.address_id = ${report.addressId}
      and c.on_day between ${report.onDay}::date - 32 and ${report.onDay}::date + 32
    union
    select c.id from casework.record r
    join casework.concern_person p on p.partnership_id = r.partnership_id and p.record_id = r.id and p.role = 'affected'
    join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
    where r.partnership_id = ${machine.partnershipId} and r.cluster_id = any (${sql.val(report.affected)}::uuid[])
      and c.on_day between ${report.onDay}::date - 32 and ${report.onDay}::date + 32`.execute(tx);
  return reportsOf(
    tx,
    machine,
    rows.map(({ id }) => id).filter((id) => id !== report.id),
  );
}
