/** When a request is expected to draw what is set aside for it: pure. */
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Shape } from '../words.ts';
import type { Payment } from './project.ts';

/** A request as its plan says when it needs money. */
export interface Planned {
  readonly slug: string;
  readonly shape: Shape;
  readonly monthly: number | null;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  /** While a condition of its endorsement is open, nothing is drawn before the day by which it is to be met. */
  readonly notBefore?: PlainDate | null | undefined;
  readonly instalments: readonly { readonly dueOn: PlainDate; readonly pence: number }[];
}

const MOST_MONTHS = 600;

/** The days on which a request plans to draw its whole amount, and how much. */
function plannedDays(request: Planned, pence: number, today: PlainDate): { on: PlainDate; pence: number }[] {
  const start = request.fromOn ?? today;
  if (request.shape === 'instalments' && request.instalments.length > 0)
    return request.instalments.map(({ dueOn, pence: part }) => ({ on: dueOn, pence: part }));
  if (request.shape === 'recurring' && request.monthly !== null) {
    const days: { on: PlainDate; pence: number }[] = [];
    const last = request.untilOn ?? start;
    for (let at = 0; at < MOST_MONTHS && addMonths(start, at) <= last; at += 1)
      days.push({ on: addMonths(start, at), pence: request.monthly });
    return days;
  }
  return [{ on: start, pence }];
}

/**
 * Spreads an amount that is still to be drawn over a request's plan. What was drawn already counts as the earliest
 * parts, so the latest are still to come; what is overdue is due now, and what the plan does not name comes with the last.
 */
export function expectedPayments(
  request: Planned,
  outstanding: number,
  today: PlainDate,
): readonly { readonly on: PlainDate; readonly pence: number }[] {
  if (outstanding <= 0) return [];
  const first = request.notBefore && request.notBefore > today ? request.notBefore : today;
  const days = plannedDays(request, outstanding, first).toSorted((a, b) => (a.on < b.on ? 1 : -1));
  const payments: { on: PlainDate; pence: number }[] = [];
  let rest = outstanding;
  for (const { on, pence } of days) {
    const part = Math.min(rest, pence);
    if (part > 0) payments.unshift({ on: on < first ? first : on, pence: part });
    rest -= part;
  }
  if (rest > 0) {
    const last = payments.at(-1);
    if (last) last.pence += rest;
    else payments.push({ on: first, pence: rest });
  }
  return payments;
}

/** A recurring request whose funding ends and whose cost does not: so much a month from then on, until a day. */
export function afterItsFunding(
  request: Planned,
  until: PlainDate,
): readonly { on: PlainDate; pence: number }[] {
  const { shape, monthly, fromOn, untilOn } = request;
  if (shape !== 'recurring' || monthly === null || fromOn === null || untilOn === null) return [];
  const payments: { on: PlainDate; pence: number }[] = [];
  for (let at = 0; at < MOST_MONTHS; at += 1) {
    const on = addMonths(fromOn, at);
    if (on > until) break;
    if (on > untilOn) payments.push({ on, pence: monthly });
  }
  return payments;
}

/** Payments of one request from streams in proportion, whole pence: the last stream takes what rounding leaves. */
export function splitOver(
  request: string,
  basis: Payment['basis'],
  payments: readonly { readonly on: PlainDate; readonly pence: number }[],
  shares: readonly { readonly stream: string; readonly pence: number }[],
): readonly Payment[] {
  const whole = shares.reduce((total, { pence }) => total + pence, 0);
  if (whole === 0) return [];
  return payments.flatMap(({ on, pence }) => {
    let rest = pence;
    return shares.flatMap(({ stream, pence: share }, at) => {
      const part = at === shares.length - 1 ? rest : Math.min(rest, Math.round((pence * share) / whole));
      rest -= part;
      return part > 0 ? [{ stream, request, on, pence: part, basis }] : [];
    });
  });
}
