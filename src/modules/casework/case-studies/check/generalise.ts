import { AGE_BANDS, AGES, bandOf, EXACT_DAYS, MONTH_AND_YEAR, RARE, REACHES, seasonOf } from './words.ts';

/** What is known of those in a case, so that a text can be freed of it. */
export interface Known {
  /** Every name of the person, as words. */
  readonly names: readonly string[];
  /** Names of everybody else in the case. */
  readonly others: readonly string[];
  /** Places within the partnership's area, and lines of the person's addresses. */
  readonly places: readonly string[];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const LEAST_LETTERS = 3;

/** The words of a name that can be recognised alone. */
export const wordsOfName = (name: string): readonly string[] =>
  name.split(/[\s,]+/).filter((word) => word.replaceAll(/[^\p{L}]/gu, '').length >= LEAST_LETTERS);

/** Matches any of these as whole words, longest first; undefined when there is none. */
export function anyOf(words: readonly string[]): RegExp | undefined {
  const unique = [
    ...new Set(words.map((word) => word.trim()).filter((word) => word.length >= LEAST_LETTERS)),
  ];
  if (unique.length === 0) return undefined;
  const longest = unique.sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longest.join('|')})(?:['’]s)?(?![\\p{L}\\p{N}])`, 'giu');
}

const nameWords = (names: readonly string[]): readonly string[] => [...names, ...names.flatMap(wordsOfName)];

const replaced = (text: string, found: RegExp | undefined, instead: string): string =>
  found === undefined ? text : text.replace(found, instead);

/** Says of an exact age only its band. */
const ageInBand = (text: string): string =>
  text.replace(AGES, (age) => {
    const band = bandOf(Number(/\d+/.exec(age)?.[0]));
    return band === undefined ? 'of some age' : `aged ${AGE_BANDS[band].says}`;
  });

/**
 * The text with names, places, dates, ages and rare facts generalised. It errs on the side of taking out: a word that is
 * also a name goes with it. What is left is for the writer to read and for the check to look at.
 */
export function generalise(text: string, known: Known): string {
  let free = text;
  for (const { found, instead } of REACHES) free = replaced(free, found, instead);
  free = replaced(free, anyOf(known.places), 'the area');
  free = replaced(free, anyOf(nameWords(known.names)), 'the person');
  free = replaced(free, anyOf(nameWords(known.others)), 'somebody else');
  for (const found of EXACT_DAYS) free = replaced(free, found, 'one day');
  free = free.replace(MONTH_AND_YEAR, (_all, month: string) => `that ${seasonOf(month)}`);
  free = ageInBand(free);
  for (const { found, instead } of RARE) free = replaced(free, found, instead);
  return free
    .replaceAll(/\b(the person|somebody else|the area)(?:[\s,]+\1)+\b/gi, '$1')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
