/** Matches a record anew after it changed. For the machine. */
import { newId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { priorWeight } from '../../linkage/model.ts';
import type { SavedRecord } from '../input.ts';
import { forgetSettledQuestions, matchRecord } from './match-record.ts';
import { aboutHowMany, currentModel } from './model.ts';
import { countOf, openRecords, rarityOf, valuesHeld } from './read.ts';
import { linksOf, recluster } from './recluster.ts';
import { sides } from './sides.ts';
import { Weigher } from './weigher.ts';

/** Gives up what the machine joined on what is no longer alike, then looks for whom the record is like now. */
export async function rematch(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordId: string,
): Promise<SavedRecord> {
  await giveUp(tx, machine, subjects, recordId);
  await tx
    .deleteFrom('casework.match_question')
    .where('partnership_id', '=', machine.partnershipId)
    .where((is) => is.or([is('left_record_id', '=', recordId), is('right_record_id', '=', recordId)]))
    .execute();
  return matchRecord(tx, machine, subjects, recordId);
}

async function giveUp(tx: Tx, machine: Actor, subjects: SubjectKeys, recordId: string): Promise<void> {
  const made = (await linksOf(tx, machine, [recordId])).filter(
    ({ verdict, decidedBy }) => verdict === 'same' && decidedBy === 'machine',
  );
  if (made.length === 0) return;
  const others = made.map(({ left, right }) => (left === recordId ? right : left));
  const opened = await openRecords(tx, machine, subjects, [recordId, ...others]);
  const record = opened.find((one) => one.recordId === recordId);
  if (!record) return;
  const compared = [record, ...opened.filter((one) => one !== record)];
  const matchModel = await currentModel(tx, machine);
  const counts = await rarityOf(tx, machine, subjects, valuesHeld(compared), matchModel.common);
  const weigher = new Weigher(matchModel, compared, await aboutHowMany(tx, machine), countOf(counts));
  const even = -priorWeight(matchModel.model);
  const gone = compared
    .slice(1)
    .map((other) => ({ other, weighed: weigher.weigh(recordId, other.recordId) }))
    .filter(({ weighed }) => weighed.weight < even || weighed.twins);
  if (gone.length === 0) return;
  await tx
    .insertInto('casework.link')
    .values(
      gone.map(({ other, weighed }) => ({
        partnership_id: machine.partnershipId,
        ...sides(record, other),
        id: newId(),
        at: new Date(),
        verdict: 'no-longer-alike' as const,
        decided_by: 'machine' as const,
        weight: weighed.weight,
        probability: weighed.probability,
        evidence: JSON.stringify(weigher.evidence(recordId, other.recordId)),
      })),
    )
    .execute();
  await recluster(tx, machine, [...new Set(opened.map(({ clusterId }) => clusterId))]);
  await forgetSettledQuestions(tx, machine, [recordId]);
}
