import { type Id, newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ROLES, type Role } from './roles.ts';

export interface GrantInput {
  readonly accountId: string;
  readonly role: Role;
  /** Null for the whole partnership. */
  readonly agencyId: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
}

const notGranter = (): Refusal =>
  refused('not-allowed', 'You may not grant this role. Ask an administrator.');
const ownRights = (): Refusal =>
  refused('own-rights', 'Nobody can raise their own rights. Ask another administrator.', { field: 'role' });

/**
 * Rule: nobody can raise their own rights. Whoever grants for the whole partnership may grant any role to others;
 * whoever grants for one agency only, roles for that agency whose permissions they hold themselves. Neither may grant
 * to an account of their own person. The database refuses a grant to oneself whatever this function does.
 */
export async function grantRole(
  tx: Tx,
  actor: Actor,
  input: GrantInput,
): Promise<{ grantId: Id<'role-grant'> } | Refusal> {
  const { accountId, role, agencyId } = input;
  if (!mayFor(actor, 'roles.grant', agencyId)) return notGranter();
  if (
    !may(actor, 'roles.grant') &&
    ROLES[role].may.some((permission) => !mayFor(actor, permission, agencyId))
  )
    return refused('role-beyond-own-rights', 'You can grant only roles whose rights you hold yourself.', {
      field: 'role',
    });
  if (accountOf(actor) === accountId) return ownRights();
  const account = await tx
    .selectFrom('access.account')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', accountId)
    .select('person_id')
    .executeTakeFirst();
  if (!account) return notFound('account');
  if (actor.kind === 'member' && actor.personId === account.person_id) return ownRights();
  const grantId = newId<'role-grant'>();
  await tx
    .insertInto('access.role_grant')
    .values({
      partnership_id: actor.partnershipId,
      id: grantId,
      account_id: accountId,
      role,
      agency_id: agencyId,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      granted_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'role.granted',
    subject: { kind: 'account', id: accountId },
    detail: { role, agencyId, startsOn: input.startsOn, endsOn: input.endsOn },
  });
  return { grantId };
}

/** Ends a grant on a day; that day is its last. A grant that has not begun ends on its first day at the earliest. */
export async function endGrant(
  tx: Tx,
  actor: Actor,
  { grantId, endsOn, revision }: { grantId: string; endsOn: PlainDate; revision: number },
): Promise<undefined | Refusal> {
  const grant = await tx
    .selectFrom('access.role_grant')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', grantId)
    .selectAll()
    .executeTakeFirst();
  if (!grant) return notFound('grant');
  if (!mayFor(actor, 'roles.grant', grant.agency_id)) return notGranter();
  if (accountOf(actor) === grant.account_id) return ownRights();
  if (grant.ends_on !== null && endsOn > grant.ends_on)
    return refused(
      'grant-only-shortened',
      'A grant can end earlier, not later. Grant the role again instead.',
      {
        field: 'ends',
      },
    );
  const ended = await tx
    .updateTable('access.role_grant')
    .set((eb) => ({
      ends_on: endsOn < grant.starts_on ? grant.starts_on : endsOn,
      revision: eb('revision', '+', 1),
    }))
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', grantId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return changedMeanwhile('grant');
  await recordCommand(tx, actor, {
    action: 'role.ended',
    subject: { kind: 'account', id: grant.account_id },
    detail: { role: grant.role, agencyId: grant.agency_id, endsOn },
  });
  return undefined;
}
