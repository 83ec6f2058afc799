import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { isSeen } from '../seen.ts';
import type { Quality } from '../types.ts';

export interface MappedGeography {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly vintage: string;
  /** How many of its places have a figure. */
  readonly places: number;
}

/**
 * The geographies whose places have figures of an indicator: those with the most up to today first, then those of a later
 * time. One look or two at each place.
 */
export async function listMappedGeographies(
  tx: Tx,
  indicatorId: string,
  today: PlainDate,
): Promise<readonly MappedGeography[]> {
  // One look at each place, and never all figures of the indicator beside all places, as "exists" may be answered.
  const figured = (when: RawBuilder<unknown>) => sql`coalesce((
    select true from intelligence.observation o
    where o.partnership_id = p.partnership_id and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.slug and ${when}
    limit 1), false)`;
  const { rows } = await sql<MappedGeography>`
    select g.id, g.slug, g.name, g.vintage, count(*)::integer as places
    from places.geography g
    join places.place p on p.partnership_id = g.partnership_id and p.geography_id = g.id
    where ${figured(sql`true`)}
    group by g.id, g.slug, g.name, g.vintage
    order by count(*) filter (where ${figured(sql`o.period_end <= ${today}::date`)}) desc, places desc, g.vintage desc, g.name`.execute(
    tx,
  );
  return rows;
}

export interface PlaceValue {
  readonly slug: string;
  readonly name: string;
  readonly code: string | null;
  readonly period: string;
  readonly periodStart: PlainDate;
  readonly periodEnd: PlainDate;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly sampleSize: number | null;
  readonly quality: Quality;
  readonly source: string;
  /** True where it tells of so few people that it is not shown. */
  readonly hidden?: boolean;
}

interface ValuesWanted {
  readonly indicatorId: string;
  readonly geographyId: string;
  /** What is seen on that day. */
  readonly asAt: PlainDate;
  /** The newest so many figures of each place. */
  readonly newest: number;
  /** Figures of periods that end after that day are left out: those of a later time, unless it lies in it. */
  readonly until?: PlainDate | undefined;
}

/** The newest figures of every place of a geography, by place and then the newest first; however long the past is. */
export async function listPlaceValues(
  tx: Tx,
  { indicatorId, geographyId, asAt, newest, until = asAt }: ValuesWanted,
): Promise<readonly PlaceValue[]> {
  const { rows } = await sql<PlaceValue>`
    select p.slug, p.name, p.code, o.period, o.period_start as "periodStart", o.period_end as "periodEnd", o.value, o.numerator, o.denominator,
      w.sample_size as "sampleSize", o.quality, o.source
    from places.place p
    cross join lateral (
      select o.period, o.period_start, o.period_end, o.value, o.numerator, o.denominator, o.quality, o.source, o.wave_id
      from intelligence.observation o
      where o.partnership_id = p.partnership_id and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.slug
        and o.period_end <= ${until}::date and ${isSeen(asAt)}
      order by o.period_end desc limit ${newest}) o
    left join intelligence.survey_wave w on w.partnership_id = p.partnership_id and w.id = o.wave_id
    where p.geography_id = ${geographyId}::uuid
    order by p.name, p.slug, o.period_end desc`.execute(tx);
  return rows;
}

/** The newest periods of a later time than today of which the places of a geography have figures, newest first. */
export async function listLaterPeriods(
  tx: Tx,
  indicatorId: string,
  geographyId: string,
  today: PlainDate,
): Promise<readonly { readonly text: string; readonly end: PlainDate }[]> {
  const { rows } = await sql<{ text: string; end: PlainDate }>`
    select o.period as text, o.period_end as "end"
    from places.place p
    cross join lateral (
      select o.period, o.period_end from intelligence.observation o
      where o.partnership_id = p.partnership_id and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.slug
        and o.period_end > ${today}::date and ${isSeen(today)}
      order by o.period_end desc limit ${PERIODS_OFFERED}) o
    where p.geography_id = ${geographyId}::uuid
    group by o.period, o.period_end order by o.period_end desc, o.period desc limit ${PERIODS_OFFERED}`.execute(
    tx,
  );
  return rows;
}

const PERIODS_OFFERED = 24;

export interface IndicatorWithMap {
  readonly slug: string;
  readonly title: string;
  /** The geographies whose places have figures, by name and vintage. */
  readonly geographies: string;
}

const MOST_LISTED = 200;

/** The indicators that can be shown on a map: of any geography, or of one. */
export async function listMaps(tx: Tx, geographyId?: string): Promise<readonly IndicatorWithMap[]> {
  const { rows } = await sql<IndicatorWithMap>`
    select i.slug, i.title, string_agg(g.says, ', ' order by g.says) as geographies
    from intelligence.indicator i
    cross join lateral (
      select g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as says
      from places.geography g
      where g.partnership_id = i.partnership_id
        and (${geographyId ?? null}::uuid is null or g.id = ${geographyId ?? null}::uuid)
        and exists (
          select from places.place p
          where p.partnership_id = g.partnership_id and p.geography_id = g.id and exists (
            select from intelligence.observation o
            where o.partnership_id = p.partnership_id and o.indicator_id = i.id and o.place_slug = p.slug))) g
    where i.ended_on is null
    group by i.id, i.slug, i.title order by i.title, i.id limit ${MOST_LISTED}`.execute(tx);
  return rows;
}
