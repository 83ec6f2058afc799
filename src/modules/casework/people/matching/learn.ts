/** Learns from the records that there are how likely likenesses are. */
import { newId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Job } from '../../../../platform/module.ts';
import { Dataset, type DatasetView, textOf } from '../../linkage/dataset.ts';
import { link } from '../../linkage/link.ts';
import { businessToday } from '../../retention/review-on.ts';
import { FIELDS, valuesFor } from './fields.ts';
import { cautious, type MatchModel } from './model.ts';
import { openRecords } from './read.ts';

/** Fewer records than this say less than what is usual. */
const ENOUGH = 3000;
/** More than this many say no more: the newest are learned from. */
const MOST = 200_000;
const AT_ONCE = 2000;
/** From so many records on a value is common. */
const COMMON = 100;

/** Learns a model from the records, for what is saved from now on. Gives how many records it learned from; 0 when too few. */
export async function learnModel(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  enough: number = ENOUGH,
): Promise<number> {
  const ids = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .orderBy('id', 'desc')
    .limit(MOST)
    .select('id')
    .execute();
  if (ids.length < enough) return 0;
  const dataset = new Dataset(FIELDS);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const part = ids.slice(at, at + AT_ONCE).map(({ id }) => id);
    for (const { recordId, identity, address } of await openRecords(tx, machine, subjects, part))
      dataset.add({ id: recordId, values: valuesFor(identity, address)[0] ?? [] });
  }
  const { model } = await link(dataset, { twins: 'apart' });
  const view = dataset.view();
  const learned: MatchModel = {
    model: cautious(model),
    learnedFrom: view.size,
    filled: view.filled.map((count) => count / Math.max(1, view.size)),
    common: commonValues(view, subjects),
  };
  const id = newId();
  await tx
    .insertInto('casework.match_model')
    .values({
      partnership_id: machine.partnershipId,
      id,
      learned_on: await businessToday(tx),
      records: view.size,
      model: JSON.stringify(learned),
    })
    .execute();
  await recordCommand(tx, machine, {
    action: 'match-model.learned',
    subject: { kind: 'match-model', id },
    detail: { records: view.size },
  });
  return view.size;
}

/** Fields whose values are counted, by their names in the model. */
const COUNTED = ['given_name', 'surname', 'date_of_birth', 'postcode'];

/** The values that many records have, by keyed hash. */
function commonValues(view: DatasetView, subjects: SubjectKeys): Readonly<Record<string, number>> {
  const common: Record<string, number> = {};
  for (const [field, { name }] of view.fields.entries()) {
    if (!COUNTED.includes(name)) continue;
    const seen = new Set<number>([0]);
    for (let record = 0; record < view.size; record += 1) {
      const value = view.columns[field]?.[record] ?? 0;
      const count = view.counts[field]?.[value] ?? 0;
      if (count < COMMON || seen.has(value)) continue;
      seen.add(value);
      const hash = subjects.hash('value', `${name} ${textOf(view, field, record)}`);
      common[hash.toString('base64')] = count;
    }
  }
  return common;
}

/** Learns anew every week, at night. */
export const learnJob: Job = {
  name: 'casework-learn-matching',
  every: '40 2 * * 0',
  async run({ services, transact }) {
    await transact(['read', 'casework.machine'], (tx, machine) => learnModel(tx, machine, services.subjects));
  },
};
