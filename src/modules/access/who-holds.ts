import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { ROLE_NAMES, ROLES } from './roles.ts';

/**
 * The addresses of accounts that hold a permission today through a role: of one agency, where it is named, by a role
 * for that agency or for the whole partnership. Each once, by address.
 */
export async function addressesOfHolders(
  tx: Tx,
  actor: Actor,
  permission: string,
  agencyId?: string,
): Promise<readonly string[]> {
  const roles = ROLE_NAMES.filter((role) => (ROLES[role].may as readonly string[]).includes(permission));
  const { rows } = await sql<{ email: string }>`
    select distinct a.email
    from access.account a
    join partners.partnership s on s.partnership_id = a.partnership_id
    join access.role_grant r on r.partnership_id = a.partnership_id and r.account_id = a.id
      and r.role = any(${roles}) and r.starts_on <= partners.business_date(s) and (r.ends_on is null or r.ends_on >= partners.business_date(s))
      and (r.agency_id is null or r.agency_id = coalesce(${agencyId ?? null}::uuid, r.agency_id))
    where a.partnership_id = ${actor.partnershipId} and (${agencyId ?? null}::uuid is null or a.agency_id = ${agencyId ?? null}::uuid)
      and not exists (select from access.account_ending e where e.partnership_id = a.partnership_id and e.account_id = a.id)
    order by a.email`.execute(tx);
  return rows.map(({ email }) => email);
}
