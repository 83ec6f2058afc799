/** Finds out whose records are of the same person as one that was just saved. For the machine. */
import { newId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { businessToday } from '../../retention/review-on.ts';
import type { SavedRecord } from '../input.ts';
import { candidatesFor } from './candidates.ts';
import { type Decided, decide } from './decide.ts';
import { aboutHowMany, currentModel } from './model.ts';
import { countOf, type Opened, openMembers, openRecords, rarityOf, valuesHeld } from './read.ts';
import { linksOf, recluster } from './recluster.ts';
import { sides } from './sides.ts';
import { Weigher } from './weigher.ts';

/** Most records of one person that a new record is compared with. */
const MOST_MEMBERS = 25;

/**
 * Compares a record with all that may be of the same person. Surely the same joins, with its evidence; perhaps the same
 * becomes a question. What people decided is never overruled.
 */
export async function matchRecord(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordId: string,
): Promise<SavedRecord> {
  const [record] = await openRecords(tx, machine, subjects, [recordId]);
  if (!record) throw new Error('The record that is to be matched cannot be opened');
  const alone: SavedRecord = { recordId, clusterId: record.clusterId, joined: false, again: false, asked: 0 };
  const near = await candidatesFor(tx, machine, subjects, record);
  if (near.length === 0) return alone;
  const found = await openRecords(tx, machine, subjects, near);
  const matchModel = await currentModel(tx, machine);
  const count = (of: readonly Opened[], known?: ReadonlyMap<string, number>) =>
    rarityOf(tx, machine, subjects, valuesHeld(of), matchModel.common, known);
  // Of many that are near few are likely: by the record's own values first, then by all that the likely have.
  const own = await count([record]);
  const population = await aboutHowMany(tx, machine);
  const first = new Weigher(matchModel, [record, ...found], population, countOf(own));
  const likely = found.filter(
    (other) => first.weigh(recordId, other.recordId).weight >= matchModel.model.ask,
  );
  if (likely.length === 0) return alone;
  const groups = [...new Set([record.clusterId, ...likely.map(({ clusterId }) => clusterId)])];
  const members = await openMembers(tx, machine, subjects, groups, MOST_MEMBERS);
  const all = unique([record, ...likely, ...members]);
  const links = await linksOf(
    tx,
    machine,
    all.map(({ recordId: id }) => id),
  );
  const weigher = new Weigher(matchModel, all, population, countOf(await count(all, own)));
  const decided = decide(record, all, links, weigher, matchModel.model);
  await writeDecided(tx, machine, decided, weigher);
  if (decided.joins.length === 0)
    return { ...alone, joined: groupOf(all, record).length > 1, asked: decided.asks.length };
  const clusters = await recluster(tx, machine, groups);
  await forgetSettledQuestions(tx, machine, groups.length > 1 ? [...clusters.keys()] : []);
  return {
    recordId,
    clusterId: clusters.get(recordId) ?? record.clusterId,
    joined: true,
    again: false,
    asked: decided.asks.length,
  };
}

const unique = (records: readonly Opened[]): readonly Opened[] => [
  ...new Map(records.map((record) => [record.recordId, record])).values(),
];

const groupOf = (all: readonly Opened[], { clusterId }: Opened): readonly Opened[] =>
  all.filter((other) => other.clusterId === clusterId);

async function writeDecided(
  tx: Tx,
  machine: Actor,
  { joins, asks }: Decided,
  weigher: Weigher,
): Promise<void> {
  const within = { partnership_id: machine.partnershipId };
  if (joins.length > 0)
    await tx
      .insertInto('casework.link')
      .values(
        joins.map(({ one, two, weighed }) => ({
          ...within,
          ...sides(one, two),
          id: newId(),
          at: new Date(),
          verdict: 'same' as const,
          decided_by: 'machine' as const,
          weight: weighed.weight,
          probability: weighed.probability,
          evidence: JSON.stringify(weigher.evidence(one.recordId, two.recordId)),
        })),
      )
      .execute();
  if (asks.length === 0) return;
  const today = await businessToday(tx);
  await tx
    .insertInto('casework.match_question')
    .values(
      asks.map(({ one, two, weighed }) => ({
        ...within,
        ...sides(one, two),
        id: newId(),
        asked_on: today,
        weight: weighed.weight,
        probability: weighed.probability,
        twins: weighed.twins,
        evidence: JSON.stringify(weigher.evidence(one.recordId, two.recordId)),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['partnership_id', 'left_record_id', 'right_record_id']).doUpdateSet((is) => ({
        weight: is.ref('excluded.weight'),
        probability: is.ref('excluded.probability'),
        twins: is.ref('excluded.twins'),
        evidence: is.ref('excluded.evidence'),
      })),
    )
    .execute();
}

/** Questions between records that stand in one cluster now are settled. */
export async function forgetSettledQuestions(
  tx: Tx,
  machine: Actor,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await tx
    .deleteFrom('casework.match_question as q')
    .where('q.partnership_id', '=', machine.partnershipId)
    .where((is) => is.or([is('q.left_record_id', 'in', recordIds), is('q.right_record_id', 'in', recordIds)]))
    .where((is) =>
      is.exists(
        is
          .selectFrom('casework.presence as l')
          .innerJoin('casework.presence as r', (on) =>
            on.onRef('r.partnership_id', '=', 'l.partnership_id').onRef('r.cluster_id', '=', 'l.cluster_id'),
          )
          .whereRef('l.partnership_id', '=', 'q.partnership_id')
          .whereRef('l.record_id', '=', 'q.left_record_id')
          .whereRef('r.record_id', '=', 'q.right_record_id')
          .select('l.record_id'),
      ),
    )
    .execute();
}
