import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalText } from '../../platform/http/form.ts';
import { findPriority, listOutcomes, listPriorities } from './queries.ts';
import { openDraft } from './version.ts';

/** What the form of a priority asks. */
export const priorityFields = z.object({
  title: givenText('Give the priority a title'),
  question: optionalText(),
  description: optionalText(),
  source: optionalText(),
});

export type PriorityFields = z.output<typeof priorityFields>;

/**
 * Adds a priority to a draft, or words one that it has anew (`revision` is then the one that was seen). The priority
 * keeps its identity over all versions.
 */
export async function putPriority(
  tx: Tx,
  actor: Actor,
  number: number,
  fields: PriorityFields & { readonly slug?: string; readonly revision?: number },
): Promise<{ id: Id<'priority'>; slug: string } | Refusal> {
  const draft = await openDraft(tx, actor, number);
  if (isRefusal(draft)) return draft;
  const slug = fields.slug ?? slugOf(fields.title);
  const { title, question, description, source } = fields;
  const present = await listPriorities(tx, { versionId: draft.id });
  const same = present.find((priority) => priority.slug === slug);
  if (same && fields.slug === undefined)
    return refused('priority-is-in-this-version', 'This version has a priority of that title already.', {
      field: 'title',
    });
  if (same && fields.revision !== undefined && fields.revision !== same.revision)
    return changedMeanwhile('priority');
  const id = same?.id ?? (await identityOf(tx, actor, slug));
  await tx
    .insertInto('strategy.version_priority')
    .values({
      partnership_id: actor.partnershipId,
      version_id: draft.id,
      priority_id: id,
      position: same?.position ?? Math.max(0, ...present.map((priority) => priority.position)) + 1,
      title,
      question,
      description,
      source,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['partnership_id', 'version_id', 'priority_id'])
        .doUpdateSet({ title, question, description, source, revision: (same?.revision ?? 0) + 1 }),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: same ? 'priority.change' : 'priority.add',
    subject: { kind: 'priority', id },
    detail: { number, ...fields },
  });
  return { id, slug };
}

async function identityOf(tx: Tx, actor: Actor, slug: string): Promise<Id<'priority'>> {
  const known = await tx
    .selectFrom('strategy.priority')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (known) return known.id as Id<'priority'>;
  const id = newId<'priority'>();
  await tx
    .insertInto('strategy.priority')
    .values({ partnership_id: actor.partnershipId, id, slug })
    .execute();
  return id;
}

/** Takes a priority out of a draft; only one without outcomes can go. */
export async function takePriorityOut(
  tx: Tx,
  actor: Actor,
  number: number,
  slug: string,
): Promise<undefined | Refusal> {
  const draft = await openDraft(tx, actor, number);
  if (isRefusal(draft)) return draft;
  const priority = await findPriority(tx, slug);
  if (!priority) return notFound('priority');
  const outcomes = await listOutcomes(tx, { versionId: draft.id });
  if (outcomes.some((outcome) => outcome.priorityId === priority.id))
    return refused(
      'priority-has-outcomes',
      'Take its outcomes out, or give them to another priority, first.',
    );
  await tx
    .deleteFrom('strategy.version_priority')
    .where('version_id', '=', draft.id)
    .where('priority_id', '=', priority.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'priority.take-out',
    subject: { kind: 'priority', id: priority.id },
    detail: { number },
  });
  return undefined;
}
