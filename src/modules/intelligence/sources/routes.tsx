import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { textIn } from '../../../platform/http/form.ts';
import { LARGEST_IMPORT } from '../../../platform/http/import-routes.tsx';
import { writeInBackground } from '../../../platform/http/long-import.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { readSpreadsheet } from '../../../platform/spreadsheet.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { listPlaces } from '../../places/index.ts';
import { listIndicators, listWaves } from '../queries.ts';
import { CRUMBS, RECORD } from '../routes/shared.ts';
import { importedApiRoutes } from './api.ts';
import { ColumnsPage, TABLES, TablesStart } from './columns-page.tsx';
import { carriedMapping, lookAt, mappingIn, valuesOf, withJoins } from './form.ts';
import { type FiguresFile, importFigures } from './import-figures.ts';
import { importedRoutes } from './imports-page.tsx';
import { keepTable, keptTable } from './kept-file.ts';
import { BUILT_IN, incomplete, type Mapping } from './mapping.ts';
import { mappingRoutes } from './mappings-page.tsx';
import { TablesPreview } from './preview-page.tsx';
import { findMapping, listMappings, saveMapping } from './saved.ts';

const TRAIL = [...CRUMBS, { text: 'Import figures of any shape', href: TABLES }];

type Kept = FiguresFile & { readonly id: string };

async function startPage(c: Context, typed: Typed): Promise<Answer> {
  return {
    title: 'Import figures of any shape',
    breadcrumbs: [...CRUMBS, { text: 'Import figures', href: '/indicators/import' }],
    body: <TablesStart keys={c.formKeys} typed={typed} own={await listMappings(c.tx)} builtIn={BUILT_IN} />,
  };
}

const indicatorChoices = async (tx: Tx) =>
  (await listIndicators(tx))
    .filter(({ endedOn }) => endedOn === null)
    .map(({ slug, title }) => ({ value: slug, text: title }));

/** The page that asks which column is what, with what a mapping says already. */
async function columnsPage(
  c: Context,
  file: Kept,
  mapping: Mapping | undefined,
  typed?: Typed,
): Promise<Answer> {
  const rows = await readSpreadsheet(file.bytes);
  if (isRefusal(rows)) return startPage(c, { values: c.form, errors: { file: rows.message } });
  const look = lookAt(rows, await listWaves(c.tx));
  const from = mapping ?? look.guess;
  const geographies = new Map(
    (await listPlaces(c.tx)).map(({ geographySlug, geography }) => [geographySlug, geography]),
  );
  return {
    title: 'Which column is what?',
    breadcrumbs: TRAIL,
    body: (
      <ColumnsPage
        {...(typed ?? { values: valuesOf(from), errors: {} })}
        {...c.formKeys}
        fileId={file.id}
        fileName={file.fileName}
        carried={JSON.stringify(from)}
        look={look}
        indicators={await indicatorChoices(c.tx)}
        geographies={[...geographies].map(([value, name]) => ({ value, text: `${name} (${value})` }))}
      />
    ),
  };
}

async function previewPage(
  c: Context,
  file: Kept,
  mapping: Mapping,
  title = '',
  errors: Typed['errors'] = {},
): Promise<Answer> {
  const report = await importFigures(c.tx, c.actor, file, mapping, { write: false });
  if (isRefusal(report))
    return columnsPage(c, file, mapping, {
      values: valuesOf(mapping),
      errors: {
        [report.field === undefined || report.field === 'file' ? 'shape' : report.field]: report.message,
      },
    });
  return {
    title: 'Preview of the import',
    breadcrumbs: TRAIL,
    wide: true,
    body: (
      <TablesPreview
        report={report}
        fileName={file.fileName}
        fileId={file.id}
        mapping={mapping}
        mappingTitle={title}
        indicators={await indicatorChoices(c.tx)}
        keys={c.formKeys}
        errors={errors}
      />
    ),
  };
}

async function upload(c: Context): Promise<Answer> {
  const [file] = c.files;
  if (!file || file.bytes.length === 0)
    return refused('no-file', 'Choose a CSV file or workbook', { field: 'file' });
  const rows = await readSpreadsheet(file.bytes);
  if (isRefusal(rows)) return rows;
  const id = await keepTable(c, file);
  if (isRefusal(id)) return id;
  const kept = { id, fileName: file.fileName, bytes: file.bytes };
  const chosen = textIn(c.form, 'mapping');
  const found = chosen === '' ? undefined : await findMapping(c.tx, chosen);
  if (chosen !== '' && !found)
    return refused('mapping-unknown', 'That mapping is not there any more. Choose another.', {
      field: 'mapping',
    });
  const own = found !== undefined && !BUILT_IN.includes(found);
  return found && (found.mapping.indicator !== '' || found.mapping.indicatorColumn !== '')
    ? previewPage(c, kept, found.mapping, own ? found.title : '')
    : columnsPage(c, kept, found?.mapping);
}

/** From the fields of the form, or from a preview whose unknown names were joined. */
async function preview(c: Context): Promise<Answer> {
  const file = await keptTable(c);
  if (isRefusal(file)) return startPage(c, { values: c.form, errors: { file: file.message } });
  if (textIn(c.form, 'mapping') !== '') {
    const mapping = carriedMapping(c.form);
    return isRefusal(mapping) ? mapping : previewPage(c, file, withJoins(mapping, c.form));
  }
  const base = carriedMapping({ mapping: textIn(c.form, 'carried') });
  const mapping = mappingIn(c.form, isRefusal(base) ? undefined : base);
  const lacks =
    incomplete(mapping) ??
    (mapping.indicator === '' && mapping.indicatorColumn === ''
      ? { field: 'indicator', message: 'Choose the indicator, or the column that names it' }
      : undefined);
  if (lacks) {
    const errors = { [lacks.field]: lacks.message };
    const again = await columnsPage(c, file, mapping, { values: c.form, errors });
    return 'body' in again ? { ...again, status: 422 } : again;
  }
  return previewPage(c, file, mapping);
}

async function columns(c: Context): Promise<Answer> {
  const file = await keptTable(c);
  const mapping = carriedMapping(c.form);
  if (isRefusal(file)) return startPage(c, { values: c.form, errors: { file: file.message } });
  return columnsPage(c, file, isRefusal(mapping) ? undefined : mapping);
}

/** A file of more bytes is written after the answer, while a page shows how far it is. */
const LONG_FILE = 50_000;

async function confirm(c: Context): Promise<Answer> {
  const file = await keptTable(c);
  if (isRefusal(file)) return file;
  const mapping = carriedMapping(c.form);
  if (isRefusal(mapping)) return mapping;
  const title = textIn(c.form, 'saveAs');
  if (title !== '') {
    const saved = await saveMapping(c.tx, c.actor, title, mapping);
    if (isRefusal(saved)) return previewPage(c, file, mapping, title, { saveAs: saved.message });
  }
  const write = async (tx: Tx): Promise<string | Refusal> => {
    const report = await importFigures(tx, c.actor, file, mapping, { write: true });
    if (isRefusal(report)) return report;
    if (report.refused > 0)
      return refused('import-refused', 'Figures have changed since the preview, and some are refused now.');
    return report.importId === null ? '/indicators/imports' : `/indicators/imports/${report.importId}`;
  };
  if (file.bytes.length > LONG_FILE)
    return writeInBackground(c, {
      work: 'Importing figures',
      text: '\n'.repeat(file.bytes.length / 100),
      backTo: TABLES,
      write,
    });
  const path = await write(c.tx);
  return isRefusal(path) ? path : { redirect: path };
}

/** Figures of any shape: choose a file, say which column is what, see what becomes of every row, write it. */
export const sourceRoutes: readonly Route[] = [
  get(TABLES, RECORD, (c) => startPage(c, NOTHING_TYPED)),
  post(TABLES, RECORD, upload, { again: startPage, upload: { maxBytes: LARGEST_IMPORT }, unaudited: true }),
  post(`${TABLES}/columns`, RECORD, columns, { unaudited: true }),
  post(`${TABLES}/preview`, RECORD, preview, { again: startPage, unaudited: true }),
  post(`${TABLES}/confirmation`, RECORD, confirm, { again: startPage, unaudited: true }),
  ...mappingRoutes,
  ...importedRoutes,
  ...importedApiRoutes,
];
