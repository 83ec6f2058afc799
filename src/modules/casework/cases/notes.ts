/** Notes of a case: who knows what and from whom. Nothing is edited; a mistake is corrected by another note. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type CaseRow, caseToWorkOn } from './case-row.ts';
import type { HeardFrom, NoteKind } from './words.ts';

export interface NoteFields {
  readonly caseId: string;
  readonly on: PlainDate;
  readonly kind: NoteKind;
  readonly heardFrom: HeardFrom;
  readonly words: string;
  /** Which agencies of the case may read it beside the writer's own; all of them unless given. */
  readonly readers?: readonly string[] | undefined;
}

/** Writes a note. Refuses `note-is-empty`, `reader-takes-no-part` and `note-lies-ahead`. */
export async function addNote(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  today: PlainDate,
  fields: NoteFields,
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, fields.caseId);
  if (isRefusal(found)) return found;
  const refusal = checkNote(found.row, today, fields);
  if (refusal) return refusal;
  const readers = new Set([...(fields.readers ?? found.row.agency_ids), found.agencyId]);
  return write(tx, actor, subjects, found, { ...fields, readers: [...readers], correctsId: null });
}

/** Corrects a note of the actor's agency: both stay, and whoever read the first reads the correction. */
export async function correctNote(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; noteId: string; words: string; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const note = await tx
    .selectFrom('casework.case_note')
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', input.caseId)
    .where('id', '=', input.noteId)
    .select(['agency_id', 'agency_ids', 'heard_from'])
    .executeTakeFirst();
  if (!note) return notFound('note');
  if (note.agency_id !== found.agencyId)
    return refused(
      'note-of-another-agency',
      'Only the agency that wrote a note corrects it. Add a note of your own.',
    );
  if (input.words.trim() === '') return noteIsEmpty();
  return write(tx, actor, subjects, found, {
    on: input.on,
    kind: 'correction',
    heardFrom: note.heard_from as HeardFrom,
    words: input.words,
    readers: note.agency_ids,
    correctsId: input.noteId,
  });
}

const noteIsEmpty = (): Refusal => refused('note-is-empty', 'Write the note.', { field: 'words' });

function checkNote(row: CaseRow, today: PlainDate, fields: NoteFields): Refusal | undefined {
  if (fields.words.trim() === '') return noteIsEmpty();
  if (fields.on > today)
    return refused(
      'note-lies-ahead',
      'A note tells what has happened: give a day up to today, or add a task.',
      {
        field: 'on',
      },
    );
  if (fields.readers?.some((id) => !row.agency_ids.includes(id)))
    return refused('reader-takes-no-part', 'Choose readers among the agencies that take part in the case.', {
      field: 'readers',
    });
  return undefined;
}

async function write(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { row, agencyId }: { row: CaseRow; agencyId: string },
  note: {
    on: PlainDate;
    kind: NoteKind | 'correction';
    heardFrom: HeardFrom;
    words: string;
    readers: readonly string[];
    correctsId: string | null;
  },
): Promise<{ id: string }> {
  const id = newId<'case-note'>();
  await tx
    .insertInto('casework.case_note')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: row.id,
      agency_id: agencyId,
      agency_ids: [...note.readers],
      restricted: row.restricted,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      on_day: note.on,
      kind: note.kind,
      heard_from: note.heardFrom,
      corrects_id: note.correctsId,
      words: subjects.seal(row.id, note.words.trim()),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: note.kind === 'correction' ? 'case.note-corrected' : 'case.note-added',
    subject: { kind: 'case', id: row.id },
  });
  return { id };
}
