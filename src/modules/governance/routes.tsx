import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';
import { addDays } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { may } from '../../platform/actor.ts';
import { notFound } from '../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
  revisionIn,
} from '../../platform/http/form.ts';
import { importRoutes } from '../../platform/http/import-routes.tsx';
import { type Attempt, type Context, get, post, type Route } from '../../platform/http/route.ts';
import { parseTableQuery } from '../../ui/table/index.ts';
import { listAgencies } from '../partners/index.ts';
import { addBody, addReportingLine, bodyFields, changeBody, endReportingLine } from './body.ts';
import { BODY_COLUMNS, importBodies, importSittings, SITTING_COLUMNS } from './import.ts';
import { BodyList, BodyPage, bodyColumns } from './pages/bodies.tsx';
import { BodyForm, LineEndingForm, ReportingLineForm } from './pages/body-forms.tsx';
import {
  type Body,
  findBody,
  lastSitting,
  listBodies,
  listReportingLines,
  listSittings,
  nextSitting,
} from './queries.ts';
import { sittingRoutes } from './sittings/routes.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [{ text: 'Boards and groups', href: '/bodies' }];
const BLANK: Attempt = { values: {}, errors: {} };

async function bodyList(c: Context) {
  const all = await listBodies(c.tx);
  const lines = (await listReportingLines(c.tx)).filter(({ endsOn }) => endsOn === null || endsOn >= c.today);
  const sittings = (await listSittings(c.tx)).filter(({ status }) => status !== 'cancelled');
  const hasEnded = (body: Body) => body.endsOn !== null && body.endsOn < c.today;
  const bodies = all
    .filter((body) => !hasEnded(body))
    .map((body) => {
      const own = sittings.filter(({ bodyId }) => bodyId === body.id);
      return {
        ...body,
        last: own.find(({ latestDay }) => latestDay <= c.today),
        next: own.findLast(({ latestDay }) => latestDay > c.today),
        answersTo: all.filter(({ id }) => lines.some((l) => l.bodyId === body.id && l.reportsToId === id)),
      };
    });
  const view = { bodies, ended: all.filter(hasEnded), query: parseTableQuery(c.query, bodyColumns) };
  return {
    title: 'Boards and groups',
    body: <BodyList {...view} mayEdit={may(c.actor, 'governance.edit')} />,
  };
}

async function bodyPage(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const all = new Map((await listBodies(c.tx)).map((one) => [one.id, one]));
  const lines = await listReportingLines(c.tx);
  const withBody = (found: typeof lines, end: 'bodyId' | 'reportsToId') =>
    found.flatMap((line) => {
      const other = all.get(line[end]);
      return other ? [{ ...line, body: other }] : [];
    });
  const tomorrow = addDays(c.today, 1);
  const view = {
    body,
    sittings: await listSittings(c.tx, body.id),
    next: await nextSitting(c.tx, body.id, tomorrow),
    last: await lastSitting(c.tx, body.id, tomorrow),
    superiors: withBody(
      lines.filter(({ bodyId }) => bodyId === body.id),
      'reportsToId',
    ),
    inferiors: withBody(
      lines.filter(({ reportsToId }) => reportsToId === body.id),
      'bodyId',
    ),
    today: c.today,
    mayEdit: may(c.actor, 'governance.edit'),
  };
  return { title: body.name, breadcrumbs: CRUMBS, body: <BodyPage {...view} /> };
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

async function lineForm(c: Context, attempt: Attempt = BLANK) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}`;
  const heading = `To whom ${body.name} answers`;
  const others = (await listBodies(c.tx)).filter(({ id }) => id !== body.id);
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: body.name, href: path }],
    body: (
      <ReportingLineForm
        {...attempt}
        {...c.formKeys}
        heading={heading}
        action={`${path}/reporting-lines`}
        back={path}
        bodies={others.map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

const lineFields = z.object({
  reportsTo: givenText('Choose the body it answers to').transform((id) => id as Id<'body'>),
  startsOn: optionalDate(),
  note: optionalText(),
});

async function saveLine(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const fields = readFields(lineFields, c.form);
  if (isRefusal(fields)) return fields;
  const { reportsTo, startsOn, note } = fields;
  const added = await addReportingLine(c.tx, c.actor, {
    bodyId: body.id,
    reportsToId: reportsTo,
    startsOn,
    note,
  });
  return isRefusal(added) ? added : { redirect: `/bodies/${body.slug}` };
}

async function lineEndingForm(c: Context, attempt: Attempt = BLANK) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const path = `/bodies/${body.slug}`;
  const heading = `${body.name} no longer answers there`;
  const action = `${path}/reporting-lines/${c.params.id}/ending`;
  return {
    title: heading,
    breadcrumbs: [...CRUMBS, { text: body.name, href: path }],
    body: <LineEndingForm {...attempt} {...c.formKeys} heading={heading} action={action} back={path} />,
  };
}

const lineEndingFields = z.object({ endsOn: givenDate('Say on which day it last answered there') });

async function saveLineEnding(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const fields = readFields(lineEndingFields, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endReportingLine(c.tx, c.actor, body, c.params.id ?? '', fields.endsOn);
  return isRefusal(ended) ? ended : { redirect: `/bodies/${body.slug}` };
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
    path: '/bodies/sittings/import',
    things: 'sittings',
    access: EDIT,
    afterwards: '/bodies',
    breadcrumbs: CRUMBS,
    columns: SITTING_COLUMNS,
    run: importSittings,
  }),
  get('/bodies/:slug', READ, bodyPage),
  get('/bodies/:slug/edit', EDIT, (c) => bodyForm(c)),
  post('/bodies/:slug', EDIT, saveBody, { again: bodyForm }),
  get('/bodies/:slug/reporting-lines/new', EDIT, (c) => lineForm(c)),
  post('/bodies/:slug/reporting-lines', EDIT, saveLine, { again: lineForm }),
  get('/bodies/:slug/reporting-lines/:id/ending', EDIT, (c) => lineEndingForm(c)),
  post('/bodies/:slug/reporting-lines/:id/ending', EDIT, saveLineEnding, { again: lineEndingForm }),
  ...sittingRoutes,
];
