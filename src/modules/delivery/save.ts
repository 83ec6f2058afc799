import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Lookup } from './lookup.ts';
import { setProjectTarget } from './measure-targets.ts';
import { mergeMilestones } from './merge-milestones.ts';
import { PLAN_FIELDS, type PlanField, writePlan } from './plan-cells.ts';
import type { ProjectPlan } from './project-plan.ts';
import { mergeUnknowns, replaceLists } from './save-lists.ts';
import type { StoredProject } from './stored.ts';

/** What saving a project plan needs to know besides the plan. */
export interface Saving {
  readonly lookup: Lookup;
  readonly today: PlainDate;
}

export interface Change {
  readonly field: PlanField;
  readonly from: string;
  readonly to: string;
}

/** What differs between two project plans, field by field. */
export function changesBetween(before: ProjectPlan, after: ProjectPlan): readonly Change[] {
  const [from, to] = [writePlan(before), writePlan(after)];
  return PLAN_FIELDS.filter((field) => from[field] !== to[field]).map((field) => ({
    field,
    from: from[field],
    to: to[field],
  }));
}

const columnsOf = (plan: ProjectPlan, { lookup }: Saving) => {
  const [first] = plan.leads;
  const agency =
    first === undefined || 'says' in first
      ? ''
      : 'post' in first
        ? (lookup.agencyOfPost.get(first.post) ?? '')
        : first.agency;
  return {
    reference: plan.reference || null,
    title: plan.title,
    activity: plan.activity,
    programme_id: plan.programme === '' ? null : lookup.programmes.id(plan.programme),
    agency_id: agency === '' ? null : lookup.agencies.id(agency),
    timescale: plan.timescale,
    baseline: plan.baseline,
    target: plan.target,
    intended_outcomes: plan.intendedOutcomes,
    communications: plan.communications,
    cash_says: plan.resourcesSay,
    people_says: plan.peopleSay,
    sustainability: plan.sustainability,
    sustainability_says: plan.sustainabilitySays,
    sustainability_pence: plan.sustainabilityPence,
    sustainability_from: plan.sustainabilityFrom,
    starts_on: plan.startsOn,
    ends_on: plan.endsOn,
    update_every_days: plan.updateEveryDays,
    note: plan.note,
  };
};

/** Adds a project with its whole plan; the audit event is the caller's. */
export async function insertProject(
  tx: Tx,
  actor: Actor,
  slug: string,
  plan: ProjectPlan,
  saving: Saving,
): Promise<string | Refusal> {
  const id = newId<'project'>();
  const partnership_id = actor.partnershipId;
  await tx
    .insertInto('delivery.project')
    .values({ partnership_id, id, slug, ...columnsOf(plan, saving) })
    .execute();
  await replaceLists(tx, actor, id, plan, saving.lookup);
  await mergeUnknowns(tx, actor, id, [], plan.unknowns, saving);
  const merged = await mergeMilestones(tx, actor, id, [], plan.milestones, { ...saving, fixed: false });
  if (isRefusal(merged)) return merged;
  const targets = await saveTargets(tx, actor, id, undefined, plan, saving);
  if (isRefusal(targets)) return targets;
  return id;
}

/** Changes a project plan to what is given; refused when somebody else changed it meanwhile. */
export async function changeProject(
  tx: Tx,
  actor: Actor,
  stored: StoredProject,
  plan: ProjectPlan,
  saving: Saving,
): Promise<readonly Change[] | Refusal> {
  const changes = changesBetween(stored.plan, plan);
  if (changes.length === 0) return changes;
  const saved = await tx
    .updateTable('delivery.project')
    .set({ ...columnsOf(plan, saving), revision: stored.revision + 1 })
    .where('id', '=', stored.id)
    .where('revision', '=', stored.revision)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) return changedMeanwhile('project');
  await replaceLists(tx, actor, stored.id, plan, saving.lookup);
  await mergeUnknowns(tx, actor, stored.id, stored.plan.unknowns, plan.unknowns, saving);
  const fixed = await isEndorsed(tx, stored.id);
  const merged = await mergeMilestones(tx, actor, stored.id, stored.plan.milestones, plan.milestones, {
    ...saving,
    fixed,
  });
  if (isRefusal(merged)) return merged;
  const targets = await saveTargets(tx, actor, stored.id, stored.plan, plan, saving);
  if (isRefusal(targets)) return targets;
  await tx
    .insertInto('delivery.project_change')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      project_id: stored.id,
      changed_on: saving.today,
      account_id: accountOf(actor) ?? null,
      changes: JSON.stringify(changes),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'project.edited',
    subject: { kind: 'project', id: stored.id },
    detail: { changes },
  });
  return changes;
}

async function isEndorsed(tx: Tx, projectId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery.endorsement')
    .select('id')
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Measures' own targets stand in intelligence; only those that changed are set. */
async function saveTargets(
  tx: Tx,
  actor: Actor,
  projectId: string,
  before: ProjectPlan | undefined,
  after: ProjectPlan,
  { lookup }: Saving,
): Promise<undefined | Refusal> {
  for (const measure of after.measures) {
    const old = before?.measures.find((one) => one.indicator === measure.indicator)?.target;
    if (!measure.target || (old?.value === measure.target.value && old.by === measure.target.by)) continue;
    const indicatorId = lookup.indicators.id(measure.indicator);
    const set = await setProjectTarget(tx, actor, { projectId, indicatorId, target: measure.target });
    if (isRefusal(set)) return set;
  }
  return undefined;
}
