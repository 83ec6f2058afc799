import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startEngine } from '../../src/platform/engine/index.ts';
import { findPostmaster } from '../../src/platform/engine/postmaster.ts';
import { signal } from '../../src/platform/engine/process.ts';
import { temporaryFolder } from '../../src/platform/engine/testing.ts';

const ROUNDS = 30;
const LONGEST_MS = 120;

/** The ways to go: what is killed, and how. */
const DEATHS: Record<string, (writer: ChildProcess, dataDir: string) => void> = {
  'the process, which leaves its database behind': (writer) => writer.kill('SIGKILL'),
  'the database, all its processes at once': (_, dataDir) => killDatabase(dataDir),
  'the database, its postmaster only': (_, dataDir) => signal(postmasterOf(dataDir), 'SIGKILL'),
  'the database, by an immediate stop': (_, dataDir) => signal(postmasterOf(dataDir), 'SIGQUIT'),
  'both at once, as a power cut does': (writer, dataDir) => {
    writer.kill('SIGKILL');
    killDatabase(dataDir);
  },
};

test('killed thirty times at any moment, Concord and its database lose nothing acknowledged', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  onTestFinished(() => {
    if (findPostmaster(join(dataDir, 'postgres'))) killDatabase(dataDir);
    folder[Symbol.dispose]();
  });
  const deaths = Object.values(DEATHS);
  const acknowledged = new Set<number>();
  let highest = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = acknowledged.size;
    // Numbers leap, so that one that was written but not acknowledged is never written twice.
    const numbers = await writeUntilKilled(dataDir, highest + 100, deaths[round % deaths.length]);
    for (const number of numbers) acknowledged.add(number);
    highest = Math.max(highest, ...numbers);
    expect(acknowledged.size, `round ${round} acknowledged something`).toBeGreaterThan(before);
  }

  const engine = await startEngine({ dataDir });
  onTestFinished(() => engine.stop());
  const client = new pg.Client(engine.connection);
  await client.connect();
  const { rows } = await client.query<{ number: number; whole: boolean }>(
    `select number, text = repeat('promise ' || number, 200) as whole from promise`,
  );
  await client.query(`create extension amcheck; select bt_index_parent_check('promise_pkey', true)`);
  const damage = await client.query(`select * from verify_heapam('promise')`);
  await client.end();
  await engine.stop();

  const kept = new Set(rows.filter(({ whole }) => whole).map(({ number }) => number));
  expect([...acknowledged].filter((number) => !kept.has(number))).toEqual([]);
  expect(damage.rows).toEqual([]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS);
}, 120_000);

/** Starts a writer, lets it work for a random moment, brings death, and returns what it had acknowledged. */
async function writeUntilKilled(
  dataDir: string,
  first: number,
  death: (typeof DEATHS)[string] | undefined,
): Promise<number[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), dataDir, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaint = '';
  writer.stdout.on('data', (chunk) => {
    said += chunk;
  });
  writer.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const gone = once(writer, 'close');
  await Promise.race([once(writer.stdout, 'data'), gone]);
  expect(said, complaint).not.toBe('');
  await wait(Math.random() * LONGEST_MS);
  death?.(writer, dataDir);
  await gone;
  expect(complaint).toBe('');
  return said.split('\n').slice(0, -1).map(Number);
}

function postmasterOf(dataDir: string): number {
  const found = findPostmaster(join(dataDir, 'postgres'));
  if (!found) throw new Error('There is no database to kill.');
  return found.mark.pid;
}

/** SIGKILL to the postmaster and, where they can be listed, to every process it started. */
function killDatabase(dataDir: string): void {
  const postmaster = postmasterOf(dataDir);
  const all = [postmaster, ...childrenOf(postmaster)];
  for (const pid of all) signal(pid, 'SIGKILL');
}

function childrenOf(parent: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return (
          pid > 0 &&
          readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(parent)
        );
      } catch {
        return false;
      }
    });
}
