/** What must hold between what is sealed, the keys outside the database, and the hashes by which people are found. */
import { sql } from 'kysely';
import { plural } from '../../kernel/names.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../platform/keys/index.ts';
import type { Check } from '../../platform/module.ts';
import { tokensDiffer } from './people/tokens-differ.ts';
import { eachRow } from './retention/each-row.ts';

/** Columns of bytes that are no words of or about anybody. */
const NOT_SEALED = /(^|_)(hash|digest|staged)$/;
/** What stays unreadable on purpose when somebody was disposed of: the ledger keeps that something left, not to whom. */
const STAYS_UNREADABLE = new Set(['disclosure.to_outside']);

interface Sealed {
  readonly table: string;
  readonly ids: readonly string[];
  readonly columns: readonly string[];
}

/** Every table of casework with something sealed, read from the catalogue: one that a migration adds tomorrow too. */
export async function sealedTables(tx: Tx): Promise<readonly Sealed[]> {
  const { rows } = await sql<{ table: string; column: string; bytes: boolean }>`
    select c.relname as table, a.attname as column, a.atttypid = 'bytea'::regtype as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.atttypid in ('bytea'::regtype, 'uuid'::regtype) and a.attname <> 'partnership_id'
    where c.relkind = 'r' order by c.relname, a.attname = 'id' desc, a.attnum`.execute(tx);
  return [...Map.groupBy(rows, ({ table }) => table)].flatMap(([table, of]) => {
    const columns = of
      .filter(({ column, bytes }) => bytes && !NOT_SEALED.test(column))
      .map(({ column }) => column)
      .filter((column) => !STAYS_UNREADABLE.has(`${table}.${column}`));
    const ids = of.filter(({ bytes }) => !bytes).map(({ column }) => column);
    return columns.length === 0 ? [] : [{ table, ids, columns }];
  });
}

/** True when one of the row's ids opens it: what is sealed is sealed under an id of its own row. */
function opens(subjects: SubjectKeys, ids: readonly unknown[], sealed: unknown): boolean {
  if (!(sealed instanceof Uint8Array)) return true;
  return ids.some((id) => {
    if (typeof id !== 'string') return false;
    try {
      return subjects.openBytes(id, sealed) !== undefined;
    } catch {
      // Another id of the row is the one.
      return false;
    }
  });
}

async function unreadableIn(tx: Tx, subjects: SubjectKeys, table: Sealed): Promise<readonly string[]> {
  const broken = new Map<string, number>();
  await eachRow(tx, table.table, [...table.ids, ...table.columns], (row) => {
    const ids = table.ids.map((name) => row[name]);
    for (const column of table.columns)
      if (!opens(subjects, ids, row[column])) broken.set(column, (broken.get(column) ?? 0) + 1);
  });
  return [...broken].map(
    ([column, count]) =>
      `${plural(count, 'row')} of ${table.table} cannot be read any more (${column}): the key was destroyed or is lost. Dispose of what is left, or restore the key folder`,
  );
}

export const sealedChecks: readonly Check[] = [
  {
    name: 'casework.what-is-sealed-has-a-key',
    says: 'Whatever is sealed about somebody can be opened by a key of its row, or was disposed of with its row',
    find: async (tx, _files, subjects) => {
      if (!subjects) return [];
      const found: string[] = [];
      for (const table of await sealedTables(tx)) found.push(...(await unreadableIn(tx, subjects, table)));
      return found;
    },
  },
  {
    name: 'casework.tokens-are-of-the-sealed-identity',
    says: 'The hashes by which a person is found and matched are those of the identity that is sealed',
    find: async (tx, _files, subjects) => (subjects ? tokensDiffer(tx, subjects) : []),
  },
];
