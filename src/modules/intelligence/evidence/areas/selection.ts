/** Selections of target areas: prepared from data, chosen with reasons, adopted and kept for ever with all of it. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../../../kernel/ids.ts';
import { listInWords, slugOf } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../../platform/actor.ts';
import { canonical, recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { givenDate, givenText } from '../../../../platform/http/form.ts';
import { businessToday } from '../../queries.ts';
import { rank, reasonsMissing } from './contents.ts';
import type { SelectionInput } from './input.ts';
import { findSelection, type Selection } from './queries.ts';
import { takeContents } from './take.ts';

export const adoptionFields = z.object({
  adoptedOn: givenDate('Say when it was adopted'),
  decidedBy: givenText('Say who adopted it, such as a board'),
  reason: givenText('Say why these places'),
});

/** Prepares a selection. Its slug comes from its title unless one is given. */
export async function prepareSelection(
  tx: Tx,
  actor: Actor,
  input: SelectionInput,
  slug: string = slugOf(input.title),
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (slug === '' || slug === 'new')
    return refused('title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const contents = await takeContents(tx, input);
  if (isRefusal(contents)) return contents;
  const id = newId<'area-selection'>();
  await tx
    .insertInto('intelligence.area_selection')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug,
      title: input.title,
      question: input.question,
      contents: JSON.stringify(contents),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'area-selection.prepared',
    subject: { kind: 'area-selection', id },
    detail: { title: input.title, contents },
  });
  return { slug };
}

/** The selection of that slug, where it may still be changed. */
async function inPreparation(tx: Tx, actor: Actor, slug: string): Promise<Selection | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const selection = await findSelection(tx, slug);
  if (!selection) return notFound('selection');
  return selection.adoptedOn === null
    ? selection
    : refused(
        'adopted-already',
        `This was adopted on ${longDate(selection.adoptedOn)} and stays as it is. Prepare another one.`,
      );
}

async function change(
  tx: Tx,
  actor: Actor,
  selection: Selection,
  revision: number,
  { action, values, detail }: { action: string; values: object; detail: Readonly<Record<string, unknown>> },
): Promise<{ slug: string } | Refusal> {
  const { numUpdatedRows } = await tx
    .updateTable('intelligence.area_selection')
    .set({ ...values, revision: revision + 1 })
    .where('id', '=', selection.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('selection');
  await recordCommand(tx, actor, { action, subject: { kind: 'area-selection', id: selection.id }, detail });
  return { slug: selection.slug };
}

/** Takes the data anew by other places or criteria; what was chosen of the places that stay is kept. */
export async function changeSelection(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  input: SelectionInput,
): Promise<{ slug: string } | Refusal> {
  const selection = await inPreparation(tx, actor, slug);
  if (isRefusal(selection)) return selection;
  const contents = await takeContents(tx, input, selection.contents);
  if (isRefusal(contents)) return contents;
  return change(tx, actor, selection, revision, {
    action: 'area-selection.changed',
    values: { title: input.title, question: input.question, contents: JSON.stringify(contents) },
    detail: { title: input.title, contents },
  });
}

/** Says which places are taken and why, by slug. */
export async function choosePlaces(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  choice: ReadonlyMap<string, { readonly chosen: boolean; readonly reason: string }>,
): Promise<{ slug: string } | Refusal> {
  const selection = await inPreparation(tx, actor, slug);
  if (isRefusal(selection)) return selection;
  const candidates = selection.contents.candidates.map((one) => ({ ...one, ...choice.get(one.slug) }));
  return change(tx, actor, selection, revision, {
    action: 'area-selection.chosen',
    values: { contents: JSON.stringify({ ...selection.contents, candidates }) },
    detail: {
      chosen: candidates.filter(({ chosen }) => chosen).map(({ slug: of, reason }) => ({ slug: of, reason })),
    },
  });
}

/** The hash of what a selection rests on, whatever order the database gives its keys. */
export const hashOf = (contents: unknown): Buffer =>
  createHash('sha256')
    .update(canonical(JSON.stringify(contents)))
    .digest();

/**
 * Adopts a selection: all that it rests on is kept as it is, sealed by the audit trail. Refused: nothing-chosen, reasons-missing,
 * adopted-already, day-is-in-the-future.
 */
export async function adoptSelection(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  { adoptedOn, decidedBy, reason }: z.output<typeof adoptionFields>,
): Promise<{ slug: string } | Refusal> {
  const selection = await inPreparation(tx, actor, slug);
  if (isRefusal(selection)) return selection;
  const today = await businessToday(tx);
  if (adoptedOn > today)
    return refused('day-is-in-the-future', `Enter a day that has come: today is ${longDate(today)}.`, {
      field: 'adoptedOn',
    });
  const ranked = rank(selection.contents);
  if (!ranked.some(({ chosen }) => chosen))
    return refused('nothing-chosen', 'Choose at least one place first.');
  const missing = reasonsMissing(ranked).map(({ name }) => name);
  if (missing.length > 0)
    return refused(
      'reasons-missing',
      `Write first why of ${listInWords(missing)}: what is taken says why, and so does what is passed over though it ranks higher.`,
    );
  const sha256 = hashOf(selection.contents);
  await tx
    .insertInto('intelligence.area_selection_adoption')
    .values({
      partnership_id: actor.partnershipId,
      selection_id: selection.id,
      adopted_on: adoptedOn,
      decided_by: decidedBy,
      reason,
      contents: JSON.stringify(selection.contents),
      sha256,
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  const closed = await tx
    .updateTable('intelligence.area_selection')
    .set({ adopted_on: adoptedOn, revision: revision + 1 })
    .where('id', '=', selection.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (closed.numUpdatedRows === 0n) return changedMeanwhile('selection');
  await recordCommand(tx, actor, {
    action: 'area-selection.adopted',
    subject: { kind: 'area-selection', id: selection.id },
    detail: { adoptedOn, decidedBy, reason, sha256: sha256.toString('hex') },
    rowHash: sha256,
  });
  return { slug };
}
