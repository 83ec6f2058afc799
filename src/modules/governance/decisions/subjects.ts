import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** Something a decision speaks of, as it is called and linked. */
export interface Named {
  readonly title: string;
  readonly path: string;
}

export const keyOf = (kind: string, id: string): string => `${kind}:${id}`;

/** How things are called and where they stand, by `kind:id`; what is gone or may not be seen is absent. */
export async function namesOfSubjects(
  tx: Tx,
  kinds: string | undefined,
  subjects: readonly { readonly kind: string; readonly id: string }[],
): Promise<ReadonlyMap<string, Named>> {
  if (kinds === undefined || subjects.length === 0) return new Map();
  const { rows } = await sql<Named & { kind: string; id: string }>`
    select k.kind, k.id, k.title, k.path from (${sql.raw(kinds)}) k
    join unnest(${subjects.map(({ kind }) => kind)}::text[], ${subjects.map(({ id }) => id)}::uuid[]) as s (kind, id)
      on s.kind = k.kind and s.id = k.id`.execute(tx);
  return new Map(rows.map(({ kind, id, ...named }) => [keyOf(kind, id), named]));
}

/** The things of some kinds that a decision can be on, by title. */
export async function subjectsOfKinds(
  tx: Tx,
  kinds: string | undefined,
  wanted: readonly string[],
): Promise<readonly (Named & { readonly kind: string; readonly id: string })[]> {
  if (kinds === undefined || wanted.length === 0) return [];
  const { rows } = await sql<Named & { kind: string; id: string }>`
    select k.kind, k.id, k.title, k.path from (${sql.raw(kinds)}) k
    where k.kind = any(${[...wanted]}) order by k.kind, k.title`.execute(tx);
  return rows;
}
