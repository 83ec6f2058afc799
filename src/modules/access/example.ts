import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { addPost, appoint } from '../partners/index.ts';
import { makeAccount } from './accounts.ts';
import { grantRole } from './grants.ts';
import { isRole, type Role } from './roles.ts';

const rows = z.array(
  z.object({
    post: z.string().min(1),
    /** Of a post that the example needs and its sources do not name; empty for one that is there. */
    title: z.string(),
    post_agency: z.string(),
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
type Row = z.output<typeof rows>[number];

interface PlacedPost {
  readonly id: Id<'post'>;
  readonly agencyId: string;
}

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
  const accounts = new Map<string, string>();
  for (const row of given) {
    const accountId = accounts.get(row.post) ?? (await accountOfPost(tx, actor, row));
    if (isRefusal(accountId)) return accountId;
    accounts.set(row.post, accountId);
    const agency = row.agency === 'whole' ? null : await agencyOf(tx, actor, row.agency);
    if (isRefusal(agency)) return agency;
    const granted = await grantRole(tx, actor, {
      accountId,
      role: row.role,
      agencyId: agency?.id ?? null,
      startsOn: plainDate(row.from),
      endsOn: null,
    });
    if (isRefusal(granted)) return granted;
  }
  return { accounts: accounts.size, grants: given.length };
}

async function accountOfPost(tx: Tx, actor: Actor, row: Row): Promise<string | Refusal> {
  const post = await postOf(tx, actor, row);
  if (isRefusal(post)) return post;
  const made = await makeAccount(tx, actor, {
    name: row.person,
    email: `${row.post}@example.org`,
    agencyId: post.agencyId,
    postId: post.id,
  });
  if (isRefusal(made)) return made;
  const appointed = await appoint(tx, actor, {
    post,
    personId: made.personId,
    startsOn: plainDate(row.from),
  });
  return isRefusal(appointed) ? appointed : made.accountId;
}

async function postOf(tx: Tx, actor: Actor, row: Row): Promise<PlacedPost | Refusal> {
  const known = await tx
    .selectFrom('partners.post')
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', row.post)
    .select(['id', 'agency_id as agencyId'])
    .executeTakeFirst();
  if (known) return { ...known, id: known.id as Id<'post'> };
  if (row.title === '')
    return refused('post-unknown', `accounts.csv names the post ${row.post}, which is not among the posts.`);
  const agency = await agencyOf(tx, actor, row.post_agency);
  if (isRefusal(agency)) return agency;
  const nothing = { email: null, telephone: null, startsOn: null, endsOn: null };
  const added = await addPost(tx, actor, agency, { ...nothing, title: row.title, slug: row.post });
  return isRefusal(added) ? added : postOf(tx, actor, { ...row, title: '' });
}

async function agencyOf(
  tx: Tx,
  actor: Actor,
  slug: string,
): Promise<{ id: Id<'agency'>; shortName: string } | Refusal> {
  const agency = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .where('slug', '=', slug)
    .select(['id', 'short_name as shortName'])
    .executeTakeFirst();
  return agency
    ? { ...agency, id: agency.id as Id<'agency'> }
    : refused('agency-unknown', `accounts.csv names the agency ${slug}, which is not among the agencies.`);
}
