/** What a receiver does with a referral, and what the referrer may do meanwhile. */
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { findService } from '../../../partners/index.ts';
import { saveRecord } from '../../people/index.ts';
import type { Desk } from '../desk.ts';
import { tellReceiver, tellReferrer } from '../letters.ts';
import { type Move, move } from '../move.ts';
import { type ReferralRow, referralRow } from '../queries.ts';
import type { Told } from '../visit/input.ts';
import { type Ground, sendReferral } from '../visit/send.ts';
import { DECLINE_REASONS, isCode, OUTCOMES } from '../words.ts';

/** What every act may carry: the revision that was seen (0 when none was), and words for the referrer. */
export interface Act {
  readonly revision?: number;
  readonly words?: string | null;
}

type Answered = ReferralRow | Refusal;

async function found(tx: Tx, actor: Actor, reference: string): Promise<Answered> {
  return (await referralRow(tx, actor, reference)) ?? notFound('referral');
}

/** Moves a referral, opening it first where it was only sent, and tells the referrer. */
async function answer(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  moving: Move,
  news: string,
): Promise<Answered> {
  const referral = await found(tx, actor, reference);
  if (isRefusal(referral)) return referral;
  const opens = referral.state === 'sent' && ['accepted', 'declined', 'redirected'].includes(moving.to);
  const opened = opens
    ? await move(tx, actor, desk, referral, { to: 'received', revision: moving.revision ?? 0 })
    : referral;
  if (isRefusal(opened)) return opened;
  const moved = await move(tx, actor, desk, opened, opens ? { ...moving, revision: 0 } : moving);
  if (isRefusal(moved)) return moved;
  await tellReferrer(tx, actor, desk, moved, news);
  return moved;
}

/** Sends a draft, once a lawful basis is there. */
export async function sendDraft(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  ground: Ground & Act,
): Promise<Answered> {
  const referral = await found(tx, actor, reference);
  return isRefusal(referral)
    ? referral
    : sendReferral(tx, actor, desk, referral, ground, { revision: ground.revision ?? 0 });
}

/** Says that a referral has arrived and was opened; the clock of the answer goes on. */
export const receiveReferral = (tx: Tx, actor: Actor, desk: Desk, reference: string, act: Act = {}) =>
  answer(tx, actor, desk, reference, { to: 'received', ...act }, 'was received');

/** Takes a referral on. Where the agency keeps records, the person becomes one of its own, matched as it is saved. */
export async function acceptReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  act: Act = {},
): Promise<Answered> {
  const referral = await found(tx, actor, reference);
  if (isRefusal(referral)) return referral;
  const known = await knowPerson(tx, actor, desk, referral);
  if (isRefusal(known)) return known;
  const columns = known === null ? {} : { to_record_id: known };
  return answer(tx, actor, desk, reference, { to: 'accepted', columns, ...act }, 'was accepted');
}

async function knowPerson(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  referral: ReferralRow,
): Promise<string | null | Refusal> {
  const to = referral.to_agency_id;
  if (referral.record_id === null || to === referral.agency_id) return referral.record_id;
  if (!mayFor(actor, 'casework.write', to)) return null;
  const opened = desk.subjects.open(referral.id, referral.sealed);
  if (opened === undefined) return null;
  const { subject } = JSON.parse(opened) as Told;
  const saved = await saveRecord(tx, actor, desk.subjects, {
    agencyId: to,
    givenNames: subject.givenNames,
    surname: subject.surname,
    dateOfBirth: subject.dateOfBirth,
    telephones: subject.telephone === undefined ? [] : [subject.telephone],
    emails: subject.email === undefined ? [] : [subject.email],
    address: subject.address?.lines.some((line) => line.trim()) ? subject.address : undefined,
    restrictedBecause: referral.restricted ? 'other' : undefined,
    source: 'referral',
    regime: referral.regime,
  });
  return isRefusal(saved) ? saved : saved.recordId;
}

/** Declines a referral with a reason, and names another service where there is one. */
export async function declineReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  act: Act & { readonly reason: string; readonly alternative?: string | null },
): Promise<Answered> {
  const { reason, alternative, ...rest } = act;
  if (!isCode(DECLINE_REASONS, reason))
    return refused('decline-has-a-reason', 'Say why it is declined.', { field: 'reason' });
  const service = alternative ? await findService(tx, actor, alternative) : undefined;
  if (alternative && !service)
    return refused('service-unknown', 'There is no such service in the directory.', { field: 'alternative' });
  const moving: Move = { to: 'declined', reason, serviceId: service?.id ?? null, ...rest };
  return answer(tx, actor, desk, reference, moving, 'was declined, with the reason');
}

/** Says that the service has begun: the first contact was made. */
export const beginReferral = (tx: Tx, actor: Actor, desk: Desk, reference: string, act: Act = {}) =>
  answer(tx, actor, desk, reference, { to: 'in-progress', ...act }, 'was begun');

/** Ends a referral with its outcome, which the referrer hears as far as their purpose allows. */
export async function completeReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  act: Act & { readonly outcome: string },
): Promise<Answered> {
  const { outcome, ...rest } = act;
  if (!isCode(OUTCOMES, outcome))
    return refused('referral-has-an-outcome', 'Say what came of it.', { field: 'outcome' });
  return answer(tx, actor, desk, reference, { to: 'completed', outcome, ...rest }, 'has come to its end');
}

/** Takes a referral back, with a reason for the receiver; the receiver is told where it had been sent. */
export async function withdrawReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  act: Act = {},
): Promise<Answered> {
  const referral = await found(tx, actor, reference);
  if (isRefusal(referral)) return referral;
  const moved = await move(tx, actor, desk, referral, { to: 'withdrawn', ...act });
  if (isRefusal(moved) || moved.sent_on === null) return moved;
  await tellReceiver(tx, actor, desk, moved, {
    subject: 'A referral to your service was withdrawn',
    due: null,
  });
  return moved;
}
