import type { Refusal } from '../../kernel/refusal.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { ImportPreview, ImportStart } from '../../ui/import/import-pages.tsx';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { ImportResult } from '../import-rows.ts';
import { textIn } from './form.ts';
import { type Access, type Answer, type Context, get, type PageContent, post, type Route } from './route.ts';

export interface ImportPages {
  /** Address of the import's first page. */
  readonly path: string;
  readonly things: string;
  readonly access: Access;
  /** Where to go when it is written. */
  readonly afterwards: string;
  readonly breadcrumbs: NonNullable<PageContent['breadcrumbs']>;
  readonly columns: readonly { readonly name: string; readonly says: string }[];
  readonly run: (
    tx: Tx,
    actor: Actor,
    text: string,
    options: { readonly write: boolean },
  ) => Promise<ImportResult | Refusal>;
}

const MAX_BYTES = 2_000_000;

/** The three routes of an import: choose a file, see what it would do, write it. */
export function importRoutes(pages: ImportPages): readonly Route[] {
  const { path, access, things } = pages;
  const own = (c: Context) => ({ things, action: path, ...c.formKeys });
  const start = (c: Context, error?: string): PageContent => ({
    title: `Import ${things}`,
    breadcrumbs: pages.breadcrumbs,
    body: <ImportStart {...own(c)} columns={pages.columns} error={error} />,
  });
  const preview = (c: Context, text: string, result: ImportResult): PageContent => ({
    title: `Preview: import ${things}`,
    breadcrumbs: pages.breadcrumbs,
    body: <ImportPreview {...own(c)} text={text} rows={result.rows} counts={result.counts} />,
  });
  const run = async (c: Context, text: string, write: boolean): Promise<Answer> => {
    const result = await pages.run(c.tx, c.actor, text, { write });
    if (isRefusal(result)) return { ...start(c, result.message), status: 422 };
    if (result.written) return { redirect: pages.afterwards };
    return { ...preview(c, text, result), ...(write ? { status: 422 } : {}) };
  };
  return [
    get(path, access, async (c) => start(c)),
    post(
      path,
      access,
      async (c) => {
        const text = c.files[0]?.bytes.toString('utf8') ?? '';
        return text ? run(c, text, false) : { ...start(c, 'Choose a CSV file'), status: 422 };
      },
      { unaudited: true, upload: { maxBytes: MAX_BYTES } },
    ),
    // The rows' commands write the audit events; a file that changes nothing writes none.
    post(`${path}/confirmation`, access, (c) => run(c, textIn(c.form, 'text'), true), { unaudited: true }),
  ];
}
