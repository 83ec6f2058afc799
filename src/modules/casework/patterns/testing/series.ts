/** Made-up series of incidents, the same each time: a long slow one, and streets with ordinary levels. */
import { addDays, type PlainDate, plainDate } from '../../../../kernel/plain-date.ts';
import type { Happening } from '../rules.ts';

/** A small generator of equal draws in [0, 1) that begins anew from its seed (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const YEARS = 10;
const DAYS = 365.25 * YEARS;

/** Days of a Poisson process of so many a year over ten years. */
export function ordinaryDays(draw: () => number, aYear: number, from: PlainDate): readonly PlainDate[] {
  const days: PlainDate[] = [];
  let at = 0;
  for (;;) {
    at += (-Math.log(1 - draw()) / aYear) * 365.25;
    if (at >= DAYS) return days;
    days.push(addDays(from, Math.floor(at)));
  }
}

/** Thirty-three days over ten years, about one every three and a half months. */
export function thirtyThreeDays(draw: () => number, from: PlainDate): readonly PlainDate[] {
  const every = DAYS / 33;
  return Array.from({ length: 33 }, (_, at) => addDays(from, Math.round(at * every + (draw() - 0.5) * 40)));
}

export const START = plainDate('2003-01-20');

/** An incident as the rules see it. */
export const happening = (
  onDay: PlainDate,
  at: number,
  more: Partial<Omit<Happening, 'onDay'>> = {},
): Happening => ({
  incidentId: `${onDay}-${String(at).padStart(3, '0')}`,
  onDay,
  agencyIds: ['police'],
  targeted: false,
  ill: false,
  ...more,
});
