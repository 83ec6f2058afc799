/** What partners promise and deliver: kept by who keeps the fund, or by the partner itself. */
import { sql } from 'kysely';
import { z } from 'zod';
import { isUuid, newId } from '../../../kernel/ids.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { givenPounds, optionalPounds, someText } from '../fields.ts';
import { mayKeep } from '../requests/request.ts';
import { businessToday } from '../today.ts';
import { findPromise, type Promised } from './queries.ts';

export const PROMISE_KINDS = {
  cash: 'Cash',
  'in-kind': 'In kind',
  match: 'Match for a cost',
} as const;
export type PromiseKind = keyof typeof PROMISE_KINDS;

/** What is said of a promise. Agency, stream, project and request are ids; the amount is pence, null while unknown. */
export const promiseFields = z.object({
  kind: z.enum(['cash', 'in-kind', 'match'], { error: 'Choose cash, in kind or match' }),
  says: givenText('Say what is promised'),
  amount: optionalPounds(),
  day: givenDate('Say on which day it was promised'),
  dueOn: optionalDate(),
  streamId: optionalText(),
  projectId: optionalText(),
  requestId: optionalText(),
  quality: z.enum(['final', 'provisional', 'estimated']).default('final'),
  note: someText(),
});
export type PromiseFields = z.output<typeof promiseFields>;

export const keptFields = z.object({
  amount: givenPounds('Enter how much was delivered'),
  day: givenDate('Say on which day it was delivered'),
  evidence: givenText('Say what shows that it was delivered'),
});

export const reasonOn = z.object({
  day: givenDate('Say on which day'),
  reason: givenText('Say why'),
});

async function notYet(tx: Tx, day: PlainDate): Promise<Refusal | undefined> {
  const today = await businessToday(tx);
  return day > today
    ? refused('day-is-in-the-future', `Enter a day that has come: today is ${longDate(today)}.`, {
        field: 'day',
      })
    : undefined;
}

/** Records that a partner promised something. */
export async function addPromise(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  fields: PromiseFields,
): Promise<{ id: string } | Refusal> {
  if (!mayKeep(actor, agencyId)) return notAllowed();
  const early = await notYet(tx, fields.day);
  if (early) return early;
  const id = newId<'promise'>();
  await tx
    .insertInto('fund.promise')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: agencyId,
      kind: fields.kind,
      says: fields.says,
      pence: fields.amount,
      promised_on: fields.day,
      due_on: fields.dueOn,
      stream_id: fields.streamId,
      project_id: fields.projectId,
      request_id: fields.requestId,
      quality: fields.quality,
      note: fields.note,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'promise.made',
    subject: { kind: 'promise', id },
    detail: { agencyId, ...fields },
  });
  return { id };
}

/** The promise, when the actor may record what becomes of it and more of it is awaited. */
async function awaited(tx: Tx, actor: Actor, id: string): Promise<Promised | Refusal> {
  const promise = await findPromise(tx, id);
  if (!promise) return notFound('promise');
  if (!mayKeep(actor, promise.agencyId)) return notAllowed();
  return promise.endedOn
    ? refused('promise-has-ended', `Nothing more of this is awaited since ${longDate(promise.endedOn)}.`)
    : promise;
}

/** Lets one transaction at a time say what came of a promise, so that two do not both deliver the rest of it. */
const lockPromise = (tx: Tx, id: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended('fund.promise ' || platform.partnership()::text || ${id}, 0))`.execute(
    tx,
  );

/** Records that a partner delivered a promise or a part of it. Refused: exceeds-promise, promised-later, promise-has-ended. */
export async function recordDelivery(
  tx: Tx,
  actor: Actor,
  input: { readonly promiseId: string } & z.output<typeof keptFields>,
): Promise<{ id: string } | Refusal> {
  await lockPromise(tx, input.promiseId);
  const promise = await awaited(tx, actor, input.promiseId);
  if (isRefusal(promise)) return promise;
  const early = await notYet(tx, input.day);
  if (early) return early;
  if (input.day < promise.promisedOn)
    return refused('promised-later', `It was promised on ${longDate(promise.promisedOn)}.`, { field: 'day' });
  const rest = promise.pence === null ? Number.POSITIVE_INFINITY : promise.pence - promise.kept;
  if (input.amount > rest)
    return refused(
      'exceeds-promise',
      `Only ${formatPence(rest)} of it is still awaited. Record what is more as a promise of its own.`,
      { field: 'amount', details: { remaining: rest } },
    );
  const id = newId<'promise-kept'>();
  await tx
    .insertInto('fund.promise_kept')
    .values({
      partnership_id: actor.partnershipId,
      id,
      promise_id: promise.id,
      agency_id: promise.agencyId,
      pence: input.amount,
      on_day: input.day,
      evidence: input.evidence,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'promise.delivered',
    subject: { kind: 'promise', id: promise.id },
    detail: { amount: input.amount, day: input.day, evidence: input.evidence },
  });
  return { id };
}

/** Strikes out a delivery that was recorded by mistake: it stays to be read and counts no more. */
export async function strikeDelivery(
  tx: Tx,
  actor: Actor,
  input: { readonly deliveryId: string } & z.output<typeof reasonOn>,
): Promise<{ promiseId: string } | Refusal> {
  if (!isUuid(input.deliveryId)) return notFound('delivery');
  const kept = await tx
    .selectFrom('fund.promise_kept')
    .select(['id', 'promise_id as promiseId', 'agency_id as agencyId'])
    .where('id', '=', input.deliveryId)
    .executeTakeFirst();
  if (!kept) return notFound('delivery');
  if (!mayKeep(actor, kept.agencyId)) return notAllowed();
  const struck = await tx
    .selectFrom('fund.promise_kept_struck')
    .select('kept_id')
    .where('kept_id', '=', kept.id)
    .executeTakeFirst();
  if (struck) return refused('struck-already', 'This was struck out already.');
  await tx
    .insertInto('fund.promise_kept_struck')
    .values({
      partnership_id: actor.partnershipId,
      kept_id: kept.id,
      agency_id: kept.agencyId,
      on_day: input.day,
      reason: input.reason,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'promise.delivery-struck',
    subject: { kind: 'promise', id: kept.promiseId },
    detail: { ...input },
  });
  return { promiseId: kept.promiseId };
}

/** Ends a promise: nothing more of it is awaited, and why. */
export async function endPromise(
  tx: Tx,
  actor: Actor,
  input: { readonly promiseId: string } & z.output<typeof reasonOn>,
): Promise<{ id: string } | Refusal> {
  const promise = await awaited(tx, actor, input.promiseId);
  if (isRefusal(promise)) return promise;
  await tx
    .insertInto('fund.promise_ended')
    .values({
      partnership_id: actor.partnershipId,
      promise_id: promise.id,
      agency_id: promise.agencyId,
      on_day: input.day,
      reason: input.reason,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'promise.ended',
    subject: { kind: 'promise', id: promise.id },
    detail: { day: input.day, reason: input.reason },
  });
  return { id: promise.id };
}
