import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface ThingLink {
  readonly to_kind: string;
  readonly to_id: string;
}

/**
 * The things that figures are about: `indicator.<slug>.latest` is about the indicator of that slug. `kinds` is the
 * SQL that unites what the modules offer; a thing is known by the end of its path.
 */
export async function linksOf(
  tx: Tx,
  actor: Actor,
  kinds: string | undefined,
  names: readonly string[],
): Promise<readonly ThingLink[]> {
  if (kinds === undefined) return [];
  const subjects = new Set(names.map((name) => name.split('.').slice(0, 2).join('/')));
  const words = [...new Set(names.map((name) => name.split('.')[0] ?? ''))];
  const { rows } = await sql<{ kind: string; id: string; path: string }>`
    select kind, id, path from (${sql.raw(kinds)}) k
    where k.partnership_id = ${actor.partnershipId} and k.kind = any(${words}::text[])
    order by kind, id`.execute(tx);
  return rows
    .filter(({ kind, path }) => subjects.has(`${kind}/${path.split('/').at(-1) ?? ''}`))
    .map(({ kind, id }) => ({ to_kind: kind, to_id: id }));
}
