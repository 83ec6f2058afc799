import { z } from 'zod';
import { type ReferralState, STATE_NAMES } from './states.ts';
import { visitInput, visitSubject } from './visit/input.ts';
import { BASIS_NAMES, DECLINE_NAMES, OUTCOME_NAMES, TOLD_NAMES } from './words.ts';

export const day = z.iso.date();
const states = STATE_NAMES as [ReferralState, ...ReferralState[]];

export const Referral = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    service: z.string(),
    serviceSlug: z.string(),
    from: z.string().describe('The agency that refers'),
    to: z.string().describe('The agency that receives'),
    urgent: z.boolean(),
    needs: z.array(z.string()).describe('Signs of the checklist'),
    state: z.enum(states),
    stateOn: day,
    madeOn: day,
    sentOn: day.nullable(),
    dueOn: day.nullable().describe('By when who is waited for has to act; null when it has ended'),
    outcome: z.enum(OUTCOME_NAMES).nullable(),
  })
  .meta({ id: 'Referral', description: 'A referral, without whom it is about.' });

export const OpenedReferral = z
  .object({
    reference: z.string(),
    service: z.string(),
    from: z.string(),
    to: z.string(),
    urgent: z.boolean(),
    needs: z.array(z.string()),
    state: z.enum(states),
    dueOn: day.nullable(),
    outcome: z.string().nullable(),
    subject: visitSubject.nullable().describe('Null when it was disposed of'),
    seen: z.string().nullable(),
    basis: z.enum(BASIS_NAMES).nullable(),
    consent: z.enum(['spoken', 'written']).nullable(),
    told: z.array(z.string()),
    mayPassOn: z.boolean(),
    moves: z.array(z.enum(states)).describe('What the caller may bring it to now'),
    news: z
      .array(
        z.object({
          on: day,
          by: z.string(),
          says: z.string(),
          words: z.string().nullable(),
          held: z.boolean().describe('There is more, which the purpose does not allow'),
        }),
      )
      .describe('What happened, as far as the caller may hear'),
    revision: z.int(),
  })
  .meta({ id: 'OpenedReferral', description: 'A referral with whom it is about, for who takes part in it.' });

export const VisitMade = z
  .object({
    visitId: z.uuid(),
    referrals: z.array(
      z.object({
        reference: z.string(),
        service: z.string(),
        state: z.enum(['draft', 'sent']),
        dueOn: day.nullable(),
      }),
    ),
    signposts: z.array(z.object({ service: z.string() })),
  })
  .meta({ id: 'VisitMade', description: 'What one visit became at once.' });

export const visitBody = visitInput.extend({
  offline: z.boolean().default(false).describe('It was written on a device without signal'),
});

const words = z.string().max(2000).nullable().default(null).describe('For who referred');

/** What each act on a referral takes. */
export const ACT_BODIES = {
  receipt: z.strictObject({ words }),
  acceptance: z.strictObject({ words }),
  beginning: z.strictObject({ words }),
  withdrawal: z.strictObject({ words }),
  refusal: z.strictObject({
    reason: z.enum(DECLINE_NAMES),
    alternative: z.string().nullable().default(null).describe('The slug of another service'),
    words,
  }),
  outcome: z.strictObject({ outcome: z.enum(OUTCOME_NAMES), words }),
  redirection: z.strictObject({ service: z.string().describe('The slug of the other service'), words }),
  sending: z.strictObject({
    basis: z.enum(BASIS_NAMES),
    consent: z.enum(['spoken', 'written']).nullable().default(null),
    told: z.array(z.enum(TOLD_NAMES)),
    mayPassOn: z.boolean().default(false),
  }),
} as const;
