/** The example's checklist and synthetic referrals: every person in them is made up. */
import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import {
  acceptReferral,
  beginReferral,
  completeReferral,
  declineReferral,
  receiveReferral,
} from './answering/answer.ts';
import { findChecklist, publishChecklist } from './checklist/checklist.ts';
import type { Desk } from './desk.ts';
import { visitInput } from './visit/input.ts';
import { recordVisit } from './visit/record-visit.ts';

/** Publishes the standard checklist, where none is published yet. */
export async function loadChecklistExample(tx: Tx, actor: Actor): Promise<undefined | Refusal> {
  if (await findChecklist(tx, actor)) return undefined;
  const published = await publishChecklist(tx, actor, 0, 'The standard checklist');
  return isRefusal(published) ? published : undefined;
}

const steps = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('receive'), words: z.string().optional() }),
  z.strictObject({ step: z.literal('accept'), words: z.string().optional() }),
  z.strictObject({ step: z.literal('begin'), words: z.string().optional() }),
  z.strictObject({
    step: z.literal('decline'),
    reason: z.string(),
    alternative: z.string().optional(),
    words: z.string().optional(),
  }),
  z.strictObject({ step: z.literal('complete'), outcome: z.string(), words: z.string().optional() }),
]);

const visits = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  note: z.string(),
  purpose: z.string(),
  visits: z.array(
    z.strictObject({
      /** Short address of the post of who visited. */
      by: z.string(),
      visit: z.unknown(),
      /** What each receiver did, by the slug of the service. */
      answered: z.record(z.string(), z.array(steps)).default({}),
    }),
  ),
});

/** Loads the example's visits as those who made them, and what the services did with each. */
export async function loadReferralExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<{ referrals: number } | Refusal> {
  const checklist = await loadChecklistExample(tx, actor);
  if (checklist) return checklist;
  const given = visits.parse(JSON.parse(files('casework/referrals.json')));
  const desk: Desk = { subjects, site: 'http://localhost' };
  const ground = await exampleGround(tx, actor, subjects);
  let referrals = 0;
  for (const { by, visit, answered } of given.visits) {
    const worker = await ground.holderOf(by, given.purpose, ['referral.make']);
    const input = visitInput.parse(visit);
    const made = await actingAs(tx, actor, worker, () => recordVisit(tx, worker, desk, input, 'form'));
    if (isRefusal(made)) return made;
    const services = input.to.filter(({ as }) => as === 'referral').map(({ service }) => service);
    for (const [at, { reference }] of made.referrals.entries()) {
      referrals += 1;
      const done = await follow(
        tx,
        actor,
        desk,
        reference,
        answered[services[at] ?? ''] ?? [],
        given.purpose,
      );
      if (done) return done;
    }
  }
  return { referrals };
}

async function follow(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  acts: readonly z.output<typeof steps>[],
  purpose: string,
): Promise<undefined | Refusal> {
  const row = await tx
    .selectFrom('casework.referral')
    .where('partnership_id', '=', actor.partnershipId)
    .where('reference', '=', reference)
    .select('to_agency_id')
    .executeTakeFirstOrThrow();
  // Nobody in particular answers in the example: the receiving agency does.
  const receiver: Actor = {
    kind: 'link',
    linkId: actor.partnershipId as never,
    agencyId: row.to_agency_id as never,
    partnershipId: actor.partnershipId,
    permissions: ['read', 'casework.read', 'casework.write', 'referral.receive'],
    purpose,
  };
  for (const act of acts) {
    const done = await actingAs(tx, actor, receiver, () => {
      const words = act.words ?? null;
      if (act.step === 'receive') return receiveReferral(tx, receiver, desk, reference, { words });
      if (act.step === 'accept') return acceptReferral(tx, receiver, desk, reference, { words });
      if (act.step === 'begin') return beginReferral(tx, receiver, desk, reference, { words });
      if (act.step === 'complete')
        return completeReferral(tx, receiver, desk, reference, { words, outcome: act.outcome });
      const { alternative = null, reason } = act;
      return declineReferral(tx, receiver, desk, reference, { words, reason, alternative });
    });
    if (isRefusal(done)) return done;
  }
  return undefined;
}
