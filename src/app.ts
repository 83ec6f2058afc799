/** The boot order, as prose: settings, keys, database, offers, queue; then, for a server, pages and jobs. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { authentication } from './modules/access/index.ts';
import { modules, queued } from './modules.ts';
import { collect } from './platform/collect.ts';
import { openPool } from './platform/database/connection.ts';
import { type Prepared, prepareDatabase } from './platform/database/prepare.ts';
import { learnConstraints } from './platform/database/refusals.ts';
import type { Role } from './platform/database/roles.ts';
import { type Engine, resolveEngine } from './platform/engine/index.ts';
import { fileStore } from './platform/files.ts';
import type { Assets } from './platform/http/answer.ts';
import { buildServer } from './platform/http/server.ts';
import { type PartnershipDirectory, partnershipDirectory } from './platform/http/visitor.ts';
import { jobQueue } from './platform/jobs.ts';
import { keyStore, subjectKeys } from './platform/keys/index.ts';
import type { Services } from './platform/services.ts';
import type { Settings } from './platform/settings.ts';

/** An opened Concord: its services, its database connections and how to leave. */
export interface Concord {
  readonly services: Services;
  readonly engine: Engine;
  readonly connections: Prepared;
  readonly directory: PartnershipDirectory;
  readonly close: () => Promise<void>;
}

export interface DatabaseAccess {
  readonly engine: Engine;
  readonly passwordOf: (role: Role) => string;
  readonly keys: Services['keys'];
  readonly database: string | undefined;
}

/** The repository's root, or the folder the built program stands in. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const MIGRATIONS = path.join(ROOT, 'db/migrations');
const OWN_DATABASE = 'concord';

/** Finds or starts the database engine; migrates nothing. */
export async function openEngine(settings: Settings, use: 'server' | 'command'): Promise<DatabaseAccess> {
  const keys = keyStore(settings.dataDir, settings.keysDir);
  const engine = await resolveEngine({
    dataDir: settings.dataDir,
    keysDir: settings.keysDir,
    databaseUrl: settings.databaseUrl,
    use,
  });
  return {
    engine,
    keys,
    passwordOf: (role) => keys.password(role.replaceAll('_', '-')),
    database: engine.kind === 'embedded' ? OWN_DATABASE : undefined,
  };
}

/** Opens everything short of serving; every command and the server begin here. */
export async function openConcord(
  settings: Settings,
  use: 'server' | 'command',
  log: Logger = pino({ level: 'silent' }),
): Promise<Concord> {
  const offers = collect(modules);
  const { engine, keys, passwordOf, database } = await openEngine(settings, use);
  try {
    const connections = await prepareDatabase({
      engine,
      ...(database === undefined ? {} : { database }),
      passwordOf,
      migrations: MIGRATIONS,
      queues: queued,
    });
    const pool = openPool(connections.app);
    const statistics = openPool(connections.statistics, 2);
    await learnConstraints(pool);
    const files = fileStore(path.join(settings.dataDir, 'files'));
    const jobs = jobQueue(connections.app, pool, log);
    const subjects = subjectKeys(keys);
    const services: Services = { settings, pool, statistics, keys, subjects, files, jobs, offers, log };
    return {
      services,
      engine,
      connections,
      directory: partnershipDirectory(pool),
      async close() {
        await jobs.stop();
        await pool.end();
        await statistics.end();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** Starts answering requests and working jobs. Gives the address and how to stop. */
export async function serve(concord: Concord): Promise<{ address: string; stop: () => Promise<void> }> {
  const { services, directory } = concord;
  const app = await buildServer({
    services,
    directory,
    authentication: authentication(services),
    assets: await readAssets(),
  });
  await app.listen({ port: services.settings.port, host: services.settings.host });
  await services.jobs.start(
    services.offers.jobs,
    async () => (await directory.list()).map((row) => row.id),
    services,
  );
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound ? bound.port : services.settings.port;
  return {
    address: `http://${services.settings.host}:${port}`,
    stop: async () => {
      await app.close();
      await concord.close();
    },
  };
}

async function readAssets(): Promise<Assets> {
  const folder = path.join(ROOT, 'dist/assets');
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Omit<
    Assets,
    'folder'
  >;
  return { folder, ...manifest };
}
