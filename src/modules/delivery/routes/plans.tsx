import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listStandings } from '../../intelligence/index.ts';
import { loadLookup } from '../lookup.ts';
import { BLANK } from '../pages/parts.tsx';
import { PlanPage } from '../pages/plan.tsx';
import { AdoptionForm, PlanForm } from '../pages/plan-forms.tsx';
import { PlansPage } from '../pages/plans.tsx';
import { TimelinePage } from '../pages/timeline.tsx';
import { adoptPlan, draftPlan, editPlan, type PlanInput, refreshPlan } from '../plan.ts';
import { formatPlanPeriod, parsePlanPeriod } from '../plan-period.ts';
import type { Precision } from '../project-plan.ts';
import { findPlan, listPlanLines, listPlanOutcomes, listPlans } from '../queries/plans.ts';
import { listProjects } from '../queries/summaries.ts';
import { exportDeliveryPlan } from '../spreadsheet/export.ts';
import { loadProjects } from '../stored.ts';
import { choices, EDIT, idOf, PLAN_CRUMBS, READ, today } from './shared.ts';

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
  const lookup = await loadLookup(c.tx);
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

async function planForm(c: Context, kind: 'new' | 'edit' | 'refresh', attempt?: Attempt): Promise<Answer> {
  const lists = await choices(c);
  const plan = kind === 'new' ? undefined : await planIn(c);
  if (isRefusal(plan)) return plan;
  const headings = {
    new: 'Draft a plan',
    edit: 'Change the plan',
    refresh: 'Draft the next plan from this one',
  };
  const typed =
    attempt ?? (plan && kind === 'edit' ? { values: await valuesOf(c, plan.slug), errors: {} } : BLANK);
  return {
    title: headings[kind],
    breadcrumbs: plan ? crumbs(plan) : PLAN_CRUMBS,
    body: (
      <PlanForm
        heading={headings[kind]}
        caption={plan?.title}
        action={plan ? `/plans/${plan.slug}/${kind}` : '/plans/new'}
        button={kind === 'edit' ? 'Save the plan' : 'Draft the plan'}
        keys={c.formKeys}
        attempt={typed}
        revision={kind === 'edit' ? (attempt ? revisionIn(attempt.values) : plan?.revision) : undefined}
        priorities={lists.priorities}
        posts={lists.posts}
        short={kind === 'refresh'}
      />
    ),
  };
}

async function valuesOf(c: Context, slug: string): Promise<Record<string, string>> {
  const plan = await findPlan(c.tx, slug);
  if (!plan) return {};
  const owner = plan.ownerPostId
    ? await c.tx
        .selectFrom('partners.post')
        .select('slug')
        .where('id', '=', plan.ownerPostId)
        .executeTakeFirst()
    : undefined;
  return {
    title: plan.title,
    period: formatPlanPeriod(plan),
    priority: plan.prioritySlug ?? '',
    owner: owner?.slug ?? '',
    note: plan.note,
  };
}

async function planInput(c: Context): Promise<PlanInput | Refusal> {
  const period = parsePlanPeriod(textIn(c.form, 'period'));
  const fields = {
    ...(textIn(c.form, 'title') === '' ? { title: 'Enter the title of the plan.' } : {}),
    ...(period ? {} : { period: 'Enter a period, such as 2013, 2012/13 or January 2013 to December 2013.' }),
  };
  if (!period || Object.keys(fields).length > 0)
    return refused('plan-incomplete', 'Some answers are missing.', { details: { fields } });
  const [priority, owner] = [textIn(c.form, 'priority'), textIn(c.form, 'owner')];
  const priorityId =
    priority === '' ? null : await idOf(c, 'strategy.priority', priority, 'priority', 'Choose a priority.');
  if (isRefusal(priorityId)) return priorityId;
  const ownerPostId = owner === '' ? null : await idOf(c, 'partners.post', owner, 'owner', 'Choose a post.');
  if (isRefusal(ownerPostId)) return ownerPostId;
  return { title: textIn(c.form, 'title'), priorityId, ownerPostId, note: textIn(c.form, 'note'), ...period };
}

async function savePlan(c: Context, kind: 'new' | 'edit' | 'refresh'): Promise<Answer> {
  const input = await planInput(c);
  if (isRefusal(input)) return input;
  if (kind === 'new') {
    const drafted = await draftPlan(c.tx, c.actor, input);
    return isRefusal(drafted) ? drafted : { redirect: `/plans/${drafted.slug}` };
  }
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const saved =
    kind === 'edit'
      ? await editPlan(c.tx, c.actor, plan.id, revisionIn(c.form), input)
      : await refreshPlan(c.tx, c.actor, { ...input, planId: plan.id });
  return isRefusal(saved) ? saved : { redirect: `/plans/${saved.slug}` };
}

async function adoptionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const others = (await listPlans(c.tx)).filter(
    (one) =>
      one.state === 'adopted' &&
      one.priorityId !== null &&
      one.priorityId === plan.priorityId &&
      one.startsOn <= plan.startsOn,
  );
  const props = {
    title: plan.title,
    action: `/plans/${plan.slug}/adoption`,
    keys: c.formKeys,
    attempt: attempt ?? BLANK,
  };
  return {
    title: 'Record its adoption',
    breadcrumbs: crumbs(plan),
    body: <AdoptionForm {...props} suggested={today(c)} supersedes={others.map((one) => one.title)} />,
  };
}

const adoption = z.object({
  by: givenText('Enter which board adopted the plan.'),
  on: givenDate('Enter when it was adopted.'),
});

async function adopt(c: Context): Promise<Answer> {
  const plan = await planIn(c);
  if (isRefusal(plan)) return plan;
  const fields = readFields(adoption, c.form);
  if (isRefusal(fields)) return fields;
  const adopted = await adoptPlan(c.tx, c.actor, { planId: plan.id, ...fields });
  return isRefusal(adopted) ? adopted : { redirect: `/plans/${plan.slug}` };
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

const ADOPT = { permission: 'plan.adopt' } as const;

export const planRoutes: readonly Route[] = [
  get('/plans', READ, async (c) => ({
    title: 'Delivery plans',
    body: <PlansPage plans={await listPlans(c.tx)} mayEdit={may(c.actor, 'plan.edit')} />,
  })),
  get('/plans/new', EDIT, (c) => planForm(c, 'new')),
  post('/plans/new', EDIT, (c) => savePlan(c, 'new'), { again: (c, attempt) => planForm(c, 'new', attempt) }),
  get('/plans/export.csv', READ, download('csv')),
  get('/plans/export.xlsx', READ, download('xlsx')),
  get('/plans/:slug', READ, planPage),
  get('/plans/:slug/timeline', READ, timeline),
  get('/plans/:slug/export.csv', READ, download('csv')),
  get('/plans/:slug/export.xlsx', READ, download('xlsx')),
  get('/plans/:slug/edit', EDIT, (c) => planForm(c, 'edit')),
  post('/plans/:slug/edit', EDIT, (c) => savePlan(c, 'edit'), {
    again: (c, attempt) => planForm(c, 'edit', attempt),
  }),
  get('/plans/:slug/refresh', EDIT, (c) => planForm(c, 'refresh')),
  post('/plans/:slug/refresh', EDIT, (c) => savePlan(c, 'refresh'), {
    again: (c, attempt) => planForm(c, 'refresh', attempt),
  }),
  get('/plans/:slug/adoption', ADOPT, (c) => adoptionForm(c)),
  post('/plans/:slug/adoption', ADOPT, adopt, { again: adoptionForm }),
];
