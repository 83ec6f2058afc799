import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { BODY_KINDS, type BodyKind } from '../kinds.ts';
import { findBody, listReportingLines } from '../queries.ts';
import { bodyIn, day, givenDay } from '../terms/api.ts';
import { listBodyChanges } from './queries.ts';
import { changeBodyOn } from './relation-routes.tsx';
import { addRelation, endRelation } from './relations.ts';
import { structureAt } from './structure-at.ts';
import { BODY_CHANGES, type BodyChangeKind, RELATIONS, type Relation } from './words.ts';

const relation = z.enum(Object.keys(RELATIONS) as [Relation, ...Relation[]]);
const words = z.string().trim().min(1).max(4000);

const RelationOf = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    reportsToId: z.uuid().describe('The other body'),
    kind: relation,
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Relation', description: 'How a body stands to another, from when to when.' });

const Change = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    kind: z.enum(Object.keys(BODY_CHANGES) as [BodyChangeKind, ...BodyChangeKind[]]),
    onDay: day,
    nameBefore: z.string().nullable(),
    nameAfter: z.string().nullable(),
    intoBodyId: z.uuid().nullable(),
    reason: z.string(),
    decisionId: z.uuid().nullable(),
  })
  .meta({ id: 'BodyChange', description: 'What happened to a body on a day. Its history stays.' });

const StructureOf = z
  .object({
    on: day,
    bodies: z.array(
      z.object({
        id: z.uuid(),
        slug: z.string().nullable(),
        name: z.string().describe('As it was on that day'),
        kind: z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]]),
        agency: z.string().nullable(),
        programmes: z.array(z.string()),
      }),
    ),
    relations: z.array(
      z.object({ from: z.uuid(), to: z.uuid(), kind: relation, note: z.string().nullable() }),
    ),
  })
  .meta({ id: 'Structure', description: 'The bodies of a day and how they stood to each other.' });

const changeBody = z.strictObject({
  kind: z.enum(['renamed', 'restructured', 'merged', 'abolished']),
  changedOn: givenDay,
  name: z.string().trim().nullable().default(null).describe('Of a body that is renamed'),
  into: z.string().nullable().default(null).describe('The slug of the body it is merged into'),
  reason: words,
});

/** How bodies stand to each other, and what happened to them, by program. */
export const structureApi: readonly Route[] = [
  apiGet(
    '/api/v1/structure',
    {
      name: 'getStructure',
      summary: 'The structure of a day',
      permission: 'read',
      query: z.object({ on: givenDay.optional() }),
      response: StructureOf,
    },
    async ({ tx, query, today, services }) => {
      const on = query.on ?? today;
      const { bodies, lines } = await structureAt(tx, on, services.offers.kinds);
      return {
        value: {
          on,
          bodies: bodies.map(({ key, programmes, ...body }) => ({
            id: key,
            ...body,
            programmes: [...programmes],
          })),
          relations: [...lines],
        },
      };
    },
  ),
  apiList(
    '/api/v1/bodies/:slug/relations',
    {
      name: 'listRelations',
      summary: 'How a body stands to others and others to it, those that ended too',
      permission: 'read',
      item: RelationOf,
      order: ({ id }) => [id],
    },
    async ({ tx, params }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const lines = await listReportingLines(tx);
      return lines.filter(({ bodyId, reportsToId }) => bodyId === body.id || reportsToId === body.id);
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/relations',
    {
      name: 'addRelation',
      summary: 'Record how a body stands to another',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        to: z.string().describe('The slug of the other body'),
        kind: relation,
        startsOn: givenDay.nullable().default(null),
        note: z.string().trim().max(400).nullable().default(null),
      }),
      response: RelationOf,
      problems: [
        'bodies-answer-in-a-circle',
        'reporting-line-unique',
        'reporting-line-leads-to-another-body',
      ],
    },
    async ({ tx, actor, params, body: { to, ...given } }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const other = await findBody(tx, to);
      if (!other) return notFound('body');
      const id = await addRelation(tx, actor, { bodyId: body.id, reportsToId: other.id, ...given });
      if (isRefusal(id)) return id;
      const made = (await listReportingLines(tx)).find((one) => one.id === id);
      return made ? { value: made } : notFound('relation');
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/relations/:id/endings',
    {
      name: 'endRelation',
      summary: 'End a relation by its last day',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ endsOn: givenDay }),
      response: RelationOf,
    },
    async ({ tx, actor, params, body: { endsOn } }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const id = params.id as Id<'reporting-line'>;
      const ended = await endRelation(tx, actor, body.id, id, endsOn);
      if (isRefusal(ended)) return ended;
      const made = (await listReportingLines(tx)).find((one) => one.id === id);
      return made ? { value: made } : notFound('relation');
    },
  ),
  apiList(
    '/api/v1/bodies/:slug/changes',
    {
      name: 'listBodyChanges',
      summary: 'What happened to a body, the first change first',
      permission: 'read',
      item: Change,
      order: ({ onDay, id }) => [onDay, id],
    },
    async ({ tx, params }) => {
      const body = await bodyIn(tx, params);
      return isRefusal(body) ? body : listBodyChanges(tx, body.id);
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/changes',
    {
      name: 'recordBodyChange',
      summary: 'Rename, restructure, merge or abolish a body on a date',
      permission: 'governance.edit',
      status: 201,
      body: changeBody,
      response: Change,
      problems: [
        'body-renamed-later',
        'body-has-that-name',
        'body-to-merge-into',
        'body-still-sits',
        'body-had-ended',
      ],
    },
    async ({ tx, actor, params, body: given, today }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const changed = await changeBodyOn({ tx, actor, today }, body.slug, given);
      if (isRefusal(changed)) return changed;
      const made = (await listBodyChanges(tx, body.id)).toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
      return made ? { value: made } : notFound('change');
    },
  ),
];
