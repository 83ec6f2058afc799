import { type Blocks, forEachPair, type Share } from './blocking/blocks.ts';
import { Comparer } from './comparer.ts';
import type { DatasetView } from './dataset.ts';
import type { Model } from './model.ts';
import { twinsRule } from './twins.ts';

/** Pairs that were compared and weigh enough to be kept. */
export interface FoundPairs {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Weight of evidence in bits. */
  readonly weight: Float32Array;
  /** What the twins rule says: one of TWINS. */
  readonly twins: Uint8Array;
  /** How many pairs were compared. */
  readonly compared: number;
}

/** What a scan needs; plain data and shared memory, so that a worker can be given it. */
export interface ScanTask {
  readonly view: DatasetView;
  readonly blocks: Blocks;
  readonly model: Model;
  /** The least weight in bits that is kept. */
  readonly least: number;
}

/** A scanner of shares of blocks, one for each thread. */
export function scanner({ view, blocks, model, least }: ScanTask): (share: Share) => FoundPairs {
  const comparer = new Comparer(view, model);
  const areTwins = twinsRule(view);
  return (share) => {
    const left: number[] = [];
    const right: number[] = [];
    const weight: number[] = [];
    const twins: number[] = [];
    let compared = 0;
    forEachPair(blocks, view.split, view.size, share, (one, two) => {
      compared += 1;
      const found = comparer.weigh(one, two, least);
      if (found < least) return;
      left.push(one);
      right.push(two);
      weight.push(found);
      twins.push(areTwins(comparer.found, one, two));
    });
    return {
      left: Uint32Array.from(left),
      right: Uint32Array.from(right),
      weight: Float32Array.from(weight),
      twins: Uint8Array.from(twins),
      compared,
    };
  };
}

/** Several finds as one, the heaviest first; what weighs the same, in the order of the records. */
export function gather(parts: readonly FoundPairs[]): FoundPairs {
  const total = parts.reduce((sum, part) => sum + part.left.length, 0);
  const joined = {
    left: new Uint32Array(total),
    right: new Uint32Array(total),
    weight: new Float32Array(total),
    twins: new Uint8Array(total),
    compared: parts.reduce((sum, part) => sum + part.compared, 0),
  };
  let at = 0;
  for (const part of parts) {
    joined.left.set(part.left, at);
    joined.right.set(part.right, at);
    joined.weight.set(part.weight, at);
    joined.twins.set(part.twins, at);
    at += part.left.length;
  }
  const order = Uint32Array.from({ length: total }, (_, index) => index).sort(
    (a, b) =>
      (joined.weight[b] ?? 0) - (joined.weight[a] ?? 0) ||
      (joined.left[a] ?? 0) - (joined.left[b] ?? 0) ||
      (joined.right[a] ?? 0) - (joined.right[b] ?? 0),
  );
  return {
    left: joined.left.map((_, index) => joined.left[order[index] ?? 0] ?? 0),
    right: joined.right.map((_, index) => joined.right[order[index] ?? 0] ?? 0),
    weight: joined.weight.map((_, index) => joined.weight[order[index] ?? 0] ?? 0),
    twins: joined.twins.map((_, index) => joined.twins[order[index] ?? 0] ?? 0),
    compared: joined.compared,
  };
}
