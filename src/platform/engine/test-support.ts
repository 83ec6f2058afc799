import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findPostmaster } from './postmaster.ts';
import type { ProcessMark } from './process.ts';

/** A process of its own that starts a durable database, runs one statement, and is ended by `signal`. */
export async function startAndDie(
  dataDir: string,
  signal: NodeJS.Signals,
  sql: string,
): Promise<ProcessMark> {
  const script = `
    import pg from 'pg';
    import { startEngine } from './engine.ts';
    const engine = await startEngine({ dataDir: process.env.DATA });
    const client = new pg.Client(engine.connection);
    await client.connect();
    await client.query(process.env.STATEMENT);
    await client.end();
    setInterval(() => undefined, 60_000);
    console.log('ready');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, DATA: dataDir, STATEMENT: sql },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const postmaster = findPostmaster(join(dataDir, 'postgres'));
  child.kill(signal);
  await once(child, 'exit');
  if (postmaster === undefined) throw new Error('The child started no database.');
  return postmaster.mark;
}
