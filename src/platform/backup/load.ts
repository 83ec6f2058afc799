/** Loads the entries of a backup into an open transaction. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copied, listDeclaredTables, listTables, quoted } from './catalogue.ts';
import type { Arrivals } from './files.ts';
import { type EntryTail, labelOf, type SequenceState, sequencesSchema, type TableHead } from './format.ts';
import { BackupProblem } from './problem.ts';
import type { Entry } from './reader.ts';
import { suspend } from './suspended.ts';

/** A server that still serves holds locks we would wait for without end. */
const LOCK_PATIENCE = '15s';

/** Replaces all rows by those of the backup; returns how many. Nothing is committed here. */
export async function load(
  client: ClientBase,
  entries: AsyncIterable<Entry>,
  tables: readonly TableHead[],
  arrivals: Arrivals,
  report: (what: string) => void,
): Promise<number> {
  await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`);
  await makeMissingPartitions(client, tables);
  const resume = await suspend(client, tables.map(quoted));
  const declared = await listDeclaredTables(client);
  if (declared.length > 0) await client.query(`truncate ${declared.join(', ')}`);
  let rows = 0;
  let sequences: SequenceState[] = [];
  for await (const { head, bytes } of entries) {
    report(labelOf(head));
    if (head.is === 'table') rows += await loadTable(client, head, bytes);
    if (head.is === 'file') await arrivals.add(head.path, bytes);
    if (head.is === 'sequences') sequences = sequencesSchema.parse(JSON.parse(await textOf(bytes)));
  }
  await resume();
  for (const { value, called, ...sequence } of sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quoted(sequence), value, called]);
  }
  return rows;
}

async function loadTable(client: ClientBase, head: TableHead, bytes: Entry['bytes']): Promise<number> {
  let tail: EntryTail | undefined;
  async function* untilTail(): AsyncGenerator<Buffer> {
    tail = yield* bytes;
  }
  const target = client.query(copyFrom(`copy ${copied(head)} from stdin`));
  await pipeline(Readable.from(untilTail()), target);
  if (tail?.rows !== target.rowCount) {
    throw new BackupProblem(
      `The ${labelOf(head)} took ${target.rowCount} rows of ${tail?.rows}; nothing was restored.`,
    );
  }
  return target.rowCount;
}

/** Partitions come and go while a server runs; those of the backup that migrations do not make are made here. */
async function makeMissingPartitions(client: ClientBase, tables: readonly TableHead[]): Promise<void> {
  const here = new Map((await listTables(client)).map((table) => [quoted(table), table]));
  const declared = new Set(await listDeclaredTables(client));
  const unknown: string[] = [];
  for (const head of tables) {
    const found = here.get(quoted(head));
    if (found && head.columns.every((column) => found.columns.includes(column))) continue;
    const { partition } = head;
    if (!found && partition && (await exists(client, quoted(partition)))) {
      if (!/^(DEFAULT|FOR VALUES [^;]*)$/s.test(partition.bound))
        throw new BackupProblem(`Odd partition ${head.name}.`);
      await client.query(`create table ${quoted(head)} partition of ${quoted(partition)} ${partition.bound}`);
    } else unknown.push(`${head.schema}.${head.name}`);
  }
  if (unknown.length > 0) {
    throw new BackupProblem(
      `The backup has tables or columns that this database lacks (${unknown.join(', ')}, ` +
        `of ${declared.size} tables here); nothing was restored.`,
    );
  }
}

async function exists(client: ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  return rows[0]?.there ?? false;
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of bytes) parts.push(chunk);
  return Buffer.concat(parts).toString();
}
