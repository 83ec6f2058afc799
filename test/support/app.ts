/** A whole Concord for a test: the real server over a database of its own, and people who are signed in to it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { modules as allModules } from '../../src/modules.ts';
import { type Member, system } from '../../src/platform/actor.ts';
import { collect } from '../../src/platform/collect.ts';
import { openTestDatabase, type TestDatabase } from '../../src/platform/database/testing.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import { temporaryFolder } from '../../src/platform/engine/testing.ts';
import { fileStore } from '../../src/platform/files.ts';
import type { Assets } from '../../src/platform/http/answer.ts';
import { csrfToken } from '../../src/platform/http/security.ts';
import { buildServer } from '../../src/platform/http/server.ts';
import { type Authentication, partnershipDirectory } from '../../src/platform/http/visitor.ts';
import { jobQueue } from '../../src/platform/jobs.ts';
import { keyStore, subjectKeys } from '../../src/platform/keys/index.ts';
import type { ModuleManifest } from '../../src/platform/module.ts';
import type { Services } from '../../src/platform/services.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { type Caller, caller } from './caller.ts';
import { exampleTemplate } from './example.ts';
import { bringExampleFiles, bringExampleKeys } from './example-files.ts';
import { enrol } from './people.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly db: TestDatabase;
  readonly services: Services;
  readonly inject: FastifyInstance['inject'];
  /** Somebody who has not signed in. */
  readonly visitor: Caller;
  /** Somebody with a session and exactly these permissions (`read` is added), at an agency of their own. */
  readonly signInAs: (...permissions: string[]) => Promise<SignedInCaller>;
  /** Somebody of `signInAs` has chosen this purpose. */
  readonly readsFor: (purpose: string, somebody: SignedInCaller) => SignedInCaller;
  /** A program with a bearer token of exactly these permissions. */
  readonly token: (...permissions: string[]) => Promise<SignedInCaller>;
  /** Listens on a free port, for a browser; gives the address. */
  readonly listen: () => Promise<string>;
  /** Moves the calendar: from now on it is that day in the test's partnership. */
  readonly itIs: (day: string) => Promise<void>;
  /** Runs a job once, as the queue would: for what a night or a reminder does. */
  readonly runJob: (name: string, subjectId?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SignedInCaller extends Caller {
  readonly actor: Member;
  /** The session cookie's or the bearer token's value. */
  readonly secret: string;
}

export interface TestAppOptions {
  /** Instead of every module. */
  readonly modules?: readonly ModuleManifest[];
  /** Beside the test's own sign-ins; such as `authentication` of the access module, for testing sign-in itself. */
  readonly authentication?: (services: Services) => Authentication;
  readonly assets?: Assets;
  readonly settings?: Readonly<Record<string, string>>;
  /** Over a copy of the example partnership instead of one that has nothing yet. */
  readonly example?: true;
}

/** Opens a Concord for tests; `testApp` does it for a whole test file. */
export async function openTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const db = await openTestDatabase(options.example ? await exampleTemplate() : undefined);
  const folder = temporaryFolder();
  const settings = readSettings(
    { CONCORD_REQUESTS_PER_MINUTE: '1000000', ...options.settings },
    path.join(folder.path, 'data'),
  );
  const log = pino({ level: process.env.CONCORD_LOG ?? 'silent' });
  const jobs = jobQueue(db.app, db.pool, log);
  const keys = keyStore(settings.dataDir, settings.keysDir);
  const services: Services = {
    settings,
    pool: db.pool,
    statistics: db.statistics,
    keys,
    subjects: subjectKeys(keys),
    files: fileStore(path.join(settings.dataDir, 'files')),
    jobs,
    offers: collect(options.modules ?? allModules),
    log,
  };
  if (options.example) {
    await bringExampleFiles(services.files);
    await bringExampleKeys(keys);
  }
  const known = new Map<string, Member>();
  const directory = partnershipDirectory(db.pool);
  const app = await buildServer({
    services,
    directory,
    authentication: alsoKnowing(known, options.authentication?.(services)),
    assets: options.assets ?? noAssets(folder.path),
  });
  await app.ready();
  const inject = ((given: InjectOptions) => app.inject(given)) as FastifyInstance['inject'];
  const enter = async (permissions: readonly string[]): Promise<{ actor: Member; secret: string }> => {
    const secret = newId<'session'>().replaceAll('-', '');
    const actor = await enrol(db, permissions);
    known.set(secret, actor);
    return { actor, secret };
  };
  const csrf = (session: string): string => csrfToken(services.keys.secret('csrf'), session);
  return {
    app,
    db,
    services,
    inject,
    visitor: caller(app, {}),
    async signInAs(...permissions) {
      const { actor, secret } = await enter(permissions);
      return { ...caller(app, { cookie: `concord_session=${secret}` }, csrf(secret)), actor, secret };
    },
    readsFor(purpose, somebody) {
      const actor = { ...somebody.actor, purpose };
      known.set(somebody.secret, actor);
      return { ...somebody, actor };
    },
    async token(...permissions) {
      const { actor, secret } = await enter(permissions);
      return { ...caller(app, { authorization: `Bearer ${secret}` }), actor, secret };
    },
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    async itIs(day) {
      await db.ownerPool.query('update partners.partnership set business_date = $1', [day]);
      directory.forget();
    },
    runJob: (name, subjectId) => runJob(services, db, name, subjectId),
    async close() {
      await app.close();
      await jobs.stop();
      await db.close();
      folder[Symbol.dispose]();
    },
  };
}

/** For a test file: `const concord = testApp()`, then `concord().signInAs('plan.edit')` inside tests. */
export function testApp(options: TestAppOptions = {}): () => TestApp {
  let opened: TestApp | undefined;
  beforeAll(async () => {
    opened = await openTestApp(options);
  });
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The test application is open only inside tests');
    return opened;
  };
}

function alsoKnowing(known: ReadonlyMap<string, Member>, real: Authentication | undefined): Authentication {
  return {
    async bySession(partnershipId, token, requestId) {
      const actor = known.get(token);
      if (!actor) return real?.bySession(partnershipId, token, requestId);
      return {
        actor: { ...actor, requestId },
        name: 'Test person',
        post: 'Test post',
        agency: 'Test agency',
      };
    },
    async byToken(partnershipId, token, requestId) {
      const actor = known.get(token);
      return actor ? { ...actor, requestId } : real?.byToken(partnershipId, token, requestId);
    },
  };
}

async function runJob(services: Services, db: TestDatabase, name: string, subjectId?: string): Promise<void> {
  const job = services.offers.jobs.find((one) => one.name === name);
  if (!job) throw new Error(`No module offers a job "${name}"`);
  await job.run({
    services,
    partnershipId: db.partnershipId,
    ...(subjectId === undefined ? {} : { subjectId }),
    transact: (permissions, work) => {
      const actor = system(name, db.partnershipId, permissions);
      return transact(db.pool, actor, (tx) => work(tx, actor)) as never;
    },
  });
}

function noAssets(folder: string): Assets {
  const empty = path.join(folder, 'assets');
  mkdirSync(empty, { recursive: true });
  return { folder: empty, css: '/assets/none.css', js: '/assets/none.js' };
}
