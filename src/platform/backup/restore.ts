/** Brings a backup back: checked to its last byte before anything is written, and loaded in one transaction. */
import type { Progress } from './backup.ts';
import { type Destination, prepareDestination } from './destination.ts';
import { beginArrivals } from './files.ts';
import { load } from './load.ts';
import { BackupReader } from './reader.ts';
import { withSession } from './session.ts';
import { checkBackup } from './verify.ts';

export interface RestoreOptions extends Destination {
  /** The backup to read. */
  in: string;
  passphrase?: string | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface RestoreResult {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** The migration the database stands at now; the caller migrates on from here. */
  readonly version: string | undefined;
}

/** Restores a backup. Either everything is as it was when the backup was made, or no row and no file has changed. */
export async function restore(options: RestoreOptions): Promise<RestoreResult> {
  const { content, tables } = await checkBackup(options);
  await prepareDestination(options, content);
  const report = (what: string) => options.onProgress?.({ doing: 'loading', what });
  const rows = await withSession(options.connection, async (client) => {
    const reader = await BackupReader.open(options.in, options.passphrase);
    const arrivals = await beginArrivals(options.filesDir);
    try {
      await client.query('begin');
      const loaded = await load(client, reader.entries(), tables, arrivals, report);
      await arrivals.settle();
      await client.query('commit');
      await arrivals.finish();
      return loaded;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      await arrivals.undo();
      throw error;
    } finally {
      await reader.close();
    }
  });
  await withSession(options.connection, (client) => client.query('analyze'));
  return { tables: content.tables, rows, files: content.files, version: content.version };
}
