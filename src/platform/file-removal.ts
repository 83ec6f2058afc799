import type pg from 'pg';
import type { Id } from '../kernel/ids.ts';
import { system } from './actor.ts';
import { contextOf } from './database/transaction.ts';

/** What `removeUnused` holds alone and `storeFile` with others: bytes do not go between their writing and their row. */
export const bytesLock = (sha256: Buffer): string => `platform.file ${sha256.toString('hex')}`;

interface Removing {
  readonly remove: (sha256: Buffer) => Promise<void>;
}

/**
 * Takes bytes away for good once their row is gone, unless another row of any partnership has the same: what is equal is
 * stored once. Whoever stores the same bytes meanwhile waits, and writes them anew.
 */
export async function removeUnused(pool: pg.Pool, files: Removing, sha256: Buffer): Promise<void> {
  const client = await pool.connect();
  try {
    await removeUnusedOver(client, files, sha256);
  } finally {
    client.release();
  }
}

/** As `removeUnused`, over a connection that has no transaction open. */
export async function removeUnusedOver(
  client: pg.ClientBase,
  files: Removing,
  sha256: Buffer,
): Promise<void> {
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [bytesLock(sha256)]);
    if (!(await isUsed(client, sha256))) await files.remove(sha256);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function isUsed(client: pg.ClientBase, sha256: Buffer): Promise<boolean> {
  const { rows } = await client.query<{ id: Id<'partnership'> }>(
    'select partnership_id as id from partners.partnership',
  );
  for (const { id } of rows) {
    await client.query(contextOf(system('files', id, ['read'])));
    const found = await client.query(
      'select from platform.file where partnership_id = $1 and sha256 = $2 limit 1',
      [id, sha256],
    );
    if (found.rows.length > 0) return true;
  }
  return false;
}
