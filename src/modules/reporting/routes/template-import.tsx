import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { TemplateImportPage } from '../pages/template-import-page.tsx';
import { findTemplate } from '../queries.ts';
import { standardTemplate } from '../standard-template.ts';
import { importTemplate } from '../template-commands.ts';
import { EDIT, field, READ, REPORTS_CRUMB } from './shared.ts';

const LARGEST = 500_000;

/** What was given: the file, else what was pasted. */
const given = (c: Context): string => c.files[0]?.bytes.toString('utf8') ?? field(c, 'json');

function parsed(text: string): unknown | Refusal {
  try {
    return JSON.parse(text);
  } catch {
    return refused('not-json', 'This is not JSON. Choose a template file, or paste its contents.', {
      field: 'json',
    });
  }
}

async function showImport(c: Context, again?: Attempt) {
  const isPreview = again?.values.act === 'preview' && again.errors.preview !== undefined;
  const data = isPreview ? parsed(given(c)) : undefined;
  const preview =
    data === undefined ? undefined : await importTemplate(c.tx, c.actor, data, { preview: true });
  const view = {
    json: again === undefined ? '' : given(c),
    preview: isRefusal(preview) ? undefined : preview,
    keys: c.formKeys,
    again: isPreview && again ? { values: again.values, errors: {} } : again,
  };
  return {
    title: 'Import a report template',
    breadcrumbs: [REPORTS_CRUMB],
    body: <TemplateImportPage {...view} />,
    ...(isPreview ? { status: 200 } : {}),
  };
}

async function importIt(c: Context) {
  const data = parsed(given(c));
  if (isRefusal(data)) return data;
  const isPreview = field(c, 'act') === 'preview';
  const imported = await importTemplate(c.tx, c.actor, data, { preview: isPreview });
  if (isRefusal(imported)) return { ...imported, field: 'json' };
  // A preview is refused on purpose: nothing is written, and the form comes back with what it would do.
  if (isPreview) return refused('preview', 'This is a preview. Nothing is written.', { field: 'preview' });
  if (imported.outcome === 'unchanged')
    return refused('template-unchanged', 'This template is there already, word for word.', { field: 'json' });
  return { redirect: `/reports/templates/${imported.slug}` };
}

/** The template that a partnership begins with; refused where one of that name is there already. */
async function makeStandard(c: Context) {
  const template = standardTemplate(c.today);
  if (await findTemplate(c.tx, c.actor, template.slug))
    return refused('template-there', 'The standard template is there already. Change it on its own page.');
  const made = await importTemplate(c.tx, c.actor, template);
  return isRefusal(made) ? made : { redirect: `/reports/templates/${made.slug}` };
}

async function downloadTemplate(c: Context) {
  const slug = c.params.slug ?? '';
  const row = await findTemplate(c.tx, c.actor, slug);
  if (!row) return refused('not-found', 'There is no such report template.');
  return {
    download: `${JSON.stringify(row.template, null, 2)}\n`,
    mediaType: 'application/json; charset=utf-8',
    fileName: `${slug}-template.json`,
  };
}

export const templateImportRoutes: readonly Route[] = [
  get('/reports/templates', EDIT, (c) => showImport(c)),
  post('/reports/templates', EDIT, importIt, { again: showImport, upload: { maxBytes: LARGEST } }),
  post('/reports/templates/standard', EDIT, makeStandard),
  get('/reports/templates/:slug/template.json', READ, downloadTemplate),
];
