import { isUtf8 } from 'node:buffer';
import { sql } from 'kysely';
import { newId } from '../../../../kernel/ids.ts';
import { isRefusal, orThrow, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { checkUpload, type FileStore, storeFile } from '../../../../platform/files.ts';
import type { Uploaded } from '../../../../platform/http/route.ts';
import { startProgress } from '../../../../platform/progress.ts';
import { BrokenZip } from '../../../../ui/document/index.ts';
import type { StreetAccount } from '../account.ts';
import { mayImportStreet } from '../import-street.ts';
import { notUtf8 } from '../utf8.ts';
import { findUpload } from './queries.ts';
import { NEXT, type StreetUpload, type UploadId, type UploadState } from './types.ts';
import { brokenArchive, type GivenFile, notStreet, streetFilesIn } from './unpack.ts';

/** A step of an upload, as it is kept. */
type Step =
  | { readonly step: 'looked'; readonly accounts: readonly StreetAccount[] }
  | { readonly step: 'refused'; readonly says: string }
  | { readonly step: 'confirmed'; readonly leave_out: boolean; readonly progress_id: string }
  | { readonly step: 'imported'; readonly position: number; readonly accounts: readonly [StreetAccount] }
  | { readonly step: 'finished' | 'put-aside' };

const linesIn = (bytes: Buffer): number => {
  let lines = 1;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
};

/**
 * Keeps street files that somebody uploaded, alone or in an archive, so that they can be read for a preview; one is in
 * memory at a time, and none is stored before all were looked at. Refused: not-allowed, no-file, no-street-file, too-many-files, columns-missing, file-unreadable.
 */
export async function bringStreetFiles(
  tx: Tx,
  actor: Actor,
  store: FileStore,
  uploaded: readonly Uploaded[],
): Promise<UploadId | Refusal> {
  if (!mayImportStreet(actor)) return notAllowed();
  const given = streetFilesIn(uploaded);
  if (isRefusal(given)) return given;
  const id = newId<'street-upload'>();
  for (const file of given.files) {
    const looked = lookedAt(file);
    if (isRefusal(looked)) return looked;
  }
  const files: { file_id: string; name: string; bytes: number; lines: number }[] = [];
  for (const file of given.files) {
    const { name } = file;
    const bytes = orThrow(lookedAt(file));
    const stored = orThrow(await storeFile(tx, actor, store, { fileName: csvName(name), bytes }));
    files.push({ file_id: stored.id, name, bytes: bytes.length, lines: linesIn(bytes) });
  }
  const total = files.reduce((sum, { lines }) => sum + lines, 0);
  const of = { partnership_id: actor.partnershipId };
  await tx
    .insertInto('intelligence.street_upload')
    .values({
      ...of,
      id,
      progress_id: await startProgress(tx, actor, { work: 'Reading street files', total }),
      not_read: [...given.notRead],
      not_read_more: given.notReadMore,
      uploaded_by: accountOf(actor) ?? null,
    })
    .execute();
  await tx
    .insertInto('intelligence.street_upload_file')
    .values(files.map((file, at) => ({ ...of, upload_id: id, position: at + 1, ...file })))
    .execute();
  await recordCommand(tx, actor, {
    action: 'street-upload.brought',
    subject: { kind: 'street-upload', id },
    detail: {
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      notRead: given.notRead,
      notReadMore: given.notReadMore,
    },
  });
  return id;
}

const csvName = (name: string): string => (/\.csv$/i.test(name) ? name : `${name}.csv`);

/** The bytes of a file that looks like a street file from its beginning; it is unpacked each time, so that one alone is in memory. */
function lookedAt({ name, read }: GivenFile): Buffer | Refusal {
  const bytes = unpacked(name, read);
  if (isRefusal(bytes)) return bytes;
  const wrong = notStreet(name, bytes);
  if (wrong) return wrong;
  if (!bytes.includes(0) && !isUtf8(bytes)) return notUtf8(name);
  const checked = checkUpload(csvName(name), bytes);
  return isRefusal(checked) ? { ...checked, message: `${name}: ${checked.message}`, field: 'file' } : bytes;
}

function unpacked(name: string, read: () => Buffer): Buffer | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof BrokenZip) return brokenArchive(name, error);
    throw error;
  }
}

/** Why files are not imported in which a row cannot be read, unless such rows are to be left out. */
export const rowsUnreadable = (): Refusal =>
  refused(
    'rows-unreadable',
    'Some rows cannot be read. Say that they are left out, or bring the files again.',
  );

/** Holds an upload: to the end of the transaction nobody else that holds it brings it further. */
export async function holdUpload(tx: Tx, id: UploadId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('intelligence.street_upload ' || ${id}::text, 0))`.execute(
    tx,
  );
}

/** Keeps that something happened to an upload; each step is taken once. */
export async function takeStep(tx: Tx, actor: Actor, uploadId: UploadId, step: Step): Promise<void> {
  const { accounts, ...others } = { accounts: undefined, ...step };
  await tx
    .insertInto('intelligence.street_upload_step')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'street-upload-step'>(),
      upload_id: uploadId,
      ...others,
      accounts: accounts === undefined ? null : JSON.stringify(accounts),
      taken_by: accountOf(actor) ?? null,
    })
    .execute();
}

async function uploadThatMay(
  tx: Tx,
  actor: Actor,
  id: string,
  become: UploadState,
): Promise<StreetUpload | Refusal> {
  if (!mayImportStreet(actor)) return notAllowed();
  const upload = await findUpload(tx, id);
  if (!upload) return notFound('upload');
  const next: readonly UploadState[] = NEXT[upload.state];
  return next.includes(become)
    ? upload
    : refused('changed-meanwhile', 'Somebody decided about these files meanwhile. Look at their page again.');
}

/**
 * Says that an upload is to be imported, as its preview showed it. Rows that cannot be read may be where a file was cut:
 * they are left out only where that is said. Refused: not-allowed, not-found, changed-meanwhile, rows-unreadable.
 */
export async function confirmStreetFiles(
  tx: Tx,
  actor: Actor,
  id: string,
  { leaveOut }: { readonly leaveOut: boolean },
): Promise<StreetUpload | Refusal> {
  const upload = await uploadThatMay(tx, actor, id, 'importing');
  if (isRefusal(upload)) return upload;
  if (!leaveOut && upload.look?.some(({ unreadable }) => unreadable > 0)) return rowsUnreadable();
  const total = upload.files.reduce((sum, { lines }) => sum + lines, 0);
  const progress_id = await startProgress(tx, actor, { work: 'Importing street files', total });
  await takeStep(tx, actor, upload.id, { step: 'confirmed', leave_out: leaveOut, progress_id });
  await recordCommand(tx, actor, {
    action: 'street-upload.confirmed',
    subject: { kind: 'street-upload', id: upload.id },
    detail: { leaveOut },
  });
  return upload;
}

/** Says that an upload is not to be imported. Refused: not-allowed, not-found, changed-meanwhile. */
export async function putStreetFilesAside(tx: Tx, actor: Actor, id: string): Promise<StreetUpload | Refusal> {
  const upload = await uploadThatMay(tx, actor, id, 'put-aside');
  if (isRefusal(upload)) return upload;
  await takeStep(tx, actor, upload.id, { step: 'put-aside' });
  await recordCommand(tx, actor, {
    action: 'street-upload.put-aside',
    subject: { kind: 'street-upload', id: upload.id },
  });
  return upload;
}
