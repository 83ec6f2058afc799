import { sql } from 'kysely';
import { type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Domain } from './editions.ts';

/** A fifth by deprivation: 1 is the most deprived, 5 the least. */
export type Fifth = 1 | 2 | 3 | 4 | 5;

export interface LoadedEdition {
  readonly edition: number;
  /** The geography that it ranks, by its slug: `lsoa-2011`. */
  readonly geography: string;
  readonly geographyName: string;
  readonly vintage: string;
  readonly places: number;
}

/** The editions that were imported, the newest first, each with the geography that it ranks. */
export async function listDeprivationEditions(tx: Tx): Promise<readonly LoadedEdition[]> {
  const { rows } = await sql<LoadedEdition>`
    select d.edition, g.slug as geography, g.name as "geographyName", g.vintage, count(*)::integer as places
    from places.deprivation_now d
    join places.place p on p.partnership_id = d.partnership_id and p.id = d.place_id
    join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    where d.domain = 'overall'
    group by d.edition, g.slug, g.name, g.vintage order by d.edition desc, places desc`.execute(tx);
  return rows;
}

export interface DeprivedPlace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly code: string | null;
  /** Slug of its geography, which says of which vintage it is. */
  readonly geography: string;
  /** Among all of England; 1 is the most deprived. */
  readonly rank: number;
  readonly decile: number;
  readonly score: number | null;
  /** By the tenths of England. */
  readonly nationalFifth: Fifth;
  /** Among the places listed. */
  readonly localFifth: Fifth;
}

export interface DeprivationOf {
  readonly edition: number;
  readonly domain?: Domain | undefined;
  /** Only places that fit into this one. */
  readonly withinId?: string | undefined;
}

/** How deprived the places of an edition are, the most deprived first. */
export async function listDeprivation(
  tx: Tx,
  { edition, domain = 'overall', withinId }: DeprivationOf,
): Promise<readonly DeprivedPlace[]> {
  const inside =
    withinId === undefined
      ? sql``
      : sql`and exists (select from places.fit f where f.partnership_id = d.partnership_id and f.place_id = d.place_id
          and f.into_id = ${withinId}::uuid)`;
  const { rows } = await sql<DeprivedPlace>`
    select p.id, p.slug, p.name, p.code, g.slug as geography, d.rank, d.decile, d.score,
      ((d.decile + 1) / 2)::integer as "nationalFifth", ntile(5) over (order by d.rank, p.id)::integer as "localFifth"
    from places.deprivation_now d
    join places.place p on p.partnership_id = d.partnership_id and p.id = d.place_id
    join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    where d.edition = ${edition} and d.domain = ${domain} ${inside}
    order by d.rank, p.id`.execute(tx);
  return rows;
}

export interface FifthsWanted {
  /** By the tenths of England, or among the partnership's own places. */
  readonly by: 'nation' | 'district';
  /** The newest that was imported, unless given. */
  readonly edition?: number | undefined;
  /** Slug of the geography whose places are wanted: its vintage decides which editions there are. */
  readonly geography?: string | undefined;
  readonly domain?: Domain | undefined;
}

export interface DeprivationFifths extends LoadedEdition {
  readonly by: FifthsWanted['by'];
  /** The fifth of each place by its id: 1 is the most deprived. A fifth of England may hold none of them. */
  readonly fifthOf: ReadonlyMap<string, Fifth>;
  /** Slugs of the places of the most and of the least deprived fifth. */
  readonly most: readonly string[];
  readonly least: readonly string[];
}

/** In which fifth by deprivation each place lies; undefined where no such edition was imported. */
export async function deprivationFifths(
  tx: Tx,
  wanted: FifthsWanted,
): Promise<DeprivationFifths | undefined> {
  const loaded = (await listDeprivationEditions(tx)).find(
    ({ edition, geography }) =>
      (wanted.edition === undefined || edition === wanted.edition) &&
      (wanted.geography === undefined || geography === wanted.geography),
  );
  if (!loaded) return undefined;
  const places = await listDeprivation(tx, { edition: loaded.edition, domain: wanted.domain });
  const fifth = (one: DeprivedPlace): Fifth => (wanted.by === 'nation' ? one.nationalFifth : one.localFifth);
  const slugsIn = (which: Fifth) => places.filter((one) => fifth(one) === which).map(({ slug }) => slug);
  return {
    ...loaded,
    by: wanted.by,
    fifthOf: new Map(places.map((one) => [one.id, fifth(one)])),
    most: slugsIn(1),
    least: slugsIn(5),
  };
}

/** How deprived a place is in one domain: by its own rank, or by the smaller places that fit into it. */
export interface PlaceDeprivation {
  readonly edition: number;
  readonly domain: Domain;
  readonly vintage: string;
  readonly geographyName: string;
  /** True where the place was ranked itself, so that there is one rank. */
  readonly own: boolean;
  readonly places: number;
  /** How many of them lie in the most deprived fifth of England. */
  readonly mostDeprived: number;
  /** The rank of the most deprived of them. */
  readonly rank: number;
  readonly decile: number;
}

/**
 * Deprivation of a place by domain, in the newest edition until a day that says something of it, else in the newest of a
 * later time; empty where none does.
 */
export async function deprivationOf(
  tx: Tx,
  placeId: string,
  today: PlainDate,
): Promise<readonly PlaceDeprivation[]> {
  const { rows } = await sql<PlaceDeprivation>`
    with recursive parts (id, own, steps) as (
      select ${placeId}::uuid, true, 0
      union
      select n.id, false, d.steps + 1 from parts d
      join lateral (
        select p.id from places.place p where p.partnership_id = platform.partnership() and p.within_id = d.id
        union
        select f.place_id from places.fit f where f.partnership_id = platform.partnership() and f.into_id = d.id) n on d.steps < 4),
    told as (
      select d.edition, d.domain, g.vintage, g.name, bool_or(t.own) as own, d.place_id, d.rank, d.decile
      from (select id, bool_or(own) as own from parts group by id) t
      join places.deprivation_now d on d.place_id = t.id
      join places.place p on p.partnership_id = d.partnership_id and p.id = d.place_id
      join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
      group by d.edition, d.domain, g.vintage, g.name, d.place_id, d.rank, d.decile)
    select edition, domain, vintage, name as "geographyName", bool_or(own) as own, count(*)::integer as places,
      (count(*) filter (where decile <= 2))::integer as "mostDeprived", min(rank)::integer as rank, min(decile)::integer as decile
    from told
    where edition = (select edition from told order by edition > ${partsOf(today).year}::integer, edition desc limit 1)
    group by edition, domain, vintage, name
    order by domain <> 'overall', domain`.execute(tx);
  return rows;
}
