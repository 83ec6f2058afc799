import { stringify } from 'csv-stringify/sync';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { accountOf } from '../../../platform/actor.ts';
import { storeFile } from '../../../platform/files.ts';
import { textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { COLUMNS } from '../import/csv.ts';
import { decodeText, importObservations, previewObservations } from '../import/index.ts';
import { ImportPage, PreviewPage } from '../pages/import.tsx';
import { ObservationForm } from '../pages/observation-form.tsx';
import { NOTHING_TYPED, type Typed } from '../pages/parts.tsx';
import { CRUMBS, crumbsTo, RECORD, standingIn } from './shared.ts';

async function observationForm(c: Context, typed: Typed): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  return {
    title: 'Record a figure',
    breadcrumbs: crumbsTo(standing.indicator),
    body: <ObservationForm standing={standing} keys={c.formKeys} typed={typed} />,
  };
}

/** A figure typed into the form goes the way of a file with one line, so that both are judged by the same rules. */
async function record(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { slug } = standing.indicator;
  const cells = COLUMNS.map((name) => (name === 'indicator' ? slug : textIn(c.form, name)));
  const report = await importObservations(c.tx, c.actor, stringify([[...COLUMNS], cells]));
  if (isRefusal(report)) return report;
  const [row] = report.rows;
  if (row?.outcome === 'refused')
    return refused('figure-refused', row.reason, { field: fieldOf(row.reason) });
  if (row?.outcome === 'unchanged')
    return refused('figure-unchanged', 'This figure is recorded already, exactly so.', { field: 'value' });
  return { redirect: `/indicators/${slug}` };
}

/** The field that a reason speaks of first. */
const fieldOf = (reason: string): string =>
  (['period', 'place', 'quality', 'denominator', 'numerator'] as const).find((name) =>
    new RegExp(`is not a ${name}|no ${name}|The ${name}`, 'i').test(reason),
  ) ?? 'value';

const importPage = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Import figures',
  breadcrumbs: CRUMBS,
  body: <ImportPage keys={c.formKeys} typed={typed} />,
});

/** Shows what a file would do. The file is kept as it was read, so that the confirmation is about the same lines. */
async function preview(c: Context): Promise<Answer> {
  const [file] = c.files;
  if (!file || file.bytes.length === 0) return refused('no-file', 'Choose a CSV file.', { field: 'file' });
  const text = decodeText(file.bytes);
  const fileName = /\.csv$/i.test(file.fileName) ? file.fileName : `${file.fileName}.csv`;
  const stored = await storeFile(c.tx, c.actor, c.services.files, { fileName, bytes: Buffer.from(text) });
  if (isRefusal(stored)) return { ...stored, field: 'file' };
  return {
    title: 'Preview of the import',
    breadcrumbs: [...CRUMBS, { text: 'Import figures', href: '/indicators/import' }],
    wide: true,
    body: (
      <PreviewPage
        preview={await previewObservations(c.tx, c.actor, text)}
        fileName={file.fileName}
        fileId={stored.id}
        keys={c.formKeys}
      />
    ),
  };
}

/** The text of a file that this account had previewed. */
async function previewedFile(c: Context): Promise<string | undefined> {
  const id = asId<'file'>(textIn(c.form, 'file'));
  if (id === undefined) return undefined;
  const file = await c.tx
    .selectFrom('platform.file')
    .select('sha256')
    .where('id', '=', id)
    .where('media_type', '=', 'text/csv')
    .where('created_by', 'is not distinct from', accountOf(c.actor) ?? null)
    .executeTakeFirst();
  return file && (await c.services.files.read(file.sha256)).toString('utf8');
}

async function confirm(c: Context): Promise<Answer> {
  const text = await previewedFile(c);
  if (text === undefined)
    return refused('file-gone', 'The file is not there any more. Choose it again.', { field: 'file' });
  const report = await importObservations(c.tx, c.actor, text);
  if (isRefusal(report)) return report;
  if (report.refused > 0)
    return refused(
      'import-refused',
      'Figures have changed since the preview, and some lines are refused now. Choose the file again to see which.',
      { field: 'file' },
    );
  if (report.written === 0)
    return refused('nothing-to-import', 'All these figures are recorded already.', { field: 'file' });
  return { redirect: '/indicators' };
}

const MEGABYTE = 1_048_576;

/** Recording one figure, and importing many: upload, preview, confirmation. */
export const figureRoutes: readonly Route[] = [
  get('/indicators/import', RECORD, (c) => importPage(c, NOTHING_TYPED)),
  post('/indicators/import', RECORD, preview, {
    again: importPage,
    upload: { maxBytes: 5 * MEGABYTE },
    unaudited: true,
  }),
  post('/indicators/import/confirmation', RECORD, confirm, { again: importPage }),
  get('/indicators/:slug/observations/new', RECORD, (c) =>
    observationForm(c, { ...NOTHING_TYPED, values: { quality: 'final' } }),
  ),
  post('/indicators/:slug/observations/new', RECORD, record, { again: observationForm }),
];
