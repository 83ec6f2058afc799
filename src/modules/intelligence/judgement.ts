import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { formatNumber } from '../../ui/charts/index.ts';
import { estimateOf } from './estimate.ts';
import { overlaps } from './period-order.ts';
import { difference, excludesZero, type Interval } from './statistics/interval.ts';
import type { Judgement, KnownPoint, Measured, Status } from './types.ts';
import { changeBetween, isBelowShown, sayPoint } from './words.ts';

/** A difference's limits in the indicator's own unit, or why they cannot be known. */
type Limits = Interval | 'exact' | { readonly because: string };

/**
 * Says honestly whether a figure moved, and why: a change that chance explains is no real change, pooled survey waves
 * that share respondents and samples of unknown size tell nothing, one figure is too few.
 */
export function judge(
  measured: Measured,
  latest: KnownPoint | undefined,
  previous: KnownPoint | undefined,
  broken?: { readonly startsOn: PlainDate; readonly reason: string },
): Judgement {
  if (!latest) return { status: 'too-few-data', sentence: 'No figure is known yet.' };
  const now = sayPoint(measured, latest);
  if (!previous)
    return {
      status: 'too-few-data',
      sentence: `${now}. There is no earlier figure to compare it with.`,
    };
  const change = changeBetween(measured, latest, previous);
  const { status, why } = broken
    ? {
        status: 'cannot-tell' as const,
        why: `The figures are not comparable across ${longDate(broken.startsOn)}: ${broken.reason}`,
      }
    : verdict(measured, latest, previous);
  return { status, sentence: `${now}: ${change.text}. ${why}${doubt(latest, previous)}` };
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const doubt = (latest: KnownPoint, previous: KnownPoint): string => {
  const soft = [previous, latest].filter((point) => point.quality === 'estimated');
  if (soft.length === 0) return '';
  return soft.length === 2
    ? ' Both figures are estimated.'
    : ` The figure for ${soft[0]?.period.label} is estimated.`;
};

function verdict(
  measured: Measured,
  latest: KnownPoint,
  previous: KnownPoint,
): { status: Status; why: string } {
  if (overlaps(latest.period, previous.period))
    return {
      status: 'cannot-tell',
      why: `${capitalised(latest.period.label)} and ${previous.period.label} overlap, so the two figures share part of their answers and a change cannot be claimed.`,
    };
  const limits = limitsOf(measured, latest, previous);
  if (typeof limits === 'object' && 'because' in limits)
    return { status: 'cannot-tell', why: limits.because };
  const change = latest.value - previous.value;
  if (limits === 'exact')
    return isBelowShown(measured, change)
      ? {
          status: 'no-real-change',
          why: change === 0 ? 'Nothing changed.' : 'The change is smaller than the figures are shown to.',
        }
      : { status: way(measured, change), why: 'It is a complete count, so the change is real.' };
  if (!excludesZero(limits))
    return {
      status: 'no-real-change',
      why: `The difference is no larger than chance explains (95% interval ${written(measured, limits)}).`,
    };
  return {
    status: way(measured, change),
    why: `The difference is larger than chance explains (95% interval ${written(measured, limits)}).`,
  };
}

const way = ({ direction }: Measured, difference: number): Status => {
  if (direction === 'neither') return 'changing';
  return difference > 0 === (direction === 'higher') ? 'improving' : 'worsening';
};

function limitsOf(measured: Measured, latest: KnownPoint, previous: KnownPoint): Limits {
  const now = estimateOf(measured, latest);
  if (now === 'exact' || 'because' in now) return now;
  const before = estimateOf(measured, previous);
  if (before === 'exact' || 'because' in before) return before;
  return difference(now, before);
}

function written({ kind, decimals }: Measured, { low, high }: Interval): string {
  let places = Math.max(decimals, kind === 'number' ? 0 : 1);
  // An interval that keeps away from 0 does not end at 0.
  if (excludesZero({ low, high }))
    while (places < 6 && Number(Math.min(Math.abs(low), Math.abs(high)).toFixed(places)) === 0) places += 1;
  return `${formatNumber(low, places)} to ${formatNumber(high, places)}${kind === 'percentage' ? ' percentage points' : ''}`;
}
