import type { Field, LinkageRecord } from './fields.ts';
import type { Kind } from './levels.ts';
import { hashText } from './text/fold.ts';
import { sharedUint32, Vocabulary, type VocabularyKind, type VocabularyView } from './vocabulary.ts';

const VOCABULARIES: readonly VocabularyKind[] = ['name', 'text', 'code'];

/** The vocabulary that keeps the values of a kind of field, by its place in `DatasetView.vocabularies`. */
const vocabularyOf = (kind: Kind): number => (kind === 'name' ? 0 : kind === 'text' ? 1 : 2);

/** Records as columns of numbers, in memory that workers share. */
export interface DatasetView {
  readonly fields: readonly Field[];
  readonly size: number;
  /** Of each field, the value of each record: its number in the vocabulary, 0 when missing. */
  readonly columns: readonly Uint32Array[];
  readonly vocabularies: readonly VocabularyView[];
  /** Which vocabulary each field uses. */
  readonly uses: readonly number[];
  /** Of each field, how many records hold each value of its vocabulary. */
  readonly counts: readonly Uint32Array[];
  /** Of each field, how many records have a value. */
  readonly filled: readonly number[];
  /** Records of the first file come before this one; all of them when one file is linked to itself. */
  readonly split: number;
}

/** Pairs that could be compared at all. */
export const possiblePairs = ({ size, split }: Pick<DatasetView, 'size' | 'split'>): number =>
  split < size ? split * (size - split) : (size * (size - 1)) / 2;

/** Takes records in and puts them in an order of their own, so that nothing depends on the order of the file. */
export class Dataset {
  readonly fields: readonly Field[];
  readonly ids: string[] = [];
  readonly #vocabularies = VOCABULARIES.map((kind) => new Vocabulary(kind));
  readonly #uses: readonly number[];
  #columns: Uint32Array[];
  #counts: Uint32Array[] = [];
  #filled: number[];
  #split: number | undefined;

  constructor(fields: readonly Field[]) {
    this.fields = fields;
    this.#uses = fields.map(({ kind }) => vocabularyOf(kind));
    this.#columns = fields.map(() => sharedUint32(1 << 10));
    this.#filled = fields.map(() => 0);
  }

  get size(): number {
    return this.ids.length;
  }

  /** Adds a record; its place among the records comes back. */
  add(record: LinkageRecord): number {
    const at = this.ids.length;
    this.ids.push(record.id);
    for (const [index, value] of record.values.entries()) {
      let column = this.#columns[index];
      if (!column) continue;
      if (at >= column.length) {
        const larger = sharedUint32(column.length * 2);
        larger.set(column);
        this.#columns[index] = larger;
        column = larger;
      }
      column[at] = this.#vocabularies[this.#uses[index] ?? 0]?.number(value) ?? 0;
    }
    return at;
  }

  /** Takes the record that was added last out again. */
  takeBack(): void {
    this.ids.pop();
  }

  /** From here on records are of the second file. */
  startSecondFile(): void {
    this.#split = this.ids.length;
  }

  /** Puts the records of each file in the order of a hash of their ids, and counts how often each value occurs. */
  settle(): void {
    const size = this.ids.length;
    const split = this.#split ?? size;
    const ranks = Float64Array.from(this.ids, (id) => hashText(id) * 2 ** 20 + (hashText(id, 77) & 0xfffff));
    const byRank = (a: number, b: number): number =>
      (ranks[a] ?? 0) - (ranks[b] ?? 0) || ((this.ids[a] ?? '') < (this.ids[b] ?? '') ? -1 : 1);
    const order = Uint32Array.from({ length: size }, (_, at) => at);
    order.subarray(0, split).sort(byRank);
    order.subarray(split).sort(byRank);
    const ids = Array.from(order, (from) => this.ids[from] ?? '');
    this.ids.length = 0;
    for (const id of ids) this.ids.push(id);
    this.#columns = this.#columns.map((column) => {
      const sorted = sharedUint32(Math.max(1, size));
      for (let at = 0; at < size; at += 1) sorted[at] = column[order[at] ?? 0] ?? 0;
      return sorted;
    });
    this.recount();
  }

  /** Counts again how often each value occurs. */
  recount(): void {
    this.#counts = this.#columns.map((column, field) => {
      const counts = sharedUint32(this.#vocabularies[this.#uses[field] ?? 0]?.size ?? 1);
      for (let at = 0; at < this.size; at += 1) {
        const value = column[at] ?? 0;
        counts[value] = (counts[value] ?? 0) + 1;
      }
      this.#filled[field] = this.size - (counts[0] ?? 0);
      return counts;
    });
  }

  /** What workers and comparers read; taken again after records were added. */
  view(): DatasetView {
    return {
      fields: this.fields,
      size: this.size,
      columns: this.#columns,
      vocabularies: this.#vocabularies.map((vocabulary) => vocabulary.view()),
      uses: this.#uses,
      counts: this.#counts,
      filled: this.#filled,
      split: this.#split ?? this.size,
    };
  }
}

/** The text of a value, for people. */
export function textOf(view: DatasetView, field: number, record: number): string {
  const words = view.vocabularies[view.uses[field] ?? 0];
  const value = view.columns[field]?.[record] ?? 0;
  if (!words || value === 0) return '';
  return String.fromCharCode(...words.chars.subarray(words.starts[value], words.starts[value + 1]));
}
