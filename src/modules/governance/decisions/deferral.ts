import { type Id, newId } from '../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';

interface Deferred {
  readonly id: Id<'decision'>;
  readonly bodyId: string;
  readonly title: string;
  readonly decidedOn: PlainDate;
  readonly deferredTo?: PlainDate | null | undefined;
  readonly reason?: string | null | undefined;
  readonly subject: { readonly kind: string; readonly id: string } | undefined;
  readonly keyDecision: boolean;
  readonly exempt: boolean;
}

/** What was deferred returns to the forward plan by itself, on the day to which it was deferred. */
export async function backToThePlan(tx: Tx, actor: Actor, deferred: Deferred): Promise<void> {
  const id = newId<'forward-plan'>();
  const { exempt, subject } = deferred;
  if (!deferred.deferredTo) throw new Error('A deferral has a date');
  const row = {
    partnership_id: actor.partnershipId,
    id,
    body_id: deferred.bodyId,
    title: exempt ? 'An exempt item' : deferred.title.trim(),
    says: `Deferred on ${longDate(deferred.decidedOn)}${exempt ? '' : `: ${deferred.reason?.trim() ?? ''}`}`,
    expected_on: deferred.deferredTo,
    precision: 'day' as const,
    key_decision: deferred.keyDecision,
    type: 'decision' as const,
    subject_kind: exempt ? null : (subject?.kind ?? null),
    subject_id: exempt ? null : (subject?.id ?? null),
    from_decision_id: deferred.id,
  };
  const permissions = [...new Set([...actor.permissions, 'governance.edit'])];
  await actingAs(tx, actor, { ...actor, permissions }, () =>
    tx.insertInto('governance.forward_plan').values(row).execute(),
  );
  await recordCommand(tx, actor, {
    action: 'forward-plan.return',
    subject: { kind: 'forward-plan', id },
    detail: { decisionId: deferred.id, expectedOn: deferred.deferredTo },
  });
}
