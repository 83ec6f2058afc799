import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { findOutcome, listOutcomes } from './queries.ts';
import { openDraft } from './version.ts';

/** What the form of a new outcome asks. */
export const outcomeFields = z.object({
  prioritySlug: givenText('Choose the priority this outcome belongs to'),
  wording: givenText('Say what difference is to be made'),
  letter: optionalText(),
  source: optionalText(),
});

/** What the form of a rewording asks. */
export const rewordingFields = z.object({
  wording: givenText('Write the outcome in its new words'),
  startsOn: optionalDate(),
  reason: givenText('Say why it is reworded and who decided it'),
  source: optionalText(),
});

const subjectOf = (id: string) => ({ kind: 'outcome', id });

/** Adds an outcome to a priority of a draft: one that is new, or one of an earlier version, which keeps its identity. */
export async function addOutcome(
  tx: Tx,
  actor: Actor,
  number: number,
  input: {
    readonly priorityId: Id<'priority'>;
    readonly wording: string;
    readonly letter?: string | null;
    readonly source?: string | null;
    readonly slug?: string;
  },
): Promise<{ id: Id<'outcome'>; slug: string } | Refusal> {
  const draft = await openDraft(tx, actor, number);
  if (isRefusal(draft)) return draft;
  const slug = input.slug ?? slugOf(input.wording);
  const siblings = await listOutcomes(tx, { versionId: draft.id });
  const former = await findOutcome(tx, slug);
  const id = former?.id ?? newId<'outcome'>();
  const { partnershipId: partnership_id } = actor;
  if (!former) await tx.insertInto('strategy.outcome').values({ partnership_id, id, slug }).execute();
  if (siblings.some((outcome) => outcome.id === id))
    return refused('outcome-is-in-this-version', 'This version has that outcome already.', {
      field: 'wording',
    });
  await tx
    .insertInto('strategy.version_outcome')
    .values({
      partnership_id,
      version_id: draft.id,
      outcome_id: id,
      priority_id: input.priorityId,
      position: Math.max(0, ...siblings.map((outcome) => outcome.position)) + 1,
      letter: input.letter ?? null,
    })
    .execute();
  if (former?.wording !== input.wording)
    await insertWording(tx, actor, {
      outcomeId: id,
      versionId: draft.id,
      wording: input.wording,
      source: input.source ?? null,
    });
  await recordCommand(tx, actor, {
    action: 'outcome.add',
    subject: subjectOf(id),
    detail: { number, slug, ...input },
  });
  return { id, slug };
}

/** Takes an outcome out of a draft. It stays in the versions that had it, with its projects and figures. */
export async function takeOutcomeOut(
  tx: Tx,
  actor: Actor,
  number: number,
  slug: string,
): Promise<undefined | Refusal> {
  const draft = await openDraft(tx, actor, number);
  if (isRefusal(draft)) return draft;
  const outcome = await findOutcome(tx, slug);
  if (!outcome) return notFound('outcome');
  await tx
    .deleteFrom('strategy.version_outcome')
    .where('version_id', '=', draft.id)
    .where('outcome_id', '=', outcome.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'outcome.take-out',
    subject: subjectOf(outcome.id),
    detail: { number },
  });
  return undefined;
}

/**
 * Rewords an outcome, which keeps its identity: its indicators, projects and history stay with it. In an adopted
 * strategy that needs the right to adopt and a day from which the new words stand.
 */
export async function rewordOutcome(
  tx: Tx,
  actor: Actor,
  input: {
    readonly slug: string;
    readonly wording: string;
    readonly startsOn: PlainDate | null;
    readonly reason: string;
    readonly source?: string | null;
    /** The one that was seen. */
    readonly revision: number;
  },
): Promise<undefined | Refusal> {
  const outcome = await findOutcome(tx, input.slug);
  if (!outcome) return notFound('outcome');
  const adopted = outcome.versionStatus !== 'draft';
  if (!may(actor, adopted ? 'strategy.adopt' : 'strategy.edit') || !may(actor, 'strategy.edit'))
    return notAllowed();
  if (adopted && input.startsOn === null)
    return refused('rewording-without-a-day', 'Say from which day the new words stand.', {
      field: 'startsOn',
    });
  if (input.wording === outcome.wording)
    return refused('wording-is-the-same', 'These are the words it has already.', { field: 'wording' });
  if (!(await touchOutcome(tx, outcome.id, input.revision))) return changedMeanwhile('outcome');
  await insertWording(tx, actor, { ...input, outcomeId: outcome.id, versionId: outcome.versionId });
  await recordCommand(tx, actor, {
    action: 'outcome.reword',
    subject: subjectOf(outcome.id),
    detail: { from: outcome.wording, ...input },
  });
  return undefined;
}

/** Counts the outcome's revision up; false when it is no longer the one that was seen. */
export async function touchOutcome(tx: Tx, id: string, revision: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('strategy.outcome')
    .set({ revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const insertWording = (
  tx: Tx,
  actor: Actor,
  row: {
    readonly outcomeId: string;
    readonly versionId: string;
    readonly wording: string;
    readonly startsOn?: PlainDate | null;
    readonly reason?: string | null;
    readonly source?: string | null;
  },
) =>
  tx
    .insertInto('strategy.outcome_wording')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      outcome_id: row.outcomeId,
      version_id: row.versionId,
      wording: row.wording,
      starts_on: row.startsOn ?? null,
      reason: row.reason ?? null,
      source: row.source ?? null,
    })
    .execute();
