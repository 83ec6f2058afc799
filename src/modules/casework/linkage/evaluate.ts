import { type DatasetView, possiblePairs } from './dataset.ts';
import type { Linked } from './link.ts';

/** What is known to be true of a dataset. */
export interface Truth {
  /** True when two records are of one person. */
  readonly isTrue: (one: number, two: number) => boolean;
  /** How many pairs are. */
  readonly total: number;
}

/** How good a verdict is; each from 0 to 1. */
export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The verdict as it stands, and the best that one threshold on the weight could do without clusters. */
export interface Judged extends Quality {
  readonly truePairs: number;
  readonly best: Quality & { readonly weight: number };
}

/** Truth by a label for each record: same label, same person. */
export function truthByLabel({ size, split }: DatasetView, labels: readonly string[]): Truth {
  const counts = new Map<string, [number, number]>();
  for (const [at, label] of labels.entries()) {
    const count = counts.get(label) ?? [0, 0];
    count[at < split ? 0 : 1] += 1;
    counts.set(label, count);
  }
  let total = 0;
  for (const [left, right] of counts.values()) total += split < size ? left * right : (left * (left - 1)) / 2;
  return { isTrue: (one, two) => labels[one] === labels[two], total };
}

/** Truth by a list of pairs. */
export function truthByPairs(pairs: readonly (readonly [number, number])[]): Truth {
  const keys = new Set(pairs.map(([one, two]) => pairKey(one, two)));
  return { isTrue: (one, two) => keys.has(pairKey(one, two)), total: keys.size };
}

/** A pair as one number, whichever comes first. */
export const pairKey = (one: number, two: number): number =>
  Math.min(one, two) * 2 ** 26 + Math.max(one, two);

const quality = (right: number, wrong: number, total: number): Quality => {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = total === 0 ? 1 : right / total;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
};

/** Holds what was found against the truth. */
export function judge(view: DatasetView, linked: Linked, truth: Truth): Judged {
  let right = 0;
  let wrong = 0;
  forEachJoined(view, linked, (one, two) => {
    if (truth.isTrue(one, two)) right += 1;
    else wrong += 1;
  });
  const { pairs } = linked;
  let best = { ...quality(0, 0, truth.total), weight: Number.POSITIVE_INFINITY };
  for (let at = 0, good = 0; at < pairs.left.length; at += 1) {
    if (truth.isTrue(pairs.left[at] ?? 0, pairs.right[at] ?? 0)) good += 1;
    const here = quality(good, at + 1 - good, truth.total);
    if (here.f1 > best.f1) best = { ...here, weight: pairs.weight[at] ?? 0 };
  }
  return { truePairs: truth.total, ...quality(right, wrong, truth.total), best };
}

/** Calls `visit` for each pair that stands in one cluster, of both files where there are two. */
export function forEachJoined(
  view: DatasetView,
  { clusters }: Linked,
  visit: (one: number, two: number) => void,
): void {
  const twoFiles = possiblePairs(view) !== (view.size * (view.size - 1)) / 2;
  for (const members of clusters.members.values())
    for (const [at, one] of members.entries())
      for (const two of members.slice(at + 1))
        if (!twoFiles || one < view.split !== two < view.split) visit(Math.min(one, two), Math.max(one, two));
}
