import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Part } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { PlanState } from '../plan.ts';

/** A delivery plan as lists show it. */
export interface PlanSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly priorityId: string | null;
  readonly priority: string | null;
  readonly prioritySlug: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  readonly state: PlanState;
  readonly adoptedOn: PlainDate | null;
  readonly adoptedBy: string | null;
  readonly supersededOn: PlainDate | null;
  readonly ownerPostId: string | null;
  readonly owner: string | null;
  readonly note: string;
  readonly revision: number;
  readonly projects: number;
  /** Cash in pence, options left out; `requested` is the part that is only requested. */
  readonly cash: number;
  readonly requested: number;
}

export interface PlansWanted {
  readonly slug?: string | undefined;
  readonly asAt?: PlainDate | undefined;
  /** Only those that another plan had not superseded by then. */
  readonly standingOn?: PlainDate | undefined;
}

/** Delivery plans, current ones first: one query. */
export const listPlans = (tx: Tx, wanted: PlansWanted = {}): Promise<readonly PlanSummary[]> =>
  readPlans(
    tx,
    wanted,
    sql`order by case n.state when 'adopted' then 0 when 'draft' then 1 else 2 end, w.position, n.starts_on desc, n.title`,
  );

/** Delivery plans by slug, all or a part. */
export const listPlansBySlug = (
  tx: Tx,
  { after, limit, ...wanted }: PlansWanted & Part,
): Promise<readonly PlanSummary[]> =>
  readPlans(
    tx,
    wanted,
    sql`${after ? sql`and n.slug > ${after[0]}` : sql``} order by n.slug ${limit === undefined ? sql`` : sql`limit ${limit}`}`,
  );

async function readPlans(
  tx: Tx,
  wanted: PlansWanted,
  ending: RawBuilder<unknown>,
): Promise<readonly PlanSummary[]> {
  const { rows } = await sql<PlanSummary>`
    select n.id, n.slug, n.title, n.priority_id as "priorityId", w.title as priority, w.slug as "prioritySlug",
      n.starts_on as "startsOn", n.ends_on as "endsOn", n.adopted_on as "adoptedOn", n.adopted_by as "adoptedBy",
      n.superseded_on as "supersededOn", n.owner_post_id as "ownerPostId", t.title as owner, n.note, n.revision,
      case when ${wanted.asAt ?? null}::date is null then n.state
        when n.adopted_on is null or n.adopted_on > ${wanted.asAt ?? null}::date then 'draft'
        when n.superseded_on is null or n.superseded_on > ${wanted.asAt ?? null}::date then 'adopted' else 'superseded' end as state,
      c.projects, c.cash, c.requested
    from delivery.plan_now n
    left join strategy.priority_now w on w.partnership_id = n.partnership_id and w.id = n.priority_id
    left join partners.post t on t.partnership_id = n.partnership_id and t.id = n.owner_post_id
    cross join lateral (
      select count(distinct l.project_id)::integer as projects, coalesce(sum(r.cash), 0)::bigint as cash,
        coalesce(sum(r.requested), 0)::bigint as requested
      from (select distinct project_id from delivery.plan_line x where x.partnership_id = n.partnership_id and x.plan_id = n.id) l
      cross join lateral (
        select sum(x.pence) as cash, sum(x.pence) filter (where x.status = 'requested') as requested from delivery.resource x
        where x.partnership_id = n.partnership_id and x.project_id = l.project_id and x.kind = 'cash' and x.basis <> 'option') r) c
    where ${wanted.slug === undefined ? sql`true` : sql`n.slug = ${wanted.slug}`}
      and ${wanted.standingOn === undefined ? sql`true` : sql`(n.superseded_on is null or n.superseded_on > ${wanted.standingOn}::date)`}
    ${ending}`.execute(tx);
  return rows;
}

/** What was adopted only later was not yet known on a day: its words are those that were adopted. */
export const isKnownOn = ({ adoptedOn }: Pick<PlanSummary, 'adoptedOn'>, day: PlainDate): boolean =>
  adoptedOn === null || adoptedOn <= day;

/** One plan; undefined when there is none of that slug. */
export const findPlan = async (tx: Tx, slug: string): Promise<PlanSummary | undefined> =>
  (await listPlans(tx, { slug }))[0];

export interface PlanOutcomeView {
  readonly outcomeId: string;
  readonly slug: string;
  readonly wording: string;
  readonly baseline: string;
  readonly target: string;
  readonly position: number;
  readonly indicatorIds: readonly string[];
  readonly unknowns: readonly {
    readonly says: string;
    readonly owner: string | null;
    readonly since: PlainDate;
  }[];
}

/** The outcomes of some plans, by plan, with the plan's words, the indicators that judge them and what is unknown: one query. */
export async function outcomesOfPlans(
  tx: Tx,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PlanOutcomeView[]>> {
  const { rows } = await sql<PlanOutcomeView & { readonly planId: string }>`
    select x.plan_id as "planId", x.outcome_id as "outcomeId", w.slug, w.wording, x.baseline, x.target, x.position,
      coalesce((select array_agg(i.indicator_id order by i.position) from strategy.outcome_indicator i
        where i.partnership_id = x.partnership_id and i.outcome_id = x.outcome_id), '{}') as "indicatorIds",
      coalesce((select json_agg(json_build_object('says', g.says, 'since', g.since, 'owner', t.title) order by g.id)
        from delivery.gap_now g left join partners.post t on t.partnership_id = g.partnership_id and t.id = g.owner_post_id
        where g.partnership_id = x.partnership_id and g.plan_id = x.plan_id and g.outcome_id = x.outcome_id and g.filled_on is null), '[]') as unknowns
    from delivery.plan_outcome x
    join strategy.outcome_now w on w.partnership_id = x.partnership_id and w.id = x.outcome_id
    where x.plan_id = any(${planIds}::uuid[]) order by x.position`.execute(tx);
  return byPlan(rows);
}

/** The outcomes of one plan. */
export const listPlanOutcomes = async (tx: Tx, planId: string): Promise<readonly PlanOutcomeView[]> =>
  (await outcomesOfPlans(tx, [planId])).get(planId) ?? [];

export interface PlanLineView {
  readonly outcomeId: string;
  readonly projectId: string;
  readonly objective: string;
  readonly continued: boolean;
}

/** The lines of some plans in order, by plan. */
export async function linesOfPlans(
  tx: Tx,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PlanLineView[]>> {
  const rows = await tx
    .selectFrom('delivery.plan_line')
    .select([
      'plan_id as planId',
      'outcome_id as outcomeId',
      'project_id as projectId',
      'objective',
      'continued',
    ])
    .where('plan_id', '=', sql<string>`any(${planIds}::uuid[])`)
    .orderBy('position')
    .execute();
  return byPlan(rows);
}

/** The lines of one plan in order. */
export const listPlanLines = async (tx: Tx, planId: string): Promise<readonly PlanLineView[]> =>
  (await linesOfPlans(tx, [planId])).get(planId) ?? [];

function byPlan<Row extends { readonly planId: string }>(
  rows: readonly Row[],
): Map<string, Omit<Row, 'planId'>[]> {
  const plans = new Map<string, Omit<Row, 'planId'>[]>();
  for (const { planId, ...row } of rows) plans.set(planId, [...(plans.get(planId) ?? []), row]);
  return plans;
}
