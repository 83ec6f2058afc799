import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
} from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listBodies } from '../queries.ts';
import { routeOn } from './on-route.ts';
import { DelegationForm, RoutesPage } from './pages/routes-page.tsx';
import { delegateRoute, endRoute, listDatedRoutes } from './route-keeping.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [
  { text: 'Decisions', href: '/decisions' },
  { text: 'Who decides what', href: '/decisions/routes' },
];

async function page(c: Context): Promise<Answer> {
  const { decidable } = c.services.offers;
  const routes = [];
  for (const { kind, says } of decidable.values())
    routes.push({ kind, says, steps: await routeOn(c.tx, decidable, kind, c.today) });
  const dated = await listDatedRoutes(c.tx);
  const view = { routes, dated, mayEdit: may(c.actor, 'governance.edit') };
  return {
    title: 'Who decides what',
    breadcrumbs: CRUMBS.slice(0, 1),
    body: <RoutesPage {...view} {...c.formKeys} />,
  };
}

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const bodies = await listBodies(c.tx, { on: c.today });
  const heading = 'Delegate from a day on';
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <DelegationForm
        {...(attempt ?? { values: dateValues('startsOn', c.today), errors: {} })}
        {...c.formKeys}
        heading={heading}
        action="/decisions/routes"
        back="/decisions/routes"
        kinds={[...c.services.offers.decidable.values()].map(({ kind, says }) => ({
          value: kind,
          text: says,
        }))}
        bodies={bodies.map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

const fieldsOf = z.object({
  kind: givenText('Choose what is to be decided'),
  first: optionalText(),
  second: optionalText(),
  decides: givenText('Choose who decides'),
  startsOn: givenDate('Say from when'),
  endsOn: optionalDate(),
  note: optionalText(),
});

async function save(c: Context): Promise<Answer> {
  const fields = readFields(fieldsOf, c.form);
  if (isRefusal(fields)) return fields;
  const { kind, first, second, decides, startsOn, endsOn, note } = fields;
  const bodyIds = [first, second, decides].filter((id) => id !== null);
  const saved = await delegateRoute(c.tx, c.actor, c.services.offers.decidable, {
    kind,
    bodyIds,
    startsOn,
    endsOn,
    note: note ?? '',
  });
  return isRefusal(saved) ? saved : { redirect: '/decisions/routes' };
}

const ending = z.object({ kind: z.string(), startsOn: z.iso.date().transform(plainDate) });

async function end(c: Context): Promise<Answer> {
  const fields = readFields(ending, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endRoute(c.tx, c.actor, { ...fields, endsOn: c.today });
  return isRefusal(ended) ? ended : { redirect: '/decisions/routes' };
}

export const delegationRoutes: readonly Route[] = [
  get('/decisions/routes', READ, page),
  get('/decisions/routes/new', EDIT, (c) => form(c)),
  post('/decisions/routes', EDIT, save, { again: form }),
  post('/decisions/routes/end', EDIT, end),
];
