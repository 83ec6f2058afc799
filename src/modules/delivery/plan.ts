import { newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type Ground, groundOf } from '../partners/index.ts';

export type PlanState = 'draft' | 'adopted' | 'superseded';

/** What may become of a plan. Adopting the next one supersedes it. */
export const PLAN_NEXT = {
  draft: ['adopted'],
  adopted: ['superseded'],
  superseded: [],
} as const satisfies Record<PlanState, readonly PlanState[]>;

export interface PlanInput {
  readonly title: string;
  readonly slug?: string;
  readonly priorityId: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  readonly ownerPostId: string | null;
  readonly note: string;
}

const columnsOf = async (tx: Tx, input: PlanInput) => {
  const owner = input.ownerPostId
    ? await tx
        .selectFrom('partners.post')
        .select('agency_id')
        .where('id', '=', input.ownerPostId)
        .executeTakeFirst()
    : undefined;
  return {
    title: input.title.trim(),
    priority_id: input.priorityId,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    owner_post_id: input.ownerPostId,
    owner_agency_id: owner?.agency_id ?? null,
    note: input.note.trim(),
  };
};

/** Drafts a plan. */
export async function draftPlan(
  tx: Tx,
  actor: Actor,
  input: PlanInput,
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const id = newId<'plan'>();
  const slug = input.slug ?? slugOf(input.title);
  await tx
    .insertInto('delivery.plan')
    .values({ partnership_id: actor.partnershipId, id, slug, ...(await columnsOf(tx, input)) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'plan.drafted',
    subject: { kind: 'plan', id },
    detail: { title: input.title },
  });
  return { id, slug };
}

/** Changes the head of a plan: title, period, priority, owner. */
export async function editPlan(
  tx: Tx,
  actor: Actor,
  planId: string,
  revision: number,
  input: PlanInput,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const changed = await tx
    .updateTable('delivery.plan')
    .set({ ...(await columnsOf(tx, input)), revision: revision + 1 })
    .where('id', '=', planId)
    .where('revision', '=', revision)
    .returning('slug')
    .executeTakeFirst();
  if (!changed) return changedMeanwhile('plan');
  await recordCommand(tx, actor, { action: 'plan.edited', subject: { kind: 'plan', id: planId } });
  return changed;
}

/** Adopts a draft; the adopted plan of the same priority, if there is one, is superseded in the same transaction. */
export async function adoptPlan(
  tx: Tx,
  actor: Actor,
  input: {
    readonly planId: string;
    readonly on: PlainDate;
    readonly by: string;
    readonly ground: Ground;
    /** The one that was seen, where one is to be heeded. */
    readonly revision?: number | undefined;
  },
): Promise<{ slug: string; superseded: readonly string[] } | Refusal> {
  if (!may(actor, 'plan.adopt')) return notAllowed();
  const plan = await tx
    .selectFrom('delivery.plan_now')
    .selectAll()
    .where('id', '=', input.planId)
    .executeTakeFirst();
  if (!plan) return notFound('plan');
  if (input.revision !== undefined && input.revision !== plan.revision) return changedMeanwhile('plan');
  if (!(PLAN_NEXT[plan.state as PlanState] as readonly PlanState[]).includes('adopted'))
    return refused('plan-adopted-already', 'This plan is adopted already.');
  if (input.by.trim() === '')
    return refused('adopted-by-nobody', 'Enter which board adopted the plan.', { field: 'by' });
  const ground = await groundOf(tx, input.ground, { on: input.on });
  if (isRefusal(ground)) return ground;
  const own = { partnership_id: actor.partnershipId };
  const former = await tx
    .selectFrom('delivery.plan_now')
    .select(['id', 'slug'])
    .where('state', '=', 'adopted')
    .where('id', '<>', plan.id)
    .where('starts_on', '<=', plan.starts_on)
    .where(({ or, eb }) => or([eb('priority_id', '=', plan.priority_id), eb('id', '=', plan.refreshed_from)]))
    .execute();
  await tx
    .insertInto('delivery.plan_adoption')
    .values({
      ...own,
      plan_id: plan.id,
      adopted_on: input.on,
      adopted_by: input.by.trim(),
      account_id: accountOf(actor) ?? null,
      ...ground,
    })
    .execute();
  for (const one of former)
    await tx
      .insertInto('delivery.plan_supersession')
      .values({ ...own, plan_id: one.id, superseded_by: plan.id, superseded_on: input.on })
      .execute();
  const superseded = former.map((one) => one.slug);
  await recordCommand(tx, actor, {
    action: 'plan.adopted',
    subject: { kind: 'plan', id: plan.id },
    detail: { by: input.by, on: input.on, superseded, ...input.ground },
  });
  return { slug: plan.slug, superseded };
}

/** Drafts the plan of the next period from this one: what continues is copied, what has ended is left behind, and what is not known yet stays unknown, since the same day. */
export async function refreshPlan(
  tx: Tx,
  actor: Actor,
  input: {
    readonly planId: string;
    readonly title: string;
    readonly startsOn: PlainDate;
    readonly endsOn: PlainDate;
  },
): Promise<{ id: string; slug: string } | Refusal> {
  const old = await tx
    .selectFrom('delivery.plan')
    .selectAll()
    .where('id', '=', input.planId)
    .executeTakeFirst();
  if (!old) return notFound('plan');
  const drafted = await draftPlan(tx, actor, {
    title: input.title,
    priorityId: old.priority_id,
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    ownerPostId: old.owner_post_id,
    note: '',
  });
  if (isRefusal(drafted)) return drafted;
  await tx
    .updateTable('delivery.plan')
    .set({ refreshed_from: old.id })
    .where('id', '=', drafted.id)
    .execute();
  const own = { partnership_id: actor.partnershipId, plan_id: drafted.id };
  const outcomes = await tx
    .selectFrom('delivery.plan_outcome')
    .selectAll()
    .where('plan_id', '=', old.id)
    .execute();
  if (outcomes.length > 0)
    await tx
      .insertInto('delivery.plan_outcome')
      .values(outcomes.map((one) => ({ ...one, ...own })))
      .execute();
  const lines = await tx
    .selectFrom('delivery.plan_line as line')
    .selectAll('line')
    .where('plan_id', '=', old.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery.closure').select('project_id').whereRef('project_id', '=', 'line.project_id'),
        ),
      ),
    )
    .execute();
  if (lines.length > 0)
    await tx
      .insertInto('delivery.plan_line')
      .values(lines.map((line) => ({ ...line, ...own, continued: true })))
      .execute();
  const unknowns = await tx
    .selectFrom('delivery.gap as gap')
    .selectAll('gap')
    .where('plan_id', '=', old.id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('delivery.gap_filled').select('gap_id').whereRef('gap_id', '=', 'gap.id'))),
    )
    .execute();
  if (unknowns.length > 0)
    await tx
      .insertInto('delivery.gap')
      .values(unknowns.map((one) => ({ ...one, ...own, id: newId<'gap'>() })))
      .execute();
  return drafted;
}
