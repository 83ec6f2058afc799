/** So many names are told with their counts, the largest first. */
const MOST_TOLD = 200;
/** So many are told apart while a file is read: police.uk knows 14 types and about 300 districts. */
const MOST_COUNTED = 5000;
const LONGEST_NAME = 100;

const cut = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;

interface Tallied {
  readonly named: Readonly<Record<string, number>>;
  /** What was counted beside the names that are told: with it the sum adds up. */
  readonly others: number;
}

/** Counts by name, however many names somebody makes up. */
export class Tally {
  readonly #counts = new Map<string, number>();
  #others = 0;

  add(given: string): void {
    const name = cut(given);
    const before = this.#counts.get(name);
    if (before === undefined && this.#counts.size >= MOST_COUNTED) this.#others += 1;
    else this.#counts.set(name, (before ?? 0) + 1);
  }

  get tallied(): Tallied {
    const sorted = [...this.#counts].sort((a, b) => b[1] - a[1]);
    return {
      named: Object.fromEntries(sorted.slice(0, MOST_TOLD)),
      others: sorted.slice(MOST_TOLD).reduce((sum, [, count]) => sum + count, this.#others),
    };
  }
}
