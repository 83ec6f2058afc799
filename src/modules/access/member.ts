import type { Id } from '../../kernel/ids.ts';
import type { Actor, Member } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/**
 * The member an account stands for, without any right: so that the audit trail says who signed in. Undefined when
 * there is no such account or it has ended. Call as the sign-in machinery.
 */
export async function memberForAudit(
  tx: Tx,
  machinery: Actor,
  accountId: string,
): Promise<Member | undefined> {
  const found = await tx
    .selectFrom('access.account as account')
    .leftJoin('access.account_ending as ending', (join) =>
      join
        .onRef('ending.partnership_id', '=', 'account.partnership_id')
        .onRef('ending.account_id', '=', 'account.id'),
    )
    .where('account.partnership_id', '=', machinery.partnershipId)
    .where('account.id', '=', accountId)
    .where('ending.ended_at', 'is', null)
    .select(['account.id', 'account.person_id', 'account.agency_id'])
    .executeTakeFirst();
  if (!found) return undefined;
  return {
    kind: 'member',
    partnershipId: machinery.partnershipId,
    accountId: found.id as Id<'account'>,
    personId: found.person_id as Id<'person'>,
    agencyId: found.agency_id as Id<'agency'>,
    permissions: [],
    ...(machinery.requestId === undefined ? {} : { requestId: machinery.requestId }),
  };
}
