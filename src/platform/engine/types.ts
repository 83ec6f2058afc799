import type { ClientConfig } from 'pg';
import type { Way } from './runner.ts';

/** Whom to log in as, and where to; what is left out stays the administrator's. */
export interface Login {
  user?: string;
  password?: string;
  database?: string;
}

/** A database to work with, whether Concord started it or somebody else did. */
export interface Engine {
  readonly kind: 'embedded' | 'external';
  /** Folder of the Unix socket; undefined for a server of somebody else's, and on Windows. */
  readonly socketDir: string | undefined;
  readonly port: number;
  /** The administrator's connection: a superuser of the embedded engine, the owner named by DATABASE_URL. */
  readonly connection: ClientConfig;
  /** The same as a URL. It holds the password: never log it. */
  readonly ownerUrl: string;
  /** Whether the database ran already. */
  readonly adopted: boolean;
  /** Connection details for another role or database of the same server. */
  connect(login: Login): ClientConfig;
  /** Leaves; the last process to leave stops the database. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  dataDir: string;
  /** Where the keys are, if not in `<dataDir>/keys`. */
  keysDir?: string | undefined;
  /** Folder of another installation's `initdb` and `postgres`. */
  binDir?: string | undefined;
  /** Folder in which the socket's folder is made, such as systemd's RUNTIME_DIRECTORY. */
  runtimeDir?: string | undefined;
  /** False for tests only: faster, and lost with the machine's power. */
  durable?: boolean | undefined;
  /** Insists on a way to run PostgreSQL as root. */
  way?: Way | undefined;
}
