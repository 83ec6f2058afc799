/** The model by which records are compared: what was learned last, or what is usual until there is enough to learn from. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { type Model, startingModel, weightAt } from '../../linkage/model.ts';
import { FIELDS } from './fields.ts';

/** A model of casework, with what its thresholds and rarities stand on. */
export interface MatchModel {
  readonly model: Model;
  /** How many records it was learned from; 0 for the one that is built in. */
  readonly learnedFrom: number;
  /** Of each field, the share of records that have a value. */
  readonly filled: readonly number[];
  /** How many records have each common value, by the keyed hash of the value (base64). */
  readonly common: Readonly<Record<string, number>>;
}

/** From this chance on two records join by themselves: a wrong join hurts more than a question. */
const JOIN = 0.99;
/** From this chance on somebody is asked. */
const ASK = 0.1;
/** As many records as a district's agencies soon hold: few records say little about how likely strangers are. */
export const USUAL_RECORDS = 20_000;
const USUALLY_FILLED = 0.8;
const COUNTED_FOR_MS = 86_400_000;

/** The thresholds of casework for a model: never below these chances, whatever the engine proposes. */
export const cautious = (model: Model): Model => ({
  ...model,
  join: Math.max(model.join, weightAt(model, JOIN)),
  ask: weightAt(model, ASK),
});

/** Usual chances, for as many records as there will be. */
export const builtIn: MatchModel = {
  model: cautious({
    ...startingModel(FIELDS, USUAL_RECORDS, (USUAL_RECORDS * (USUAL_RECORDS - 1)) / 2),
    join: 0,
  }),
  learnedFrom: 0,
  filled: FIELDS.map(() => USUALLY_FILLED),
  common: {},
};

const models = new Map<string, { readonly id: string; readonly model: MatchModel }>();

/** The model that was learned last, or the one that is built in. */
export async function currentModel(tx: Tx, actor: Actor): Promise<MatchModel> {
  const latest = await tx
    .selectFrom('casework.match_model')
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('id', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirst();
  if (!latest) return builtIn;
  const known = models.get(actor.partnershipId);
  if (known?.id === latest.id) return known.model;
  const row = await tx
    .selectFrom('casework.match_model')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', latest.id)
    .select('model')
    .executeTakeFirstOrThrow();
  const model = row.model as MatchModel;
  // A model of other fields than today's is not understood any more.
  const read =
    model.model.fields.map(({ field }) => field.name).join() === FIELDS.map(({ name }) => name).join();
  if (!read) return builtIn;
  models.set(actor.partnershipId, { id: latest.id, model });
  return model;
}

const counted = new Map<string, { readonly records: number; readonly until: number }>();
/** So many pages of the table are counted; of a larger one, as many anywhere in it stand for all. */
const PAGES_COUNTED = 200;

/** About how many records there are: what the rarity of a value is measured by. Counted now and then. For the machine. */
export async function aboutHowMany(tx: Tx, machine: Actor): Promise<number> {
  const known = counted.get(machine.partnershipId);
  if (known && known.until > Date.now()) return known.records;
  const records = await countRecords(tx, machine);
  // Of many records a day's new ones change little.
  const lasts = Math.min(COUNTED_FOR_MS, (records * records) / 50);
  counted.set(machine.partnershipId, { records, until: Date.now() + lasts });
  return records;
}

/** Exact for some fifteen thousand records; of more, a sample is counted, since whoever saves waits for it. */
export async function countRecords(
  tx: Tx,
  { partnershipId }: Actor,
  pagesCounted: number = PAGES_COUNTED,
): Promise<number> {
  const { rows: sizes } = await sql<{ pages: number }>`
    select relpages as pages from pg_class where oid = 'casework.presence'::regclass`.execute(tx);
  const percent = Math.min(100, (100 * pagesCounted) / Math.max(1, sizes[0]?.pages ?? 0));
  const sample = percent === 100 ? sql`` : sql`tablesample system (${sql.lit(percent)}) repeatable (1)`;
  const { rows } = await sql<{ records: number }>`
    select count(*)::int as records from casework.presence ${sample} where partnership_id = ${partnershipId}`.execute(
    tx,
  );
  return Math.round(((rows[0]?.records ?? 0) * 100) / percent);
}
