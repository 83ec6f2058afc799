import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findBody } from '../queries.ts';
import { meetCondition } from './conditions.ts';
import type { DecisionInput } from './input.ts';
import { publishDecision } from './publishing.ts';
import { conditionsOf, type Decision, dissentFrom, findDecision, listDecisions } from './queries.ts';
import { recordDecision } from './record.ts';
import { METHOD_NAMES, OUTCOME_NAMES, STATES, type State } from './words.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => text as PlainDate);
const words = z.string().trim().min(1).max(10_000);
const subject = z.object({ kind: z.string().max(40), id: z.uuid() });

const DecisionSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    body: z.string().describe('The name of the body, as it was then'),
    bodySlug: z.string(),
    sittingId: z.uuid().nullable(),
    itemId: z.uuid().nullable(),
    motionId: z.uuid().nullable(),
    decidedOn: day,
    title: z.string(),
    words: z.string(),
    outcome: z.enum(OUTCOME_NAMES),
    state: z.enum(Object.keys(STATES) as [State, ...State[]]),
    keyDecision: z.boolean(),
    method: z.enum(METHOD_NAMES),
    votes: z.object({ for: z.int(), against: z.int(), abstained: z.int() }).nullable(),
    quorate: z.boolean().nullable().describe('Null where nobody knows'),
    quorum: z.string().describe('The quorum in words'),
    subject: subject.nullable(),
    route: z.array(
      z.object({ who: z.string(), does: z.enum(['recommends', 'decides']), passed: z.string().nullable() }),
    ),
    deferredTo: day.nullable(),
    reason: z.string(),
    exempt: z.boolean(),
    effect: z.string().nullable().describe('What it did, in a sentence'),
  })
  .meta({ id: 'Decision', description: 'What a body decided, for good.' });

const condition = z.object({
  id: z.uuid(),
  says: z.string(),
  missing: z.array(z.string()),
  dueOn: day,
  owner: z.string().nullable(),
  metOn: day.nullable(),
  evidence: z.string().nullable(),
});

const WholeDecision = DecisionSchema.extend({
  conditions: z.array(condition),
  dissent: z.array(z.object({ member: z.string(), words: z.string() })),
}).meta({ id: 'WholeDecision', description: 'A decision with its conditions and dissents.' });

const shown = (decision: Decision): z.input<typeof DecisionSchema> => {
  const { votesFor, votesAgainst, abstained, subjectKind, subjectId } = decision;
  return {
    ...decision,
    route: [...decision.route],
    votes:
      votesFor === null || votesAgainst === null || abstained === null
        ? null
        : { for: votesFor, against: votesAgainst, abstained },
    quorum: decision.quorumSays,
    subject: subjectKind !== null && subjectId !== null ? { kind: subjectKind, id: subjectId } : null,
    effect: decision.effectSays,
  };
};

async function whole(tx: Tx, reference: string): Promise<z.input<typeof WholeDecision> | undefined> {
  const decision = await findDecision(tx, reference);
  if (!decision) return undefined;
  const conditions = await conditionsOf(tx, [decision.id]);
  return {
    ...shown(decision),
    conditions: conditions.map((one) => ({ ...one, missing: [...one.missing] })),
    dissent: [...(await dissentFrom(tx, decision.id))],
  };
}

const decisionBody = z.strictObject({
  body: z.string().describe('The slug of the body'),
  sittingId: z.uuid().nullable().default(null),
  itemId: z
    .uuid()
    .nullable()
    .default(null)
    .describe('The agenda item; the decision takes its subject from it'),
  motionId: z.uuid().nullable().default(null),
  decidedOn: givenDay,
  title: words,
  words,
  outcome: z.enum(OUTCOME_NAMES),
  keyDecision: z.boolean().default(false),
  method: z.enum(METHOD_NAMES),
  votes: z
    .strictObject({ for: z.int().min(0), against: z.int().min(0), abstained: z.int().min(0) })
    .optional(),
  subject: subject.optional(),
  conditions: z
    .array(
      z.strictObject({
        says: words,
        dueOn: givenDay,
        missing: z.array(words).default([]),
        ownerPostId: z.uuid().nullable().default(null),
        ownerAgencyId: z.uuid().nullable().default(null),
      }),
    )
    .default([]),
  dissent: z.array(z.strictObject({ membershipId: z.uuid(), words })).default([]),
  deferredTo: givenDay.nullable().default(null),
  reason: z.string().max(10_000).default(''),
  exempt: z.boolean().default(false),
  ratifies: z.string().nullable().default(null).describe('The reference of the decision that is ratified'),
  undoes: z.string().nullable().default(null).describe('The reference of the decision that is undone'),
  quorumKnown: z
    .strictObject({ quorate: z.boolean(), says: words })
    .optional()
    .describe('From minutes only: what they say of the quorum'),
  effectDone: words
    .optional()
    .describe('From minutes only: what it did already, so that it is not done again'),
});

async function inputOf(tx: Tx, given: z.output<typeof decisionBody>): Promise<DecisionInput | Refusal> {
  const { body: slug, ratifies, undoes, ...rest } = given;
  const body = await findBody(tx, slug);
  if (!body) return notFound('body');
  const idOf = async (reference: string | null): Promise<string | null | Refusal> =>
    reference === null ? null : ((await findDecision(tx, reference))?.id ?? notFound('decision'));
  const ratifiesId = await idOf(ratifies);
  if (isRefusal(ratifiesId)) return ratifiesId;
  const undoesId = await idOf(undoes);
  if (isRefusal(undoesId)) return undoesId;
  return { ...rest, bodyId: body.id, ratifiesId, undoesId };
}

/** The decisions register. */
export const decisionApi: readonly Route[] = [
  apiPages(
    '/api/v1/decisions',
    {
      name: 'listDecisions',
      summary: 'Decisions by day',
      permission: 'read',
      item: DecisionSchema,
      query: z.object({
        words: z.string().max(200).optional(),
        body: z.string().optional().describe('The slug of a body'),
        outcome: z.enum(OUTCOME_NAMES).optional(),
        state: z.enum(Object.keys(STATES) as [State, ...State[]]).optional(),
        from: givenDay.optional(),
        to: givenDay.optional(),
        sitting: z.uuid().optional(),
        subjectKind: z.string().optional(),
        subjectId: z.uuid().optional(),
      }),
      key: z.tuple([day, z.uuid()]),
      order: ({ decidedOn, id }) => [decidedOn, id] as [string, string],
    },
    async ({ tx, query: { sitting, subjectKind: kind, subjectId: id, ...query } }, page) => {
      const on = kind !== undefined && id !== undefined ? { kind, id } : undefined;
      const wanted = { ...query, sittingId: sitting, subject: on };
      return (await listDecisions(tx, { wanted, ...page })).map(shown);
    },
  ),
  apiGet(
    '/api/v1/decisions/:reference',
    {
      name: 'getDecision',
      summary: 'A decision with its conditions and dissents',
      permission: 'read',
      response: WholeDecision,
    },
    async ({ tx, params }) => {
      const value = await whole(tx, params.reference ?? '');
      return value ? { value } : notFound('decision');
    },
  ),
  apiPost(
    '/api/v1/decisions',
    {
      name: 'recordDecision',
      summary: 'Record what a body decided',
      says: 'The decision takes effect in the same transaction: all of it or nothing. What needed a quorum and had none waits to be ratified and has no effect. The effect’s own refusals come back under their own names.',
      permission: 'meeting.record',
      status: 201,
      body: decisionBody,
      response: WholeDecision,
      problems: [
        'not-this-bodys-decision',
        'recommends-only',
        'decides-here',
        'previous-body-has-not-recommended',
        'say-what-follows',
        'decided-already',
        'condition-needed',
        'endorsed-on-condition-instead',
        'decision-deferral-has-a-date-and-reason',
        'decision-refusal-says-why',
        'ratify-at-a-quorate-sitting',
        'undo-at-a-quorate-sitting',
        'cannot-be-undone',
        'later-decision-stands-on-it',
        'motion-not-carried',
        'meeting-was-recorded',
        'no-delegation',
        'sitting-needed',
        'decision-is-still-to-come',
      ],
    },
    async ({ tx, actor, services, body }) => {
      const input = await inputOf(tx, body);
      if (isRefusal(input)) return input;
      const recorded = await recordDecision(tx, actor, services.offers.decidable, input);
      if (isRefusal(recorded)) return recorded;
      const value = await whole(tx, recorded.reference);
      return value ? { value, location: `/api/v1/decisions/${recorded.reference}` } : notFound('decision');
    },
  ),
  apiPost(
    '/api/v1/decisions/:reference/conditions/:condition/met',
    {
      name: 'meetCondition',
      summary: 'Record that a condition of a decision is met',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({ metOn: givenDay, evidence: words }),
      response: WholeDecision,
      problems: ['condition-met-already', 'met-before-it-was-set'],
    },
    async ({ tx, actor, params, body }) => {
      const value = await whole(tx, params.reference ?? '');
      const id = params.condition ?? '';
      if (!value?.conditions.some((one) => one.id === id)) return notFound('condition');
      const met = await meetCondition(tx, actor, { conditionId: id, ...body });
      if (isRefusal(met)) return met;
      const after = await whole(tx, value.reference);
      return after ? { value: after } : notFound('decision');
    },
  ),
  apiPost(
    '/api/v1/decisions/:reference/publication',
    {
      name: 'publishDecision',
      summary: 'Publish a decision for everybody to read',
      permission: 'meeting.record',
      status: 201,
      response: WholeDecision,
      problems: ['public-decision-is-open', 'published-already'],
    },
    async ({ tx, actor, params }) => {
      const reference = params.reference ?? '';
      const published = await publishDecision(tx, actor, reference);
      if (isRefusal(published)) return published;
      const value = await whole(tx, reference);
      return value ? { value } : notFound('decision');
    },
  ),
];
