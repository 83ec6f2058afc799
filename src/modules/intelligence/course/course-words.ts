import { listInWords } from '../../../kernel/names.ts';
import { estimateOf } from '../estimate.ts';
import { type Assurance, type Flag, POINTS_FOR_LIMITS, type Rule } from '../statistics/control.ts';
import { POINTS_FOR_TREND, trendOf } from '../statistics/trend.ts';
import type { KnownPoint, Measured } from '../types.ts';
import { writeValue } from '../words.ts';
import { POINTS_FOR_A_CHART, type Stretch, sharesAnswers } from './control-series.ts';

const SAYS: Readonly<Record<Rule, Readonly<Record<Flag['side'], string>>>> = {
  outside: { high: 'above the upper limit', low: 'below the lower limit' },
  run: { high: 'seven or more in a row above the mean', low: 'seven or more in a row below the mean' },
  trend: { high: 'seven or more in a row, each higher', low: 'seven or more in a row, each lower' },
  'two-of-three': {
    high: 'two of three beyond two thirds of the way to the upper limit',
    low: 'two of three beyond two thirds of the way to the lower limit',
  },
};

/** Why one value stands out. */
export const sayFlag = ({ rule, side }: Pick<Flag, 'rule' | 'side'>): string => SAYS[rule][side];

/** What stands out of a stretch, one sentence for each reason, in the order of the rules' first finding. */
export function sayFlags({ points, flags }: Stretch): string[] {
  const groups = Map.groupBy(flags, ({ rule, side }) => `${rule} ${side}`);
  return [...groups.values()].map((group) => {
    const periods = group.map(({ index }) => points[index]?.period.label ?? '');
    const [first] = group;
    const inARow = group.every(({ index }, at) => index === (group[0]?.index ?? 0) + at);
    const which = inARow && periods.length > 2 ? `${periods[0]} to ${periods.at(-1)}` : listInWords(periods);
    return first ? `${which}: ${sayFlag(first)}.` : '';
  });
}

/** How far the limits can be relied on. */
export function sayLimits(measured: Measured, { limits, points }: Stretch): string {
  if (!limits)
    return `Limits of usual variation need at least ${POINTS_FOR_A_CHART} comparable figures without a break; ${points.length} ${points.length === 1 ? 'is' : 'are'} known.`;
  const { mean, lower, upper, trial, screened } = limits;
  const write = (value: number): string =>
    writeValue({ ...measured, decimals: Math.max(1, measured.decimals) }, value);
  const from = cannotBeBelow(measured) && lower < 0 ? 'nought' : write(lower);
  return [
    `Usual variation is around ${write(mean)}, from ${from} to ${write(upper)}.`,
    trial
      ? `These are trial limits: fewer than ${POINTS_FOR_LIMITS} comparable figures are known.`
      : undefined,
    screened > 0
      ? `${screened} unusually large ${screened === 1 ? 'step was' : 'steps were'} left out of the limits.`
      : undefined,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Counts, rates and shares cannot be below nought, so a lower limit there says nothing. */
export const cannotBeBelow = ({ uncertainty, kind }: Measured): boolean =>
  kind !== 'money' && uncertainty !== 'complete' && uncertainty !== 'not-stated';

const ASSURANCES: Readonly<Record<Assurance, string>> = {
  'will-meet': 'Left as it is, the process will meet the target.',
  'will-miss': 'Left as it is, the process will miss the target: only a change of the process can meet it.',
  'hit-or-miss': 'Left as it is, the process will meet the target in some periods and miss it in others.',
};

export const sayAssurance = (assurance: Assurance): string => ASSURANCES[assurance];

/** Whether the figures since the last break rise or fall, or why nobody can tell. */
export function sayTrend(measured: Measured, points: readonly KnownPoint[]): string {
  if (points.length < POINTS_FOR_TREND)
    return `Too few figures for a trend: ${POINTS_FOR_TREND} comparable ones without a break are needed, ${points.length} ${points.length === 1 ? 'is' : 'are'} known.`;
  if (sharesAnswers(points))
    return 'Cannot tell whether there is a trend: the figures overlap and share part of their answers.';
  for (const point of points) {
    const sure = estimateOf(measured, point);
    if (typeof sure === 'object' && 'because' in sure)
      return `Cannot tell whether there is a trend. ${sure.because}`;
  }
  const trend = trendOf(points.map(({ value }) => value));
  const since = points[0]?.period.label ?? '';
  if (!trend || trend.way === 'none') return `No trend since ${since} that chance does not explain.`;
  const chance =
    trend.p < 0.001 ? 'fewer than one of 1,000' : `${Number((trend.p * 100).toPrecision(2))} of 100`;
  return `${trend.way === 'rising' ? 'Rising' : 'Falling'} since ${since}: chance alone moves ${chance} such series as much.`;
}
