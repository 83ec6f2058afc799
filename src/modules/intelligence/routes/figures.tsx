import { stringify } from 'csv-stringify/sync';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { textIn } from '../../../platform/http/form.ts';
import { LARGEST_IMPORT } from '../../../platform/http/import-routes.tsx';
import { isLong, writeInBackground } from '../../../platform/http/long-import.ts';
import {
  keepPreviewed,
  keptName,
  previewedText,
  uploadedText,
} from '../../../platform/http/previewed-file.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { fingerprint, recordImportedFile } from '../../../platform/imported-files.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { COLUMNS } from '../import/csv.ts';
import { importObservations, previewObservations } from '../import/index.ts';
import { listPlaceFigures } from '../page-queries.ts';
import { ImportPage, PreviewPage } from '../pages/import.tsx';
import { ObservationForm } from '../pages/observation-form.tsx';
import { findSeenStanding, type SeenStanding } from '../seen-standings.ts';
import { CRUMBS, crumbsTo, RECORD, standingIn } from './shared.ts';

/** What is recorded of an indicator of which no figure is known up to the business day. */
async function insteadOf(c: Context, { standing, note }: SeenStanding): Promise<string> {
  if (note !== undefined) return standing.sentence;
  const places = await listPlaceFigures(c.tx, standing.indicator.id, 1);
  return places.total > 0
    ? 'No figure of the whole has been recorded yet, only figures of places.'
    : 'No figure has been recorded yet.';
}

async function observationForm(c: Context, typed: Typed): Promise<Answer> {
  const seen = await findSeenStanding(c.tx, c.params.slug ?? '', c.today);
  if (!seen) return notFound('indicator');
  const { standing } = seen;
  return {
    title: 'Record a figure',
    breadcrumbs: crumbsTo(standing.indicator),
    body: (
      <ObservationForm
        standing={standing}
        instead={standing.latest ? '' : await insteadOf(c, seen)}
        keys={c.formKeys}
        typed={typed}
      />
    ),
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
  reason.includes('Record it as provisional')
    ? 'quality'
    : ((['period', 'place', 'quality', 'denominator', 'numerator', 'source', 'note'] as const).find((name) =>
        new RegExp(`is not a ${name}|no ${name}|The ${name}|Its ${name} begins`, 'i').test(reason),
      ) ?? 'value');

const importPage = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Import figures',
  breadcrumbs: CRUMBS,
  body: <ImportPage keys={c.formKeys} typed={typed} mayDefine={may(c.actor, 'indicators.edit')} />,
});

/** Shows what a file would do. The file is kept as it was read, so that the confirmation is about the same lines. */
async function preview(c: Context): Promise<Answer> {
  const file = uploadedText(c);
  if (!file) return refused('no-file', 'Choose a CSV file.', { field: 'file' });
  const fileId = await keepPreviewed(c, file, file.text);
  if (isRefusal(fileId)) return fileId;
  return {
    title: 'Preview of the import',
    breadcrumbs: [...CRUMBS, { text: 'Import figures', href: '/indicators/import' }],
    wide: true,
    body: (
      <PreviewPage
        preview={await previewObservations(c.tx, c.actor, file.text)}
        fileName={file.fileName}
        fileId={fileId}
        keys={c.formKeys}
      />
    ),
  };
}

async function confirm(c: Context): Promise<Answer> {
  const text = await previewedText(c);
  if (isRefusal(text)) return text;
  const write = (tx: Tx): Promise<string | Refusal> =>
    writeFigures(tx, c.actor, text, textIn(c.form, 'file'));
  if (!isLong(text)) {
    const path = await write(c.tx);
    return isRefusal(path) ? path : { redirect: path };
  }
  await recordCommand(c.tx, c.actor, {
    action: 'observations.ask-import',
    detail: { file: textIn(c.form, 'file') },
  });
  return writeInBackground(c, { work: 'Importing figures', text, backTo: '/indicators/import', write });
}

async function writeFigures(tx: Tx, actor: Actor, text: string, fileId: string): Promise<string | Refusal> {
  const report = await importObservations(tx, actor, text);
  if (isRefusal(report)) return report;
  if (report.refused > 0)
    return refused(
      'import-refused',
      'Figures have changed since the preview, and some lines are refused now. Choose the file again to see which.',
      { field: 'file' },
    );
  if (report.written === 0)
    return refused('nothing-to-import', 'All these figures are recorded already.', { field: 'file' });
  const { added, changed, unchanged } = report;
  await recordImportedFile(tx, actor, {
    importer: 'observations',
    file: await keptName(tx, fileId),
    ...fingerprint(text),
    read: report.rows.length,
    added,
    changed,
    unchanged,
    notUsed: 0,
  });
  return '/indicators';
}

/** Recording one figure, and importing many: upload, preview, confirmation. */
export const figureRoutes: readonly Route[] = [
  get('/indicators/import', RECORD, (c) => importPage(c, NOTHING_TYPED)),
  post('/indicators/import', RECORD, preview, {
    again: importPage,
    upload: { maxBytes: LARGEST_IMPORT },
    unaudited: true,
  }),
  post('/indicators/import/confirmation', RECORD, confirm, { again: importPage }),
  get('/indicators/:slug/observations/new', RECORD, (c) =>
    observationForm(c, { ...NOTHING_TYPED, values: { quality: 'final' } }),
  ),
  post('/indicators/:slug/observations/new', RECORD, record, { again: observationForm }),
];
