import { newId } from '../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { editable, type ProjectHead, reportable } from './may.ts';
import type { Precision } from './project-plan.ts';

async function milestoneOf(tx: Tx, actor: Actor, milestoneId: string) {
  const milestone = await tx
    .selectFrom('delivery.milestone_now')
    .selectAll()
    .where('id', '=', milestoneId)
    .executeTakeFirst();
  if (!milestone) return notFound('milestone');
  const project = await reportable(tx, actor, milestone.project_id);
  return isRefusal(project) ? project : { milestone, project };
}

/** Adds a milestone to a project, with its date or `null` when nobody has set one yet. */
export async function addMilestone(
  tx: Tx,
  actor: Actor,
  input: {
    readonly projectId: string;
    readonly title: string;
    readonly when: { readonly on: PlainDate; readonly precision: Precision } | null;
  },
): Promise<(ProjectHead & { milestoneId: string }) | Refusal> {
  const project = await editable(tx, actor, input.projectId);
  if (isRefusal(project)) return project;
  const title = input.title.trim();
  const others = await tx
    .selectFrom('delivery.milestone')
    .select(['title', 'position'])
    .where('project_id', '=', project.id)
    .execute();
  if (others.some((other) => other.title === title))
    return refused('milestone-title-taken', 'This project already has a milestone of that name.', {
      field: 'title',
    });
  const id = newId<'milestone'>();
  await tx
    .insertInto('delivery.milestone')
    .values({
      partnership_id: actor.partnershipId,
      id,
      project_id: project.id,
      position: others.length,
      title,
      original_on: input.when?.on ?? null,
      precision: input.when?.precision ?? 'unknown',
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'milestone.added',
    subject: { kind: 'milestone', id },
    detail: { title },
  });
  return { ...project, milestoneId: id };
}

export interface Slip {
  readonly milestoneId: string;
  readonly to: PlainDate;
  readonly reason: string;
  readonly on: PlainDate;
}

/** Named rule: a milestone moves only with a reason; the original date stays and every move is kept. */
export async function slipMilestone(tx: Tx, actor: Actor, slip: Slip): Promise<ProjectHead | Refusal> {
  const found = await milestoneOf(tx, actor, slip.milestoneId);
  if (isRefusal(found)) return found;
  const { milestone, project } = found;
  if (milestone.met_on)
    return refused(
      'milestone-met',
      `This milestone was met on ${longDate(milestone.met_on)}. It can no longer move.`,
    );
  if (slip.reason.trim() === '')
    return refused('reason-needed', 'Enter why the milestone moves.', { field: 'reason' });
  if (milestone.due_on === slip.to)
    return refused('milestone-stays', 'The milestone already has that date.', { field: 'to' });
  await tx
    .insertInto('delivery.milestone_slip')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      milestone_id: slip.milestoneId,
      agency_id: project.agency_id,
      moved_from: milestone.due_on,
      moved_to: slip.to,
      slipped_on: slip.on,
      reason: slip.reason.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'milestone.moved',
    subject: { kind: 'milestone', id: slip.milestoneId },
    detail: { from: milestone.due_on, to: slip.to, reason: slip.reason },
  });
  return project;
}

/** Records that a milestone was reached. Reaching it twice changes nothing. */
export async function meetMilestone(
  tx: Tx,
  actor: Actor,
  input: { readonly milestoneId: string; readonly on: PlainDate; readonly says?: string },
): Promise<ProjectHead | Refusal> {
  const found = await milestoneOf(tx, actor, input.milestoneId);
  if (isRefusal(found)) return found;
  const { milestone, project } = found;
  if (milestone.met_on) return project;
  await tx
    .insertInto('delivery.milestone_completion')
    .values({
      partnership_id: actor.partnershipId,
      milestone_id: input.milestoneId,
      agency_id: project.agency_id,
      met_on: input.on,
      says: input.says ?? '',
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'milestone.met',
    subject: { kind: 'milestone', id: input.milestoneId },
  });
  return project;
}
