import { isRefusal } from '../../kernel/refusal.ts';
import { may } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import { dateValues, readFields, revisionIn } from '../../platform/http/form.ts';
import { importRoutes } from '../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { parseTableQuery } from '../../ui/table/index.ts';
import { listAgencies } from '../partners/index.ts';
import { addBody, bodyFields, changeBody } from './body.ts';
import {
  BODY_COLUMNS,
  importBodies,
  importReportingLines,
  importSittings,
  LINE_COLUMNS,
  SITTING_COLUMNS,
} from './import.ts';
import { BodyList, bodyColumns } from './pages/bodies.tsx';
import { BodyForm } from './pages/body-forms.tsx';
import { type Body, findBody, lastAndNext, listBodies, listReportingLines, listSittings } from './queries.ts';
import { sittingRoutes } from './sittings/routes.ts';
import { structureApi } from './structure/api.ts';
import { moreStructureApi } from './structure/api-more.ts';
import { bodyPage } from './structure/body-page.tsx';
import { handoverRoutes } from './structure/handover-routes.tsx';
import { CHANGE_COLUMNS, importBodyChanges } from './structure/import.ts';
import { questionRoutes } from './structure/question-routes.tsx';
import { relationRoutes } from './structure/relation-routes.tsx';
import { structureRoutes } from './structure/routes.tsx';
import { termsApi } from './terms/api.ts';
import { membersApi } from './terms/api-members.ts';
import { complianceRoutes } from './terms/compliance-routes.tsx';
import { importMembers, MEMBER_COLUMNS } from './terms/import.ts';
import { memberRoutes } from './terms/member-routes.tsx';
import { termsRoutes } from './terms/routes.tsx';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [{ text: 'Boards and groups', href: '/bodies' }];

async function bodyList(c: Context) {
  const all = await listBodies(c.tx);
  const lines = (await listReportingLines(c.tx)).filter(
    ({ kind, endsOn }) => kind === 'reports-to' && (endsOn === null || endsOn >= c.today),
  );
  const sittings = await listSittings(c.tx);
  const hasEnded = (body: Body) => body.endsOn !== null && body.endsOn < c.today;
  const bodies = all
    .filter((body) => !hasEnded(body))
    .map((body) => {
      const own = sittings.filter(({ bodyId }) => bodyId === body.id);
      return {
        ...body,
        ...lastAndNext(own, c.today),
        answersTo: all.filter(({ id }) => lines.some((l) => l.bodyId === body.id && l.reportsToId === id)),
      };
    });
  const view = { bodies, ended: all.filter(hasEnded), query: parseTableQuery(c.query, bodyColumns) };
  return {
    title: 'Boards and groups',
    body: <BodyList {...view} mayEdit={may(c.actor, 'governance.edit')} />,
  };
}

async function bodyForm(c: Context, attempt?: Attempt) {
  const body = c.params.slug === undefined ? undefined : await findBody(c.tx, c.params.slug);
  if (c.params.slug !== undefined && !body) return notFound('body');
  const values = body
    ? {
        ...Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value ?? '')])),
        ...dateValues('startsOn', body.startsOn),
        ...dateValues('endsOn', body.endsOn),
      }
    : {};
  const heading = body ? `Change ${body.name}` : 'Add a body';
  const path = body ? `/bodies/${body.slug}` : '/bodies';
  const revision = attempt ? revisionIn(attempt.values) : body?.revision;
  return {
    title: heading,
    breadcrumbs: body ? [...CRUMBS, { text: body.name, href: path }] : CRUMBS,
    body: (
      <BodyForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={path}
        back={path}
        agencies={(await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
        revision={body && revision}
      />
    ),
  };
}

async function saveBody(c: Context) {
  const fields = readFields(bodyFields, c.form);
  if (isRefusal(fields)) return fields;
  const { slug } = c.params;
  if (slug === undefined) {
    const added = await addBody(c.tx, c.actor, fields);
    return isRefusal(added) ? added : { redirect: `/bodies/${added.slug}` };
  }
  const changed = await changeBody(c.tx, c.actor, slug, revisionIn(c.form), fields);
  return isRefusal(changed) ? changed : { redirect: `/bodies/${slug}` };
}

export const routes: readonly Route[] = [
  get('/bodies', READ, bodyList),
  get('/bodies/new', EDIT, (c) => bodyForm(c)),
  post('/bodies', EDIT, saveBody, { again: bodyForm }),
  ...importRoutes({
    path: '/bodies/import',
    things: 'bodies',
    access: EDIT,
    afterwards: '/bodies',
    breadcrumbs: CRUMBS,
    columns: BODY_COLUMNS,
    run: importBodies,
  }),
  ...importRoutes({
    path: '/bodies/reporting-lines/import',
    things: 'reporting lines',
    access: EDIT,
    afterwards: '/bodies',
    breadcrumbs: CRUMBS,
    columns: LINE_COLUMNS,
    run: importReportingLines,
  }),
  ...importRoutes({
    path: '/bodies/sittings/import',
    things: 'sittings',
    access: EDIT,
    afterwards: '/bodies',
    breadcrumbs: CRUMBS,
    columns: SITTING_COLUMNS,
    run: importSittings,
  }),
  ...importRoutes({
    path: '/bodies/members/import',
    things: 'members',
    access: EDIT,
    afterwards: '/bodies',
    breadcrumbs: CRUMBS,
    columns: MEMBER_COLUMNS,
    run: importMembers,
  }),
  ...importRoutes({
    path: '/bodies/changes/import',
    things: 'changes of bodies',
    access: EDIT,
    afterwards: '/structure',
    breadcrumbs: CRUMBS,
    columns: CHANGE_COLUMNS,
    run: importBodyChanges,
  }),
  get('/bodies/:slug', READ, bodyPage),
  get('/bodies/:slug/edit', EDIT, (c) => bodyForm(c)),
  post('/bodies/:slug', EDIT, saveBody, { again: bodyForm }),
  ...relationRoutes,
  ...structureRoutes,
  ...handoverRoutes,
  ...questionRoutes,
  ...termsRoutes,
  ...memberRoutes,
  ...complianceRoutes,
  ...structureApi,
  ...moreStructureApi,
  ...termsApi,
  ...membersApi,
  ...sittingRoutes,
];
