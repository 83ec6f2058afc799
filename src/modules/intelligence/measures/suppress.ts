/** Which figures of a table stay hidden, so that nobody can be recognised in a small one, and none can be got by subtraction. */
import { findShift, type Membership, type Sums, type Unknown } from '../few/shift.ts';

/** One figure of a table. */
export interface Cell {
  readonly key: string;
  /** The smallest number of people that the figure rests on; undefined for one released earlier, which was decided then. */
  readonly people?: number;
  /** Of a share: those who are in it and those who are not. Else the people are the count itself. */
  readonly sides?: readonly [part: number, rest: number];
  /** What was decided about it when it was released. */
  readonly released?: 'shown' | 'hidden';
  /** It is shown nowhere, and stands here only because sums go over it. */
  readonly unseen?: boolean;
  /** Of an unseen one: how far it is to be avoided to rely on it, in people that are hidden instead. */
  readonly doubt?: number;
  /** Of an unseen one: it follows from figures that stand beside each other, and is protected as they are. */
  readonly follows?: boolean;
}

/** A figure that is the sum of others, some of them taken away. A part that stands in no cell is zero. */
export interface Line {
  readonly total: string;
  readonly parts: readonly string[];
  readonly less?: readonly string[];
}

/** Counts of people from one up to this are small. */
export const LARGEST_SMALL = 4;

export const isSmall = (people: number): boolean => people >= 1 && people <= LARGEST_SMALL;

/** A nought is hidden only where nothing else helps: it says that nobody was there, and protects the least. */
export const COST_OF_NOUGHT = 1000;
const NEVER = Number.POSITIVE_INFINITY;

export interface Suppression {
  readonly hidden: ReadonlySet<string>;
  /** Hidden ones that what stays shown gives away, whatever else is hidden now. */
  readonly exposed: readonly string[];
}

/**
 * Hides small counts of people, then as many others, the smallest that are found, as it takes until each hidden one could be
 * another whole number as far as all that is shown can tell. What was released earlier stays as it was.
 */
export function suppress(cells: readonly Cell[], lines: readonly Line[]): Suppression {
  const hidden = new Set(cells.filter(startsHidden).map(({ key }) => key));
  const small = cells.filter((cell) => hidden.has(cell.key) || isSmallUnseen(cell));
  if (small.length === 0) return { hidden, exposed: [] };
  const at = new Map(cells.map(({ key }, index) => [key, index]));
  const sums = sumsOf(cells.length, lines, at);
  const unknowns = cells.map((cell): Unknown => unknownOf(cell, hidden.has(cell.key)));
  const cellOf = (key: string): Cell | undefined => cells[at.get(key) ?? -1];
  const safe = new Set<number>();
  const exposed = new Set<string>();
  const hide = (index: number): void => {
    const cell = cells[index];
    if (!cell || cell.unseen || cell.released === 'shown' || hidden.has(cell.key)) return;
    hidden.add(cell.key);
    unknowns[index] = unknownOf(cell, true);
    waiting.push(cell);
  };
  /** What takes too long to find out is not risked: what stands around it is hidden, ever further, until it can be shifted. */
  const hideAround = (index: number): void => {
    for (let steps = 1, before = 0; ; steps *= 2) {
      const around = joinedTo(sums, index, steps);
      for (const one of around) hide(one);
      const found = findShift(unknowns, sums, index);
      const done = typeof found === 'object' ? found : around.size === before ? around : undefined;
      for (const one of done ?? []) {
        safe.add(one);
        hide(one);
      }
      if (done) return;
      before = around.size;
    }
  };
  const waiting = small.toSorted(smallestFirst);
  for (;;) {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      const index = at.get(cell.key);
      if (index === undefined || safe.has(index)) continue;
      const found = findShift(unknowns, sums, index);
      if (typeof found === 'object') {
        for (const one of found) {
          safe.add(one);
          hide(one);
        }
        continue;
      }
      if (!cell.unseen) exposed.add(cell.key);
      // Who thinks that what is told nowhere is nought knows more than can be known.
      const known = cells.map((one) => unknownOf(one, hidden.has(one.key), Number.POSITIVE_INFINITY));
      const other = findShift(known, sums, index);
      if (typeof other === 'object') for (const one of other) hide(one);
      else if (other !== 'none') hideAround(index);
    }
    for (const line of lines) {
      const ones = onlyOnes(line, hidden, cellOf);
      const beside = ones.length > 0 ? cheapestIn(line, unknowns, at, cells) : undefined;
      if (beside === undefined) for (const key of ones) exposed.add(key);
      else hide(beside);
    }
    if (waiting.length === 0) break;
  }
  // That nobody was there may be known, as long as it gives nobody else away.
  return { hidden, exposed: [...exposed].filter((key) => cellOf(key)?.people !== 0) };
}

/** The hidden parts of a shown sum, where they can only be one each: nobody hides a nought without need. */
function onlyOnes(
  { total, parts, less = [] }: Line,
  hidden: ReadonlySet<string>,
  cellOf: (key: string) => Cell | undefined,
): readonly string[] {
  const unseen = parts.filter((key) => hidden.has(key));
  const isOpen = (key: string): boolean => {
    const cell = cellOf(key);
    return cell?.unseen === true && !cell.doubt;
  };
  const told =
    !hidden.has(total) && !less.some((key) => hidden.has(key)) && ![total, ...parts, ...less].some(isOpen);
  return told && unseen.every((key) => cellOf(key)?.people === 1) ? unseen : [];
}

/** The number of a sum that costs least to hide, of those that are shown. */
function cheapestIn(
  { total, parts, less = [] }: Line,
  unknowns: readonly Unknown[],
  indexOf: ReadonlyMap<string, number>,
  cells: readonly Cell[],
): number | undefined {
  const costOf = (index: number): number => unknowns[index]?.cost ?? 0;
  return [total, ...parts, ...less]
    .flatMap((key) => indexOf.get(key) ?? [])
    .filter((index) => !cells[index]?.unseen && costOf(index) > 0 && costOf(index) < NEVER)
    .sort((a, b) => costOf(a) - costOf(b) || a - b)[0];
}

/** Every number that is joined to one by sums, over so many of them at most. */
function joinedTo({ linesOf, members }: Sums, from: number, steps: number): ReadonlySet<number> {
  const joined = new Set([from]);
  let edge = [from];
  for (let step = 0; step < steps && edge.length > 0; step += 1) {
    const further = new Set(
      edge.flatMap((one) =>
        (linesOf[one] ?? []).flatMap(({ at }) => (members[at] ?? []).map((member) => member.at)),
      ),
    );
    edge = [...further].filter((one) => !joined.has(one));
    for (const one of edge) joined.add(one);
  }
  return joined;
}

const startsHidden = ({ released, people, unseen }: Cell): boolean =>
  !unseen && (released === 'hidden' || (!released && isSmall(people ?? 1)));

/** A small count that nobody wrote down: what a year has beside three quarters of it. */
const isSmallUnseen = ({ follows, people }: Cell): boolean =>
  follows === true && people !== undefined && isSmall(people);

const smallestFirst = (a: Cell, b: Cell): number =>
  (a.people ?? 0) - (b.people ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** A cell as a search sees it. Of an unseen number that nobody knows it is only sure that it could be more. */
function unknownOf(cell: Cell, isHidden: boolean, unknown = 0): Unknown {
  const { people, sides, released, unseen = false, doubt = 0 } = cell;
  const most = Number.POSITIVE_INFINITY;
  const [part, rest] = sides ?? [people ?? (unseen ? unknown : most), most];
  const cost = unseen ? doubt : isHidden ? 0 : released === 'shown' ? NEVER : people || COST_OF_NOUGHT;
  return { part, rest, cost };
}

/** The sums by number. Of numbers that must stay as they are nothing is to be put right. */
function sumsOf(
  size: number,
  lines: readonly Line[],
  indexOf: ReadonlyMap<string, number>,
): { linesOf: readonly (readonly Membership[])[]; members: readonly (readonly Membership[])[] } {
  const linesOf: Membership[][] = Array.from({ length: size }, () => []);
  const members = lines.map(({ total, parts, less = [] }, line) => {
    const signed: readonly (readonly [string, 1 | -1])[] = [
      [total, -1],
      ...parts.map((key) => [key, 1] as const),
      ...less.map((key) => [key, -1] as const),
    ];
    return signed.flatMap(([key, sign]): Membership[] => {
      const at = indexOf.get(key);
      if (at === undefined) return [];
      linesOf[at]?.push({ at: line, sign });
      return [{ at, sign }];
    });
  });
  return { linesOf, members };
}

/** Rounds a count to the nearest multiple that the partnership set; 1 leaves it as it is. */
export const rounded = (value: number, to: number): number => Math.round(value / to) * to;
