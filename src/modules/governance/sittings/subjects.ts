import { sql } from 'kysely';
import type { Collected } from '../../../platform/collect.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Subject } from './queries.ts';

/** Something that a soft link leads to. */
export interface Named extends Subject {
  readonly title: string;
  readonly path: string;
}

type Offers = Pick<Collected, 'kinds'>;

/** Everything of these kinds, by kind and title. */
export async function listOfKinds(
  tx: Tx,
  { kinds }: Offers,
  wanted: readonly string[],
): Promise<readonly Named[]> {
  if (kinds === undefined || wanted.length === 0) return [];
  const { rows } = await sql<Named>`
    select kind, id, title, path from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.kind = any(${[...wanted]}::text[])
    order by kind, title`.execute(tx);
  return rows;
}

/** What soft links lead to, by `kind:id`. */
export async function nameSubjects(
  tx: Tx,
  { kinds }: Offers,
  subjects: readonly (Subject | null)[],
): Promise<ReadonlyMap<string, Named>> {
  const ids = subjects.flatMap((subject) => (subject ? [subject.id] : []));
  if (kinds === undefined || ids.length === 0) return new Map();
  const { rows } = await sql<Named>`
    select kind, id, title, path from (${sql.raw(kinds)}) k
    where k.partnership_id = platform.partnership() and k.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [`${row.kind}:${row.id}`, row]));
}
