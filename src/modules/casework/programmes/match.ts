/** Peer support: somebody is matched with a supporter who has been through the like. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { listPlacements, type Placement } from './queries.ts';
import { TAKES_A_PLACE } from './words.ts';

/** Whether a supporter can be matched now: of peer support, while the place is taken. */
export const takesASupporter = ({ kind, state }: Pick<Placement, 'kind' | 'state'>): boolean =>
  kind === 'peer-support' && TAKES_A_PLACE.includes(state);

/**
 * Matches a supporter; another one takes over from the day given. Only the agency that runs the programme does. Refused by
 * name: not-found, not-allowed, not-peer-support, supporter-missing, matched-out-of-time, changed-meanwhile.
 */
export async function matchSupporter(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly revision: number; readonly name: string; readonly on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const [placement] = await listPlacements(tx, actor, subjects, { id: input.id });
  if (!placement) return notFound('placement');
  const own = agencyOf(actor);
  if (own !== placement.agencyId || !mayFor(actor, 'casework.write', own)) return notAllowed();
  if (!takesASupporter(placement))
    return refused('not-peer-support', 'A supporter is matched to somebody with a place in peer support.');
  if (input.name.trim() === '')
    return refused('supporter-missing', 'Write who supports them.', { field: 'name' });
  if (input.on < placement.referredOn || input.on > (await businessToday(tx)))
    return refused('matched-out-of-time', 'Give a day between the referral and today.', { field: 'on' });
  const { numUpdatedRows } = await tx
    .updateTable('casework.placement')
    .set({
      supporter: subjects.seal(input.id, input.name.trim()),
      matched_on: input.on,
      revision: input.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('placement');
  await recordCommand(tx, actor, {
    action: 'placement.matched',
    subject: { kind: 'placement', id: input.id },
  });
  return { id: input.id };
}
