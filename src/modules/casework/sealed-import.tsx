/**
 * The pages of an import whose file is about people: what is kept between preview and confirmation is sealed under a key
 * of the day, which a night destroys, so that no uploaded file can be read again later.
 */
import { createHash } from 'node:crypto';
import { addDays, dayInLondon, type PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { textIn } from '../../platform/http/form.ts';
import { LARGEST_IMPORT } from '../../platform/http/import-routes.tsx';
import { isLong, writeInBackground } from '../../platform/http/long-import.ts';
import { keepPreviewed, previewedText, uploadedText } from '../../platform/http/previewed-file.ts';
import {
  type Access,
  type Answer,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../platform/http/route.ts';
import { allWritten, type ImportResult } from '../../platform/import-rows.ts';
import type { SubjectKeys } from '../../platform/keys/index.ts';
import type { Job } from '../../platform/module.ts';
import { ImportPreview, ImportStart } from '../../ui/import/import-pages.tsx';
import { inCasework } from './purpose/working.ts';

export interface SealedImport {
  readonly path: string;
  readonly things: string;
  readonly access: Access;
  readonly afterwards: string;
  readonly breadcrumbs: NonNullable<PageContent['breadcrumbs']>;
  readonly columns: readonly { readonly name: string; readonly says: string }[];
  /** Rows are named by reference, kind and day only: the preview is a page like any other. */
  readonly run: (
    tx: Tx,
    actor: Actor,
    subjects: SubjectKeys,
    text: string,
    options: { readonly write: boolean },
  ) => Promise<ImportResult | Refusal>;
}

/** Choose a file, see what it would do, write it; inside casework. */
export function sealedImportRoutes(pages: SealedImport): readonly Route[] {
  const { path, access, things } = pages;
  const page = (title: string, body: PageContent['body'], status?: number): PageContent => ({
    title,
    breadcrumbs: pages.breadcrumbs,
    body,
    ...(status === undefined ? {} : { status }),
  });
  const own = (c: Context) => ({ things, file: 'CSV' as const, action: path, ...c.formKeys });
  const start = (c: Context, error?: string): PageContent =>
    page(
      `Import ${things}`,
      <ImportStart {...own(c)} columns={pages.columns} error={error} />,
      error === undefined ? undefined : 422,
    );
  const preview = (c: Context, fileId: string, { rows, counts }: ImportResult): PageContent =>
    page(
      `Preview: import ${things}`,
      <ImportPreview {...own(c)} fileId={fileId} rows={rows} counts={counts} />,
    );
  const upload = async (c: Context): Promise<Answer> => {
    const given = uploadedText(c);
    if (!given) return start(c, 'Choose a CSV file');
    const { subjects } = c.services;
    const result = await pages.run(c.tx, c.actor, subjects, given.text, { write: false });
    if (isRefusal(result)) return start(c, result.message);
    const key = keyOfDay(c.actor, dayInLondon(new Date()));
    const sealed = subjects.seal(key, given.text).toString('base64');
    const kept = await keepPreviewed(c, { fileName: 'sealed.txt' }, sealed);
    return isRefusal(kept) ? start(c, kept.message) : preview(c, kept, result);
  };
  const confirm = async (c: Context): Promise<Answer> => {
    const { subjects } = c.services;
    const text = await openKept(c);
    if (isRefusal(text)) return start(c, text.message);
    if (isLong(text))
      return writeInBackground(c, {
        work: `Importing ${things}`,
        text,
        backTo: path,
        write: async (tx) => {
          const result = allWritten(await pages.run(tx, c.actor, subjects, text, { write: true }));
          return isRefusal(result) ? result : pages.afterwards;
        },
      });
    const result = await pages.run(c.tx, c.actor, subjects, text, { write: true });
    if (isRefusal(result)) return start(c, result.message);
    return result.written
      ? { redirect: pages.afterwards }
      : { ...preview(c, textIn(c.form, 'file'), result), status: 422 };
  };
  return [
    get(path, access, async (c) => start(c)),
    post(path, access, upload, { unaudited: true, upload: { maxBytes: LARGEST_IMPORT } }),
    post(`${path}/confirmation`, access, confirm, { unaudited: true }),
  ].map((route) => inCasework(route));
}

/** The file that was previewed today or yesterday. */
async function openKept(c: Context): Promise<string | Refusal> {
  const kept = await previewedText(c);
  if (isRefusal(kept)) return kept;
  const today = dayInLondon(new Date());
  for (const day of [today, addDays(today, -1)])
    try {
      const text = c.services.subjects.open(keyOfDay(c.actor, day), Buffer.from(kept, 'base64'));
      if (text !== undefined) return text;
    } catch {
      // Sealed under the key of the other day.
    }
  return refused('file-gone', 'The file is not kept any more. Choose it again.', { field: 'file' });
}

/** The id under which files of a day are sealed. */
function keyOfDay({ partnershipId }: Pick<Actor, 'partnershipId'>, day: PlainDate): string {
  const hex = createHash('sha256').update(`casework previews ${partnershipId} ${day}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const FORGOTTEN_AFTER = 2;
const NIGHTS_LOOKED_BACK = 30;

/** Makes files that were previewed and never confirmed, or were confirmed, unreadable for good. */
export const forgetPreviews: Job = {
  name: 'casework-forget-previews',
  every: '10 3 * * *',
  async run({ services, partnershipId }) {
    const today = dayInLondon(new Date());
    services.subjects.destroy(
      Array.from({ length: NIGHTS_LOOKED_BACK }, (_, at) =>
        keyOfDay({ partnershipId }, addDays(today, -FORGOTTEN_AFTER - at)),
      ),
    );
  },
};
