import type { Point } from '../types.ts';
import { isKnown } from './figures.ts';
import type { ComparedPlace, Home } from './places.ts';

/** All of the places together. */
export const TOGETHER = 'together';
/** The indicator's own place. */
export const WHOLE = 'whole';

interface Known {
  readonly figures: ReadonlyMap<string, Point>;
  readonly hidden: ReadonlySet<string>;
  readonly home: Home;
  readonly around: readonly ComparedPlace[];
  readonly ofFamily: boolean;
}

/**
 * What the places can be compared with, and what they are: what is asked for, else the indicator's own place, of a family
 * the family. `chosen` is undefined where what is asked for has no figure that may be shown.
 */
export function listChoices(
  { figures, hidden, home, around, ofFamily }: Known,
  wanted: string | undefined,
): { choices: readonly { readonly value: string; readonly text: string }[]; chosen: string | undefined } {
  const isTold = (key: string): boolean => isKnown(figures.get(key)) && !hidden.has(key);
  const choices = [
    ...(isTold('') ? [{ value: WHOLE, text: home.name }] : []),
    ...around.filter(({ slug }) => isTold(slug)).map(({ slug, name }) => ({ value: slug, text: name })),
    { value: TOGETHER, text: ofFamily ? 'the family together' : 'all of these places together' },
  ];
  const usual = ofFamily ? TOGETHER : (choices[0]?.value ?? TOGETHER);
  const chosen = wanted ? choices.find(({ value }) => value === wanted)?.value : usual;
  return { choices, chosen };
}
