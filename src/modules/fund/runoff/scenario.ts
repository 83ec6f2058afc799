/** What somebody asks of the future, and what follows from it: pure, over what the queries found. */
import { formatPence, parsePounds } from '../../../kernel/pence.ts';
import { addMonths, monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Payment, projectRunOff, type RunOff, type Scenario, together } from './project.ts';
import type { PlannedRequest, RunOffFacts } from './queries.ts';
import { afterItsFunding, expectedPayments, splitOver } from './schedule.ts';

export const SPANS = [12, 24, 36] as const;

/** A scenario as it is asked for. Requests and streams by slug. */
export interface Asked {
  readonly months: number;
  readonly approve: ReadonlyMap<
    string,
    { readonly pence?: number | undefined; readonly stream?: string | undefined }
  >;
  readonly stop: readonly string[];
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
}

/** True when the scenario changes anything. */
export const isAsked = ({ approve, stop, recurs }: Asked): boolean =>
  approve.size > 0 || stop.length > 0 || recurs;

/** The form's answers: `approve-<slug>`, `amount-<slug>`, `from-<slug>`, `stop-<slug>`, `recurs`, `months`; with what is wrong. */
export function askedIn(
  query: Readonly<Record<string, string>>,
  { waiting, holding }: RunOffFacts,
): { readonly asked: Asked; readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const approve = new Map<string, { pence?: number | undefined; stream?: string | undefined }>();
  for (const { slug } of waiting) {
    if (query[`approve-${slug}`] === undefined) continue;
    const typed = query[`amount-${slug}`]?.trim() ?? '';
    const pence = typed === '' ? undefined : parsePounds(typed);
    if (typed !== '' && pence === undefined)
      errors[`amount-${slug}`] = 'Enter an amount in pounds, such as 23902 or 23,902.50';
    else approve.set(slug, { pence, stream: query[`from-${slug}`] || undefined });
  }
  const months = SPANS.find((span) => String(span) === query.months) ?? 24;
  return {
    asked: {
      months,
      approve,
      stop: holding.map(({ slug }) => slug).filter((slug) => query[`stop-${slug}`] !== undefined),
      recurs: query.recurs !== undefined,
    },
    errors,
  };
}

/** Which stream would pay for a request for which nobody has proposed any: the one with the most left. */
export const likeliestStream = ({ streams }: RunOffFacts): string | undefined =>
  streams.toSorted((a, b) => b.left - a.left)[0]?.slug;

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

function scenarioOf(facts: RunOffFacts, asked: Asked, today: PlainDate): Scenario {
  const end = addMonths(today, asked.months);
  const fallback = likeliestStream(facts);
  const approved = facts.waiting.flatMap((request) => {
    const given = asked.approve.get(request.slug);
    if (!given) return [];
    const pence = given.pence ?? request.pence;
    const chosen = given.stream ?? (request.shares.length === 0 ? fallback : undefined);
    const shares = chosen === undefined ? request.shares : [{ stream: chosen, pence }];
    return splitOver(request.slug, 'approved', expectedPayments(request, pence, today), shares);
  });
  const goingOn = asked.recurs
    ? facts.holding
        .filter(({ slug }) => !asked.stop.includes(slug))
        .flatMap((request) =>
          splitOver(request.slug, 'recurs', afterItsFunding(request, end), request.shares),
        )
    : [];
  return { approved: [...approved, ...goingOn], stopped: asked.stop };
}

/** Every stream month by month, as decided and as asked. */
export function outlookOf(facts: RunOffFacts, asked: Asked, today: PlainDate): Outlook {
  const planned = facts.holding.flatMap((request) => committedPayments(request, today));
  const given = { from: today, months: asked.months, streams: facts.streams, planned };
  const base = projectRunOff(given);
  const runs = isAsked(asked) ? projectRunOff({ ...given, scenario: scenarioOf(facts, asked, today) }) : base;
  const reserves = runs.filter(({ reserve }) => reserve);
  return {
    base,
    runs,
    reserve: reserves.length > 1 ? together('reserve', 'Reserve', reserves) : undefined,
    all: together('all', 'All streams', runs),
    asked,
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
