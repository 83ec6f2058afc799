import { z } from 'zod';
import { isRefusal } from '../../kernel/refusal.ts';
import { mayFor } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { dateValues, givenDate, optionalText, readFields, revisionIn } from '../../platform/http/form.ts';
import { importRoutes } from '../../platform/http/import-routes.tsx';
import {
  type Attempt,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../platform/http/route.ts';
import { toCsv } from '../../ui/table/index.ts';
import { addAgency, agencyFields, changeAgency, endAgency } from './agency.ts';
import { directoryQuery, filterAgencies } from './directory.ts';
import { AGENCY_COLUMNS, importAgencies, importPosts, POST_COLUMNS } from './import.ts';
import { AgencyPage } from './pages/agency.tsx';
import { AgencyForm, EndingForm } from './pages/agency-form.tsx';
import { agencyColumns, Directory } from './pages/directory.tsx';
import { postRoutes } from './post-routes.tsx';
import {
  type Agency,
  findAgency,
  listAgencies,
  listHoldings,
  listPosts,
  openDutiesOf,
  threadNeighbours,
} from './queries.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'partners.edit' } as const;
const EDIT_OWN = { permission: 'partners.edit', anywhere: true } as const;
const CRUMBS = [{ text: 'Agencies', href: '/agencies' }];
const BLANK: Attempt = { values: {}, errors: {} };

async function directory(c: Context): Promise<PageContent> {
  const all = await listAgencies(c.tx);
  const query = directoryQuery(c.query);
  const view = {
    all,
    agencies: filterAgencies(all, query),
    query,
    today: c.today,
    mayEdit: mayFor(c.actor, 'partners.edit', null),
  };
  return { title: 'Agencies', body: <Directory {...view} /> };
}

async function agencyPage(c: Context) {
  const agency = await findAgency(c.tx, c.params.slug ?? '');
  if (!agency) return notFound('agency');
  const posts = await listPosts(c.tx, { agencyId: agency.id });
  const holdings = await listHoldings(
    c.tx,
    posts.map(({ id }) => id),
  );
  const holderOf = (postId: string) =>
    holdings.find(
      (h) => h.postId === postId && h.startsOn <= c.today && (h.endsOn === null || h.endsOn >= c.today),
    );
  const view = {
    agency,
    posts: posts.map((each) => ({ ...each, holder: holderOf(each.id) })),
    duties: await openDutiesOf(c.tx, c.services.offers.duties, { agencyId: agency.id }),
    leads: await threadNeighbours(c.tx, c.services.offers, { kind: 'agency', id: agency.id }),
    today: c.today,
    mayEdit: mayFor(c.actor, 'partners.edit', agency.id),
  };
  return { title: agency.name, breadcrumbs: CRUMBS, body: <AgencyPage {...view} /> };
}

const newForm = async (c: Context, attempt = BLANK): Promise<PageContent> => ({
  title: 'Add an agency',
  breadcrumbs: CRUMBS,
  body: (
    <AgencyForm {...attempt} {...c.formKeys} heading="Add an agency" action="/agencies" back="/agencies" />
  ),
});

const valuesOf = (agency: Agency): Attempt['values'] => ({
  ...Object.fromEntries(Object.entries(agency).map(([name, value]) => [name, String(value ?? '')])),
  statutory: agency.statutory ? 'yes' : 'no',
  ...dateValues('joinedOn', agency.joinedOn),
});

async function editForm(c: Context, attempt?: Attempt) {
  const agency = await findAgency(c.tx, c.params.slug ?? '');
  if (!agency) return notFound('agency');
  const path = `/agencies/${agency.slug}`;
  const heading = `Change ${agency.name}`;
  const shown = attempt ?? { values: valuesOf(agency), errors: {} };
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: agency.name, href: path }],
    body: (
      <AgencyForm
        {...shown}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        revision={revisionShown(agency, attempt)}
      />
    ),
  };
}

/** A form shown again keeps the revision it was opened with, so that somebody else's change is not overwritten. */
const revisionShown = (thing: { readonly revision: number }, attempt: Attempt | undefined): number =>
  attempt ? revisionIn(attempt.values) : thing.revision;

async function endingForm(c: Context, attempt?: Attempt) {
  const agency = await findAgency(c.tx, c.params.slug ?? '');
  if (!agency) return notFound('agency');
  const path = `/agencies/${agency.slug}`;
  const heading = `${agency.name} has ended`;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: agency.name, href: path }],
    body: (
      <EndingForm
        {...(attempt ?? BLANK)}
        {...c.formKeys}
        heading={heading}
        action={`${path}/ending`}
        back={path}
        revision={revisionShown(agency, attempt)}
      />
    ),
  };
}

const endingFields = z.object({
  leftOn: givenDate('Say what was its last day in the partnership'),
  note: optionalText(),
});

export const routes: readonly Route[] = [
  get('/agencies', READ, directory),
  get('/agencies.csv', READ, async (c) => ({
    download: toCsv(agencyColumns, filterAgencies(await listAgencies(c.tx), directoryQuery(c.query))),
    mediaType: 'text/csv',
    fileName: 'agencies.csv',
  })),
  get('/agencies/new', EDIT, (c) => newForm(c)),
  post(
    '/agencies',
    EDIT,
    async (c) => {
      const fields = readFields(agencyFields, c.form);
      if (isRefusal(fields)) return fields;
      const added = await addAgency(c.tx, c.actor, fields);
      return isRefusal(added) ? added : { redirect: `/agencies/${added.slug}` };
    },
    { again: newForm },
  ),
  ...importRoutes({
    path: '/agencies/import',
    things: 'agencies',
    access: EDIT,
    afterwards: '/agencies',
    breadcrumbs: CRUMBS,
    columns: AGENCY_COLUMNS,
    run: importAgencies,
  }),
  ...importRoutes({
    path: '/agencies/posts/import',
    things: 'posts',
    access: EDIT,
    afterwards: '/agencies/posts',
    breadcrumbs: CRUMBS,
    columns: POST_COLUMNS,
    run: importPosts,
  }),
  get('/agencies/:slug', READ, agencyPage),
  get('/agencies/:slug/edit', EDIT_OWN, (c) => editForm(c)),
  post(
    '/agencies/:slug',
    EDIT_OWN,
    async (c) => {
      const fields = readFields(agencyFields, c.form);
      if (isRefusal(fields)) return fields;
      const slug = c.params.slug ?? '';
      const changed = await changeAgency(c.tx, c.actor, slug, revisionIn(c.form), fields);
      return isRefusal(changed) ? changed : { redirect: `/agencies/${slug}` };
    },
    { again: editForm },
  ),
  get('/agencies/:slug/ending', EDIT_OWN, (c) => endingForm(c)),
  post(
    '/agencies/:slug/ending',
    EDIT_OWN,
    async (c) => {
      const fields = readFields(endingFields, c.form);
      if (isRefusal(fields)) return fields;
      const slug = c.params.slug ?? '';
      const ended = await endAgency(c.tx, c.actor, slug, revisionIn(c.form), fields);
      return isRefusal(ended) ? ended : { redirect: `/agencies/${slug}` };
    },
    { again: endingForm },
  ),
  ...postRoutes,
];
