import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { dayTaken, sayWhen } from '../../places/index.ts';

/** What police.uk calls anti-social behaviour, which is no crime: it is told apart everywhere. */
export const ASB = 'Anti-social behaviour';

const daysOf = (months: readonly string[]): RawBuilder<unknown> =>
  sql`${months.map((month) => `${month}-01`)}::date[]`;

/** Counts the rows of these months anew, by LSOA and type. */
export async function countAnew(tx: Tx, actor: Actor, months: readonly string[]): Promise<void> {
  await sql`delete from intelligence.street_count where month = any(${daysOf(months)})`.execute(tx);
  await sql`
    insert into intelligence.street_count (partnership_id, month, lsoa_code, crime_type, crimes)
    select ${actor.partnershipId}::uuid, month, coalesce(lsoa_code, ''), crime_type, count(*)::integer
    from intelligence.street_crime where month = any(${daysOf(months)})
    group by month, lsoa_code, crime_type`.execute(tx);
}

/** The geography whose codes a month's rows carry: that with most of them, of several the one of the latest vintage until then. */
export async function codedGeography(tx: Tx, month: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with codes as (select distinct lsoa_code as code from intelligence.street_count where month = ${`${month}-01`}::date)
    select g.id from places.geography g
    join places.place p on p.partnership_id = g.partnership_id and p.geography_id = g.id
    join codes c on c.code = p.code
    group by g.id, g.vintage
    order by count(*) desc, (g.vintage > ${month.slice(0, 4)}), g.vintage desc limit 1`.execute(tx);
  return rows[0]?.id;
}

export interface StreetCount {
  readonly placeId: string;
  readonly slug: string;
  readonly month: string;
  readonly crimeType: string;
  readonly crimes: number;
}

/**
 * How many of each type were counted in a month in each place of the geography whose codes the rows carry, and in each
 * place of those that it fits into without being split. Places without any are not named.
 */
export async function listStreetCounts(
  tx: Tx,
  month: string,
  geographyId: string,
): Promise<readonly StreetCount[]> {
  const { rows } = await sql<StreetCount>`
    with base as (
      select p.id, p.partnership_id, c.crime_type, c.crimes
      from places.place p join intelligence.street_count c
        on c.partnership_id = p.partnership_id and c.lsoa_code = p.code and c.month = ${`${month}-01`}::date
      where p.geography_id = ${geographyId}::uuid),
    counted as (
      select id, crime_type, crimes from base
      union all
      select f.into_id, b.crime_type, b.crimes from base b
      join places.fit f on f.partnership_id = b.partnership_id and f.place_id = b.id
      where f.into_geography_id = any(${wholeFits(geographyId)}))
    select p.id as "placeId", p.slug, ${month} as month, n.crime_type as "crimeType", sum(n.crimes)::integer as crimes
    from counted n join places.place p on p.id = n.id and p.partnership_id = platform.partnership()
    group by p.id, p.slug, n.crime_type order by p.slug, n.crime_type`.execute(tx);
  return rows;
}

/** The geographies into which every place of one fits, and into one only: there its counts may be added up. */
export const wholeFits = (geographyId: string): RawBuilder<unknown> => sql`
  array(select f.into_geography_id from places.fit f where f.geography_id = ${geographyId}::uuid
    group by f.into_geography_id
    having count(*) = count(distinct f.place_id) and count(*) = (
      select count(*) from places.place p where p.geography_id = ${geographyId}::uuid))`;

/** Every place that counts of a geography are told for, itself included, with the people who live there where that is known. */
export interface CountedPlace {
  readonly id: string;
  readonly slug: string;
  readonly base: boolean;
  readonly persons: number | null;
  /** How sure that number is, of which day and from where: that of the least sure, and of all. */
  readonly estimated: boolean;
  readonly peopleSay: string;
}

export async function listCountedPlaces(
  tx: Tx,
  geographyId: string,
  monthEnd: string,
): Promise<readonly CountedPlace[]> {
  const { rows } = await sql<Omit<CountedPlace, 'peopleSay'> & Counted>`
    with people as (
      select distinct on (place_id) place_id, persons, as_on, quality = 'estimated' as estimated, source,
        ${dayTaken(sql`note`)} as taken
      from places.population_now
      where age_band is null and as_on <= ${monthEnd}::date order by place_id, as_on desc)
    select p.id, p.slug, p.geography_id = ${geographyId}::uuid as base, coalesce(own.persons, parts.persons)::integer as persons,
      coalesce(own.estimated, parts.estimated, false) as estimated, coalesce(own.as_on, parts.as_on) as "asOn",
      coalesce(own.taken, parts.taken, false) as taken, coalesce(own.source, parts.source) as source
    from places.place p left join people own on own.place_id = p.id
    left join lateral (
      select case when count(*) = count(n.persons) then sum(n.persons) end as persons, bool_or(n.estimated) as estimated,
        max(n.as_on) as as_on, bool_or(n.taken) as taken, string_agg(distinct n.source, '; ' order by n.source) as source
      from places.fit f left join people n on n.place_id = f.place_id
      where own.persons is null and f.partnership_id = p.partnership_id and f.into_id = p.id
        and f.geography_id = ${geographyId}::uuid) parts on true
    where p.geography_id = ${geographyId}::uuid or p.geography_id = any(${wholeFits(geographyId)})
    order by p.slug`.execute(tx);
  return rows.map(({ asOn, taken, source, ...place }) => ({
    ...place,
    peopleSay:
      place.persons === null || asOn === null
        ? ''
        : `Population ${sayWhen(asOn, taken)}: ${source ?? 'source not stated'}.`,
  }));
}

/** What a number of people rests on. */
interface Counted {
  readonly asOn: PlainDate | null;
  readonly taken: boolean;
  readonly source: string | null;
}
