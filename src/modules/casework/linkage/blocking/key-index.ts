import { sortByKey } from './blocks.ts';

const NOTHING: readonly number[] = [];

/** Records by the key of one rule: those there were at first in sorted arrays, those added since in a map. */
export class KeyIndex {
  readonly #keys: Uint32Array;
  readonly #records: Uint32Array;
  readonly #added = new Map<number, number[]>();

  /** An index of records by their keys, the record's number being its place; 0 is no key. */
  constructor(keyOfRecord: Uint32Array) {
    const count = keyOfRecord.reduce((sum, key) => (key === 0 ? sum : sum + 1), 0);
    this.#keys = new Uint32Array(count);
    this.#records = new Uint32Array(count);
    let place = 0;
    for (const [record, key] of keyOfRecord.entries()) {
      if (key === 0) continue;
      this.#keys[place] = key;
      this.#records[place] = record;
      place += 1;
    }
    sortByKey(this.#records, this.#keys);
    this.#keys = this.#keys.sort();
  }

  add(key: number, record: number): void {
    if (key === 0) return;
    const known = this.#added.get(key);
    if (known) known.push(record);
    else this.#added.set(key, [record]);
  }

  /** Calls `visit` for each record with a key, unless more than `most` have it. */
  each(key: number, most: number, visit: (record: number) => void): void {
    if (key === 0) return;
    const added = this.#added.get(key) ?? NOTHING;
    const from = this.#first(key);
    let to = from;
    while (to < this.#keys.length && this.#keys[to] === key) to += 1;
    if (to - from + added.length > most) return;
    for (let at = from; at < to; at += 1) visit(this.#records[at] ?? 0);
    for (const record of added) visit(record);
  }

  /** The first place of a key, or of the next larger one. */
  #first(key: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
