/** Which figures of a table stay hidden, so that nobody can be recognised in a small one, and none can be got by subtraction. */

/** One figure of a table. */
export interface Cell {
  readonly key: string;
  /** The smallest number of people that the figure rests on; undefined for one released earlier, which was decided then. */
  readonly people?: number;
  /** What was decided about it when it was released. */
  readonly released?: 'shown' | 'hidden';
}

/** A figure that is the sum of others. A part that stands in no cell is zero. */
export interface Line {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Counts of people from one up to this are small. */
export const LARGEST_SMALL = 4;

export const isSmall = (people: number): boolean => people >= 1 && people <= LARGEST_SMALL;

export interface Suppression {
  readonly hidden: ReadonlySet<string>;
  /** Hidden ones that what was released earlier gives away, whatever else is hidden now. */
  readonly exposed: readonly string[];
}

/**
 * Hides small counts of people, then as many others, smallest first, as it takes until no sum gives a hidden one away.
 * What was released earlier stays as it was.
 */
export function suppress(cells: readonly Cell[], lines: readonly Line[]): Suppression {
  const known = new Map(cells.map((cell) => [cell.key, cell]));
  const hidden = new Set(
    cells
      .filter(({ released, people }) => released === 'hidden' || (!released && isSmall(people ?? 0)))
      .map(({ key }) => key),
  );
  for (;;) {
    const exposed = givenAway(hidden, known, lines);
    if (exposed.length === 0) return { hidden, exposed };
    const next = nextToHide(exposed, hidden, known, lines);
    if (next === undefined) return { hidden, exposed };
    hidden.add(next);
  }
}

/** The cell to hide next: a neighbour of one that is given away where there is one, and of those the smallest above zero. */
function nextToHide(
  exposed: readonly string[],
  hidden: ReadonlySet<string>,
  known: ReadonlyMap<string, Cell>,
  lines: readonly Line[],
): string | undefined {
  const free = (key: string): boolean => known.has(key) && !hidden.has(key) && !known.get(key)?.released;
  const beside = lines
    .map(({ total, parts }) => [total, ...parts])
    .filter((keys) => keys.some((key) => exposed.includes(key)))
    .flat()
    .filter(free);
  const candidates = beside.length > 0 ? beside : [...known.keys()].filter(free);
  const weight = (key: string): number => known.get(key)?.people || Number.MAX_SAFE_INTEGER;
  return candidates.sort((a, b) => weight(a) - weight(b) || a.localeCompare(b))[0];
}

/** Hidden cells that the shown ones determine: by any sum or difference of lines, or because all of a line must be one. */
function givenAway(
  hidden: ReadonlySet<string>,
  known: ReadonlyMap<string, Cell>,
  lines: readonly Line[],
): readonly string[] {
  const order = [...hidden];
  const index = new Map(order.map((key, at) => [key, at]));
  const rows = lines.map(({ total, parts }) => {
    const row = new Array<number>(order.length).fill(0);
    const put = (key: string, by: number): void => {
      const at = index.get(key);
      if (at !== undefined) row[at] = (row[at] ?? 0) + by;
    };
    put(total, -1);
    for (const part of parts) put(part, 1);
    return row;
  });
  const determined = soleUnknowns(rows).map((at) => order[at] ?? '');
  const ones = lines.flatMap(({ total, parts }) => {
    const unseen = parts.filter((key) => hidden.has(key));
    const people = unseen.map((key) => known.get(key)?.people);
    return !hidden.has(total) && people.every((count) => count === 1) ? unseen : [];
  });
  return [...new Set([...determined, ...ones])];
}

const NOTHING = 1e-9;

/** Columns that Gauss and Jordan leave alone in their row: the unknowns that the equations fix. */
function soleUnknowns(rows: readonly number[][]): readonly number[] {
  const width = rows[0]?.length ?? 0;
  const left = rows.filter((row) => row.some((value) => value !== 0)).map((row) => [...row]);
  let done = 0;
  for (let column = 0; column < width && done < left.length; column++) {
    const at = left.findIndex((row, index) => index >= done && Math.abs(row[column] ?? 0) > NOTHING);
    const pivot = left[at];
    const other = left[done];
    if (!pivot || !other) continue;
    left[at] = other;
    left[done] = pivot;
    const by = pivot[column] ?? 1;
    for (let i = column; i < width; i++) pivot[i] = (pivot[i] ?? 0) / by;
    for (const row of left) {
      const times = row[column] ?? 0;
      if (row === pivot || Math.abs(times) <= NOTHING) continue;
      for (let i = column; i < width; i++) row[i] = (row[i] ?? 0) - times * (pivot[i] ?? 0);
    }
    done++;
  }
  return left.slice(0, done).flatMap((row) => {
    const unknown = row.flatMap((value, at) => (Math.abs(value) > NOTHING ? [at] : []));
    return unknown.length === 1 ? unknown : [];
  });
}

/** Rounds a count to the nearest multiple that the partnership set; 1 leaves it as it is. */
export const rounded = (value: number, to: number): number => Math.round(value / to) * to;
