import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findPlace } from '../../places/index.ts';
import { isSeen } from '../seen.ts';
import type { Indicator } from '../types.ts';

/** A place as comparisons need it: which places it lies in, by their ids, as far as is known. */
export interface ComparedPlace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly geographyId: string;
  readonly within: readonly string[];
  /** The geographies of what it lies in. */
  readonly geographies: readonly string[];
}

/**
 * Places by geography, by id or by slug, by name, each with all that it lies in or fits into: through its like of another
 * vintage too, as an area of 2021 fits into that of 2011 and that into a ward.
 */
export async function listComparedPlaces(
  tx: Tx,
  wanted:
    | { readonly geographyId: string }
    | { readonly ids: readonly string[] }
    | { readonly slugs: readonly string[] },
): Promise<readonly ComparedPlace[]> {
  const which =
    'ids' in wanted
      ? sql`p.id = any(${[...wanted.ids]}::uuid[])`
      : 'slugs' in wanted
        ? sql`p.partnership_id = platform.partnership() and p.slug = any(${[...wanted.slugs]}::text[])`
        : sql`p.geography_id = ${wanted.geographyId}::uuid`;
  const { rows } = await sql<ComparedPlace>`
    with recursive chosen as (select p.partnership_id, p.id, p.slug, p.name, p.geography_id, p.within_id from places.place p where ${which}),
    up (place_id, at_id) as (
      select c.id, c.within_id from chosen c where c.within_id is not null
      union
      select c.id, f.into_id from chosen c join places.fit f on f.partnership_id = c.partnership_id and f.place_id = c.id
      union
      select c.id, further.into_id from chosen c
      join places.fit f on f.partnership_id = c.partnership_id and f.place_id = c.id
      join places.fit further on further.partnership_id = f.partnership_id and further.place_id = f.into_id
      join places.geography own on own.partnership_id = c.partnership_id and own.id = c.geography_id
      join places.geography like_it on like_it.partnership_id = f.partnership_id and like_it.id = f.into_geography_id and like_it.name = own.name
      join places.geography other on other.partnership_id = f.partnership_id and other.id = further.into_geography_id and other.name <> own.name
      union
      select u.place_id, w.within_id from up u
      join places.place w on w.partnership_id = platform.partnership() and w.id = u.at_id where w.within_id is not null)
    select c.id, c.slug, c.name, c.geography_id as "geographyId",
      coalesce((select array_agg(u.at_id::text order by u.at_id) from up u where u.place_id = c.id), '{}') as within,
      coalesce((select array_agg(distinct w.geography_id::text) from up u
        join places.place w on w.partnership_id = platform.partnership() and w.id = u.at_id where u.place_id = c.id), '{}') as geographies
    from chosen c order by c.name, c.slug`.execute(tx);
  return rows;
}

/** The place that an indicator's own figures are of. */
export interface Home {
  readonly id: string | undefined;
  readonly name: string;
  readonly geographyId: string | undefined;
  /** What the home itself lies in, and of which geographies that is. */
  readonly within: readonly string[];
  readonly geographies: readonly string[];
}

/** The indicator's own place: the one it names, else the partnership's area. */
export async function homeOf(tx: Tx, { placeSlug }: Indicator, area: string): Promise<Home> {
  const found = await findPlace(tx, placeSlug ?? area);
  const [place] = found ? await listComparedPlaces(tx, { ids: [found.id] }) : [];
  return place ?? { id: undefined, name: area, geographyId: undefined, within: [], geographies: [] };
}

/** Whether figures of a place are part of the indicator's own: they are unless it lies beside it, around it or elsewhere. */
export const isPartOfHome = ({ id, geographyId, within, geographies }: ComparedPlace, home: Home): boolean =>
  home.id === undefined ||
  within.includes(home.id) ||
  (id !== home.id &&
    geographyId !== home.geographyId &&
    !home.within.includes(id) &&
    !(home.geographyId !== undefined && geographies.includes(home.geographyId)));

/** A geography some of whose places have figures, with the place that has the newest. */
export interface FiguredGeography {
  readonly id: string;
  readonly slug: string;
  readonly label: string;
  readonly places: number;
  readonly figured: number;
  readonly newest: string;
}

/** The geographies of whose places an indicator has figures: those with most of them up to today first, then of a later time. */
export async function listFiguredGeographies(
  tx: Tx,
  indicatorId: string,
  today: PlainDate,
): Promise<readonly FiguredGeography[]> {
  const newest = (when: RawBuilder<unknown>) => sql`
    select o.period_end from intelligence.observation o
    where o.partnership_id = p.partnership_id and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.slug
      and ${when} and ${isSeen(today)}
    order by o.period_end desc limit 1`;
  const { rows } = await sql<FiguredGeography>`
    select g.id, g.slug, g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as label,
      count(*)::integer as places, count(coalesce(n.period_end, l.period_end))::integer as figured,
      (array_agg(p.slug order by n.period_end desc nulls last, l.period_end desc nulls last, p.slug))[1] as newest
    from places.geography g
    join places.place p on p.partnership_id = g.partnership_id and p.geography_id = g.id
    left join lateral (${newest(sql`o.period_end <= ${today}::date`)}) n on true
    left join lateral (${newest(sql`n.period_end is null and o.period_end > ${today}::date`)}) l on true
    group by g.id, g.slug, g.name, g.vintage
    having count(coalesce(n.period_end, l.period_end)) > 0
    order by count(n.period_end) desc, figured desc, g.name, g.vintage, g.id`.execute(tx);
  return rows;
}
