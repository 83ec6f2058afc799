import { sql } from 'kysely';
import type { Check } from '../../platform/module.ts';

/** The database refuses it; this shows that nobody went round the database's rules either. */
export const nobodyGrantedThemselves: Check = {
  name: 'access.nobody-granted-themselves',
  says: 'Nobody granted a role to an account of their own',
  find: async (tx) => {
    const { rows } = await sql<{ id: string; role: string }>`
      select held.id, held.role from access.role_grant held
      join access.account given on given.partnership_id = held.partnership_id and given.id = held.account_id
      join access.account giver on giver.partnership_id = held.partnership_id and giver.id = held.granted_by
      where given.person_id = giver.person_id`.execute(tx);
    return rows.map(
      ({ id, role }) => `The grant ${id} of the role ${role} was given by the person who holds it.`,
    );
  },
};

/** An account that has ended must not have a session that still works. */
export const endedAccountsHaveNoSession: Check = {
  name: 'access.ended-accounts-have-no-session',
  says: 'Accounts that ended have no session that still works',
  find: async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select session.id from access.session session
      join access.account_ending ending on ending.partnership_id = session.partnership_id and ending.account_id = session.account_id
      where session.ended_at is null and session.expires_at > now() and session.created_at < ending.ended_at`.execute(
      tx,
    );
    return rows.map(({ id }) => `The session ${id} belongs to an account that has ended.`);
  },
};
