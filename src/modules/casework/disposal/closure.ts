/** What hangs on what, and the rows that go or stay with a thing. */
import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export type Row = Readonly<Record<string, unknown>>;
/** Rows by table, each once. */
export type Rows = Map<string, Map<string, Row>>;

interface Cascade {
  readonly from: string;
  readonly column: string;
  readonly to: string;
  readonly toColumn: string;
}

/** What disposal reads of the catalogue, so that a table that a migration adds is known to it. */
export interface Catalogue {
  /** Which table goes with which other: by the foreign keys that cascade. */
  readonly cascades: readonly Cascade[];
  /** What tells a row from others, without the partnership. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The columns in which something is sealed. */
  readonly sealed: ReadonlyMap<string, readonly string[]>;
}

export async function readCatalogue(tx: Tx): Promise<Catalogue> {
  const cascades = await sql<Cascade>`
    select f.relname as "from", a.attname as column, t.relname as "to", b.attname as "toColumn"
    from pg_constraint c
    join pg_class f on f.oid = c.conrelid join pg_namespace n on n.oid = f.relnamespace and n.nspname = 'casework'
    join pg_class t on t.oid = c.confrelid join pg_namespace m on m.oid = t.relnamespace and m.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[2]
    where c.contype = 'f' and c.confdeltype = 'c' and cardinality(c.conkey) = 2`.execute(tx);
  const columns = await sql<{ table: string; column: string; sealed: boolean; key: boolean }>`
    select c.relname as table, a.attname as column,
      a.atttypid = 'bytea'::regtype and a.attname !~ '(hash|digest)$' as sealed,
      a.attnum = any (k.conkey) and a.attname <> 'partnership_id' as key
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
    join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' order by c.relname, a.attnum`.execute(tx);
  const those = (which: 'sealed' | 'key'): ReadonlyMap<string, readonly string[]> =>
    new Map(
      [...Map.groupBy(columns.rows, ({ table }) => table)].map(([table, all]) => [
        table,
        all.filter((column) => column[which]).map(({ column }) => column),
      ]),
    );
  return { cascades: cascades.rows, keys: those('key'), sealed: those('sealed') };
}

/** Adds rows of a table, and all that hangs on them. */
export async function follow(
  tx: Tx,
  actor: Actor,
  catalogue: Catalogue,
  into: Rows,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  const kept = into.get(table) ?? new Map<string, Row>();
  const added = rows.filter((row) => !kept.has(keyOf(catalogue, table, row)));
  for (const row of added) kept.set(keyOf(catalogue, table, row), row);
  if (kept.size > 0) into.set(table, kept);
  if (added.length === 0) return;
  for (const { from, column, toColumn } of catalogue.cascades.filter(({ to }) => to === table)) {
    const ids = added.flatMap((row) => (typeof row[toColumn] === 'string' ? [row[toColumn]] : []));
    await follow(tx, actor, catalogue, into, from, await rowsWith(tx, actor, from, column, ids));
  }
}

/** Rows of a table of casework by one of their ids. */
export async function rowsWith(
  tx: Tx,
  actor: Actor,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`select * from ${sql.table(`casework.${table}`)}
    where partnership_id = ${actor.partnershipId} and ${sql.ref(column)} = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

/** What tells a row from others of its table, as text. */
export const keyOf = ({ keys }: Catalogue, table: string, row: Row): string =>
  (keys.get(table) ?? [])
    .map((column) => {
      const value = row[column];
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
    })
    .join(' ');

/** The ids of the rows of one table, or of all. */
export const idsIn = (rows: Rows, table?: string): readonly string[] =>
  (table === undefined ? [...rows.values()] : [rows.get(table) ?? new Map<string, Row>()]).flatMap((of) =>
    [...of.values()].flatMap(({ id }) => (typeof id === 'string' && isUuid(id) ? [id] : [])),
  );

/** The ids in one column of the rows of a table. */
export const valuesIn = (rows: Rows, table: string, column: string): readonly string[] =>
  [...(rows.get(table)?.values() ?? [])].flatMap((row) =>
    typeof row[column] === 'string' ? [row[column]] : [],
  );
