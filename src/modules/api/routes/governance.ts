import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiList, apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addBody,
  addSitting,
  BODY_KINDS,
  type BodyKind,
  changeBody,
  findBody,
  findSitting,
  listBodies,
  listSittings,
  moveSitting,
  recordSittingOutcome,
  type SittingDay,
} from '../../governance/index.ts';
import { findAgency } from '../../partners/index.ts';
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
  const found = agency === null ? undefined : await findAgency(tx, agency);
  return agency !== null && !found ? notFound('agency') : { ...fields, agencyId: found?.id ?? null };
}

const sittingDay = {
  day: givenDay.describe('Any day of the month where only the month is known'),
  precision: z.enum(['day', 'month']).default('day'),
};

/** Where only the month is known, a sitting stands on its first day. */
const onDay = ({ day: on, precision }: SittingDay): SittingDay => ({
  day: precision === 'month' ? (`${on.slice(0, 7)}-01` as PlainDate) : on,
  precision,
});

async function sittingAnswer(tx: Tx, id: string) {
  const sitting = await findSitting(tx, id);
  return sitting ? { value: sitting, revision: sitting.revision } : notFound('sitting');
}

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
      return id ? sittingAnswer(tx, id) : notFound('sitting');
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
  apiPost(
    '/api/v1/bodies/:slug/sittings',
    {
      name: 'addSitting',
      summary: 'Plan a sitting of a body, or record one',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        ...sittingDay,
        kind: z.enum(['ordinary', 'extraordinary']).default('ordinary'),
        note: optionalText,
        source: optionalText,
      }),
      response: Sitting,
      problems: ['body-had-ended'],
    },
    async ({ tx, actor, params, body }) => {
      const sits = await findBody(tx, params.slug ?? '');
      if (!sits) return notFound('body');
      const id = await addSitting(tx, actor, sits, { ...body, ...onDay(body) });
      if (isRefusal(id)) return id;
      const answer = await sittingAnswer(tx, id);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/sittings/${id}` };
    },
  ),
  apiPut(
    '/api/v1/sittings/:id/day',
    {
      name: 'moveSitting',
      summary: 'Move a planned sitting to another day',
      permission: 'governance.edit',
      revised: true,
      body: z.strictObject(sittingDay),
      response: Sitting,
      problems: ['sitting-is-not-planned'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const id = asId<'sitting'>(params.id ?? '');
      if (!id) return notFound('sitting');
      const moved = await moveSitting(tx, actor, id, revision, onDay(body));
      return isRefusal(moved) ? moved : sittingAnswer(tx, id);
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/outcomes',
    {
      name: 'recordSittingOutcome',
      summary: 'Record that a sitting was held or cancelled, or is planned after all',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ outcome: z.enum(['held', 'cancelled', 'planned']), reason: optionalText }),
      response: Sitting,
      problems: ['sitting-outcome-recorded', 'sitting-is-still-to-come'],
    },
    async ({ tx, actor, params, body, today }) => {
      const id = asId<'sitting'>(params.id ?? '');
      if (!id) return notFound('sitting');
      const recorded = await recordSittingOutcome(tx, actor, id, { ...body, recordedOn: today });
      return isRefusal(recorded) ? recorded : sittingAnswer(tx, id);
    },
  ),
];
