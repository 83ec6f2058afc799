import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Indicator } from '../types.ts';

/** Asks that the places of these indicators be looked at: figures of places, or breaks, were recorded. */
export async function askForLook(
  tx: Tx,
  actor: Actor,
  indicators: readonly Pick<Indicator, 'id' | 'ownerAgencyId'>[],
): Promise<void> {
  if (indicators.length === 0) return;
  await tx
    .insertInto('intelligence.alert_look')
    .values(
      indicators.map(({ id, ownerAgencyId }) => ({
        partnership_id: actor.partnershipId,
        indicator_id: id,
        owner_agency_id: ownerAgencyId,
      })),
    )
    // Held until these figures have committed: whoever looks waits for them.
    .onConflict((conflict) =>
      conflict.columns(['partnership_id', 'indicator_id']).doUpdateSet({
        since: (eb) => eb.ref('excluded.since'),
        owner_agency_id: (eb) => eb.ref('excluded.owner_agency_id'),
      }),
    )
    .execute();
}
