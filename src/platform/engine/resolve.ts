import pg from 'pg';
import { attachOrStartEngine, startEngine } from './engine.ts';
import { EngineProblem } from './problem.ts';
import type { Engine, EngineOptions, Login } from './types.ts';

/** What the settings say about the database. */
export interface EngineSettings extends EngineOptions {
  /** DATABASE_URL: a server of your own, PostgreSQL 15 or later, with the URL of its owner or administrator. */
  databaseUrl?: string | undefined;
  /** A server owns the data folder; a command shares the database with it. */
  use: 'server' | 'command';
}

const OLDEST_VERSION = 150_000;

/** The database the settings name: the one behind DATABASE_URL, else the private one of the data folder. */
export async function resolveEngine(settings: EngineSettings): Promise<Engine> {
  if (settings.databaseUrl) return externalEngine(settings.databaseUrl);
  return settings.use === 'server' ? startEngine(settings) : attachOrStartEngine(settings);
}

/** A database somebody else runs: it is asked whether it is there and new enough, and is never stopped. */
export async function externalEngine(databaseUrl: string): Promise<Engine> {
  const url = parse(databaseUrl);
  const connect = (login: Login): pg.ClientConfig => ({ connectionString: withLogin(url, login) });
  await checkServer(connect({}));
  return {
    kind: 'external',
    socketDir: undefined,
    port: Number(url.port || 5432),
    connection: connect({}),
    ownerUrl: withLogin(url, {}),
    adopted: true,
    connect,
    stop: async () => undefined,
  };
}

function parse(text: string): URL {
  try {
    // A URL for a socket has no host (postgresql://owner@/concord?host=/run/postgresql), which URL does not accept.
    const url = new URL(text.replace('@/', '@localhost/').replace(':///', '://localhost/'));
    if (/^postgres(ql)?:$/.test(url.protocol)) return url;
  } catch {
    // The message of the parser would repeat the password.
  }
  throw new EngineProblem('DATABASE_URL is not of the form postgresql://user:password@host:5432/database.');
}

function withLogin(url: URL, { user, password, database }: Login): string {
  const changed = new URL(url);
  if (user !== undefined) {
    changed.username = encodeURIComponent(user);
    changed.password = '';
  }
  if (password !== undefined) changed.password = encodeURIComponent(password);
  if (database !== undefined) changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

async function checkServer(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; version: string }>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
    );
    const found = rows[0];
    if (found && found.number < OLDEST_VERSION) {
      throw new EngineProblem(
        `DATABASE_URL leads to PostgreSQL ${found.version}; Concord needs 15 or later.`,
      );
    }
  } catch (error) {
    if (error instanceof EngineProblem) throw error;
    throw new EngineProblem(`The database of DATABASE_URL cannot be reached: ${reason(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A host with several addresses fails once per address, and the collected error says nothing itself. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
