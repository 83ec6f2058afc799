import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/**
 * Records that a condition of a decision is met, with what shows it. One that the decision's subject keeps is met there:
 * its module then says so here, as its `keeper`.
 */
export async function meetCondition(
  tx: Tx,
  actor: Actor,
  input: {
    readonly conditionId: string;
    readonly metOn: PlainDate;
    readonly evidence: string;
    readonly keeper?: string;
  },
): Promise<undefined | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  const condition = await tx
    .selectFrom('governance.decision_condition as c')
    .innerJoin('governance.decision_now as d', (join) =>
      join.onRef('d.partnership_id', '=', 'c.partnership_id').onRef('d.id', '=', 'c.decision_id'),
    )
    .leftJoin('governance.decision_condition_met as m', (join) =>
      join.onRef('m.partnership_id', '=', 'c.partnership_id').onRef('m.condition_id', '=', 'c.id'),
    )
    .select(['d.id', 'd.reference', 'd.state', 'd.decided_on', 'm.met_on', 'c.kept_by', 'c.exempt'])
    .where('c.id', '=', input.conditionId)
    .executeTakeFirst();
  if (!condition) return notFound('condition');
  if (condition.kept_by !== (input.keeper ?? null))
    return refused(
      'condition-is-kept-elsewhere',
      'What was decided keeps this condition. Open it, and record there that the condition is met.',
    );
  if (condition.met_on)
    return refused('condition-met-already', `This was met on ${longDate(condition.met_on)} already.`);
  if (condition.state === 'undone')
    return refused(
      'decision-undone-already',
      `Decision ${condition.reference} was undone; nothing hangs on it.`,
    );
  if (input.metOn < condition.decided_on)
    return refused('met-before-it-was-set', 'A condition cannot be met before it is set.', {
      field: 'metOn',
    });
  await tx
    .insertInto('governance.decision_condition_met')
    .values({
      partnership_id: actor.partnershipId,
      condition_id: input.conditionId,
      exempt: condition.exempt,
      met_on: input.metOn,
      evidence: input.evidence.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'decision.meet-condition',
    subject: { kind: 'decision', id: condition.id },
    detail: { ...input, ...(condition.exempt ? { evidence: undefined } : {}) },
  });
  return undefined;
}
