import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

/** Why a database cannot be brought up to date, in a sentence. */
export class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem';
}

const NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Reads the migrations of a folder in order; refuses names out of form and numbers used twice. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const numbers = new Set<string>();
  const migrations: Migration[] = [];
  for (const name of names) {
    const number = NAME.exec(name)?.[1];
    if (number === undefined)
      throw new MigrationProblem(`Migration ${name} is not named like 0007_a_decision_takes_effect.sql`);
    if (numbers.has(number)) throw new MigrationProblem(`Two migrations have the number ${number}`);
    numbers.add(number);
    const sql = await readFile(path.join(folder, name), 'utf8');
    migrations.push({ name, sql, checksum: createHash('sha256').update(sql).digest('hex') });
  }
  return migrations;
}

/**
 * Applies what is missing, each migration in a transaction of its own, as concord_owner, under a lock so that two
 * starting processes do not meet. Returns the names applied. Refuses an edited or unknown migration by name.
 */
export async function migrate(owner: pg.ClientBase, folder: string, upTo?: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await owner.query(`select pg_advisory_lock(hashtext('concord.migrate'))`);
  try {
    const applied = await appliedMigrations(owner);
    for (const [name, checksum] of applied) {
      const known = migrations.find((migration) => migration.name === name);
      if (!known)
        throw new MigrationProblem(
          `This database has migration ${name}, which this version of Concord does not know: start the newer version`,
        );
      if (known.checksum !== checksum)
        throw new MigrationProblem(
          `Migration ${name} was edited after it was applied: restore the file as it was`,
        );
    }
    const done: string[] = [];
    for (const { name, sql, checksum } of migrations) {
      if (applied.has(name) || (upTo !== undefined && name > upTo)) continue;
      await owner.query('begin');
      try {
        await owner.query(sql);
        await owner.query('insert into platform.migration (name, checksum) values ($1, $2)', [
          name,
          checksum,
        ]);
        await owner.query('commit');
      } catch (error) {
        await owner.query('rollback');
        throw new MigrationProblem(
          `Migration ${name} failed: ${error instanceof Error ? error.message : error}`,
          {
            cause: error,
          },
        );
      }
      done.push(name);
    }
    return done;
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtext('concord.migrate'))`);
  }
}

/** The migrations a database has: name → checksum. Empty for a new database. */
export async function appliedMigrations(client: pg.ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ present: string | null }>(
    `select to_regclass('platform.migration')::text as present`,
  );
  if (!rows[0]?.present) return new Map();
  const applied = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from platform.migration order by name',
  );
  return new Map(applied.rows.map((row) => [row.name, row.checksum]));
}
