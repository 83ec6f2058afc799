import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Decision } from './queries.ts';
import { METHOD_NAMES, OUTCOME_NAMES, STATES, type State } from './words.ts';

export const day = z.iso.date();
export const givenDay = day.transform((text) => text as PlainDate);
export const words = z.string().trim().min(1).max(10_000);
const subject = z.object({ kind: z.string().max(40), id: z.uuid() });

export const DecisionSchema = z
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
  keptBy: z
    .string()
    .nullable()
    .describe('The kind of thing where it is met; null where the register asks for it'),
  metOn: day.nullable(),
  evidence: z.string().nullable(),
});

export const WholeDecision = DecisionSchema.extend({
  conditions: z.array(condition),
  dissent: z.array(z.object({ member: z.string(), words: z.string() })),
  ratifies: z.string().nullable().describe('The reference of the decision that it ratifies'),
  undoes: z.string().nullable(),
  ratifiedBy: z.string().nullable().describe('The reference of the decision by which it was ratified'),
  undoneBy: z.string().nullable(),
  keyDeparture: z
    .object({ proposed: z.boolean(), because: z.string(), reason: z.string() })
    .nullable()
    .describe('Where it was taken for key, or not, other than the terms define'),
}).meta({ id: 'WholeDecision', description: 'A decision with its conditions and dissents.' });

export const shown = (decision: Decision): z.input<typeof DecisionSchema> => {
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

export const decisionBody = z.strictObject({
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
  keyDecision: z.boolean().optional().describe('Left out: as the terms in force define it'),
  keyReason: z
    .string()
    .max(4000)
    .nullable()
    .default(null)
    .describe('Why that is other than the terms define'),
  method: z.enum(METHOD_NAMES),
  votes: z
    .strictObject({ for: z.int().min(0), against: z.int().min(0), abstained: z.int().min(0) })
    .optional(),
  subject: z.strictObject({ kind: z.string().max(40), id: z.uuid() }).optional(),
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
