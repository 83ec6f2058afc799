/**
 * Run as a process of its own, to be killed: writes numbered promises, four at a time, and says each number only
 * when the database has acknowledged it. Arguments: the data folder, and the first number.
 */
import { writeSync } from 'node:fs';
import pg from 'pg';
import { startEngine } from '../../src/platform/engine/index.ts';

const [dataDir = '', first = '1'] = process.argv.slice(2);
const engine = await startEngine({ dataDir, durable: true });
const pool = new pg.Pool({ ...engine.connection, max: 4 });
// The database dies under us on purpose: what matters is what was acknowledged before.
const giveUp = () => process.kill(process.pid, 'SIGKILL');
pool.on('error', giveUp);
await pool.query('create table if not exists promise (number int primary key, text text not null)');

let next = Number(first);
async function write(): Promise<never> {
  for (;;) {
    const number = next++;
    await pool.query('insert into promise values ($1, repeat($2, 200))', [number, `promise ${number}`]);
    writeSync(1, `${number}\n`);
  }
}
await Promise.all([write(), write(), write(), write()]).catch(giveUp);
