import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { type Agency, findPost } from './queries.ts';

/** What a post's form asks. */
export const postFields = z.object({
  title: givenText('Give the title of the post, such as LSP Manager'),
  email: optionalText().refine((text) => text === null || /^[^\s@]+@[^\s@]+$/.test(text), {
    error: 'Write an email address such as office@example.org',
  }),
  telephone: optionalText(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
});

export type PostFields = z.output<typeof postFields>;

const RESERVED = new Set(['import']);

const columnsOf = ({ title, email, telephone, startsOn, endsOn }: PostFields) => ({
  title,
  email,
  telephone,
  starts_on: startsOn,
  ends_on: endsOn,
});

/** Adds a post to an agency. Its slug comes from title and agency unless one is given. */
export async function addPost(
  tx: Tx,
  actor: Actor,
  agency: Pick<Agency, 'id' | 'shortName'>,
  fields: PostFields & { readonly slug?: string },
): Promise<{ id: Id<'post'>; slug: string } | Refusal> {
  if (!mayFor(actor, 'partners.edit', agency.id)) return notAllowed();
  const slug = fields.slug ?? slugOf(`${fields.title} ${agency.shortName}`);
  if (slug === '' || RESERVED.has(slug))
    return refused('post-title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const id = newId<'post'>();
  await tx
    .insertInto('partners.post')
    .values({ partnership_id: actor.partnershipId, id, agency_id: agency.id, slug, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'post.add',
    subject: { kind: 'post', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of a post; `revision` is the one that was seen. Ending it on a date keeps its history. */
export async function changePost(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: PostFields,
): Promise<undefined | Refusal> {
  const post = await findPost(tx, slug);
  if (!post) return notFound('post');
  if (!mayFor(actor, 'partners.edit', post.agencyId)) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('partners.post')
    .set({ ...columnsOf(fields), revision: post.revision + 1 })
    .where('id', '=', post.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('post');
  await recordCommand(tx, actor, {
    action: 'post.change',
    subject: { kind: 'post', id: post.id },
    detail: { ...fields },
  });
  return undefined;
}
