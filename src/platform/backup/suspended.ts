/** What must not interfere while rows are loaded: triggers, and checks of references that point forwards. */
import type { ClientBase } from 'pg';
import { listReferences, quote } from './catalogue.ts';
import { forwardReferences } from './order.ts';

/**
 * Suspends them in the open transaction; returns the function that checks everything and puts them back.
 * It takes no superuser: the owner of a table may do all of this.
 */
export async function suspend(client: ClientBase, order: readonly string[]): Promise<() => Promise<void>> {
  const triggers = await listTriggers(client);
  const forward = forwardReferences(order, await listReferences(client));
  const rigid = new Map(
    forward
      .filter(({ deferrable }) => !deferrable)
      .map((one) => [`${one.declaredOn} ${one.constraint}`, one]),
  );
  for (const { table, trigger } of triggers) {
    await client.query(`alter table ${table} disable trigger ${trigger}`);
  }
  for (const { declaredOn, constraint } of rigid.values()) {
    await client.query(
      `alter table ${declaredOn} alter constraint ${quote(constraint)} deferrable initially deferred`,
    );
  }
  await client.query('set constraints all deferred');
  return async () => {
    await client.query('set constraints all immediate');
    for (const { declaredOn, constraint } of rigid.values()) {
      await client.query(`alter table ${declaredOn} alter constraint ${quote(constraint)} not deferrable`);
    }
    for (const { table, trigger, mode } of triggers) {
      await client.query(`alter table ${table} enable ${mode} trigger ${trigger}`);
    }
  };
}

async function listTriggers(client: ClientBase): Promise<{ table: string; trigger: string; mode: string }[]> {
  const { rows } = await client.query<{ table: string; trigger: string; mode: string }>(`
    select format('%I.%I', n.nspname, c.relname) as "table", quote_ident(t.tgname) as trigger,
      case t.tgenabled when 'R' then 'replica' when 'A' then 'always' else '' end as mode
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0 and n.nspname !~ '^pg_'
    order by 1, 2`);
  return rows;
}
