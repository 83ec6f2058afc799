import { sql } from 'kysely';
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { queueMail } from '../../../../platform/mail/index.ts';
import { addressesOfHolders } from '../../../access/index.ts';
import { businessToday, reviewOn } from '../../retention/review-on.ts';
import type { Category } from '../categories.ts';
import { disclose } from '../disclosure.ts';
import { recordNotShared } from '../not-shared.ts';
import { isAskedAlready, isKnownThere, saysEnough } from './may-ask.ts';
import { findAsk } from './queries.ts';

/** Working days within which an agency answers who asks to see. */
const ANSWER_WITHIN = 5;
/** A grant lasts this long at most, so that nobody is let see for good. */
export const LONGEST_GRANT_DAYS = 183;

export interface Asking {
  readonly clusterId: string;
  readonly agencyId: string;
  readonly categories: readonly Category[];
  readonly wantsRestricted: boolean;
  readonly reason: string;
  /** The address of this Concord, for the link in the mail; no mail without it. */
  readonly site?: string;
}

/**
 * Asks another agency to see what it holds about a person. Refuses `choose-a-purpose`, `not-known-there` (the actor
 * cannot see that the agency knows the person), `say-what-and-why` and `asked-already`.
 */
export async function askToSee(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Asking,
): Promise<{ id: string } | Refusal> {
  const own = agencyOf(actor);
  if (own === undefined || !mayFor(actor, 'casework.read', own)) return notAllowed();
  if (actor.purpose === undefined) return refused('choose-a-purpose', 'Say first for which purpose you ask.');
  const wrong =
    saysEnough(input) ??
    (await isKnownThere(tx, actor, input)) ??
    (await isAskedAlready(tx, actor, own, input));
  if (wrong) return wrong;
  const id = newId<'ask'>();
  const today = await businessToday(tx);
  await tx
    .insertInto('casework.ask')
    .values({
      partnership_id: actor.partnershipId,
      id,
      at: new Date(),
      asked_on: today,
      answer_by: sql<PlainDate>`platform.add_working_days(${today}::date, ${ANSWER_WITHIN})`,
      agency_id: input.agencyId,
      asker_agency_id: own,
      cluster_id: input.clusterId,
      purpose: actor.purpose,
      categories: [...input.categories],
      wants_restricted: input.wantsRestricted,
      reason: subjects.seal(id, input.reason.trim()),
      account_id: accountOf(actor) ?? null,
      review_on: await reviewOn(tx, actor, 'record', today),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'ask.made',
    subject: { kind: 'ask', id },
    detail: { agencyId: input.agencyId, categories: input.categories },
  });
  await tell(tx, actor, input.agencyId, {
    subject: 'Another agency asks to see what you hold about somebody',
    body: 'Answer it within five working days: grant it for a time, or say why not.',
    link: input.site && `${input.site}/casework/sharing/asks/${id}`,
    id,
  });
  return { id };
}

export interface Answering {
  readonly granted: boolean;
  readonly categories: readonly Category[];
  readonly opensRestricted: boolean;
  readonly untilOn: PlainDate | null;
  readonly reason: string;
  readonly site?: string;
}

/**
 * Answers for the agency that was asked: grants categories until a day, which is written into the ledger, or refuses
 * with a reason, which is recorded too. Refuses `answered-already`, `grant-is-for-a-time`, `grant-says-what`,
 * `grant-is-too-long`, `restricted-is-opened-by-who-sees-it` and `ask-is-refused-with-a-reason`.
 */
export async function answerAsk(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  askId: string,
  input: Answering,
): Promise<{ id: string } | Refusal> {
  const ask = await findAsk(tx, actor, subjects, askId);
  if (!ask || ask.agencyId !== agencyOf(actor)) return notFound('request');
  if (!mayFor(actor, 'sharing.answer', ask.agencyId)) return notAllowed();
  if (ask.answeredOn !== null)
    return refused('answered-already', 'This has been answered already. Open it again to see how.');
  const today = await businessToday(tx);
  const wrong = input.granted
    ? (grantRefusal(input, today) ?? opensMoreThanSeen(actor, input, ask.agencyId))
    : noRefusal(input);
  if (wrong) return wrong;
  await tx
    .insertInto('casework.ask_answer')
    .values({
      partnership_id: actor.partnershipId,
      ask_id: ask.id,
      at: new Date(),
      on_day: today,
      agency_id: ask.agencyId,
      asker_agency_id: ask.askerAgencyId,
      granted: input.granted,
      categories: input.granted ? [...input.categories] : [],
      opens_restricted: input.granted && input.opensRestricted,
      until_on: input.granted ? input.untilOn : null,
      reason: input.reason.trim() === '' ? null : subjects.seal(ask.id, input.reason.trim()),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  const kept = input.granted
    ? await disclose(tx, actor, subjects, {
        item: { kind: 'ask', id: ask.id },
        clusterId: ask.clusterId,
        to: { agencyId: ask.askerAgencyId },
        categories: input.categories,
        ground: 'asked',
        purpose: ask.purpose,
        basis: `Granted on request, for ${ask.purposeTitle} (${ask.gateway})`,
        expiresOn: input.untilOn,
      })
    : await recordNotShared(tx, actor, subjects, {
        item: { kind: 'ask', id: ask.id },
        clusterId: ask.clusterId,
        toAgencyId: ask.askerAgencyId,
        categories: ask.categories,
        reason: input.reason,
      });
  if (isRefusal(kept)) return kept;
  await recordCommand(tx, actor, {
    action: input.granted ? 'ask.granted' : 'ask.refused',
    subject: { kind: 'ask', id: ask.id },
    detail: { categories: input.categories, untilOn: input.untilOn, restricted: input.opensRestricted },
  });
  await tell(tx, actor, ask.askerAgencyId, {
    subject: 'Your request to see has been answered',
    body: 'Open it to see what was granted, until when, or why not.',
    link: input.site && `${input.site}/casework/sharing/asks/${ask.id}`,
    id: ask.id,
  });
  return { id: ask.id };
}

function grantRefusal({ categories, untilOn }: Answering, today: PlainDate): Refusal | undefined {
  if (categories.length === 0)
    return refused('grant-says-what', 'Choose what may be seen.', { field: 'categories' });
  if (untilOn === null || untilOn < today)
    return refused('grant-is-for-a-time', 'Enter the day until which it may be seen, today or later.', {
      field: 'untilOn',
    });
  const days = (Date.parse(untilOn) - Date.parse(today)) / 86_400_000;
  return days > LONGEST_GRANT_DAYS
    ? refused('grant-is-too-long', 'Grant it for six months at most. It can be asked for again.', {
        field: 'untilOn',
      })
    : undefined;
}

/** Named rule: restricted records are opened to another agency by who may see them. */
const opensMoreThanSeen = (
  actor: Actor,
  { opensRestricted }: Answering,
  agencyId: string,
): Refusal | undefined =>
  opensRestricted && !mayFor(actor, 'casework.restricted', agencyId)
    ? refused(
        'restricted-is-opened-by-who-sees-it',
        'Only who may see restricted records opens them. Leave them out, or ask somebody who may.',
        { field: 'opensRestricted' },
      )
    : undefined;

const noRefusal = ({ reason }: Answering): Refusal | undefined =>
  reason.trim() === ''
    ? refused('ask-is-refused-with-a-reason', 'Say why it is not shared.', { field: 'reason' })
    : undefined;

/** Takes a grant back before its day. Refuses `say-why-not` and `not-granted-now`. */
export async function endGrant(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  askId: string,
  reason: string,
): Promise<{ id: string } | Refusal> {
  const ask = await findAsk(tx, actor, subjects, askId);
  if (!ask || ask.agencyId !== agencyOf(actor)) return notFound('request');
  if (!mayFor(actor, 'sharing.answer', ask.agencyId)) return notAllowed();
  if (ask.state !== 'granted')
    return refused('not-granted-now', 'Nothing is granted now that could be taken back.');
  if (reason.trim() === '') return refused('say-why-not', 'Say why it is taken back.', { field: 'reason' });
  await tx
    .insertInto('casework.ask_ending')
    .values({
      partnership_id: actor.partnershipId,
      ask_id: ask.id,
      at: new Date(),
      on_day: await businessToday(tx),
      agency_id: ask.agencyId,
      asker_agency_id: ask.askerAgencyId,
      reason: subjects.seal(ask.id, reason.trim()),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, { action: 'ask.taken-back', subject: { kind: 'ask', id: ask.id } });
  return { id: ask.id };
}

/** Writes to who answers for an agency that something waits, never about whom. */
async function tell(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  letter: { subject: string; body: string; link: string | undefined; id: string },
): Promise<void> {
  if (letter.link === undefined) return;
  for (const to of await addressesOfHolders(tx, actor, 'sharing.answer', agencyId))
    await queueMail(tx, actor, {
      to,
      subject: letter.subject,
      body: `${letter.body}\n\n${letter.link}\n`,
      about: { kind: 'ask', id: letter.id },
    });
}
