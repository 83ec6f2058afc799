/** Takes records out for good: for disposal, which destroys their keys when this has committed. */
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { tryRow } from '../../../platform/import-rows.ts';
import { asMachine } from '../purpose/working.ts';
import { recluster } from './matching/recluster.ts';

export interface Forgotten {
  readonly records: number;
  readonly addresses: number;
  /** Whose keys are to be destroyed once this has committed: records, addresses nobody is known at any more, reasons. */
  readonly keys: readonly string[];
}

/**
 * Deletes records, after all other parts have let go of them, with all that hangs on them (tokens, presence, residences, links, questions) and the addresses at which
 * nobody is known any more. Other records of the person stay, and stand together as far as other links hold.
 */
export async function forgetRecords(tx: Tx, actor: Actor, recordIds: readonly string[]): Promise<Forgotten> {
  if (recordIds.length === 0) return { records: 0, addresses: 0, keys: [] };
  return asMachine(tx, actor, async (machine) => {
    const { partnershipId } = machine;
    const gone = await tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', partnershipId)
      .where('id', 'in', recordIds)
      .select(['id', 'cluster_id', 'own_cluster_id'])
      .execute();
    const ids = gone.map(({ id }) => id);
    if (ids.length === 0) return { records: 0, addresses: 0, keys: [] };
    const homes = await tx
      .selectFrom('casework.residence')
      .where('partnership_id', '=', partnershipId)
      .where('record_id', 'in', ids)
      .select('address_id')
      .distinct()
      .execute();
    const reasons = await tx
      .selectFrom('casework.link')
      .where('partnership_id', '=', partnershipId)
      .where('reason', 'is not', null)
      .where((is) => is.or([is('left_record_id', 'in', ids), is('right_record_id', 'in', ids)]))
      .select('id')
      .execute();
    await tx
      .deleteFrom('casework.record')
      .where('partnership_id', '=', partnershipId)
      .where('id', 'in', ids)
      .execute();
    for (const [clusterId, those] of Map.groupBy(gone, ({ cluster_id }) => cluster_id)) {
      const left = await recluster(tx, machine, [clusterId]);
      const orphans = those.map(({ own_cluster_id }) => own_cluster_id);
      await releaseClusters(tx, partnershipId, orphans, [...left.values()].toSorted()[0]);
    }
    const emptied = await forgetEmptyAddresses(
      tx,
      partnershipId,
      homes.map(({ address_id }) => address_id),
    );
    return {
      records: ids.length,
      addresses: emptied.length,
      keys: [...ids, ...emptied, ...reasons.map(({ id }) => id)],
    };
  });
}

/**
 * Clusters that no record begins any more: those of a person who is still known point to where they stand now; the others
 * go.
 */
async function releaseClusters(
  tx: Tx,
  partnershipId: string,
  orphans: readonly string[],
  into: string | undefined,
): Promise<void> {
  const these = tx
    .updateTable('casework.cluster')
    .where('partnership_id', '=', partnershipId)
    .where('id', 'in', orphans);
  if (into !== undefined) await these.set({ joined_into: into }).execute();
  else
    await tx
      .deleteFrom('casework.cluster')
      .where('partnership_id', '=', partnershipId)
      .where((is) => is.or([is('id', 'in', orphans), is('joined_into', 'in', orphans)]))
      .execute();
}

/** Deletes the addresses to which nothing refers any more; a concern may still tell of one at which nobody is known. */
async function forgetEmptyAddresses(
  tx: Tx,
  partnershipId: string,
  addressIds: readonly string[],
): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const id of addressIds) {
    const deleted = await tryRow(tx, async () => {
      const row = await tx
        .deleteFrom('casework.address')
        .where('partnership_id', '=', partnershipId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return row ?? notFound('address');
    });
    if (!isRefusal(deleted)) gone.push(id);
  }
  return gone;
}
