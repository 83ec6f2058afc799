import { type Blocks, forEachPair, sharesOf } from '../blocking/blocks.ts';
import type { Comparer } from '../comparer.ts';
import { type DatasetView, possiblePairs } from '../dataset.ts';
import { MOST_LEVELS } from '../levels.ts';
import { mixTwo } from '../text/fold.ts';

/** How often each pattern of levels occurs. */
export interface Patterns {
  /** Levels of each pattern, one after the other: levels[pattern * fields + field]. */
  readonly levels: Uint8Array;
  readonly counts: Float64Array;
  readonly fields: number;
}

/** Patterns of pairs taken at random from all possible ones; all of them when there are no more than `most`. */
export function randomPatterns(view: DatasetView, comparer: Comparer, most: number): Patterns {
  const counts = new Map<number, number>();
  const { size, split } = view;
  const count = (one: number, two: number): void => add(counts, comparer.pattern(one, two), 1);
  const all = possiblePairs(view);
  if (all <= most) {
    for (let one = 0; one < (split < size ? split : size); one += 1)
      for (let two = split < size ? split : one + 1; two < size; two += 1) count(one, two);
  } else {
    for (let drawn = 0, at = 0; drawn < most && at < most * 4; at += 1) {
      const one = mixTwo(at + 1, 0xa5a5) % (split < size ? split : size);
      const two =
        split < size ? split + (mixTwo(at + 1, 0x5a5a) % (size - split)) : mixTwo(at + 1, 0x5a5a) % size;
      if (one === two) continue;
      count(one, two);
      drawn += 1;
    }
  }
  return asPatterns(counts, view.fields.length);
}

/** Patterns of about `most` of the pairs that blocking gives, and how many pairs each of those stands for. */
export function candidatePatterns(
  view: DatasetView,
  blocks: Blocks,
  comparer: Comparer,
  expected: number,
  most: number,
): Patterns {
  const counts = new Map<number, number>();
  const every = Math.max(1, Math.ceil(expected / most));
  for (const share of sharesOf(blocks, Number.POSITIVE_INFINITY))
    forEachPair(blocks, view.split, view.size, share, (one, two) => {
      if (every > 1 && mixTwo(one + 1, two + 1) % every !== 0) return;
      add(counts, comparer.pattern(one, two), every);
    });
  return asPatterns(counts, view.fields.length);
}

const LOOKED_AT = 400_000;

/** A fair sample of the pairs that blocking gives which weigh at least `least`. */
export function likelyPairs(
  view: DatasetView,
  blocks: Blocks,
  comparer: Comparer,
  least: number,
  expected: number,
): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  const every = Math.max(1, Math.ceil(expected / LOOKED_AT));
  for (const share of sharesOf(blocks, Number.POSITIVE_INFINITY))
    forEachPair(blocks, view.split, view.size, share, (one, two) => {
      if (every > 1 && mixTwo(one + 1, two + 1) % every !== 0) return;
      if (comparer.weigh(one, two, least) >= least) found.push([one, two]);
    });
  return found;
}

function add(counts: Map<number, number>, pattern: number, weight: number): void {
  counts.set(pattern, (counts.get(pattern) ?? 0) + weight);
}

/** In the order of the patterns, so that rounding is the same in every run. */
function asPatterns(counts: ReadonlyMap<number, number>, fields: number): Patterns {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const levels = new Uint8Array(sorted.length * fields);
  for (const [at, [pattern]] of sorted.entries()) {
    let rest = pattern;
    for (let field = fields - 1; field >= 0; field -= 1) {
      levels[at * fields + field] = rest % MOST_LEVELS;
      rest = Math.floor(rest / MOST_LEVELS);
    }
  }
  return { levels, counts: Float64Array.from(sorted, ([, count]) => count), fields };
}
