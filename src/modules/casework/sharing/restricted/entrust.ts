/** Who goes on working with what is restricted: named by information governance, one by one, with a reason and an end. */
import { newId } from '../../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { liftRecord } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { businessToday } from '../../retention/review-on.ts';
import { findRestricted } from './queries.ts';

const LONGEST_DAYS = 366;

/**
 * Names somebody who goes on working with a restricted record or case, whichever agency they work for: to them it is no
 * restriction, and it gives them nothing that agreements and taking part do not. Refused by name: not-allowed, not-found,
 * nobody-names-themselves, say-why, named-for-a-time, named-already.
 */
export async function nameWorker(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly id: string;
    readonly accountId: string;
    readonly untilOn: PlainDate;
    readonly reason: string;
  },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  const thing = await findRestricted(tx, actor, subjects, input.id);
  if (!thing) return notFound('restricted record or case');
  const today = await businessToday(tx);
  const because = refusal(actor, input, today);
  if (because) return because;
  if (thing.namings.some(({ accountId, stands }) => stands && accountId === input.accountId))
    return refused('named-already', 'They are named already. End that first, to give another end.', {
      field: 'accountId',
    });
  const id = newId<'entrusting'>();
  await tx
    .insertInto('casework.entrusting')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: thing.agencyId,
      record_id: thing.kind === 'record' ? thing.id : null,
      case_id: thing.kind === 'case' ? thing.id : null,
      account_id: input.accountId,
      named_by: accountOf(actor) ?? null,
      reason: subjects.seal(id, input.reason.trim()),
      on_day: today,
      until_on: input.untilOn,
      at: new Date(),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `${thing.kind}.entrusted`,
    subject: { kind: thing.kind, id: thing.id },
    detail: { account: input.accountId, untilOn: input.untilOn },
  });
  return { id };
}

const refusal = (
  actor: Actor,
  input: { readonly accountId: string; readonly untilOn: PlainDate; readonly reason: string },
  today: PlainDate,
): Refusal | undefined => {
  if (input.accountId === accountOf(actor))
    return refused(
      'nobody-names-themselves',
      'Nobody names themselves. Ask a colleague of information governance.',
      { field: 'accountId' },
    );
  if (input.reason.trim() === '')
    return refused('say-why', 'Say why they need to go on working with it.', { field: 'reason' });
  return input.untilOn < today || input.untilOn > addDays(today, LONGEST_DAYS)
    ? refused('named-for-a-time', 'Give a day between today and a year from now.', { field: 'untilOn' })
    : undefined;
};

/** Ends a naming before its day; that it was stays. Refused by name: not-allowed, not-found, say-why. */
export async function endNaming(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly namingId: string; readonly reason: string },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  const thing = await findRestricted(tx, actor, subjects, input.id);
  const naming = thing?.namings.find(({ id, stands }) => stands && id === input.namingId);
  if (!thing || !naming) return notFound('naming that stands');
  if (input.reason.trim() === '')
    return refused('say-why', 'Say why they no longer work with it.', { field: 'reason' });
  await tx
    .insertInto('casework.entrusting_ending')
    .values({
      partnership_id: actor.partnershipId,
      entrusting_id: naming.id,
      agency_id: thing.agencyId,
      account_id: naming.accountId,
      ended_by: accountOf(actor) ?? null,
      reason: subjects.seal(naming.id, input.reason.trim()),
      on_day: await businessToday(tx),
      at: new Date(),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `${thing.kind}.entrusting-ended`,
    subject: { kind: thing.kind, id: thing.id },
    detail: { account: naming.accountId },
  });
  return { id: naming.id };
}

/** Why a record need not be restricted any more. */
export const LIFTED_BECAUSE = {
  'no-longer-staff': 'Nobody of staff, and no relative, is meant any more',
  'address-not-protected': 'The address need not be protected any more',
  mistake: 'It was restricted by mistake',
} as const;
export type LiftedBecause = keyof typeof LIFTED_BECAUSE;

/**
 * Lifts the restriction of a record: information governance does, for every agency. Refused by name: not-allowed,
 * not-found, changed-meanwhile.
 */
export async function liftRestriction(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly revision: number; readonly because: LiftedBecause },
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  await recordCommand(tx, actor, {
    action: 'record.restriction-lifted',
    subject: { kind: 'record', id: input.id },
    detail: { because: input.because },
  });
  return asMachine(tx, actor, (machine) => liftRecord(tx, machine, subjects, input));
}
