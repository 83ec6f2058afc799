import type pg from 'pg';
import type { Id } from '../../kernel/ids.ts';
import type { Member } from '../../platform/actor.ts';
import { stateOf, transact } from '../../platform/database/transaction.ts';
import type { Authentication, SignedIn } from '../../platform/http/visitor.ts';
import type { Services } from '../../platform/services.ts';
import { signInMachinery } from './machinery.ts';
import { type HeldRole, permissionsOf } from './roles.ts';
import { hashToken } from './tokens.ts';

const MINUTE = 60_000;

interface Found {
  readonly id: string;
  readonly account_id: Id<'account'>;
  readonly person_id: Id<'person'>;
  readonly agency_id: Id<'agency'>;
  readonly seen_at: Date | null;
  readonly scopes: string[] | null;
  readonly purpose: string | null;
  readonly name: string;
  readonly post: string;
  readonly agency: string;
  readonly roles: HeldRole[];
}

/** Who an account is, and the roles it holds on the partnership's business date. */
const ACCOUNT = `
  join access.account a on a.partnership_id = t.partnership_id and a.id = t.account_id
  join partners.partnership s on s.partnership_id = t.partnership_id
  join partners.person p on p.partnership_id = t.partnership_id and p.id = a.person_id
  join partners.agency g on g.partnership_id = t.partnership_id and g.id = a.agency_id
  left join partners.post o on o.partnership_id = t.partnership_id and o.id = a.post_id
  cross join lateral (
    select coalesce(json_agg(json_build_object('role', r.role, 'agencyId', r.agency_id)), '[]') as roles
    from access.role_grant r
    where r.partnership_id = t.partnership_id and r.account_id = t.account_id
      and r.starts_on <= partners.business_date(s) and (r.ends_on is null or r.ends_on >= partners.business_date(s))
  ) held
  where t.partnership_id = $1 and t.token_hash = $2
    and not exists (select from access.account_ending e where e.partnership_id = t.partnership_id and e.account_id = t.account_id)`;
const COLUMNS = `t.id, t.account_id, a.person_id, a.agency_id, p.name, coalesce(o.title, '') as post, g.name as agency, held.roles`;

const SESSION = `select ${COLUMNS}, t.last_seen_at as seen_at, null as scopes, t.purpose from access.session t ${ACCOUNT}
  and t.ended_at is null and t.expires_at > $3 and t.last_seen_at > $4`;
const TOKEN = `select ${COLUMNS}, t.last_used_at as seen_at, t.scopes, null as purpose from access.api_token t ${ACCOUNT}
  and t.revoked_at is null and t.expires_at > $3`;
const SEEN = 'update access.session set last_seen_at = $3 where partnership_id = $1 and id = $2';
const USED = 'update access.api_token set last_used_at = $3 where partnership_id = $1 and id = $2';

/**
 * How the platform learns who asks. A session ends by its owner, after `settings.session` without use or in any case,
 * and with the account; a token gives no more than its scopes and its owner's present rights have in common.
 */
export function authentication(
  services: Pick<Services, 'pool' | 'settings'>,
  clock: () => Date = () => new Date(),
): Authentication {
  const idle = services.settings.session.idleMinutes * MINUTE;

  const run = async (
    partnershipId: Id<'partnership'>,
    query: { name: string; text: string },
    values: unknown[],
    readOnly: boolean,
  ): Promise<Found | undefined> =>
    transact(
      services.pool,
      signInMachinery(partnershipId),
      async (tx) => {
        const { client } = stateOf(tx);
        const { rows } = await (client as pg.ClientBase).query<Found>({ ...query, values });
        return rows[0];
      },
      { readOnly },
    );

  const find = async (
    partnershipId: Id<'partnership'>,
    query: { name: string; text: string },
    seen: { name: string; text: string },
    values: unknown[],
  ): Promise<Found | undefined> => {
    const found = await run(partnershipId, query, [partnershipId, ...values], true);
    const now = clock();
    if (found && (found.seen_at === null || now.getTime() - found.seen_at.getTime() >= MINUTE))
      await run(partnershipId, seen, [partnershipId, found.id, now], false);
    return found;
  };

  return {
    async bySession(partnershipId, token, requestId): Promise<SignedIn | undefined> {
      const now = clock();
      const found = await find(
        partnershipId,
        { name: 'access-session', text: SESSION },
        { name: 'access-session-seen', text: SEEN },
        [hashToken(token), now, new Date(now.getTime() - idle)],
      );
      if (!found) return undefined;
      const { name, post, agency } = found;
      const sessionId = found.id as Id<'session'>;
      const permissions = permissionsOf(found.roles);
      return {
        actor: { ...memberOf(partnershipId, found, permissions, requestId), sessionId },
        name,
        post,
        agency,
      };
    },
    async byToken(partnershipId, token, requestId) {
      const found = await find(
        partnershipId,
        { name: 'access-token', text: TOKEN },
        { name: 'access-token-used', text: USED },
        [hashToken(token), clock()],
      );
      if (!found) return undefined;
      const scopes = new Set(found.scopes);
      const permissions = permissionsOf(found.roles).filter((grant) => scopes.has(grant.split('@')[0] ?? ''));
      return memberOf(partnershipId, found, permissions, requestId);
    },
  };
}

const memberOf = (
  partnershipId: Id<'partnership'>,
  found: Found,
  permissions: string[],
  requestId: string,
): Member => ({
  kind: 'member',
  partnershipId,
  accountId: found.account_id,
  personId: found.person_id,
  agencyId: found.agency_id,
  permissions,
  requestId,
  ...(found.purpose === null ? {} : { purpose: found.purpose }),
});
