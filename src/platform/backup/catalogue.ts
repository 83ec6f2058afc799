/** What there is to back up, as the database's own catalogue says it. */
import type { ClientBase } from 'pg';

/** A table that holds rows itself: an ordinary one, or a partition. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Columns that are stored and not computed. */
  readonly columns: string[];
  readonly partition: { schema: string; name: string; bound: string } | null;
}

/** A foreign key between two tables that hold rows. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  /** The constraint, and the table it was declared on. */
  readonly constraint: string;
  readonly declaredOn: string;
  readonly deferrable: boolean;
}

/** Schemas of Concord's: neither the system's own, nor what an extension brought. */
const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')`;

/** The name of a table as SQL needs it. */
export const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${quote(schema)}.${quote(name)}`;

/** A table with the columns that are copied, as COPY names them. */
export const copied = (table: Pick<Table, 'schema' | 'name' | 'columns'>): string =>
  table.columns.length === 0 ? quoted(table) : `${quoted(table)} (${table.columns.map(quote).join(', ')})`;

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Every table with rows of its own, in the order of their names. */
export async function listTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      case when c.relispartition then (
        select json_build_object('schema', rn.nspname, 'name', r.relname, 'bound', pg_get_expr(c.relpartbound, c.oid))
        from pg_inherits i join pg_class r on r.oid = i.inhparent join pg_namespace rn on rn.oid = r.relnamespace
        where i.inhrelid = c.oid) end as partition
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence in ('p', 'u') and ${OURS}
    order by 1, 2`);
  return rows;
}

/** Every table as it was declared: a partitioned one once, its partitions not at all. */
export async function listDeclaredTables(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence in ('p', 'u') and ${OURS}
    order by 1`);
  return rows.map(({ name }) => name);
}

/** Tables of a partnership's that hold rows: those that say so by a column partnership_id. */
export async function listOccupiedTables(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'partnership_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
    order by 1`);
  const occupied: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount) occupied.push(name);
  }
  return occupied;
}

/** Every foreign key, resolved to the partitions that hold the rows; tables are named as SQL needs them. */
export async function listReferences(client: ClientBase): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(`
    with leaf as (
      select c.oid as root, coalesce(t.relid, c.oid) as oid
      from pg_class c left join lateral pg_partition_tree(c.oid) t on c.relkind = 'p' and t.isleaf
      where c.relkind in ('r', 'p')
    ), named as (
      select c.oid, '"' || replace(n.nspname, '"', '""') || '"."' || replace(c.relname, '"', '""') || '"' as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
    )
    select f.name as "from", t.name as "to", k.conname as constraint, d.name as "declaredOn",
      k.condeferrable as deferrable
    from pg_constraint k
      join named d on d.oid = k.conrelid
      join leaf lf on lf.root = k.conrelid join named f on f.oid = lf.oid
      join leaf lt on lt.root = k.confrelid join named t on t.oid = lt.oid
    where k.contype = 'f' and k.conparentid = 0
    order by 1, 2, 3`);
  return rows;
}

/** The state of every sequence. */
export async function listSequences(
  client: ClientBase,
): Promise<{ schema: string; name: string; value: string; called: boolean }[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and c.relpersistence in ('p', 'u') and ${OURS} order by 1, 2`);
  const states = [];
  for (const sequence of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(sequence)}`,
    );
    for (const row of state.rows) states.push({ ...sequence, ...row });
  }
  return states;
}
