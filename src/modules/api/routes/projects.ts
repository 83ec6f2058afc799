import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { apiGet, apiPatch, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addProject,
  editProject,
  emptyPlan,
  getProject,
  listProjects,
  loadLookup,
  type ProjectPlan,
} from '../../delivery/index.ts';
import { findAgency } from '../../partners/index.ts';
import { givenDay, notFound } from '../schemas.ts';
import { projectAnswer, projectShown } from './project-answer.ts';
import { Project, ProjectWithPlan, planFields, stage } from './project-schemas.ts';

/** The first name in a plan that nothing has, by the field it stands in. */
function unknownName(lookup: Awaited<ReturnType<typeof loadLookup>>, plan: ProjectPlan): Refusal | undefined {
  const fields: Record<string, string> = {};
  const check = (field: string, directory: { find: (text: string) => unknown }, slug: string): void => {
    if (slug !== '' && !directory.find(slug)) fields[field] = `There is nothing called "${slug}".`;
  };
  check('programme', lookup.programmes, plan.programme);
  for (const [at, slug] of plan.outcomes.entries()) check(`outcomes.${at}`, lookup.outcomes, slug);
  for (const [at, one] of plan.measures.entries())
    check(`measures.${at}.indicator`, lookup.indicators, one.indicator);
  for (const [at, one] of plan.people.entries()) check(`people.${at}.agency`, lookup.agencies, one.agency);
  for (const [at, one] of plan.unknowns.entries()) check(`unknowns.${at}.owner`, lookup.posts, one.owner);
  for (const [at, one] of plan.leads.entries()) {
    if ('post' in one) check(`leads.${at}.post`, lookup.posts, one.post);
    if ('agency' in one) check(`leads.${at}.agency`, lookup.agencies, one.agency);
  }
  return Object.keys(fields).length === 0
    ? undefined
    : refused('name-unknown', 'The plan names what is not there.', { details: { fields } });
}

const partial = z.strictObject(planFields).partial();

/** The fields that were sent over those that stand. */
const over = (stored: ProjectPlan, given: z.output<typeof partial>): ProjectPlan =>
  ({
    ...stored,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }) as ProjectPlan;

/** Projects with their whole project plan. */
export const projectRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/projects',
    {
      name: 'listProjects',
      summary: 'Projects by title, each judged on a day',
      permission: 'read',
      item: Project,
      query: z.object({
        plan: z.string().optional().describe('The slug of a delivery plan'),
        outcome: z.string().optional().describe('The slug of an outcome'),
        programme: z.string().optional().describe('The slug of a programme'),
        agency: z.string().optional().describe('The slug of the agency that leads it'),
        stage: stage.optional(),
        asAt: givenDay.optional(),
      }),
      key: z.tuple([z.string(), z.string()]),
      order: ({ title, slug }) => [title, slug],
    },
    async ({ tx, query: { agency, asAt, ...wanted }, today }, page) => {
      const leads = agency === undefined ? undefined : await findAgency(tx, agency);
      if (agency !== undefined && !leads) return notFound('agency');
      const projects = await listProjects(tx, {
        ...wanted,
        ...page,
        asAt: asAt ?? today,
        agencyId: leads?.id,
      });
      return projects.map(projectShown);
    },
  ),
  apiGet(
    '/api/v1/projects/:slug',
    {
      name: 'getProject',
      summary: 'A project with its whole project plan',
      permission: 'read',
      query: z.object({ asAt: givenDay.optional() }),
      response: ProjectWithPlan,
    },
    async ({ tx, params, query, today }) => projectAnswer({ tx }, params.slug ?? '', query.asAt ?? today),
  ),
  apiPost(
    '/api/v1/projects',
    {
      name: 'addProject',
      summary: 'Add a project; what its plan does not say yet is left out',
      permission: 'plan.edit',
      status: 201,
      body: partial.extend({ title: planFields.title }),
      response: ProjectWithPlan,
      problems: ['name-unknown', 'project-slug-unique'],
    },
    async ({ tx, actor, body, today }) => {
      const lookup = await loadLookup(tx);
      const plan = over(emptyPlan, body);
      const unknown = unknownName(lookup, plan);
      if (unknown) return unknown;
      const added = await addProject(tx, actor, { plan }, { lookup, today });
      if (isRefusal(added)) return added;
      const answer = await projectAnswer({ tx }, added.slug, today);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/projects/${added.slug}` };
    },
  ),
  apiPatch(
    '/api/v1/projects/:slug',
    {
      name: 'changeProject',
      summary: 'Change parts of a project plan',
      says: 'A list that is sent replaces the whole list.',
      permission: 'plan.edit',
      revised: true,
      body: partial,
      response: ProjectWithPlan,
      problems: ['name-unknown'],
      unaudited: true,
    },
    async ({ tx, actor, params, body, revision, today }) => {
      const slug = params.slug ?? '';
      const lookup = await loadLookup(tx);
      const stored = await getProject(tx, slug, { lookup });
      if (!stored) return notFound('project');
      const plan = over(stored.plan, body);
      const unknown = unknownName(lookup, plan);
      if (unknown) return unknown;
      const changed = await editProject(tx, actor, { slug, revision, plan }, { lookup, today });
      return isRefusal(changed) ? changed : projectAnswer({ tx }, slug, today);
    },
  ),
];
