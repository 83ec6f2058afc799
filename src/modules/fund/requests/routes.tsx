import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { revisionIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { choicesOf } from '../choices.ts';
import { REQUEST_CRUMBS } from '../pages.tsx';
import { listEntriesOfRequest } from '../streams/queries.ts';
import { actRoutes } from './act-routes.tsx';
import { missingOf } from './conditions.ts';
import { factsOf, listEligibility } from './facts.ts';
import { requestIn, requestValues } from './form.ts';
import { requestFromProject } from './from-project.ts';
import { RequestForm, StartPage } from './pages/forms.tsx';
import { RequestPage } from './pages/request.tsx';
import { REQUEST_COLUMNS, RequestsPage } from './pages/requests.tsx';
import {
  findRequest,
  listConditions,
  listInstalments,
  listOffers,
  listRequests,
  listSplit,
  listSteps,
} from './queries.ts';
import { addRequest, changeRequest, mayKeep } from './request.ts';

const READ = { permission: 'read' } as const;

const asksSomewhere = (actor: Actor): boolean =>
  may(actor, 'fund.keep') || maySomewhere(actor, 'fund.request');

async function list(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, REQUEST_COLUMNS);
  const requests = await listRequests(c.tx, { state: filterOf(query, 'state') });
  return {
    title: 'Requests for money',
    wide: true,
    body: <RequestsPage {...{ requests, query }} mayAsk={asksSomewhere(c.actor)} />,
  };
}

async function requestPage(c: Context): Promise<Answer> {
  const { tx } = c;
  const request = await findRequest(tx, c.params.slug ?? '');
  if (!request) return notFound('request');
  return {
    title: request.title,
    wide: true,
    breadcrumbs: REQUEST_CRUMBS,
    body: (
      <RequestPage
        request={request}
        streams={await listEligibility(tx, request, c.today)}
        split={await listSplit(tx, request.id)}
        instalments={await listInstalments(tx, request.id)}
        conditions={await listConditions(tx, request.id)}
        steps={await listSteps(tx, request.id)}
        entries={await listEntriesOfRequest(tx, request.id)}
        offers={await listOffers(tx, { requestId: request.id })}
        missing={await missingOf(tx, request)}
        outcomes={(await factsOf(tx, request, c.today)).outcomes.map((one) => one.name)}
        today={c.today}
        keys={c.formKeys}
        mayAsk={mayKeep(c.actor, request.agencyId)}
        mayKeep={may(c.actor, 'fund.keep')}
      />
    ),
  };
}

const projectsOf = ({ tx }: Context) =>
  tx
    .selectFrom('delivery.project')
    .select(['id as value', 'title as text', 'slug'])
    .where('closed_on', 'is', null)
    .orderBy('title')
    .execute();

const start = async (c: Context): Promise<Answer> => ({
  title: 'Ask for money',
  breadcrumbs: REQUEST_CRUMBS,
  body: <StartPage projects={(await projectsOf(c)).map(({ slug: value, text }) => ({ value, text }))} />,
});

/** A new request, filled in from the project of the address; or the one that is changed. */
async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const slug = c.params.slug;
  const request = slug === undefined ? undefined : await findRequest(c.tx, slug);
  if (slug !== undefined && !request) return notFound('request');
  const planned = c.query.project ? await requestFromProject(c.tx, c.query.project) : undefined;
  if (!request && !attempt && c.query.project === undefined) return start(c);
  const given = request ?? planned;
  const parts = request ? await listInstalments(c.tx, request.id) : [];
  const shown = attempt ?? {
    values: given ? requestValues(given, parts) : { shape: 'one-off', spending: 'revenue' },
    errors: {},
  };
  const heading = request ? 'Change the request' : 'Ask for money';
  const projects = await projectsOf(c);
  return {
    title: heading,
    breadcrumbs: REQUEST_CRUMBS,
    body: (
      <RequestForm
        heading={heading}
        lead={
          planned ? 'The figures of the project plan are filled in. Change what is not right.' : undefined
        }
        action={request ? `/fund/requests/${request.slug}/edit` : '/fund/requests/new'}
        back={request ? `/fund/requests/${request.slug}` : '/fund/requests'}
        keys={c.formKeys}
        attempt={shown}
        revision={request && (attempt ? revisionIn(attempt.values) : request.revision)}
        choices={await choicesOf(c)}
        projects={projects}
      />
    ),
  };
}

async function save(c: Context): Promise<{ redirect: string } | Refusal> {
  const fields = requestIn(c.form);
  if (isRefusal(fields)) return fields;
  const { slug } = c.params;
  const saved =
    slug === undefined
      ? await addRequest(c.tx, c.actor, { ...fields, on: c.today })
      : await changeRequest(c.tx, c.actor, slug, revisionIn(c.form), fields);
  return isRefusal(saved) ? saved : { redirect: `/fund/requests/${saved.slug}` };
}

/** Who may ask for some agency, or keeps the fund; the commands decide about the request. */
export const ASK = { permission: 'fund.request', anywhere: true } as const;

export const requestRoutes: readonly Route[] = [
  get('/fund/requests', READ, list),
  get('/fund/requests.csv', READ, async (c) => ({
    download: toCsv(REQUEST_COLUMNS, await listRequests(c.tx, { state: c.query.state })),
    mediaType: 'text/csv',
    fileName: 'requests.csv',
  })),
  get('/fund/requests/new', ASK, (c) => form(c)),
  post('/fund/requests/new', ASK, save, { again: form }),
  get('/fund/requests/:slug', READ, requestPage),
  get('/fund/requests/:slug/edit', ASK, (c) => form(c)),
  post('/fund/requests/:slug/edit', ASK, save, { again: form }),
  ...actRoutes,
];
