/** The example partnership for tests: loaded once for the whole run, cloned for each file that asks. */
import path from 'node:path';
import { pino } from 'pino';
import type { Concord } from '../../src/app.ts';
import { loadExample } from '../../src/example.ts';
import { newId } from '../../src/kernel/ids.ts';
import { modules } from '../../src/modules.ts';
import { collect } from '../../src/platform/collect.ts';
import { openPool, withClient } from '../../src/platform/database/connection.ts';
import { learnConstraints } from '../../src/platform/database/refusals.ts';
import { TEST_PASSWORD, templateMade } from '../../src/platform/database/testing.ts';
import type { Engine } from '../../src/platform/engine/index.ts';
import { temporaryFolder, testCluster } from '../../src/platform/engine/testing.ts';
import { fileStore } from '../../src/platform/files.ts';
import { partnershipDirectory } from '../../src/platform/http/visitor.ts';
import { jobQueue } from '../../src/platform/jobs.ts';
import { keyStore, subjectKeys } from '../../src/platform/keys/index.ts';
import type { Services } from '../../src/platform/services.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { bringExampleFiles, bringExampleKeys, keepExampleFiles, keepExampleKeys } from './example-files.ts';

/** The database that holds the loaded example, for cloning. */
export const exampleTemplate = (): Promise<string> =>
  templateMade('concord_example', async (engine, draft) => {
    const concord = await openOver(engine, draft, {});
    await loadExample(concord, 'cannock-chase')
      .then(() => keepExampleFiles(concord.services.files))
      .then(() => keepExampleKeys(concord.services.keys))
      .finally(() => concord.close());
  });

/** A Concord over its own copy of the example partnership, as `openConcord` gives one. Closing removes it. */
export async function openExample(settings: Readonly<Record<string, string>> = {}): Promise<Concord> {
  const template = await exampleTemplate();
  const { engine } = await testCluster();
  const name = `example_${newId().replaceAll('-', '')}`;
  await withClient(engine.connect({ database: 'postgres' }), (admin) =>
    admin.query(`create database ${name} template ${template} strategy file_copy owner concord_owner`),
  );
  const concord = await openOver(engine, name, settings);
  await bringExampleFiles(concord.services.files);
  await bringExampleKeys(concord.services.keys);
  return {
    ...concord,
    async close() {
      await concord.close();
      await withClient(engine.connect({ database: 'postgres' }), (admin) =>
        admin.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}

async function openOver(
  engine: Engine,
  database: string,
  given: Readonly<Record<string, string>>,
): Promise<Concord> {
  const folder = temporaryFolder();
  const connect = (user: string) => engine.connect({ database, user, password: TEST_PASSWORD });
  const app = connect('concord_app');
  const settings = readSettings(
    { CONCORD_REQUESTS_PER_MINUTE: '100000000', CONCORD_LOG: 'silent', PORT: '0', ...given },
    path.join(folder.path, 'data'),
  );
  const log = pino({ level: settings.log });
  const pool = openPool(app);
  const statistics = openPool(connect('concord_statistics'), 2);
  await learnConstraints(pool);
  const jobs = jobQueue(app, pool, log);
  const keys = keyStore(settings.dataDir, settings.keysDir);
  const services: Services = {
    settings,
    pool,
    statistics,
    keys,
    subjects: subjectKeys(keys),
    files: fileStore(path.join(settings.dataDir, 'files')),
    jobs,
    offers: collect(modules),
    log,
  };
  return {
    services,
    engine,
    connections: {
      owner: connect('concord_owner'),
      app,
      statistics: connect('concord_statistics'),
      applied: [],
      renewing: [],
    },
    directory: partnershipDirectory(pool),
    async close() {
      await jobs.stop();
      await pool.end();
      await statistics.end();
      folder[Symbol.dispose]();
    },
  };
}
