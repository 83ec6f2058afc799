import type { Comparer } from './comparer.ts';
import type { DatasetView } from './dataset.ts';
import { MISSING } from './levels.ts';
import type { FoundPairs } from './scan.ts';
import { TWINS, type TwinsTest } from './twins.ts';

/** Pairs between two groups that are looked at, at most, before they become one. */
const MOST_LOOKS = 150;

/** Share of the pairs with first names that the twins rule may part when two groups become one. */
const MOST_APART = 0.25;

/** Which records are one person. */
export interface Clusters {
  /** Of each record, the first record of its cluster; its own number when it is alone. */
  readonly of: Uint32Array;
  /** The records of each cluster of two or more, by its first record. */
  readonly members: ReadonlyMap<number, readonly number[]>;
  /** Joins that were not made since the groups as wholes speak against them. */
  readonly prevented: number;
}

/** What parts records, and from where on they join. */
export interface ClusterRules {
  readonly areTwins: TwinsTest;
  /** Likenesses of twins may join, since the file replaces values; twins by the book never do. */
  readonly replaces: boolean;
  /** Not even one pair in a cluster may be like twins. */
  readonly never: boolean;
  /** Weight in bits from which a pair joins. */
  readonly join: number;
  /** Weight at which a match is as likely as not. */
  readonly even: number;
}

/** True when the twins rule keeps a pair from joining by itself. */
export const isApart = (twins: number, replaces: boolean): boolean =>
  twins === TWINS.same || (twins === TWINS.alike && !replaces);

/**
 * Joins records from the heaviest pair down. Two groups become one only if the mean weight of the pairs between them
 * is at least `even`, so that no chain of likenesses joins what is unlike; and not when the twins rule parts more than
 * a quarter of the pairs that have first names (in a file that replaces values: of two groups of which neither is a
 * single record). One misread first name among many so does not split a person.
 */
export function cluster(
  view: DatasetView,
  pairs: FoundPairs,
  comparer: Comparer,
  rules: ClusterRules,
): Clusters {
  const of = Uint32Array.from({ length: view.size }, (_, at) => at);
  const members = new Map<number, number[]>();
  const refused = new Map<string, number>();
  let prevented = 0;
  const group = (root: number): number[] => members.get(root) ?? [root];
  for (let at = 0; at < pairs.left.length; at += 1) {
    if ((pairs.weight[at] ?? 0) < rules.join) break;
    if (isApart(pairs.twins[at] ?? 0, rules.replaces)) continue;
    const one = of[pairs.left[at] ?? 0] ?? 0;
    const two = of[pairs.right[at] ?? 0] ?? 0;
    if (one === two) continue;
    const a = group(one);
    const b = group(two);
    if (a.length + b.length > 2) {
      const key = `${Math.min(one, two)} ${Math.max(one, two)}`;
      if (refused.get(key) === a.length + b.length) continue;
      if (!belongTogether(view, a, b, comparer, rules)) {
        refused.set(key, a.length + b.length);
        prevented += 1;
        continue;
      }
    }
    const [root, gone] = one < two ? [one, two] : [two, one];
    const whole = [...group(root), ...group(gone)];
    for (const record of whole) of[record] = root;
    members.set(root, whole);
    members.delete(gone);
  }
  return { of, members, prevented };
}

function belongTogether(
  view: DatasetView,
  a: readonly number[],
  b: readonly number[],
  comparer: Comparer,
  { areTwins, replaces, never, even }: ClusterRules,
): boolean {
  const all = a.length * b.length;
  const every = Math.max(1, Math.ceil(all / MOST_LOOKS));
  const given = view.fields.findIndex(({ role }) => role === 'given');
  const single = Math.min(a.length, b.length);
  const twoFiles = view.split < view.size;
  let sum = 0;
  let looks = 0;
  let apart = 0;
  let named = 0;
  for (let at = 0; at < all; at += every) {
    const one = a[at % a.length] ?? 0;
    const two = b[Math.floor(at / a.length)] ?? 0;
    const weight = comparer.weigh(one, two);
    if (isApart(areTwins(comparer.found, one, two), replaces)) apart += 1;
    if (comparer.found[given] !== MISSING) named += 1;
    if (twoFiles && one < view.split === two < view.split) continue;
    sum += weight;
    looks += 1;
  }
  const parted = never ? apart > 0 : apart > named * MOST_APART && (!replaces || single > 1);
  return !parted && (looks === 0 || sum / looks >= even);
}
