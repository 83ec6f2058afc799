import { addDays, addMonths, partsOf } from '../../kernel/plain-date.ts';
import {
  calendarQuarter,
  financialYear,
  NO_WAVES,
  type Period,
  type PeriodKind,
  rangeOf,
  readPeriod,
  type Waves,
  wavePeriod,
} from './period.ts';

/** The same period so many years earlier; undefined for survey waves, which keep no calendar. */
export function yearsEarlier(period: Period, years: number): Period | undefined {
  if (period.kind === 'wave') return undefined;
  const start = addMonths(period.start, -12 * years);
  if (period.kind === 'range')
    return rangeOf(start, addDays(addMonths(addDays(period.end, 1), -12 * years), -1));
  const year = partsOf(start).year;
  if (period.kind === 'month') return readPeriod(start.slice(0, 7));
  return readPeriod(rewritten(period.text, year));
}

/** A period's text with another (financial or calendar) year, which starts in `year` or, for Q4, the year before. */
function rewritten(text: string, startYear: number): string {
  const quarter = / Q[1-4]$/.exec(text)?.[0] ?? '';
  if (!text.includes('/')) return `${startYear}${quarter}`;
  const year = quarter === ' Q4' ? startYear - 1 : startYear;
  return `${financialYear(year).text}${quarter}`;
}

const LENGTH: Partial<Record<PeriodKind, number>> = {
  'financial-year': 12,
  'calendar-year': 12,
  'financial-quarter': 3,
  'calendar-quarter': 3,
  month: 1,
};

/** So many periods of the calendar on, or back when negative; for a range the same months of another year. */
function stepped(period: Period, steps: 1 | -1): Period | undefined {
  if (period.kind === 'range') return yearsEarlier(period, -steps);
  const start = addMonths(period.start, steps * (LENGTH[period.kind] ?? 12));
  if (period.kind === 'month') return readPeriod(start.slice(0, 7));
  if (period.kind === 'calendar-quarter') {
    const { year, month } = partsOf(start);
    return calendarQuarter(year, (month + 2) / 3);
  }
  if (period.kind === 'financial-quarter') {
    const { year, month } = partsOf(addMonths(start, -3));
    return readPeriod(`${financialYear(year).text} Q${(month + 2) / 3}`);
  }
  return yearsEarlier(period, -steps);
}

/** The comparable period just before: the year, quarter or month before; for a range the same months a year earlier. */
export function previousPeriod(period: Period, waves: Waves = NO_WAVES): Period | undefined {
  if (!period.wave) return stepped(period, -1);
  const { survey } = period.wave;
  const earlier = [...waves.values()]
    .filter((wave) => wave.survey === survey && wave.endsOn < period.end)
    .sort((a, b) => (a.endsOn < b.endsOn ? 1 : -1))[0];
  return earlier && wavePeriod(earlier);
}

/** The comparable period just after; for a range the same months a year later, for a wave the survey's next if it is known. */
export function nextPeriod(period: Period, waves: Waves = NO_WAVES): Period | undefined {
  if (!period.wave) return stepped(period, 1);
  const { survey } = period.wave;
  const later = [...waves.values()]
    .filter((wave) => wave.survey === survey && wave.endsOn > period.end)
    .sort((a, b) => (a.endsOn > b.endsOn ? 1 : -1))[0];
  return later && wavePeriod(later);
}

/** True when figures of the two periods may be set side by side: same kind and length; waves of one survey. */
export function comparable(a: Period, b: Period): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'wave') return a.wave?.survey === b.wave?.survey;
  if (a.kind !== 'range') return true;
  const years = partsOf(a.start).year - partsOf(b.start).year;
  return years !== 0 ? yearsEarlier(a, years)?.text === b.text : a.text === b.text;
}

/** Earlier first; of two that end on one day the one that started earlier. */
export const comparePeriods = (a: Period, b: Period): number =>
  a.end === b.end ? (a.start < b.start ? -1 : a.start > b.start ? 1 : 0) : a.end < b.end ? -1 : 1;

/** True when the two share days, or, for pooled waves of one survey, share waves and so respondents. */
export function overlaps(a: Period, b: Period): boolean {
  const [one, other] = [a.wave, b.wave];
  if (one && other && one.survey === other.survey && one.firstWave !== null && other.firstWave !== null)
    return (
      one.firstWave <= (other.lastWave ?? other.firstWave) &&
      other.firstWave <= (one.lastWave ?? one.firstWave)
    );
  return a.start <= b.end && b.start <= a.end;
}
