import { createHash } from 'node:crypto';
import type pg from 'pg';

/** So many statements are kept planned on each connection; what comes later is planned each time it is asked. */
const MOST = 500;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `c_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/**
 * The client's `query`, with every statement named after its text, so that PostgreSQL plans it once for each connection:
 * planning the unions over all modules costs ten times what running them does.
 */
export function planningOnce(
  client: pg.PoolClient,
): (text: string, values: readonly unknown[]) => Promise<unknown> {
  return (text, values) => {
    const name = nameOf(text);
    return client.query(
      name === undefined ? { text, values: [...values] } : { name, text, values: [...values] },
    );
  };
}

/** True for an error after which what a connection has planned no longer fits the tables: it must be closed. */
export const plansAreStale = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '0A000' || error.code === '26000');
