/** Who acts in the example's casework, and on whose records. */
import type { Actor, LinkHolder, Member } from '../../platform/actor.ts';
import { actingAs, type Tx } from '../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../platform/keys/index.ts';
import { listAgencies, listPeople } from '../partners/index.ts';
import { referenceHash } from './people/record.ts';

export interface ExampleGround {
  /** Nobody in particular works in the example: an agency does, for a purpose. */
  readonly works: <T>(agency: string, purpose: string, work: (actor: Actor) => Promise<T>) => Promise<T>;
  /** Whoever holds the post of this short address, with these permissions for their own agency. */
  readonly holderOf: (post: string, purpose: string, may: readonly string[]) => Promise<Member>;
  readonly agencyId: (slug: string) => string;
  readonly personId: (name: string) => string;
  readonly recordId: (reference: string) => Promise<string>;
}

const missing = (what: string): never => {
  throw new Error(`The example has no ${what}`);
};

/** Finds what the files of the example name: agencies by slug, workers by name, records by their agency's own number. */
export async function exampleGround(tx: Tx, actor: Actor, subjects: SubjectKeys): Promise<ExampleGround> {
  const agencies = new Map((await listAgencies(tx)).map(({ slug, id }) => [slug, id as string]));
  const people = new Map((await listPeople(tx)).map(({ name, id }) => [name, id as string]));
  const agencyId = (slug: string): string => agencies.get(slug) ?? missing(slug);
  return {
    agencyId,
    personId: (name) => people.get(name) ?? missing(name),
    works: (agency, purpose, work) => {
      const worker: LinkHolder = {
        kind: 'link',
        linkId: actor.partnershipId as never,
        agencyId: agencyId(agency) as never,
        partnershipId: actor.partnershipId,
        permissions: ['read', 'casework.read', 'casework.write'],
        purpose,
      };
      return actingAs(tx, actor, worker, () => work(worker));
    },
    holderOf: async (post, purpose, permissions) => {
      const account = await tx
        .selectFrom('access.account as a')
        .innerJoin('partners.post as p', (on) =>
          on.onRef('p.partnership_id', '=', 'a.partnership_id').onRef('p.id', '=', 'a.post_id'),
        )
        .where('a.partnership_id', '=', actor.partnershipId)
        .where('p.slug', '=', post)
        .select(['a.id', 'a.person_id', 'a.agency_id'])
        .executeTakeFirst();
      if (!account) return missing(`holder of the post ${post}`);
      return {
        kind: 'member',
        partnershipId: actor.partnershipId,
        accountId: account.id as Member['accountId'],
        personId: account.person_id as Member['personId'],
        agencyId: account.agency_id as Member['agencyId'],
        permissions: ['read', ...permissions.map((permission) => `${permission}@${account.agency_id}`)],
        purpose,
      };
    },
    recordId: async (reference) => {
      const row = await tx
        .selectFrom('casework.record')
        .where('partnership_id', '=', actor.partnershipId)
        .where('reference_hash', '=', referenceHash(subjects, { reference }))
        .select('id')
        .executeTakeFirst();
      return row?.id ?? missing(reference);
    },
  };
}
