import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { formatUnknown } from './cells.ts';
import type { Lookup } from './lookup.ts';
import type { GapSubject, Unknown } from './project-plan.ts';

export interface OutcomeStatement {
  readonly planId: string;
  readonly outcomeId: string;
  readonly baseline: string;
  readonly target: string;
  readonly position?: number;
  readonly unknowns: readonly Unknown[];
}

/** States an outcome in a plan with baselines and targets in the plan's words; a second time it is restated. */
export async function stateOutcome(
  tx: Tx,
  actor: Actor,
  input: OutcomeStatement,
  { lookup, today }: { readonly lookup: Lookup; readonly today: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const key = { partnership_id: actor.partnershipId, plan_id: input.planId, outcome_id: input.outcomeId };
  const rows = await tx
    .selectFrom('delivery.plan_outcome')
    .select(['outcome_id', 'position'])
    .where('plan_id', '=', input.planId)
    .execute();
  const position =
    input.position ?? rows.find((row) => row.outcome_id === input.outcomeId)?.position ?? rows.length;
  const words = { baseline: input.baseline.trim(), target: input.target.trim(), position };
  await tx
    .insertInto('delivery.plan_outcome')
    .values({ ...key, ...words })
    .onConflict((c) => c.columns(['partnership_id', 'plan_id', 'outcome_id']).doUpdateSet(words))
    .execute();
  await mergeOutcomeUnknowns(tx, actor, input, lookup, today);
  await recordCommand(tx, actor, {
    action: 'plan.outcome-stated',
    subject: { kind: 'plan', id: input.planId },
    detail: { outcomeId: input.outcomeId, ...words },
  });
  return undefined;
}

async function mergeOutcomeUnknowns(
  tx: Tx,
  actor: Actor,
  input: OutcomeStatement,
  lookup: Lookup,
  today: PlainDate,
): Promise<void> {
  const own = { partnership_id: actor.partnershipId };
  const open = await tx
    .selectFrom('delivery.gap_now')
    .selectAll()
    .where('plan_id', '=', input.planId)
    .where('outcome_id', '=', input.outcomeId)
    .where('filled_on', 'is', null)
    .execute();
  const saysOf = new Map(
    open.map((gap) => [
      formatUnknown({
        about: gap.about as GapSubject,
        says: gap.says,
        owner: lookup.posts.slugOfId(gap.owner_post_id),
        since: gap.since,
        dueOn: gap.due_on,
      }),
      gap.id,
    ]),
  );
  const wanted = new Set(input.unknowns.map(formatUnknown));
  for (const [says, gapId] of saysOf)
    if (!wanted.has(says))
      await tx
        .insertInto('delivery.gap_filled')
        .values({ ...own, gap_id: gapId, filled_on: today, account_id: accountOf(actor) ?? null })
        .execute();
  for (const unknown of input.unknowns)
    if (!saysOf.has(formatUnknown(unknown)))
      await tx
        .insertInto('delivery.gap')
        .values({
          ...own,
          id: newId<'gap'>(),
          plan_id: input.planId,
          outcome_id: input.outcomeId,
          about: unknown.about,
          says: unknown.says,
          owner_post_id: unknown.owner === '' ? null : lookup.posts.id(unknown.owner),
          since: unknown.since,
          due_on: unknown.dueOn,
        })
        .execute();
}

export interface Line {
  readonly planId: string;
  readonly outcomeId: string;
  readonly projectId: string;
  readonly objective: string;
  readonly position?: number;
}

/** Puts a project into a plan under an outcome, which it thereby addresses. Adopted plans take further lines too. */
export async function addLine(tx: Tx, actor: Actor, line: Line): Promise<undefined | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const plan = await tx
    .selectFrom('delivery.plan_now')
    .select('state')
    .where('id', '=', line.planId)
    .executeTakeFirst();
  if (plan?.state === 'superseded')
    return refused(
      'plan-superseded',
      'This plan has been superseded and no longer changes. Add the project to the current plan.',
      {
        field: 'plan',
      },
    );
  const own = { partnership_id: actor.partnershipId };
  const stated = await tx
    .selectFrom('delivery.plan_outcome')
    .select('outcome_id')
    .where('plan_id', '=', line.planId)
    .execute();
  await tx
    .insertInto('delivery.plan_outcome')
    .values({ ...own, plan_id: line.planId, outcome_id: line.outcomeId, position: stated.length })
    .onConflict((c) => c.doNothing())
    .execute();
  const lines = await tx
    .selectFrom('delivery.plan_line')
    .select('position')
    .where('plan_id', '=', line.planId)
    .execute();
  const position = line.position ?? Math.max(-1, ...lines.map((one) => one.position)) + 1;
  await tx
    .insertInto('delivery.plan_line')
    .values({
      ...own,
      plan_id: line.planId,
      outcome_id: line.outcomeId,
      project_id: line.projectId,
      objective: line.objective.trim(),
      position,
    })
    .onConflict((c) =>
      c
        .columns(['partnership_id', 'plan_id', 'outcome_id', 'project_id'])
        .doUpdateSet({ objective: line.objective.trim(), position }),
    )
    .execute();
  await tx
    .insertInto('delivery.project_outcome')
    .values({ ...own, project_id: line.projectId, outcome_id: line.outcomeId, position: 99 })
    .onConflict((c) => c.doNothing())
    .execute();
  await recordCommand(tx, actor, {
    action: 'plan.line-added',
    subject: { kind: 'plan', id: line.planId },
    detail: { projectId: line.projectId, outcomeId: line.outcomeId },
  });
  return undefined;
}

/** Takes a project out of a draft; what was adopted stays as it was adopted. */
export async function removeLine(
  tx: Tx,
  actor: Actor,
  line: Omit<Line, 'objective'>,
): Promise<undefined | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const plan = await tx
    .selectFrom('delivery.plan_now')
    .select('state')
    .where('id', '=', line.planId)
    .executeTakeFirst();
  if (plan?.state !== 'draft')
    return refused(
      'plan-not-draft',
      'Only a draft loses lines. End the project instead, or refresh the plan.',
    );
  await tx
    .deleteFrom('delivery.plan_line')
    .where('plan_id', '=', line.planId)
    .where('outcome_id', '=', line.outcomeId)
    .where('project_id', '=', line.projectId)
    .execute();
  await recordCommand(tx, actor, {
    action: 'plan.line-removed',
    subject: { kind: 'plan', id: line.planId },
    detail: { projectId: line.projectId },
  });
  return undefined;
}
