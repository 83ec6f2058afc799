import { newId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { askForLook } from '../alerts/ask.ts';
import { renewJudgements } from '../judging.ts';
import type { Indicator } from '../types.ts';
import type { SeriesBreak } from './break-queries.ts';

/** Records that a series breaks on a day. Refused: not-allowed, series-break-unique, series-break-says-why. */
export async function recordBreak(
  tx: Tx,
  actor: Actor,
  indicator: Pick<Indicator, 'id' | 'ownerAgencyId'>,
  input: Omit<SeriesBreak, 'id'>,
): Promise<{ id: string } | Refusal> {
  if (!mayFor(actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  const id = newId<'series-break'>();
  await tx
    .insertInto('intelligence.series_break')
    .values({
      partnership_id: actor.partnershipId,
      id,
      indicator_id: indicator.id,
      starts_on: input.startsOn,
      kind: input.kind,
      reason: input.reason,
      owner_agency_id: indicator.ownerAgencyId,
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.record-break',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { ...input },
  });
  await renewJudgements(tx, actor, [indicator.id]);
  await askForLook(tx, actor, [indicator]);
  return { id };
}

/** Takes back a break that was told of wrongly. Refused: not-allowed, series-break-withdrawal-pkey (taken back already). */
export async function withdrawBreak(
  tx: Tx,
  actor: Actor,
  indicator: Pick<Indicator, 'id' | 'ownerAgencyId'>,
  breakId: string,
  reason: string,
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  await tx
    .insertInto('intelligence.series_break_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      break_id: breakId,
      indicator_id: indicator.id,
      reason,
      owner_agency_id: indicator.ownerAgencyId,
      withdrawn_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.withdraw-break',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { breakId, reason },
  });
  await renewJudgements(tx, actor, [indicator.id]);
  await askForLook(tx, actor, [indicator]);
  return undefined;
}
