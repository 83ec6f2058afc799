/** What happened to a place, kept for good. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, accountOf, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { PlacementState } from './words.ts';

export async function keepEvent(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  placement: { readonly id: string; readonly agencyIds: readonly string[]; readonly restricted: boolean },
  event: { from: PlacementState | null; to: PlacementState; on: PlainDate; words: string },
): Promise<void> {
  await tx
    .insertInto('casework.placement_event')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      placement_id: placement.id,
      agency_id: agencyOf(actor) ?? '',
      agency_ids: [...placement.agencyIds],
      restricted: placement.restricted,
      account_id: accountOf(actor) ?? null,
      from_state: event.from,
      to_state: event.to,
      at: new Date(),
      on_day: event.on,
      words: event.words.trim() === '' ? null : subjects.seal(placement.id, event.words.trim()),
    })
    .execute();
}
