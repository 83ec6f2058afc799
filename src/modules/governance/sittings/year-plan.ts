import type { Id } from '../../../kernel/ids.ts';
import { plural } from '../../../kernel/names.ts';
import { addDays, daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { isWorkingDay, nearestWorkingDay } from '../../../kernel/working-days.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Body, sittingsBetween } from '../queries.ts';
import { addSitting, type SittingPlace } from '../sitting.ts';
import { listObligations } from '../terms/compliance.ts';
import { termsInForce } from '../terms/queries.ts';

/** A sitting that the terms ask for and nobody has planned yet, with the day that is proposed for it. */
export interface ProposedSitting {
  /** Which of the year's sittings it is. */
  readonly number: number;
  /** The part of the year that it belongs to. */
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly day: PlainDate;
}

/** A body's year as its terms ask for it: what is planned or held, and what is proposed for the rest. */
export interface YearPlan {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** How many sittings the terms ask for. */
  readonly wanted: number;
  /** How many were held or are planned. */
  readonly there: number;
  readonly proposed: readonly ProposedSitting[];
}

/**
 * Proposes the sittings that a body's terms ask for in its year of a day: one in the middle of each part of the year that
 * has none, on a working day, late enough for its papers. What is over is not proposed.
 */
export async function proposeYear(
  tx: Tx,
  body: Pick<Body, 'id' | 'name' | 'slug'>,
  { on, today }: { readonly on: PlainDate; readonly today: PlainDate },
): Promise<YearPlan | Refusal> {
  const parts = (await listObligations(tx, on, { bodyId: body.id, today })).filter(
    ({ kind }) => kind === 'sitting',
  );
  const [first] = parts;
  if (!first)
    return refused(
      'terms-ask-for-no-sittings',
      `The terms of reference of the ${body.name} that are in force on ${longDate(on)} do not say how often it sits.`,
    );
  const year = { from: first.yearStart, to: first.yearEnd };
  // One that was inquorate or adjourned does not count; the one that it continues as does.
  const there = (await sittingsBetween(tx, year.from, year.to, body.id)).filter(
    ({ status }) => status === 'held' || status === 'planned',
  );
  const notice = (await termsInForce(tx, body.id, on))?.papersDaysBefore ?? 0;
  const earliest = addDays(today, notice + 1);
  const open = parts.flatMap(({ number, periodStart, dueOn }): ProposedSitting[] => {
    if (number === null || periodStart === null || dueOn < earliest) return [];
    if (there.some(({ day }) => day >= periodStart && day <= dueOn)) return [];
    const from = periodStart < earliest ? earliest : periodStart;
    const middle = nearestWorkingDay(addDays(from, Math.floor(daysBetween(from, dueOn) / 2)));
    return [{ number, from: periodStart, to: dueOn, day: middle }];
  });
  const missing = Math.max(0, parts.length - there.length);
  return {
    ...year,
    wanted: parts.length,
    there: there.length,
    proposed: missing === 0 ? [] : open.slice(-missing),
  };
}

/** Plans several sittings of a body together: all of them, or none. */
export async function planYear(
  tx: Tx,
  actor: Actor,
  body: Pick<Body, 'id' | 'startsOn' | 'endsOn' | 'name'>,
  input: SittingPlace & {
    readonly days: readonly PlainDate[];
    /** What the days are called where they were given, in the same order: what is wrong is told there. */
    readonly fields: readonly string[];
    readonly today: PlainDate;
  },
): Promise<readonly Id<'sitting'>[] | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const { days, fields, today, ...place } = input;
  if (days.length === 0)
    return refused('no-sitting-to-plan', 'Choose at least one day on which the body sits.', {
      field: 'days',
    });
  const wrong = await wrongDay(tx, body, { days, fields, today });
  if (wrong) return wrong;
  const made: Id<'sitting'>[] = [];
  for (const day of [...days].toSorted()) {
    const added = await addSitting(tx, actor, body, { ...place, day, precision: 'day', kind: 'ordinary' });
    if (isRefusal(added)) return added;
    made.push(added);
  }
  return made;
}

async function wrongDay(
  tx: Tx,
  body: Pick<Body, 'id' | 'name'>,
  { days, fields, today }: Pick<Parameters<typeof planYear>[3], 'days' | 'fields' | 'today'>,
): Promise<Refusal | undefined> {
  const at = (day: PlainDate, place = days.indexOf(day)) => ({
    field: fields[place] ?? 'days',
    details: { day },
  });
  const past = days.find((day) => day < today);
  if (past)
    return refused(
      'sitting-day-is-over',
      `${longDate(past)} is over. Choose a day that is to come.`,
      at(past),
    );
  const off = days.find((day) => !isWorkingDay(day));
  if (off)
    return refused(
      'not-a-working-day',
      `${longDate(off)} is a weekend or a bank holiday. Choose a working day, or add that sitting by itself.`,
      at(off),
    );
  const twice = days.find((day, place) => days.indexOf(day) !== place);
  if (twice)
    return refused(
      'sitting-day-twice',
      `${longDate(twice)} stands there twice.`,
      at(twice, days.lastIndexOf(twice)),
    );
  const sorted = [...days].toSorted();
  const [first, last] = [sorted[0] ?? today, sorted.at(-1) ?? today];
  const there = (await sittingsBetween(tx, first, last, body.id)).find(
    ({ day, precision }) => precision === 'day' && days.includes(day),
  );
  return there
    ? refused(
        'sits-on-that-day-already',
        `The ${body.name} sits on ${longDate(there.day)} already.`,
        at(there.day),
      )
    : undefined;
}

/** `Its terms ask for 6 sittings in the year; 2 are held or planned and 4 are proposed.` */
export const yearPlanInWords = ({ wanted, there, proposed }: YearPlan): string =>
  `Its terms ask for ${plural(wanted, 'sitting')} in the year; ${there} ${there === 1 ? 'is' : 'are'} held or planned and ${proposed.length} ${proposed.length === 1 ? 'is' : 'are'} proposed.`;
