import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf, may, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { askForLook } from './alerts/ask.ts';
import { renewJudgements } from './judging.ts';
import type { Period } from './period.ts';
import { listIndicators } from './queries.ts';
import type { Indicator, IndicatorId, Quality } from './types.ts';

/** One figure to record. A figure for the same period and place becomes a further version, the old one stays. */
export interface ObservationInput {
  readonly indicatorId: IndicatorId;
  readonly period: Period;
  /** Null for the indicator's own place. */
  readonly place: string | null;
  /** Null while awaited. Money in pounds. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
  /** When it was published, where that is known; it counts from then, else from the end of its period. */
  readonly publishedOn?: PlainDate | null;
  /** When an awaited figure is expected. */
  readonly expectedOn?: PlainDate | null;
}

export interface CurrentVersion {
  readonly id: string;
  readonly version: number;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
}

/** One figure's place among all: indicator, place and period. */
export const observationKey = (indicatorId: string, place: string | null, period: string): string =>
  `${indicatorId}|${place ?? ''}|${period}`;

/** The last versions of all figures of these indicators, by their key. */
export async function currentVersions(
  tx: Tx,
  indicatorIds: readonly string[],
  periods: readonly string[],
): Promise<Map<string, CurrentVersion>> {
  const { rows } = await sql<
    CurrentVersion & { indicator_id: string; place_slug: string | null; period: string }
  >`
    select distinct on (indicator_id, place_slug, period)
      id, indicator_id, place_slug, period, version, value, numerator, denominator, quality, source, note
    from intelligence.observation
    where indicator_id = any(${[...new Set(indicatorIds)]}::uuid[]) and period = any(${[...new Set(periods)]}::text[])
    order by indicator_id, place_slug, period, version desc`.execute(tx);
  return new Map(rows.map((row) => [observationKey(row.indicator_id, row.place_slug, row.period), row]));
}

/** True when the actor may record figures of this indicator. */
export const mayRecord = (actor: Actor, indicator: Pick<Indicator, 'ownerAgencyId'>): boolean =>
  mayFor(actor, 'observations.record', indicator.ownerAgencyId);

/** Records figures; all or none. Refused: may-not-record, observation-version-unique (somebody else was faster). */
export async function recordObservations(
  tx: Tx,
  actor: Actor,
  inputs: readonly ObservationInput[],
): Promise<number | Refusal> {
  const ids = [...new Set(inputs.map(({ indicatorId }) => indicatorId))];
  const indicators = new Map((await listIndicators(tx, { ids })).map((one) => [one.id, one]));
  for (const id of ids) {
    const indicator = indicators.get(id);
    if (!indicator) throw new Error(`There is no indicator ${id}`);
    if (!mayRecord(actor, indicator))
      return refused(
        'may-not-record',
        `Your role does not include recording figures for ${indicator.title}. Ask its owner.`,
      );
  }
  const current = await currentVersions(
    tx,
    ids,
    inputs.map(({ period }) => period.text),
  );
  const rows = inputs.map((input) => {
    const before = current.get(observationKey(input.indicatorId, input.place, input.period.text));
    return {
      partnership_id: actor.partnershipId,
      id: newId<'observation'>(),
      indicator_id: input.indicatorId,
      place_slug: input.place,
      period: input.period.text,
      period_kind: input.period.kind,
      period_start: input.period.start,
      period_end: input.period.end,
      wave_id: input.period.wave?.id ?? null,
      version: (before?.version ?? 0) + 1,
      supersedes: before?.id ?? null,
      value: input.value,
      numerator: input.numerator,
      denominator: input.denominator,
      quality: input.quality,
      source: input.source,
      note: input.note,
      published_on: input.publishedOn ?? null,
      expected_on: input.expectedOn ?? null,
      recorded_by: accountOf(actor) ?? null,
      recorded_for: may(actor, 'observations.record')
        ? null
        : (indicators.get(input.indicatorId)?.ownerAgencyId ?? null),
    };
  });
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('intelligence.observation')
      .values(rows.slice(at, at + 500))
      .execute();
  for (const [id, own] of Map.groupBy(inputs, ({ indicatorId }) => indicatorId))
    await recordCommand(tx, actor, {
      action: 'observations.recorded',
      subject: { kind: 'indicator', id },
      detail: {
        figures: own.map(({ period, place, value, quality }) => ({
          period: period.text,
          place,
          value,
          quality,
        })),
      },
    });
  await renewJudgements(tx, actor, ids);
  const ofPlaces = new Set(inputs.flatMap(({ indicatorId, place }) => (place === null ? [] : [indicatorId])));
  await askForLook(
    tx,
    actor,
    [...indicators.values()].filter(({ id }) => ofPlaces.has(id)),
  );
  return rows.length;
}
