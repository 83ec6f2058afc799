/**
 * Which reports are about a person, household or address, for the machine. Small steps by id instead of one large join:
 * each is served by an index at any size, and none depends on what the planner believes about young tables.
 */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

interface Affecting {
  readonly concernId: string;
  readonly clusterId: string;
  readonly onDay: PlainDate;
}

/** Reports by which these persons were affected. */
async function affecting(
  tx: Tx,
  machine: Actor,
  clusterIds: readonly string[],
): Promise<readonly Affecting[]> {
  if (clusterIds.length === 0) return [];
  const records = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('cluster_id', '=', sql<string>`any(${sql.val([...clusterIds])}::uuid[])`)
    .select(['id', 'cluster_id'])
    .execute();
  if (records.length === 0) return [];
  const clusters = new Map(records.map((row) => [row.id, row.cluster_id]));
  const { rows } = await sql<{ concern_id: string; record_id: string; on_day: PlainDate }>`
    select p.concern_id, p.record_id, c.on_day from casework.concern_person p
    join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
    where p.partnership_id = ${machine.partnershipId} and p.record_id = any (${sql.val([...clusters.keys()])}::uuid[])
      and p.role = 'affected'`.execute(tx);
  return rows.map((row) => ({
    concernId: row.concern_id,
    clusterId: clusters.get(row.record_id) ?? '',
    onDay: row.on_day,
  }));
}

/** Reports that affect the person. */
export const reportsOnPerson = async (tx: Tx, machine: Actor, id: string): Promise<readonly string[]> =>
  (await affecting(tx, machine, [id])).map(({ concernId }) => concernId);

/** Reports at the address, whoever was affected. */
export async function reportsAtAddress(tx: Tx, machine: Actor, id: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.concern')
    .where('partnership_id', '=', machine.partnershipId)
    .where('address_id', '=', id)
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Reports that affect somebody who lived at the address on that day, wherever it was; and those at the address itself
 * that affect nobody, or nobody of whom it is known that they live elsewhere.
 */
export async function reportsOnHousehold(tx: Tx, machine: Actor, id: string): Promise<readonly string[]> {
  const stays = await residents(tx, machine, id);
  const theirs = await affecting(tx, machine, [...new Set(stays.map(({ clusterId }) => clusterId))]);
  const livedHere = ({ clusterId, onDay }: Affecting): boolean =>
    stays.some(
      (stay) =>
        stay.clusterId === clusterId &&
        (stay.from === null || stay.from <= onDay) &&
        (stay.until === null || onDay <= stay.until),
    );
  const here = await reportsAtAddress(tx, machine, id);
  const others = await affectedElsewhere(tx, machine, here, id);
  return [
    ...new Set([
      ...theirs.filter(livedHere).map(({ concernId }) => concernId),
      ...here.filter((concernId) => !others.has(concernId)),
    ]),
  ];
}

interface Stay {
  readonly clusterId: string;
  readonly from: PlainDate | null;
  readonly until: PlainDate | null;
}

async function residents(tx: Tx, machine: Actor, addressId: string): Promise<readonly Stay[]> {
  const rows = await tx
    .selectFrom('casework.residence as l')
    .innerJoin('casework.record as r', (on) =>
      on.onRef('r.partnership_id', '=', 'l.partnership_id').onRef('r.id', '=', 'l.record_id'),
    )
    .where('l.partnership_id', '=', machine.partnershipId)
    .where('l.address_id', '=', addressId)
    .where('l.relation', 'in', ['lives', 'stays', 'formerly'])
    .select(['r.cluster_id', 'l.from_on', 'l.until_on'])
    .execute();
  return rows.map((row) => ({ clusterId: row.cluster_id, from: row.from_on, until: row.until_on }));
}

/** Of these reports, those that affect somebody whose only known homes are elsewhere. */
async function affectedElsewhere(
  tx: Tx,
  machine: Actor,
  concernIds: readonly string[],
  addressId: string,
): Promise<ReadonlySet<string>> {
  if (concernIds.length === 0) return new Set();
  const within = machine.partnershipId;
  const { rows: named } = await sql<{ concern_id: string; cluster_id: string }>`
    select p.concern_id, r.cluster_id from casework.concern_person p
    join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
    where p.partnership_id = ${within} and p.concern_id = any (${sql.val(concernIds)}::uuid[]) and p.role = 'affected'`.execute(
    tx,
  );
  const clusterIds = [...new Set(named.map((row) => row.cluster_id))];
  if (clusterIds.length === 0) return new Set();
  const { rows: homes } = await sql<{ cluster_id: string; here: boolean }>`
    select r.cluster_id, bool_or(l.address_id = ${addressId}) as here from casework.record r
    join casework.residence l on l.partnership_id = r.partnership_id and l.record_id = r.id and l.relation in ('lives', 'stays')
    where r.partnership_id = ${within} and r.cluster_id = any (${sql.val(clusterIds)}::uuid[]) group by r.cluster_id`.execute(
    tx,
  );
  const elsewhere = new Set(homes.filter(({ here }) => !here).map((row) => row.cluster_id));
  return new Set(named.filter((row) => elsewhere.has(row.cluster_id)).map((row) => row.concern_id));
}
