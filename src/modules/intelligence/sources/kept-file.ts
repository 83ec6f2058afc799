import { asId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { accountOf } from '../../../platform/actor.ts';
import { storeFile } from '../../../platform/files.ts';
import { textIn } from '../../../platform/http/form.ts';
import { decodeText } from '../../../platform/http/previewed-file.ts';
import type { Context, Uploaded } from '../../../platform/http/route.ts';
import type { FiguresFile } from './import-figures.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Keeps an uploaded table byte by byte, so that its confirmation is about the same file. Refused: what cannot be stored. */
export async function keepTable(c: Context, file: Uploaded): Promise<string | Refusal> {
  const keep = (fileName: string, bytes: Buffer) =>
    storeFile(c.tx, c.actor, c.services.files, { fileName, bytes });
  const known = /\.(csv|xlsx|txt)$/i.test(file.fileName);
  const stored = await keep(known ? file.fileName : `${file.fileName}.txt`, file.bytes);
  if (!isRefusal(stored)) return stored.id;
  // An old spreadsheet's encoding is no UTF-8: its text is kept instead.
  const text = await keep(
    `${file.fileName.replace(/\.xlsx$/i, '')}.txt`,
    Buffer.from(decodeText(file.bytes)),
  );
  return isRefusal(text) ? { ...text, field: 'file' } : text.id;
}

/** The table that the form's field `file` names, when this account sent it. Refused: file-gone. */
export async function keptTable(c: Context): Promise<(FiguresFile & { readonly id: string }) | Refusal> {
  const id = asId<'file'>(textIn(c.form, 'file'));
  const file =
    id &&
    (await c.tx
      .selectFrom('platform.file')
      .select(['sha256', 'name'])
      .where('id', '=', id)
      .where('media_type', 'in', ['text/csv', 'text/plain', XLSX])
      .where('created_by', 'is not distinct from', accountOf(c.actor) ?? null)
      .executeTakeFirst());
  if (!file)
    return refused('file-gone', 'The file is not there any more. Choose it again.', { field: 'file' });
  return { id, fileName: file.name, bytes: await c.services.files.read(file.sha256) };
}
