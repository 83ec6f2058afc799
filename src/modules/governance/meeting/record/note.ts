import { type Id, newId } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { itemOf, meetingToRecord } from './meeting.ts';

/**
 * Writes the actor's own note on an item, or writes it again; nobody writes in another's. `revision` is the one that was
 * seen, 0 for a first note; one that was written meanwhile in another window is refused, and nothing is lost.
 */
export async function writeNote(
  tx: Tx,
  actor: Actor,
  input: {
    readonly sittingId: string;
    readonly itemId: string;
    readonly words: string;
    readonly revision: number;
  },
): Promise<{ readonly id: Id<'note'>; readonly revision: number } | Refusal> {
  const sitting = await meetingToRecord(tx, actor, input.sittingId);
  if (isRefusal(sitting)) return sitting;
  const item = await itemOf(tx, sitting, input.itemId);
  if (isRefusal(item)) return item;
  const words = input.words.trim();
  const mine = await tx
    .selectFrom('governance.note')
    .select(['id', 'revision'])
    .where('item_id', '=', item.id)
    .where('account_id', 'is not distinct from', accountOf(actor) ?? null)
    .executeTakeFirst();
  if ((mine?.revision ?? 0) !== input.revision) return changedMeanwhile('note');
  const id = (mine?.id ?? newId<'note'>()) as Id<'note'>;
  if (mine) {
    const { numUpdatedRows } = await tx
      .updateTable('governance.note')
      .set({ words, revision: mine.revision + 1, written_at: new Date() })
      .where('id', '=', mine.id)
      .where('revision', '=', mine.revision)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return changedMeanwhile('note');
  } else
    await tx
      .insertInto('governance.note')
      .values({
        partnership_id: actor.partnershipId,
        id,
        sitting_id: sitting.id,
        item_id: item.id,
        account_id: accountOf(actor) ?? null,
        person_id: actor.kind === 'member' ? actor.personId : null,
        words,
      })
      .execute();
  await recordCommand(tx, actor, {
    action: 'sitting.write-note',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { noteId: id, itemId: item.id, ...(item.exempt ? {} : { words }) },
  });
  return { id, revision: input.revision + 1 };
}
