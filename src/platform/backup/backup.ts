/** A whole-database backup without any client tool: one snapshot, as COPY writes it, and the stored files. */
import type { ClientBase, ClientConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { copied, listReferences, listSequences, listTables, quoted, type Table } from './catalogue.ts';
import { listFiles, openFile } from './files.ts';
import { type Header, labelOf } from './format.ts';
import { inOrderOfReference } from './order.ts';
import { withSession } from './session.ts';
import { BackupWriter } from './writer.ts';

/** Where a backup or a restore is. */
export interface Progress {
  readonly doing: 'checking' | 'writing' | 'loading';
  /** Such as `table fund.entry`. */
  readonly what: string;
}

export interface BackupOptions {
  /** As the owner of every table; any other role is refused, since policies would hide rows from it. */
  connection: ClientConfig;
  filesDir: string;
  /** The file to write; it must not exist. */
  out: string;
  /** Encrypts the backup; at least twelve characters. Without it there is no way back in. */
  passphrase?: string | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface BackupResult {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Size of the file written. */
  readonly bytes: number;
}

/** Backs up everything, as it was at one moment, while others go on working. */
export async function backup(options: BackupOptions): Promise<BackupResult> {
  return withSession(options.connection, async (client) => {
    await client.query('begin isolation level repeatable read read only deferrable');
    const header = await describe(client);
    const writer = await BackupWriter.begin(options.out, header, options.passphrase);
    try {
      const report = options.onProgress ?? (() => undefined);
      const tables = await lockedTables(client);
      let rows = 0;
      for (const table of tables) rows += await writeTable(client, writer, table, report);
      const sequences = Buffer.from(JSON.stringify(await listSequences(client)));
      await writer.entry({ is: 'sequences' }, [sequences]);
      await client.query('commit');
      const files = await writeFiles(options.filesDir, writer, report);
      await writer.entry({ is: 'end', tables: tables.length, files }, []);
      return { tables: tables.length, rows, files, bytes: await writer.finish() };
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  });
}

async function describe(client: ClientBase): Promise<Omit<Header, 'encryption'>> {
  const about = await client.query<{ server: string; made: string; migrated: boolean }>(`
    select current_setting('server_version') as server, to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made,
      to_regclass('platform.migration') is not null as migrated`);
  const { server = '', made = '', migrated = false } = about.rows[0] ?? {};
  const { rows: migrations } = migrated
    ? await client.query<{ name: string; checksum: string }>(
        'select name, checksum from platform.migration order by name',
      )
    : { rows: [] };
  return { format: 1, made, server, compression: 'brotli', migrations };
}

/** All tables, in the order in which a restore can load them, locked against a migration meanwhile. */
async function lockedTables(client: ClientBase): Promise<Table[]> {
  const tables = new Map((await listTables(client)).map((table) => [quoted(table), table]));
  if (tables.size > 0) await client.query(`lock table ${[...tables.keys()].join(', ')} in access share mode`);
  const order = inOrderOfReference([...tables.keys()], await listReferences(client));
  return order.flatMap((name) => tables.get(name) ?? []);
}

async function writeTable(
  client: ClientBase,
  writer: BackupWriter,
  table: Table,
  report: (progress: Progress) => void,
): Promise<number> {
  const head = { is: 'table' as const, ...table };
  report({ doing: 'writing', what: labelOf(head) });
  const source = client.query(copyTo(`copy ${copied(table)} to stdout`));
  let rows = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      rows += newlinesIn(chunk);
      yield chunk;
    }
  }
  await writer.entry(head, counted(), () => rows);
  return rows;
}

/** COPY ends every row with a newline, and writes those inside values as two other characters. */
function newlinesIn(chunk: Buffer): number {
  let found = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) found++;
  return found;
}

/** After the snapshot: a file is stored before the row that names it is committed, so none can be missing. */
async function writeFiles(
  folder: string,
  writer: BackupWriter,
  report: (progress: Progress) => void,
): Promise<number> {
  let written = 0;
  for (const path of await listFiles(folder)) {
    const bytes = await openFile(folder, path);
    if (bytes === undefined) continue;
    const head = { is: 'file' as const, path };
    report({ doing: 'writing', what: labelOf(head) });
    await writer.entry(head, bytes);
    written++;
  }
  return written;
}
