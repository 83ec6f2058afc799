import { Heap } from './heap.ts';

/**
 * Another world that looks the same: some numbers one more, some one less, so that every sum of shown ones stays. Where a
 * hidden number can be shifted so, nobody who knows everything that is shown, and that counts are whole and not below
 * nought, can tell what it is.
 */

/** One number of a table. */
export interface Unknown {
  /** How far it can fall and how far it can rise; infinite where that is not known. */
  readonly part: number;
  readonly rest: number;
  /** What it costs to hide it: nothing where it is hidden, infinite where it must stay as it was shown. */
  readonly cost: number;
}

/** Numbers by their index, and the sums that they stand in: of each sum the numbers in it, added or taken away. */
export interface Sums {
  readonly linesOf: readonly (readonly Membership[])[];
  readonly members: readonly (readonly Membership[])[];
}

/** A number in a sum: `at` is the sum's index among those of a number, and the number's among those of a sum. */
export interface Membership {
  readonly at: number;
  readonly sign: 1 | -1;
}

/** A number that is shifted, by one; and all that were shifted before it. */
interface Step {
  readonly before: Step | undefined;
  readonly at: number;
  readonly by: 1 | -1;
  readonly cost: number;
  readonly open: number;
  readonly depth: number;
  /** The others that could be shifted instead, the better first. */
  readonly instead: readonly Step[];
  readonly nth: number;
}

interface Search {
  readonly unknowns: readonly Unknown[];
  readonly sums: Sums;
  /** Only numbers that cost nothing. */
  readonly free: boolean;
  /** What a sum that is still to be put right counts for beside costs. */
  readonly eagerness: number;
  readonly most: number;
  /** Which of equals is looked at first. */
  readonly turn?: number;
}

export type Found = readonly number[] | 'none' | 'not-found';

/** The numbers that can be shifted together with one: the cheapest that a short search finds. `none` where there are none. */
export function findShift(unknowns: readonly Unknown[], sums: Sums, at: number): Found {
  for (const way of WAYS) {
    const found = searchFor({ ...way, unknowns, sums }, at);
    if (typeof found === 'object' || (found === 'none' && !way.free)) return found;
  }
  return 'not-found';
}

/** First what is hidden anyway, then what costs least, then what is soon found. */
const WAYS = [
  { free: true, eagerness: 1, most: 100 },
  { free: false, eagerness: 3, most: 200 },
  { free: false, eagerness: 30, most: 300 },
  { free: false, eagerness: 1e4, most: 600 },
  { free: false, eagerness: 1e9, most: 500 },
  ...[7, 31, 127, 8191].map((turn) => ({ free: false, eagerness: 1e9, most: 500, turn })),
];

function searchFor(search: Search, from: number): Found {
  const heap = new Heap<Step>(
    (a, b) => rankOf(search, a) - rankOf(search, b) || b.depth - a.depth || a.at - b.at || b.by - a.by,
  );
  const ways = ([1, -1] as const).filter((by) => canMove(search, { at: from, sign: 1 }, -by));
  push(
    heap,
    ways.map((by) => stepTo(search, from, by, undefined, new Map())),
    0,
  );
  for (let looked = 0; ; looked += 1) {
    const step = heap.pop();
    if (!step) return 'none';
    if (looked >= search.most) return 'not-found';
    push(heap, step.instead, step.nth + 1);
    if (step.open === 0) return shiftedIn(step);
    push(heap, next(search, step), 0);
  }
}

const rankOf = ({ eagerness, turn }: Search, { cost, open, at }: Step): number =>
  turn === undefined ? cost + eagerness * open : eagerness * open + ((at * turn) % 8209);

/** The best of several is looked at first, and each brings the one after it. */
function push(heap: Heap<Step>, steps: readonly Step[], nth: number): void {
  const step = steps[nth];
  if (step) heap.push({ ...step, instead: steps, nth });
}

function shiftedIn(step: Step): readonly number[] {
  const all: number[] = [];
  for (let one: Step | undefined = step; one; one = one.before) all.push(one.at);
  return all;
}

/** What the steps so far have done to each sum. */
function stateAfter({ sums }: Search, last: Step): { off: Map<number, number>; used: Set<number> } {
  const off = new Map<number, number>();
  const used = new Set<number>();
  for (let step: Step | undefined = last; step; step = step.before) {
    used.add(step.at);
    for (const { at, sign } of sums.linesOf[step.at] ?? []) {
      const by = (off.get(at) ?? 0) + sign * step.by;
      if (by === 0) off.delete(at);
      else off.set(at, by);
    }
  }
  return { off, used };
}

/** Every step that puts right the sum with the fewest ways to do so. */
function next(search: Search, last: Step): readonly Step[] {
  const { members } = search.sums;
  const { off, used } = stateAfter(search, last);
  let chosen: { readonly line: number; readonly by: number; readonly ways: number } | undefined;
  const size = (line: number): number => members[line]?.length ?? 0;
  for (const [line, by] of [...off].sort(([a], [b]) => size(a) - size(b) || a - b)) {
    if (chosen && size(line) > chosen.ways) break;
    let ways = 0;
    for (const member of members[line] ?? [])
      if (!used.has(member.at) && canMove(search, member, by)) ways += 1;
    if (ways === 0) return [];
    if (!chosen || ways < chosen.ways) chosen = { line, by, ways };
  }
  if (!chosen) return [];
  const steps: Step[] = [];
  for (const member of members[chosen.line] ?? [])
    if (!used.has(member.at) && canMove(search, member, chosen.by))
      steps.push(stepTo(search, member.at, against(member, chosen.by), last, off));
  const ranks = new Map(steps.map((step) => [step, rankOf(search, step)]));
  return steps.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a.cost - b.cost || a.at - b.at);
}

/** Which way a number must move to bring a sum back that is off by so many. */
const against = ({ sign }: Membership, by: number): 1 | -1 => (by > 0 === sign > 0 ? -1 : 1);

function canMove({ unknowns, free }: Search, member: Membership, by: number): boolean {
  const unknown = unknowns[member.at];
  if (!unknown || unknown.cost === Number.POSITIVE_INFINITY || (free && unknown.cost > 0)) return false;
  return (against(member, by) < 0 ? unknown.part : unknown.rest) >= 1;
}

function stepTo(
  { unknowns, sums }: Search,
  at: number,
  by: 1 | -1,
  before: Step | undefined,
  off: ReadonlyMap<number, number>,
): Step {
  let open = off.size;
  for (const { at: line, sign } of sums.linesOf[at] ?? []) {
    const was = off.get(line) ?? 0;
    if (was === 0) open += 1;
    else if (was + sign * by === 0) open -= 1;
  }
  return {
    before,
    at,
    by,
    // The number that is asked about is hidden anyway.
    cost: before ? before.cost + (unknowns[at]?.cost ?? 0) : 0,
    open,
    depth: (before?.depth ?? 0) + 1,
    instead: [],
    nth: 0,
  };
}
