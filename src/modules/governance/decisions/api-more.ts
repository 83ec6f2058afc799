import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findBody } from '../queries.ts';
import { answerEscalation, raiseEscalation } from './escalations/escalation.ts';
import { findEscalation, listEscalationsByDay } from './escalations/queries.ts';
import { ANSWER_NAMES, ESCALATION_STATES, type EscalationState } from './escalations/words.ts';
import { addToForwardPlan, registerInterest, withdrawPlanned } from './plan/plan.ts';
import {
  findInterest,
  findPlanned,
  INTEREST_KINDS,
  type InterestKind,
  listForwardPlan,
  listInterests,
} from './plan/queries.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => text as PlainDate);
const words = z.string().trim().min(1).max(10_000);
const subject = z.object({ kind: z.string().max(40), id: z.uuid() });
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

const kinds = Object.keys(INTEREST_KINDS) as [InterestKind, ...InterestKind[]];

const InterestSchema = z
  .object({
    id: z.uuid(),
    member: z.string().describe('The seat or post, not a name'),
    body: z.string(),
    bodySlug: z.string(),
    kind: z.enum(kinds),
    says: z.string(),
    agency: z.string().nullable(),
    startsOn: day,
    endsOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Interest', description: 'An interest that a member registered.' });

const escalationRoutes: readonly Route[] = [
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
      return value ? { value, location: `/api/v1/escalations?open=true` } : notFound('escalation');
    },
  ),
  apiPost(
    '/api/v1/escalations/:id/answer',
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

const planRoutes: readonly Route[] = [
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
      return value ? { value, revision: value.revision } : notFound('item of the forward plan');
    },
  ),
  apiPost(
    '/api/v1/forward-plan/:id/withdrawal',
    {
      name: 'withdrawFromForwardPlan',
      summary: 'Take something out of the forward plan',
      permission: 'governance.edit',
      status: 201,
      revised: true,
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

const interestRoutes: readonly Route[] = [
  apiList(
    '/api/v1/interests',
    {
      name: 'listInterests',
      summary: 'The register of interests by body and day',
      permission: 'read',
      item: InterestSchema,
      query: z.object({ on: givenDay.optional().describe('Only those that exist on this day') }),
      order: ({ body, startsOn, id }) => [body, startsOn, id],
    },
    async ({ tx, query: { on } }) => listInterests(tx, on === undefined ? {} : { on }),
  ),
  apiPost(
    '/api/v1/interests',
    {
      name: 'registerInterest',
      summary: 'Enter an interest of a member in the register',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        membershipId: z.uuid(),
        kind: z.enum(kinds),
        says: words,
        agencyId: z.uuid().nullable().default(null),
        startsOn: givenDay,
      }),
      response: InterestSchema,
    },
    async ({ tx, actor, body }) => {
      const id = await registerInterest(tx, actor, body);
      if (isRefusal(id)) return id;
      const value = await findInterest(tx, id);
      return value ? { value, revision: value.revision } : notFound('interest');
    },
  ),
];

/** Escalations, the forward plan and the register of interests. */
export const moreDecisionApi: readonly Route[] = [...escalationRoutes, ...planRoutes, ...interestRoutes];
