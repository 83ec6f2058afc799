import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findBody } from '../queries.ts';
import { DecisionSchema, day, decisionBody, givenDay, shown, WholeDecision, words } from './api-schemas.ts';
import { meetCondition } from './conditions.ts';
import type { DecisionInput } from './input.ts';
import { publishDecision } from './publishing.ts';
import {
  conditionsOf,
  type Decision,
  dissentFrom,
  findDecision,
  keyDepartureOf,
  listDecisions,
} from './queries.ts';
import { recordDecision } from './record.ts';
import { OUTCOME_NAMES, STATES, type State } from './words.ts';

/** The references of the decisions that this one ratifies or undoes, or is ratified or undone by. */
async function othersOf(tx: Tx, { ratifiesId, undoesId, ratifiedById, undoneById }: Decision) {
  const ids = [ratifiesId, undoesId, ratifiedById, undoneById].filter((id) => id !== null);
  const named = new Map(
    ids.length === 0
      ? []
      : (
          await tx
            .selectFrom('governance.decision')
            .select(['id', 'reference'])
            .where('id', 'in', ids)
            .execute()
        ).map(({ id, reference }) => [String(id), reference] as const),
  );
  const referenceOf = (id: string | null) => (id === null ? null : (named.get(id) ?? null));
  return {
    ratifies: referenceOf(ratifiesId),
    undoes: referenceOf(undoesId),
    ratifiedBy: referenceOf(ratifiedById),
    undoneBy: referenceOf(undoneById),
  };
}

async function whole(tx: Tx, reference: string): Promise<z.input<typeof WholeDecision> | undefined> {
  const decision = await findDecision(tx, reference);
  if (!decision) return undefined;
  const conditions = await conditionsOf(tx, [decision.id]);
  return {
    ...shown(decision),
    conditions: conditions.map((one) => ({ ...one, missing: [...one.missing] })),
    dissent: [...(await dissentFrom(tx, decision.id))],
    keyDeparture: (await keyDepartureOf(tx, decision.id)) ?? null,
    ...(await othersOf(tx, decision)),
  };
}

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
      fields: {
        untilOn: 'deferredTo',
        condition: 'conditions',
        sitting: 'sittingId',
        motion: 'motionId',
      },
      response: WholeDecision,
      problems: [
        'body-had-not-begun',
        'meeting-was-recorded',
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
    '/api/v1/decisions/:reference/conditions/:condition/fulfilments',
    {
      name: 'meetDecisionCondition',
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
    '/api/v1/decisions/:reference/publications',
    {
      name: 'publishDecision',
      summary: 'Publish a decision for everybody to read',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({}),
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
