import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addBody,
  BODY_KINDS,
  type BodyKind,
  changeBody,
  findBody,
  listBodies,
} from '../../governance/index.ts';
import { findAgency } from '../../partners/index.ts';
import { named } from '../lookup.ts';
import { day, givenDay, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const bodyKind = z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]]);

const Body = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    kind: bodyKind,
    agencyId: z.uuid().nullable(),
    agency: z.string().nullable(),
    purpose: z.string().nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    note: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Body', description: 'A board or group.' });

const bodyBody = z.strictObject({
  name: givenText,
  kind: bodyKind,
  agency: z.string().nullable().default(null).describe('The slug of the agency whose own body it is'),
  purpose: optionalText,
  startsOn: optionalDay,
  endsOn: optionalDay.describe('An end abolishes it; its history stays'),
  note: optionalText,
});

/** The fields of a body with its agency looked up. */
async function fieldsOf(tx: Tx, { agency, ...fields }: z.output<typeof bodyBody>) {
  const found = await named(tx, agency, findAgency, 'agency');
  return isRefusal(found) ? found : { ...fields, agencyId: found?.id ?? null };
}

/** Boards and groups. */
export const bodyRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/bodies',
    {
      name: 'listBodies',
      summary: 'Bodies by name',
      permission: 'read',
      item: Body,
      query: z.object({ on: givenDay.optional().describe('Only those that exist on this day') }),
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ name, id }) => [name, id],
    },
    async ({ tx, query }, page) => listBodies(tx, { ...query, ...page }),
  ),
  apiGet(
    '/api/v1/bodies/:slug',
    { name: 'getBody', summary: 'A body', permission: 'read', response: Body },
    async ({ tx, params }) => {
      const body = await findBody(tx, params.slug ?? '');
      return body ? { value: body, revision: body.revision } : notFound('body');
    },
  ),
  apiPost(
    '/api/v1/bodies',
    {
      name: 'addBody',
      summary: 'Add a body',
      permission: 'governance.edit',
      status: 201,
      body: bodyBody,
      response: Body,
      problems: ['body-name-is-reserved', 'body-slug-unique'],
    },
    async ({ tx, actor, body }) => {
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const added = await addBody(tx, actor, fields);
      if (isRefusal(added)) return added;
      const made = await findBody(tx, added.slug);
      if (!made) return notFound('body');
      return { value: made, revision: made.revision, location: `/api/v1/bodies/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/bodies/:slug',
    {
      name: 'changeBody',
      summary: 'Change what is said of a body',
      permission: 'governance.edit',
      revised: true,
      body: bodyBody,
      response: Body,
    },
    async ({ tx, actor, params, body, revision }) => {
      const fields = await fieldsOf(tx, body);
      if (isRefusal(fields)) return fields;
      const changed = await changeBody(tx, actor, params.slug ?? '', revision, fields);
      if (isRefusal(changed)) return changed;
      const made = await findBody(tx, params.slug ?? '');
      return made ? { value: made, revision: made.revision } : notFound('body');
    },
  ),
];
