import { createHash } from 'node:crypto';
import type pg from 'pg';

/** So many statements are kept planned on each connection; what comes later is planned each time it is asked. */
const MOST = 800;
/** What comes so often comes again: a text with as many values as it has rows rarely does, and would be kept for nothing. */
const COMES_AGAIN = 3;
const MOST_COUNTED = 4000;
const names = new Map<string, string>();
const times = new Map<string, number>();

function nameOf(text: string, atOnce: boolean): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST || !(atOnce || comesAgain(text))) return known;
  const name = `c_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

function comesAgain(text: string): boolean {
  const count = (times.get(text) ?? 0) + 1;
  if (times.size >= MOST_COUNTED) times.clear();
  if (count < COMES_AGAIN) times.set(text, count);
  else times.delete(text);
  return count >= COMES_AGAIN;
}

/**
 * The client's `query`, with every statement that comes again named after its text, so that PostgreSQL reads it, adds the
 * policies and plans it once for each connection: that costs up to ten times what running it does. `atOnce` names it when
 * it is first asked, for reading.
 */
export function planningOnce(
  client: pg.PoolClient,
  atOnce: boolean,
): (text: string, values: readonly unknown[]) => Promise<unknown> {
  return (text, values) => {
    const name = nameOf(text, atOnce);
    return client.query(
      name === undefined ? { text, values: [...values] } : { name, text, values: [...values] },
    );
  };
}

/** True for an error after which what a connection has planned no longer fits the tables: it must be closed. */
export const plansAreStale = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '0A000' || error.code === '26000');
