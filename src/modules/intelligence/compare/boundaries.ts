import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A geography of one vintage and how many places it has. */
export interface Vintage {
  readonly slug: string;
  readonly name: string;
  readonly vintage: string;
  readonly places: number;
}

/** The vintages of a geography: that which figures are of, and the others of the same name. */
export interface Boundaries {
  readonly own: Vintage;
  readonly others: readonly Vintage[];
}

/** The other vintages of a geography, by vintage; undefined where there is no other. */
export async function boundariesOf(tx: Tx, geographyId: string): Promise<Boundaries | undefined> {
  const { rows } = await sql<Vintage & { own: boolean }>`
    select g.slug, g.name, g.vintage, g.id = o.id as own,
      (select count(*)::integer from places.place p where p.partnership_id = g.partnership_id and p.geography_id = g.id) as places
    from places.geography o join places.geography g on g.partnership_id = o.partnership_id and lower(g.name) = lower(o.name)
    where o.id = ${geographyId}::uuid order by g.vintage`.execute(tx);
  const own = rows.find((row) => row.own);
  const others = rows.filter((row) => !row.own && row.places > 0);
  return own && others.length > 0 ? { own, others } : undefined;
}

const sayVintage = ({ vintage }: Vintage): string => (vintage === '' ? 'without a year' : `of ${vintage}`);

/** Says openly that boundaries changed: `These figures are of the 15 places of ward-2013 …`. */
export function sayBoundaries({ own, others }: Boundaries): string {
  const changed = others
    .map((other) => `${other.places} in the boundaries ${sayVintage(other)}`)
    .join(' and ');
  return `These figures are of the boundaries ${sayVintage(own)}, which have ${own.places} ${own.places === 1 ? 'place' : 'places'} (${own.name}). There are ${changed}. A place that keeps its name may have another extent there, so figures of different boundaries are not set beside each other place by place.`;
}
