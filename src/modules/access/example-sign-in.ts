import type { Id } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { asMachinery } from './machinery.ts';
import { memberForAudit } from './member.ts';
import { ROLE_NAMES, type Role } from './roles.ts';
import { type Arrival, beginSession } from './session.ts';

export interface ExamplePost {
  readonly accountId: Id<'account'>;
  readonly post: string;
  readonly agency: string;
  readonly roles: readonly Role[];
}

/** Rule: one click signs in only where the partnership is an example, whatever route was taken to get here. */
const isExample = async (tx: Tx, actor: Actor): Promise<boolean> =>
  (
    await tx
      .selectFrom('partners.partnership')
      .select('example')
      .where('partnership_id', '=', actor.partnershipId)
      .executeTakeFirst()
  )?.example === true;

/** The posts one may sign in as, with the roles each holds; nothing outside an example. */
export async function listExamplePosts(tx: Tx, actor: Actor): Promise<readonly ExamplePost[]> {
  if (!(await isExample(tx, actor))) return [];
  const rows = await asMachinery(tx, actor, () =>
    tx
      .selectFrom('access.account as account')
      .innerJoin('partners.post as post', (join) =>
        join
          .onRef('post.partnership_id', '=', 'account.partnership_id')
          .onRef('post.id', '=', 'account.post_id'),
      )
      .innerJoin('partners.agency as agency', (join) =>
        join
          .onRef('agency.partnership_id', '=', 'account.partnership_id')
          .onRef('agency.id', '=', 'account.agency_id'),
      )
      .innerJoin('access.role_grant as held', (join) =>
        join
          .onRef('held.partnership_id', '=', 'account.partnership_id')
          .onRef('held.account_id', '=', 'account.id'),
      )
      .leftJoin('access.account_ending as ending', (join) =>
        join
          .onRef('ending.partnership_id', '=', 'account.partnership_id')
          .onRef('ending.account_id', '=', 'account.id'),
      )
      .where('account.partnership_id', '=', actor.partnershipId)
      .where('ending.ended_at', 'is', null)
      .select(['account.id as accountId', 'post.title as post', 'agency.name as agency', 'held.role'])
      .orderBy('post.title')
      .execute(),
  );
  const posts = Map.groupBy(rows, (row) => row.accountId);
  return [...posts.values()].flatMap(([first, ...more]) =>
    first
      ? [
          {
            accountId: first.accountId as Id<'account'>,
            post: first.post,
            agency: first.agency,
            roles: [...new Set([first, ...more].map((row) => row.role))],
          },
        ]
      : [],
  );
}

/** Example posts by role, in the order of the roles; a post of several roles stands under the one that fewest posts hold. */
export const byRole = (
  posts: readonly ExamplePost[],
): readonly (readonly [Role, readonly ExamplePost[]])[] => {
  const holders = (role: Role): number => posts.filter((post) => post.roles.includes(role)).length;
  const rarest = (post: ExamplePost): Role | undefined =>
    ROLE_NAMES.filter((role) => post.roles.includes(role)).toSorted((a, b) => holders(a) - holders(b))[0];
  return ROLE_NAMES.map((role) => [role, posts.filter((post) => rarest(post) === role)] as const).filter(
    ([, held]) => held.length > 0,
  );
};

/** Signs in as a post of the example. Gives the token for the cookie. */
export async function signInAsExample(
  tx: Tx,
  actor: Actor,
  accountId: string,
  arrival: Arrival,
): Promise<{ token: string } | Refusal> {
  if (!(await isExample(tx, actor)))
    return refused('example-only', 'This works only in the example partnership.');
  return asMachinery(tx, actor, async (machinery) => {
    const member = await memberForAudit(tx, machinery, accountId);
    if (!member) return refused('account-unknown', 'Choose a post from the list.');
    const session = await beginSession(tx, machinery, member.accountId, 'example', arrival);
    await recordCommand(tx, member, {
      action: 'session.began-as-example',
      subject: { kind: 'session', id: session.id },
    });
    return { token: session.token };
  });
}
