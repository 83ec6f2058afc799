import { newId } from '../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import type { Category } from './categories.ts';

/** What an agency decided to keep to itself. */
export interface NotSharing {
  readonly item: { readonly kind: string; readonly id: string | null };
  readonly clusterId: string | null;
  /** Who asked or would have had it; null when nobody in particular. */
  readonly toAgencyId: string | null;
  readonly categories: readonly Category[];
  readonly reason: string;
  /** Only for who acts for no agency. */
  readonly fromAgencyId?: string;
}

/** Records that something was not shared, and why: that is a decision too. Refuses `say-why-not` and `choose-a-purpose`. */
export async function recordNotShared(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: NotSharing,
): Promise<{ id: string } | Refusal> {
  const from = agencyOf(actor) ?? input.fromAgencyId;
  const purpose = await purposeInUse(tx, actor, actor.purpose ?? '');
  if (from === undefined || !purpose)
    return refused('choose-a-purpose', 'Say first for which purpose this was considered.');
  if (input.reason.trim() === '')
    return refused('say-why-not', 'Say why it is not shared.', { field: 'reason' });
  const id = newId<'not-shared'>();
  const today = await businessToday(tx);
  await tx
    .insertInto('casework.not_shared')
    .values({
      partnership_id: actor.partnershipId,
      id,
      at: new Date(),
      on_day: today,
      agency_id: from,
      to_agency_id: input.toAgencyId,
      item_kind: input.item.kind,
      item_id: input.item.id,
      cluster_id: input.clusterId,
      purpose: purpose.slug,
      categories: [...input.categories],
      reason: subjects.seal(id, input.reason.trim()),
      account_id: accountOf(actor) ?? null,
      review_on: await reviewOn(tx, actor, 'record', today),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'disclosure.decided-against',
    subject: { kind: 'not-shared', id },
    detail: { item: input.item.kind, purpose: purpose.slug, categories: input.categories },
  });
  return { id };
}
