import { sql } from 'kysely';
import { type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';

/** `2012-007`: the year of the decision and its number in it. */
export const referenceOf = (year: number, number: number): string =>
  `${year}-${String(number).padStart(3, '0')}`;

/**
 * The next number of the register in the year of a day. Decisions are numbered one at a time, so that two meetings
 * never get the same number and none is left out; exempt ones count, though not everybody may see them.
 */
export async function nextReference(tx: Tx, actor: Actor, on: PlainDate): Promise<string> {
  const { year } = partsOf(on);
  const queue = `decisions:${actor.partnershipId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${queue}, 0))`.execute(tx);
  const permissions = [...new Set([...actor.permissions, 'read', 'papers.exempt'])];
  const { rows } = await actingAs(tx, actor, { ...actor, permissions }, () =>
    sql<{ last: number | null }>`
      select max(split_part(reference, '-', 2)::integer) as last from governance.decision
      where reference like ${`${year}-%`}`.execute(tx),
  );
  return referenceOf(year, (rows[0]?.last ?? 0) + 1);
}
