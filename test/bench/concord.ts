/** Concord as `npm start` runs it, in a folder of its own, and its database beside it. */
import path from 'node:path';
import type { Connection } from '../../src/platform/database/connection.ts';
import { type Engine, resolveEngine } from '../../src/platform/engine/index.ts';
import { keyStore } from '../../src/platform/keys/index.ts';
import { ROOT, type Running, run, start } from './processes.ts';

/** Nothing is limited and little is logged while it is measured; all else is as installed. */
const settingsOf = (data: string): NodeJS.ProcessEnv => ({
  CONCORD_DATA: data,
  CONCORD_KEYS: '',
  DATABASE_URL: '',
  CONCORD_EXAMPLE: 'cannock-chase',
  CONCORD_URL: '',
  CONCORD_SMTP: '',
  CONCORD_REQUESTS_PER_MINUTE: '100000000',
  CONCORD_SESSION_IDLE_MINUTES: '600',
  CONCORD_LOG: 'error',
  // The one who started us is not the one who starts this.
  CONCORD_PARENT: '',
  HOST: '127.0.0.1',
  PORT: '0',
});

/** `npm start`, timed from the command to the sentence that says where to go. */
export const npmStart = (data: string): Promise<Running> =>
  start(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['start'], settingsOf(data));

/** The server that writes down its statements. */
export const startRecording = (data: string, file: string): Promise<Running> =>
  start(
    process.execPath,
    [
      '--import',
      path.join(ROOT, 'test/bench/record-statements.mjs'),
      path.join(ROOT, 'dist/concord.mjs'),
      'serve',
    ],
    { ...settingsOf(data), CONCORD_BENCH_STATEMENTS: file },
  );

/** Builds a report at the command line, program start and all. */
export const buildReport = (
  data: string,
  partnership: string,
  format: string,
  out: string,
): Promise<{ ms: number }> =>
  run(
    process.execPath,
    [
      path.join(ROOT, 'dist/concord.mjs'),
      ...['report', 'cabinet', '--as-at', '2013-01-17', '--format', format, '--out', out],
      ...['--partnership', partnership],
    ],
    settingsOf(data),
  );

/** Checks the ledger and the requests at the command line; what does not hold is thrown. */
export const checkFund = (data: string, partnership: string): Promise<{ ms: number }> =>
  run(
    process.execPath,
    [path.join(ROOT, 'dist/concord.mjs'), 'check', 'fund', '--partnership', partnership],
    settingsOf(data),
  );

/** Runs a command of Concord to its end. */
export const runConcord = (
  data: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ ms: number; out: string }> =>
  run(process.execPath, [path.join(ROOT, 'dist/concord.mjs'), ...args], { ...settingsOf(data), ...env });

export interface Database {
  readonly engine: Engine;
  readonly admin: Connection;
  readonly app: Connection;
}

/** The running database of a data folder: as its administrator, and as the role that serves. */
export async function databaseOf(data: string): Promise<Database> {
  const engine = await resolveEngine({ dataDir: data, use: 'command' });
  const keys = keyStore(data);
  return {
    engine,
    admin: engine.connect({ database: 'concord' }),
    app: engine.connect({ database: 'concord', user: 'concord_app', password: keys.password('concord-app') }),
  };
}
