import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Area as Outlined, type Plan, planOf, tilePlanOf } from '../../../ui/map/index.ts';
import { type Area, polygonsOf } from '../geography/geometry.ts';

/** How the places of a geography can be drawn: by their boundaries, as tiles, or not at all. */
export interface GeographyPlan {
  readonly drawn: 'boundaries' | 'tiles' | 'nothing';
  /** Shapes by the slug of their place. */
  readonly plan: Plan;
}

/** The outlines of the places of a geography whose boundaries are known, by slug. */
export async function listOutlines(tx: Tx, geographyId: string): Promise<readonly Outlined[]> {
  const { rows } = await sql<{ slug: string; geometry: Area }>`
    select p.slug, b.geometry from places.place p
    join places.boundary b on b.partnership_id = p.partnership_id and b.place_id = p.id
    where p.geography_id = ${geographyId}::uuid order by p.slug`.execute(tx);
  return rows.map(({ slug, geometry }) => ({ key: slug, polygons: polygonsOf(geometry) }));
}

/** Units across: few enough for marks, and names on tiles, to be read on a phone. */
const BOUNDED = 400;
const TILED = 330;

/** The drawing of a geography: its boundaries, or the tiles of its grid where it has none. */
export async function planOfGeography(tx: Tx, geographyId: string): Promise<GeographyPlan> {
  const outlines = await listOutlines(tx, geographyId);
  if (outlines.length > 0) return { drawn: 'boundaries', plan: planOf(outlines, BOUNDED) };
  const { rows } = await sql<{ key: string; column: number; row: number }>`
    select p.slug as key, t.grid_column as column, t.grid_row as row from places.tile t
    join places.place p on p.partnership_id = t.partnership_id and p.id = t.place_id
    where t.geography_id = ${geographyId}::uuid order by t.grid_row, t.grid_column`.execute(tx);
  return { drawn: rows.length > 0 ? 'tiles' : 'nothing', plan: tilePlanOf(rows, TILED) };
}
