/** What somebody asks of the future, and what follows from it: pure, over what the queries found. */
import { formatPence, parsePounds } from '../../../kernel/pence.ts';
import { addMonths, monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Lawful } from './lawful.ts';
import {
  firstOfMonth,
  type Payment,
  projectRunOff,
  type RunOff,
  type Scenario,
  together,
} from './project.ts';
import type { PlannedRequest, RunOffFacts } from './queries.ts';
import { afterItsFunding, expectedPayments, splitOver } from './schedule.ts';

export const SPANS = [12, 24, 36] as const;
/** How much later a request may begin, or stop, in a scenario. */
export const MOST_MONTHS_LATER = 36;

/** With how much a request is approved, from which stream, and how many months later than it plans. */
export interface Approval {
  readonly pence?: number | undefined;
  readonly stream?: string | undefined;
  readonly later?: number | undefined;
}

/** A scenario as it is asked for. Requests and streams by slug. */
export interface Asked {
  readonly months: number;
  readonly approve: ReadonlyMap<string, Approval>;
  /** Requests that stop, and after how many months: 0 for at once. */
  readonly stop: ReadonlyMap<string, number>;
  /** Costs that recur go on after the funding of their request has ended. */
  readonly recurs: boolean;
}

export interface Outlook {
  readonly base: readonly RunOff[];
  /** The same as the base while nothing is asked for. */
  readonly runs: readonly RunOff[];
  readonly reserve: RunOff | undefined;
  readonly all: RunOff;
  readonly asked: Asked;
  /** What the rules of the streams say of the requests that the scenario approves. */
  readonly lawful: readonly Lawful[];
}

/** True when the scenario changes anything. */
export const isAsked = ({ approve, stop, recurs }: Asked): boolean =>
  approve.size > 0 || stop.size > 0 || recurs;

/** The form's answers: `approve-<slug>`, `amount-<slug>`, `from-<slug>`, `later-<slug>`, `stop-<slug>`, `after-<slug>`, `recurs`, `months`; with what is wrong. */
export function askedIn(
  query: Readonly<Record<string, string>>,
  { waiting, holding }: RunOffFacts,
): { readonly asked: Asked; readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const approve = new Map<string, Approval>();
  const stop = new Map<string, number>();
  const monthsIn = (name: string): number | undefined => {
    const typed = query[name]?.trim() ?? '';
    if (/^\d{1,3}$/.test(typed) && Number(typed) <= MOST_MONTHS_LATER) return Number(typed);
    if (typed !== '') errors[name] = `Enter a number of months from 0 to ${MOST_MONTHS_LATER}`;
    return typed === '' ? 0 : undefined;
  };
  for (const { slug } of waiting) {
    if (query[`approve-${slug}`] === undefined) continue;
    const typed = query[`amount-${slug}`]?.trim() ?? '';
    const pence = typed === '' ? undefined : parsePounds(typed);
    if (typed !== '' && pence === undefined)
      errors[`amount-${slug}`] = 'Enter an amount in pounds, such as 23902 or 23,902.50';
    const later = monthsIn(`later-${slug}`);
    if (errors[`amount-${slug}`] === undefined && later !== undefined)
      approve.set(slug, { pence, stream: query[`from-${slug}`] || undefined, later });
  }
  for (const { slug } of holding) {
    const after = query[`stop-${slug}`] === undefined ? undefined : monthsIn(`after-${slug}`);
    if (after !== undefined) stop.set(slug, after);
  }
  const months = SPANS.find((span) => String(span) === query.months) ?? 24;
  return {
    asked: {
      months,
      approve,
      stop,
      recurs: query.recurs !== undefined,
    },
    errors,
  };
}

/** What the requests that hold money plan to draw, stream by stream. */
const committedPayments = (request: PlannedRequest, today: PlainDate): readonly Payment[] =>
  request.shares.flatMap(({ stream, pence }) =>
    expectedPayments(partOf(request, pence), pence, today).map((payment) => ({
      ...payment,
      stream,
      request: request.slug,
      basis: 'committed' as const,
    })),
  );

/** A request as one of its streams sees it: instalments and months in the proportion that this stream pays. */
function partOf(request: PlannedRequest, pence: number): PlannedRequest {
  const whole = request.shares.reduce((sum, share) => sum + share.pence, 0);
  const part = (amount: number): number => (whole === 0 ? amount : Math.ceil((amount * pence) / whole));
  return {
    ...request,
    monthly: request.monthly === null ? null : part(request.monthly),
    instalments: request.instalments.map((one) => ({ ...one, pence: part(one.pence) })),
  };
}

function scenarioOf(facts: RunOffFacts, asked: Asked, today: PlainDate, lawful: readonly Lawful[]): Scenario {
  const end = addMonths(today, asked.months);
  const approved = facts.waiting.flatMap((request) => {
    const given = asked.approve.get(request.slug);
    if (!given) return [];
    const pence = given.pence ?? request.pence;
    const payments = expectedPayments(request, pence, today).map((one) => ({
      ...one,
      on: addMonths(one.on, given.later ?? 0),
    }));
    const { shares = [] } = lawful.find(({ slug }) => slug === request.slug) ?? {};
    // What a stream may not lawfully pay is not taken from it, nor from another that was not asked.
    return splitOver(request.slug, 'approved', payments, shares).filter(
      ({ stream }) => shares.find((one) => one.stream === stream)?.may !== false,
    );
  });
  const goingOn = asked.recurs
    ? facts.holding
        .filter(({ slug }) => !asked.stop.has(slug))
        .flatMap((request) =>
          splitOver(request.slug, 'recurs', afterItsFunding(request, end), request.shares),
        )
    : [];
  const first = firstOfMonth(today);
  const stopped = [...asked.stop].map(([request, after]) => ({
    request,
    ...(after > 0 ? { from: addMonths(first, after) } : {}),
  }));
  return { approved: [...approved, ...goingOn], stopped };
}

/** Every stream month by month, as decided and as asked. */
export function outlookOf(
  facts: RunOffFacts,
  asked: Asked,
  today: PlainDate,
  lawful: readonly Lawful[],
): Outlook {
  const planned = facts.holding.flatMap((request) => committedPayments(request, today));
  const given = { from: today, months: asked.months, streams: facts.streams, planned };
  const base = projectRunOff(given);
  const runs = isAsked(asked)
    ? projectRunOff({ ...given, scenario: scenarioOf(facts, asked, today, lawful) })
    : base;
  const reserves = runs.filter(({ reserve }) => reserve);
  return {
    base,
    runs,
    reserve: reserves.length > 1 ? together('reserve', 'Reserve', reserves) : undefined,
    all: together('all', 'All streams', runs),
    asked,
    lawful,
  };
}

/** When a stream fails, in a sentence; undefined while it does not. */
export function sayFailure({ name, fails }: RunOff): string | undefined {
  if (!fails) return undefined;
  const month = monthAndYear(fails.month);
  switch (fails.why) {
    case 'short':
      return `${name} cannot pay ${formatPence(fails.pence)} of what is planned for ${month}.`;
    case 'lapses':
      return `${name} lapses in ${month} with ${formatPence(fails.pence)} in it.`;
    case 'used-up':
      return `${name} is used up in ${month}: all that was committed is paid, and nothing is left.`;
  }
}

/** The failures of all streams, the first to come first. */
export const sayFailures = (runs: readonly RunOff[]): readonly string[] =>
  runs
    .toSorted((a, b) => ((a.fails?.month ?? '9') < (b.fails?.month ?? '9') ? -1 : 1))
    .flatMap((run) => sayFailure(run) ?? []);
