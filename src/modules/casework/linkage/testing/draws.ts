/** Numbers that look random and are the same for the same seed. */
export interface Draws {
  /** From 0 to 1. */
  chance(): number;
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** One of several. */
  one<Thing>(things: readonly Thing[]): Thing;
}

/** Draws for a seed (mulberry32). */
export function draws(seed: number): Draws {
  let state = seed >>> 0;
  const chance = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(chance() * limit);
  return { chance, below, one: (things) => things[below(things.length)] as (typeof things)[number] };
}
