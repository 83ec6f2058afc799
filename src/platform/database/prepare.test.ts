import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { testCluster } from '../engine/testing.ts';
import { withClient } from './connection.ts';
import { prepareDatabase } from './prepare.ts';
import { TEST_PASSWORD } from './testing.ts';

const database = `prepared_${newId().replaceAll('-', '')}`;

afterAll(async () => {
  const { engine } = await testCluster();
  await withClient(engine.connect({ database: 'postgres' }), (admin) =>
    admin.query(`drop database if exists ${database} with (force)`),
  );
});

test('several commands at once find a database missing: one makes it ready, the others wait', async () => {
  const { engine } = await testCluster();
  const prepared = await Promise.all(
    Array.from({ length: 5 }, () =>
      prepareDatabase({
        engine,
        database,
        passwordOf: () => TEST_PASSWORD,
        migrations: path.resolve('db/migrations'),
        queues: [],
      }),
    ),
  );
  expect(prepared.filter(({ applied }) => applied.length > 0)).toHaveLength(1);
});
