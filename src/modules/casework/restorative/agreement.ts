/** What both sides agreed, whether it was kept, and what an agency notes for itself. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { matterToWorkOn } from './matter-row.ts';
import type { Kept } from './words.ts';

/** Writes down one thing that was agreed. Refused: not-found, not-allowed, matter-is-over, agreed-at-the-meeting, restorative-item-is-checked-by-who-takes-part. */
export async function agreeOn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { matterId: string; says: string; dueOn: PlainDate; checkedBy: string },
): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, input.matterId);
  if (isRefusal(found)) return found;
  const { row } = found;
  if (row.held_on === null)
    return refused('agreed-at-the-meeting', 'Record first that the meeting was held: it agrees.');
  if (input.dueOn < row.held_on)
    return refused('due-after-the-meeting', 'Give a day after the meeting.', { field: 'dueOn' });
  if (!row.agency_ids.includes(input.checkedBy))
    return refused('checked-by-who-takes-part', 'Choose an agency that takes part.', { field: 'checkedBy' });
  const id = newId<'restorative-item'>();
  await tx
    .insertInto('casework.restorative_item')
    .values({
      partnership_id: actor.partnershipId,
      id,
      matter_id: row.id,
      agency_id: input.checkedBy,
      agency_ids: [...row.agency_ids],
      restricted: row.restricted,
      says: subjects.seal(row.id, input.says.trim()),
      due_on: input.dueOn,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'restorative.agreed',
    subject: { kind: 'restorative', id: row.id },
  });
  return { id };
}

/** Says whether something agreed was kept; the agency that checks it does. Refused: not-found, not-allowed, matter-is-over, judged-ahead, changed-meanwhile. */
export async function judgeItem(
  tx: Tx,
  actor: Actor,
  input: { matterId: string; id: string; revision: number; kept: Kept; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, input.matterId);
  if (isRefusal(found)) return found;
  const item = await tx
    .selectFrom('casework.restorative_item')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', input.matterId)
    .where('id', '=', input.id)
    .select('agency_id')
    .executeTakeFirst();
  if (!item) return notFound('agreement');
  if (item.agency_id !== found.agencyId && found.row.agency_id !== found.agencyId) return notAllowed();
  if (input.on > (await businessToday(tx)))
    return refused('judged-ahead', 'Give a day up to today.', { field: 'day' });
  const { numUpdatedRows } = await tx
    .updateTable('casework.restorative_item')
    .set({ kept: input.kept, kept_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('agreement');
  await recordCommand(tx, actor, {
    action: 'restorative.judged',
    subject: { kind: 'restorative', id: input.matterId },
    detail: { kept: input.kept },
  });
  return { id: input.id };
}

/** A note of the actor's agency; others read it only where they are named. Refused: not-found, not-allowed, matter-is-over, noted-ahead, takes-no-part. */
export async function noteMatter(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { matterId: string; words: string; on: PlainDate; readers: readonly string[] },
): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, input.matterId);
  if (isRefusal(found)) return found;
  const { row, agencyId } = found;
  if (input.on > (await businessToday(tx)))
    return refused('noted-ahead', 'Give a day up to today.', { field: 'day' });
  if (!input.readers.every((id) => row.agency_ids.includes(id)))
    return refused('takes-no-part', 'Choose agencies that take part.', { field: 'readers' });
  const id = newId<'restorative-note'>();
  await tx
    .insertInto('casework.restorative_note')
    .values({
      partnership_id: actor.partnershipId,
      id,
      matter_id: row.id,
      agency_id: agencyId,
      agency_ids: [...new Set([agencyId, ...input.readers])],
      restricted: row.restricted,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      on_day: input.on,
      words: subjects.seal(row.id, input.words.trim()),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'restorative.noted',
    subject: { kind: 'restorative', id: row.id },
    detail: { readers: input.readers.length },
  });
  return { id };
}
