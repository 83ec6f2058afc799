import type pg from 'pg';
import { type Id, newId } from '../../../kernel/ids.ts';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Job, Measure } from '../../../platform/module.ts';
import { businessToday } from '../queries.ts';
import { type Counted, countMeasure } from './count.ts';
import { recordFigures } from './follow.ts';
import { duePeriods, type ReleasePeriod } from './periods.ts';
import { type Figure, findMeasureSetting, listReleases, type Released } from './queries.ts';
import { releasable } from './table.ts';

export const RELEASE = ['read', 'measures.release', 'observations.record', 'indicators.edit'] as const;

const sameFigures = (one: readonly Figure[], other: readonly Figure[]): boolean => {
  const sorted = (figures: readonly Figure[]): string =>
    JSON.stringify(figures.map(({ group, place, value }) => [group, place, value]).sort());
  return sorted(one) === sorted(other);
};

/**
 * Releases what was counted for a period: suppressed, rounded, once. Gives undefined when it was released so before.
 * Refused: reason-missing (it was released with other figures), may-not-release.
 */
export async function releaseCounted(
  tx: Tx,
  actor: Actor,
  measure: Measure,
  { period, counted, reason = '' }: { period: ReleasePeriod; counted: readonly Counted[]; reason?: string },
): Promise<Released | undefined | Refusal> {
  if (!may(actor, 'measures.release')) return notAllowed();
  const setting = await findMeasureSetting(tx);
  const today = await businessToday(tx);
  if (period.end >= today)
    return refused(
      'period-not-ended',
      `${period.label} has not ended yet: figures are released once it has.`,
      { field: 'period' },
    );
  const earlier = await listReleases(tx, {
    measure: measure.name,
    from: addMonths(period.start, -12),
    until: addMonths(period.end, 12),
  });
  const before = earlier.find((release) => release.period.text === period.text);
  const figures = releasable(measure, period, counted, earlier, before?.roundTo ?? setting.roundTo);
  if (before && sameFigures(before.figures, figures)) return undefined;
  if (before && reason.trim() === '')
    return refused(
      'reason-missing',
      `${measure.title} was released for ${period.label}. Say why it is released again.`,
      { field: 'reason' },
    );
  const release: Released = {
    id: newId(),
    measure: measure.name,
    period,
    revision: (before?.revision ?? 0) + 1,
    releasedOn: today,
    roundTo: before?.roundTo ?? setting.roundTo,
    reason: before ? reason.trim() : '',
    figures,
  };
  await keep(tx, actor, release);
  const recorded = await recordFigures(tx, actor, measure, release);
  return isRefusal(recorded) ? recorded : release;
}

async function keep(tx: Tx, actor: Actor, release: Released): Promise<void> {
  const { id, period, figures } = release;
  await tx
    .insertInto('intelligence.measure_release')
    .values({
      partnership_id: actor.partnershipId,
      id,
      measure: release.measure,
      period: period.text,
      period_start: period.start,
      period_end: period.end,
      revision: release.revision,
      released_on: release.releasedOn,
      round_to: release.roundTo,
      reason: release.reason,
    })
    .execute();
  if (figures.length > 0)
    await tx
      .insertInto('intelligence.measure_figure')
      .values(
        figures.map(({ group, groupSays, place, value }) => ({
          partnership_id: actor.partnershipId,
          release_id: id,
          group_key: group,
          group_says: groupSays,
          place_slug: place,
          value,
          suppressed: value === null,
        })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'measure.release',
    detail: {
      measure: release.measure,
      period: period.text,
      revision: release.revision,
      figures: figures.length,
      hidden: figures.filter(({ value }) => value === null).length,
    },
  });
}

/** Where released measures come from: the counting connection, and transactions as the releasing machinery. */
export interface Releasing {
  readonly statistics: pg.Pool;
  readonly partnershipId: Id<'partnership'>;
  readonly transact: <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<Exclude<T, Refusal>>;
}

/** Releases every period that is due and was not released; gives what it released. */
export async function releaseDue(
  releasing: Releasing,
  measures: readonly Measure[],
): Promise<readonly Released[]> {
  const done: Released[] = [];
  const { due, released } = await releasing.transact(async (tx) => dueNow(tx));
  for (const measure of measures)
    for (const period of due) {
      if (released.has(`${measure.name} ${period.text}`)) continue;
      const counted = await countMeasure(releasing.statistics, releasing.partnershipId, measure, period);
      const release = await releasing.transact((tx, actor) =>
        releaseCounted(tx, actor, measure, { period, counted }),
      );
      if (release) done.push(release);
    }
  return done;
}

async function dueNow(tx: Tx): Promise<{ due: readonly ReleasePeriod[]; released: ReadonlySet<string> }> {
  const { countsFrom, settleDays } = await findMeasureSetting(tx);
  const { began_on: beganOn } = await tx
    .selectFrom('partners.partnership')
    .select('began_on')
    .executeTakeFirstOrThrow();
  const all = await tx
    .selectFrom('intelligence.measure_release')
    .select(['measure', 'period'])
    .distinct()
    .execute();
  return {
    due: duePeriods((countsFrom ?? beganOn) as PlainDate, await businessToday(tx), settleDays),
    released: new Set(all.map(({ measure, period }) => `${measure} ${period}`)),
  };
}

/** Counts again one period that was released, and releases what differs, with the reason. */
export async function releaseAgain(
  releasing: Releasing,
  measure: Measure,
  period: ReleasePeriod,
  reason: string,
): Promise<Released | undefined> {
  const counted = await countMeasure(releasing.statistics, releasing.partnershipId, measure, period);
  return releasing.transact((tx, actor) => releaseCounted(tx, actor, measure, { period, counted, reason }));
}

/** Every night: what has ended and settled is released. */
export const releaseJob: Job = {
  name: 'intelligence.release-measures',
  every: '40 3 * * *',
  run: async ({ services, partnershipId, transact }) => {
    await releaseDue(
      {
        statistics: services.statistics,
        partnershipId,
        transact: (work) => transact(RELEASE, work) as never,
      },
      [...services.offers.measures.values()],
    );
  },
};
