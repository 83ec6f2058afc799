import type { DatasetView } from '../dataset.ts';
import { mixTwo } from '../text/fold.ts';
import { type Atom, atomsOf } from './atoms.ts';

/** A rule of blocking: records that agree on all of its atoms are compared. */
export interface Rule {
  readonly name: string;
  readonly atoms: readonly Atom[];
  /** The sum of 2^n over its atoms n. */
  readonly mask: number;
}

/** The rules that were chosen, what they are thought to find and to cost. */
export interface Plan {
  readonly rules: readonly Rule[];
  /** Share of all true pairs that at least one rule is thought to find. */
  readonly recall: number;
  /** Pairs that the rules give, about, with those that several give counted more than once. */
  readonly pairs: number;
}

/** Agreements of true pairs: of each, the sum of 2^n over the atoms n that agree. */
export type Agreements = Uint32Array;

const SAMPLE = 25_000;
const MOST_RULES = 16;
/** Rules that are enough to learn from. */
const FIRST_RULES = 8;
const ENOUGH = 0.999;

/**
 * Chooses rules that find most true pairs for `budget` comparisons: again and again the one that finds most new ones
 * for its cost. Costs are kept in `known` for the next time. What a rule finds is counted in `agreements`, what it costs in a sample of the records. With
 * `everyGroup`, each group of atoms is left out by some rule, so that its agreement can be learned.
 */
export function chooseRules(
  view: DatasetView,
  agreements: Agreements,
  budget: number,
  known: { costs?: ReadonlyMap<number, number> },
  everyGroup = false,
): Plan {
  const atoms = atomsOf(view);
  const costs = known.costs ?? costsOf(view, atoms, budget);
  known.costs = costs;
  const found = new Uint8Array(agreements.length);
  const chosen: { mask: number; cost: number }[] = [];
  const spent = (): number => chosen.reduce((sum, { cost }) => sum + cost, 0);
  const missing = (): number => found.reduce((sum, one) => sum - one, found.length);
  const best = (
    mayUse: (mask: number) => boolean,
    all: boolean,
  ): { mask: number; cost: number } | undefined => {
    let top: { mask: number; cost: number } | undefined;
    let most = 0;
    for (const [mask, cost] of costs) {
      if (cost > budget - spent() || !mayUse(mask)) continue;
      let gain = 0;
      for (let at = 0; at < agreements.length; at += 1)
        if ((all || found[at] === 0) && ((agreements[at] ?? 0) & mask) === mask) gain += 1;
      const value = gain / (cost + budget / 30);
      if (value > most) {
        most = value;
        top = { mask, cost };
      }
    }
    return top;
  };
  const choose = (rule: { mask: number; cost: number }): void => {
    chosen.push(rule);
    for (let at = 0; at < agreements.length; at += 1)
      if (((agreements[at] ?? 0) & rule.mask) === rule.mask) found[at] = 1;
  };
  if (everyGroup)
    for (const mask of groupMasks(atoms)) {
      if (chosen.some((rule) => (rule.mask & mask) === 0)) continue;
      const rule = best((one) => (one & mask) === 0, true);
      if (rule) choose(rule);
    }
  while (
    chosen.length < (everyGroup ? FIRST_RULES : MOST_RULES) &&
    missing() > agreements.length * (1 - ENOUGH)
  ) {
    const rule = best(() => true, false);
    if (!rule) break;
    choose(rule);
  }
  const rules = chosen.map(({ mask }): Rule => {
    const used = atoms.filter((_, at) => (mask & (1 << at)) !== 0);
    return { name: used.map(({ name }) => name).join(' + '), atoms: used, mask };
  });
  return { rules, recall: 1 - missing() / Math.max(1, agreements.length), pairs: spent() };
}

const groupMasks = (atoms: readonly Atom[]): readonly number[] =>
  [...new Set(atoms.map(({ group }) => group))].map((group) =>
    atoms.reduce((mask, atom, at) => (atom.group === group ? mask | (1 << at) : mask), 0),
  );

/** Agreements of made-up true pairs, by what is usual and by how many records lack each atom. */
export function usualAgreements(view: DatasetView, count = 3000): Agreements {
  const atoms = atomsOf(view);
  const present = atoms.map((atom) => {
    let has = 0;
    const tried = Math.min(view.size, 2000);
    for (let at = 0; at < tried; at += 1)
      if (atom.key(view, Math.floor((at * view.size) / tried)) !== 0) has += 1;
    return has / Math.max(1, tried);
  });
  const sources = [...new Set(atoms.map(({ source }) => source))];
  return Uint32Array.from({ length: count }, (_, pair) => {
    let bits = 0;
    for (const [at, { usual, source }] of atoms.entries()) {
      // Atoms of one source agree and disagree together, more often than not.
      const shared = chance(pair, sources.indexOf(source));
      const drawn = chance(pair, 1000 + at) < 0.7 ? shared : chance(pair, 2000 + at);
      const there = chance(pair, 3000 + sources.indexOf(source)) < (present[at] ?? 0) ** 1.5;
      if (there && drawn < usual) bits |= 1 << at;
    }
    return bits >>> 0;
  });
}

/**
 * Agreements of likely true pairs, as they would be among all true pairs: what each group agrees on is drawn from pairs
 * that a rule without that group gives, since a rule finds only pairs that agree on its own atoms. One made pair in
 * three is messier: it agrees only on what two draws agree on, because mistakes come together.
 */
export function learnedAgreements(
  view: DatasetView,
  rules: readonly Rule[],
  pairs: readonly (readonly [number, number])[],
  count = 4000,
): Agreements {
  const atoms = atomsOf(view);
  const seen = pairs.map(([one, two]) => {
    let bits = 0;
    for (const [at, { key }] of atoms.entries()) {
      const hash = key(view, one);
      if (hash !== 0 && hash === key(view, two)) bits |= 1 << at;
    }
    return bits;
  });
  const usual = usualAgreements(view, 500);
  const groups = groupMasks(atoms).map((mask) => {
    const without = rules.filter((rule) => (rule.mask & mask) === 0);
    const fair = seen.filter((bits) => without.some((rule) => (bits & rule.mask) === rule.mask));
    return { mask, from: fair.length >= 30 ? fair : [...usual] };
  });
  return Uint32Array.from({ length: count }, (_, pair) => {
    let bits = 0;
    for (const [at, { mask, from }] of groups.entries()) {
      const draw = (nth: number): number => from[Math.floor(chance(pair, at * 2 + nth) * from.length)] ?? 0;
      bits |= draw(10) & (pair % 3 === 0 ? draw(11) : -1) & mask;
    }
    return bits >>> 0;
  });
}

/** A number from 0 to 1 that is always the same for the same two. */
const chance = (one: number, two: number): number => mixTwo(one + 1, two + 1) / 2 ** 32;

/** What each rule of one to three atoms costs in pairs; rules beyond the budget stay out. */
function costsOf(view: DatasetView, atoms: readonly Atom[], budget: number): ReadonlyMap<number, number> {
  const size = Math.min(view.size, SAMPLE);
  const scale = (view.size / Math.max(1, size)) ** 2;
  const keys = atoms.map(({ key }) =>
    Uint32Array.from({ length: size }, (_, at) => key(view, Math.floor((at * view.size) / size))),
  );
  const slots = 2 ** Math.ceil(Math.log2(size * 8 + 1));
  const table = new Uint16Array(slots);
  const costOf = (chosen: readonly number[]): number => {
    table.fill(0);
    let pairs = 0;
    let present = 0;
    for (let at = 0; at < size; at += 1) {
      let key = 0;
      for (const atom of chosen) {
        const part = keys[atom]?.[at] ?? 0;
        if (part === 0) {
          key = 0;
          break;
        }
        key = key === 0 ? part : mixTwo(key, part);
      }
      if (key === 0) continue;
      const slot = key & (slots - 1);
      pairs += table[slot] ?? 0;
      table[slot] = (table[slot] ?? 0) + 1;
      present += 1;
    }
    // Different keys that fall into one slot of the table are no pairs.
    return Math.max(0, pairs - (present * present) / 2 / slots) * scale;
  };
  const costs = new Map<number, number>();
  const tryRule = (chosen: readonly number[]): void => {
    const cost = costOf(chosen);
    if (cost <= budget)
      costs.set(
        chosen.reduce((mask, atom) => mask | (1 << atom), 0),
        cost,
      );
  };
  for (let a = 0; a < atoms.length; a += 1) {
    tryRule([a]);
    for (let b = a + 1; b < atoms.length; b += 1) {
      if (clash(atoms, a, b)) continue;
      tryRule([a, b]);
      // A third atom is of use only where two are not enough.
      if ((costs.get((1 << a) | (1 << b)) ?? Number.POSITIVE_INFINITY) < view.size / 2) continue;
      for (let c = b + 1; c < atoms.length; c += 1)
        if (!clash(atoms, a, c) && !clash(atoms, b, c)) tryRule([a, b, c]);
    }
  }
  return costs;
}

const clash = (atoms: readonly Atom[], a: number, b: number): boolean =>
  atoms[a]?.source === atoms[b]?.source;
