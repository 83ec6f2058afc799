import { compareValues, nearlySame } from './compare-values.ts';
import type { DatasetView } from './dataset.ts';
import { EXACT, MISSING, MOST_LEVELS, NAME, TEXT } from './levels.ts';
import { type FieldWeights, homeWeight, isExact, type Model, shareOf, weightsOf } from './model.ts';

/** How many comparisons of values are remembered, for each field; a power of two. */
const CACHE = 1 << 16;

/** Fields that are compared together, and how a value is sought in the other ones. */
interface Step {
  readonly fields: readonly number[];
  readonly cross?: (one: number, two: number) => void;
}

/** Compares records of a dataset by a model. One for each thread: it keeps what it compared last. */
export class Comparer {
  /** The level of each field, after `levels` or `weigh` came to the end. */
  readonly found: Uint8Array;
  /** The weight of each field in bits, after `weigh`. */
  readonly parts: Float64Array;
  /** The weight against the pair since others of the same home would agree as well; 0 or less, in bits. */
  homePart = 0;
  #view: DatasetView;
  readonly #model: Model;
  readonly #weights: readonly FieldWeights[];
  readonly #caches: readonly { keys: Float64Array; levels: Uint8Array }[];
  readonly #slots: number;
  readonly #given: number;
  readonly #surname: number;
  readonly #lines: readonly number[];
  readonly #crosses: readonly boolean[];
  readonly #steps: readonly Step[];

  /** `remembers` so many comparisons of each field: few are enough for a handful of records. */
  constructor(view: DatasetView, model: Model, remembers: number = CACHE) {
    this.#view = view;
    this.#slots = remembers - 1;
    this.#model = model;
    this.#weights = weightsOf(model);
    const { fields } = view;
    this.found = new Uint8Array(fields.length);
    this.parts = new Float64Array(fields.length);
    this.#caches = fields.map(({ kind }) => {
      const size = kind === 'exact' ? 1 : remembers;
      return { keys: new Float64Array(size), levels: new Uint8Array(size) };
    });
    this.#given = fields.findIndex(({ role }) => role === 'given');
    this.#surname = fields.findIndex(({ role }) => role === 'surname');
    this.#lines = [...fields.keys()].filter((at) => fields[at]?.role === 'address');
    const names = [this.#given, this.#surname].filter((at) => at >= 0);
    const crossing = [...names, ...this.#lines];
    this.#crosses = [...fields.keys()].map((at) => crossing.includes(at));
    this.#steps = [
      { fields: [...fields.keys()].filter((at) => !this.#crosses[at]) },
      { fields: names, cross: (one, two) => this.#swappedNames(one, two) },
      { fields: this.#lines, cross: (one, two) => this.#movedLines(one, two) },
    ];
  }

  /** Compares records of this view from now on: the same dataset, after records were added to it. */
  look(view: DatasetView): void {
    this.#view = view;
  }

  /** The level of every field of two records, in `found`. */
  levels(one: number, two: number): void {
    for (const { fields, cross } of this.#steps) {
      for (const field of fields) this.found[field] = this.#level(field, one, two);
      cross?.(one, two);
    }
  }

  /** The levels as one number, for counting how often each pattern occurs. */
  pattern(one: number, two: number): number {
    this.levels(one, two);
    let pattern = 0;
    for (const level of this.found) pattern = pattern * MOST_LEVELS + level;
    return pattern;
  }

  /**
   * The weight of evidence in bits that two records are of one person; minus infinity as soon as it can no longer
   * reach `least`.
   */
  weigh(one: number, two: number, least = Number.NEGATIVE_INFINITY): number {
    const { columns } = this.#view;
    let most = 0;
    for (let field = 0; field < this.parts.length; field += 1) {
      const a = columns[field]?.[one] ?? 0;
      const b = columns[field]?.[two] ?? 0;
      if (a === 0 || b === 0)
        this.parts[field] = this.#crosses[field] ? (this.#weights[field]?.bestInexact ?? 0) : 0;
      else if (a === b) this.parts[field] = this.#exactWeight(field, a, EXACT);
      else this.parts[field] = this.#weights[field]?.bestInexact ?? 0;
      most += this.parts[field] ?? 0;
    }
    for (const { fields, cross } of this.#steps) {
      if (most < least) return Number.NEGATIVE_INFINITY;
      for (const field of fields) this.found[field] = this.#level(field, one, two);
      cross?.(one, two);
      for (const field of fields) {
        const worth = this.#worth(field, this.found[field] ?? MISSING, one, two);
        most += worth - (this.parts[field] ?? 0);
        this.parts[field] = worth;
      }
    }
    return this.#sum();
  }

  /** In the order of the fields, so that rounding does not depend on what was compared first. */
  #sum(): number {
    let weight = 0;
    let home = 0;
    for (let field = 0; field < this.parts.length; field += 1) {
      const part = this.parts[field] ?? 0;
      weight += part;
      const definition = this.#view.fields[field];
      if (definition && definition.shares !== 'person' && this.found[field] !== MISSING)
        home += homeWeight(definition, part, this.#model.homeSurname);
    }
    this.homePart = -Math.log2(1 + this.#model.homePrior * 2 ** home);
    return weight + this.homePart;
  }

  #worth(field: number, level: number, one: number, two: number): number {
    const definition = this.#view.fields[field];
    if (level === MISSING || !definition) return 0;
    const column = this.#view.columns[field];
    const a = column?.[one] ?? 0;
    const b = column?.[two] ?? 0;
    // Two spellings with and without spaces are the same, but not as rare: the commoner one counts.
    if (isExact(definition, level))
      return Math.min(this.#exactWeight(field, a, level), this.#exactWeight(field, b, level));
    const weight = this.#weights[field]?.match[level] ?? 0;
    if (weight <= 0) return Math.min(weight, 0);
    // Likeness is never worth more than sameness of either value would be.
    const ofA = a === 0 ? this.#leastAcross(field, one) : this.#ownWeight(field, a);
    const ofB = b === 0 ? this.#leastAcross(field, two) : this.#ownWeight(field, b);
    return Math.min(weight, ofA, ofB);
  }

  /** The least that sameness would be worth in the fields in which a missing value may have been found. */
  #leastAcross(field: number, record: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const other of this.#lines.includes(field) ? this.#lines : [this.#given, this.#surname]) {
      const value = this.#view.columns[other]?.[record] ?? 0;
      if (value !== 0) least = Math.min(least, this.#exactWeight(other, value, EXACT));
    }
    return least;
  }

  /** What it would be worth that both records had this value. */
  #ownWeight(field: number, value: number): number {
    const kind = this.#view.fields[field]?.kind;
    const words = this.#view.vocabularies[this.#view.uses[field] ?? 0];
    const level = kind === 'date' && words ? compareValues(kind, words, value, value) : EXACT;
    return this.#exactWeight(field, value, level);
  }

  /** What it is worth that two records share a value: the more, the fewer records have it. Never below 0. */
  #exactWeight(field: number, value: number, level: number): number {
    const weight = (this.#weights[field]?.match[level] ?? 0) - Math.log2(shareOf(this.#view, field, value));
    return Math.max(0, weight);
  }

  #level(field: number, one: number, two: number): number {
    const view = this.#view;
    const a = view.columns[field]?.[one] ?? 0;
    const b = view.columns[field]?.[two] ?? 0;
    if (a === 0 || b === 0) return MISSING;
    const kind = view.fields[field]?.kind ?? 'exact';
    const words = view.vocabularies[view.uses[field] ?? 0];
    const cache = this.#caches[field];
    if (!words || !cache) return MISSING;
    if (a === b && kind !== 'date') return EXACT;
    if (kind === 'exact') return compareValues(kind, words, a, b);
    const key = a < b ? a * 2 ** 26 + b : b * 2 ** 26 + a;
    const slot = (Math.imul(a ^ b, 0x9e3779b1) >>> 16) & this.#slots;
    if (cache.keys[slot] === key) return cache.levels[slot] ?? MISSING;
    const level = compareValues(kind, words, a, b);
    cache.keys[slot] = key;
    cache.levels[slot] = level;
    return level;
  }

  /** Names that stand in each other's place. */
  #swappedNames(one: number, two: number): void {
    const { columns, vocabularies } = this.#view;
    if (this.#given < 0 || this.#surname < 0) return;
    const weak = (field: number): boolean =>
      this.found[field] === MISSING || (this.found[field] ?? 0) >= NAME.close;
    if (!weak(this.#given) || !weak(this.#surname)) return;
    const givenA = columns[this.#given]?.[one] ?? 0;
    const givenB = columns[this.#given]?.[two] ?? 0;
    const surnameA = columns[this.#surname]?.[one] ?? 0;
    const surnameB = columns[this.#surname]?.[two] ?? 0;
    const words = vocabularies[0];
    if (!words) return;
    const alike = (a: number, b: number): boolean =>
      a !== 0 && b !== 0 && (a === b || compareValues('name', words, a, b) <= NAME.slip);
    const crossed = alike(givenA, surnameB);
    const back = alike(surnameA, givenB);
    if (crossed && back) {
      this.found[this.#given] = NAME.swapped;
      this.found[this.#surname] = NAME.swapped;
    } else if ((crossed && (surnameA === 0 || givenB === 0)) || (back && (givenA === 0 || surnameB === 0))) {
      // One name of each is all there is: told once, with the name that both records have somewhere.
      const both =
        givenA !== 0 && givenB !== 0
          ? this.#given
          : surnameA !== 0 && surnameB !== 0
            ? this.#surname
            : this.#given;
      this.found[both] = NAME.swapped;
    }
  }

  /** Lines of the address that stand in each other's place. */
  #movedLines(one: number, two: number): void {
    const { columns, vocabularies } = this.#view;
    const words = vocabularies[1];
    if (!words || this.#lines.length < 2) return;
    const weak = (field: number): boolean =>
      this.found[field] === MISSING || (this.found[field] ?? 0) >= TEXT.words;
    const alike = (a: number, b: number): boolean =>
      a !== 0 && b !== 0 && (a === b || nearlySame(words, a, b));
    for (const x of this.#lines)
      for (const y of this.#lines) {
        if (y <= x || !weak(x) || !weak(y)) continue;
        const there = alike(columns[x]?.[one] ?? 0, columns[y]?.[two] ?? 0);
        const back = alike(columns[y]?.[one] ?? 0, columns[x]?.[two] ?? 0);
        if (there || back) this.found[x] = TEXT.moved;
        if (there && back) this.found[y] = TEXT.moved;
      }
  }
}
