import { type Model, probabilityOf, weightAt } from './model.ts';
import type { FoundPairs } from './scan.ts';

/** A person is asked about pairs that are a match with at least this probability. */
const ASK = 0.05;
const LEAST_JOIN = 0.5;
const MOST_JOIN = 0.99;

/**
 * The two thresholds, in bits, from what the model thinks of the pairs and nothing else. Joins start where the F1
 * that the probabilities promise is highest; people are asked where a match has at least one chance in twenty.
 */
export function chooseThresholds(model: Model, pairs: FoundPairs): Pick<Model, 'join' | 'ask'> {
  const chance = Float64Array.from(pairs.weight, (weight) => probabilityOf(model, weight));
  const all = chance.reduce((sum, one) => sum + one, 0);
  let sum = 0;
  let best = 0;
  let join = weightAt(model, MOST_JOIN);
  for (let at = 0; at < chance.length; at += 1) {
    sum += chance[at] ?? 0;
    const promised = (2 * sum) / (at + 1 + all);
    if (promised >= best) {
      best = promised;
      join = pairs.weight[at] ?? join;
    }
  }
  return {
    join: Math.min(weightAt(model, MOST_JOIN), Math.max(weightAt(model, LEAST_JOIN), join)),
    ask: weightAt(model, ASK),
  };
}
