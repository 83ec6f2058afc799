/** Which streams may lawfully pay for a request: pure, rule by rule, each answer a sentence. */
import { listInWords } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Rule } from '../streams/queries.ts';
import type { Spending } from '../words.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the rules ask about a request; the project plan's part flows in from delivery. */
export interface Facts {
  readonly pence: number;
  readonly match: number;
  readonly spending: Spending;
  readonly agency: Named | null;
  /** The place it is for. */
  readonly place: string | null;
  /** The place and everything it lies within. */
  readonly placeIds: readonly string[];
  readonly outcomes: readonly Named[];
  readonly priorities: readonly Named[];
  /** When how much of it is needed, in order. */
  readonly payments: readonly { readonly on: PlainDate; readonly pence: number }[];
  /** What a person answered to a rule that only a person can judge, the latest. */
  readonly answers: ReadonlyMap<
    string,
    { readonly id?: string; readonly met: boolean; readonly says: string }
  >;
}

export interface StreamFacts {
  readonly name: string;
  readonly startsOn: PlainDate | null;
  readonly lapsesOn: PlainDate | null;
  readonly available: number;
}

/** What one rule says; `rule` is its id, or null for the stream's own days. */
export interface Reason {
  readonly rule: string | null;
  readonly kind: Rule['kind'] | 'lapse' | 'start';
  readonly answer: 'allows' | 'refuses' | 'asks';
  /** The funder's words. */
  readonly says: string;
  /** Why it allows or refuses this request. */
  readonly because: string;
  /** What would make the request eligible. */
  readonly eligibleIf?: string;
}

export interface Verdict {
  readonly verdict: 'allowed' | 'refused';
  readonly reasons: readonly Reason[];
  /** The most that the stream may pay by its days, in pence: what falls due after it lapsed is left out. */
  readonly atMost: number;
}

type Answer = Pick<Reason, 'answer' | 'because' | 'eligibleIf'>;

const allows = (because: string): Answer => ({ answer: 'allows', because });
const refuses = (because: string, eligibleIf: string): Answer => ({ answer: 'refuses', because, eligibleIf });
const names = (things: readonly Named[]): string => listInWords(things.map((thing) => `“${thing.name}”`));
const either = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
const quoted = (rule: Rule): string => either(rule.allowedNames.map((name) => `“${name}”`));

function ofServed(rule: Rule, served: readonly Named[], what: string, verb: string): Answer {
  const fitting = served.filter((one) => rule.allowed.includes(one.id));
  if (fitting.length > 0) return allows(`The project ${verb} ${names(fitting)}.`);
  return refuses(
    served.length === 0
      ? `The project names no ${what}.`
      : `The project ${verb} only ${names(served)}, which this money may not ${verb === 'serves' ? 'serve' : 'buy'}.`,
    `It would be eligible if its project plan addressed ${quoted(rule)}.`,
  );
}

function ofDates(rule: Rule, { payments }: Facts): Answer {
  const { fromOn, untilOn } = rule;
  const early = payments.find(({ on }) => fromOn !== null && on < fromOn);
  const late = payments.findLast(({ on }) => untilOn !== null && on > untilOn);
  if (early && fromOn)
    return refuses(
      `Money is needed on ${longDate(early.on)}, before ${longDate(fromOn)}.`,
      `It would be eligible if nothing were needed before ${longDate(fromOn)}.`,
    );
  if (late && untilOn)
    return refuses(
      `Money is needed on ${longDate(late.on)}, after ${longDate(untilOn)}.`,
      `It would be eligible if everything were needed by ${longDate(untilOn)}.`,
    );
  return allows('Everything is needed within these dates.');
}

function ofMatch(ratio: number, { pence, match }: Facts): Answer {
  const needed = Math.ceil((pence * ratio) / 100);
  return match >= needed
    ? allows(`${formatPence(match)} of match funding stands beside ${formatPence(pence)}.`)
    : refuses(
        `${match === 0 ? 'No match funding' : `Only ${formatPence(match)} of match funding`} stands beside ${formatPence(pence)}.`,
        `It would be eligible with match funding of ${formatPence(needed)} or more (${ratio}%).`,
      );
}

/** What one restriction says of a request. */
function judge(rule: Rule, facts: Facts): Answer {
  switch (rule.kind) {
    case 'outcome':
      return ofServed(rule, facts.outcomes, 'outcome', 'buys');
    case 'priority':
      return ofServed(rule, facts.priorities, 'outcome of a priority', 'serves');
    case 'agency':
      if (facts.agency && rule.allowed.includes(facts.agency.id))
        return allows(`${facts.agency.name} asks for it.`);
      return refuses(
        facts.agency ? `${facts.agency.name} asks for it.` : 'It does not say which agency asks for it.',
        `It would be eligible if ${either(rule.allowedNames)} asked for it.`,
      );
    case 'place':
      if (facts.placeIds.some((id) => rule.allowed.includes(id))) return allows(`It is for ${facts.place}.`);
      return refuses(
        facts.place ? `It is for ${facts.place}.` : 'It does not say for which place it is.',
        `It would be eligible if it were for ${either(rule.allowedNames)}.`,
      );
    case 'spending':
      return facts.spending === rule.spending
        ? allows(`It is ${facts.spending} spending.`)
        : refuses(`It is ${facts.spending} spending.`, `It would be eligible as ${rule.spending} spending.`);
    case 'dates':
      return ofDates(rule, facts);
    case 'match-ratio':
      return ofMatch(rule.ratioPercent ?? 0, facts);
    case 'largest-request': {
      const most = rule.pence ?? 0;
      return facts.pence <= most
        ? allows(`It asks for ${formatPence(facts.pence)}, which is not more than ${formatPence(most)}.`)
        : refuses(
            `It asks for ${formatPence(facts.pence)}.`,
            `It would be eligible if it asked for ${formatPence(most)} or less.`,
          );
    }
    case 'condition': {
      const answer = facts.answers.get(rule.id);
      if (answer?.met) return allows(answer.says);
      if (answer)
        return refuses(answer.says, 'It would be eligible once this is so, and somebody has confirmed it.');
      return {
        answer: 'asks',
        because: 'Nobody has said yet whether this is so.',
        eligibleIf: 'Answer it on the page of the request.',
      };
    }
  }
}

function ofDays(
  stream: StreamFacts,
  on: PlainDate,
  facts: Facts,
): { reasons: readonly Reason[]; atMost: number } {
  const { startsOn, lapsesOn } = stream;
  const reasons: Reason[] = [];
  if (startsOn !== null && on < startsOn)
    reasons.push({
      rule: null,
      kind: 'start',
      says: `Starts on ${longDate(startsOn)}`,
      ...refuses(`It is ${longDate(on)}.`, `It would be eligible from ${longDate(startsOn)} on.`),
    });
  if (lapsesOn === null) return { reasons, atMost: facts.pence };
  const says = `Lapses after ${longDate(lapsesOn)}`;
  const atMost = facts.payments
    .filter((payment) => payment.on <= lapsesOn)
    .reduce((sum, payment) => sum + payment.pence, 0);
  const answer =
    on > lapsesOn
      ? refuses(
          'The stream has lapsed: what is left of it is owed to the funder.',
          'It would be eligible if the funder extended the stream.',
        )
      : atMost === 0
        ? refuses(
            'Everything is needed after the stream has lapsed.',
            `It would be eligible if it were needed by ${longDate(lapsesOn)}.`,
          )
        : allows(
            atMost < facts.pence
              ? `${formatPence(atMost)} is needed by then; the rest comes later, and another stream must pay it.`
              : 'Everything is needed by then.',
          );
  reasons.push({ rule: null, kind: 'lapse', says, ...answer });
  return { reasons, atMost: on > lapsesOn ? 0 : atMost };
}

/**
 * What a stream's rules say of a request on a day. One rule that refuses, or that nobody has answered, refuses: restricted
 * money pays only for what its restriction allows. How much is left does not change what is lawful, and is not asked here.
 */
export function evaluate(stream: StreamFacts, rules: readonly Rule[], facts: Facts, on: PlainDate): Verdict {
  const days = ofDays(stream, on, facts);
  const reasons = [
    ...days.reasons,
    ...rules
      .filter((rule) => rule.liftedOn === null || rule.liftedOn > on)
      .map((rule): Reason => ({ rule: rule.id, kind: rule.kind, says: rule.says, ...judge(rule, facts) })),
  ];
  const verdict = reasons.every((reason) => reason.answer === 'allows') ? 'allowed' : 'refused';
  return { verdict, reasons, atMost: days.atMost };
}

/** The first reason against, as one sentence with what would help; undefined when nothing speaks against it. */
export function against({ reasons }: Pick<Verdict, 'reasons'>): string | undefined {
  const reason = reasons.find((one) => one.answer !== 'allows');
  return reason && `${reason.says}: ${[reason.because, reason.eligibleIf].filter(Boolean).join(' ')}`;
}
