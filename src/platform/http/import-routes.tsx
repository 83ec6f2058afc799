import type { Refusal } from '../../kernel/refusal.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { type Asked, ImportPreview, ImportStart } from '../../ui/import/import-pages.tsx';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { allWritten, type ImportResult } from '../import-rows.ts';
import { fingerprint, type Provenance, recordImportedFile } from '../imported-files.ts';
import type { Services } from '../services.ts';
import { textIn } from './form.ts';
import { isLong, writeInBackground } from './long-import.ts';
import { keepPreviewed, keptName, previewedText, uploadedText } from './previewed-file.ts';
import { type Access, type Answer, type Context, get, type PageContent, post, type Route } from './route.ts';

export interface ImportPages {
  /** Address of the import's first page. */
  readonly path: string;
  readonly things: string;
  readonly access: Access;
  /** Where to go when it is written. */
  readonly afterwards: string;
  readonly breadcrumbs: NonNullable<PageContent['breadcrumbs']>;
  /** What the file holds: the columns of a CSV file, or the parts of another. */
  readonly columns: readonly { readonly name: string; readonly says: string }[];
  /** A CSV file unless it says so. */
  readonly file?: 'CSV' | 'JSON' | 'GeoJSON';
  /** What is asked beside the file, since the file does not say it. */
  readonly asks?: (c: Context) => Promise<readonly Asked[]>;
  readonly run: (
    tx: Tx,
    actor: Actor,
    text: string,
    options: {
      readonly write: boolean;
      /** What was answered, by the names of what is asked, and `fileName`; empty where nothing is asked. */
      readonly answers: Readonly<Record<string, string>>;
    },
    services: Services,
  ) => Promise<ImportResult | Refusal>;
  /** The name under which the file leaves its account, as its command is called; none for files about people. */
  readonly leaves?: string;
  /** Where a file came from, by what was answered and its name as `fileName`; nothing is told unless given. */
  readonly publishedBy?: (text: string, answers: Readonly<Record<string, string>>) => Provenance;
  /** How the file is kept between preview and confirmation; as it is, unless given. */
  readonly between?: {
    readonly keep: (c: Context, given: Given) => Promise<string | Refusal>;
    readonly open: (c: Context) => Promise<string | Refusal>;
  };
}

type Given = NonNullable<ReturnType<typeof uploadedText>>;

const AS_IT_IS: NonNullable<ImportPages['between']> = {
  keep: (c, given) => keepPreviewed(c, given, given.text),
  open: previewedText,
};

/** Every import takes files as large as this, at the preview and at its confirmation, which sends no file again. */
export const LARGEST_IMPORT = 5 * 1_048_576;

/** The three routes of an import: choose a file, see what it would do, write it. */
export function importRoutes(pages: ImportPages): readonly Route[] {
  const { path, access, things, file = 'CSV', between = AS_IT_IS } = pages;
  const asks = async (c: Context) => (await pages.asks?.(c)) ?? [];
  const own = (c: Context) => ({ things, file, action: path, ...c.formKeys });
  const answersIn = async (c: Context, given?: Given): Promise<Readonly<Record<string, string>>> =>
    pages.asks
      ? {
          ...Object.fromEntries((await asks(c)).map(({ name }) => [name, textIn(c.form, name).trim()])),
          fileName: given?.fileName ?? textIn(c.form, 'fileName'),
        }
      : {};
  const start = async (c: Context, error?: Pick<Refusal, 'message' | 'field'>): Promise<PageContent> => ({
    title: `Import ${things}`,
    breadcrumbs: pages.breadcrumbs,
    body: (
      <ImportStart
        {...own(c)}
        columns={pages.columns}
        errors={error ? { [error.field ?? 'file']: error.message } : {}}
        asks={await asks(c)}
        answers={await answersIn(c)}
      />
    ),
    ...(error === undefined ? {} : { status: 422 }),
  });
  const preview = (
    c: Context,
    fileId: string,
    result: ImportResult,
    answers: Readonly<Record<string, string>>,
  ): PageContent => ({
    title: `Preview: import ${things}`,
    breadcrumbs: pages.breadcrumbs,
    body: (
      <ImportPreview
        {...own(c)}
        fileId={fileId}
        rows={result.rows}
        counts={result.counts}
        remarks={result.remarks}
        answers={answers}
      />
    ),
  });
  const upload = async (c: Context): Promise<Answer> => {
    const given = uploadedText(c);
    if (!given) return start(c, { message: `Choose a ${file} file` });
    const answers = await answersIn(c, given);
    const result = await pages.run(c.tx, c.actor, given.text, { write: false, answers }, c.services);
    if (isRefusal(result)) return start(c, result);
    const kept = await between.keep(c, given);
    return isRefusal(kept) ? start(c, kept) : preview(c, kept, result, answers);
  };
  const leave = async (tx: Tx, c: Context, text: string, result: ImportResult) => {
    const { counts, remarks = [], notUsed = 0 } = result;
    const { added, changed, unchanged } = counts;
    if (pages.leaves === undefined || added + changed === 0) return;
    const file = await keptName(tx, textIn(c.form, 'file'));
    await recordImportedFile(tx, c.actor, {
      importer: pages.leaves,
      file,
      ...fingerprint(text),
      ...(pages.publishedBy ? pages.publishedBy(text, { ...(await answersIn(c)), fileName: file }) : {}),
      read: added + changed + unchanged + notUsed,
      added,
      changed,
      unchanged,
      notUsed,
      account: remarks.length > 0 ? { remarks } : {},
    });
  };
  const confirm = async (c: Context): Promise<Answer> => {
    const text = await between.open(c);
    if (isRefusal(text)) return start(c, text);
    const answers = await answersIn(c);
    if (isLong(text))
      return writeInBackground(c, {
        work: `Importing ${things}`,
        text,
        backTo: path,
        write: async (tx) => {
          const result = allWritten(await pages.run(tx, c.actor, text, { write: true, answers }, c.services));
          if (isRefusal(result)) return result;
          await leave(tx, c, text, result);
          return pages.afterwards;
        },
      });
    const result = await pages.run(c.tx, c.actor, text, { write: true, answers }, c.services);
    if (isRefusal(result)) return start(c, result);
    if (result.written) {
      await leave(c.tx, c, text, result);
      return { redirect: pages.afterwards };
    }
    return { ...preview(c, textIn(c.form, 'file'), result, answers), status: 422 };
  };
  return [
    get(path, access, (c) => start(c)),
    post(path, access, upload, { unaudited: true, upload: { maxBytes: LARGEST_IMPORT } }),
    // The rows' commands write the audit events; a file that changes nothing writes none.
    post(`${path}/confirmation`, access, confirm, { unaudited: true }),
  ];
}
