/** How the fund runs off, month by month: pure. What is planned is paid as far as it can be; what cannot be paid is named, never drawn. */
import { addMonths, type PlainDate, plainDate } from '../../../kernel/plain-date.ts';

/** A stream as it stands on the first day: what is left to commit, and what is committed and not drawn. In pence. */
export interface RunOffStream {
  readonly slug: string;
  readonly name: string;
  readonly reserve: boolean;
  readonly left: number;
  readonly committed: number;
  /** The last day on which it may be spent; what is left then is owed to its funder. */
  readonly lapsesOn: PlainDate | null;
  /** False where what is not committed on 31 March is owed to its funder. */
  readonly carriesOver: boolean;
}

/** Money that a request is planned to draw from a stream in a month. */
export interface Payment {
  readonly stream: string;
  readonly request: string;
  /** Any day of the month; one before the first month is paid in the first. */
  readonly on: PlainDate;
  readonly pence: number;
  /** `committed` money is set aside already; what is only `approved` in a scenario, or `recurs`, needs money that is left. */
  readonly basis: 'committed' | 'approved' | 'recurs';
}

/** What is asked of the future: nothing, for the base. */
export interface Scenario {
  readonly approved: readonly Payment[];
  /** Requests that stop: from a day on, or at once, they draw nothing, and what was set aside for that is left again. */
  readonly stopped: readonly { readonly request: string; readonly from?: PlainDate | undefined }[];
}

export const AS_DECIDED: Scenario = { approved: [], stopped: [] };

export interface MonthOfStream {
  /** The first day of the month. */
  readonly month: PlainDate;
  readonly opening: number;
  readonly paid: number;
  /** What lapsed at the end of the month, or of the year for a stream that does not carry over. */
  readonly lapsed: number;
  readonly closing: number;
  /** What was planned and could not be paid. */
  readonly short: number;
}

export interface Failure {
  readonly month: PlainDate;
  /** It cannot pay what is planned, it lapses with money in it, or it is used up. */
  readonly why: 'short' | 'lapses' | 'used-up';
  readonly pence: number;
}

export interface RunOff {
  readonly slug: string;
  readonly name: string;
  readonly reserve: boolean;
  readonly months: readonly MonthOfStream[];
  /** The first month in which the stream fails, if it does. */
  readonly fails: Failure | null;
}

export const firstOfMonth = (day: PlainDate): PlainDate => plainDate(`${day.slice(0, 7)}-01`);

const sum = (payments: readonly Payment[], of: (payment: Payment) => boolean): number =>
  payments.reduce((total, one) => total + (of(one) ? one.pence : 0), 0);

/**
 * Projects every stream from the month of a day over so many months. Named rules: no stream goes below nought; a month
 * in which something planned is not paid is named; nothing is paid from a stream after it lapsed.
 */
export function projectRunOff(input: {
  readonly from: PlainDate;
  readonly months: number;
  readonly streams: readonly RunOffStream[];
  readonly planned: readonly Payment[];
  readonly scenario?: Scenario | undefined;
}): readonly RunOff[] {
  const { approved, stopped } = input.scenario ?? AS_DECIDED;
  const goesOn = ({ request, on }: Payment): boolean =>
    !stopped.some((one) => one.request === request && (one.from === undefined || on >= one.from));
  return input.streams.map((stream) => {
    const own = input.planned.filter((payment) => payment.stream === stream.slug);
    const freed = Math.min(
      stream.committed,
      sum(own, (payment) => payment.basis === 'committed' && !goesOn(payment)),
    );
    return projectStream(
      { ...stream, left: stream.left + freed, committed: stream.committed - freed },
      [...own.filter(goesOn), ...approved.filter((payment) => payment.stream === stream.slug)],
      firstOfMonth(input.from),
      input.months,
    );
  });
}

function projectStream(
  stream: RunOffStream,
  payments: readonly Payment[],
  start: PlainDate,
  count: number,
): RunOff {
  let { left, committed } = stream;
  const months: MonthOfStream[] = [];
  for (let at = 0; at < count; at += 1) {
    const month = addMonths(start, at);
    const next = addMonths(start, at + 1);
    const opening = left + committed;
    const due = payments.filter(({ on }) => on < next && (at === 0 || on >= month));
    const open = stream.lapsesOn === null || stream.lapsesOn >= month;
    const wanted = sum(due, () => true);
    const setAside = open
      ? Math.min(
          committed,
          sum(due, ({ basis }) => basis === 'committed'),
        )
      : 0;
    const free = open ? Math.min(left, wanted - setAside) : 0;
    committed -= setAside;
    left -= free;
    const lapsed = lapsing(stream, next, left, committed);
    left -= lapsed.left;
    committed -= lapsed.committed;
    months.push({
      month,
      opening,
      paid: setAside + free,
      lapsed: lapsed.left + lapsed.committed,
      closing: left + committed,
      short: wanted - setAside - free,
    });
  }
  const { slug, name, reserve } = stream;
  return { slug, name, reserve, months, fails: failureOf(months) };
}

function lapsing(
  { lapsesOn, carriesOver }: RunOffStream,
  next: PlainDate,
  left: number,
  committed: number,
): { readonly left: number; readonly committed: number } {
  if (lapsesOn !== null && lapsesOn < next) return { left, committed };
  return { left: carriesOver || next.slice(5) !== '04-01' ? 0 : left, committed: 0 };
}

function failureOf(months: readonly MonthOfStream[]): Failure | null {
  for (const { month, short, lapsed, opening, closing } of months) {
    if (short > 0) return { month, why: 'short', pence: short };
    if (lapsed > 0) return { month, why: 'lapses', pence: lapsed };
    if (opening > 0 && closing === 0) {
      const later = months.find((one) => one.month > month && one.short > 0);
      return later
        ? { month: later.month, why: 'short', pence: later.short }
        : { month, why: 'used-up', pence: 0 };
    }
  }
  return null;
}

/** Some streams as one: what they hold together, month by month. It fails in the first month in which one cannot pay. */
export function together(slug: string, name: string, streams: readonly RunOff[]): RunOff {
  const [first] = streams;
  const add = (at: number, of: (month: MonthOfStream) => number): number =>
    streams.reduce((total, { months }) => total + (months[at] ? of(months[at]) : 0), 0);
  const months = (first?.months ?? []).map(({ month }, at) => ({
    month,
    opening: add(at, (one) => one.opening),
    paid: add(at, (one) => one.paid),
    lapsed: add(at, (one) => one.lapsed),
    closing: add(at, (one) => one.closing),
    short: add(at, (one) => one.short),
  }));
  return { slug, name, reserve: streams.every(({ reserve }) => reserve), months, fails: failureOf(months) };
}
