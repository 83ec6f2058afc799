import path from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { testCluster } from '../engine/testing.ts';
import { jobQueue } from '../jobs.ts';
import type { Job } from '../module.ts';
import type { Services } from '../services.ts';
import { openPool, withClient } from './connection.ts';
import { type Preparation, type Prepared, prepareDatabase } from './prepare.ts';
import { TEST_PASSWORD } from './testing.ts';

const made: string[] = [];
const silent = pino({ level: 'silent' });

afterAll(async () => {
  const { engine } = await testCluster();
  for (const database of made)
    await withClient(engine.connect({ database: 'postgres' }), (admin) =>
      admin.query(`drop database if exists ${database} with (force)`),
    );
});

/** Prepares a database of its own, as often as it is asked to. */
async function aDatabase(queues: Preparation['queues']) {
  const { engine } = await testCluster();
  const database = `prepared_${newId().replaceAll('-', '')}`;
  made.push(database);
  return {
    prepare: (upTo?: string): Promise<Prepared> =>
      prepareDatabase({
        engine,
        database,
        passwordOf: () => TEST_PASSWORD,
        migrations: path.resolve('db/migrations'),
        queues,
        ...(upTo === undefined ? {} : { upTo }),
      }),
  };
}

test('several commands at once find a database missing: one makes it ready, the others wait', async () => {
  const { prepare } = await aDatabase([]);
  const prepared = await Promise.all(Array.from({ length: 5 }, () => prepare()));
  expect(prepared.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});

test('what is stored by rules is renewed once after an upgrade, however many start; never in a new database', async () => {
  const { prepare } = await aDatabase([{ name: 'renewal', afterMigration: true }, { name: 'other' }]);
  expect((await prepare('0075')).renewing).toEqual([]);
  const upgraded = await Promise.all([prepare(), prepare(), prepare()]);
  expect(upgraded.flatMap(({ renewing }) => renewing)).toEqual(['renewal']);
  expect((await prepare()).renewing).toEqual([]);

  const [{ app }] = upgraded;
  const pool = openPool(app);
  const partnershipId = newId<'partnership'>();
  const renewed: unknown[] = [];
  const first = Promise.withResolvers<void>();
  const renewal: Job = {
    name: 'renewal',
    afterMigration: true,
    run: async (work) => {
      renewed.push(work.partnershipId);
      first.resolve();
    },
  };
  const servers = [jobQueue(app, pool, silent), jobQueue(app, pool, silent)];
  for (const server of servers) await server.start([renewal], async () => [partnershipId], {} as Services);
  await first.promise;
  for (const server of servers) await server.stop();
  expect(renewed).toEqual([partnershipId]);
  const { rows } = await pool.query('select name, state from pgboss.job');
  await pool.end();
  expect(rows).toEqual([{ name: 'renewal', state: 'completed' }]);
});
