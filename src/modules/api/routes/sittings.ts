import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addSitting,
  changeSitting,
  findBody,
  findSitting,
  listSittingsByDay,
  moveSitting,
  recordOutcome,
  type SittingDay,
} from '../../governance/index.ts';
import { day, givenDay, notFound, optionalDay, optionalText } from '../schemas.ts';

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
    startsAt: z.string().nullable().describe('By the clock in London'),
    endsAt: z.string().nullable(),
    venue: z.string().nullable(),
    joiningLink: z.string().nullable(),
    status: z.enum(['planned', 'held', 'cancelled', 'inquorate', 'adjourned']),
    reason: z.string().nullable(),
    continuesAs: z.uuid().nullable().describe('The sitting as which one that broke off continues'),
    note: z.string().nullable(),
    source: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Sitting', description: 'One meeting of a body.' });

const sittingDay = {
  day: givenDay.describe('Any day of the month where only the month is known'),
  precision: z.enum(['day', 'month']).default('day'),
};

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 14:00')
  .nullable()
  .default(null);
const sittingPlace = { startsAt: time, endsAt: time, venue: optionalText, joiningLink: optionalText };

/** Where only the month is known, a sitting stands on its first day. */
const onDay = ({ day: on, precision }: SittingDay): SittingDay => ({
  day: precision === 'month' ? (`${on.slice(0, 7)}-01` as PlainDate) : on,
  precision,
});

async function sittingAnswer(tx: Tx, id: string) {
  const sitting = await findSitting(tx, id);
  return sitting ? { value: sitting, revision: sitting.revision } : notFound('sitting');
}

/** When bodies sit. */
export const sittingRoutes: readonly Route[] = [
  apiPages(
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
      key: z.tuple([day, z.uuid()]),
      order: ({ day: on, id }) => [on, id],
    },
    async ({ tx, query: { body: slug, ...days } }, page) => {
      const body = slug === undefined ? undefined : await findBody(tx, slug);
      if (slug !== undefined && !body) return notFound('body');
      return listSittingsByDay(tx, { ...days, ...page, bodyId: body?.id });
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
    '/api/v1/bodies/:slug/sittings',
    {
      name: 'addSitting',
      summary: 'Plan a sitting of a body, or record one',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        ...sittingDay,
        ...sittingPlace,
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
    '/api/v1/sittings/:id',
    {
      name: 'changeSitting',
      summary: 'Change when, where and what kind of sitting it is',
      permission: 'governance.edit',
      revised: true,
      body: z.strictObject({
        ...sittingDay,
        ...sittingPlace,
        kind: z.enum(['ordinary', 'extraordinary']),
        note: optionalText,
      }),
      response: Sitting,
      problems: ['sitting-is-not-planned', 'sitting-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const id = asId<'sitting'>(params.id ?? '');
      if (!id) return notFound('sitting');
      const changed = await changeSitting(tx, actor, id, revision, { ...body, ...onDay(body) });
      return isRefusal(changed) ? changed : sittingAnswer(tx, id);
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
      summary: 'Record what became of a sitting, or that a cancelled one is planned after all',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        outcome: z.enum(['held', 'cancelled', 'planned', 'inquorate', 'adjourned']),
        reason: optionalText,
        continuesOn: optionalDay.describe('When one that broke off continues; it is planned with it'),
      }),
      response: Sitting,
      problems: [
        'sitting-outcome-recorded',
        'sitting-was-quorate',
        'sitting-took-place',
        'sitting-is-still-to-come',
        'sitting-outcome-says-why',
        'sitting-continues-later',
        'sitting-did-not-break-off',
      ],
    },
    async ({ tx, actor, params, body, today }) => {
      const id = asId<'sitting'>(params.id ?? '');
      if (!id) return notFound('sitting');
      const sitting = await findSitting(tx, id);
      if (!sitting) return notFound('sitting');
      const recorded = await recordOutcome(tx, actor, sitting, { ...body, recordedOn: today });
      return isRefusal(recorded) ? recorded : sittingAnswer(tx, id);
    },
  ),
];
