import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiPages } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { findBody } from '../../queries.ts';
import { addToForwardPlan, withdrawPlanned } from './plan.ts';
import { findPlanned, listForwardPlan } from './queries.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => text as PlainDate);
const words = z.string().trim().min(1).max(10_000);
const subject = z.strictObject({ kind: z.string().max(40), id: z.uuid() });
const SLUG = 'The slug of the body';

/** A body by its slug: its id, null where none is named. */
async function bodyIdOf(tx: Tx, slug: string | null | undefined): Promise<string | null | Refusal> {
  if (slug == null) return null;
  return (await findBody(tx, slug))?.id ?? notFound('body');
}

const PlannedSchema = z
  .object({
    id: z.uuid(),
    body: z.string(),
    bodySlug: z.string(),
    title: z.string(),
    says: z.string(),
    expectedOn: day,
    latestOn: day,
    precision: z.enum(['day', 'month']),
    type: z.enum(['information', 'discussion', 'decision']),
    keyDecision: z.boolean(),
    subjectKind: z.string().nullable(),
    subjectId: z.uuid().nullable(),
    sittingId: z.uuid().nullable().describe('The sitting whose agenda has it'),
    sittingDay: day.nullable(),
    withdrawnOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'PlannedItem', description: 'A decision that is to come before a body.' });

/** The forward plan, by program. */
export const planApi: readonly Route[] = [
  apiPages(
    '/api/v1/forward-plan',
    {
      name: 'listForwardPlan',
      summary: 'The forward plan by day',
      permission: 'read',
      item: PlannedSchema,
      query: z.object({
        body: z.string().optional().describe(SLUG),
        openOn: givenDay.optional().describe('Only what is still to come on this day'),
      }),
      key: z.tuple([day, z.uuid()]),
      order: ({ expectedOn, id }) => [expectedOn, id] as [string, string],
    },
    async ({ tx, query: { body, openOn } }, page) => {
      const bodyId = await bodyIdOf(tx, body);
      return isRefusal(bodyId)
        ? bodyId
        : listForwardPlan(tx, { bodyId: bodyId ?? undefined, openOn, ...page });
    },
  ),
  apiGet(
    '/api/v1/forward-plan/:id',
    {
      name: 'getPlannedItem',
      summary: 'Something in the forward plan',
      permission: 'read',
      response: PlannedSchema,
    },
    async ({ tx, params }) => {
      const { id = '' } = params;
      const value = isUuid(id) ? await findPlanned(tx, id) : undefined;
      return value ? { value, revision: value.revision } : notFound('item of the forward plan');
    },
  ),
  apiPost(
    '/api/v1/forward-plan',
    {
      name: 'addToForwardPlan',
      summary: 'Put something in the forward plan',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        body: z.string().describe(SLUG),
        title: words,
        says: z.string().max(10_000).default(''),
        expectedOn: givenDay.describe('The first of the month where only the month is known'),
        precision: z.enum(['day', 'month']).default('day'),
        type: z.enum(['information', 'discussion', 'decision']).default('decision'),
        keyDecision: z.boolean().default(false),
        subject: subject.optional(),
      }),
      response: PlannedSchema,
      problems: ['key-ones-are-decided'],
    },
    async ({ tx, actor, body: { body: slug, subject: on, ...rest } }) => {
      const bodyId = await bodyIdOf(tx, slug);
      if (isRefusal(bodyId)) return bodyId;
      const id = await addToForwardPlan(tx, actor, { ...rest, bodyId: bodyId ?? '', subject: on });
      if (isRefusal(id)) return id;
      const value = await findPlanned(tx, id);
      return value
        ? { value, revision: value.revision, location: `/api/v1/forward-plan/${id}` }
        : notFound('item of the forward plan');
    },
  ),
  apiPost(
    '/api/v1/forward-plan/:id/withdrawals',
    {
      name: 'withdrawFromForwardPlan',
      summary: 'Take something out of the forward plan',
      permission: 'governance.edit',
      status: 201,
      revised: true,
      body: z.strictObject({}),
      response: PlannedSchema,
      problems: ['planned-item-withdrawn'],
    },
    async ({ tx, actor, params, revision, today }) => {
      const { id = '' } = params;
      if (!isUuid(id)) return notFound('item of the forward plan');
      const withdrawn = await withdrawPlanned(tx, actor, id, revision, today);
      if (isRefusal(withdrawn)) return withdrawn;
      const value = await findPlanned(tx, id);
      return value ? { value, revision: value.revision } : notFound('item of the forward plan');
    },
  ),
];
