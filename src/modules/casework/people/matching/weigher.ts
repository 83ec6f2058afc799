/** Weighs pairs among a handful of records: the new one and those that may be of the same person. */
import { isApart } from '../../linkage/cluster.ts';
import { Comparer } from '../../linkage/comparer.ts';
import { Dataset, type DatasetView } from '../../linkage/dataset.ts';
import { LEVELS, levelWords } from '../../linkage/levels.ts';
import { type Model, probabilityOf } from '../../linkage/model.ts';
import { type TwinsTest, twinsRule } from '../../linkage/twins.ts';
import type { AddressInput } from '../address.ts';
import type { Identity } from '../identity.ts';
import { FIELDS, valuesFor } from './fields.ts';
import { type MatchModel, USUAL_RECORDS } from './model.ts';

/** One bar of the waterfall: what was found in a field, in words, and what it weighs in bits. Holds no value. */
export interface Bar {
  readonly field: string;
  readonly found: string;
  readonly weight: number;
}

export interface Weighed {
  /** Bits of evidence that two records are of one person. */
  readonly weight: number;
  readonly probability: number;
  /** The twins rule keeps them from joining by themselves. */
  readonly twins: boolean;
}

export interface Comparable {
  readonly recordId: string;
  readonly identity: Identity;
  readonly address: AddressInput | undefined;
}

/** A value and how many records have it. */
export type CountOf = (field: string, value: string) => number | undefined;

const REMEMBERED = 1 << 8;
/** Fields whose values are counted in the database; those of others are as rare as they are here. */
const COUNTED = ['given_name', 'surname', 'date_of_birth', 'postcode'];
const TENTH = 10;

export class Weigher {
  readonly #model: Model;
  readonly #rows = new Map<string, number[]>();
  readonly #view: DatasetView;
  readonly #comparer: Comparer;
  readonly #areTwins: TwinsTest;

  /** Compares these records; `records` is how many there are in all, `countOf` how many of them have a value. */
  constructor(
    { model, filled }: MatchModel,
    compared: readonly Comparable[],
    records: number,
    countOf: CountOf,
  ) {
    this.#model = model;
    const dataset = new Dataset(FIELDS);
    const beside = compared[0]?.identity;
    const texts: (readonly string[])[] = [];
    for (const { recordId, identity, address } of compared) {
      const rows = valuesFor(identity, address, beside).map((values) => {
        texts.push(values);
        return dataset.add({ id: recordId, values });
      });
      this.#rows.set(recordId, rows);
    }
    dataset.recount();
    const view = dataset.view();
    const counts = view.counts.map((here, at) => {
      const known = here.slice();
      const name = FIELDS[at]?.name ?? '';
      if (!COUNTED.includes(name)) return known;
      for (const [row, values] of texts.entries()) {
        const value = view.columns[at]?.[row] ?? 0;
        const count = countOf(name, values[at] ?? '');
        if (value !== 0 && count !== undefined) known[value] = Math.max(1, count);
      }
      return known;
    });
    this.#view = { ...view, counts, filled: filled.map((share) => Math.round(share * records)) };
    this.#comparer = new Comparer(amongMany(this.#view, records), model, REMEMBERED);
    this.#areTwins = twinsRule(this.#view);
  }

  /** The weight of two records, by whichever of the persons' names agree best. */
  weigh(one: string, two: string): Weighed {
    const [a, b] = this.#best(one, two);
    const weight = this.#comparer.weigh(a, b);
    const twins = isApart(this.#areTwins(this.#comparer.found, a, b), false);
    return { weight, probability: probabilityOf(this.#model, weight), twins };
  }

  /** What the weight is made of, the weightiest first; what is missing is left out. */
  evidence(one: string, two: string): readonly Bar[] {
    const [a, b] = this.#best(one, two);
    this.#comparer.weigh(a, b);
    const bars = FIELDS.map(({ label, kind }, at) => ({
      field: label,
      found: levelWords(kind, this.#comparer.found[at] ?? 0),
      weight: inTenths(this.#comparer.parts[at] ?? 0),
      level: this.#comparer.found[at] ?? 0,
    }))
      .filter(({ level }) => level !== 0)
      .map(({ field, found, weight }): Bar => ({ field, found, weight }))
      .toSorted((x, y) => Math.abs(y.weight) - Math.abs(x.weight));
    const home = inTenths(this.#comparer.homePart);
    return home === 0
      ? bars
      : [...bars, { field: 'same home', found: 'others at the same home would agree as well', weight: home }];
  }

  #best(one: string, two: string): readonly [number, number] {
    let best: readonly [number, number] = [this.#rows.get(one)?.[0] ?? 0, this.#rows.get(two)?.[0] ?? 0];
    let most = Number.NEGATIVE_INFINITY;
    for (const a of this.#rows.get(one) ?? [])
      for (const b of this.#rows.get(two) ?? []) {
        const weight = this.#comparer.weigh(a, b);
        if (weight > most) {
          most = weight;
          best = [a, b];
        }
      }
    return best;
  }
}

/**
 * While there are few records, their rarities say little: what is usual in as many records as a district's agencies soon
 * hold counts beside them, the less the more there are.
 */
function amongMany(view: DatasetView, records: number): DatasetView {
  const missing = Math.max(0, USUAL_RECORDS - records);
  return {
    ...view,
    counts: view.counts.map((counts, at) => {
      const usual = Math.round(missing * (LEVELS[FIELDS[at]?.kind ?? 'exact'][0]?.u ?? 0));
      return counts.map((count) => count + usual);
    }),
    filled: view.filled.map((filled) => filled + missing),
  };
}

const inTenths = (weight: number): number => Math.round(weight * TENTH) / TENTH;
