import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { asMachinery } from './machinery.ts';
import type { Role } from './roles.ts';
import { findCredential } from './sign-in.ts';

export interface AccountRow {
  readonly id: Id<'account'>;
  readonly name: string;
  readonly email: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly postId: string | null;
  readonly post: string | null;
  readonly revision: number;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  /** Roles held on the day asked for, once each. */
  readonly roles: readonly Role[];
}

const accountsQuery = (tx: Tx, actor: Actor, today: PlainDate) =>
  tx
    .selectFrom('access.account as account')
    .innerJoin('partners.person as person', (join) =>
      join
        .onRef('person.partnership_id', '=', 'account.partnership_id')
        .onRef('person.id', '=', 'account.person_id'),
    )
    .innerJoin('partners.agency as agency', (join) =>
      join
        .onRef('agency.partnership_id', '=', 'account.partnership_id')
        .onRef('agency.id', '=', 'account.agency_id'),
    )
    .leftJoin('partners.post as post', (join) =>
      join
        .onRef('post.partnership_id', '=', 'account.partnership_id')
        .onRef('post.id', '=', 'account.post_id'),
    )
    .leftJoin('access.account_ending as ending', (join) =>
      join
        .onRef('ending.partnership_id', '=', 'account.partnership_id')
        .onRef('ending.account_id', '=', 'account.id'),
    )
    .where('account.partnership_id', '=', actor.partnershipId)
    .select((eb) => [
      'account.id',
      'account.email',
      'account.revision',
      'account.agency_id as agencyId',
      'account.post_id as postId',
      'person.name',
      'agency.name as agency',
      'post.title as post',
      'ending.ended_at as endedAt',
      'ending.reason as endedReason',
      eb
        .selectFrom('access.role_grant as held')
        .whereRef('held.partnership_id', '=', 'account.partnership_id')
        .whereRef('held.account_id', '=', 'account.id')
        .where('held.starts_on', '<=', today)
        .where((on) => on.or([on('held.ends_on', 'is', null), on('held.ends_on', '>=', today)]))
        .select(sql<Role[]>`coalesce(array_agg(distinct held.role), '{}')`.as('roles'))
        .as('roles'),
    ]);

const asRow = <Row extends { id: string; roles: Role[] | null }>(row: Row) => ({
  ...row,
  id: row.id as Id<'account'>,
  roles: row.roles ?? [],
});

/** Every account by name, ended ones last. */
export const listAccounts = async (tx: Tx, actor: Actor, today: PlainDate): Promise<readonly AccountRow[]> =>
  (
    await accountsQuery(tx, actor, today)
      .orderBy(sql`ending.ended_at is not null`)
      .orderBy('person.name')
      .execute()
  ).map(asRow);

export async function findAccount(
  tx: Tx,
  actor: Actor,
  accountId: string,
  today: PlainDate,
): Promise<AccountRow | undefined> {
  const row = await accountsQuery(tx, actor, today).where('account.id', '=', accountId).executeTakeFirst();
  return row && asRow(row);
}

export interface GrantRow {
  readonly id: string;
  readonly role: Role;
  readonly agency: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly grantedBy: string | null;
  readonly revision: number;
}

/** Every grant an account had, has or will have, the latest first. */
export const listGrants = (tx: Tx, actor: Actor, accountId: string): Promise<readonly GrantRow[]> =>
  tx
    .selectFrom('access.role_grant as held')
    .leftJoin('partners.agency as agency', (join) =>
      join
        .onRef('agency.partnership_id', '=', 'held.partnership_id')
        .onRef('agency.id', '=', 'held.agency_id'),
    )
    .leftJoin('access.account as granter', (join) =>
      join
        .onRef('granter.partnership_id', '=', 'held.partnership_id')
        .onRef('granter.id', '=', 'held.granted_by'),
    )
    .leftJoin('partners.person as person', (join) =>
      join
        .onRef('person.partnership_id', '=', 'granter.partnership_id')
        .onRef('person.id', '=', 'granter.person_id'),
    )
    .where('held.partnership_id', '=', actor.partnershipId)
    .where('held.account_id', '=', accountId)
    .select([
      'held.id',
      'held.role',
      'held.revision',
      'agency.name as agency',
      'held.starts_on as startsOn',
      'held.ends_on as endsOn',
      'person.name as grantedBy',
    ])
    .orderBy('held.starts_on', 'desc')
    .orderBy('held.role')
    .execute();

export interface SessionRow {
  readonly id: string;
  readonly browser: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

/** The member's sessions that still work. */
export const listOwnSessions = (
  tx: Tx,
  actor: Actor,
  now: Date,
  idleMinutes: number,
): Promise<readonly SessionRow[]> =>
  tx
    .selectFrom('access.session')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountOf(actor) ?? null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - idleMinutes * 60_000))
    .select(['id', 'browser', 'created_at', 'last_seen_at'])
    .orderBy('last_seen_at', 'desc')
    .execute();

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

/** The member's tokens for programs, the newest first. */
export const listOwnTokens = (tx: Tx, actor: Actor): Promise<readonly TokenRow[]> =>
  tx
    .selectFrom('access.api_token')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountOf(actor) ?? null)
    .select(['id', 'name', 'scopes', 'expires_at', 'last_used_at', 'revoked_at'])
    .orderBy('made_at', 'desc')
    .execute();

export interface FactorView {
  readonly passwordSetAt: Date;
  readonly secondFactorSetAt: Date;
  readonly recoveryCodesLeft: number;
}

/** When the member's password and second factor were set; undefined for an account of the example. */
export const ownFactor = (tx: Tx, actor: Actor): Promise<FactorView | undefined> =>
  asMachinery(tx, actor, async (machinery) => {
    const known = await findCredential(tx, machinery, 'id', accountOf(actor) ?? '');
    if (!known) return undefined;
    const { left } = await tx
      .selectFrom('access.recovery_code')
      .where('partnership_id', '=', actor.partnershipId)
      .where('account_id', '=', known.account_id)
      .where('used_at', 'is', null)
      .select((eb) => eb.fn.countAll<number>().as('left'))
      .executeTakeFirstOrThrow();
    return {
      passwordSetAt: known.password_set_at,
      secondFactorSetAt: known.totp_set_at,
      recoveryCodesLeft: left,
    };
  });

/** True when the account has chosen a password, so that it needs no invitation. */
export const hasAccepted = (tx: Tx, actor: Actor, accountId: string): Promise<boolean> =>
  asMachinery(
    tx,
    actor,
    async (machinery) => (await findCredential(tx, machinery, 'id', accountId)) !== undefined,
  );

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Agencies and posts to choose from. */
export async function listChoices(tx: Tx, actor: Actor): Promise<{ agencies: Choice[]; posts: Choice[] }> {
  const agencies = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .where('left_on', 'is', null)
    .select(['id as value', 'name as text'])
    .orderBy('name')
    .execute();
  const posts = await tx
    .selectFrom('partners.post as post')
    .innerJoin('partners.agency as agency', (join) =>
      join
        .onRef('agency.partnership_id', '=', 'post.partnership_id')
        .onRef('agency.id', '=', 'post.agency_id'),
    )
    .where('post.partnership_id', '=', actor.partnershipId)
    .select(['post.id as value', sql<string>`post.title || ', ' || agency.short_name`.as('text')])
    .orderBy('post.title')
    .execute();
  return { agencies, posts };
}
