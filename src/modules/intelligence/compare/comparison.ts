import { plural } from '../../../kernel/names.ts';
import { limitsFor } from '../estimate.ts';
import type { Period } from '../period.ts';
import { type Compared, comparedBy, sayCompared } from '../statistics/comparison.ts';
import type { Direction, Indicator, KnownPoint, Point, Quality } from '../types.ts';
import { canBeCompared, type Difference, differenceBetween, pooled } from './sides.ts';

/** A place with its figure of the period, as the table of a comparison begins. */
export interface Entry {
  readonly slug: string;
  readonly name: string;
  readonly point: Point | undefined;
  /** Whether it lies in what it is compared with. */
  readonly isPart: boolean;
  readonly hidden: boolean;
  readonly beingChecked: boolean;
}

/** What every place is compared with. */
export interface Comparator {
  readonly name: string;
  readonly figure: Pick<KnownPoint, 'value' | 'numerator' | 'denominator' | 'period'> | undefined;
  readonly lower: number | null;
  readonly upper: number | null;
}

export type State = 'told' | 'hidden' | 'awaited' | 'missing';

export interface ComparedRow {
  readonly slug: string;
  readonly name: string;
  readonly state: State;
  /** From 1, the largest first; equal values share a rank. Null where there is no figure to rank. */
  readonly rank: number | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly quality: Quality | null;
  readonly beingChecked: boolean;
  readonly compared: Compared | null;
  /** `better` or `worse` than the comparator, where one way is better and the difference is significant. */
  readonly judged: 'better' | 'worse' | null;
  /** Place less comparator, with limits; null where it cannot be told. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** The significance in words, or why it cannot be told. */
  readonly sentence: string;
}

/** The comparator of several places together; none of it where one of them stays hidden, which it would give away. */
export function pooledComparator(name: string, measured: Indicator, entries: readonly Entry[]): Comparator {
  const told = entries
    .map(({ point }) => point)
    .filter((point) => point !== undefined && point.value !== null);
  const figure = entries.some(({ hidden }) => hidden)
    ? undefined
    : pooled(measured, told as readonly KnownPoint[]);
  return comparatorOf(name, measured, figure);
}

export function comparatorOf(name: string, measured: Indicator, figure: Comparator['figure']): Comparator {
  const { lower, upper } = figure ? limitsFor(measured, figure) : { lower: null, upper: null };
  return { name, figure, lower, upper };
}

const judgedAs = (direction: Direction, compared: Compared): ComparedRow['judged'] =>
  compared === 'similar' || direction === 'neither'
    ? null
    : (compared === 'higher') === (direction === 'higher')
      ? 'better'
      : 'worse';

const NOT_TOLD: Readonly<Record<Exclude<State, 'told'>, string>> = {
  hidden: 'Hidden, because it or another by subtraction is of one to four people.',
  awaited: 'The figure is awaited.',
  missing: 'No figure is recorded for this period.',
};

const stateOf = ({ point, hidden }: Entry): State =>
  hidden ? 'hidden' : point === undefined ? 'missing' : point.value === null ? 'awaited' : 'told';

function told(
  indicator: Indicator,
  { name, point, isPart }: Entry,
  comparator: Comparator,
): Pick<ComparedRow, 'compared' | 'judged' | 'difference' | 'sentence'> {
  const nothing = { compared: null, judged: null, difference: null };
  if (!canBeCompared(indicator))
    return { ...nothing, sentence: 'A count grows with its place: only rates and shares are compared.' };
  if (!comparator.figure) return { ...nothing, sentence: `No figure of ${comparator.name} is told.` };
  const difference: Difference = differenceBetween(indicator, point as KnownPoint, comparator.figure, isPart);
  if ('because' in difference) return { ...nothing, sentence: `Cannot tell. ${difference.because}` };
  const compared = comparedBy(difference);
  const { value, low, high } = difference;
  return {
    compared,
    judged: judgedAs(indicator.direction, compared),
    difference: { value, low, high },
    sentence: `${sayCompared(name, compared, comparator.name)}.`,
  };
}

/** Every place with its interval and its difference from the comparator, the largest first, whatever order they came in. */
export function compareAll(
  indicator: Indicator,
  entries: readonly Entry[],
  comparator: Comparator,
): readonly ComparedRow[] {
  const rows = entries.map((entry): ComparedRow => {
    const { slug, name, point, beingChecked } = entry;
    const state = stateOf(entry);
    const common = { slug, name, state, rank: null, beingChecked, quality: point?.quality ?? null };
    if (state !== 'told' || !point || point.value === null)
      return {
        ...common,
        value: null,
        lower: null,
        upper: null,
        numerator: null,
        denominator: null,
        compared: null,
        judged: null,
        difference: null,
        sentence: NOT_TOLD[state === 'told' ? 'awaited' : state],
      };
    const { value, numerator, denominator } = point;
    const { lower, upper } = limitsFor(indicator, {
      ...point,
      sampleSize: point.period.wave?.sampleSize ?? null,
    });
    const certain = told(indicator, entry, comparator);
    return { ...common, value, numerator, denominator, lower, upper, ...certain };
  });
  return ranked(rows);
}

const LAST = Number.NEGATIVE_INFINITY;

function ranked(rows: readonly ComparedRow[]): readonly ComparedRow[] {
  const sorted = [...rows].sort(
    (a, b) =>
      (b.value ?? LAST) - (a.value ?? LAST) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : a.slug < b.slug ? -1 : 1),
  );
  let rank = 0;
  return sorted.map((row, index) => {
    if (row.value === null) return row;
    if (row.value !== sorted[index - 1]?.value) rank = index + 1;
    return { ...row, rank };
  });
}

/** The finding in a sentence: how many are higher, lower, or not to be told from the comparator. */
export function sayComparison(rows: readonly ComparedRow[], comparator: Comparator, period: Period): string {
  const known = rows.filter(({ state }) => state === 'told').length;
  if (known === 0) return `No place has a figure for ${period.label}.`;
  const count = (compared: Compared): number => rows.filter((row) => row.compared === compared).length;
  const [higher, lower, similar] = [count('higher'), count('lower'), count('similar')];
  if (higher + lower + similar === 0)
    return `${plural(known, 'place')} ${known === 1 ? 'has' : 'have'} a figure for ${period.label}; whether they differ from ${comparator.name} cannot be told.`;
  return `Of ${plural(known, 'place')} in ${period.label}, ${higher === 0 ? 'none' : higher} ${higher === 1 || higher === 0 ? 'is' : 'are'} significantly higher than ${comparator.name}, ${lower === 0 ? 'none' : lower} significantly lower, and ${similar === 0 ? 'none' : similar} cannot be told from it.`;
}
