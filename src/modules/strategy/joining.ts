import type { Id } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { touchOutcome } from './outcome.ts';

/** To what an outcome is joined: by which indicators it is judged, which themes run through it, whose priorities it serves. */
export interface OutcomeJoins {
  readonly indicatorIds: readonly Id<'indicator'>[];
  readonly themeIds: readonly Id<'theme'>[];
  readonly corporatePriorityIds: readonly Id<'corporate-priority'>[];
}

/** Joins an outcome to exactly these; other joins of it end. `revision` is the one that was seen. */
export async function joinOutcome(
  tx: Tx,
  actor: Actor,
  outcomeId: Id<'outcome'>,
  revision: number,
  joins: OutcomeJoins,
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  if (!(await touchOutcome(tx, outcomeId, revision))) return changedMeanwhile('outcome');
  const own = { partnership_id: actor.partnershipId, outcome_id: outcomeId };
  await tx.deleteFrom('strategy.outcome_indicator').where('outcome_id', '=', outcomeId).execute();
  await tx.deleteFrom('strategy.outcome_theme').where('outcome_id', '=', outcomeId).execute();
  await tx.deleteFrom('strategy.contribution').where('outcome_id', '=', outcomeId).execute();
  const indicators = [...new Set(joins.indicatorIds)];
  if (indicators.length > 0)
    await tx
      .insertInto('strategy.outcome_indicator')
      .values(indicators.map((indicator_id, at) => ({ ...own, indicator_id, position: at + 1 })))
      .execute();
  const themes = [...new Set(joins.themeIds)];
  if (themes.length > 0)
    await tx
      .insertInto('strategy.outcome_theme')
      .values(themes.map((theme_id) => ({ ...own, theme_id })))
      .execute();
  const corporate = [...new Set(joins.corporatePriorityIds)];
  if (corporate.length > 0)
    await tx
      .insertInto('strategy.contribution')
      .values(corporate.map((corporate_priority_id) => ({ ...own, corporate_priority_id })))
      .execute();
  await recordCommand(tx, actor, {
    action: 'outcome.join',
    subject: { kind: 'outcome', id: outcomeId },
    detail: { ...joins },
  });
  return undefined;
}
