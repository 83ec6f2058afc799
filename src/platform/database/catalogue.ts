import type pg from 'pg';

export interface Column {
  readonly schema: string;
  readonly table: string;
  readonly relation: 'table' | 'view';
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly comment: string | null;
  readonly tableComment: string | null;
  /** The words a check constraint allows, for text columns that hold a state or a kind. */
  readonly allowed: readonly string[] | null;
}

/** Schemas that are Concord's own; the job queue's is listed by its library. */
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') and n.nspname not like 'pg_temp%'`;

/** Every column of every table and view of Concord's schemas, in a stable order. */
export async function readColumns(client: pg.ClientBase): Promise<Column[]> {
  const { rows } = await client.query<Omit<Column, 'allowed'> & { checks: string[] | null }>(`
    select n.nspname as schema, c.relname as table, case when c.relkind = 'v' then 'view' else 'table' end as relation,
      a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
      a.atthasdef as "hasDefault", col_description(c.oid, a.attnum) as comment, obj_description(c.oid, 'pg_class') as "tableComment",
      (select array_agg(pg_get_constraintdef(k.oid)) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]) as checks
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and c.relkind in ('r', 'p', 'v') and not c.relispartition and a.attnum > 0 and not a.attisdropped
    order by n.nspname, c.relname, a.attnum`);
  return rows.map(({ checks, ...column }) => ({ ...column, allowed: allowedWords(checks) }));
}

function allowedWords(checks: string[] | null): string[] | null {
  for (const check of checks ?? []) {
    const list = /^CHECK \(\(?\(?\w+ = ANY \(ARRAY\[(.+)\]\)/.exec(check)?.[1];
    if (list)
      return [...list.matchAll(/'((?:[^']|'')*)'::text/g)].map((match) =>
        (match[1] ?? '').replaceAll("''", "'"),
      );
  }
  return null;
}

export interface Listing {
  readonly constraints: readonly {
    table: string;
    name: string;
    definition: string;
    comment: string | null;
  }[];
  readonly policies: readonly {
    table: string;
    name: string;
    command: string;
    using: string | null;
    check: string | null;
  }[];
  readonly indexes: readonly { table: string; definition: string }[];
  readonly grants: readonly { table: string; role: string; verbs: string }[];
}

/** Constraints, policies, indexes and grants of Concord's schemas, in a stable order. */
export async function readListing(client: pg.ClientBase): Promise<Listing> {
  const query = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> =>
    (await client.query<T>(sql)).rows;
  return {
    constraints: await query(`
      select n.nspname || '.' || c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition,
        obj_description(k.oid, 'pg_constraint') as comment
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and k.contype <> 'n' order by 1, k.contype, 2`),
    policies: await query(`
      select schemaname || '.' || tablename as table, policyname as name, cmd as command, qual as using, with_check as check
      from pg_policies p join pg_namespace n on n.nspname = p.schemaname where ${OURS} order by 1, 2`),
    indexes: await query(`
      select n.nspname || '.' || c.relname as table, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1, 2`),
    grants: await query(`
      select table_schema || '.' || table_name as table, grantee as role,
        string_agg(lower(privilege_type), ', ' order by privilege_type) as verbs
      from information_schema.role_table_grants g join pg_namespace n on n.nspname = g.table_schema
      where ${OURS} and grantee in ('concord_app', 'concord_statistics') group by 1, 2 order by 1, 2`),
  };
}
