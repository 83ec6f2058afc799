import { newId } from '../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../queries.ts';
import type { Indicator } from '../types.ts';
import type { Alert } from './queries.ts';

/** Who may answer an alert: the owner of the indicator, who records or edits it. */
export const mayAnswer = (actor: Actor, { ownerAgencyId }: Pick<Alert, 'ownerAgencyId'>): boolean =>
  mayFor(actor, 'indicators.edit', ownerAgencyId) || mayFor(actor, 'observations.record', ownerAgencyId);

/**
 * Says what is behind an alert or what is done about it; it is no early warning then. Refused: not-allowed,
 * alert-withdrawn, alert-acknowledgement-pkey (answered already), alert-acknowledgement-says-why.
 */
export async function acknowledgeAlert(
  tx: Tx,
  actor: Actor,
  alert: Alert,
  reason: string,
): Promise<undefined | Refusal> {
  if (!mayAnswer(actor, alert)) return notAllowed();
  if (alert.withdrawnOn !== null)
    return refused('alert-withdrawn', 'This alert was withdrawn, since the figures say otherwise now.');
  await tx
    .insertInto('intelligence.alert_acknowledgement')
    .values({
      partnership_id: actor.partnershipId,
      alert_id: alert.id,
      indicator_id: alert.indicatorId,
      reason,
      acknowledged_on: await businessToday(tx),
      acknowledged_by: accountOf(actor) ?? null,
      owner_agency_id: alert.ownerAgencyId,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.alert-acknowledged',
    subject: { kind: 'indicator', id: alert.indicatorId },
    detail: { period: alert.period, rule: alert.rule, reason },
  });
  return undefined;
}

/** Whom an actor has asked to be written to about: any indicator (null), or these. */
export async function subscriptionsOf(tx: Tx, actor: Actor): Promise<ReadonlySet<string | null>> {
  const account = accountOf(actor);
  if (!account) return new Set();
  const rows = await tx
    .selectFrom('intelligence.alert_subscription')
    .where('account_id', '=', account)
    .select('indicator_id')
    .execute();
  return new Set(rows.map(({ indicator_id }) => indicator_id));
}

/** Asks for mail about alerts of one indicator, or of all (undefined), or ends that. Refused: members-only. */
export async function subscribe(
  tx: Tx,
  actor: Actor,
  indicator: Pick<Indicator, 'id' | 'slug'> | undefined,
  wanted: boolean,
): Promise<undefined | Refusal> {
  const account = accountOf(actor);
  if (actor.kind !== 'member' || !account)
    return refused('members-only', 'Only somebody with an account can be written to. Sign in first.');
  const has = (await subscriptionsOf(tx, actor)).has(indicator?.id ?? null);
  if (wanted && !has)
    await tx
      .insertInto('intelligence.alert_subscription')
      .values({
        partnership_id: actor.partnershipId,
        id: newId(),
        account_id: account,
        indicator_id: indicator?.id ?? null,
        since: await businessToday(tx),
      })
      .execute();
  if (!wanted)
    await tx
      .deleteFrom('intelligence.alert_subscription')
      .where('account_id', '=', account)
      .where('indicator_id', indicator ? '=' : 'is', indicator?.id ?? null)
      .execute();
  await recordCommand(tx, actor, {
    action: wanted ? 'alerts.subscribed' : 'alerts.unsubscribed',
    subject: { kind: 'account', id: account },
    detail: { indicator: indicator?.slug ?? 'all' },
  });
  return undefined;
}
