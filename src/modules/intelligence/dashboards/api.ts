import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPut, requireRevision } from '../../../platform/http/api.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { nameThings } from '../page-queries.ts';
import type { Subject } from '../types.ts';
import { arrangeDashboard, type Contents, contentsOf, isSubjectKind, type SubjectKind } from './dashboard.ts';

const thing = z.strictObject({ kind: z.enum(['indicator', 'project']), id: z.uuid() });
const DashboardSchema = z
  .object({
    kind: z.string(),
    id: z.uuid(),
    title: z.string(),
    chosen: z.boolean().describe('False while it follows from the golden thread'),
    things: z.array(thing.extend({ title: z.string(), path: z.string() })),
  })
  .meta({
    id: 'Dashboard',
    description: 'What a board, a place, a theme or a priority looks at, in its order.',
  });

type Asked = Pick<Context, 'tx' | 'params' | 'services'>;

async function subjectIn({ tx, params, services }: Asked) {
  const { kind = '', id = '' } = params;
  if (!isSubjectKind(kind) || !isUuid(id)) return notFound('dashboard');
  const named = (await nameThings(tx, services.offers.kinds, [{ kind, id }])).get(`${kind} ${id}`);
  return named ? { kind, id, title: named.title } : notFound('dashboard');
}

async function shown(
  { tx, services }: Asked,
  subject: Subject & { readonly kind: SubjectKind; readonly title: string },
): Promise<{ value: z.input<typeof DashboardSchema>; contents: Contents }> {
  const contents = await contentsOf(tx, services.offers, subject);
  const names = await nameThings(tx, services.offers.kinds, contents.things);
  const things = contents.things.flatMap((one) => {
    const named = names.get(`${one.kind} ${one.id}`);
    return named ? [{ kind: one.kind, id: one.id, title: named.title, path: named.path }] : [];
  });
  const { kind, id, title } = subject;
  return { value: { kind, id, title, chosen: contents.chosen, things }, contents };
}

/** Dashboards for programs: what stands on one, and choosing it. */
export const dashboardApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/dashboards/:kind/:id',
    {
      name: 'getDashboard',
      summary: 'What stands on the dashboard of a board, a place, a theme or a priority',
      permission: 'read',
      response: DashboardSchema,
      problems: ['not-found'],
    },
    async (c) => {
      const subject = await subjectIn(c);
      if (isRefusal(subject)) return subject;
      const { value, contents } = await shown(c, subject);
      return contents.chosen ? { value, revision: contents.revision } : { value };
    },
  ),
  apiPut(
    '/api/v1/dashboards/:kind/:id',
    {
      name: 'arrangeDashboard',
      summary: 'Choose what stands on a dashboard, in its order',
      permission: 'indicators.edit',
      revised: 'if-there',
      body: z.strictObject({ things: z.array(thing).max(60) }),
      response: DashboardSchema,
      problems: ['not-found', 'dashboard-tile-stands-once'],
    },
    async (c) => {
      const subject = await subjectIn(c);
      if (isRefusal(subject)) return subject;
      const before = await contentsOf(c.tx, c.services.offers, subject);
      const missing = requireRevision(before.chosen ? before.revision : undefined, c.revision);
      if (missing) return missing;
      const unknown = await unknownThing(c, c.body.things);
      if (unknown) return unknown;
      const saved = await arrangeDashboard(c.tx, c.actor, subject, c.body.things, before.revision);
      if (isRefusal(saved)) return saved;
      return { value: (await shown(c, subject)).value, revision: saved };
    },
  ),
];

async function unknownThing(
  { tx, services }: Asked,
  things: readonly Subject[],
): Promise<Refusal | undefined> {
  const names = await nameThings(tx, services.offers.kinds, things);
  const unknown = things.find(({ kind, id }) => !names.has(`${kind} ${id}`));
  return unknown && { ...notFound(unknown.kind), field: 'things' };
}
