/** The vulnerability checklist: published versions that never change, and one draft of the next. */
import { z } from 'zod';
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { businessToday } from '../../retention/review-on.ts';
import { SUBJECT_KINDS } from '../words.ts';
import { type Indicator, STANDARD_CHECKLIST } from './standard.ts';

export interface Checklist {
  readonly id: string;
  readonly version: number;
  readonly publishedOn: PlainDate;
  readonly indicators: readonly Indicator[];
}

const indicatorShape = z.object({
  slug: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,60}$/, 'Use small letters, digits and hyphens, such as cold-home'),
  title: z.string().trim().min(1, 'Give it a title'),
  question: z.string().trim().min(1, 'Say what can be asked'),
  says: z.string().trim().min(1, 'Say what to look for'),
  subjects: z
    .array(z.enum(SUBJECT_KINDS))
    .min(1, 'Say of whom it can be seen: a person, a household, a street or a community'),
});

/** The published versions, newest first, without their signs. */
export const listChecklists = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.checklist')
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('version', 'desc')
    .select(['id', 'version', 'published_on as publishedOn', 'note'])
    .execute();

/** A published version with its signs in order: the newest unless a version is named; undefined before the first. */
export async function findChecklist(
  tx: Tx,
  actor: Actor,
  which: { readonly version?: number; readonly id?: string } = {},
): Promise<Checklist | undefined> {
  const { version, id } = which;
  const row = await tx
    .selectFrom('casework.checklist')
    .where('partnership_id', '=', actor.partnershipId)
    .$if(version !== undefined, (all) => all.where('version', '=', version ?? 0))
    .$if(id !== undefined, (all) => all.where('id', '=', id ?? ''))
    .orderBy('version', 'desc')
    .limit(1)
    .select(['id', 'version', 'published_on as publishedOn'])
    .executeTakeFirst();
  if (!row) return undefined;
  const indicators = await tx
    .selectFrom('casework.checklist_indicator')
    .where('partnership_id', '=', actor.partnershipId)
    .where('checklist_id', '=', row.id)
    .orderBy('position')
    .select(['slug', 'title', 'question', 'says', 'subjects'])
    .execute();
  return { ...row, indicators: indicators as unknown as readonly Indicator[] };
}

export interface ChecklistDraft {
  readonly indicators: readonly Indicator[];
  readonly revision: number;
}

/** The next version while it is written; the newest published one, or the standard, while nobody has begun. */
export async function checklistDraft(tx: Tx, actor: Actor): Promise<ChecklistDraft> {
  const row = await tx
    .selectFrom('casework.checklist_draft')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['indicators', 'revision'])
    .executeTakeFirst();
  if (row) return { indicators: row.indicators as unknown as readonly Indicator[], revision: row.revision };
  const published = await findChecklist(tx, actor);
  return { indicators: published?.indicators ?? STANDARD_CHECKLIST, revision: 0 };
}

/** Writes a sign into the draft: changes that of the same short name, or adds it at the end. */
export async function writeIndicator(
  tx: Tx,
  actor: Actor,
  given: unknown,
  revision: number,
): Promise<undefined | Refusal> {
  const read = indicatorShape.safeParse(given);
  if (!read.success) {
    const fields = Object.fromEntries(
      read.error.issues.map(({ path, message }) => [String(path[0]), message]),
    );
    return refused('form-incomplete', 'Some answers are missing or wrong.', { details: { fields } });
  }
  const draft = await checklistDraft(tx, actor);
  const at = draft.indicators.findIndex(({ slug }) => slug === read.data.slug);
  const indicators = at < 0 ? [...draft.indicators, read.data] : draft.indicators.with(at, read.data);
  return saveDraft(tx, actor, draft, revision, indicators, 'checklist-draft.write');
}

/** Takes a sign out of the draft. */
export async function removeIndicator(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
): Promise<undefined | Refusal> {
  const draft = await checklistDraft(tx, actor);
  const indicators = draft.indicators.filter((one) => one.slug !== slug);
  if (indicators.length === draft.indicators.length) return notFound('sign');
  return saveDraft(tx, actor, draft, revision, indicators, 'checklist-draft.remove');
}

async function saveDraft(
  tx: Tx,
  actor: Actor,
  draft: ChecklistDraft,
  revision: number,
  indicators: readonly Indicator[],
  action: string,
): Promise<undefined | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  if (draft.revision !== revision) return changedMeanwhile('checklist');
  const columns = { indicators: JSON.stringify(indicators), revision: revision + 1 };
  await tx
    .insertInto('casework.checklist_draft')
    .values({ partnership_id: actor.partnershipId, ...columns })
    .onConflict((there) => there.column('partnership_id').doUpdateSet(columns))
    .execute();
  await recordCommand(tx, actor, {
    action,
    subject: { kind: 'checklist', id: actor.partnershipId },
    detail: { signs: indicators.length },
  });
  return undefined;
}

/** Publishes the draft as the next version, which from now on nobody can change. */
export async function publishChecklist(
  tx: Tx,
  actor: Actor,
  revision: number,
  note = '',
): Promise<{ version: number } | Refusal> {
  if (!may(actor, 'casework.settings')) return notAllowed();
  const draft = await checklistDraft(tx, actor);
  if (draft.revision !== revision) return changedMeanwhile('checklist');
  const newest = await findChecklist(tx, actor);
  if (draft.indicators.length === 0)
    return refused('checklist-has-signs', 'Add at least one sign before the checklist is published.');
  if (newest && draft.revision === 0)
    return refused('checklist-unchanged', 'Nothing has changed since the last version.');
  const id = newId<'checklist'>();
  const version = (newest?.version ?? 0) + 1;
  const within = { partnership_id: actor.partnershipId };
  await tx
    .insertInto('casework.checklist')
    .values({ ...within, id, version, published_on: await businessToday(tx), note })
    .execute();
  await tx
    .insertInto('casework.checklist_indicator')
    .values(
      draft.indicators.map((indicator, position) => ({
        ...within,
        ...indicator,
        subjects: [...indicator.subjects],
        checklist_id: id,
        position,
      })),
    )
    .execute();
  await tx.deleteFrom('casework.checklist_draft').where('partnership_id', '=', actor.partnershipId).execute();
  await recordCommand(tx, actor, {
    action: 'checklist.publish',
    subject: { kind: 'checklist', id },
    detail: { version, signs: draft.indicators.map(({ slug }) => slug) },
  });
  return { version };
}
