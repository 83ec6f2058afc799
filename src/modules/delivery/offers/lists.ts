import type { ExportOffer, SearchOffer } from '../../../platform/module.ts';
import { loadLookup } from '../lookup.ts';
import { writePlan } from '../plan-cells.ts';
import { formatPlanPeriod } from '../plan-period.ts';
import { listPlans } from '../queries/plans.ts';
import { listProjects } from '../queries/summaries.ts';
import { businessToday } from '../queries/today.ts';
import { loadProjects } from '../stored.ts';

/** What global search finds: plans, projects and case studies. */
export const search: readonly SearchOffer[] = [
  {
    kind: 'project',
    list: async (tx, id) => {
      const rows = await tx
        .selectFrom('delivery.project')
        .select(['id', 'title', 'activity', 'slug'])
        .$if(id !== undefined, (q) => q.where('id', '=', id ?? ''))
        .execute();
      return rows.map((row) => ({
        id: row.id,
        title: row.title,
        summary: row.activity.slice(0, 300),
        path: `/projects/${row.slug}`,
      }));
    },
  },
  {
    kind: 'plan',
    list: async (tx, id) => {
      const rows = await tx
        .selectFrom('delivery.plan')
        .select(['id', 'title', 'note', 'slug'])
        .$if(id !== undefined, (q) => q.where('id', '=', id ?? ''))
        .execute();
      return rows.map((row) => ({
        id: row.id,
        title: row.title,
        summary: row.note.slice(0, 300),
        path: `/plans/${row.slug}`,
      }));
    },
  },
];

/** Tables for the API and open data. */
export const exportOffers: readonly ExportOffer[] = [
  {
    name: 'projects',
    says: 'Projects with their stage, status, lead, cash and project plan',
    rows: async (tx) => {
      const asAt = await businessToday(tx);
      const stored = await loadProjects(tx, await loadLookup(tx));
      return (await listProjects(tx, { asAt })).map(({ judged, id: _id, agencyId: _agency, ...project }) => {
        const own = stored.get(project.slug);
        return {
          ...project,
          outcomes: project.outcomes.join(' '),
          plans: project.plans.join(' '),
          computed: judged.computed.rag,
          ...(own ? writePlan(own.plan) : {}),
          cash: project.cash / 100,
          requested: project.requested / 100,
        };
      });
    },
  },
  {
    name: 'delivery-plans',
    says: 'Delivery plans with period, state and totals',
    rows: async (tx) =>
      (await listPlans(tx)).map((plan) => ({
        slug: plan.slug,
        title: plan.title,
        priority: plan.priority,
        period: formatPlanPeriod(plan),
        state: plan.state,
        adopted_on: plan.adoptedOn,
        adopted_by: plan.adoptedBy,
        projects: plan.projects,
        cash: plan.cash / 100,
        requested: plan.requested / 100,
      })),
  },
];
