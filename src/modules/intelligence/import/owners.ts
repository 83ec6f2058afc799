import type { Tx } from '../../../platform/database/transaction.ts';
import { didYouMean } from './near-miss.ts';

interface Owner {
  readonly agencyId: string | null;
  readonly postId: string | null;
}

/** Finds the agency and post that a file names, by slug or by name. */
export interface Owners {
  /** The owner, or why it cannot be told. */
  readonly find: (agency: string, post: string) => Owner | { readonly reason: string };
}

export async function loadOwners(tx: Tx): Promise<Owners> {
  const agencies = await tx
    .selectFrom('partners.agency')
    .select(['id', 'slug', 'name', 'short_name'])
    .execute();
  const posts = await tx.selectFrom('partners.post').select(['id', 'slug', 'title', 'agency_id']).execute();
  const agencyIds = new Map(
    agencies.flatMap((one) =>
      [one.short_name, one.name, one.slug].map((name) => [name.toLowerCase(), one.id]),
    ),
  );
  const postsByName = new Map(
    posts.flatMap((one) => [one.title, one.slug].map((name) => [name.toLowerCase(), one])),
  );
  return {
    find(agency, post) {
      const agencyId = agency === '' ? null : agencyIds.get(agency.toLowerCase());
      if (agencyId === undefined)
        return { reason: `There is no agency “${agency}”.${didYouMean(agency, agencyIds.keys())}` };
      const held = post === '' ? null : postsByName.get(post.toLowerCase());
      if (held === undefined)
        return { reason: `There is no post “${post}”.${didYouMean(post, postsByName.keys())}` };
      return { agencyId: agencyId ?? held?.agency_id ?? null, postId: held?.id ?? null };
    },
  };
}
