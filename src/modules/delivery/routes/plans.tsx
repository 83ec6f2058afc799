import { sql } from 'kysely';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { groundTold } from '../../governance/index.ts';
import { listStandings } from '../../intelligence/index.ts';
import { loadLookup } from '../lookup.ts';
import { PlanPage } from '../pages/plan.tsx';
import { PlansPage } from '../pages/plans.tsx';
import { TimelinePage } from '../pages/timeline.tsx';
import type { Precision } from '../project-plan.ts';
import { findPlan, listPlanLines, listPlanOutcomes, listPlans } from '../queries/plans.ts';
import { listProjects } from '../queries/summaries.ts';
import { exportDeliveryPlan } from '../spreadsheet/export.ts';
import { loadProjects } from '../stored.ts';
import { PLAN_CRUMBS, READ } from './shared.ts';

const planIn = async (c: Context) => (await findPlan(c.tx, c.params.slug ?? '')) ?? notFound('plan');
const crumbs = (plan: { slug: string; title: string }) => [
  ...PLAN_CRUMBS,
  { text: plan.title, href: `/plans/${plan.slug}` },
];

/** The plan's table: a fixed number of queries, whatever the number of projects. */
async function planPage(c: Context): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const outcomes = await listPlanOutcomes(c.tx, plan.id);
  const lines = await listPlanLines(c.tx, plan.id);
  const ids = [...new Set(lines.map((line) => line.projectId))];
  const lookup = await loadLookup(c.tx, ids);
  const stored = new Map(
    [...(await loadProjects(c.tx, lookup, ids)).values()].map((one) => [one.id, one.plan]),
  );
  const projects = await listProjects(c.tx, { asAt: c.today, ids });
  const summaries = new Map(projects.map((one) => [one.id, one]));
  const standings = new Map(
    (await listStandings(c.tx, { asAt: c.today, ids: outcomes.flatMap((one) => one.indicatorIds) })).map(
      (one) => [String(one.indicator.id), one],
    ),
  );
  const agencies = new Map(lookup.agencies.list().map((one) => [one.slug, one.titles[1] ?? one.slug]));
  const view = outcomes.map((outcome) => ({
    outcome,
    standings: outcome.indicatorIds.flatMap((id) => standings.get(id) ?? []),
    rows: lines
      .filter((line) => line.outcomeId === outcome.outcomeId)
      .flatMap((line) => {
        const [summary, own] = [summaries.get(line.projectId), stored.get(line.projectId)];
        return summary && own ? [{ objective: line.objective, summary, plan: own, agencies }] : [];
      }),
  }));
  return {
    title: plan.title,
    breadcrumbs: PLAN_CRUMBS,
    wide: true,
    body: (
      <PlanPage
        plan={plan}
        outcomes={view}
        projects={projects}
        mayEdit={may(c.actor, 'plan.edit')}
        mayAdopt={may(c.actor, 'plan.adopt')}
        mayDecide={may(c.actor, 'meeting.record')}
        ground={await groundTold(c.tx, sql`select * from delivery.plan_adoption where plan_id = ${plan.id}`)}
      />
    ),
  };
}

async function timeline(c: Context): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const lines = await listPlanLines(c.tx, plan.id);
  const ids = [...new Set(lines.map((line) => line.projectId))];
  const rows =
    ids.length === 0
      ? []
      : await c.tx
          .selectFrom('delivery.project')
          .select(['id', 'slug', 'title'])
          .where('id', 'in', ids)
          .execute();
  const milestones =
    ids.length === 0
      ? []
      : await c.tx
          .selectFrom('delivery.milestone_now')
          .selectAll()
          .where('project_id', 'in', ids)
          .orderBy('due_on')
          .orderBy('position')
          .execute();
  const own = Map.groupBy(milestones, (one) => one.project_id);
  const projects = ids
    .flatMap((id) => rows.filter((row) => row.id === id))
    .map((row) => ({
      slug: row.slug,
      title: row.title,
      milestones: (own.get(row.id) ?? []).map((one) => ({
        title: one.title,
        dueOn: one.due_on,
        originalOn: one.original_on,
        precision: one.precision as Precision,
        metOn: one.met_on,
      })),
    }));
  return {
    title: `Timeline: ${plan.title}`,
    breadcrumbs: crumbs(plan),
    wide: true,
    body: <TimelinePage plan={plan} projects={projects} today={c.today} />,
  };
}

const TYPES = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

const download =
  (format: 'csv' | 'xlsx') =>
  async (c: Context): Promise<Answer> => {
    const { slug } = c.params;
    const made = await exportDeliveryPlan(c.tx, c.actor, { format, ...(slug ? { plan: slug } : {}) });
    return isRefusal(made)
      ? made
      : { download: made, mediaType: TYPES[format], fileName: `${slug ?? 'delivery-plans'}.${format}` };
  };

export const planRoutes: readonly Route[] = [
  get('/plans', READ, async (c) => ({
    title: 'Delivery plans',
    body: <PlansPage plans={await listPlans(c.tx)} mayEdit={may(c.actor, 'plan.edit')} />,
  })),
  get('/plans/export.csv', READ, download('csv')),
  get('/plans/export.xlsx', READ, download('xlsx')),
  get('/plans/:slug', READ, planPage),
  get('/plans/:slug/timeline', READ, timeline),
  get('/plans/:slug/export.csv', READ, download('csv')),
  get('/plans/:slug/export.xlsx', READ, download('xlsx')),
];
