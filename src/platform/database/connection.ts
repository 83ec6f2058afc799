import pg from 'pg';

/** How to reach a database as one role. */
export type Connection = pg.ClientConfig;

// Dates stay dates, counts and pence are numbers; a bigint beyond 2^53 is refused rather than rounded.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} from the database is too large a number`);
  return value;
});

/** A pool for one role. `max` is small: two cores answer no faster with more. */
export function openPool(connection: Connection, max = 10): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    application_name: 'concord',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => {
    // An idle connection was cut (a server restart): the pool opens another; queries under way fail on their own.
  });
  return pool;
}

/** Runs with one client that is closed afterwards. */
export async function withClient<T>(
  connection: Connection,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...connection, application_name: 'concord' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
