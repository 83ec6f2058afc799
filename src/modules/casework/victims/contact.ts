/** What a victim was promised, and how they were contacted: a promise is kept by a contact that reached them. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { type SupportRow, supportToWorkOn } from './support-row.ts';
import type { How, Met, NeedKind, PromiseState } from './words.ts';

const within = (actor: Actor, row: SupportRow) => ({
  partnership_id: actor.partnershipId,
  support_id: row.id,
  agency_id: row.agency_id,
  restricted: row.restricted,
});

const told = (tx: Tx, actor: Actor, id: string, act: string, detail = {}): Promise<unknown> =>
  recordCommand(tx, actor, {
    action: `victim-support.${act}`,
    subject: { kind: 'victim-support', id },
    detail,
  });

/** Promises to be in touch by a day. Refused: not-found, not-allowed, support-is-over, promised-out-of-time, promise-lies-back. */
export async function promiseContact(
  tx: Tx,
  actor: Actor,
  input: { supportId: string; promisedOn: PlainDate; dueOn: PlainDate; how: How },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.supportId);
  if (isRefusal(row)) return row;
  if (input.promisedOn < row.opened_on || input.promisedOn > (await businessToday(tx)))
    return refused('promised-out-of-time', 'Give a day between the beginning of the support and today.', {
      field: 'promisedOn',
    });
  if (input.dueOn < input.promisedOn)
    return refused('promise-lies-back', 'Give a day after the promise.', { field: 'dueOn' });
  const id = newId<'victim-promise'>();
  await tx
    .insertInto('casework.victim_promise')
    .values({
      ...within(actor, row),
      id,
      promised_on: input.promisedOn,
      due_on: input.dueOn,
      how: input.how,
    })
    .execute();
  await told(tx, actor, row.id, 'promise');
  return { id };
}

/** The person says that a promise is no longer needed. Refused: not-found, not-allowed, support-is-over, promise-is-over, changed-meanwhile. */
export async function releasePromise(
  tx: Tx,
  actor: Actor,
  input: { supportId: string; id: string; revision: number; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.supportId);
  if (isRefusal(row)) return row;
  const state = await promiseState(tx, actor, row.id, input.id);
  if (state === undefined) return notFound('promise');
  if (state !== 'waiting' && state !== 'missed')
    return refused('promise-is-over', 'This promise was kept or released before.');
  const { numUpdatedRows } = await tx
    .updateTable('casework.victim_promise')
    .set({ released_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('promise');
  await told(tx, actor, row.id, 'release');
  return { id: input.id };
}

async function promiseState(
  tx: Tx,
  actor: Actor,
  supportId: string,
  id: string,
): Promise<PromiseState | undefined> {
  const row = await tx
    .selectFrom('casework.victim_promise_now')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', supportId)
    .where('id', '=', id)
    .select('state')
    .executeTakeFirst();
  return row?.state as PromiseState | undefined;
}

export interface ContactInput {
  readonly supportId: string;
  readonly on: PlainDate;
  readonly how: How;
  /** They were spoken to; else it was a try. */
  readonly reached: boolean;
  readonly words: string;
  /** The promise that it keeps, when it reached them. */
  readonly promiseId: string | null;
}

/** Records a contact, or a try. Refused: not-found, not-allowed, support-is-over, contact-out-of-time, promise-is-over. */
export async function recordContact(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: ContactInput,
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.supportId);
  if (isRefusal(row)) return row;
  if (input.on < row.opened_on || input.on > (await businessToday(tx)))
    return refused('contact-out-of-time', 'Give a day between the beginning of the support and today.', {
      field: 'day',
    });
  if (input.promiseId !== null) {
    const state = await promiseState(tx, actor, row.id, input.promiseId);
    if (state === undefined) return notFound('promise');
    if (state !== 'waiting' && state !== 'missed')
      return refused('promise-is-over', 'This promise was kept or released before.', { field: 'promiseId' });
  }
  const id = newId<'victim-contact'>();
  await tx
    .insertInto('casework.victim_contact')
    .values({
      ...within(actor, row),
      id,
      promise_id: input.promiseId,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      on_day: input.on,
      how: input.how,
      reached: input.reached,
      words: input.words.trim() === '' ? null : subjects.seal(row.id, input.words.trim()),
    })
    .execute();
  await told(tx, actor, row.id, 'contact', { reached: input.reached });
  return { id };
}

/** Records what somebody needs. Refused: not-found, not-allowed, support-is-over. */
export async function recordNeed(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { supportId: string; kind: NeedKind; says: string },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.supportId);
  if (isRefusal(row)) return row;
  const id = newId<'victim-need'>();
  await tx
    .insertInto('casework.victim_need')
    .values({
      ...within(actor, row),
      id,
      kind: input.kind,
      says: input.says.trim() === '' ? null : subjects.seal(row.id, input.says.trim()),
    })
    .execute();
  await told(tx, actor, row.id, 'need', { kind: input.kind });
  return { id };
}

/** Says whether a need was met. Refused: not-found, not-allowed, support-is-over, judged-out-of-time, changed-meanwhile. */
export async function judgeNeed(
  tx: Tx,
  actor: Actor,
  input: { supportId: string; id: string; revision: number; met: Met; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.supportId);
  if (isRefusal(row)) return row;
  if (input.on < row.opened_on || input.on > (await businessToday(tx)))
    return refused('judged-out-of-time', 'Give a day between the beginning of the support and today.', {
      field: 'day',
    });
  const { numUpdatedRows } = await tx
    .updateTable('casework.victim_need')
    .set({ met: input.met, judged_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', input.supportId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('need');
  await told(tx, actor, row.id, 'judge', { met: input.met });
  return { id: input.id };
}
