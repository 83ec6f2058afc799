import { listInWords } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, mayFor, system } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { Measure } from '../../../platform/module.ts';
import { finalOnceOver, realDay } from '../not-over.ts';
import {
  currentVersions,
  type ObservationInput,
  observationKey,
  recordObservations,
} from '../observations.ts';
import type { Period } from '../period.ts';
import { businessToday, listIndicators } from '../queries.ts';
import type { Indicator, IndicatorId } from '../types.ts';
import { inCalendarYears } from './periods.ts';
import {
  type Following,
  figureFor,
  groupsOf,
  listFollowing,
  listReleases,
  type Released,
} from './queries.ts';

export interface FollowInput {
  readonly indicator: Indicator;
  readonly measure: Measure;
  readonly group: string;
  readonly years: Following['years'];
  /** 0 while it follows none. */
  readonly revision: number;
}

const notAllowed = (): Refusal =>
  refused('may-not-edit-indicators', 'Your role does not include changing this indicator. Ask its owner.');

/** From now on each release of the measure records the indicator's figure. Refused: computed-indicator, group-unknown, changed-meanwhile. */
export async function followMeasure(
  tx: Tx,
  actor: Actor,
  { indicator, measure, group, years, revision }: FollowInput,
): Promise<number | Refusal> {
  if (!mayFor(actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  if (indicator.numeratorId)
    return refused(
      'computed-indicator',
      'This indicator is computed from two others. Let those follow measures.',
      {
        field: 'measure',
      },
    );
  const groups = await groupsOf(tx, measure.name);
  if (group !== '' && groups.length > 0 && !groups.includes(group))
    return refused(
      'group-unknown',
      `It was never released for that group, only for ${listInWords(groups)}.`,
      {
        field: 'group',
      },
    );
  const columns = { measure: measure.name, group_key: group, years, since: await businessToday(tx) };
  const [before] = await listFollowing(tx, { indicatorId: indicator.id });
  if ((before?.revision ?? 0) !== revision) return changedMeanwhile('indicator');
  if (before)
    await tx
      .updateTable('intelligence.indicator_measure')
      .set({ ...columns, revision: revision + 1 })
      .where('indicator_id', '=', indicator.id)
      .execute();
  else
    await tx
      .insertInto('intelligence.indicator_measure')
      .values({
        partnership_id: actor.partnershipId,
        indicator_id: indicator.id,
        ...columns,
        owner_agency_id: indicator.ownerAgencyId,
      })
      .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.follow-measure',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { measure: measure.name, group, years },
  });
  const recorder = system('intelligence.release-measures', actor.partnershipId, [
    'read',
    'observations.record',
    'indicators.edit',
  ]);
  return actingAs(tx, actor, recorder, async (machine) => {
    let recorded = 0;
    for (const release of (await listReleases(tx, { measure: measure.name })).reverse()) {
      const one = await recordFigures(tx, machine, measure, release, indicator.id);
      if (isRefusal(one)) return one;
      recorded += one;
    }
    return recorded;
  });
}

/** From now on somebody records its figures again; those that came from the measure stay. */
export async function stopFollowing(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  revision: number,
): Promise<IndicatorId | Refusal> {
  if (!mayFor(actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  const gone = await tx
    .deleteFrom('intelligence.indicator_measure')
    .where('indicator_id', '=', indicator.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) return changedMeanwhile('indicator');
  await recordCommand(tx, actor, {
    action: 'indicator.stop-following',
    subject: { kind: 'indicator', id: indicator.id },
    detail: {},
  });
  return indicator.id;
}

const SOURCE = 'Measure of Concord: ';

/** The release's period as the indicator counts: its quarter, or a year of its kind; undefined for a year of the other. */
function periodFor({ period }: Released, { years }: Following): Period | undefined {
  if (period.quarters.length === 0) return years === 'calendar' ? inCalendarYears(period) : period;
  return (period.kind === 'calendar-year') === (years === 'calendar') ? period : undefined;
}

/** Records a release's figures for the indicators that follow it. A figure that somebody else recorded stays as it is. */
export async function recordFigures(
  tx: Tx,
  actor: Actor,
  measure: Measure,
  release: Released,
  only?: IndicatorId,
): Promise<number | Refusal> {
  const following = await listFollowing(tx, {
    measure: measure.name,
    ...(only ? { indicatorId: only } : {}),
  });
  const indicators = new Map(
    (await listIndicators(tx, { ids: following.map(({ indicatorId }) => indicatorId) })).map((one) => [
      one.id as string,
      one,
    ]),
  );
  const known = following.some(({ group }) => group !== '') ? await groupsOf(tx, measure.name) : [];
  const wanted = following.flatMap((one): ObservationInput[] => {
    const indicator = indicators.get(one.indicatorId);
    const period = periodFor(release, one);
    const value = figureFor(release, one.group, measure.kind);
    if (!indicator || indicator.endedOn || !period || value === null || value === undefined) return [];
    // A group that nobody ever counted is a slip of the pen, not a zero.
    if (one.group !== '' && !known.includes(one.group)) return [];
    return [
      {
        indicatorId: indicator.id,
        period,
        place: null,
        value,
        numerator: null,
        denominator: null,
        quality: finalOnceOver(period, realDay()),
        source: `${SOURCE}${measure.title}, released on ${longDate(release.releasedOn)}`,
        note: [
          release.roundTo > 1 && measure.of === 'people' ? `Rounded to the nearest ${release.roundTo}.` : '',
          release.reason ? `Released again: ${release.reason}` : '',
        ]
          .filter(Boolean)
          .join(' '),
        publishedOn: release.releasedOn,
      },
    ];
  });
  const current = await currentVersions(
    tx,
    wanted.map(({ indicatorId }) => indicatorId),
    wanted.map(({ period }) => period.text),
  );
  const fresh = wanted.filter(({ indicatorId, period, value }) => {
    const before = current.get(observationKey(indicatorId, null, period.text));
    return (
      !before || before.quality === 'awaited' || (before.source.startsWith(SOURCE) && before.value !== value)
    );
  });
  return fresh.length === 0 ? 0 : recordObservations(tx, actor, fresh);
}
