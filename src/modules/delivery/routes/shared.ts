import type { Id } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues } from '../../../platform/http/form.ts';
import type { Attempt, Context } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { mayReport } from '../may.ts';
import { listProjects, type ProjectSummary } from '../queries/summaries.ts';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'plan.edit' } as const;
export const PROJECT_CRUMBS = [{ text: 'Projects', href: '/projects' }];
export const PLAN_CRUMBS = [{ text: 'Delivery plans', href: '/plans' }];

export const crumbsTo = (project: { slug: string; title: string }) => [
  ...PROJECT_CRUMBS,
  { text: project.title, href: `/projects/${project.slug}` },
];

/** The project of the address, judged today. */
export async function projectIn(c: Context): Promise<ProjectSummary | Refusal> {
  const row = await c.tx
    .selectFrom('delivery.project')
    .select('id')
    .where('slug', '=', c.params.slug ?? '')
    .executeTakeFirst();
  const [project] = row ? await listProjects(c.tx, { asAt: c.today, ids: [row.id] }) : [];
  return project ?? notFound('project');
}

/** Carries out a command on the project of the address and goes on to one of its pages. */
export async function onProject(
  c: Context,
  act: (project: ProjectSummary) => Promise<unknown>,
  page = '',
): Promise<{ redirect: string } | Refusal> {
  const project = await projectIn(c);
  if (isRefusal(project)) return project;
  const done = await act(project);
  return isRefusal(done) ? done : { redirect: `/projects/${project.slug}${page}` };
}

export const rights = (c: Context, project: ProjectSummary) => ({
  mayEdit: may(c.actor, 'plan.edit'),
  mayReport: mayReport(c.actor, project.agencyId),
  mayEndorse: may(c.actor, 'project.endorse'),
});

export const today = (c: Context): Record<string, string> => ({
  ...dateValues('on', c.today),
  ...dateValues('closed', c.today),
});

/** Shows one form of a page again, the others as they were. */
export const attempts = (name: string | undefined, attempt: Attempt | undefined): Record<string, Attempt> =>
  name !== undefined && attempt ? { [name]: attempt } : {};

export async function choices(c: Context): Promise<{
  readonly posts: readonly Choice[];
  readonly agencies: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly indicators: readonly Choice[];
  readonly priorities: readonly Choice[];
  readonly programmes: readonly Choice[];
  readonly plans: readonly Choice[];
}> {
  const { tx } = c;
  const posts = await tx
    .selectFrom('partners.post')
    .select(['slug as value', 'title as text'])
    .orderBy('title')
    .execute();
  const agencies = await tx
    .selectFrom('partners.agency')
    .select(['slug as value', 'name as text'])
    .orderBy('name')
    .execute();
  const outcomes = await tx
    .selectFrom('strategy.outcome_now')
    .select(['slug as value', 'wording as text'])
    .orderBy('wording')
    .execute();
  const indicators = await tx
    .selectFrom('intelligence.indicator')
    .select(['slug as value', 'title as text'])
    .orderBy('title')
    .limit(1000)
    .execute();
  const priorities = await tx
    .selectFrom('strategy.priority_now')
    .select(['slug as value', 'title as text'])
    .orderBy('position')
    .execute();
  const programmes = await tx
    .selectFrom('delivery.programme')
    .select(['slug as value', 'title as text'])
    .orderBy('title')
    .execute();
  const plans = await tx
    .selectFrom('delivery.plan_now')
    .select(['slug as value', 'title as text'])
    .where('state', '<>', 'superseded')
    .orderBy('starts_on', 'desc')
    .execute();
  return { posts, agencies, outcomes, indicators, priorities, programmes, plans };
}

/** The id of a row by its slug; a refusal of the field when there is none. */
export async function idOf(
  c: Context,
  table: 'partners.post' | 'strategy.outcome' | 'strategy.priority' | 'delivery.plan' | 'partners.agency',
  slug: string,
  field: string,
  message: string,
): Promise<string | Refusal> {
  const row = await c.tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
  return row ? (row.id as Id<'thing'>) : refused('choice-unknown', message, { field });
}
