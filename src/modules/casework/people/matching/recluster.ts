/** Puts records where their links say they stand. For the machine. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { clustersBy, type Standing } from './groups.ts';

/** What holds between these records and any other, decided by people or the machine. */
export async function linksOf(
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<readonly Standing[]> {
  if (recordIds.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.link_now')
    .where('partnership_id', '=', actor.partnershipId)
    .where((is) => is.or([is('left_record_id', 'in', recordIds), is('right_record_id', 'in', recordIds)]))
    .select([
      'id',
      'at',
      'left_record_id as left',
      'right_record_id as right',
      'verdict',
      'decided_by as decidedBy',
    ])
    .execute();
  return rows as readonly Standing[];
}

/** Works out anew who is one person among all records of these clusters; returns the cluster of each. */
export async function recluster(
  tx: Tx,
  machine: Actor,
  clusterIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { partnershipId } = machine;
  const records = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', partnershipId)
    .where('cluster_id', 'in', clusterIds)
    .select(['id as recordId', 'own_cluster_id as ownClusterId', 'cluster_id as clusterId'])
    .execute();
  const members = new Set(records.map(({ recordId }) => recordId));
  const links = await linksOf(tx, machine, [...members]);
  const clusters = clustersBy(
    records,
    links.filter(({ left, right }) => members.has(left) && members.has(right)),
  );
  const moved = records.filter(({ recordId, clusterId }) => clusters.get(recordId) !== clusterId);
  if (moved.length > 0) {
    const ids = sql`${moved.map(({ recordId }) => recordId)}::uuid[]`;
    const into = sql`${moved.map(({ recordId }) => clusters.get(recordId))}::uuid[]`;
    const own = sql`${moved.map(({ ownClusterId }) => ownClusterId)}::uuid[]`;
    await sql`update casework.record r set cluster_id = m.into_id from unnest(${ids}, ${into}) as m (id, into_id)
      where r.partnership_id = ${partnershipId} and r.id = m.id`.execute(tx);
    await sql`update casework.presence p set cluster_id = m.into_id from unnest(${ids}, ${into}) as m (id, into_id)
      where p.partnership_id = ${partnershipId} and p.record_id = m.id`.execute(tx);
    await sql`update casework.cluster c set joined_into = nullif(m.into_id, c.id), revision = c.revision + 1
      from unnest(${own}, ${into}) as m (id, into_id)
      where c.partnership_id = ${partnershipId} and c.id = m.id`.execute(tx);
  }
  return clusters;
}
