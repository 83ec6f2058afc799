import { isRefusal } from '../../../kernel/refusal.ts';
import { mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import { importRoutes } from '../../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { findAgency, listAgencies } from '../queries.ts';
import { importServices, SERVICE_COLUMNS } from './import.ts';
import { ServiceForm } from './pages/form.tsx';
import { ServiceList, serviceColumns } from './pages/list.tsx';
import { ServicePage } from './pages/service.tsx';
import { findService, listServices, type Service } from './queries.ts';
import { addService, changeService, serviceFields } from './service.ts';

/** Members see the whole directory, visitors what is published: the rows decide. */
const ANYONE = { who: 'anyone' } as const;
const EDIT = { permission: 'partners.edit', anywhere: true } as const;
const EDIT_ALL = { permission: 'partners.edit' } as const;
const CRUMBS = [{ text: 'Services', href: '/services' }];
const BLANK: Attempt = { values: {}, errors: {} };

const queryOf = (c: Context): TableQuery => parseTableQuery(c.query, serviceColumns);

/** Services that match the filters of the list's address. */
export function filterServices(services: readonly Service[], query: TableQuery): readonly Service[] {
  const accepts = filterOf(query, 'accepts');
  const sign = filterOf(query, 'sign')?.toLowerCase().replaceAll(' ', '-');
  const words = (filterOf(query, 'words') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return services.filter((service) => {
    const text = `${service.name} ${service.agency} ${service.offers} ${service.forWhom ?? ''}`.toLowerCase();
    return (
      (accepts === undefined || service.accepts === accepts) &&
      (sign === undefined || service.indicators.includes(sign)) &&
      words.every((word) => text.includes(word))
    );
  });
}

async function listPage(c: Context) {
  const all = await listServices(c.tx, c.actor);
  const query = queryOf(c);
  const view = {
    services: filterServices(all, query),
    total: all.length,
    query,
    mayEdit: maySomewhere(c.actor, 'partners.edit'),
  };
  return { title: 'Services', body: <ServiceList {...view} /> };
}

async function servicePage(c: Context) {
  const service = await findService(c.tx, c.actor, c.params.slug ?? '');
  if (!service) return notFound('service');
  const view = {
    service,
    today: c.today,
    member: c.actor.kind === 'member',
    mayEdit: mayFor(c.actor, 'partners.edit', service.agencyId),
  };
  return { title: service.name, breadcrumbs: CRUMBS, body: <ServicePage {...view} /> };
}

async function newForm(c: Context, attempt = BLANK) {
  const agencies = (await listAgencies(c.tx, { on: c.today })).filter(({ id }) =>
    mayFor(c.actor, 'partners.edit', id),
  );
  const view = { ...attempt, ...c.formKeys, agencies, heading: 'Add a service' };
  return {
    title: 'Add a service',
    breadcrumbs: CRUMBS,
    body: <ServiceForm {...view} action="/services" back="/services" />,
  };
}

const valuesOf = (service: Service): Attempt['values'] => ({
  ...Object.fromEntries(
    Object.entries(service).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value ?? ''),
    ]),
  ),
  published: service.published ? 'yes' : 'no',
  ...dateValues('openFrom', service.openFrom),
  ...dateValues('openUntil', service.openUntil),
  ...dateValues('assuredOn', service.assuredOn),
});

async function editForm(c: Context, attempt?: Attempt) {
  const service = await findService(c.tx, c.actor, c.params.slug ?? '');
  if (!service) return notFound('service');
  const path = `/services/${service.slug}`;
  const heading = `Change ${service.name}`;
  const shown = attempt ?? { values: valuesOf(service), errors: {} };
  const revision = attempt ? revisionIn(attempt.values) : service.revision;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: service.name, href: path }],
    body: (
      <ServiceForm
        {...shown}
        {...c.formKeys}
        {...{ heading, revision, agencies: [], action: path, back: path }}
      />
    ),
  };
}

async function add(c: Context) {
  const fields = readFields(serviceFields, c.form);
  if (isRefusal(fields)) return fields;
  const agency = await findAgency(c.tx, textIn(c.form, 'agency'));
  if (!agency) return { refused: 'agency-unknown', message: 'Choose the agency', field: 'agency' };
  const added = await addService(c.tx, c.actor, agency, fields);
  return isRefusal(added) ? added : { redirect: `/services/${added.slug}` };
}

async function change(c: Context) {
  const fields = readFields(serviceFields, c.form);
  if (isRefusal(fields)) return fields;
  const slug = c.params.slug ?? '';
  const changed = await changeService(c.tx, c.actor, slug, revisionIn(c.form), fields);
  return isRefusal(changed) ? changed : { redirect: `/services/${slug}` };
}

/** The directory of services: pages for members and, where published, for everybody. */
export const serviceRoutes: readonly Route[] = [
  get('/services', ANYONE, listPage),
  get('/services.csv', ANYONE, async (c) => ({
    download: toCsv(serviceColumns, filterServices(await listServices(c.tx, c.actor), queryOf(c))),
    mediaType: 'text/csv',
    fileName: 'services.csv',
  })),
  get('/services/new', EDIT, (c) => newForm(c)),
  post('/services', EDIT, add, { again: newForm }),
  ...importRoutes({
    path: '/services/import',
    things: 'services',
    access: EDIT_ALL,
    afterwards: '/services',
    breadcrumbs: CRUMBS,
    columns: SERVICE_COLUMNS,
    run: importServices,
  }),
  get('/services/:slug', ANYONE, servicePage),
  get('/services/:slug/edit', EDIT, (c) => editForm(c)),
  post('/services/:slug', EDIT, change, { again: editForm }),
];
