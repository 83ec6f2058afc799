import { longDate } from '../../kernel/plain-date.ts';
import { formatNumber, formatPercent, formatPounds, type Unit } from '../../ui/charts/index.ts';
import type { Change, Indicator, KnownPoint, Measured, Quality, Stage, Target } from './types.ts';

type Shown = Pick<Measured, 'kind' | 'decimals' | 'per'>;

const MOST_DECIMALS = 6;
/** So many decimals show the first digits of a value, and no more of them. */
const decimalsOf = (value: number, digits: number): number =>
  value === 0
    ? 0
    : Math.min(MOST_DECIMALS, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));

/** A value as a report prints it: `5,803`, `71%`, `61 per 1,000`, `£23,902`; what is not nothing is not written as 0. */
export function writeValue(measured: Shown, value: number): string {
  if (measured.kind === 'money') return formatPounds(Math.round(value * 100));
  const decimals =
    rounded(value, measured.decimals) === 0
      ? Math.max(measured.decimals, decimalsOf(value, 2))
      : measured.decimals;
  if (measured.kind === 'percentage') return formatPercent(value, decimals);
  const number = formatNumber(value, decimals);
  return measured.kind === 'rate' ? `${number} per ${formatNumber(measured.per ?? 1000)}` : number;
}

/** What one of them is called: `group` of `groups`. Units of several words, and words without an s, stay. */
const ofOne = (unit: string): string =>
  unit === 'people'
    ? 'person'
    : /^[a-z]+[^s]s$/.test(unit) && unit !== 'series'
      ? unit.replace(/ies$/, 'y').replace(/(?<=ch|sh|x|ss)es$|s$/, '')
      : unit;

/** What so many are called: `crimes`, and `crime` where it is one. */
export const unitFor = (measured: Shown & Pick<Measured, 'unit'>, value: number): string =>
  measured.kind === 'number' && writeValue(measured, value) === '1' ? ofOne(measured.unit) : measured.unit;

/** A value with what it counts: `5,803 crimes`, `1 crime`, `61 per 1,000 people`. */
export function sayValue(measured: Shown & Pick<Measured, 'unit'>, value: number): string {
  const written = writeValue(measured, value);
  if (measured.unit === '' || measured.kind === 'money') return written;
  return `${written} ${unitFor(measured, value)}`;
}

/** How charts write the indicator's values. */
export function chartUnit(indicator: Pick<Indicator, 'kind' | 'decimals' | 'per'>): Unit {
  if (indicator.kind === 'percentage') return { kind: 'percent', decimals: indicator.decimals };
  if (indicator.kind === 'money') return { kind: 'pence' };
  if (indicator.kind === 'rate')
    return { kind: 'rate', per: indicator.per ?? 1000, decimals: indicator.decimals };
  return { kind: 'number', decimals: indicator.decimals };
}

/** The value in the unit that charts take: money in pence. */
export const chartValue = (kind: Indicator['kind'], value: number | null): number | null =>
  value !== null && kind === 'money' ? Math.round(value * 100) : value;

/** The unit in a word, for tables and figures: `%`, `£`, `per 1,000`, `crimes`. */
export function unitOf(measured: Shown & Pick<Measured, 'unit'>): string {
  if (measured.kind === 'percentage') return '%';
  if (measured.kind === 'money') return '£';
  if (measured.kind === 'rate') return `per ${formatNumber(measured.per ?? 1000)}`;
  return measured.unit;
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** What changed between two values, with as many decimals as it needs to be seen. */
interface Size {
  readonly size: number;
  readonly measured: Measured;
  /** Empty, or that it is less than that. */
  readonly less: string;
}

/** Values that differ by less than this part of themselves differ by how computers reckon. */
const NOISE = 1e-9;

/** How far two values lie apart, to three digits of the larger at most; undefined when they do not differ. */
function sizeBetween(measured: Measured, value: number, from: number): Size | undefined {
  const difference = Math.abs(value - from);
  const larger = Math.max(Math.abs(value), Math.abs(from));
  if (difference <= larger * NOISE) return undefined;
  const most = measured.kind === 'money' ? 2 : Math.max(measured.decimals, decimalsOf(larger, 3));
  for (let decimals = measured.decimals; decimals <= most; decimals += 1) {
    const size = rounded(difference, decimals);
    if (size !== 0) return { size, measured: { ...measured, decimals }, less: '' };
  }
  return { size: 10 ** -most, measured: { ...measured, decimals: most }, less: 'less than ' };
}

const writeSize = ({ measured, size, less }: Size): string =>
  measured.kind === 'percentage'
    ? `${less}${formatNumber(size, measured.decimals)} percentage ${size === 1 ? 'point' : 'points'}`
    : `${less}${writeValue(measured, size)}`;

/** True where a change is smaller than the values are shown to. */
export const isBelowShown = ({ decimals }: Pick<Measured, 'decimals'>, difference: number): boolean =>
  rounded(difference, decimals) === 0;

/** `705 fewer`, `1 percentage point higher`, `£250 less`, `0.2 per 1,000 lower`; undefined when nothing changed. */
export function sizeOf(measured: Measured, value: number, from: number): string | undefined {
  const size = sizeBetween(measured, value, from);
  if (!size) return undefined;
  const up = value > from;
  if (measured.kind === 'money') return `${writeSize(size)} ${up ? 'more' : 'less'}`;
  const counts = measured.kind === 'number' && size.measured.decimals === 0;
  return `${writeSize(size)} ${counts ? (up ? 'more' : 'fewer') : up ? 'higher' : 'lower'}`;
}

/** A percentage of change to the nearest whole, or to the first digit that is not zero: `11%`, `0.4%`. */
export function writePercentChange(percent: number): string {
  const size = Math.abs(percent);
  return size > 0 && rounded(size, 1) === 0
    ? `less than ${formatPercent(0.1)}`
    : formatPercent(size, size >= 1 ? 0 : 1);
}

/** A change as assessments say it: `a reduction of 11% (705)`, `an increase of 3 percentage points`, `no change`. */
export function changeInWords(
  measured: Measured,
  { from, absolute, percent }: Pick<Change, 'from' | 'absolute' | 'percent'>,
): string {
  const size = sizeBetween(measured, from.value + absolute, from.value);
  if (!size) return 'no change';
  const kind = absolute < 0 ? 'a reduction' : 'an increase';
  const written = writeSize(size);
  return percent === null || measured.kind === 'percentage'
    ? `${kind} of ${written}`
    : `${kind} of ${writePercentChange(percent)} (${written})`;
}

/** What changed between two figures: `705 fewer, 11% down on 2010/11`. */
export function changeBetween(measured: Measured, latest: KnownPoint, from: KnownPoint): Change {
  const absolute = latest.value - from.value;
  const percent = from.value === 0 ? null : (absolute / Math.abs(from.value)) * 100;
  const size = sizeOf(measured, latest.value, from.value);
  const share =
    measured.kind === 'percentage' || percent === null
      ? undefined
      : `${writePercentChange(percent)} ${absolute < 0 ? 'down' : 'up'}`;
  const when = from.period.label;
  const text =
    size === undefined
      ? `the same as in ${when}`
      : share === undefined
        ? `${size} than in ${when}`
        : `${size}, ${share} on ${when}`;
  return { from, absolute, percent, text };
}

const QUALITY: Record<Quality, string> = {
  final: '',
  provisional: ' (provisional)',
  estimated: ' (estimated)',
  awaited: ' (awaited)',
};

/** `5,803 crimes in 2011/12`, with its quality where it is not final. */
export const sayPoint = (measured: Measured, point: KnownPoint): string =>
  `${sayValue(measured, point.value)} in ${point.period.label}${QUALITY[point.quality]}`;

/** `75% in 2013/14`, `49% by 31 January 2015`, `an unknown figure by …`. */
export const sayStage = (measured: Measured, stage: Stage): string =>
  `${stage.value === null ? 'an unknown figure' : sayValue(measured, stage.value)} ${
    stage.period === null ? `by ${longDate(stage.dueOn)}` : `in ${stage.period}`
  }`;

const AIMS = { 'at-least': '', 'at-most': 'no more than ', maintain: 'maintain ' } as const;

/** A target in words: `75% in 2013/14, then 80% in 2014/15`, or `to be agreed`. */
export const sayTarget = (measured: Measured, target: Target): string =>
  target.stages.length === 0
    ? 'to be agreed'
    : `${AIMS[target.aim]}${target.stages.map((stage) => sayStage(measured, stage)).join(', then ')}`;
