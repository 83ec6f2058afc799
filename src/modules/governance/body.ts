import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { BODY_KINDS, type BodyKind } from './kinds.ts';
import { findBody } from './queries.ts';
import { endWhatOutlives } from './structure/changes.ts';

const kinds = Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]];

/** What the form of a body asks. */
export const bodyFields = z.object({
  name: givenText('Give the body a name'),
  kind: z.enum(kinds, { error: 'Choose what kind of body this is' }),
  agencyId: optionalText().transform((id) => id as Id<'agency'> | null),
  purpose: optionalText(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  note: optionalText(),
});

export type BodyFields = z.output<typeof bodyFields>;

const RESERVED = new Set(['new', 'import']);

const columnsOf = (fields: BodyFields) => ({
  name: fields.name,
  kind: fields.kind,
  agency_id: fields.agencyId,
  purpose: fields.purpose,
  starts_on: fields.startsOn,
  ends_on: fields.endsOn,
  note: fields.note,
});

/** Adds a body. Its slug comes from its name unless one is given. */
export async function addBody(
  tx: Tx,
  actor: Actor,
  fields: BodyFields & { readonly slug?: string },
): Promise<{ id: Id<'body'>; slug: string } | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || RESERVED.has(slug))
    return refused('body-name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const id = newId<'body'>();
  await tx
    .insertInto('governance.body')
    .values({ partnership_id: actor.partnershipId, id, slug, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.add',
    subject: { kind: 'body', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/**
 * Corrects what is said of a body; `revision` is the one that was seen. A last day ends its seats and relations too; its
 * history stays. A new name from a day on is `renameBody`.
 */
export async function changeBody(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: BodyFields,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const body = await findBody(tx, slug);
  if (!body) return notFound('body');
  const { numUpdatedRows } = await tx
    .updateTable('governance.body')
    .set({ ...columnsOf(fields), revision: body.revision + 1 })
    .where('id', '=', body.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('body');
  if (fields.endsOn !== null) await endWhatOutlives(tx, body.id, fields.endsOn);
  await recordCommand(tx, actor, {
    action: 'body.change',
    subject: { kind: 'body', id: body.id },
    detail: { ...fields },
  });
  return undefined;
}
