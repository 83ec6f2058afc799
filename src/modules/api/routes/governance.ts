import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { apiGet, apiList } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  BODY_KINDS,
  type BodyKind,
  findBody,
  findSitting,
  listBodies,
  listSittings,
} from '../../governance/index.ts';
import { day, givenDay, notFound } from '../schemas.ts';

const Body = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    kind: z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]]),
    agencyId: z.uuid().nullable(),
    agency: z.string().nullable(),
    purpose: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    note: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Body', description: 'A board or group.' });

const Sitting = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    body: z.string(),
    bodySlug: z.string(),
    day: day.describe('The first of the month where only the month is known'),
    latestDay: day,
    precision: z.enum(['day', 'month']),
    kind: z.enum(['ordinary', 'extraordinary']),
    status: z.enum(['planned', 'held', 'cancelled']),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Sitting', description: 'One meeting of a body.' });

/** Bodies and when they sit. */
export const governanceRoutes: readonly Route[] = [
  apiList(
    '/api/v1/bodies',
    {
      name: 'listBodies',
      summary: 'Bodies by name',
      permission: 'read',
      item: Body,
      query: z.object({ on: givenDay.optional().describe('Only those that exist on this day') }),
      order: ({ name, id }) => [name, id],
    },
    async ({ tx, query }) => listBodies(tx, query.on === undefined ? {} : { on: query.on }),
  ),
  apiGet(
    '/api/v1/bodies/:slug',
    { name: 'getBody', summary: 'A body', permission: 'read', response: Body },
    async ({ tx, params }) => {
      const body = await findBody(tx, params.slug ?? '');
      return body ? { value: body, revision: body.revision } : notFound('body');
    },
  ),
  apiList(
    '/api/v1/sittings',
    {
      name: 'listSittings',
      summary: 'Sittings by day, of all bodies or of one',
      permission: 'read',
      item: Sitting,
      query: z.object({
        body: z.string().optional().describe('The slug of a body'),
        from: givenDay.optional(),
        to: givenDay.optional(),
      }),
      order: ({ day: on, id }) => [on, id],
    },
    async ({ tx, query }) => {
      const body = query.body === undefined ? undefined : await findBody(tx, query.body);
      if (query.body !== undefined && !body) return notFound('body');
      return (await listSittings(tx, body?.id)).filter(
        (sitting) =>
          (query.from === undefined || sitting.latestDay >= query.from) &&
          (query.to === undefined || sitting.day <= query.to),
      );
    },
  ),
  apiGet(
    '/api/v1/sittings/:id',
    { name: 'getSitting', summary: 'A sitting', permission: 'read', response: Sitting },
    async ({ tx, params }) => {
      const id = asId<'sitting'>(params.id ?? '');
      const sitting = id && (await findSitting(tx, id));
      return sitting ? { value: sitting, revision: sitting.revision } : notFound('sitting');
    },
  ),
];
