/**
 * A hundred times the rows: what a partnership accumulates over 25 years, made by copying everything it has into the
 * past, more than a year back and then three months further each time (a report looks back on a year, which keeps its own facts), and by closing what is long over. Plain SQL, read from the catalogue.
 */
import type pg from 'pg';
import { OVERRIDES } from './overrides.ts';
import { closeThePast, rememberOriginals } from './past.ts';
import { closeTheLedgers } from './past-money.ts';

/** What a partnership does not accumulate: its copies would be a different partnership, or secrets of the day. */
const KEPT = [
  'governance.body',
  'governance.reporting_line',
  'reporting.template',
  'reporting.template_version',
  'strategy.corporate_priority',
];
const LEFT_OUT = [
  // A rule is set for each kind of row once.
  'casework.retention_rule',
  // A request stays open until an edition answers it, and the example has no edition yet that could be copied.
  'reporting.interest',
  'reporting.interest_answer',
  'partners.partnership',
  'platform.receipt',
  'platform.progress',
  'platform.audit_checkpoint',
  'access.session',
  'access.attempt',
  'access.pending_sign_in',
  'access.last_looked',
];
/** Every other copy belongs to today's agencies and people, the rest to others who have left. */
const HALF_KEPT = [
  'partners.agency',
  'partners.person',
  'partners.post',
  'access.account',
  'places.geography',
];

interface Column {
  readonly name: string;
  readonly type: string;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of each unique constraint and the primary key. */
  readonly unique: readonly (readonly string[])[];
}

/** Row counts of one partnership by table, for saying what was measured. */
export async function countRows(admin: pg.ClientBase, partnershipId: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of await tables(admin)) {
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int as n from ${name} where partnership_id = $1`,
      [partnershipId],
    );
    counts.set(name, rows[0]?.n ?? 0);
  }
  return counts;
}

/** Multiplies the partnership's rows, then gives `others` further partnerships the same amount. Needs a superuser. */
export async function multiply(
  admin: pg.ClientBase,
  partnershipId: string,
  times: number,
  others: number,
): Promise<void> {
  const all = await tables(admin);
  const copies = times - 1;
  // Copies of rows that hold together hold together: foreign keys need no second look, and triggers there are none.
  await admin.query('set session_replication_role = replica');
  await admin.query('begin');
  await admin.query(helpers(partnershipId));
  for (const [list, half] of [
    [KEPT, false],
    [HALF_KEPT, true],
  ] as const)
    for (const name of list)
      await admin.query(
        `insert into bench.kept select id, ${half} from ${withId(name)} where partnership_id = $1`,
        [partnershipId],
      );
  await admin.query('analyze bench.kept');
  await rememberOriginals(admin, partnershipId);
  await admin.query('update strategy.version set number = number + 10000 where partnership_id = $1', [
    partnershipId,
  ]);
  await admin.query(
    `update strategy.adoption set supersedes_id = bench.other(version_id, 1) where partnership_id = $1 and supersedes_id is null`,
    [partnershipId],
  );
  // A body sits under the last of many versions of its terms, and sat before the day that the example knows.
  await admin.query(
    'update governance.terms set version = version + 10 * $2::int where partnership_id = $1',
    [partnershipId, copies],
  );
  await admin.query('update governance.body set starts_on = null where partnership_id = $1', [partnershipId]);
  for (const table of all)
    if (![...KEPT, ...LEFT_OUT].includes(table.name))
      await admin.query(copyStatement(table, copies), [partnershipId, copies]);
  await closeThePast(admin, copies);
  await closeTheLedgers(admin, copies);
  for (let n = 1; n <= others; n++) await copyPartnership(admin, all, partnershipId, n);
  await admin.query('drop schema bench cascade');
  await admin.query('commit');
  await admin.query('set session_replication_role = default');
  await admin.query('vacuum (analyze)');
  await admin.query('checkpoint');
}

const withId = (name: string): string =>
  name === 'reporting.template_version'
    ? '(select partnership_id, template_id as id from reporting.template_version limit 0) x'
    : name;

const helpers = (partnershipId: string): string => `
  drop schema if exists bench cascade;
  create schema bench;
  create table bench.kept (id uuid primary key, half boolean not null);
  create function bench.today() returns date language sql stable as $$
    select partners.business_date(p) from partners.partnership p where partnership_id = '${partnershipId}' $$;
  create function bench.ago(k integer) returns interval language sql immutable as $$
    select make_interval(months => 3 * k + 10) $$;
  create function bench.before(day date, k integer) returns date language sql immutable as $$
    select (day - bench.ago(k))::date $$;
  create function bench.last_day(day date, k integer) returns date language sql stable as $$
    select bench.before(case day when '9999-12-31' then bench.today() else day end, k) $$;
  create function bench.other(id uuid, k integer) returns uuid language sql stable as $$
    select case when exists (select from bench.kept where kept.id = other.id and (not half or k % 2 = 0)) then id
      else md5(id::text || k)::uuid end $$;`;

function copyStatement(table: Table, copies: number): string {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const values = table.columns.map((column) => copied(table, column).replaceAll('$COPIES', String(copies)));
  return `insert into ${table.name} (${names}) select ${values.join(', ')}
    from ${table.name} t cross join generate_series(1, $2::int) k where t.partnership_id = $1 on conflict do nothing`;
}

/** Two things are named in the order of their ids, which their copies' ids may turn round. */
function copied(table: Table, column: Column): string {
  const [, side, rest] = /^(left|right)_(.+)$/.exec(column.name) ?? [];
  const key = table.columns.find(({ name }) => /^left_(record_)?id$/.test(name))?.name.slice('left_'.length);
  if (side === undefined || key === undefined) return copiedAlone(table, column);
  const across = { ...column, name: `${side === 'left' ? 'right' : 'left'}_${rest}` };
  return `case when bench.other(t.left_${key}, k) < bench.other(t.right_${key}, k)
    then ${copiedAlone(table, column)} else ${copiedAlone(table, across)} end`;
}

function copiedAlone(table: Table, { name, type }: Column): string {
  const own = `t."${name}"`;
  const override = OVERRIDES[`${table.name}.${name}`];
  if (override !== undefined) return override;
  if (name === 'partnership_id') return own;
  if (type === 'uuid') return `bench.other(${own}, k)`;
  if (type === 'uuid[]')
    return `case when ${own} is not null then array(select bench.other(x, k) from unnest(${own}) with ordinality u (x, at) order by at) end`;
  if (mustDiffer(table, name)) {
    if (type === 'text') return `${own} || '-' || k`;
    if (type === 'bytea') return `sha256(${own} || int4send(k))`;
  }
  // The first day here is the partnership's own.
  if (name === 'began_on') return own;
  // The period of an observation says its dates: both stay.
  if (table.name === 'intelligence.observation') return own;
  if (type === 'date') return `bench.before(${own}, k)`;
  if (type === 'timestamp with time zone') return `${own} - bench.ago(k)`;
  return own;
}

/** True for the column that alone keeps a copy from clashing with its original. */
function mustDiffer(table: Table, name: string): boolean {
  const typeOf = (column: string): string => table.columns.find((one) => one.name === column)?.type ?? '';
  return table.unique.some((columns) => {
    const own = columns.filter((column) => column !== 'partnership_id');
    return (
      own.every((column) => typeOf(column) !== 'uuid' && typeOf(column) !== 'date') &&
      own.findLast((column) => ['text', 'bytea'].includes(typeOf(column))) === name
    );
  });
}

/** Gives another partnership the same rows, with the same ids: only the tenant tells them apart. */
async function copyPartnership(
  admin: pg.ClientBase,
  all: readonly Table[],
  partnershipId: string,
  n: number,
): Promise<void> {
  const other = `md5('another partnership ${n}')::uuid`;
  await admin.query(
    `insert into partners.partnership (partnership_id, name, slug, host, area, business_date, began_on, example)
     select ${other}, name || ' ${n}', slug || '-${n}', 'another-${n}.example', area, business_date, began_on, example
     from partners.partnership where partnership_id = $1`,
    [partnershipId],
  );
  for (const table of all) {
    if (table.name === 'partners.partnership') continue;
    const columns = table.columns.map(({ name }) => `"${name}"`);
    const values = columns.map((column) => (column === '"partnership_id"' ? other : column));
    await admin.query(
      `insert into ${table.name} (${columns.join(', ')}) select ${values.join(', ')}
       from ${table.name} where partnership_id = $1`,
      [partnershipId],
    );
  }
}

/** Every table of a partnership, as the catalogue has it. */
async function tables(admin: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await admin.query<Table>(`
    select n.nspname || '.' || c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg((select json_agg(a.attname order by x.at)
          from unnest(i.indkey::int[]) with ordinality x(attnum, at)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = x.attnum))
        from pg_index i where i.indrelid = c.oid and i.indisunique), '[]') as unique
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'bench')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id')
    order by 1`);
  return rows;
}
