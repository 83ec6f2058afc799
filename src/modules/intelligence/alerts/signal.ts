import { daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Stretch, sharesAnswers, stretchesOf } from '../course/control-series.ts';
import { sayFlag } from '../course/course-words.ts';
import type { Flag, Rule } from '../statistics/control.ts';
import type { Direction, Indicator, KnownPoint, Standing } from '../types.ts';
import { sayPoint } from '../words.ts';

/** That the newest figure is more than the usual variation, by which rule, and which way. */
export interface Signal {
  readonly point: KnownPoint;
  readonly rule: Rule;
  readonly side: Flag['side'];
  /** Periods of the figures just before that stand out on the same side: one signal with this one. */
  readonly since: readonly string[];
  readonly sentence: string;
}

/** A figure older than a year and its return is history, and no news. */
const NEWS_DAYS = 400;

/** Whether a side is the better one. */
export function favourOf(direction: Direction, side: Flag['side']): 'worse' | 'better' | 'neither' {
  if (direction === 'neither') return 'neither';
  return (direction === 'higher') === (side === 'high') ? 'better' : 'worse';
}

/** A series with its breaks: the indicator's own, or that of a place of it. */
export type Course = Pick<Standing, 'series' | 'breaks'>;

/** The figures since the last break, up to a day where one is given. */
export const newestStretch = ({ series, breaks }: Course, until?: PlainDate): Stretch | undefined =>
  stretchesOf(
    series.filter(({ period }) => until === undefined || period.end <= until),
    breaks,
  ).at(-1);

/** The signal of the newest figure of a stretch; none where the limits cannot be told. */
function signalOf(indicator: Indicator, stretch: Stretch | undefined): Signal | undefined {
  if (!stretch?.limits || sharesAnswers(stretch.points)) return undefined;
  const last = stretch.points.length - 1;
  const point = stretch.points[last];
  const flag = stretch.flags.find(({ index }) => index === last);
  if (!point || !flag) return undefined;
  const sides = new Map(stretch.flags.map(({ index, side }) => [index, side]));
  const since: string[] = [];
  for (let at = last; sides.get(at) === flag.side; at -= 1) since.push(stretch.points[at]?.period.text ?? '');
  const trial = stretch.limits.trial ? ' (trial limits: few figures are known)' : '';
  return {
    point,
    rule: flag.rule,
    side: flag.side,
    since,
    sentence: `${indicator.title}: ${sayPoint(indicator, point)}, ${sayFlag(flag)}${trial}.`,
  };
}

/** What the rules say of the newest figure, where it is news on that day. */
export function newestSignal(indicator: Indicator, course: Course, today: PlainDate): Signal | undefined {
  if (indicator.endedOn !== null) return undefined;
  const signal = signalOf(indicator, newestStretch(course));
  return signal && daysBetween(signal.point.period.end, today) <= NEWS_DAYS + indicator.dueDays
    ? signal
    : undefined;
}

/** True when the rules still say so of the figure of a period, as if it were the newest. */
export function stillSays(
  indicator: Indicator,
  course: Course,
  told: {
    readonly period: string;
    readonly periodEnd: PlainDate;
    readonly rule: string;
    readonly side: string;
  },
): boolean {
  const signal = signalOf(indicator, newestStretch(course, told.periodEnd));
  return (
    signal !== undefined &&
    signal.point.period.text === told.period &&
    signal.rule === told.rule &&
    signal.side === told.side
  );
}
