/** Sums are added and divided within the whole numbers below a prime, where dividing leaves nothing over. */
const PRIME = 67_108_859;

/** How often each number stands in a sum, by its index. Facts stand beside them, with indexes below nought. */
type Row = Map<number, number>;

/** A sum of numbers that is known: because it is a fact with a name, or because such numbers always come to nought. */
export interface Known {
  readonly of: readonly (readonly [number: number, times: number])[];
  readonly fact?: string;
}

const positive = (value: number): number => ((value % PRIME) + PRIME) % PRIME;

function inverse(value: number): number {
  let [before, after, remainder, by] = [0, 1, PRIME, value];
  while (by !== 0) {
    const times = Math.floor(remainder / by);
    [before, after] = [after, before - times * after];
    [remainder, by] = [by, remainder - times * by];
  }
  return positive(before);
}

function add(row: Row, other: Row, times: number): void {
  for (const [at, value] of other) {
    const sum = positive((row.get(at) ?? 0) + times * value);
    if (sum === 0) row.delete(at);
    else row.set(at, sum);
  }
}

/** Sums that are known, brought into steps: each begins with a number that none of the others begins with. */
export class Solution {
  readonly #steps = new Map<number, Row>();
  readonly #facts: string[] = [];

  constructor(known: readonly Known[]) {
    // What is short leaves less to do in what is long.
    for (const { of, fact } of known.toSorted((a, b) => a.of.length - b.of.length)) {
      const row = this.#reduced(of);
      const first = firstOf(row);
      if (first === undefined) continue;
      if (fact !== undefined) row.set(-this.#facts.push(fact), PRIME - 1);
      const by = inverse(row.get(first) ?? 1);
      for (const [at, value] of row) row.set(at, positive(value * by));
      this.#steps.set(first, row);
    }
  }

  #reduced(of: Known['of']): Row {
    const row: Row = new Map();
    for (const [at, times] of of) add(row, new Map([[at, positive(times)]]), 1);
    const left = new Set<number>();
    for (let at = firstOf(row); at !== undefined; at = firstOf(row, left)) {
      const step = this.#steps.get(at);
      if (step) add(row, step, PRIME - (row.get(at) ?? 0));
      else left.add(at);
    }
    return row;
  }

  /** The facts from which a sum follows by adding them and taking them from each other; undefined where it does not follow. */
  factsFor(of: Known['of']): readonly string[] | undefined {
    const row = this.#reduced(of);
    if (firstOf(row) !== undefined) return undefined;
    return [...row.keys()].map((at) => this.#facts[-at - 1] ?? '');
  }
}

/** The smallest index of a number in a row, but for those that are left. */
function firstOf(row: Row, left: ReadonlySet<number> = new Set()): number | undefined {
  let first: number | undefined;
  for (const at of row.keys())
    if (at >= 0 && !left.has(at) && (first === undefined || at < first)) first = at;
  return first;
}
