/** For tests: somebody who knows everything that is shown, and how figures add up. Shares no code with what hides. */

/** That the numbers at these places are together so many. */
export interface Fact {
  readonly of: readonly number[];
  readonly is: number;
}

const PRIME = 1_000_003;

function inverse(value: number): number {
  let [result, base, power] = [1n, BigInt(value), BigInt(PRIME - 2)];
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % BigInt(PRIME);
    base = (base * base) % BigInt(PRIME);
  }
  return Number(result);
}

/** Whether a sum follows from the facts by adding them and taking them from each other, in whatever way. */
export function followsFromFacts(facts: readonly Fact[], size: number): (of: readonly number[]) => boolean {
  const rows = new Map<number, number[]>();
  const reduced = (of: readonly number[]): number[] => {
    const row = new Array<number>(size).fill(0);
    for (const at of of) row[at] = (row[at] ?? 0) + 1;
    for (let column = 0; column < size; column += 1) {
      const by = row[column] ?? 0;
      const known = by === 0 ? undefined : rows.get(column);
      if (!known) continue;
      for (let at = column; at < size; at += 1)
        row[at] = ((((row[at] ?? 0) - by * (known[at] ?? 0)) % PRIME) + PRIME) % PRIME;
    }
    return row;
  };
  for (const { of } of facts) {
    const row = reduced(of);
    const lead = row.findIndex((value) => value !== 0);
    if (lead < 0) continue;
    const by = inverse(row[lead] ?? 1);
    rows.set(
      lead,
      row.map((value) => (value * by) % PRIME),
    );
  }
  return (of) => reduced(of).every((value) => value === 0);
}

interface Bounds {
  readonly low: number[];
  readonly high: number[];
}

/** What the facts leave of the bounds; undefined where they contradict each other. */
function narrowed(facts: readonly Fact[], { low, high }: Bounds): Bounds | undefined {
  const [least, most] = [[...low], [...high]];
  for (let moved = true; moved; ) {
    moved = false;
    for (const { of, is } of facts) {
      const [down, up] = [
        of.reduce((sum, at) => sum + (least[at] ?? 0), 0),
        of.reduce((sum, at) => sum + (most[at] ?? 0), 0),
      ];
      if (down > is || up < is) return undefined;
      for (const at of of) {
        const [l, h] = [least[at] ?? 0, most[at] ?? 0];
        const [newLow, newHigh] = [Math.max(l, is - up + h), Math.min(h, is - down + l)];
        if (newLow > newHigh) return undefined;
        if (newLow === l && newHigh === h) continue;
        [least[at], most[at]] = [newLow, newHigh];
        moved = true;
      }
    }
  }
  return { low: least, high: most };
}

/**
 * Whether numbers, whole and not below nought, agree with the facts although those at `of` are together another number than
 * they are: looked for number by number, nearest to the truth first. `unknown` after a long search.
 */
export function couldBeOther(
  facts: readonly Fact[],
  of: readonly number[],
  truth: readonly number[],
): 'yes' | 'no' | 'unknown' {
  const is = of.reduce((sum, at) => sum + (truth[at] ?? 0), 0);
  const most = Math.max(...facts.map((fact) => fact.is), 20) + 5;
  let looked = 0;
  const search = (all: readonly Fact[], bounds: Bounds): boolean | undefined => {
    looked += 1;
    if (looked > 300) return undefined;
    const left = narrowed(all, bounds);
    if (!left) return false;
    const open = left.low.findIndex((low, at) => low < (left.high[at] ?? 0));
    if (open < 0) return true;
    const [low, high, near] = [left.low[open] ?? 0, left.high[open] ?? 0, truth[open] ?? 0];
    const values = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    let stopped = false;
    for (const value of values.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))) {
      const [lows, highs] = [[...left.low], [...left.high]];
      [lows[open], highs[open]] = [value, value];
      const found = search(all, { low: lows, high: highs });
      if (found) return true;
      if (found === undefined) stopped = true;
      if (stopped) break;
    }
    return stopped ? undefined : false;
  };
  const bounds = { low: truth.map(() => 0), high: truth.map(() => most) };
  let stopped = false;
  for (const other of [is + 1, is - 1, is + 2, is - 2, is + 3, is - 3]) {
    if (other < 0) continue;
    looked = 0;
    const found = search([...facts, { of, is: other }], bounds);
    if (found) return 'yes';
    if (found === undefined) stopped = true;
  }
  return stopped ? 'unknown' : 'no';
}
