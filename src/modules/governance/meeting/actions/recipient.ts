import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { addressesOf } from '../../sittings/members.ts';
import { listMembers, type Member } from '../../terms/member-queries.ts';
import type { Action } from './queries.ts';

/** Who is written to about an action, and why it is them where the owner has no address. */
export interface Recipient {
  readonly email: string;
  /** As the action's page tells it. */
  readonly who: string;
  /** In the mail, for who does not owe it themselves; null for the owner. */
  readonly because: string | null;
}

type Owed = Pick<Action, 'bodyId' | 'body' | 'ownerAgencyId' | 'owner' | 'ownerEmail'>;

/**
 * Named rule: an action of an agency without a post is told to the agency's representative on the body that set it, else
 * to the secretary of that body, else to the secretary of another. Undefined where nobody has an address.
 */
export async function recipientOf(tx: Tx, action: Owed, today: PlainDate): Promise<Recipient | undefined> {
  if (action.ownerEmail !== null) return { email: action.ownerEmail, who: action.owner, because: null };
  const members = await listMembers(tx, action.bodyId, today);
  const own = members
    .filter(
      ({ agencyId, standing }) =>
        agencyId === action.ownerAgencyId && agencyId !== null && standing !== 'substitute',
    )
    .toSorted((a, b) => Number(b.standing === 'core') - Number(a.standing === 'core'));
  const representative = await firstWithAddress(tx, own, today);
  if (representative)
    return {
      email: representative.email,
      who: `${representative.member.title}, for ${action.owner} on the ${action.body}`,
      because: `You are written to because you represent ${action.owner} on the ${action.body}; no address is known of who owes it.`,
    };
  const keeper =
    (await firstWithAddress(tx, members.filter(isSecretary), today)) ??
    (await firstWithAddress(tx, await otherSecretaries(tx, action.bodyId, today), today));
  return keeper
    ? {
        email: keeper.email,
        who: `the secretariat (${keeper.member.title}), as no address is known of ${action.owner}`,
        because: `You are written to as the secretariat: no address is known of ${action.owner}, nor of a representative of theirs on the ${action.body}. Please pass it on.`,
      }
    : undefined;
}

const isSecretary = ({ office }: Member): boolean => office === 'secretary';

async function firstWithAddress(
  tx: Tx,
  members: readonly Member[],
  today: PlainDate,
): Promise<{ member: Member; email: string } | undefined> {
  const addresses = await addressesOf(tx, members, today);
  for (const member of members) {
    const email = addresses.get(member.id);
    if (email !== undefined) return { member, email };
  }
  return undefined;
}

async function otherSecretaries(tx: Tx, bodyId: string, today: PlainDate): Promise<readonly Member[]> {
  const bodies = await tx
    .selectFrom('governance.office')
    .select('body_id')
    .distinct()
    .where('office', '=', 'secretary')
    .where('body_id', '<>', bodyId)
    .where('starts_on', '<=', today)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .orderBy('body_id')
    .execute();
  const found: Member[] = [];
  for (const { body_id } of bodies)
    found.push(...(await listMembers(tx, body_id, today)).filter(isSecretary));
  return found;
}
