import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { type Id, newId } from '../kernel/ids.ts';
import { type Refusal, refused } from '../kernel/refusal.ts';
import { type Actor, accountOf } from './actor.ts';
import { afterRollback, type Tx } from './database/transaction.ts';
import { bytesLock, removeUnusedOver } from './file-removal.ts';

/** Bytes under their SHA-256, in `<data>/files/ab/cdef…`; a file that is there is whole and never changes. */
export interface FileStore {
  readonly folder: string;
  readonly write: (bytes: Buffer) => Promise<Buffer>;
  readonly read: (sha256: Buffer) => Promise<Buffer>;
  /** Takes the bytes away for good; the caller knows that no row has this hash any more. */
  readonly remove: (sha256: Buffer) => Promise<void>;
}

const hashOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

export function fileStore(folder: string): FileStore {
  const place = (sha256: Buffer): string => {
    const hex = sha256.toString('hex');
    return path.join(folder, hex.slice(0, 2), hex.slice(2));
  };
  return {
    folder,
    async write(bytes) {
      const sha256 = hashOf(bytes);
      const target = place(sha256);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const partial = `${target}.${newId()}.part`;
      const handle = await open(partial, 'w', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, target);
      return sha256;
    },
    async read(sha256) {
      const bytes = await readFile(place(sha256));
      if (!hashOf(bytes).equals(sha256))
        throw new Error(
          'A stored file does not have the contents it was stored with: restore it from a backup',
        );
      return bytes;
    },
    remove: (sha256) => rm(place(sha256), { force: true }),
  };
}

interface Kind {
  readonly mediaType: string;
  readonly endings: readonly string[];
  readonly looksRight: (bytes: Buffer) => boolean;
}

const startsWith =
  (...first: number[]) =>
  (bytes: Buffer): boolean =>
    first.every((byte, at) => bytes[at] === byte);

const isText = (bytes: Buffer): boolean => {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
};

/** What may be uploaded; the contents must be what the name says. */
const KINDS: readonly Kind[] = [
  { mediaType: 'application/pdf', endings: ['.pdf'], looksRight: startsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { mediaType: 'image/png', endings: ['.png'], looksRight: startsWith(0x89, 0x50, 0x4e, 0x47) },
  { mediaType: 'image/jpeg', endings: ['.jpg', '.jpeg'], looksRight: startsWith(0xff, 0xd8, 0xff) },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['.xlsx'],
    looksRight: startsWith(0x50, 0x4b, 0x03, 0x04),
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['.docx'],
    looksRight: startsWith(0x50, 0x4b, 0x03, 0x04),
  },
  { mediaType: 'text/csv', endings: ['.csv'], looksRight: isText },
  { mediaType: 'text/plain', endings: ['.txt', '.md'], looksRight: isText },
];

/** The media type of an upload by name and contents, or why it is refused. */
export function checkUpload(fileName: string, bytes: Buffer): { mediaType: string } | Refusal {
  const ending = path.extname(fileName).toLowerCase();
  const kind = KINDS.find((known) => known.endings.includes(ending));
  if (bytes.length === 0) return refused('file-empty', 'The file is empty. Choose another file.');
  if (!kind)
    return refused(
      'file-kind',
      `Choose a file of one of these kinds: ${KINDS.flatMap((k) => k.endings).join(', ')}.`,
    );
  if (!kind.looksRight(bytes))
    return refused(
      'file-contents',
      `The contents are not those of a ${ending} file. Save it again as ${ending} and upload that.`,
    );
  return { mediaType: kind.mediaType };
}

/**
 * Stores bytes that the caller has sealed, and their row, which says nothing of what they are: name and kind are the
 * caller's to keep, sealed. What was sealed twice differs, so that no other row has these bytes: they go with this one, and
 * when the transaction rolls back.
 */
export async function storeSealed(
  tx: Tx,
  actor: Actor,
  store: FileStore,
  sealed: Buffer,
): Promise<{ id: Id<'file'> }> {
  const id = newId<'file'>();
  const sha256 = hashOf(sealed);
  afterRollback(tx, (client) => removeUnusedOver(client, store, sha256));
  await store.write(sealed);
  await tx
    .insertInto('platform.file')
    .values({
      partnership_id: actor.partnershipId,
      id,
      name: 'sealed',
      media_type: 'application/octet-stream',
      size: sealed.length,
      sha256,
      created_by: accountOf(actor) ?? null,
    })
    .execute();
  return { id };
}

/**
 * Stores an upload and its row. The bytes are written first: a row never points at nothing. They go again when the
 * transaction rolls back.
 */
export async function storeFile(
  tx: Tx,
  actor: Actor,
  store: FileStore,
  upload: { readonly fileName: string; readonly bytes: Buffer },
): Promise<{ id: Id<'file'>; mediaType: string } | Refusal> {
  const checked = checkUpload(upload.fileName, upload.bytes);
  if ('refused' in checked) return checked;
  const id = newId<'file'>();
  const sha256 = hashOf(upload.bytes);
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${bytesLock(sha256)}, 0))`.execute(tx);
  afterRollback(tx, (client) => removeUnusedOver(client, store, sha256));
  await store.write(upload.bytes);
  await tx
    .insertInto('platform.file')
    .values({
      partnership_id: actor.partnershipId,
      id,
      name: path.basename(upload.fileName).slice(0, 200),
      media_type: checked.mediaType,
      size: upload.bytes.length,
      sha256,
      created_by: accountOf(actor) ?? null,
    })
    .execute();
  return { id, mediaType: checked.mediaType };
}
