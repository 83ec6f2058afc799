import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { peopleOfParts } from '../profile/people.ts';
import { peopleByFit } from '../profile/people-by-fit.ts';
import { dayTaken, seenFirst } from '../queries.ts';

/** A place of a geography with what is known of it. */
export interface GeographyPlace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly code: string | null;
  readonly bounded: boolean;
  readonly persons: number | null;
  /** The day that they were counted or estimated for: the latest until today, else the newest of a later time. */
  readonly peopledOn: PlainDate | null;
  /** Nobody named that day: it stands for its year. */
  readonly dayTaken: boolean;
  /** How that is known: empty where they were counted for it, else `of the 4 places in it`. */
  readonly peopledBy: string;
  /** How many places of other geographies fit into it, and into how many it fits. */
  readonly holds: number;
  readonly fitsInto: number;
}

/** The places of a geography by name. */
export async function listGeographyPlaces(
  tx: Tx,
  geographyId: string,
  today: PlainDate,
): Promise<readonly GeographyPlace[]> {
  const { rows } = await sql<Omit<GeographyPlace, 'peopledBy'> & { parts: number }>`
    select p.id, p.slug, p.name, p.code, b.place_id is not null as bounded, coalesce(people.persons, parts.persons) as persons,
      coalesce(people.as_on, parts."asOn") as "peopledOn",
      coalesce(people.taken, parts."dayTaken", false) as "dayTaken", coalesce(parts.parts, 0) as parts,
      (select count(*)::integer from places.fit f where f.partnership_id = p.partnership_id and f.into_id = p.id) as holds,
      (select count(*)::integer from places.fit f where f.partnership_id = p.partnership_id and f.place_id = p.id) as "fitsInto"
    from places.place p
    left join places.boundary b on b.partnership_id = p.partnership_id and b.place_id = p.id
    left join lateral (
      select n.persons, n.as_on, ${dayTaken(sql`n.note`)} as taken from places.population_now n
      where n.partnership_id = p.partnership_id and n.place_id = p.id and n.age_band is null
      order by ${seenFirst(today)} limit 1) people on true
    left join lateral (${peopleOfParts(sql`p.id and people.persons is null`, today)}) parts on true
    where p.geography_id = ${geographyId}::uuid
    order by p.name, p.id`.execute(tx);
  const fitted = rows.some(({ persons }) => persons === null)
    ? await peopleByFit(tx, geographyId, today)
    : undefined;
  return rows.map(({ parts, ...place }) => {
    const put = place.persons === null ? fitted?.get(place.slug) : undefined;
    return put
      ? { ...place, persons: put.persons, peopledOn: put.asOn, dayTaken: put.dayTaken, peopledBy: put.source }
      : { ...place, peopledBy: parts > 0 ? `of the ${plural(parts, 'place')} in it` : '' };
  });
}

/** How one geography fits with another, by a lookup. */
export interface Fitting {
  readonly name: string;
  readonly slug: string;
  /** `into` where places of this geography fit into those of the other, `of` where it is the other way round. */
  readonly way: 'into' | 'of';
  readonly pairs: number;
  /** How many places of the finer geography have a fit, and how many there are. */
  readonly fitted: number;
  readonly places: number;
  /** Places of the finer geography that fit into several: they were split, or areas overlap there. */
  readonly shared: number;
}

/** Every lookup that a geography has a part in. */
export async function listFittings(tx: Tx, geographyId: string): Promise<readonly Fitting[]> {
  const { rows } = await sql<Fitting>`
    with pairs as (
      select f.partnership_id, f.geography_id, f.into_geography_id, f.place_id, count(*)::integer as fits
      from places.fit f where f.geography_id = ${geographyId}::uuid or f.into_geography_id = ${geographyId}::uuid
      group by 1, 2, 3, 4)
    select g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as name, g.slug,
      case when l.geography_id = ${geographyId}::uuid then 'into' else 'of' end as way, l.pairs, l.fitted, l.shared,
      (select count(*)::integer from places.place p where p.partnership_id = l.partnership_id and p.geography_id = l.geography_id) as places
    from (
      select partnership_id, geography_id, into_geography_id, sum(fits)::integer as pairs, count(*)::integer as fitted,
        (count(*) filter (where fits > 1))::integer as shared
      from pairs group by 1, 2, 3) l
    join places.geography g on g.partnership_id = l.partnership_id
      and g.id = case when l.geography_id = ${geographyId}::uuid then l.into_geography_id else l.geography_id end
    order by name, way`.execute(tx);
  return rows;
}

/** Two places of a geography into both of which some finer place fits. */
export interface Overlap {
  readonly one: string;
  readonly other: string;
  readonly shared: number;
  /** Names of the first of the places that both have. */
  readonly places: readonly string[];
}

/** Which places of a geography overlap, as far as lookups tell. */
export async function listOverlaps(tx: Tx, geographyId: string): Promise<readonly Overlap[]> {
  const { rows } = await sql<Overlap>`
    select one.name as one, other.name as other, count(*)::integer as shared,
      (array_agg(p.name order by p.name))[1:5] as places
    from places.fit a
    join places.fit b on b.partnership_id = a.partnership_id and b.place_id = a.place_id and b.into_id > a.into_id
      and b.into_geography_id = a.into_geography_id
    join places.place one on one.partnership_id = a.partnership_id and one.id = a.into_id
    join places.place other on other.partnership_id = b.partnership_id and other.id = b.into_id
    join places.place p on p.partnership_id = a.partnership_id and p.id = a.place_id
    where a.into_geography_id = ${geographyId}::uuid
    group by one.name, other.name order by 1, 2`.execute(tx);
  return rows;
}
