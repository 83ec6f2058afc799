/** Records that may be of the same person: those that share a block, most blocks first. For the machine. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { blocksOf } from '../tokens.ts';
import type { Comparable } from './weigher.ts';

/** Most records that one block brings up, and that are compared in all. */
const FROM_ONE_BLOCK = 100;
const MOST_COMPARED = 80;

/** The ids of the records to compare with this one; itself is left out. */
export async function candidatesFor(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { recordId, identity, address }: Comparable,
): Promise<readonly string[]> {
  const hashes = blocksOf(identity, address).map((text) => subjects.hash('block', text));
  const { rows } = await sql<{ id: string }>`
    select found.record_id as id
    from unnest(${hashes}::bytea[]) as b (hash)
    cross join lateral (
      select t.record_id from casework.record_token t
      where t.partnership_id = ${machine.partnershipId} and t.kind = 'block' and t.hash = b.hash
      limit ${FROM_ONE_BLOCK}) as found
    where found.record_id <> ${recordId}
    group by found.record_id
    order by count(*) desc, found.record_id
    limit ${MOST_COMPARED}`.execute(tx);
  return rows.map(({ id }) => id);
}
