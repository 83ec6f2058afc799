import { slugOf } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { revisionIn, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { loadLookup } from '../lookup.ts';
import { standingsOfProject } from '../measure-words.ts';
import { HistoryPage } from '../pages/history.tsx';
import { ProjectPage } from '../pages/project.tsx';
import { ProjectForm } from '../pages/project-form.tsx';
import { PROJECT_COLUMNS, ProjectsPage } from '../pages/projects.tsx';
import { PLAN_FIELDS, type PlanCells, readPlan, writePlan } from '../plan-cells.ts';
import { addLine } from '../plan-lines.ts';
import { addProject, editProject, findProject } from '../project.ts';
import { listProjectPlaces } from '../project-places.ts';
import { placesOf } from '../queries/places.ts';
import { historyOf } from '../queries/story.ts';
import { listProjectPage, type ProjectsWanted } from '../queries/summaries.ts';
import { choices, crumbsTo, EDIT, idOf, PROJECT_CRUMBS, projectIn, READ, rights } from './shared.ts';

const PAGE_SIZE = 50;

const wantedOf = (c: Context, query: TableQuery): ProjectsWanted => ({
  asAt: c.today,
  programme: filterOf(query, 'programme'),
  outcome: filterOf(query, 'outcome'),
  plan: filterOf(query, 'plan'),
  stage: filterOf(query, 'stage'),
  text: filterOf(query, 'text'),
});

/** A page of projects. Colours are computed, so that a filter on them reads all that match the others. */
async function projectsOf(c: Context, query: TableQuery, all = false) {
  const wanted = wantedOf(c, query);
  const rag = filterOf(query, 'rag');
  const offset = (query.page - 1) * PAGE_SIZE;
  if (rag === undefined) return listProjectPage(c.tx, all ? wanted : { ...wanted, limit: PAGE_SIZE, offset });
  const matching = (await listProjectPage(c.tx, wanted)).projects.filter((project) => project.rag === rag);
  return { projects: all ? matching : matching.slice(offset, offset + PAGE_SIZE), total: matching.length };
}

async function programmeOf(c: Context, slug: string | undefined) {
  if (slug === undefined) return undefined;
  const programme = await c.tx
    .selectFrom('delivery.programme')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!programme) return undefined;
  const notes = await c.tx
    .selectFrom('delivery.programme_note')
    .selectAll()
    .where('programme_id', '=', programme.id)
    .orderBy('noted_on')
    .execute();
  return {
    ...programme,
    notes: notes.map((note) => `${note.says} (${note.source}; ${longDate(note.noted_on)})`),
  };
}

async function list(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, PROJECT_COLUMNS);
  const { projects, total } = await projectsOf(c, query);
  const { plans, programmes } = await choices(c);
  const programme = await programmeOf(c, filterOf(query, 'programme'));
  return {
    title: programme?.title ?? 'Projects',
    wide: true,
    body: (
      <ProjectsPage
        {...{ projects, total, query, plans, programmes, programme }}
        pageSize={PAGE_SIZE}
        mayEdit={may(c.actor, 'plan.edit')}
      />
    ),
  };
}

async function projectPage(c: Context): Promise<Answer> {
  const summary = await projectIn(c);
  if (isRefusal(summary)) return summary;
  const lookup = await loadLookup(c.tx, [summary.id]);
  const stored = await findProject(c.tx, summary.slug, { lookup });
  if (!stored) return notFound('project');
  const risks = await c.tx
    .selectFrom('delivery.risk_now')
    .select('id')
    .where('project_id', '=', summary.id)
    .where('state', '<>', 'closed')
    .execute();
  return {
    title: summary.title,
    breadcrumbs: PROJECT_CRUMBS,
    body: (
      <ProjectPage
        summary={summary}
        plan={stored.plan}
        standings={await standingsOfProject(c.tx, summary.id, c.today)}
        recent={(await historyOf(c.tx, summary.id)).slice(0, 5)}
        places={await placesOf(c.tx, summary.id)}
        worksIn={await listProjectPlaces(c.tx, summary.id)}
        outcomes={stored.plan.outcomes.map((slug) => ({
          slug,
          wording: lookup.outcomes.find(slug)?.titles[0] ?? slug,
        }))}
        agencies={new Map(lookup.agencies.list().map((one) => [one.slug, one.titles[1] ?? one.slug]))}
        posts={new Map(lookup.posts.list().map((one) => [one.slug, one.titles[0] ?? one.slug]))}
        risks={risks.length}
        today={c.today}
        begins={
          summary.stage === 'ended'
            ? []
            : whatBegins(c.services.offers, c.actor, { kind: 'project', path: `/projects/${summary.slug}` })
        }
        {...rights(c, summary)}
      />
    ),
  };
}

/** What was typed, or the plan as it stands. */
async function projectForm(c: Context, kind: 'new' | 'edit', attempt?: Attempt): Promise<Answer> {
  const lists = await choices(c);
  const stored = kind === 'edit' ? await findProject(c.tx, c.params.slug ?? '') : undefined;
  if (kind === 'edit' && !stored) return notFound('project');
  const fresh = { values: { plan: c.query.plan ?? '', outcome: c.query.outcome ?? '' }, errors: {} };
  const shown = attempt ?? (stored ? { values: { ...writePlan(stored.plan) }, errors: {} } : fresh);
  const heading = stored ? 'Edit the project plan' : 'Add a project';
  return {
    title: heading,
    breadcrumbs: stored ? crumbsTo({ slug: stored.slug, title: stored.plan.title }) : PROJECT_CRUMBS,
    body: (
      <ProjectForm
        heading={heading}
        action={stored ? `/projects/${stored.slug}/edit` : '/projects/new'}
        keys={c.formKeys}
        attempt={shown}
        revision={stored && (attempt ? revisionIn(attempt.values) : stored.revision)}
        planLine={stored ? undefined : { plans: lists.plans, outcomes: lists.outcomes }}
        programmes={lists.programmes}
        names={lists}
      />
    ),
  };
}

async function planFromForm(c: Context) {
  const saving = { lookup: await loadLookup(c.tx), today: c.today };
  const cells = Object.fromEntries(PLAN_FIELDS.map((field) => [field, textIn(c.form, field)])) as PlanCells;
  const { plan, errors } = readPlan(cells, saving);
  return { plan, saving, errors: errors as Record<string, string> };
}

const wrong = (fields: Record<string, string>): Refusal =>
  refused('plan-unreadable', 'Some fields cannot be read.', { details: { fields } });

async function create(c: Context): Promise<Answer> {
  const { plan, saving, errors } = await planFromForm(c);
  const line = { plan: textIn(c.form, 'plan'), outcome: textIn(c.form, 'outcome') };
  if (line.plan !== '' && line.outcome === '') errors.outcome = 'Choose the outcome under which it stands.';
  if (Object.keys(errors).length > 0) return wrong(errors);
  const added = await addProject(c.tx, c.actor, { plan, slug: slugOf(plan.title) }, saving);
  if (isRefusal(added)) return added;
  if (line.plan !== '') {
    const planId = await idOf(c, 'delivery.plan', line.plan, 'plan', 'Choose a plan.');
    const outcomeId = await idOf(c, 'strategy.outcome', line.outcome, 'outcome', 'Choose an outcome.');
    if (isRefusal(planId)) return planId;
    if (isRefusal(outcomeId)) return outcomeId;
    const inPlan = await addLine(c.tx, c.actor, {
      planId,
      outcomeId,
      projectId: added.id,
      objective: textIn(c.form, 'objective'),
    });
    if (isRefusal(inPlan)) return inPlan;
  }
  return { redirect: `/projects/${added.slug}` };
}

async function edit(c: Context): Promise<Answer> {
  const { plan, saving, errors } = await planFromForm(c);
  if (Object.keys(errors).length > 0) return wrong(errors);
  const slug = c.params.slug ?? '';
  const changes = await editProject(c.tx, c.actor, { slug, revision: revisionIn(c.form), plan }, saving);
  if (isRefusal(changes)) return changes;
  if (changes.length === 0)
    return refused('nothing-changed', 'Nothing was changed, so there is nothing to save.');
  return { redirect: `/projects/${slug}` };
}

async function history(c: Context): Promise<Answer> {
  const project = await projectIn(c);
  if (isRefusal(project)) return project;
  return {
    title: `History: ${project.title}`,
    breadcrumbs: crumbsTo(project),
    body: <HistoryPage title={project.title} happenings={await historyOf(c.tx, project.id)} />,
  };
}

export const projectRoutes: readonly Route[] = [
  get('/projects', READ, list),
  get('/projects.csv', READ, async (c) => ({
    download: toCsv(
      PROJECT_COLUMNS,
      (await projectsOf(c, parseTableQuery(c.query, PROJECT_COLUMNS), true)).projects,
    ),
    mediaType: 'text/csv',
    fileName: 'projects.csv',
  })),
  get('/projects/new', EDIT, (c) => projectForm(c, 'new')),
  post('/projects/new', EDIT, create, { again: (c, attempt) => projectForm(c, 'new', attempt) }),
  get('/projects/:slug', READ, projectPage),
  get('/projects/:slug/edit', EDIT, (c) => projectForm(c, 'edit')),
  post('/projects/:slug/edit', EDIT, edit, { again: (c, attempt) => projectForm(c, 'edit', attempt) }),
  get('/projects/:slug/history', READ, history),
];
