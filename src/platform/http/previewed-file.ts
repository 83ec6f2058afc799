import { asId, type Id } from '../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { accountOf } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { storeFile } from '../files.ts';
import { textIn } from './form.ts';
import type { Context, Uploaded } from './route.ts';

/** The text of a file as spreadsheets write them: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The text file that was uploaded; undefined when none was chosen. */
export const uploadedText = (c: Pick<Context, 'files'>): { fileName: string; text: string } | undefined => {
  const [file] = c.files;
  return file && file.bytes.length > 0
    ? { fileName: file.fileName, text: decodeText(file.bytes) }
    : undefined;
};

/** Keeps the text of a file that was previewed, so that its confirmation is about the same lines, however many. */
export async function keepPreviewed(
  c: Context,
  { fileName }: Pick<Uploaded, 'fileName'>,
  text: string,
): Promise<Id<'file'> | Refusal> {
  const named = /\.csv$/i.test(fileName) ? fileName : `${fileName}.txt`;
  const stored = await storeFile(c.tx, c.actor, c.services.files, {
    fileName: named,
    bytes: Buffer.from(text),
  });
  return isRefusal(stored) ? { ...stored, field: 'file' } : stored.id;
}

/** The text of the file that the form's field `file` names, when this account had it previewed. Refused: file-gone. */
export async function previewedText(c: Context): Promise<string | Refusal> {
  const id = asId<'file'>(textIn(c.form, 'file'));
  const file =
    id &&
    (await c.tx
      .selectFrom('platform.file')
      .select('sha256')
      .where('id', '=', id)
      .where('media_type', 'in', ['text/csv', 'text/plain'])
      .where('created_by', 'is not distinct from', accountOf(c.actor) ?? null)
      .executeTakeFirst());
  if (!file)
    return refused('file-gone', 'The file is not there any more. Choose it again.', { field: 'file' });
  return (await c.services.files.read(file.sha256)).toString('utf8');
}

/** What a file that was previewed was called. */
export async function keptName(tx: Tx, fileId: string): Promise<string> {
  const id = asId<'file'>(fileId);
  const file =
    id && (await tx.selectFrom('platform.file').select('name').where('id', '=', id).executeTakeFirst());
  return file?.name ?? '';
}
