import type pg from 'pg';
import type { Logger } from 'pino';
import type { Collected } from './collect.ts';
import type { FileStore } from './files.ts';
import type { JobQueue } from './jobs.ts';
import type { KeyStore, SubjectKeys } from './keys/index.ts';
import type { Settings } from './settings.ts';

/** What a running Concord has at hand; made once by `src/app.ts` and handed down. */
export interface Services {
  readonly settings: Settings;
  /** Connections as concord_app. */
  readonly pool: pg.Pool;
  /** Connections as concord_statistics, which sees the columns that measures count and no others. */
  readonly statistics: pg.Pool;
  readonly keys: KeyStore;
  /** A key for each person and text of casework, so that one can be destroyed for good. */
  readonly subjects: SubjectKeys;
  readonly files: FileStore;
  readonly jobs: JobQueue;
  readonly offers: Collected;
  readonly log: Logger;
}
