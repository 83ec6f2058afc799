import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, may, maySomewhere } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Sitting } from '../queries.ts';
import { listMembers, type Member } from '../terms/member-queries.ts';

/** Who sits on the body on a sitting's day. */
export const membersAt = (tx: Tx, { bodyId, day }: Sitting): Promise<readonly Member[]> =>
  listMembers(tx, bodyId, day);

/** The posts that somebody holds on a day; none for who is no member. */
async function postsOf(tx: Tx, actor: Actor, today: PlainDate): Promise<ReadonlySet<string>> {
  if (actor.kind !== 'member') return new Set();
  const rows = await tx
    .selectFrom('partners.holding')
    .select('post_id')
    .where('person_id', '=', actor.personId)
    .where('starts_on', '<=', today)
    .where((is) => is.or([is('ends_on', 'is', null), is('ends_on', '>=', today)]))
    .execute();
  return new Set(rows.map((row) => row.post_id));
}

/** The seats for which the actor may say who comes: their own, and every one for who builds agendas. */
export async function seatsToAnswerFor(
  tx: Tx,
  actor: Actor,
  members: readonly Member[],
  today: PlainDate,
): Promise<readonly Member[]> {
  if (may(actor, 'governance.edit')) return members;
  if (actor.kind !== 'member' || !maySomewhere(actor, 'sitting.reply')) return [];
  const posts = await postsOf(tx, actor, today);
  return members.filter(
    ({ personId, postId }) => personId === actor.personId || (postId !== null && posts.has(postId)),
  );
}

/** Where each member is written to: the seat's address, the person's, the post's, or that of who holds the post. */
export async function addressesOf(
  tx: Tx,
  members: readonly Pick<Member, 'id'>[],
  today: PlainDate,
): Promise<ReadonlyMap<string, string>> {
  if (members.length === 0) return new Map();
  const { rows } = await sql<{ id: string; email: string | null }>`
    select m.id, coalesce(m.email, w.email, p.email, (
      select n.email from partners.holding h
      join partners.person n on n.partnership_id = h.partnership_id and n.id = h.person_id
      where h.partnership_id = m.partnership_id and h.post_id = m.post_id and h.starts_on <= ${today}::date
        and (h.ends_on is null or h.ends_on >= ${today}::date) order by h.starts_on desc limit 1)) as email
    from governance.membership m
    left join partners.person w on w.partnership_id = m.partnership_id and w.id = m.person_id
    left join partners.post p on p.partnership_id = m.partnership_id and p.id = m.post_id
    where m.id = any(${members.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Map(rows.flatMap(({ id, email }) => (email === null ? [] : [[id, email] as const])));
}
