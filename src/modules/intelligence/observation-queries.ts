import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Part } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Quality } from './types.ts';

/** A figure as it was recorded, in its last version. */
export interface Observation {
  readonly period: string;
  readonly periodEnd: PlainDate;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Null for the indicator's own place. */
  readonly place: string | null;
  /** People asked in the survey wave that it is a figure of. */
  readonly sampleSize: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
}

/** Place (empty for the indicator's own), end of the period, and period: what orders the figures of an indicator. */
export type ObservationKey = readonly [place: string, periodEnd: string, period: string];

/** A part of an indicator's figures; `place` is the slug of one place, empty for the indicator's own. */
export interface ObservationsWanted extends Part<ObservationKey> {
  readonly place?: string | undefined;
}

/**
 * The figures of an indicator in their last versions: those of its own place first, then place by place, by period;
 * all or a part. An indicator that is observed in every ward has many thousands, so each half goes through the index by
 * place from where it is to go on.
 */
export function observationsQuery(
  indicatorId: string,
  { place, after, limit }: ObservationsWanted,
): RawBuilder<Observation> {
  const [atPlace, ...atPeriod] = after ?? [''];
  const laterPeriod =
    atPeriod.length === 0 ? sql`true` : sql`(o.period_end, o.period) > (${sql.join(atPeriod)})`;
  const half = (where: RawBuilder<unknown>) => sql`
    (select o.period, o.period_end as "periodEnd", o.value, o.numerator, o.denominator, o.place_slug as place,
      (select w.sample_size from intelligence.survey_wave w where w.partnership_id = o.partnership_id and w.id = o.wave_id) as "sampleSize", o.quality, o.source, o.note
    from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and ${where}
      and not exists (
        select from intelligence.observation later
        where later.partnership_id = o.partnership_id and later.supersedes = o.id)
    order by o.place_slug, o.period_end, o.period limit ${limit ?? null})`;
  const own = half(sql`o.place_slug is null and ${laterPeriod}`);
  const others = half(
    atPlace === ''
      ? sql`o.place_slug is not null`
      : sql`o.place_slug >= ${atPlace} and (o.place_slug > ${atPlace} or ${laterPeriod})`,
  );
  const wanted =
    place === undefined
      ? [...(atPlace === '' ? [own] : []), others]
      : [place === '' ? own : half(sql`o.place_slug = ${place} and ${laterPeriod}`)];
  return sql<Observation>`
    select * from (${sql.join(wanted, sql` union all `)}) figure
    order by place nulls first, "periodEnd", period limit ${limit ?? null}`;
}

/** The figures of an indicator, as `observationsQuery` orders them. */
export const listObservations = async (
  tx: Tx,
  indicatorId: string,
  wanted: ObservationsWanted,
): Promise<readonly Observation[]> => (await observationsQuery(indicatorId, wanted).execute(tx)).rows;
