import { z } from 'zod';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText } from '../../../platform/http/form.ts';
import { findPurpose, listAllPurposes } from './queries.ts';
import { type NewPurpose, STANDARD_PURPOSES } from './standard.ts';

/** What is said of a purpose. */
export const purposeFields = z.object({
  title: givenText('Enter what the purpose is called.'),
  says: givenText('Say what somebody may do for this purpose.'),
  gateway: givenText('Name the law that allows it, such as the Crime and Disorder Act 1998, section 115.'),
  regime: z.enum(['uk-gdpr', 'part-3'], { error: 'Choose the law that its records are held under.' }),
});
export type PurposeFields = z.output<typeof purposeFields>;

const subjectOf = (actor: Actor) => ({ kind: 'partnership', id: actor.partnershipId });

/** Adds a purpose at the end of the list. Needs `sharing.agree`; the slug must be new. */
export async function addPurpose(
  tx: Tx,
  actor: Actor,
  input: PurposeFields & { readonly slug: string },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const there = await listAllPurposes(tx, actor);
  if (there.some(({ slug }) => slug === input.slug))
    return refused('purpose-unique', 'There is a purpose of this name already. Change that one.', {
      field: 'title',
    });
  const { slug, title, says, gateway, regime } = input;
  await tx
    .insertInto('casework.purpose')
    .values({
      partnership_id: actor.partnershipId,
      ...{ slug, title, says, gateway, regime },
      position: there.length + 1,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'purpose.added',
    subject: subjectOf(actor),
    detail: { slug, title, gateway, regime },
  });
  return { slug };
}

/** Changes what is said of a purpose, or its last day. Needs `sharing.agree` and the revision that was seen. */
export async function changePurpose(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  input: PurposeFields & { readonly endsOn: PlainDate | null },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const there = await findPurpose(tx, actor, slug);
  if (!there) return notFound('purpose');
  if (there.revision !== revision) return changedMeanwhile('purpose');
  const { title, says, gateway, regime, endsOn } = input;
  await tx
    .updateTable('casework.purpose')
    .set({ title, says, gateway, regime, ends_on: endsOn, revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', slug)
    .execute();
  await recordCommand(tx, actor, {
    action: 'purpose.changed',
    subject: subjectOf(actor),
    detail: { slug, title, gateway, regime, endsOn },
  });
  return { slug };
}

/** Adds those of the standard purposes that are not there yet, so that casework can begin. Gives how many. */
export async function startPurposes(
  tx: Tx,
  actor: Actor,
  wanted: readonly NewPurpose[] = STANDARD_PURPOSES,
): Promise<{ added: number } | Refusal> {
  if (!may(actor, 'sharing.agree')) return notAllowed();
  const there = new Set((await listAllPurposes(tx, actor)).map(({ slug }) => slug));
  const missing = wanted.filter(({ slug }) => !there.has(slug));
  for (const purpose of missing) {
    const added = await addPurpose(tx, actor, purpose);
    if (isRefusal(added)) return added;
  }
  if (missing.length === 0) return refused('purposes-are-there', 'Every standard purpose is there already.');
  return { added: missing.length };
}
