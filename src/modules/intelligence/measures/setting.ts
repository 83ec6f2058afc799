import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday } from '../queries.ts';
import { findMeasureSetting, type MeasureSetting } from './queries.ts';

/** Sets how measures are released from now on; what was released stays. Refused: counts-from-later, changed-meanwhile. */
export async function setMeasures(
  tx: Tx,
  actor: Actor,
  { roundTo, settleDays, countsFrom, revision }: MeasureSetting,
): Promise<MeasureSetting | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  if (countsFrom !== null && countsFrom > (await businessToday(tx)))
    return refused('counts-from-later', 'Measures cannot count from a day that is still to come.', {
      field: 'countsFromOn',
    });
  const before = await findMeasureSetting(tx);
  if (before.revision !== revision) return changedMeanwhile('setting');
  const columns = { round_to: roundTo, settle_days: settleDays, counts_from: countsFrom as PlainDate | null };
  if (revision === 0)
    await tx
      .insertInto('intelligence.measure_setting')
      .values({ partnership_id: actor.partnershipId, ...columns })
      .execute();
  else
    await tx
      .updateTable('intelligence.measure_setting')
      .set({ ...columns, revision: revision + 1 })
      .execute();
  await recordCommand(tx, actor, { action: 'measures.set', detail: { roundTo, settleDays, countsFrom } });
  return findMeasureSetting(tx);
}
