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
import { answerEscalation, raiseEscalation } from './escalation.ts';
import { findEscalation, listEscalationsByDay } from './queries.ts';
import { ANSWER_NAMES, ESCALATION_STATES, type EscalationState } from './words.ts';

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

const EscalationSchema = z
  .object({
    id: z.uuid(),
    fromBody: z.string().nullable(),
    toBody: z.string(),
    toBodySlug: z.string(),
    raisedBy: z.enum(['person', 'rule']),
    rule: z.string().nullable(),
    subjectKind: z.string().nullable(),
    subjectId: z.uuid().nullable(),
    title: z.string(),
    says: z.string(),
    raisedOn: day,
    answerBy: day,
    state: z.enum(Object.keys(ESCALATION_STATES) as [EscalationState, ...EscalationState[]]),
    answeredOn: day.nullable(),
    outcome: z.enum(ANSWER_NAMES).nullable(),
    answer: z.string().nullable(),
  })
  .meta({ id: 'Escalation', description: 'A problem that could not be settled where it arose.' });

/** Escalations, by program. */
export const escalationApi: readonly Route[] = [
  apiPages(
    '/api/v1/escalations',
    {
      name: 'listEscalations',
      summary: 'Escalations in the order in which they were raised',
      permission: 'read',
      item: EscalationSchema,
      query: z.object({
        body: z.string().optional().describe('The slug of the body that is to answer'),
        open: z.stringbool().optional().describe('Only those that are not answered'),
      }),
      key: z.tuple([day, z.uuid()]),
      order: ({ raisedOn, id }) => [raisedOn, id] as [string, string],
    },
    async ({ tx, query: { body, open } }, page) => {
      const bodyId = await bodyIdOf(tx, body);
      return isRefusal(bodyId)
        ? bodyId
        : listEscalationsByDay(tx, { bodyId: bodyId ?? undefined, open, ...page });
    },
  ),
  apiGet(
    '/api/v1/escalations/:id',
    {
      name: 'getEscalation',
      summary: 'An escalation with its answer',
      permission: 'read',
      response: EscalationSchema,
    },
    async ({ tx, params }) => {
      const { id = '' } = params;
      const value = isUuid(id) ? await findEscalation(tx, id) : undefined;
      return value ? { value } : notFound('escalation');
    },
  ),
  apiPost(
    '/api/v1/escalations',
    {
      name: 'raiseEscalation',
      summary: 'Raise a problem to the body that the terms of reference name',
      permission: 'escalation.raise',
      anywhere: true,
      status: 201,
      body: z.strictObject({
        title: words,
        says: words,
        fromBody: z.string().nullable().default(null).describe(SLUG),
        toBody: z
          .string()
          .nullable()
          .default(null)
          .describe('Where no terms say: the slug of the body asked'),
        answerBy: givenDay.nullable().default(null).describe('Where no terms set the time'),
        subject: subject.optional(),
      }),
      response: EscalationSchema,
      problems: ['no-escalation-route', 'answer-day-needed'],
    },
    async ({ tx, actor, today, body: { fromBody, toBody, ...rest } }) => {
      const fromBodyId = await bodyIdOf(tx, fromBody);
      if (isRefusal(fromBodyId)) return fromBodyId;
      const toBodyId = await bodyIdOf(tx, toBody);
      if (isRefusal(toBodyId)) return toBodyId;
      const id = await raiseEscalation(tx, actor, { ...rest, fromBodyId, toBodyId, raisedOn: today });
      if (isRefusal(id)) return id;
      const value = await findEscalation(tx, id);
      return value ? { value, location: `/api/v1/escalations/${id}` } : notFound('escalation');
    },
  ),
  apiPost(
    '/api/v1/escalations/:id/answers',
    {
      name: 'answerEscalation',
      summary: 'Record what the body answered; passing it up raises it to the body above',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ answeredOn: givenDay, outcome: z.enum(ANSWER_NAMES), says: words }),
      response: EscalationSchema,
      problems: ['escalation-answered', 'nowhere-to-pass-up'],
    },
    async ({ tx, actor, params, body }) => {
      const { id = '' } = params;
      if (!isUuid(id)) return notFound('escalation');
      const answered = await answerEscalation(tx, actor, { id, ...body });
      if (isRefusal(answered)) return answered;
      const value = await findEscalation(tx, answered.passedUpAs ?? id);
      return value ? { value } : notFound('escalation');
    },
  ),
];
