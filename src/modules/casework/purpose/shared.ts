import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/**
 * What other agencies share with an agency for a purpose today, as `category@<agency id>`: by agreements, for everybody.
 * Sharing a category of substance shares that the person is known too.
 */
export async function sharedWith(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  purpose: string,
  _about: string | undefined,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.sharing_in_force')
    .where('partnership_id', '=', actor.partnershipId)
    .where('recipient_id', '=', agencyId)
    .where('purpose', '=', purpose)
    .select(['category', 'provider_id'])
    .distinct()
    .execute();
  return [
    ...new Set(rows.flatMap((row) => [`${row.category}@${row.provider_id}`, `known@${row.provider_id}`])),
  ].sort();
}
