import { Readable } from 'node:stream';
import { orThrow, RefusedError } from '../../../../kernel/refusal.ts';
import { type Actor, system } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { FileStore } from '../../../../platform/files.ts';
import { whenRowsAreDone } from '../../../../platform/import-rows.ts';
import { recordImportedFile } from '../../../../platform/imported-files.ts';
import type { Job, JobWork } from '../../../../platform/module.ts';
import { advance, fail, finish } from '../../../../platform/progress.ts';
import { announce } from '../../../../platform/search.ts';
import { importStreet, type StreetFile } from '../import-street.ts';
import { leftBy } from '../left-by.ts';
import { clearUpload, listToClear } from './clear.ts';
import { endForgotten, listForgotten } from './forgotten.ts';
import { findUpload, listUnfinished } from './queries.ts';
import { tryAgain } from './try-again.ts';
import type { StreetUpload, UploadedFile, UploadId } from './types.ts';
import { holdUpload, rowsUnreadable, takeStep } from './upload.ts';

export const STREET_JOB = 'intelligence.street-files';
export const UPLOADS = '/indicators/street-crime/import';

const MAY = ['read', 'observations.record', 'indicators.edit'];

/** Each upload asks for it, again when it is confirmed or put aside; every five minutes goes on with what a restart broke off. */
export const streetJob: Job = {
  name: STREET_JOB,
  every: '*/5 * * * *',
  run: async (work) => {
    const { subjectId } = work;
    const the = subjectId === undefined ? undefined : [subjectId as UploadId];
    // One that breaks off keeps none of the others waiting; it is gone on with again, and told of.
    const broken: unknown[] = [];
    const notes = (error: unknown): unknown => broken.push(error);
    for (const id of the ?? (await work.transact(MAY, listUnfinished))) await goOn(work, id).catch(notes);
    for (const id of the ? [] : await work.transact(MAY, listForgotten))
      await work.transact(MAY, (tx, actor) => endForgotten(tx, actor, id)).catch(notes);
    for (const id of the ?? (await work.transact(MAY, listToClear))) await clearUpload(work, id).catch(notes);
    if (broken.length > 0) throw broken[0];
  },
};

/** Does what is to be done with an upload now; done twice it is as done once. */
async function goOn(work: JobWork, id: UploadId): Promise<void> {
  const upload = await work.transact(MAY, (tx) => findUpload(tx, id));
  if (!upload || (upload.state !== 'reading' && upload.state !== 'importing')) return;
  const progress = progressOf(work, upload);
  try {
    await (upload.state === 'reading' ? look(work, upload, progress) : importAll(work, upload, progress));
    await progress.finished();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const says = error.refusal.message;
    await work.transact(MAY, async (tx, actor) => {
      if (await isStill(tx, upload)) await takeStep(tx, actor, id, { step: 'refused', says });
    });
    await progress.failed(says);
  }
}

/** Reads all files as the import would, and takes back what that wrote. */
async function look(work: JobWork, upload: StreetUpload, progress: Telling): Promise<void> {
  const step = async (tx: Tx, actor: Actor): Promise<void> => {
    if (!(await isStill(tx, upload))) return;
    whenRowsAreDone(tx, (rows) => progress.tell(rows));
    const files = upload.files.map((file) => kept(work.services.files, file));
    const { files: accounts } = orThrow(await importStreet(tx, actor, files, { write: false }));
    await takeStep(tx, actor, upload.id, { step: 'looked', accounts });
  };
  await tryAgain(() => work.transact(MAY, step));
}

/** Imports file after file, each whole or not at all. */
async function importAll(work: JobWork, upload: StreetUpload, progress: Telling): Promise<void> {
  let before = 0;
  for (const file of upload.files) {
    await tryAgain(() => importOne(work, upload, file, (rows) => progress.tell(before + rows)));
    before += file.lines;
    await progress.tell(before);
  }
  await tryAgain(() =>
    work.transact(MAY, async (tx, actor) => {
      if (await isStill(tx, upload)) await takeStep(tx, actor, upload.id, { step: 'finished' });
    }),
  );
}

const importOne = (
  { transact, services }: JobWork,
  upload: StreetUpload,
  file: UploadedFile,
  tell: (rows: number) => Promise<void>,
): Promise<void> =>
  transact(MAY, async (tx, actor) => {
    const now = await isStill(tx, upload);
    if (!now || now.files.some(({ position, account }) => position === file.position && account)) return;
    whenRowsAreDone(tx, tell);
    const { leaveOut } = now;
    const imported = orThrow(
      await importStreet(tx, actor, [kept(services.files, file)], { write: true, leaveOut }),
    );
    const [account] = imported.files;
    if (!account) throw new Error('A street file was imported without an account');
    if (account.unreadable > 0 && !leaveOut) throw new RefusedError(rowsUnreadable());
    await takeStep(tx, actor, upload.id, {
      step: 'imported',
      position: file.position,
      accounts: [account],
    });
    if (imported.written && account.added + account.changed > 0)
      await recordImportedFile(tx, actor, leftBy(account, file));
    await announce(tx, actor, services.offers.search, services.jobs);
  });

/** The upload, when nobody has brought it further meanwhile: from here to the end of the transaction nobody will. */
async function isStill(tx: Tx, { id, state }: StreetUpload): Promise<StreetUpload | undefined> {
  await holdUpload(tx, id);
  const now = await findUpload(tx, id);
  return now?.state === state ? now : undefined;
}

/** A file as the import reads it: fetched from the store when its turn has come, and handed on in pieces. */
const kept = (store: FileStore, { name, sha256 }: UploadedFile): StreetFile => ({
  name,
  open: () =>
    Readable.from(
      (async function* () {
        if (!sha256) throw new Error(`The street file ${name} is gone, and should still be imported`);
        const bytes = await store.read(sha256);
        for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
      })(),
      { objectMode: false },
    ),
});

const PIECE = 1 << 18;

type Telling = ReturnType<typeof progressOf>;

/** Tells whoever brought the files how far they are. */
function progressOf({ services: { pool }, partnershipId }: JobWork, { id, progressId, files }: StreetUpload) {
  const machine = system(STREET_JOB, partnershipId, ['platform.work']);
  const total = files.reduce((sum, { lines }) => sum + lines, 0);
  const path = `${UPLOADS}/${id}`;
  return {
    tell: (done: number): Promise<void> => {
      const sentence = `${Math.min(done, total).toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} lines`;
      return advance(pool, machine, progressId, { sentence, done, total });
    },
    finished: (): Promise<void> => finish(pool, machine, progressId, path),
    failed: (says: string): Promise<void> => fail(pool, machine, progressId, path, says),
  };
}
