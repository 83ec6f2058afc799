import path from 'node:path';
import { prepareDatabase } from '../../src/platform/database/prepare.ts';
import { TEMPLATE, TEST_PASSWORD } from '../../src/platform/database/testing.ts';
import { testCluster } from '../../src/platform/engine/testing.ts';
import { ownTemporaryFolder } from './leavings.ts';

/** One throwaway folder and cluster for the whole run, with a migrated template that every test file clones. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = ownTemporaryFolder();
  const cluster = await testCluster();
  const { queued } = await import('../../src/modules.ts');
  await prepareDatabase({
    engine: cluster.engine,
    database: TEMPLATE,
    passwordOf: () => TEST_PASSWORD,
    migrations: path.resolve('db/migrations'),
    queues: queued,
  });
  return async () => {
    await cluster.stop();
    folder[Symbol.dispose]();
  };
}
