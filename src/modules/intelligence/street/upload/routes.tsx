import { isRefusal, type Refusal } from '../../../../kernel/refusal.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import { textIn } from '../../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../../platform/http/route.ts';
import { findProgress, type Progress } from '../../../../platform/progress.ts';
import { NOTHING_TYPED, type Typed } from '../../../../ui/forms/typed.ts';
import { CRUMBS } from '../../routes/shared.ts';
import { mayImportStreet } from '../import-street.ts';
import { STREET_JOB, UPLOADS } from './job.ts';
import { findUpload, listOpenUploads } from './queries.ts';
import { LIMITS, UploadStart } from './start-page.tsx';
import { bringStreetFiles, confirmStreetFiles, putStreetFilesAside } from './upload.ts';
import { UploadPage } from './upload-page.tsx';

const RECORD = { permission: 'observations.record' } as const;
const TRAIL = [...CRUMBS, { text: 'Street crime from police.uk', href: '/indicators/street-crime' }];
/** Long enough for a batch on a slow machine; what has said nothing for longer was broken off. */
const RESTS_AFTER_MS = 60_000;

async function startPage(c: Context, { errors }: Typed): Promise<Answer> {
  if (!mayImportStreet(c.actor)) return notAllowed();
  return {
    title: 'Import street files',
    breadcrumbs: TRAIL,
    body: <UploadStart keys={c.formKeys} errors={errors} open={await listOpenUploads(c.tx)} />,
  };
}

const rests = (progress: Progress | undefined): boolean =>
  progress === undefined || Date.now() - progress.updatedAt.getTime() > RESTS_AFTER_MS;

async function uploadPage(c: Context): Promise<Answer> {
  if (!mayImportStreet(c.actor)) return notAllowed();
  const upload = await findUpload(c.tx, c.params.id ?? '');
  if (!upload) return notFound('upload');
  const progress = await findProgress(c.tx, c.actor, upload.progressId);
  return {
    title: 'Street files',
    breadcrumbs: [...TRAIL, { text: 'Import street files', href: UPLOADS }],
    wide: true,
    body: <UploadPage upload={upload} progress={progress} rests={rests(progress)} keys={c.formKeys} />,
  };
}

/** Asks the machine to do with an upload what is to be done now, once this has committed. */
async function askFor(c: Context, id: string, redirect = `${UPLOADS}/${id}`): Promise<Answer> {
  await c.services.jobs.enqueue(c.tx, STREET_JOB, { partnershipId: c.actor.partnershipId, subjectId: id });
  return { redirect };
}

const then = async (
  c: Context,
  done: { readonly id: string } | Refusal,
  go: (c: Context, id: string) => Promise<Answer> | Answer,
): Promise<Answer> => (isRefusal(done) ? done : go(c, done.id));

/** Street files by page: bring them, see what becomes of every row, have them imported. */
export const streetUploadRoutes: readonly Route[] = [
  get(UPLOADS, RECORD, (c) => startPage(c, NOTHING_TYPED)),
  post(
    UPLOADS,
    RECORD,
    async (c) => {
      const id = await bringStreetFiles(c.tx, c.actor, c.services.files, c.files);
      return isRefusal(id) ? id : askFor(c, id);
    },
    { again: startPage, upload: LIMITS },
  ),
  get(`${UPLOADS}/:id`, RECORD, uploadPage),
  post(
    `${UPLOADS}/:id/confirmation`,
    RECORD,
    async (c) => {
      const leaveOut = textIn(c.form, 'leaveOut') === 'yes';
      return then(c, await confirmStreetFiles(c.tx, c.actor, c.params.id ?? '', { leaveOut }), askFor);
    },
    { again: uploadPage },
  ),
  post(
    `${UPLOADS}/:id/removal`,
    RECORD,
    async (c) =>
      then(c, await putStreetFilesAside(c.tx, c.actor, c.params.id ?? ''), (_, id) => askFor(c, id, UPLOADS)),
    { again: uploadPage },
  ),
  // Asking again changes nothing: what is asked for was confirmed before.
  post(
    `${UPLOADS}/:id/continuation`,
    RECORD,
    async (c) => {
      if (!mayImportStreet(c.actor)) return notAllowed();
      const upload = await findUpload(c.tx, c.params.id ?? '');
      return upload ? askFor(c, upload.id) : notFound('upload');
    },
    { unaudited: true },
  ),
];
