import { monthAndYear, type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { estimateOf } from '../estimate.ts';
import type { Period } from '../period.ts';
import { excludesZero } from '../statistics/interval.ts';
import { forecast, type YearPart, yearToDate } from '../statistics/year.ts';
import type { KnownPoint, Measured } from '../types.ts';
import { sayValue } from '../words.ts';

/** The financial year of a month or quarter and its place in it, from 1; undefined for other periods. */
function partOf({ kind, start }: Period): Pick<YearPart, 'year' | 'part'> | undefined {
  const { year, month } = partsOf(start);
  const since = (month + 8) % 12;
  const first = month >= 4 ? year : year - 1;
  if (kind === 'month') return { year: first, part: since + 1 };
  return kind === 'financial-quarter' || kind === 'calendar-quarter'
    ? { year: first, part: since / 3 + 1 }
    : undefined;
}

const startOf = (year: number, part: number, partsOfYear: number): PlainDate => {
  const month = (part - 1) * (12 / partsOfYear) + 4;
  return `${month > 12 ? year + 1 : year}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-01` as PlainDate;
};

/** The financial year so far beside the same months of the year before, and what it will end at; nothing for other series. */
export function sayYear(measured: Measured, points: readonly KnownPoint[]): string[] {
  const counts = measured.kind === 'number' && measured.uncertainty === 'counted';
  const [latest] = points.slice(-1);
  if (!counts || !latest || !partOf(latest.period)) return [];
  const partsOfYear = latest.period.kind === 'month' ? 12 : 4;
  const parts = points.flatMap((point): YearPart[] => {
    const part = partOf(point.period);
    return part && estimateOf(measured, point) !== 'exact' ? [{ ...part, value: point.value }] : [];
  });
  const so = yearToDate(parts);
  const end = forecast(parts, partsOfYear);
  const whole = (value: number): string => formatNumber(Math.round(value));
  const said: string[] = [];
  if (so) {
    const { low, high } = so.change;
    const last = so.parts.at(-1) ?? 1;
    const upTo = monthAndYear(startOf(so.year, last, partsOfYear));
    const claim = excludesZero(so.change)
      ? `a difference larger than chance explains (95% interval ${whole(low)} to ${whole(high)})`
      : `no more than chance explains (95% interval of the difference ${whole(low)} to ${whole(high)})`;
    said.push(
      `So far in ${so.year}/${String((so.year + 1) % 100).padStart(2, '0')} (${partsOfYear === 12 ? `to ${upTo}` : `the quarter from ${upTo} included`}): ${sayValue(measured, so.now)}, beside ${whole(so.before)} in the same ${partsOfYear === 12 ? 'months' : 'quarters'} a year earlier; ${claim}.`,
    );
  }
  if (end)
    said.push(
      `At this rate, and with the season of the ${end.from} years before, the year ends at about ${sayValue(measured, Math.round(end.value))} (95% prediction interval ${whole(end.low)} to ${whole(end.high)}).`,
    );
  return said;
}
