import type pg from 'pg';
import type { Engine } from '../engine/index.ts';
import { installQueue, type Queued } from '../jobs.ts';
import { type Connection, withClient } from './connection.ts';
import { appliedMigrations, migrate } from './migrate.ts';
import { ensureRoles, type Role } from './roles.ts';

export interface Prepared {
  readonly owner: Connection;
  readonly app: Connection;
  readonly statistics: Connection;
  /** Migrations applied just now. */
  readonly applied: readonly string[];
  /** Jobs that wait for a server, since what they store may follow the rules from before these migrations. */
  readonly renewing: readonly string[];
}

export interface Preparation {
  readonly engine: Pick<Engine, 'kind' | 'connect'>;
  /** The database; made when it is missing and the engine is our own. Undefined: the one DATABASE_URL names. */
  readonly database?: string;
  readonly passwordOf: (role: Role) => string;
  readonly migrations: string;
  /** The jobs whose queues must exist. */
  readonly queues: readonly Queued[];
  readonly upTo?: string;
}

/** Makes a database ready to serve: database, roles, migrations, job queue. Quick when nothing is missing. */
export async function prepareDatabase(preparation: Preparation): Promise<Prepared> {
  const { engine, database, passwordOf, migrations, queues, upTo } = preparation;
  if (database !== undefined) await createMissing(engine, database);
  const within = database === undefined ? {} : { database };
  await withClient(engine.connect(within), async (admin) => {
    await oneAtATime(admin);
    const { rows } = await admin.query<{ name: string }>('select current_database() as name');
    await ensureRoles(admin, rows[0]?.name ?? '', {
      concord_owner: passwordOf('concord_owner'),
      concord_app: passwordOf('concord_app'),
      concord_statistics: passwordOf('concord_statistics'),
    });
  });
  const as = (user: Role): Connection => engine.connect({ ...within, user, password: passwordOf(user) });
  const { applied, renewing } = await withClient(as('concord_owner'), async (owner) => {
    await oneAtATime(owner);
    const isNew = (await appliedMigrations(owner)).size === 0;
    const done = await migrate(owner, migrations, upTo);
    // Whoever applied them asks, so that it is asked once; the queue keeps it until a server runs.
    const asked = isNew || done.length === 0 ? [] : queues.filter((job) => job.afterMigration);
    await installQueue(as('concord_owner'), owner, queues, { renew: done.length > 0, ask: asked });
    return { applied: done, renewing: asked.map(({ name }) => name) };
  });
  return {
    owner: as('concord_owner'),
    app: as('concord_app'),
    statistics: as('concord_statistics'),
    applied,
    renewing,
  };
}

/** Any number: whoever holds it makes databases, roles, tables and queues, which two cannot do at once. */
const PREPARING_LOCK = 20_121_214;

/** Waits for other commands that prepare the same database; the lock goes with the connection. */
const oneAtATime = (admin: pg.ClientBase): Promise<unknown> =>
  admin.query('select pg_advisory_lock($1)', [PREPARING_LOCK]);

async function createMissing(engine: Preparation['engine'], database: string): Promise<void> {
  await withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    await oneAtATime(admin);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await admin.query(`create database "${database}"`);
  });
}
