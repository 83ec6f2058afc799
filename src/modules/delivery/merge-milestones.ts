import { newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { formatWhen } from './cell-text.ts';
import type { Milestone } from './project-plan.ts';
import type { Saving } from './save.ts';

/**
 * Brings milestones to what a plan lists, by title. Dates that were agreed with the endorsement stand: a milestone then
 * moves only with a reason, and one with a history is not removed.
 */
export async function mergeMilestones(
  tx: Tx,
  actor: Actor,
  projectId: string,
  before: readonly Milestone[],
  after: readonly Milestone[],
  { today, fixed }: Saving & { readonly fixed: boolean },
): Promise<undefined | Refusal> {
  const rows =
    before.length === 0
      ? []
      : await tx
          .selectFrom('delivery.milestone')
          .select(['id', 'title'])
          .where('project_id', '=', projectId)
          .execute();
  const idOf = new Map(rows.map((row) => [row.title, row.id]));
  const had = new Map(before.map((one) => [one.title, one]));
  const own = { partnership_id: actor.partnershipId };
  const account_id = accountOf(actor) ?? null;
  for (const old of before) {
    if (after.some((one) => one.title === old.title)) continue;
    if (old.moved || old.metOn)
      return refused(
        'milestone-has-history',
        `The milestone "${old.title}" was moved or met and cannot be taken out. Keep its line.`,
        { field: 'milestones' },
      );
    await tx
      .deleteFrom('delivery.milestone')
      .where('id', '=', idOf.get(old.title) ?? '')
      .execute();
  }
  for (const [position, one] of after.entries()) {
    const old = had.get(one.title);
    const id = idOf.get(one.title) ?? newId<'milestone'>();
    const dated = { original_on: one.originalOn, precision: one.precision };
    if (!old)
      await tx
        .insertInto('delivery.milestone')
        .values({ ...own, id, project_id: projectId, position, title: one.title, ...dated })
        .execute();
    else {
      if (fixed && old.originalOn !== null && old.originalOn !== one.originalOn)
        return refused(
          'milestone-date-stands',
          `The milestone "${one.title}" was agreed for ${formatWhen(old.originalOn, old.precision)}. To move it, keep that date and add "moved to 2013-12-31 because …".`,
          { field: 'milestones' },
        );
      await tx
        .updateTable('delivery.milestone')
        .set({ position, ...dated })
        .where('id', '=', id)
        .execute();
    }
    if ((old?.moved && !one.moved) || (old?.metOn && old.metOn !== one.metOn))
      return refused(
        'milestone-has-history',
        `What happened to the milestone "${one.title}" stands: keep what its line says of moving and being met.`,
        { field: 'milestones' },
      );
    if (one.moved && (one.moved.to !== old?.moved?.to || one.moved.reason !== old.moved.reason))
      await tx
        .insertInto('delivery.milestone_slip')
        .values({
          ...own,
          id: newId(),
          milestone_id: id,
          moved_from: old?.moved?.to ?? one.originalOn,
          moved_to: one.moved.to,
          slipped_on: today,
          reason: one.moved.reason,
          account_id,
        })
        .execute();
    if (one.metOn && !old?.metOn)
      await tx
        .insertInto('delivery.milestone_completion')
        .values({ ...own, milestone_id: id, met_on: one.metOn, account_id })
        .execute();
  }
  return undefined;
}
