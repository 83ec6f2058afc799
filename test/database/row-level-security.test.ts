/**
 * Role × table × verb × {own partnership, another, another agency, no context}, read from the catalogue: a table that a
 * migration adds tomorrow is in this test without a line changed here.
 */
import { sql } from 'kysely';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { modules } from '../../src/modules.ts';
import { openPool } from '../../src/platform/database/connection.ts';
import { TEST_PASSWORD, testDatabase } from '../../src/platform/database/testing.ts';
import { testCluster } from '../../src/platform/engine/testing.ts';

const db = testDatabase();
const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') and n.nspname not like 'pg_temp%'`;
/** Tables that anybody may read before there is a context: they hold no personal data. */
const OPEN = ['platform.migration', 'platform.bank_holiday', 'partners.partnership'];

interface Table {
  name: string;
  tenant: boolean;
  agencies: string[];
  updatable: string;
}

let tables: Table[] = [];
const everything = modules.flatMap((module) => module.permissions?.map((p) => p.name) ?? []);
const another = newId();
const anotherAgency = newId();

beforeAll(async () => {
  const { rows } = await db().ownerPool.query<Table>(`
    select n.nspname || '.' || c.relname as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id') as tenant,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attname like '%agency_id') as agencies,
      (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum limit 1) as updatable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p') order by 1`);
  tables = rows;
});

interface Asking {
  partnership?: string;
  permissions?: readonly string[];
  agency?: string;
}

/** Runs one statement in a transaction that is rolled back; says what came of it. */
async function attempt(
  pool: pg.Pool,
  asking: Asking,
  statement: string,
): Promise<number | 'denied' | 'other'> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `set local app.partnership = '${asking.partnership ?? ''}'; set local app.permissions = ',${(asking.permissions ?? []).join(',')},';
       set local app.reads = '${asking.permissions?.includes('read') ? 'yes' : ''}'; set local app.agency = '${asking.agency ?? ''}'; set local app.account = ''`,
    );
    const { rowCount } = await client.query(statement);
    return rowCount ?? 0;
  } catch (error) {
    return (error as { code?: string }).code === '42501' ? 'denied' : 'other';
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('row level security', () => {
  test('is enabled on every table, and the application owns none', async () => {
    const { rows } = await db().ownerPool.query<{
      name: string;
      enabled: boolean;
      owner: string;
      policies: number;
    }>(`
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, pg_get_userbyid(c.relowner) as owner,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p')`);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((r) => !r.enabled || r.owner !== 'concord_owner' || r.policies === 0)).toEqual([]);
  });

  test('the application and statistics roles bypass nothing and inherit nothing', async () => {
    const { rows } = await db().ownerPool.query(`
      select rolname from pg_roles where rolname in ('concord_app', 'concord_statistics')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
      union select m.rolname from pg_auth_members a join pg_roles m on m.oid = a.member where m.rolname in ('concord_app', 'concord_statistics')`);
    expect(rows).toEqual([]);
  });

  test('without a context, or in another partnership, no role reads, changes or removes a row of any table', async () => {
    await fill();
    const { engine } = await testCluster();
    const statistics = openPool(
      engine.connect({ database: db().name, user: 'concord_statistics', password: TEST_PASSWORD }),
      2,
    );
    const leaks: string[] = [];
    let tried = 0;
    for (const [role, pool] of [
      ['concord_app', db().pool],
      ['concord_statistics', statistics],
    ] as const)
      for (const asking of [
        {},
        { permissions: everything },
        { partnership: another, permissions: everything },
      ])
        for (const table of tables.filter((t) => t.tenant && !OPEN.includes(t.name)))
          for (const statement of [
            `select 1 from ${table.name}`,
            `update ${table.name} set ${table.updatable} = ${table.updatable}`,
            `delete from ${table.name}`,
          ]) {
            tried += 1;
            const result = await attempt(pool, asking, statement);
            if (typeof result === 'number' && result > 0)
              leaks.push(`${role}: ${statement} as ${JSON.stringify(asking).slice(0, 60)}`);
          }
    await statistics.end();
    expect(tried).toBeGreaterThan(500);
    expect(leaks).toEqual([]);
    // Thousands of statements, one by one: on a machine that does something else as well they take their time.
  }, 180_000);

  test('a row cannot be written into another partnership than the one in the context', async () => {
    const wrong: string[] = [];
    let tried = 0;
    for (const table of tables.filter((t) => t.tenant)) {
      tried += 1;
      const result = await attempt(
        db().pool,
        { partnership: db().partnershipId, permissions: everything },
        `insert into ${table.name} (partnership_id) values ('${another}')`,
      );
      if (result !== 'denied') wrong.push(`${table.name}: ${result}`);
    }
    expect(tried).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  test('a permission held for one agency changes no row of another agency', async () => {
    const owned = tables.filter((t) => t.tenant && t.agencies.includes('agency_id'));
    const wrong: string[] = [];
    for (const table of owned) {
      const held = everything.map((permission) => `${permission}@${anotherAgency}`);
      const result = await attempt(
        db().pool,
        { partnership: db().partnershipId, permissions: ['read', ...held], agency: anotherAgency },
        `update ${table.name} set agency_id = agency_id where agency_id <> '${anotherAgency}'`,
      );
      if (typeof result === 'number' && result > 0) wrong.push(table.name);
    }
    expect(owned.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('insert-only facts can be neither changed nor removed by the application', async () => {
    const { rows } = await db().ownerPool.query<{ table: string }>(`
      select table_schema || '.' || table_name as table from information_schema.role_table_grants
      where grantee = 'concord_app' and privilege_type in ('UPDATE', 'DELETE')
        and table_schema || '.' || table_name in ('platform.audit_event', 'platform.audit_checkpoint', 'platform.audit_leaf',
          'intelligence.observation', 'reporting.edition', 'casework.disclosure', 'casework.agreement_version')`);
    expect(rows).toEqual([]);
  });

  test('a stored file is changed by nobody, and taken out by disposal, or once nothing can be done with a street file', async () => {
    const { rows } = await db().ownerPool.query<{ can: string; by: string | null }>(`
      select g.privilege_type as can, pg_get_expr(p.polqual, p.polrelid) as by
      from information_schema.role_table_grants g
      left join pg_policy p on p.polrelid = 'platform.file'::regclass and p.polcmd = 'd'
      where g.grantee = 'concord_app' and g.table_schema = 'platform' and g.table_name = 'file'
        and g.privilege_type in ('UPDATE', 'DELETE') order by by`);
    expect(rows).toEqual([
      {
        can: 'DELETE',
        by: "((partnership_id = platform.partnership()) AND platform.may('casework.machine'::text))",
      },
      {
        can: 'DELETE',
        by: "((partnership_id = platform.partnership()) AND platform.may('street-files.destroy'::text) AND (media_type = 'text/csv'::text))",
      },
    ]);
  });
});

/** Puts at least one row into the tables whose columns allow it, as the owner, so that "no row" means "not shown". */
async function fill(): Promise<void> {
  const partnership = db().partnershipId;
  const [agency, person, post] = [newId(), newId(), newId()];
  await db().ownerPool.query(`
    insert into partners.agency (partnership_id, id, slug, name, short_name, sector, statutory) values ('${partnership}', '${agency}', 'a', 'A', 'A', 'police', true);
    insert into partners.person (partnership_id, id, name) values ('${partnership}', '${person}', 'P');
    insert into partners.post (partnership_id, id, agency_id, slug, title) values ('${partnership}', '${post}', '${agency}', 'p', 'P');
    insert into platform.mail (partnership_id, id, recipient, subject, body) values ('${partnership}', '${newId()}', 'a@b', 's', 'b');
    insert into platform.search_entry (partnership_id, kind, subject_id, title, path) values ('${partnership}', 'post', '${post}', 'P', '/p');
    insert into platform.audit_event (partnership_id, id, at, actor_kind, action, verb) values ('${partnership}', '${newId()}', now(), 'system', 'x.y', 'command')`);
}

test('the application cannot make an example of a partnership, whatever it is permitted', async () => {
  for (const column of ['example', 'host', 'business_date', 'slug'])
    await expect(
      db().does(db().with('partnership.edit', 'partnership.found'), (tx) =>
        sql`update partners.partnership set ${sql.ref(column)} = ${sql.ref(column)}`.execute(tx),
      ),
    ).rejects.toThrow('You may not do this');
});

test('a statement that takes too long, and a transaction that stands still, give their connection back', async () => {
  const { rows } = await db().pool.query<{ statement: string; pause: string }>(
    "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as pause",
  );
  expect(rows).toEqual([{ statement: '1min', pause: '10min' }]);
});
