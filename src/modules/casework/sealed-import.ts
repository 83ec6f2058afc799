/**
 * The pages of an import whose file is about people: what is kept between preview and confirmation is sealed under a key
 * of the day, which a night destroys, so that no uploaded file can be read again later.
 */
import { createHash } from 'node:crypto';
import { addDays, dayInLondon, type PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type ImportPages, importRoutes } from '../../platform/http/import-routes.tsx';
import { keepPreviewed, previewedText } from '../../platform/http/previewed-file.ts';
import type { Context, Route } from '../../platform/http/route.ts';
import type { ImportResult } from '../../platform/import-rows.ts';
import type { SubjectKeys } from '../../platform/keys/index.ts';
import type { Job } from '../../platform/module.ts';
import { inCasework } from './purpose/working.ts';

export interface SealedImport extends Omit<ImportPages, 'run' | 'file' | 'between'> {
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
export const sealedImportRoutes = ({ run, ...pages }: SealedImport): readonly Route[] =>
  importRoutes({
    ...pages,
    run: (tx, actor, text, options, { subjects }) => run(tx, actor, subjects, text, options),
    between: { keep: keepSealed, open: openKept },
  }).map((route) => inCasework(route));

function keepSealed(c: Context, { text }: { readonly text: string }): Promise<string | Refusal> {
  const key = keyOfDay(c.actor, dayInLondon(new Date()));
  const sealed = c.services.subjects.seal(key, text).toString('base64');
  return keepPreviewed(c, { fileName: 'sealed.txt' }, sealed);
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
