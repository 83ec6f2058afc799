import type { DatasetView } from './dataset.ts';
import type { Field } from './fields.ts';
import { EXACT, LEVELS, levelCount } from './levels.ts';

/** What has been learned of one field: of each level (0 is missing and stays out), its chance. */
export interface FieldModel {
  readonly field: Field;
  /** Chance of each level among two records of one person. */
  readonly m: readonly number[];
  /** Chance of each level among two records of two strangers. */
  readonly u: readonly number[];
}

/** Everything that turns two records into a probability. Plain data: it may be kept as JSON. */
export interface Model {
  readonly fields: readonly FieldModel[];
  /** Chance that two records taken at random are of one person. */
  readonly prior: number;
  /** Chance that two records taken at random are of two people of one home. */
  readonly homePrior: number;
  /** Chance that two people of one home have one surname. */
  readonly homeSurname: number;
  /** Weight in bits from which a pair joins, and from which a person is asked. */
  readonly join: number;
  readonly ask: number;
}

/** Records that the rarity of a value is blurred by, so that a file of twenty does not make a rare name of each. */
const BLUR = 100;

/** How many of a dataset's records a value stands for: its share, blurred with what is usual for its kind. */
export function shareOf(view: DatasetView, field: number, value: number): number {
  const usual = LEVELS[view.fields[field]?.kind ?? 'exact'][0]?.u ?? 0.01;
  const count = Math.max(1, view.counts[field]?.[value] ?? 0);
  return (count + BLUR * usual) / ((view.filled[field] ?? 0) + BLUR);
}

/** Weights in bits of one field, ready for comparing. */
export interface FieldWeights {
  /** Of each level: log2(m/u). For the levels of exact agreement, log2(m) alone: the rarity of the value comes to it. */
  readonly match: Float64Array;
  /** Of each level, the evidence that two people of one home have it, against two strangers; in bits. */
  readonly home: Float64Array;
  /** The largest of `match` among levels of inexact agreement. */
  readonly bestInexact: number;
}

/** True for the levels at which the value itself says how much the agreement is worth. */
export const isExact = (field: Field, level: number): boolean =>
  level === EXACT || (field.kind === 'date' && level === 2);

/** The weights of a model's fields. */
export function weightsOf(model: Model): readonly FieldWeights[] {
  return model.fields.map(({ field, m, u }) => {
    const count = levelCount(field.kind);
    const match = new Float64Array(count);
    const home = new Float64Array(count);
    let bestInexact = 0;
    for (let level = EXACT; level < count; level += 1) {
      const exact = isExact(field, level);
      const ofMatch = m[level] ?? 0;
      const ofStranger = exact ? 1 : (u[level] ?? 1);
      match[level] = Math.log2(ofMatch / ofStranger);
      if (!exact) bestInexact = Math.max(bestInexact, match[level] ?? 0);
      home[level] = exact ? 0 : homeWeight(field, match[level] ?? 0, model.homeSurname);
    }
    return { match, home, bestInexact };
  });
}

/**
 * What agreement worth `match` bits for one person is worth for two people of one home: as much for their address,
 * nothing for what is each one's own, and for the surname as often as it is shared.
 */
export function homeWeight({ shares }: Field, match: number, homeSurname: number): number {
  if (shares === 'home') return match;
  return shares === 'surname' ? Math.log2(homeSurname * 2 ** match + 1 - homeSurname) : 0;
}

/** log2 of the odds that two records taken at random are of one person. */
export const priorWeight = ({ prior }: Pick<Model, 'prior'>): number => Math.log2(prior / (1 - prior));

/** The probability of a match that has this weight of evidence in bits. */
export const probabilityOf = (model: Pick<Model, 'prior'>, weight: number): number =>
  1 / (1 + 2 ** -(weight + priorWeight(model)));

/** The weight of evidence at which a match has this probability. */
export const weightAt = (model: Pick<Model, 'prior'>, probability: number): number =>
  Math.log2(probability / (1 - probability)) - priorWeight(model);

/** A model before anything is learned, for `pairs` possible pairs of records. */
export function startingModel(fields: readonly Field[], records: number, pairs: number): Model {
  const prior = Math.min(0.1, Math.max(1, records * 0.1) / Math.max(pairs, 10));
  return {
    fields: fields.map((field) => ({
      field,
      m: [0, ...LEVELS[field.kind].map((level) => level.m)],
      u: [0, ...LEVELS[field.kind].map((level) => level.u)],
    })),
    prior,
    homePrior: prior / 10,
    homeSurname: 0.7,
    join: -Math.log2(prior) + 6.6,
    ask: -Math.log2(prior),
  };
}
