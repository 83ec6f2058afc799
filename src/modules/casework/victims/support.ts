/** Support for somebody who was harmed begins, changes hands and ends. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { findRecord } from '../people/index.ts';
import type { Source } from '../restorative/words.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { supportToWorkOn } from './support-row.ts';
import type { Harm, Outcome } from './words.ts';

export interface SupportInput {
  readonly recordId: string;
  readonly harm: Harm;
  readonly source: Source;
  readonly openedOn: PlainDate;
  /** Who works with them; the actor unless given. */
  readonly workerId?: string;
}

/** Opens support by the actor's agency. Refused: not-allowed, not-found, opened-ahead, supported-already, worker-missing. */
export async function openSupport(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: SupportInput,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const workerId = input.workerId ?? workerIn(actor);
  if (workerId === undefined) return refused('worker-missing', 'Say who works with them.');
  const record = await findRecord(tx, actor, subjects, input.recordId);
  if (!record) return notFound('record');
  if (input.openedOn > (await businessToday(tx)))
    return refused('opened-ahead', 'Give the day on which it began.', { field: 'openedOn' });
  if (await isSupported(tx, actor, agencyId, input.recordId))
    return refused('supported-already', 'Your agency supports this person already.', { field: 'recordId' });
  const id = newId<'victim-support'>();
  await tx
    .insertInto('casework.victim_support')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: agencyId,
      restricted: record.restricted,
      record_id: input.recordId,
      worker_id: workerId,
      harm: input.harm,
      source: input.source,
      opened_on: input.openedOn,
      review_on: await reviewOn(tx, actor, 'victim-support', input.openedOn),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'victim-support.open',
    subject: { kind: 'victim-support', id },
    detail: { harm: input.harm },
  });
  return { id };
}

const workerIn = (actor: Actor): string | undefined => (actor.kind === 'member' ? actor.personId : undefined);

async function isSupported(tx: Tx, actor: Actor, agencyId: string, recordId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('casework.victim_support')
    .where('partnership_id', '=', actor.partnershipId)
    .where('agency_id', '=', agencyId)
    .where('record_id', '=', recordId)
    .where('closed_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Hands a support to a worker; to the actor where nobody is named. Refused: not-found, not-allowed, support-is-over, changed-meanwhile. */
export async function handOver(
  tx: Tx,
  actor: Actor,
  input: { readonly id: string; readonly revision: number; readonly workerId?: string },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.id);
  if (isRefusal(row)) return row;
  const workerId = input.workerId ?? workerIn(actor);
  if (
    workerId === undefined ||
    (workerId !== workerIn(actor) && !(await worksThere(tx, actor, row.agency_id, workerId)))
  )
    return refused('worker-missing', 'Choose somebody of your agency who supports victims.', {
      field: 'workerId',
    });
  return change(tx, actor, { ...input, act: 'hand-over' }, { worker_id: workerId });
}

async function worksThere(tx: Tx, actor: Actor, agencyId: string, workerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('casework.victim_support')
    .where('partnership_id', '=', actor.partnershipId)
    .where('agency_id', '=', agencyId)
    .where('worker_id', '=', workerId)
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Ends a support. Named rules: every promise was kept, missed or released by the person (`promises-are-answered-first`),
 * and of every need it is known whether it was met (`needs-are-judged-first`). Refused also: not-found, not-allowed,
 * support-is-over, closed-out-of-time, changed-meanwhile.
 */
export async function closeSupport(
  tx: Tx,
  actor: Actor,
  input: {
    readonly id: string;
    readonly revision: number;
    readonly outcome: Outcome;
    readonly on: PlainDate;
  },
): Promise<{ id: string } | Refusal> {
  const row = await supportToWorkOn(tx, actor, input.id);
  if (isRefusal(row)) return row;
  if (input.on < row.opened_on || input.on > (await businessToday(tx)))
    return refused('closed-out-of-time', 'Give a day between its beginning and today.', { field: 'day' });
  const waiting = await tx
    .selectFrom('casework.victim_promise_now')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', input.id)
    .where('state', '=', 'waiting')
    .select('id')
    .executeTakeFirst();
  if (waiting)
    return refused(
      'promises-are-answered-first',
      'A promise to be in touch still waits. Keep it first, or record that the person releases it.',
    );
  const unjudged = await tx
    .selectFrom('casework.victim_need')
    .where('partnership_id', '=', actor.partnershipId)
    .where('support_id', '=', input.id)
    .where('met', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (unjudged) return refused('needs-are-judged-first', 'Say first of every need whether it was met.');
  const reviewed = await reviewOn(tx, actor, 'victim-support', input.on);
  return change(
    tx,
    actor,
    { ...input, act: 'close' },
    { closed_on: input.on, outcome: input.outcome, review_on: reviewed },
  );
}

async function change(
  tx: Tx,
  actor: Actor,
  { id, revision, act }: { readonly id: string; readonly revision: number; readonly act: string },
  columns: { worker_id?: string; closed_on?: PlainDate; outcome?: Outcome; review_on?: PlainDate },
): Promise<{ id: string } | Refusal> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.victim_support')
    .set({ ...columns, revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('support');
  await recordCommand(tx, actor, {
    action: `victim-support.${act}`,
    subject: { kind: 'victim-support', id },
    detail: columns.outcome === undefined ? {} : { outcome: columns.outcome },
  });
  return { id };
}
