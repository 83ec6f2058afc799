/** Writes the database types and the listing of the catalogue from a freshly migrated throwaway database. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withClient } from '../src/platform/database/connection.ts';
import { generateListing, generateTypes } from '../src/platform/database/generate.ts';
import { prepareDatabase } from '../src/platform/database/prepare.ts';
import { testCluster } from '../src/platform/engine/testing.ts';

const cluster = await testCluster();
try {
  const prepared = await prepareDatabase({
    engine: cluster.engine,
    database: 'generate',
    passwordOf: () => 'only-for-generating',
    migrations: path.resolve('db/migrations'),
    queues: [],
  });
  await withClient(prepared.owner, async (client) => {
    await writeFile('src/platform/database/types.ts', await generateTypes(client));
    await writeFile('db/schema.md', await generateListing(client));
  });
} finally {
  await cluster.stop();
}
