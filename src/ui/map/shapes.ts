/** Areas as a map draws them: longitude and latitude made into units of the drawing, thinned to what the eye can see. */

export type Point = readonly [x: number, y: number];
type Polygons = readonly (readonly (readonly Point[])[])[];

/** A place with its polygons in longitude and latitude: outer ring first, then holes. */
export interface Area {
  readonly key: string;
  readonly polygons: Polygons;
}

/** A place in units of the drawing. */
export interface Shape {
  readonly key: string;
  /** The `d` of a path. */
  readonly path: string;
  /** Where its mark stands. */
  readonly at: Point;
}

export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Takes longitude and latitude to the drawing: flat, with degrees of longitude as short as they are in the middle. */
export function projectionOf(
  points: readonly Point[],
  width: number,
  edge = 6,
): { readonly height: number; readonly project: (point: Point) => Point } {
  const [west, east] = [smallest(points, 0), largest(points, 0)];
  const [south, north] = [smallest(points, 1), largest(points, 1)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max((east - west) * shrink, 1e-9);
  const scale = (width - 2 * edge) / across;
  const tallest = width * 1.5;
  const fit = Math.min(scale, (tallest - 2 * edge) / Math.max(north - south, 1e-9));
  const left = edge + (width - 2 * edge - across * fit) / 2;
  return {
    height: Math.round((north - south) * fit + 2 * edge),
    project: ([x, y]) => [left + (x - west) * shrink * fit, edge + (north - y) * fit],
  };
}

const smallest = (points: readonly Point[], at: 0 | 1): number =>
  points.reduce((least, point) => Math.min(least, point[at]), Number.POSITIVE_INFINITY);
const largest = (points: readonly Point[], at: 0 | 1): number =>
  points.reduce((most, point) => Math.max(most, point[at]), Number.NEGATIVE_INFINITY);

/** How far a point lies from the line through two others. */
function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = Math.hypot(dx, dy);
  return length === 0 ? Math.hypot(x - ax, y - ay) : Math.abs(dx * (ay - y) - (ax - x) * dy) / length;
}

/**
 * Leaves out the points of a line that lie within a tolerance of what remains (Douglas & Peucker, Cartographica
 * 1973;10:112). A closed ring keeps its first point and the one farthest from it.
 */
export function thinned(line: readonly Point[], tolerance: number): readonly Point[] {
  const kept = new Set([0, line.length - 1]);
  const open: [number, number][] = [[0, line.length - 1]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const [a, b] = [line[from], line[to]];
    let [farthest, away] = [-1, tolerance];
    for (let at = from + 1; a && b && at < to; at += 1) {
      const point = line[at];
      const far = point ? distance(point, a, b) : 0;
      if (far > away) [farthest, away] = [at, far];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, at) => kept.has(at));
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function ringPath(ring: readonly Point[], tolerance: number): string {
  const points = thinned(ring, tolerance).slice(0, -1);
  // A ring that is smaller than the eye sees is left out.
  if (points.length < 3) return '';
  return `M${points.map(([x, y]) => `${tenth(x)},${tenth(y)}`).join('L')}Z`;
}

/** Twice the area of a ring, whichever way it runs, and its centre of mass. */
function weighed(ring: readonly Point[]): { readonly size: number; readonly centre: Point } {
  let [sum, cx, cy] = [0, 0, 0];
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    const cross = x * nextY - nextX * y;
    sum += cross;
    cx += (x + nextX) * cross;
    cy += (y + nextY) * cross;
  }
  const [first = [0, 0]] = ring;
  return { size: Math.abs(sum), centre: sum === 0 ? first : [cx / (3 * sum), cy / (3 * sum)] };
}

/** Areas as shapes of one drawing of a width; its height follows. `tolerance` is in units of the drawing. */
export function planOf(areas: readonly Area[], width: number, tolerance = 0.7): Plan {
  const all = areas.flatMap(({ polygons }) => polygons.flatMap(([outer = []]) => outer));
  if (all.length === 0) return { width, height: 0, shapes: [] };
  const { height, project } = projectionOf(all, width);
  const shapes = areas.map(({ key, polygons }): Shape => {
    const drawn = polygons.map((rings) => rings.map((ring) => ring.map(project)));
    const [largestFirst] = drawn
      .map(([outer = []]) => weighed(outer))
      .sort((one, other) => other.size - one.size);
    const [x, y] = largestFirst?.centre ?? [0, 0];
    return {
      key,
      path: drawn.flatMap((rings) => rings.map((ring) => ringPath(ring, tolerance))).join(''),
      at: [tenth(x), tenth(y)],
    };
  });
  return { width, height, shapes };
}

/** Where a place stands on the grid of a tile cartogram, counted from 1 from the top left. */
export interface Tile {
  readonly key: string;
  readonly column: number;
  readonly row: number;
}

/** Places as tiles of one size, where nobody has their boundaries. */
export function tilePlanOf(tiles: readonly Tile[], width: number): Plan {
  const columns = tiles.map(({ column }) => column);
  const rows = tiles.map(({ row }) => row);
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const across = Math.max(...columns) - left + 1;
  const side = Math.min(width / across, 120);
  const start = (width - side * across) / 2;
  const shapes = tiles.map(({ key, column, row }): Shape => {
    const [x, y] = [tenth(start + (column - left) * side + 2), tenth((row - top) * side + 2)];
    const inner = tenth(side - 4);
    return {
      key,
      path: `M${x},${y}h${inner}v${inner}h${-inner}Z`,
      at: [tenth(x + inner / 2), tenth(y + inner / 2)],
    };
  });
  const height = tiles.length === 0 ? 0 : Math.ceil((Math.max(...rows) - top + 1) * side);
  return { width, height, shapes };
}
