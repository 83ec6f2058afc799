import { newId } from '../../kernel/ids.ts';
import { listInWords } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Ground, groundOf } from '../partners/index.ts';
import { loadLookup } from './lookup.ts';
import { missingFrom } from './project-plan.ts';
import { loadProjects } from './stored.ts';

export interface Endorsing {
  readonly projectId: string;
  readonly on: PlainDate;
  /** The body that endorsed it, in words. */
  readonly by: string;
  readonly ground: Ground;
  /** Needed when the project plan is incomplete: by when, and who completes it. */
  readonly condition?:
    | { readonly dueOn: PlainDate; readonly ownerPostId?: string | undefined; readonly note?: string }
    | undefined;
  /** The revision of the project that was seen, where one is to be heeded. */
  readonly revision?: number | undefined;
}

async function planOf(tx: Tx, projectId: string) {
  const projects = await loadProjects(tx, await loadLookup(tx), [projectId]);
  return [...projects.values()][0];
}

/** What an endorsement would find missing: outcomes, and the names of the incomplete parts. */
export async function examineForEndorsement(tx: Tx, projectId: string) {
  const project = await planOf(tx, projectId);
  if (!project) return undefined;
  const { slug, revision, plan } = project;
  return { slug, revision, outcomes: plan.outcomes, missing: missingFrom(plan) };
}

/**
 * Endorses a project. Named rules: a project that addresses no outcome cannot be endorsed; an incomplete project plan
 * is endorsed only with a dated condition that lists by name what is missing.
 */
export async function endorseProject(
  tx: Tx,
  actor: Actor,
  endorsing: Endorsing,
): Promise<{ slug: string; missing: readonly string[] } | Refusal> {
  if (!may(actor, 'project.endorse')) return notAllowed();
  const found = await examineForEndorsement(tx, endorsing.projectId);
  if (!found) return notFound('project');
  if (endorsing.revision !== undefined && endorsing.revision !== found.revision)
    return changedMeanwhile('project');
  if (found.outcomes.length === 0)
    return refused(
      'addresses-no-outcome',
      'This project addresses no outcome of the strategy, so it cannot be endorsed. Say first which outcome it serves.',
      { field: 'outcomes' },
    );
  if (endorsing.by.trim() === '')
    return refused('endorsed-by-nobody', 'Enter which board endorses the project.', { field: 'by' });
  const { missing, slug } = found;
  if (missing.length > 0 && !endorsing.condition)
    return refused(
      'condition-needed',
      `The project plan does not say ${listInWords(missing)}. It can be endorsed only on the condition that this is completed by a date.`,
      { field: 'condition_due', details: { missing } },
    );
  if (endorsing.condition && endorsing.condition.dueOn <= endorsing.on)
    return refused('condition-needs-time', 'The condition must be due after the day of endorsement.', {
      field: 'condition_due',
    });
  const ground = await groundOf(tx, endorsing.ground, { on: endorsing.on });
  if (isRefusal(ground)) return ground;
  const id = newId<'endorsement'>();
  const own = { partnership_id: actor.partnershipId, project_id: endorsing.projectId };
  await tx
    .insertInto('delivery.endorsement')
    .values({
      ...own,
      id,
      endorsed_on: endorsing.on,
      endorsed_by: endorsing.by.trim(),
      account_id: accountOf(actor) ?? null,
      ...ground,
    })
    .execute();
  if (missing.length > 0 && endorsing.condition)
    await tx
      .insertInto('delivery.endorsement_condition')
      .values({
        ...own,
        id: newId(),
        endorsement_id: id,
        missing: [...missing],
        due_on: endorsing.condition.dueOn,
        owner_post_id: endorsing.condition.ownerPostId ?? null,
        note: endorsing.condition.note ?? '',
      })
      .execute();
  await recordCommand(tx, actor, {
    action: 'project.endorsed',
    subject: { kind: 'project', id: endorsing.projectId },
    detail: { ...endorsing.ground, by: endorsing.by, missing, dueOn: endorsing.condition?.dueOn ?? null },
  });
  return { slug, missing };
}

/** Marks a condition as met; refused while anything it lists is still missing. */
export async function meetCondition(
  tx: Tx,
  actor: Actor,
  input: { readonly conditionId: string; readonly on: PlainDate },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const condition = await tx
    .selectFrom('delivery.endorsement_condition')
    .select(['project_id', 'missing'])
    .where('id', '=', input.conditionId)
    .executeTakeFirst();
  const project = condition && (await planOf(tx, condition.project_id));
  if (!condition || !project) return notFound('condition');
  const still = missingFrom(project.plan).filter((name) => condition.missing.includes(name));
  if (still.length > 0)
    return refused(
      'condition-not-met',
      `The project plan still does not say ${listInWords(still)}. Complete it first.`,
      {
        details: { missing: still },
      },
    );
  await tx
    .insertInto('delivery.condition_met')
    .values({
      partnership_id: actor.partnershipId,
      condition_id: input.conditionId,
      met_on: input.on,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.condition-met',
    subject: { kind: 'project', id: condition.project_id },
    detail: { conditionId: input.conditionId },
  });
  return { slug: project.slug };
}
