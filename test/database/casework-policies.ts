/** The policies of casework as functions: what they say of any row in any context, without a row having to be there. */
import type pg from 'pg';
import { permissionsOf, type Role } from '../../src/modules/access/roles.ts';

export type Verb = 'select' | 'insert' | 'update' | 'delete';
export const VERBS: readonly Verb[] = ['select', 'insert', 'update', 'delete'];

export interface PolicyTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Whether the application may try it at all. */
  readonly granted: Readonly<Record<Verb, boolean>>;
  /** SQL of each verb, permissive policies joined by or; false where there is none. */
  readonly rule: Readonly<Record<Verb, string>>;
}

/** Every table of casework with its policies, from the catalogue. */
export async function policyTables(pool: pg.Pool): Promise<readonly PolicyTable[]> {
  const { rows } = await pool.query<{
    name: string;
    columns: { name: string; type: string }[];
    granted: Record<Verb, boolean>;
    policies: { verb: string; qual: string | null; check: string | null }[];
  }>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      json_build_object('select', has_table_privilege('concord_app', c.oid, 'select'), 'insert', has_table_privilege('concord_app', c.oid, 'insert'),
        'update', has_table_privilege('concord_app', c.oid, 'update') or has_any_column_privilege('concord_app', c.oid, 'update'),
        'delete', has_table_privilege('concord_app', c.oid, 'delete')) as granted,
      (select coalesce(json_agg(json_build_object('verb', p.polcmd, 'qual', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))), '[]')
        from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'casework' and c.relkind = 'r' order by 1`);
  return rows.map(({ policies, ...table }) => {
    const joined = (letter: string, part: 'qual' | 'check'): string =>
      policies
        .filter(({ verb }) => verb === letter || verb === '*')
        .map((policy) => policy[part] ?? policy.qual ?? 'true')
        .map((expression) => `coalesce((${expression}), false)`)
        .join(' or ') || 'false';
    return {
      ...table,
      rule: {
        select: joined('r', 'qual'),
        insert: joined('a', 'check'),
        update: joined('w', 'qual'),
        delete: joined('d', 'qual'),
      },
    };
  });
}

/** Somebody at an agency. */
export interface Asker {
  readonly partnership: string;
  readonly agency: string;
  readonly account: string;
  readonly permissions: readonly string[];
  readonly purpose: string | null;
  readonly sharedBy: readonly string[];
}

/** A member of an agency who holds this role for it, or for the whole partnership. */
export const holding = (role: Role, agency: string, whole: boolean): readonly string[] =>
  permissionsOf([{ role, agencyId: whole ? null : agency }]);

/** What the policies say of a row: for each verb, whether it may be done (and is granted to the application). */
export async function verdicts(
  client: pg.ClientBase,
  table: PolicyTable,
  asker: Asker,
  row: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<Verb, boolean>>> {
  const list = (all: readonly string[]): string => (all.length === 0 ? '' : `,${all.join(',')},`);
  const values = [
    asker.partnership,
    asker.agency,
    asker.account,
    list(asker.permissions),
    asker.purpose ?? '',
    list(asker.sharedBy),
    asker.permissions.includes('read') ? 'yes' : '',
  ];
  await client.query(
    `select set_config('app.partnership', $1, true), set_config('app.agency', $2, true), set_config('app.account', $3, true),
      set_config('app.permissions', $4, true), set_config('app.purpose', $5, true), set_config('app.shared_by', $6, true),
      set_config('app.reads', $7, true)`,
    values,
  );
  const { rows } = await client.query<Record<Verb, boolean>>({
    name: `policies-of-${table.name}`.slice(0, 60),
    text: `select ${VERBS.map((verb) => `(${table.rule[verb]}) as "${verb}"`).join(', ')}
     from jsonb_populate_record(null::casework.${table.name}, $1::jsonb) as ${table.name}`,
    values: [JSON.stringify(row)],
  });
  const said = rows[0];
  if (!said) throw new Error(`The policies of ${table.name} say nothing`);
  return Object.fromEntries(VERBS.map((verb) => [verb, table.granted[verb] && said[verb]])) as Record<
    Verb,
    boolean
  >;
}

/** Columns by which a row belongs to agencies. */
export const agencyColumns = (table: PolicyTable): readonly string[] =>
  table.columns
    .filter(({ name, type }) => type === 'uuid' && name.endsWith('agency_id'))
    .map(({ name }) => name);

export const hasColumn = (table: PolicyTable, name: string): boolean =>
  table.columns.some((column) => column.name === name);
