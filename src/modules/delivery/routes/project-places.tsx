import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { textIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { findPlace, listPlaces } from '../../places/index.ts';
import { findProjectBySlug } from '../may.ts';
import { ProjectPlaces } from '../pages/project-places.tsx';
import {
  importProjectPlaces,
  listProjectPlaces,
  PROJECT_PLACE_COLUMNS,
  placeProject,
  unplaceProject,
} from '../project-places.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'plan.edit' } as const;
const CRUMBS = [{ text: 'Projects', href: '/projects' }];

async function page(c: Context, attempt?: Attempt): Promise<Answer> {
  const project = await findProjectBySlug(c.tx, c.params.slug ?? '');
  if (!project) return notFound('project');
  const mayEdit = may(c.actor, 'plan.edit');
  return {
    title: `Where ${project.title} works`,
    breadcrumbs: [...CRUMBS, { text: project.title, href: `/projects/${project.slug}` }],
    body: (
      <ProjectPlaces
        project={project}
        places={await listProjectPlaces(c.tx, project.id)}
        choices={mayEdit ? await listPlaces(c.tx) : []}
        keys={c.formKeys}
        attempt={attempt ?? { values: {}, errors: {} }}
      />
    ),
  };
}

async function add(c: Context): Promise<Answer> {
  const project = await findProjectBySlug(c.tx, c.params.slug ?? '');
  if (!project) return notFound('project');
  const wanted = textIn(c.form, 'place');
  const place = wanted === '' ? undefined : await findPlace(c.tx, wanted);
  if (!place) return refused('place-unknown', 'Choose a place from the list.', { field: 'place' });
  const done = await placeProject(c.tx, c.actor, project.id, place.id);
  return isRefusal(done) ? done : { redirect: `/projects/${project.slug}/places` };
}

async function remove(c: Context): Promise<Answer> {
  const project = await findProjectBySlug(c.tx, c.params.slug ?? '');
  const place = await findPlace(c.tx, c.params.place ?? '');
  if (!project || !place) return notFound('place');
  return (
    (await unplaceProject(c.tx, c.actor, project.id, place.id)) ?? {
      redirect: `/projects/${project.slug}/places`,
    }
  );
}

/** Where projects work: shown, added, taken back, and brought as a file. */
export const projectPlaceRoutes: readonly Route[] = [
  ...importRoutes({
    path: '/projects/places/import',
    things: 'where projects work',
    access: EDIT,
    afterwards: '/projects',
    breadcrumbs: CRUMBS,
    columns: PROJECT_PLACE_COLUMNS,
    run: importProjectPlaces,
  }),
  get('/projects/:slug/places', READ, (c) => page(c)),
  // Saying twice that a project works somewhere changes nothing.
  post('/projects/:slug/places', EDIT, add, { again: page, unaudited: true }),
  post('/projects/:slug/places/:place/removal', EDIT, remove, { again: page, unaudited: true }),
];
