import { type Estimate, Z } from '../statistics/interval.ts';
import { share } from '../statistics/proportions.ts';

/** Respondents added up: how many, with which weights. */
export class Weighed {
  people = 0;
  sum = 0;
  squares = 0;

  add(weight: number): void {
    this.people += 1;
    this.sum += weight;
    this.squares += weight ** 2;
  }

  /** The size of an unweighted sample that tells as much: people over Kish's design effect, n Σw² / (Σw)² (Kish 1965, 11.7). */
  get effective(): number {
    return this.squares === 0 ? 0 : this.sum ** 2 / this.squares;
  }
}

/** A weighted share with Wilson's limits on the effective sample size, as a percentage. */
export function percentage(part: Weighed, whole: Weighed): Estimate {
  const { effective } = whole;
  const p = Math.min(1, part.sum / whole.sum);
  const { low, high } = share({ part: p * effective, whole: effective });
  return { value: 100 * p, low: 100 * low, high: 100 * high };
}

/** Numbers that respondents gave, added up. */
export class Numbers {
  readonly whole = new Weighed();
  #sum = 0;
  #squares = 0;

  add(number: number, weight: number): void {
    this.whole.add(weight);
    this.#sum += weight * number;
    this.#squares += weight * number ** 2;
  }

  /** The weighted mean with its 95% limits on the effective sample size. */
  get mean(): Estimate {
    const { sum, effective } = this.whole;
    const value = this.#sum / sum;
    const variance = Math.max(0, this.#squares / sum - value ** 2) * (effective / Math.max(effective - 1, 1));
    const reach = Z * Math.sqrt(variance / effective);
    return { value, low: value - reach, high: value + reach };
  }
}
