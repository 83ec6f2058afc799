/** The connection a backup or a restore works through. */
import pg from 'pg';
import { BackupProblem } from './problem.ts';

/** What one and the same value is written as must not depend on how a server is set up. */
const SETTINGS = `
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex';
  set extra_float_digits = 1; set client_encoding = 'UTF8'; set row_security = off`;

/** Runs `work` on a connection of its own. */
export async function withSession<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...config, application_name: 'concord backup' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(SETTINGS);
    return await work(client);
  } catch (error) {
    throw explained(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a connection failed because the database or its role has not been made yet. */
export function isNotMadeYet(error: unknown): boolean {
  return error instanceof BackupProblem && ['3D000', '28000', '28P01'].includes(codeOf(error.cause));
}

const codeOf = (error: unknown): string => (error instanceof pg.DatabaseError ? (error.code ?? '') : '');

/** The sentence for what a server refuses. Its details stay out: they may hold somebody's name. */
function explained(error: unknown): unknown {
  const sentence = {
    '42501': 'The role that backs up or restores must own every table (concord_owner)',
    '55P03': 'Somebody else uses the database: stop the Concord server first',
    '3D000': 'The database does not exist',
    '28000': 'The database refuses the role',
    '28P01': 'The database refuses the password of the role',
    '57P01': 'The database was stopped meanwhile',
  }[codeOf(error)];
  if (sentence === undefined) return error;
  return new BackupProblem(`${sentence}: ${(error as Error).message}.`, { cause: error });
}
