import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { appoint } from '../partners/index.ts';
import { makeAccount } from './accounts.ts';
import { grantRole } from './grants.ts';
import { isRole, type Role } from './roles.ts';

const rows = z.array(
  z.object({
    post: z.string().min(1),
    person: z.string().min(1),
    role: z
      .string()
      .refine(isRole, 'is no role')
      .transform((role) => role as Role),
    /** `whole` for the whole partnership, or the slug of an agency. */
    agency: z.string().min(1),
    from: z.iso.date(),
  }),
);

/**
 * Gives each post of the example an account, held by an invented person, with its roles. There is no password: these
 * accounts are signed in to by one click, which works in an example only.
 */
export async function loadAccessExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<{ accounts: number; grants: number } | Refusal> {
  const given = rows.parse(parse(files('accounts.csv'), { columns: true, trim: true, comment: '#' }));
  const posts = await tx
    .selectFrom('partners.post')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'slug', 'agency_id'])
    .execute();
  const agencies = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'slug'])
    .execute();
  const accounts = new Map<string, string>();
  for (const row of given) {
    const post = posts.find(({ slug }) => slug === row.post);
    if (!post)
      return refused(
        'post-unknown',
        `accounts.csv names the post ${row.post}, which is not among the posts.`,
      );
    const known = accounts.get(row.post) ?? (await accountOfPost(tx, actor, post, row));
    if (typeof known !== 'string') return known;
    accounts.set(row.post, known);
    const agency = agencies.find(({ slug }) => slug === row.agency);
    if (!agency && row.agency !== 'whole')
      return refused(
        'agency-unknown',
        `accounts.csv names the agency ${row.agency}, which is not among the agencies.`,
      );
    const granted = await grantRole(tx, actor, {
      accountId: known,
      role: row.role,
      agencyId: agency?.id ?? null,
      startsOn: plainDate(row.from),
      endsOn: null,
    });
    if ('refused' in granted) return granted;
  }
  return { accounts: accounts.size, grants: given.length };
}

async function accountOfPost(
  tx: Tx,
  actor: Actor,
  post: { id: string; slug: string; agency_id: string },
  row: { person: string; from: string },
): Promise<string | Refusal> {
  const made = await makeAccount(tx, actor, {
    name: row.person,
    email: `${post.slug}@example.org`,
    agencyId: post.agency_id,
    postId: post.id,
  });
  if ('refused' in made) return made;
  const appointed = await appoint(tx, actor, {
    post: { id: post.id as Id<'post'> },
    personId: made.personId,
    startsOn: plainDate(row.from),
  });
  return typeof appointed === 'string' ? made.accountId : appointed;
}
