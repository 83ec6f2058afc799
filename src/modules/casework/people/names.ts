/** What to call somebody, as far as the actor may see who it is. */
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { personCode } from './code.ts';
import { displayName, openIdentity } from './identity.ts';
import { recordsOf } from './person.ts';

/**
 * What to call whom each record is about: the name where the actor may see it, else the code of the person where it may
 * be known that there is one, else "Somebody".
 */
export async function namesOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>(recordIds.map((id) => [id, 'Somebody']));
  if (recordIds.length === 0) return names;
  const known = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', 'in', recordIds)
    .select(['record_id', 'cluster_id'])
    .execute();
  for (const row of known) names.set(row.record_id, personCode(row.cluster_id));
  const seen = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', 'in', recordIds)
    .select(['id', 'identity'])
    .execute();
  for (const row of seen) {
    const identity = openIdentity(subjects, row.id, row.identity);
    if (identity) names.set(row.id, displayName(identity));
  }
  return names;
}

/** The name and code of each person, from whichever record of theirs the actor may see. */
export async function namesOfPeople(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly code: string; readonly name: string | undefined }>> {
  const now = new Map<string, string>();
  if (clusterIds.length > 0)
    for (const row of await tx
      .selectFrom('casework.person_now')
      .where('partnership_id', '=', actor.partnershipId)
      .where('cluster_id', 'in', clusterIds)
      .select(['cluster_id', 'person_id'])
      .execute())
      now.set(row.cluster_id, row.person_id);
  const records = await recordsOf(tx, actor, subjects, [...new Set(now.values())]);
  return new Map(
    clusterIds.map((id) => {
      const person = now.get(id) ?? id;
      const shown = records.find(({ clusterId, identity }) => clusterId === person && identity !== undefined);
      return [id, { code: personCode(person), name: shown?.identity && displayName(shown.identity) }];
    }),
  );
}
