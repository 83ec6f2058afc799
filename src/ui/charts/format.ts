import { formatPence } from '../../kernel/pence.ts';

/** What a figure counts; every figure on a page, in a chart or a document is written by `formatFigure`. */
export type Unit =
  | { readonly kind: 'count'; readonly of?: string }
  | { readonly kind: 'percent'; readonly decimals?: number }
  | { readonly kind: 'pence' }
  | { readonly kind: 'rate'; readonly per: number; readonly of?: string; readonly decimals?: number }
  | { readonly kind: 'number'; readonly decimals?: number; readonly suffix?: string };

/** What stands where a value is not known: a fact, not a blank. */
export const NOT_KNOWN = 'Not known';

const formats = new Map<string, Intl.NumberFormat>();

/** The format of so many decimals, made once: making one takes many times as long as writing a number with it. */
function formatOf(decimals: number, exact: boolean): Intl.NumberFormat {
  const key = `${decimals} ${exact}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat('en-GB', {
    maximumFractionDigits: decimals,
    minimumFractionDigits: exact ? decimals : 0,
  });
  formats.set(key, made);
  return made;
}

/** A number with thousands separators, a true minus sign, and at most (or exactly) so many decimals. */
export function formatNumber(value: number, decimals = 0, exact = false): string {
  const text = formatOf(decimals, exact).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** `75%` or `75.4%`: percentages are stored as percentages (75.4), never as fractions. */
export const formatPercent = (percentage: number, decimals = 1): string =>
  `${formatNumber(percentage, decimals)}%`;

/** `75% (30 of 40)`, since a percentage without its count misleads; `Not known (0 of 0)` when there is no whole. */
export function formatShare(part: number, whole: number): string {
  const counts = `(${formatNumber(part)} of ${formatNumber(whole)})`;
  return whole === 0 ? `${NOT_KNOWN} ${counts}` : `${formatPercent((part / whole) * 100, 0)} ${counts}`;
}

/** `£23,902`, or `£12.50` when there are odd pence. */
export const formatPounds = (pence: number): string => formatPence(pence);

/** `£1.2m`, `£23.9k`, `£950`: for axes and tight places; the table beside it has the whole amount. */
export function formatPoundsShort(pence: number): string {
  const pounds = Math.abs(pence) / 100;
  const sign = pence < 0 ? '−' : '';
  if (pounds >= 999_950) return `${sign}£${formatNumber(pounds / 1_000_000, 2)}m`;
  if (pounds >= 1000) return `${sign}£${formatNumber(pounds / 1000, 1)}k`;
  return `${sign}£${formatNumber(pounds, pounds % 1 === 0 ? 0 : 2, true)}`;
}

/** `5.4 per 1,000 people`. */
export const formatRate = (value: number, per = 1000, of?: string, decimals = 1): string =>
  `${formatNumber(value, decimals)} per ${formatNumber(per)}${of ? ` ${of}` : ''}`;

/** A value with its unit, in full; `Not known` for null. */
export function formatFigure(value: number | null, unit: Unit): string {
  if (value === null) return NOT_KNOWN;
  switch (unit.kind) {
    case 'count':
      return unit.of ? `${formatNumber(value)} ${unit.of}` : formatNumber(value);
    case 'percent':
      return formatPercent(value, unit.decimals);
    case 'pence':
      return formatPounds(value);
    case 'rate':
      return formatRate(value, unit.per, unit.of, unit.decimals);
    case 'number':
      return `${formatNumber(value, unit.decimals ?? 1)}${unit.suffix ?? ''}`;
  }
}

/**
 * A value as a chart's axis and labels show it: short, the unit being named in the subtitle. `exact` keeps a last
 * zero, for labels that stand under each other.
 */
export function formatTick(value: number, unit: Unit, exact = false): string {
  switch (unit.kind) {
    case 'count':
      return formatNumber(value, 1);
    case 'percent':
      return `${formatNumber(value, unit.decimals ?? 1, exact)}%`;
    case 'pence':
      return formatPoundsShort(value);
    case 'rate':
      return formatNumber(value, unit.decimals ?? 1, exact);
    case 'number':
      return `${formatNumber(value, unit.decimals ?? 1, exact)}${unit.suffix ?? ''}`;
  }
}

/** `+4 percentage points`, `−12`, `no change`: what changed from one value to another, in the unit's own words. */
export function formatChange(from: number, to: number, unit: Unit): string {
  const change = to - from;
  const size = Math.abs(change);
  const written =
    unit.kind === 'percent'
      ? `${formatNumber(size, unit.decimals ?? 1)} percentage ${size === 1 ? 'point' : 'points'}`
      : formatFigure(size, unit);
  if (!/[1-9]/.test(written.split(' per ')[0] ?? '')) return 'no change';
  return `${change < 0 ? '−' : '+'}${written}`;
}
