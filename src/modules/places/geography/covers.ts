import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A place that another covers or overlaps, with its geography in its vintage. */
export interface Covered {
  readonly slug: string;
  readonly name: string;
  readonly geography: string;
}

export interface Covers {
  /** What fits into it: the wards of a forum. */
  readonly covers: readonly Covered[];
  /** What it fits into. */
  readonly into: readonly Covered[];
  /** Places of its own geography into which some of the same fits. */
  readonly overlaps: readonly Covered[];
  /** True where there are more than are named. */
  readonly more: boolean;
}

const MOST = 60;

/** Which places a place covers, into which it fits, and which of its own geography it overlaps, as far as lookups tell. */
export async function coversOf(tx: Tx, placeId: string): Promise<Covers> {
  const { rows } = await sql<Covered & { way: 'covers' | 'into' | 'overlaps' }>`
    with found as (
      select 'covers' as way, f.place_id as id from places.fit f where f.into_id = ${placeId}::uuid
      union
      select 'into', f.into_id from places.fit f where f.place_id = ${placeId}::uuid
      union
      select 'overlaps', b.into_id from places.fit a
      join places.fit b on b.partnership_id = a.partnership_id and b.place_id = a.place_id
        and b.into_geography_id = a.into_geography_id and b.into_id <> a.into_id
      where a.into_id = ${placeId}::uuid)
    select n.way, p.slug, p.name, g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as geography
    from found n
    join places.place p on p.partnership_id = platform.partnership() and p.id = n.id
    join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    order by n.way, g.name, g.vintage, p.name, p.id limit ${3 * MOST}`.execute(tx);
  const of = (way: string) => rows.filter((row) => row.way === way);
  return {
    covers: of('covers').slice(0, MOST),
    into: of('into').slice(0, MOST),
    overlaps: of('overlaps').slice(0, MOST),
    more: ['covers', 'into', 'overlaps'].some((way) => of(way).length > MOST),
  };
}
