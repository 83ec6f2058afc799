import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { findNeed, listEvidence, type Need } from './links.ts';

/** What the form of a need asks. */
export const needFields = z.object({
  title: givenText('Name the need in a few words'),
  statement: givenText('Say what the evidence shows'),
  identifiedOn: optionalDate(),
  closedOn: optionalDate(),
  note: optionalText(),
});

export type NeedFields = z.output<typeof needFields>;

/** What the form of a piece of evidence asks. */
export const evidenceFields = z.object({
  evidence: givenText('Say what was found'),
  source: givenText('Say where it was found'),
  dated: optionalDate(),
  indicatorId: optionalText(),
});

const columnsOf = (fields: NeedFields) => ({
  title: fields.title,
  statement: fields.statement,
  identified_on: fields.identifiedOn,
  closed_on: fields.closedOn,
  note: fields.note,
});

/** Records a need and the priorities that answer it. */
export async function addNeed(
  tx: Tx,
  actor: Actor,
  fields: NeedFields & { readonly slug?: string; readonly placeId?: Id<'place'> | null },
  priorityIds: readonly Id<'priority'>[],
): Promise<{ id: Id<'need'>; slug: string } | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const id = newId<'need'>();
  const slug = fields.slug ?? slugOf(fields.title);
  await tx
    .insertInto('strategy.need')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug,
      place_id: fields.placeId ?? null,
      ...columnsOf(fields),
    })
    .execute();
  await answerBy(tx, actor, id, priorityIds);
  await recordCommand(tx, actor, {
    action: 'need.add',
    subject: { kind: 'need', id },
    detail: { ...fields },
  });
  return { id, slug };
}

/** Changes a need and which priorities answer it; `revision` is the one that was seen. */
export async function changeNeed(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: NeedFields,
  priorityIds: readonly Id<'priority'>[],
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const need = await findNeed(tx, slug);
  if (!need) return notFound('need');
  const { numUpdatedRows } = await tx
    .updateTable('strategy.need')
    .set({ ...columnsOf(fields), revision: need.revision + 1 })
    .where('id', '=', need.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('need');
  await answerBy(tx, actor, need.id, priorityIds);
  await recordCommand(tx, actor, {
    action: 'need.change',
    subject: { kind: 'need', id: need.id },
    detail: { ...fields },
  });
  return undefined;
}

async function answerBy(tx: Tx, actor: Actor, needId: string, priorityIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('strategy.need_priority').where('need_id', '=', needId).execute();
  const rows = [...new Set(priorityIds)].map((priority_id) => ({
    partnership_id: actor.partnershipId,
    need_id: needId,
    priority_id,
  }));
  if (rows.length > 0) await tx.insertInto('strategy.need_priority').values(rows).execute();
}

/** Adds what shows that a need is real. */
export async function addEvidence(
  tx: Tx,
  actor: Actor,
  need: Pick<Need, 'id'>,
  input: {
    readonly statement: string;
    readonly source: string;
    readonly dated: PlainDate | null;
    readonly indicatorId: Id<'indicator'> | null;
    readonly url?: string | null;
  },
): Promise<Id<'evidence'> | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const id = newId<'evidence'>();
  await tx
    .insertInto('strategy.evidence')
    .values({
      partnership_id: actor.partnershipId,
      id,
      need_id: need.id,
      statement: input.statement,
      source: input.source,
      dated: input.dated,
      indicator_id: input.indicatorId,
      url: input.url ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'need.add-evidence',
    subject: { kind: 'need', id: need.id },
    detail: { ...input },
  });
  return id;
}

/** Takes a piece of evidence out that no longer holds. */
export async function takeEvidenceOut(
  tx: Tx,
  actor: Actor,
  need: Pick<Need, 'id'>,
  evidenceId: string,
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const evidence = (await listEvidence(tx, need.id)).find(({ id }) => id === evidenceId);
  if (!evidence) return notFound('evidence');
  await tx.deleteFrom('strategy.evidence').where('id', '=', evidence.id).execute();
  await recordCommand(tx, actor, {
    action: 'need.take-evidence-out',
    subject: { kind: 'need', id: need.id },
    detail: { statement: evidence.statement, source: evidence.source },
  });
  return undefined;
}
