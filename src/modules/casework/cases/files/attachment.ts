/**
 * Files of a case: who put them in, from whom they come, and what is in them.
 *
 * Bytes and name are sealed under the attachment's own id before anything is written: the file store and
 * `platform.file` hold nothing in clear, and no two rows share bytes.
 *
 * One that was put in by mistake is taken out at once (`withdrawFile`).
 *
 * For disposal: an attachment goes with its case by foreign key. With it go its row of `platform.file` (`file_id`), the
 * bytes of that row's hash in the store, and the key of the attachment's id, which makes the bytes in older backups
 * unreadable. One file can be taken out of a case that stays in the same way.
 */
import path from 'node:path';
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { checkUpload, type FileStore, storeSealed } from '../../../../platform/files.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { caseToWorkOn } from '../case-row.ts';
import { caseCode, codeOf, type HeardFrom } from '../words.ts';

/** A scanned letter of some pages; a film of a doorbell belongs to the police's own store. */
export const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST_NAME = 200;

export interface FileFields {
  readonly caseId: string;
  /** What it is; the name of the file where this is empty. */
  readonly title: string;
  readonly heardFrom: HeardFrom;
  readonly upload: { readonly fileName: string; readonly bytes: Buffer };
  readonly on: PlainDate;
}

/** Puts a file into an open case, for every agency of it. Refuses as `caseToWorkOn` and `checkUpload` do. */
export async function addAttachment(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  store: FileStore,
  { caseId, title, heardFrom, upload, on }: FileFields,
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, caseId);
  if (isRefusal(found)) return found;
  const checked = checkUpload(upload.fileName, upload.bytes);
  if (isRefusal(checked)) return refused(checked.refused, checked.message, { field: 'file' });
  const id = newId<'attachment'>();
  const stored = await storeSealed(tx, actor, store, subjects.sealBytes(id, upload.bytes));
  await tx
    .insertInto('casework.attachment')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: caseId,
      agency_id: found.agencyId,
      agency_ids: [...found.row.agency_ids],
      restricted: found.row.restricted,
      file_id: stored.id,
      name: subjects.seal(id, (title || path.basename(upload.fileName)).slice(0, LONGEST_NAME)),
      media_type: checked.mediaType,
      size: upload.bytes.length,
      heard_from: heardFrom,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      added_on: on,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'case.file-added',
    subject: { kind: 'case', id: caseId },
    detail: { file: id, mediaType: checked.mediaType, size: upload.bytes.length },
  });
  return { id };
}

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'text/csv': '.csv',
  'text/plain': '.txt',
};

/**
 * A file of a case, opened. It is called after the case, not after anybody: what is downloaded lies about on a device.
 * Refuses `not-found`, `file-was-withdrawn`, and `file-disposed-of` where its key or its bytes are gone.
 */
export async function openAttachment(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  store: FileStore,
  of: { readonly caseId: string; readonly id: string },
): Promise<{ bytes: Buffer; mediaType: string; fileName: string } | Refusal> {
  const row = await tx
    .selectFrom('casework.attachment as x')
    .innerJoin('platform.file as f', (join) =>
      join.onRef('f.partnership_id', '=', 'x.partnership_id').onRef('f.id', '=', 'x.file_id'),
    )
    .where('x.partnership_id', '=', actor.partnershipId)
    .where('x.case_id', '=', of.caseId)
    .where('x.id', '=', of.id)
    .select(['x.name', 'x.media_type', 'f.sha256'])
    .executeTakeFirst();
  if (!row) return (await wasWithdrawn(tx, actor, of)) ? withdrawn() : notFound('file');
  // Asked by the name first: where the key is gone, the bytes are not read.
  if (subjects.open(of.id, row.name) === undefined) return disposedOf();
  const bytes = subjects.openBytes(of.id, await store.read(row.sha256));
  return bytes
    ? {
        bytes,
        mediaType: row.media_type,
        fileName: `${caseCode(of.caseId)}-${codeOf(of.id)}${ENDINGS[row.media_type] ?? ''}`,
      }
    : disposedOf();
}

const disposedOf = (): Refusal =>
  refused('file-disposed-of', 'This file was disposed of. The certificate of disposal says when.');

const withdrawn = (): Refusal =>
  refused('file-was-withdrawn', 'This file was taken out of the case. The chronology says by whom and why.');

const wasWithdrawn = async (
  tx: Tx,
  actor: Actor,
  of: { readonly caseId: string; readonly id: string },
): Promise<boolean> =>
  (await tx
    .selectFrom('casework.file_withdrawn')
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', of.caseId)
    .where('id', '=', of.id)
    .select('id')
    .executeTakeFirst()) !== undefined;
