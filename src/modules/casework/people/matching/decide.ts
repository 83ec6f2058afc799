/** What the machine does about a record and those that are like it: a function of the evidence and of what people decided. */
import { type Model, priorWeight } from '../../linkage/model.ts';
import type { Standing } from './groups.ts';
import type { Weighed } from './weigher.ts';

interface Member {
  readonly recordId: string;
  readonly clusterId: string;
}

/** A pair that speaks for two groups. */
export interface Pair<Record> {
  readonly one: Record;
  readonly two: Record;
  readonly weighed: Weighed;
}

export interface Decided<Record = import('./read.ts').Opened> {
  /** Pairs whose groups become one person. */
  readonly joins: readonly Pair<Record>[];
  /** Pairs that somebody is asked about. */
  readonly asks: readonly Pair<Record>[];
}

/** Most questions that one saved record may raise. */
const MOST_ASKED = 5;

interface Weighs {
  weigh(one: string, two: string): Weighed;
}

/**
 * The groups that the record's group joins, the likeliest first, and those that somebody is asked about. A group joins
 * only if its best pair is above the threshold, all pairs together speak for it, no pair is like twins, and nobody said
 * that any of them are different people. What somebody decided or could not tell is not asked again.
 */
export function decide<Record extends Member>(
  record: Record,
  all: readonly Record[],
  links: readonly Standing[],
  weigher: Weighs,
  model: Model,
): Decided<Record> {
  const groups = Map.groupBy(all, ({ clusterId }) => clusterId);
  let mine = groups.get(record.clusterId) ?? [record];
  const joins: Pair<Record>[] = [];
  const asks: Pair<Record>[] = [];
  const others = [...groups.entries()]
    .filter(([clusterId]) => clusterId !== record.clusterId)
    .map(([, group]) => ({ group, best: bestPair([record], group, weigher) }))
    .filter(({ best }) => best.weighed.weight >= model.ask)
    .toSorted((a, b) => b.best.weighed.weight - a.best.weighed.weight);
  for (const { group, best } of others) {
    if (best.weighed.weight >= model.join && belongTogether(mine, group, links, weigher, model)) {
      joins.push(best);
      mine = [...mine, ...group];
    } else if (asks.length < MOST_ASKED && !isAnswered(mine, group, best, links)) asks.push(best);
  }
  return { joins, asks };
}

function bestPair<Record extends Member>(
  mine: readonly Record[],
  group: readonly Record[],
  weigher: Weighs,
): Pair<Record> {
  const pairs = mine.flatMap((one) =>
    group.map((two) => ({ one, two, weighed: weigher.weigh(one.recordId, two.recordId) })),
  );
  return pairs.reduce((best, pair) => (pair.weighed.weight > best.weighed.weight ? pair : best));
}

function belongTogether<Record extends Member>(
  mine: readonly Record[],
  group: readonly Record[],
  links: readonly Standing[],
  weigher: Weighs,
  model: Model,
): boolean {
  if (saidToDiffer(mine, group, links)) return false;
  const pairs = mine.flatMap((one) => group.map((two) => weigher.weigh(one.recordId, two.recordId)));
  const mean = pairs.reduce((sum, { weight }) => sum + weight, 0) / pairs.length;
  return mean >= -priorWeight(model) && !pairs.some(({ twins }) => twins);
}

/** True when a person said of a record of each group that they are different people. */
function saidToDiffer(
  mine: readonly Member[],
  group: readonly Member[],
  links: readonly Standing[],
): boolean {
  return links.some((link) => link.verdict === 'different' && between(link, mine, group));
}

function isAnswered<Record extends Member>(
  mine: readonly Record[],
  group: readonly Record[],
  { one, two }: Pair<Record>,
  links: readonly Standing[],
): boolean {
  return links.some(
    (link) =>
      link.decidedBy === 'person' &&
      ((link.verdict === 'different' && between(link, mine, group)) || between(link, [one], [two])),
  );
}

const between = ({ left, right }: Standing, a: readonly Member[], b: readonly Member[]): boolean => {
  const isIn = (group: readonly Member[], id: string): boolean =>
    group.some(({ recordId }) => recordId === id);
  return (isIn(a, left) && isIn(b, right)) || (isIn(a, right) && isIn(b, left));
};
