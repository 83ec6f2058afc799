/** A migrated database of its own for one test file. */
import type pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type Id, newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, system } from '../actor.ts';
import type { Engine } from '../engine/index.ts';
import { testCluster } from '../engine/testing.ts';
import { type Connection, openPool, withClient } from './connection.ts';
import { learnConstraints } from './refusals.ts';
import { inTransaction, type Tx, transact } from './transaction.ts';

export const TEMPLATE = 'concord_template';
/** Roles belong to the throwaway cluster of a test run, which listens on a private socket. */
export const TEST_PASSWORD = 'only-for-tests';

export interface TestDatabase {
  readonly name: string;
  readonly app: Connection;
  readonly owner: Connection;
  readonly pool: pg.Pool;
  readonly ownerPool: pg.Pool;
  readonly statistics: pg.Pool;
  readonly partnershipId: Id<'partnership'>;
  /** Runs as an actor and returns value or refusal. */
  readonly as: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<T | Refusal>;
  /** Runs as an actor; a refusal is thrown. */
  readonly does: <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => Promise<Exclude<T, Refusal>>;
  /** A system actor with these permissions. */
  readonly with: (...permissions: string[]) => Actor;
  readonly close: () => Promise<void>;
}

/** Clones the migrated template and founds one partnership in it; another template has its partnership already. */
export async function openTestDatabase(template = TEMPLATE): Promise<TestDatabase> {
  const { engine } = await testCluster();
  const name = `test_${newId().replaceAll('-', '')}`;
  const asAdmin = (statement: string): Promise<unknown> =>
    withClient(engine.connect({ database: 'postgres' }), (admin) => admin.query(statement));
  await asAdmin(`create database ${name} template ${template} strategy file_copy owner concord_owner`);
  const opened = await connectTo(engine, name, template === TEMPLATE);
  return {
    ...opened,
    async close() {
      await opened.close();
      await asAdmin(`drop database if exists ${name} with (force)`);
    },
  };
}

async function connectTo(engine: Engine, name: string, isNew: boolean): Promise<TestDatabase> {
  const connect = (user: string): Connection =>
    engine.connect({ database: name, user, password: TEST_PASSWORD });
  const pool = openPool(connect('concord_app'));
  const ownerPool = openPool(connect('concord_owner'), 3);
  const statistics = openPool(connect('concord_statistics'), 1);
  await learnConstraints(pool);
  const partnershipId = isNew ? await found(pool) : await onlyPartnership(ownerPool);
  return {
    name,
    app: connect('concord_app'),
    owner: connect('concord_owner'),
    pool,
    ownerPool,
    statistics,
    partnershipId,
    as: (actor, work) => inTransaction(pool, actor, work),
    does: (actor, work) => transact(pool, actor, work),
    with: (...permissions) => system('test', partnershipId, permissions),
    async close() {
      await pool.end();
      await ownerPool.end();
      await statistics.end();
    },
  };
}

/** Any number: whoever makes a template holds it, so that the run's workers make it once. */
const MAKING_LOCK = 20_130_117;

/** A database for cloning, of this name: whoever asks first makes it from a copy of the migrated template. */
export async function templateMade(
  name: string,
  make: (engine: Engine, draft: string) => Promise<void>,
): Promise<string> {
  const { engine } = await testCluster();
  return withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [MAKING_LOCK]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      const draft = `${name}_draft`;
      await admin.query(`drop database if exists ${draft}`);
      await admin.query(
        `create database ${draft} template ${TEMPLATE} strategy file_copy owner concord_owner`,
      );
      await make(engine, draft);
      await admin.query(`alter database ${draft} rename to ${name}`);
    }
    return name;
  });
}

/** A template with a partnership in which this much is there already. */
export const groundTemplate = (name: string, lay: (db: TestDatabase) => Promise<void>): Promise<string> =>
  templateMade(name, async (engine, draft) => {
    const db = await connectTo(engine, draft, true);
    await lay(db).finally(db.close);
  });

async function found(pool: pg.Pool): Promise<Id<'partnership'>> {
  const id = newId<'partnership'>();
  await transact(pool, system('test', id, ['partnership.found']), async (tx) => {
    await tx
      .insertInto('partners.partnership')
      .values({
        partnership_id: id,
        name: 'Chase',
        slug: 'chase',
        area: 'Cannock Chase',
        example: true,
        business_date: '2013-01-17' as never,
        began_on: '2013-01-17' as never,
      })
      .execute();
  });
  return id;
}

async function onlyPartnership(ownerPool: pg.Pool): Promise<Id<'partnership'>> {
  const { rows } = await ownerPool.query<{ partnership_id: Id<'partnership'> }>(
    'select partnership_id from partners.partnership',
  );
  const [only, ...others] = rows;
  if (!only || others.length > 0) throw new Error('A template with data has one partnership');
  return only.partnership_id;
}

/** For a test file: `const db = testDatabase()` then `db().pool` inside tests; it may begin on a ground that is laid. */
export function testDatabase(ground?: () => Promise<string>): () => TestDatabase {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await openTestDatabase(await ground?.());
  });
  afterAll(() => database?.close());
  return () => {
    if (!database) throw new Error('The test database is open only inside tests');
    return database;
  };
}
