import { type Id, newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { askForLook } from './alerts/ask.ts';
import { renewJudgements } from './judging.ts';
import { renewOpenData } from './open-data/renew.ts';
import { businessToday, computedFrom, listIndicators } from './queries.ts';
import type { Indicator, IndicatorKind, Uncertainty } from './types.ts';

type Needed = 'slug' | 'title' | 'kind' | 'direction';
type Definable = Omit<Indicator, 'id' | 'revision' | 'endedOn'>;

/** What an indicator is defined by; what is left out has the usual value of its kind. */
export type IndicatorInput = Pick<Definable, Needed> & Partial<Omit<Definable, Needed>>;

/** Counts are events, percentages come from samples, money is counted whole, unless somebody says otherwise. */
export const USUAL_UNCERTAINTY: Record<IndicatorKind, Uncertainty> = {
  number: 'counted',
  rate: 'counted',
  percentage: 'sampled',
  money: 'complete',
};

const notAllowed = (): Refusal =>
  refused(
    'may-not-edit-indicators',
    'Your role does not include changing indicators. Ask the partnership manager.',
  );

const columnsOf = (input: IndicatorInput) => ({
  slug: input.slug,
  title: input.title.trim(),
  definition: input.definition ?? '',
  kind: input.kind,
  unit: input.unit ?? '',
  decimals: input.decimals ?? 0,
  direction: input.direction,
  uncertainty: input.uncertainty ?? USUAL_UNCERTAINTY[input.kind],
  numerator_says: input.numeratorSays ?? '',
  denominator_says: input.denominatorSays ?? '',
  per: input.kind === 'rate' ? (input.per ?? 1000) : null,
  numerator_id: input.numeratorId ?? null,
  denominator_id: input.denominatorId ?? null,
  place_slug: input.placeSlug ?? null,
  source: input.source ?? '',
  frequency: input.frequency ?? 'irregular',
  first_period_ends_on: input.firstPeriodEndsOn ?? null,
  due_days: input.dueDays ?? 60,
  owner_agency_id: input.ownerAgencyId ?? null,
  owner_post_id: input.ownerPostId ?? null,
  public: input.public ?? false,
  small_numbers: input.smallNumbers ?? false,
});

/** Defines an indicator; its first wording starts its history. Refused: may-not-edit-indicators, indicator-slug-unique. */
export async function defineIndicator(
  tx: Tx,
  actor: Actor,
  input: IndicatorInput,
): Promise<Indicator | Refusal> {
  if (!mayFor(actor, 'indicators.edit', input.ownerAgencyId)) return notAllowed();
  const id = newId<'indicator'>();
  await tx
    .insertInto('intelligence.indicator')
    .values({ partnership_id: actor.partnershipId, id, ...columnsOf(input) })
    .execute();
  await keepWording(tx, actor, await load(tx, id), '');
  await recordCommand(tx, actor, {
    action: 'indicator.defined',
    subject: { kind: 'indicator', id },
    detail: { ...input },
  });
  await renewJudgements(tx, actor, [id]);
  return load(tx, id);
}

/** The whole of an indicator after a change: what the change leaves out stays as it is. */
const wholeOf = (before: Indicator, change: IndicatorInput): IndicatorInput => {
  const uncertainty = change.kind === before.kind ? before.uncertainty : USUAL_UNCERTAINTY[change.kind];
  return { ...before, uncertainty, ...change };
};

/** Changes what an indicator is; what is left out stays as it is. Refused when somebody changed it meanwhile. */
export async function changeIndicator(
  tx: Tx,
  actor: Actor,
  id: Id<'indicator'>,
  revision: number,
  input: IndicatorInput,
  reason = '',
): Promise<Indicator | Refusal> {
  const before = await load(tx, id);
  if (!mayFor(actor, 'indicators.edit', before.ownerAgencyId)) return notAllowed();
  const whole = wholeOf(before, input);
  const { title, definition, ...columns } = columnsOf(whole);
  const changed = await tx
    .updateTable('intelligence.indicator')
    .set({ ...columns, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return changedMeanwhile('indicator');
  await recordCommand(tx, actor, {
    action: 'indicator.changed',
    subject: { kind: 'indicator', id },
    detail: { before, after: input },
  });
  if (columns.small_numbers !== before.smallNumbers)
    await recordCommand(tx, actor, {
      action: columns.small_numbers ? 'indicator.small-numbers-marked' : 'indicator.small-numbers-unmarked',
      subject: { kind: 'indicator', id },
    });
  if (title !== before.title || definition !== before.definition) {
    const reworded = await rewordIndicator(tx, actor, {
      id,
      revision: revision + 1,
      title,
      definition,
      reason,
    });
    if ('refused' in reworded) return reworded;
  }
  const after = await load(tx, id);
  await renewJudgements(tx, actor, [id]);
  await askForLook(tx, actor, [after]);
  await renewOpenData(tx, actor, [id, ...(await computedFrom(tx, id))]);
  return after;
}

export interface Rewording {
  readonly id: Id<'indicator'>;
  readonly revision: number;
  readonly title: string;
  readonly definition: string;
  readonly reason: string;
}

/** Rewords an indicator, which keeps its identity, its figures and its former wordings. */
export async function rewordIndicator(
  tx: Tx,
  actor: Actor,
  rewording: Rewording,
): Promise<Indicator | Refusal> {
  const before = await load(tx, rewording.id);
  if (!mayFor(actor, 'indicators.edit', before.ownerAgencyId)) return notAllowed();
  const changed = await tx
    .updateTable('intelligence.indicator')
    .set({
      title: rewording.title.trim(),
      definition: rewording.definition,
      revision: rewording.revision + 1,
    })
    .where('id', '=', rewording.id)
    .where('revision', '=', rewording.revision)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return changedMeanwhile('indicator');
  await keepWording(tx, actor, await load(tx, rewording.id), rewording.reason);
  await recordCommand(tx, actor, {
    action: 'indicator.reworded',
    subject: { kind: 'indicator', id: rewording.id },
    detail: { from: before.title, to: rewording.title, reason: rewording.reason },
  });
  return load(tx, rewording.id);
}

async function keepWording(
  tx: Tx,
  actor: Actor,
  { id, title, definition, ownerAgencyId }: Indicator,
  reason: string,
): Promise<void> {
  await tx
    .insertInto('intelligence.wording')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      indicator_id: id,
      title,
      definition,
      since: await businessToday(tx),
      reason,
      owner_agency_id: ownerAgencyId,
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
}

/** The indicator stops being measured on a day; its figures stay. Refused when somebody changed it meanwhile. */
export async function endIndicator(
  tx: Tx,
  actor: Actor,
  id: Id<'indicator'>,
  revision: number,
  on: PlainDate,
): Promise<Indicator | Refusal> {
  const before = await load(tx, id);
  if (!mayFor(actor, 'indicators.edit', before.ownerAgencyId)) return notAllowed();
  const ended = await tx
    .updateTable('intelligence.indicator')
    .set({ ended_on: on, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return changedMeanwhile('indicator');
  await recordCommand(tx, actor, {
    action: 'indicator.ended',
    subject: { kind: 'indicator', id },
    detail: { on },
  });
  return load(tx, id);
}

async function load(tx: Tx, id: string): Promise<Indicator> {
  const [indicator] = await listIndicators(tx, { ids: [id] });
  if (!indicator) throw new Error(`There is no indicator ${id}`);
  return indicator;
}
