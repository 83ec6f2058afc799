import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, may, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalText } from '../../platform/http/form.ts';
import type { CorporatePriority, Theme } from './links.ts';

/** What the forms of a theme and of a corporate priority ask. */
export const themeFields = z.object({
  title: givenText('Name it in a few words'),
  description: optionalText(),
  source: optionalText(),
});

export type ThemeFields = z.output<typeof themeFields>;

/** Adds a theme that cuts across the priorities. */
export async function addTheme(
  tx: Tx,
  actor: Actor,
  fields: ThemeFields & { readonly slug?: string },
): Promise<{ id: Id<'theme'>; slug: string } | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const id = newId<'theme'>();
  const { slug = slugOf(fields.title), title, description, source } = fields;
  await tx
    .insertInto('strategy.theme')
    .values({ partnership_id: actor.partnershipId, id, slug, title, description, source })
    .execute();
  await recordCommand(tx, actor, {
    action: 'theme.add',
    subject: { kind: 'theme', id },
    detail: { ...fields },
  });
  return { id, slug };
}

/** Changes a theme; `revision` is the one that was seen. */
export async function changeTheme(
  tx: Tx,
  actor: Actor,
  theme: Theme,
  revision: number,
  { title, description, source }: ThemeFields,
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('strategy.theme')
    .set({ title, description, source, revision: theme.revision + 1 })
    .where('id', '=', theme.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('theme');
  await recordCommand(tx, actor, {
    action: 'theme.change',
    subject: { kind: 'theme', id: theme.id },
    detail: { title, description, source },
  });
  return undefined;
}

/** Adds a priority of one agency's own corporate plan. */
export async function addCorporatePriority(
  tx: Tx,
  actor: Actor,
  agencyId: Id<'agency'>,
  fields: ThemeFields & { readonly slug?: string; readonly position?: number },
): Promise<{ id: Id<'corporate-priority'>; slug: string } | Refusal> {
  if (!mayFor(actor, 'strategy.edit', agencyId)) return notAllowed();
  const id = newId<'corporate-priority'>();
  const { slug = slugOf(fields.title), title, description, source, position = 1 } = fields;
  await tx
    .insertInto('strategy.corporate_priority')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: agencyId,
      slug,
      title,
      description,
      source,
      position,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'corporate-priority.add',
    subject: { kind: 'corporate-priority', id },
    detail: { agencyId, ...fields },
  });
  return { id, slug };
}

/** Changes a corporate priority; `revision` is the one that was seen. */
export async function changeCorporatePriority(
  tx: Tx,
  actor: Actor,
  priority: CorporatePriority,
  revision: number,
  { title, description, source }: ThemeFields,
): Promise<undefined | Refusal> {
  if (!mayFor(actor, 'strategy.edit', priority.agencyId)) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('strategy.corporate_priority')
    .set({ title, description, source, revision: priority.revision + 1 })
    .where('id', '=', priority.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('corporate priority');
  await recordCommand(tx, actor, {
    action: 'corporate-priority.change',
    subject: { kind: 'corporate-priority', id: priority.id },
    detail: { title, description, source },
  });
  return undefined;
}
