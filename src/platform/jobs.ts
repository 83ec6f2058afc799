import type pg from 'pg';
import { type ConstructorOptions, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Id } from '../kernel/ids.ts';
import { system } from './actor.ts';
import { type Connection, openPool } from './database/connection.ts';
import { stateOf, type Tx, transact } from './database/transaction.ts';
import type { Job } from './module.ts';
import type { Services } from './services.ts';

export interface JobRequest {
  readonly partnershipId: Id<'partnership'>;
  readonly subjectId?: string;
}

export interface JobQueue {
  /** Enqueues in the caller's transaction: no commit, no job. The payload holds ids only. */
  readonly enqueue: (tx: Tx, name: string, request: JobRequest) => Promise<void>;
  readonly start: (
    jobs: readonly Job[],
    partnerships: () => Promise<readonly Id<'partnership'>[]>,
    services: Services,
  ) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const SCHEMA = 'pgboss';

/** What the queue knows of a job before it is worked. */
export type Queued = Pick<Job, 'name' | 'afterMigration'>;

/**
 * Makes or upgrades the queue's own schema as concord_owner, lets concord_app use it and enqueues what is asked for.
 * Skipped when every queue is there and `renew` is false, since it costs most of a second at every start.
 */
export async function installQueue(
  owner: Connection,
  ownerClient: pg.ClientBase,
  jobs: readonly Queued[],
  { renew, ask }: { readonly renew: boolean; readonly ask: readonly Queued[] },
): Promise<void> {
  const names = jobs.map(({ name }) => name);
  if (!renew && (await hasQueues(ownerClient, names))) return;
  const boss = new PgBoss({
    ...owner,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    max: 2,
  } as ConstructorOptions);
  boss.on('error', () => {});
  await boss.start();
  for (const name of names) {
    const queue = await boss.getQueue(name);
    if (!queue) await boss.createQueue(name, { retryLimit: 5, retryBackoff: true, retryDelay: 5 });
  }
  for (const { name } of ask) await boss.send(name, {});
  await boss.stop({ graceful: false });
  await ownerClient.query(`
    grant usage on schema ${SCHEMA} to concord_app;
    grant select, insert, update, delete on all tables in schema ${SCHEMA} to concord_app;
    grant execute on all functions in schema ${SCHEMA} to concord_app;
    grant usage, select on all sequences in schema ${SCHEMA} to concord_app`);
}

async function hasQueues(client: pg.ClientBase, names: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('${SCHEMA}.queue') is not null as there`,
  );
  if (!rows[0]?.there) return false;
  const known = await client.query<{ name: string }>(`select name from ${SCHEMA}.queue`);
  const have = new Set(known.rows.map((row) => row.name));
  return names.every((name) => have.has(name));
}

/** The queue as concord_app: enqueues in transactions, and works when started. */
export function jobQueue(app: Connection, pool: pg.Pool, log: Logger): JobQueue {
  const workers = openPool(app, 4);
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => workers.query(text, values) },
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
  });
  boss.on('error', (error: Error) => log.error({ error: error.message }, 'The job queue had an error'));
  let started = false;
  return {
    async enqueue(tx, name, request) {
      const { client } = stateOf(tx);
      const executeSql = (text: string, values?: unknown[]) => client.query(text, values);
      await boss.send(name, { ...request }, { db: { executeSql } });
    },
    async start(jobs, partnerships, services) {
      await boss.start();
      started = true;
      for (const job of jobs) {
        await boss.work<Partial<JobRequest>>(job.name, { pollingIntervalSeconds: 2 }, async ([given]) => {
          const wanted = given?.data.partnershipId ? [given.data.partnershipId] : await partnerships();
          for (const partnershipId of wanted) {
            await job.run({
              services,
              partnershipId,
              ...(given?.data.subjectId === undefined ? {} : { subjectId: given.data.subjectId }),
              transact: (permissions, work) => {
                const actor = system(job.name, partnershipId, permissions);
                return transact(pool, actor, (tx) => work(tx, actor)) as never;
              },
            });
          }
        });
        if (job.every) await boss.schedule(job.name, job.every, {}, { tz: 'Europe/London' });
      }
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 5_000 });
      await workers.end();
    },
  };
}
