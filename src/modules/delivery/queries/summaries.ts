import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { OrderKey } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Judged, judge, type Rag, type Signals } from '../rag.ts';
import type { Stage } from '../stages.ts';

/** A project as lists show it, judged on a day. */
export interface ProjectSummary {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly reference: string | null;
  readonly stage: Stage;
  readonly stageSince: PlainDate | null;
  readonly rag: Rag;
  /** Why it has that colour. */
  readonly sentence: string;
  readonly judged: Judged;
  /** Posts, agencies or words, joined. */
  readonly lead: string;
  readonly agencyId: string | null;
  readonly lastUpdateOn: PlainDate | null;
  readonly updateDueOn: PlainDate | null;
  readonly endorsedOn: PlainDate | null;
  readonly openConditions: number;
  readonly programme: string | null;
  readonly outcomes: readonly string[];
  readonly plans: readonly string[];
  /** Cash in pence, options left out. */
  readonly cash: number;
  readonly requested: number;
  readonly unknowns: number;
}

export interface ProjectsWanted {
  readonly asAt: PlainDate;
  readonly ids?: readonly string[];
  readonly programme?: string | undefined;
  readonly outcome?: string | undefined;
  readonly plan?: string | undefined;
  readonly stage?: string | undefined;
  readonly agencyId?: string | undefined;
  readonly text?: string | undefined;
  /** Open projects and those that were closed since then. */
  readonly closedSince?: PlainDate;
  readonly limit?: number | undefined;
  readonly offset?: number;
  /** Title and slug of the project to go on after. */
  readonly after?: OrderKey | undefined;
}

interface Row extends Signals {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly reference: string | null;
  readonly stageSince: PlainDate | null;
  readonly lead: string;
  readonly agencyId: string | null;
  readonly endorsedOn: PlainDate | null;
  readonly programme: string | null;
  readonly outcomes: readonly string[];
  readonly plans: readonly string[];
  readonly cash: number;
  readonly requested: number;
  readonly unknowns: number;
  readonly offTrack: readonly string[];
  readonly measures: number;
  readonly total: number;
}

/** Projects by title with what can be said of each on a day, and how many match in all. */
export async function listProjectPage(
  tx: Tx,
  wanted: ProjectsWanted,
): Promise<{ readonly projects: readonly ProjectSummary[]; readonly total: number }> {
  const rows = await readRows(tx, wanted, sql`count(*) over ()`);
  return { projects: rows.map((row) => summaryOf(row, wanted.asAt)), total: rows[0]?.total ?? 0 };
}

/** One query, in which only the rows of the page are judged; to count reads all that match. */
async function readRows(tx: Tx, wanted: ProjectsWanted, count: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { ids, asAt, limit, offset = 0 } = wanted;
  if (ids?.length === 0) return [];
  const pick = sql.join(conditionsOf(wanted), sql` and `);
  const { rows } = await sql<Row>`
    with page as (
      select p.partnership_id, p.id, p.slug, p.title, p.reference, p.agency_id, p.programme_id, p.update_every_days, ${count} as total
      from delivery.project p where ${pick}
      order by p.title, p.slug ${limit === undefined ? sql`` : sql`limit ${limit} offset ${offset}`})
    select p.id, p.slug, p.title, p.reference, p.agency_id as "agencyId", p.total::integer as total, g.slug as programme,
      s.stage, s.stage_on as "stageSince", s.running, s.endorsed_on as "endorsedOn", s.last_update_on as "lastUpdateOn", s.said,
      s.update_due_on as "updateDueOn", s.late_milestones as "lateMilestones", s.late_since as "lateSince", s.late_title as "lateTitle",
      s.open_conditions as "openConditions", s.condition_due_on as "conditionDueOn", s.override_rag as "overrideRag",
      s.override_reason as "overrideReason", l.lead, o.outcomes, n.plans, r.cash, r.requested, u.unknowns, m.off_track as "offTrack", m.measures
    from page p
    cross join lateral delivery.signals_of(p.partnership_id, p.id, p.update_every_days, ${asAt}::date) s
    left join delivery.programme g on g.partnership_id = p.partnership_id and g.id = p.programme_id
    cross join lateral (
      select coalesce(string_agg(coalesce(t.title, a.short_name, x.says), ', ' order by x.position), '') as lead
      from delivery.lead x
      left join partners.post t on t.partnership_id = x.partnership_id and t.id = x.post_id
      left join partners.agency a on a.partnership_id = x.partnership_id and a.id = x.agency_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id) l
    cross join lateral (
      select coalesce(array_agg(w.slug order by x.position), '{}') as outcomes from delivery.project_outcome x
      join strategy.outcome w on w.partnership_id = x.partnership_id and w.id = x.outcome_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id) o
    cross join lateral (
      select coalesce(array_agg(distinct w.slug), '{}') as plans from delivery.plan_line x
      join delivery.plan w on w.partnership_id = x.partnership_id and w.id = x.plan_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id) n
    cross join lateral (
      select coalesce(sum(x.pence), 0)::bigint as cash, coalesce(sum(x.pence) filter (where x.status = 'requested'), 0)::bigint as requested
      from delivery.resource x
      where x.partnership_id = p.partnership_id and x.project_id = p.id and x.kind = 'cash' and x.basis <> 'option') r
    cross join lateral (
      select count(*)::integer as unknowns from delivery.gap_now x
      where x.partnership_id = p.partnership_id and x.project_id = p.id and (x.filled_on is null or x.filled_on > ${asAt}::date)) u
    cross join lateral (
      select count(*)::integer as measures,
        coalesce(array_agg(i.title order by x.position) filter (where j.track in ('off-track', 'missed')), '{}') as off_track
      from delivery.measure x
      join intelligence.indicator i on i.partnership_id = x.partnership_id and i.id = x.indicator_id
      left join intelligence.judgement j on j.partnership_id = x.partnership_id and j.indicator_id = x.indicator_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id) m
    order by p.title, p.slug`.execute(tx);
  return rows;
}

function conditionsOf(wanted: ProjectsWanted) {
  const { ids, programme, outcome, plan, stage, agencyId, text, asAt, after } = wanted;
  return [
    sql`p.partnership_id = platform.partnership()`,
    ...(after ? [sql`(p.title, p.slug) > (${sql.join([...after])})`] : []),
    ...(ids ? [sql`p.id = any(${[...ids]}::uuid[])`] : []),
    // The day is a part of the statement, so that it is planned for how few were open then.
    ...(wanted.closedSince
      ? [sql`(p.closed_on is null or p.closed_on > ${sql.lit(wanted.closedSince)}::date)`]
      : []),
    ...(agencyId ? [sql`p.agency_id = ${agencyId}::uuid`] : []),
    ...(text ? [sql`p.title ilike ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`}`] : []),
    ...(programme
      ? [
          sql`p.programme_id in (select id from delivery.programme where slug = ${programme} and partnership_id = p.partnership_id)`,
        ]
      : []),
    ...(outcome
      ? [
          sql`p.id in (select x.project_id from delivery.project_outcome x join strategy.outcome w
            on w.partnership_id = x.partnership_id and w.id = x.outcome_id where w.slug = ${outcome})`,
        ]
      : []),
    ...(plan
      ? [
          sql`p.id in (select x.project_id from delivery.plan_line x join delivery.plan w
            on w.partnership_id = x.partnership_id and w.id = x.plan_id where w.slug = ${plan})`,
        ]
      : []),
    ...(stage
      ? [
          sql`coalesce((select x.stage from delivery.stage_change x where x.partnership_id = p.partnership_id and x.project_id = p.id
            and x.changed_on <= ${asAt}::date order by x.changed_on desc, x.id desc limit 1), 'planned') = ${stage}`,
        ]
      : []),
  ];
}

function summaryOf(row: Row, asAt: PlainDate): ProjectSummary {
  const judged = judge(row, row.offTrack, row.measures > 0, asAt);
  const {
    id,
    slug,
    title,
    reference,
    stage,
    stageSince,
    lead,
    agencyId,
    lastUpdateOn,
    updateDueOn,
    endorsedOn,
  } = row;
  const { openConditions, programme, outcomes, plans, cash, requested, unknowns } = row;
  return {
    id,
    slug,
    title,
    reference,
    stage,
    stageSince,
    rag: judged.rag,
    sentence: judged.sentence,
    judged,
    lead,
    agencyId,
    lastUpdateOn,
    updateDueOn,
    endorsedOn,
    openConditions,
    programme,
    outcomes,
    plans,
    cash,
    requested,
    unknowns,
  };
}

/** Projects that match, by title and slug, all or a part. */
export const listProjects = async (tx: Tx, wanted: ProjectsWanted): Promise<readonly ProjectSummary[]> =>
  (await readRows(tx, wanted, sql`0`)).map((row) => summaryOf(row, wanted.asAt));
