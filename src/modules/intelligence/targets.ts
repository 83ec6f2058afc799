import { newId } from '../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { renewJudgements } from './judging.ts';
import { readPeriod } from './period.ts';
import { businessToday, listIndicators, listWaves } from './queries.ts';
import type { Aim, IndicatorId, Subject, TargetStatus } from './types.ts';

interface ForSomebody {
  readonly indicatorId: IndicatorId;
  /** The outcome or project it is for; absent when it is everybody's. */
  readonly subject?: Subject | null;
  readonly place?: string | null;
  /** In the source's own words. */
  readonly statement?: string;
  /** When what is unknown should be known. */
  readonly expectedOn?: PlainDate | null;
  readonly ownerAgencyId?: string | null;
  readonly ownerPostId?: string | null;
  readonly source?: string;
  readonly note?: string;
  /** The revision that was seen, when an existing one is changed; leave out to set it whatever it was. */
  readonly revision?: number;
}

export interface BaselineInput extends ForSomebody {
  readonly state: 'known' | 'awaited';
  /** A period as people write it. */
  readonly period?: string | null;
  readonly value?: number | null;
}

export interface StageInput {
  /** A period as people write it, whose end is when the figure is due; or `dueOn`. */
  readonly period?: string | null;
  readonly dueOn?: PlainDate | null;
  /** Null for `??%`. */
  readonly value: number | null;
  readonly note?: string;
}

export interface TargetInput extends ForSomebody {
  readonly status: TargetStatus;
  /** Usual: at most where lower is better, else at least. */
  readonly aim?: Aim;
  readonly stages: readonly StageInput[];
  readonly endsOn?: PlainDate | null;
  readonly endsSays?: string;
  readonly reviewOn?: PlainDate | null;
  readonly reviewSays?: string;
}

async function indicatorFor(tx: Tx, actor: Actor, { indicatorId, ownerAgencyId }: ForSomebody) {
  const [indicator] = await listIndicators(tx, { ids: [indicatorId] });
  if (!indicator) throw new Error(`There is no indicator ${indicatorId}`);
  const allowed =
    mayFor(actor, 'indicators.edit', indicator.ownerAgencyId) &&
    mayFor(actor, 'indicators.edit', ownerAgencyId ?? indicator.ownerAgencyId);
  return allowed
    ? indicator
    : refused(
        'may-not-set-targets',
        'Your role does not include setting baselines and targets. Ask the partnership manager.',
      );
}

const commonOf = (input: ForSomebody, owner: string | null) => ({
  indicator_id: input.indicatorId,
  for_kind: input.subject?.kind ?? null,
  for_id: input.subject?.id ?? null,
  place_slug: input.place ?? null,
  statement: input.statement ?? '',
  expected_on: input.expectedOn ?? null,
  owner_agency_id: input.ownerAgencyId ?? owner,
  owner_post_id: input.ownerPostId ?? null,
  source: input.source ?? '',
  note: input.note ?? '',
});

/** The row that stands for this indicator, thing and place, if any. */
const existing = (tx: Tx, table: 'intelligence.baseline' | 'intelligence.target', input: ForSomebody) =>
  tx
    .selectFrom(table)
    .select(['id', 'revision'])
    .where('indicator_id', '=', input.indicatorId)
    .where('for_kind', 'is not distinct from', input.subject?.kind ?? null)
    .where('for_id', 'is not distinct from', input.subject?.id ?? null)
    .where('place_slug', 'is not distinct from', input.place ?? null)
    .executeTakeFirst();

/** Sets a baseline, or says that it is awaited, from whom and until when. Refused: period-unreadable, changed-meanwhile. */
export async function setBaseline(
  tx: Tx,
  actor: Actor,
  input: BaselineInput,
): Promise<{ readonly id: string } | Refusal> {
  const indicator = await indicatorFor(tx, actor, input);
  if ('refused' in indicator) return indicator;
  const period = input.period ? readPeriod(input.period, await listWaves(tx)) : undefined;
  if (input.period && !period) return unreadable(input.period);
  const values = {
    ...commonOf(input, indicator.ownerAgencyId),
    state: input.state,
    period: period?.text ?? null,
    period_end: period?.end ?? null,
    value: input.value ?? null,
  };
  const before = await existing(tx, 'intelligence.baseline', input);
  if (before && input.revision !== undefined && input.revision !== before.revision)
    return changedMeanwhile('baseline');
  const id = before?.id ?? newId<'baseline'>();
  if (before)
    await tx
      .updateTable('intelligence.baseline')
      .set({ ...values, revision: before.revision + 1 })
      .where('id', '=', id)
      .execute();
  else
    await tx
      .insertInto('intelligence.baseline')
      .values({ partnership_id: actor.partnershipId, id, ...values, raised_on: await businessToday(tx) })
      .execute();
  await recordCommand(tx, actor, {
    action: 'baseline.set',
    subject: { kind: 'indicator', id: input.indicatorId },
    detail: { ...input },
  });
  await renewJudgements(tx, actor, [input.indicatorId]);
  return { id };
}

const unreadable = (period: string): Refusal =>
  refused(
    'period-unreadable',
    `“${period}” is not a period. Write 2011/12, 2012/13 Q3, 2012 Q3, 2012-10, 2012, 2012-04..2012-11 or the short name of a survey wave.`,
    { field: 'period' },
  );

/** Sets a target with its stages, replacing the one for the same thing. Refused: period-unreadable, stage-without-date, changed-meanwhile. */
export async function setTarget(
  tx: Tx,
  actor: Actor,
  input: TargetInput,
): Promise<{ readonly id: string } | Refusal> {
  const indicator = await indicatorFor(tx, actor, input);
  if ('refused' in indicator) return indicator;
  const stages = await readStages(tx, input.stages);
  if ('refused' in stages) return stages;
  if (input.status !== 'to-be-agreed' && !stages.some(({ value }) => value !== null))
    return refused(
      'target-without-figure',
      'Enter the figure to be reached, or say that it is to be agreed.',
      {
        field: 'status',
      },
    );
  const owner = input.ownerAgencyId ?? indicator.ownerAgencyId;
  const values = {
    ...commonOf(input, indicator.ownerAgencyId),
    status: input.status,
    aim: input.aim ?? (indicator.direction === 'lower' ? ('at-most' as const) : ('at-least' as const)),
    ends_on: input.endsOn ?? null,
    ends_says: input.endsSays ?? '',
    review_on: input.reviewOn ?? null,
    review_says: input.reviewSays ?? '',
  };
  const before = await existing(tx, 'intelligence.target', input);
  if (before && input.revision !== undefined && input.revision !== before.revision)
    return changedMeanwhile('target');
  const id = before?.id ?? newId<'target'>();
  if (before) {
    await tx
      .updateTable('intelligence.target')
      .set({ ...values, revision: before.revision + 1 })
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('intelligence.target_stage').where('target_id', '=', id).execute();
  } else
    await tx
      .insertInto('intelligence.target')
      .values({ partnership_id: actor.partnershipId, id, ...values, raised_on: await businessToday(tx) })
      .execute();
  if (stages.length > 0)
    await tx
      .insertInto('intelligence.target_stage')
      .values(
        stages.map((stage) => ({
          partnership_id: actor.partnershipId,
          target_id: id,
          ...stage,
          owner_agency_id: owner,
        })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'target.set',
    subject: { kind: 'indicator', id: input.indicatorId },
    detail: { ...input },
  });
  await renewJudgements(tx, actor, [input.indicatorId]);
  return { id };
}

interface StageRow {
  readonly due_on: PlainDate;
  readonly period: string | null;
  readonly period_start: PlainDate | null;
  readonly value: number | null;
  readonly note: string;
}

async function readStages(tx: Tx, inputs: readonly StageInput[]): Promise<StageRow[] | Refusal> {
  const waves = inputs.some(({ period }) => period) ? await listWaves(tx) : new Map();
  const stages: StageRow[] = [];
  for (const { period: text, dueOn, value, note } of inputs) {
    const period = text ? readPeriod(text, waves) : undefined;
    if (text && !period) return unreadable(text);
    const due = dueOn ?? period?.end;
    if (!due)
      return refused('stage-without-date', 'Say by when each stage is to be reached.', { field: 'stages' });
    if (stages.some(({ due_on }) => due_on === due))
      return refused('stages-on-one-day', `Two stages are due on ${longDate(due)}. Keep one.`, {
        field: 'stages',
      });
    stages.push({
      due_on: due,
      period: period?.text ?? null,
      period_start: period?.start ?? null,
      value,
      note: note ?? '',
    });
  }
  return stages;
}
