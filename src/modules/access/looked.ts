import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** When the member last said that they have seen what changed; undefined when they never did. */
export async function lastLooked(tx: Tx, actor: Actor): Promise<Date | undefined> {
  const accountId = accountOf(actor);
  if (accountId === undefined) return undefined;
  const row = await tx
    .selectFrom('access.last_looked')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountId)
    .select('at')
    .executeTakeFirst();
  return row?.at;
}

/** The member has seen what changed up to now. */
export async function markLooked(tx: Tx, actor: Actor, now: Date): Promise<void> {
  const accountId = accountOf(actor);
  if (accountId === undefined) return;
  await tx
    .insertInto('access.last_looked')
    .values({ partnership_id: actor.partnershipId, account_id: accountId, at: now })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'account_id']).doUpdateSet({ at: now }))
    .execute();
  await recordCommand(tx, actor, { action: 'account.looked', subject: { kind: 'account', id: accountId } });
}
