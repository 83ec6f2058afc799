import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type pg from 'pg';

export const ROLES = ['concord_owner', 'concord_app', 'concord_statistics'] as const;
export type Role = (typeof ROLES)[number];

/** Longest one statement of the application may take, and longest its transaction may stand still. */
const LONGEST_STATEMENT = '60s';
const LONGEST_PAUSE = '10min';

/**
 * A SCRAM-SHA-256 verifier (RFC 5803) made here, so that no password is ever sent to the server in clear,
 * where a statement log could keep it.
 */
export function scramVerifier(password: string, salt = randomBytes(16), iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest();
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey.toString('base64')}:${hmac('Server Key').toString('base64')}`;
}

/**
 * Makes or renews Concord's three roles: the owner migrates and backs up and never serves, the application owns
 * nothing and bypasses nothing, statistics computes released measures. Needs a superuser or CREATEROLE.
 */
export async function ensureRoles(
  admin: pg.ClientBase,
  database: string,
  passwords: Record<Role, string>,
): Promise<void> {
  for (const role of ROLES) {
    const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
    const verb = rowCount ? 'alter' : 'create';
    await admin.query(
      `${verb} role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password '${scramVerifier(passwords[role])}'`,
    );
  }
  // A page that asks too much, and a transaction that somebody forgot, give their connection back.
  await admin.query(`alter role concord_app set statement_timeout = '${LONGEST_STATEMENT}'`);
  await admin.query(`alter role concord_app set idle_in_transaction_session_timeout = '${LONGEST_PAUSE}'`);
  const quoted = `"${database.replaceAll('"', '""')}"`;
  await admin.query(`grant concord_owner to current_user`);
  await admin.query(`alter database ${quoted} owner to concord_owner`);
  await admin.query(`revoke all on database ${quoted} from public`);
  await admin.query(
    `grant connect, temporary on database ${quoted} to concord_owner, concord_app, concord_statistics`,
  );
  await admin.query('revoke create on schema public from public');
}
