import { type AtomKeys, keyOf, keysBy } from './blocking/blocks.ts';
import { chooseRules, type Rule, usualAgreements } from './blocking/choose.ts';
import { KeyIndex } from './blocking/key-index.ts';
import { isApart } from './cluster.ts';
import { Comparer } from './comparer.ts';
import { type Dataset, textOf } from './dataset.ts';
import type { LinkageRecord } from './fields.ts';
import { levelWords } from './levels.ts';
import { type Model, probabilityOf } from './model.ts';
import { TWINS, twinsRule } from './twins.ts';

/** Most records that one key may bring up for comparison. */
const LARGEST_BLOCK = 400;
/** Records added after which rarity is counted anew. */
const RECOUNT_AFTER = 0.1;

/** One bar of the waterfall of weights that explains a likeness. */
export interface Evidence {
  readonly field: string;
  readonly label: string;
  readonly left: string;
  readonly right: string;
  /** What was found, in words. */
  readonly found: string;
  /** Weight in bits: positive speaks for one person, negative against. */
  readonly weight: number;
}

/** A record that may be of the same person as the one that was asked for. */
export interface Candidate {
  readonly id: string;
  /** Weight of evidence in bits. */
  readonly weight: number;
  readonly probability: number;
  readonly verdict: 'join' | 'ask';
  /** True when only the twins rule keeps it from joining. */
  readonly twins: boolean;
  /** The weight of each field and, last, against it that others of the same home would agree as well. */
  readonly evidence: readonly Evidence[];
}

/** Records in memory, against which a new one is matched as it is saved. */
export class RecordIndex {
  readonly #dataset: Dataset;
  readonly #model: Model;
  readonly #rules: readonly Rule[];
  readonly #byKey: readonly KeyIndex[];
  readonly #places = new Map<string, number>();
  readonly #gone = new Set<number>();
  #counted: number;
  #comparer: Comparer;

  /** An index of settled records by a learned model; rules as they were chosen with it, or usual ones. */
  constructor(dataset: Dataset, model: Model, rules?: readonly Rule[]) {
    this.#dataset = dataset;
    this.#model = model;
    const view = dataset.view();
    const budget = Math.max(2_000_000, view.size * 10);
    this.#rules = rules ?? chooseRules(view, usualAgreements(view), budget, {}, true).rules;
    const keys: AtomKeys = new Map();
    this.#byKey = this.#rules.map((rule) => new KeyIndex(keysBy(rule, view, keys)));
    this.#counted = view.size;
    this.#comparer = new Comparer(view, model);
    for (const [at, id] of dataset.ids.entries()) this.#places.set(id, at);
  }

  get size(): number {
    return this.#places.size;
  }

  /** Adds a record, or puts another version of it in the place of the one with its id. */
  add(record: LinkageRecord): void {
    this.remove(record.id);
    const at = this.#dataset.add(record);
    this.#places.set(record.id, at);
    const view = this.#dataset.view();
    for (const [rule, definition] of this.#rules.entries())
      this.#byKey[rule]?.add(keyOf(definition, view, at), at);
    this.#renew();
  }

  /** Takes a record out; nothing happens when there is none. */
  remove(id: string): void {
    const at = this.#places.get(id);
    if (at === undefined) return;
    this.#gone.add(at);
    this.#places.delete(id);
  }

  /**
   * The records that a person should at least be asked about, the likeliest first. The record itself is not added, and
   * one with its own id is left out.
   */
  candidatesFor(record: LinkageRecord, most = 20): readonly Candidate[] {
    const at = this.#dataset.add(record);
    const view = this.#dataset.view();
    this.#comparer.look(view);
    const areTwins = twinsRule(view);
    const near = new Set<number>();
    for (const [rule, definition] of this.#rules.entries())
      this.#byKey[rule]?.each(keyOf(definition, view, at), LARGEST_BLOCK, (other) => near.add(other));
    const found: { other: number; weight: number; twins: number }[] = [];
    for (const other of near) {
      if (this.#gone.has(other) || this.#dataset.ids[other] === record.id) continue;
      const weight = this.#comparer.weigh(at, other, this.#model.ask);
      if (weight >= this.#model.ask)
        found.push({ other, weight, twins: areTwins(this.#comparer.found, at, other) });
    }
    found.sort(
      (a, b) =>
        b.weight - a.weight ||
        ((this.#dataset.ids[a.other] ?? '') < (this.#dataset.ids[b.other] ?? '') ? -1 : 1),
    );
    const candidates = found.slice(0, most).map(({ other, weight, twins }): Candidate => {
      const apart = isApart(twins, false);
      return {
        id: this.#dataset.ids[other] ?? '',
        weight,
        probability: probabilityOf(this.#model, weight),
        verdict: weight >= this.#model.join && !apart ? 'join' : 'ask',
        twins: twins !== TWINS.no,
        evidence: this.#evidence(at, other),
      };
    });
    this.#dataset.takeBack();
    return candidates;
  }

  #evidence(one: number, two: number): readonly Evidence[] {
    this.#comparer.weigh(one, two);
    const view = this.#dataset.view();
    const bars = view.fields.map(
      ({ name, label, kind }, at): Evidence => ({
        field: name,
        label,
        left: textOf(view, at, one),
        right: textOf(view, at, two),
        found: levelWords(kind, this.#comparer.found[at] ?? 0),
        weight: this.#comparer.parts[at] ?? 0,
      }),
    );
    const found = 'others at the same home would agree as well';
    return [
      ...bars,
      { field: 'same_home', label: 'same home', left: '', right: '', found, weight: this.#comparer.homePart },
    ];
  }

  /** Rarity is counted again when the records have grown by a tenth. */
  #renew(): void {
    const { size } = this.#dataset;
    if (size - this.#counted > this.#counted * RECOUNT_AFTER) {
      this.#dataset.recount();
      this.#counted = size;
    }
    this.#comparer.look(this.#dataset.view());
  }
}
