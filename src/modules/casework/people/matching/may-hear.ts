/** What who saves a record may hear of its matching: that others know the person is said only where they share as much. */
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SavedRecord } from '../input.ts';

/** The saved record as its teller may hear of it: joined and asked about, as far as they may know of the other records. */
export async function asMayBeHeard(
  tx: Tx,
  actor: Actor,
  saved: SavedRecord,
): Promise<Pick<SavedRecord, 'joined' | 'asked'>> {
  const others = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('cluster_id', '=', saved.clusterId)
    .where('record_id', '<>', saved.recordId)
    .select('record_id')
    .limit(1)
    .executeTakeFirst();
  const questions = await tx
    .selectFrom('casework.match_question')
    .where('partnership_id', '=', actor.partnershipId)
    .where((is) =>
      is.or([is('left_record_id', '=', saved.recordId), is('right_record_id', '=', saved.recordId)]),
    )
    .select((is) => is.fn.countAll<string>().as('count'))
    .executeTakeFirst();
  return { joined: saved.again || others !== undefined, asked: Number(questions?.count ?? 0) };
}
