import { type AtomKeys, type Blocks, buildBlocks } from './blocking/blocks.ts';
import { chooseRules, learnedAgreements, type Plan, usualAgreements } from './blocking/choose.ts';
import { type Clusters, cluster } from './cluster.ts';
import { Comparer } from './comparer.ts';
import { type Dataset, type DatasetView, possiblePairs } from './dataset.ts';
import { learn } from './learn/em.ts';
import { candidatePatterns, likelyPairs, randomPatterns } from './learn/patterns.ts';
import { type Model, priorWeight, startingModel, weightAt } from './model.ts';
import type { FoundPairs } from './scan.ts';
import { scanAll } from './scan-all.ts';
import { chooseThresholds } from './thresholds.ts';
import { replacesValues, twinsRule } from './twins.ts';

/** Pairs drawn at random: some for each record, between these. */
const RANDOM_PAIRS = { each: 40, least: 100_000, most: 300_000 };
const SAMPLED_PAIRS = 600_000;
/** Pairs that blocking may give for each record. */
const PAIRS_PER_RECORD = 10;
/** Pairs that it may always give: small files may have more of them. */
const LEAST_BUDGET = 600_000;
const MORE_PAIRS = 60;
/** Likely pairs from which rules are learned. */
const ENOUGH_TO_LEARN = 30;
/** Records that one key may have at most. */
const LARGEST_BLOCK = 400;
/** Pairs less likely than this are not kept. */
const LEAST_PROBABILITY = 0.005;

/** What was found in a dataset. */
export interface Linked {
  readonly model: Model;
  readonly plan: Plan;
  /** Pairs that are more than hardly likely, the heaviest first. */
  readonly pairs: FoundPairs;
  readonly clusters: Clusters;
  /** True when the file replaces whole values, so that only twins by the book are kept apart. */
  readonly replaces: boolean;
  /** Seconds that each stage took. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Learns from a dataset, compares all its likely pairs and joins those that are one person. */
export async function link(
  dataset: Dataset,
  { model: given, twins = 'learned' }: { readonly model?: Model; readonly twins?: 'learned' | 'apart' } = {},
): Promise<Linked> {
  const seconds: Record<string, number> = {};
  let from = performance.now();
  const lap = (stage: string): void => {
    const now = performance.now();
    seconds[stage] = (seconds[stage] ?? 0) + (now - from) / 1000;
    from = now;
  };
  dataset.settle();
  const view = dataset.view();
  lap('settle');
  const learned = learnFrom(view, lap, given);
  const { blocks } = learned;
  const least = weightAt(learned.model, LEAST_PROBABILITY);
  const pairs = await scanAll({ view, blocks, model: learned.model, least }, learned.plan.pairs);
  lap('compare');
  const model = given ?? { ...learned.model, ...chooseThresholds(learned.model, pairs) };
  const likeTwins = pairs.twins.reduce(
    (count, twins, at) => count + (twins !== 0 && (pairs.weight[at] ?? 0) >= model.join ? 1 : 0),
    0,
  );
  const replaces = twins === 'learned' && replacesValues(model, view, likeTwins);
  const rules = {
    areTwins: twinsRule(view),
    replaces,
    never: twins === 'apart',
    join: model.join,
    even: -priorWeight(model),
  };
  const clusters = cluster(view, pairs, new Comparer(view, model), rules);
  lap('cluster');
  return { model, plan: learned.plan, pairs, clusters, replaces, seconds };
}

/** What is learned before pairs are compared. */
interface Lesson {
  readonly model: Model;
  readonly plan: Plan;
  readonly blocks: Blocks;
}

/** Rules by what is usual, a first model from what they find, then rules and model by what was learned. */
function learnFrom(view: DatasetView, lap: (stage: string) => void, given?: Model): Lesson {
  const budget = Math.max(Math.min(LEAST_BUDGET, view.size * MORE_PAIRS), view.size * PAIRS_PER_RECORD);
  const possible = Math.max(1, possiblePairs(view));
  const start = given ?? startingModel(view.fields, view.size, possible);
  const comparer = new Comparer(view, start);
  const draws = Math.min(RANDOM_PAIRS.most, Math.max(RANDOM_PAIRS.least, view.size * RANDOM_PAIRS.each));
  const random = given ? undefined : randomPatterns(view, comparer, draws);
  lap('draw');
  const known = {};
  const keys: AtomKeys = new Map();
  const lesson = (plan: Plan, before: Model): Lesson => {
    lap('rules');
    const blocks = buildBlocks(view, plan.rules, LARGEST_BLOCK, keys);
    lap('block');
    const candidates = random && candidatePatterns(view, blocks, comparer, plan.pairs, SAMPLED_PAIRS);
    const model = random && candidates ? learn(before, random, candidates, possible) : before;
    lap('learn');
    return { model, plan, blocks };
  };
  const first = lesson(chooseRules(view, usualAgreements(view), budget, known, true), start);
  const surely = weightAt(first.model, 0.9);
  const likely = likelyPairs(view, first.blocks, new Comparer(view, first.model), surely, first.plan.pairs);
  if (likely.length < ENOUGH_TO_LEARN) return first;
  return lesson(
    chooseRules(view, learnedAgreements(view, first.plan.rules, likely), budget, known),
    first.model,
  );
}
