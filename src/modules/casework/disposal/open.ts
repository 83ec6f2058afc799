/** What keeps something from being disposed of: that it is open, or on legal hold. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { STANDS } from '../retention/holds.ts';
import { isKind, KINDS, kindOf, openSql } from '../retention/kinds.ts';
import { idsIn, type Rows } from './closure.ts';

/** What is open among rows that are to go, in words, each once. */
export async function openAmong(tx: Tx, machine: Actor, going: Rows): Promise<readonly string[]> {
  const words = new Set<string>();
  for (const name of Object.keys(KINDS).filter(isKind)) {
    const { table } = kindOf(name);
    const ids = idsIn(going, table);
    if (ids.length === 0) continue;
    const { rows } = await sql<{ open: string[] }>`select ${sql.raw(openSql(name))} as open
      from ${sql.table(`casework.${table}`)} t where t.partnership_id = ${machine.partnershipId} and t.id = any(${[...ids]}::uuid[])`.execute(
      tx,
    );
    for (const { open } of rows) for (const one of open) words.add(one);
  }
  return [...words];
}

/** Whether a record or case on hold is among rows that go, is named by one of them, or stands beside them. */
export async function heldAmong(
  tx: Tx,
  machine: Actor,
  going: Rows,
  beside: readonly string[],
): Promise<boolean> {
  const named = [...going.values()].flatMap((rows) =>
    [...rows.values()].flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'string' && (column === 'id' || /(record|case|cluster)_id$/.test(column))
          ? [value]
          : [],
      ),
    ),
  );
  const { rows } = await sql`select from casework.legal_hold h
    where h.partnership_id = ${machine.partnershipId} and ${sql.raw(STANDS)}
      and (h.subject_id = any(${[...new Set([...named, ...beside])]}::uuid[])
        or exists (select from casework.held d where d.partnership_id = h.partnership_id and d.hold_id = h.id
          and d.thing_id = any(${[...new Set([...named, ...beside])]}::uuid[])))
    limit 1`.execute(tx);
  return rows.length > 0;
}
