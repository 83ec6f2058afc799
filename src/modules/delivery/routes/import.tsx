import { asId } from '../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { storeFile } from '../../../platform/files.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { ImportPage, PreviewPage } from '../pages/plan-forms.tsx';
import { importDeliveryPlan } from '../spreadsheet/import.ts';
import { EDIT, PLAN_CRUMBS } from './shared.ts';

const MAX_BYTES = 10_000_000;

const start = async (c: Context, attempt: Attempt = NOTHING_TYPED): Promise<Answer> => ({
  title: 'Import delivery plans',
  breadcrumbs: PLAN_CRUMBS,
  body: <ImportPage keys={c.formKeys} attempt={attempt} />,
});

/** Tries every row and takes everything back; the file is kept, so that the confirmation is about the same bytes. */
async function preview(c: Context): Promise<Answer> {
  const [file] = c.files;
  if (!file || file.bytes.length === 0) return refused('no-file', 'Choose a spreadsheet.', { field: 'file' });
  const report = await importDeliveryPlan(c.tx, c.actor, file, { dryRun: true, today: c.today });
  if (isRefusal(report)) return { ...report, field: 'file' };
  const stored = await storeFile(c.tx, c.actor, c.services.files, file);
  if (isRefusal(stored)) return { ...stored, field: 'file' };
  await recordCommand(c.tx, c.actor, {
    action: 'plan.import-previewed',
    detail: { file: file.fileName, added: report.added, changed: report.changed, refused: report.refused },
  });
  return {
    title: 'Preview of the import',
    breadcrumbs: [...PLAN_CRUMBS, { text: 'Import', href: '/plans/import' }],
    body: <PreviewPage report={report} fileId={stored.id} fileName={file.fileName} keys={c.formKeys} />,
  };
}

async function confirm(c: Context): Promise<Answer> {
  const id = asId<'file'>(c.params.file ?? '');
  const file = id
    ? await c.tx
        .selectFrom('platform.file')
        .select(['name', 'sha256', 'created_by'])
        .where('partnership_id', '=', c.actor.partnershipId)
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!file || file.created_by !== (accountOf(c.actor) ?? null)) return notFound('file');
  const bytes = await c.services.files.read(file.sha256);
  const report = await importDeliveryPlan(c.tx, c.actor, { bytes, fileName: file.name }, { today: c.today });
  if (isRefusal(report)) return report;
  const wrong = report.rows.find((row) => row.outcome === 'refused');
  if (wrong)
    return refused(
      'import-refused',
      `Line ${wrong.line}: ${wrong.reason} Nothing was written: something has changed since the preview.`,
    );
  await recordCommand(c.tx, c.actor, {
    action: 'plan.imported',
    detail: { file: file.name, added: report.added, changed: report.changed },
  });
  return { redirect: '/plans' };
}

export const importRoutes: readonly Route[] = [
  get('/plans/import', EDIT, (c) => start(c)),
  post('/plans/import', EDIT, preview, { upload: { maxBytes: MAX_BYTES }, again: start }),
  post('/plans/import/:file', EDIT, confirm),
];
