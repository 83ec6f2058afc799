/** Boundaries as GeoJSON (RFC 7946): longitude and latitude in degrees, outer rings anticlockwise, holes clockwise. */

export type Position = readonly [longitude: number, latitude: number];
export type Ring = readonly Position[];
export type Area =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Twice the signed area of a ring: above nought when it runs anticlockwise (the shoelace formula). */
export const turn = (ring: Ring): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((one) => Number.isFinite(one));

/** On which side of the line from a to b a point lies. */
const sideOf = (a: Position, b: Position, point: Position): number =>
  Math.sign((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]));

const cross = (a: Position, b: Position, c: Position, d: Position): boolean =>
  sideOf(a, b, c) * sideOf(a, b, d) < 0 && sideOf(c, d, a) * sideOf(c, d, b) < 0;

/** Whether a ring crosses itself. Sides are taken from west to east, so that each is held only against those beside it. */
function crossesItself(ring: Ring): boolean {
  const sides = ring.slice(1).map((to, at) => {
    const from = ring[at] ?? to;
    return { from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) };
  });
  sides.sort((a, b) => a.west - b.west);
  let open: typeof sides = [];
  for (const side of sides) {
    open = open.filter(({ east }) => east >= side.west);
    if (open.some((other) => cross(other.from, other.to, side.from, side.to))) return true;
    open.push(side);
  }
  return false;
}

/** Whether a point lies inside a ring (even-odd rule). */
export function isInside([x, y]: Position, ring: Ring): boolean {
  let inside = false;
  for (const [at, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(at + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function readRing(value: unknown): Ring | string {
  if (!Array.isArray(value) || !value.every(isPosition)) return 'a ring is not a list of positions';
  if (value.length < 4) return 'a ring has fewer than four positions';
  const ring = value.map(([x, y]): Position => [x, y]);
  if (ring.some(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90))
    return 'a position lies outside longitude and latitude: export it as WGS 84 (EPSG:4326)';
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return 'a ring is not closed';
  if (turn(ring) === 0) return 'a ring encloses nothing';
  return crossesItself(ring) ? 'a ring crosses itself' : ring;
}

function readPolygon(value: unknown): readonly Ring[] | string {
  if (!Array.isArray(value) || value.length === 0) return 'a polygon has no ring';
  const rings: Ring[] = [];
  for (const [at, given] of value.entries()) {
    const ring = readRing(given);
    if (typeof ring === 'string') return ring;
    const outer = rings[0];
    if (outer && !ring.some((position) => isInside(position, outer)))
      return 'a hole lies outside its polygon';
    rings.push(turn(ring) > 0 === (at === 0) ? ring : ring.toReversed());
  }
  return rings;
}

/** Reads a geometry as an area with its rings wound as RFC 7946 asks; or says in words what is wrong with it. */
export function readArea(value: unknown): Area | string {
  const { type, coordinates } = (value ?? {}) as { readonly type?: unknown; readonly coordinates?: unknown };
  if (type === 'Polygon') {
    const rings = readPolygon(coordinates);
    return typeof rings === 'string' ? rings : { type, coordinates: rings };
  }
  if (type !== 'MultiPolygon') return 'it has no area: its geometry is neither Polygon nor MultiPolygon';
  if (!Array.isArray(coordinates) || coordinates.length === 0) return 'it has no polygon';
  const polygons: (readonly Ring[])[] = [];
  for (const one of coordinates) {
    const rings = readPolygon(one);
    if (typeof rings === 'string') return rings;
    polygons.push(rings);
  }
  return { type, coordinates: polygons };
}

/** The polygons of an area: one, or several. */
export const polygonsOf = (area: Area): readonly (readonly Ring[])[] =>
  area.type === 'Polygon' ? [area.coordinates] : area.coordinates;

/** The box around an area, in degrees. */
export function boundsOf(area: Area): Bounds {
  const outer = polygonsOf(area).flatMap(([ring = []]) => ring);
  return outer.reduce<Bounds>(
    ({ west, south, east, north }, [x, y]) => ({
      west: Math.min(west, x),
      south: Math.min(south, y),
      east: Math.max(east, x),
      north: Math.max(north, y),
    }),
    { west: 180, south: 90, east: -180, north: -90 },
  );
}
