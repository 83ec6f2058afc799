/** What two values of one kind of field can be to each other. Level 0 is always: one of them is missing. */

export const KINDS = [
  'name',
  'date',
  'text',
  'house',
  'postcode',
  'phone',
  'email',
  'number',
  'exact',
] as const;
/** How the values of a field are compared. */
export type Kind = (typeof KINDS)[number];

/** The most levels a kind may have, with missing: what fits a digit of a pattern. */
export const MOST_LEVELS = 12;
export const MISSING = 0;
export const EXACT = 1;

/** One level: how it is told to people, and what it is worth before anything is learned. */
export interface Level {
  readonly words: string;
  /** Its chance among records of one person, before learning. */
  readonly m: number;
  /** Its chance among records of two strangers, before learning; of exact agreement on one typical value. */
  readonly u: number;
}

const level = (words: string, m: number, u: number): Level => ({ words, m, u });

export const NAME = {
  swapped: 2,
  nickname: 3,
  slip: 4,
  part: 5,
  close: 6,
  sound: 7,
  initial: 8,
  alike: 9,
  other: 10,
};
export const DATE = {
  newYear: 2,
  slip: 3,
  swapped: 4,
  twoParts: 5,
  yearOnly: 6,
  twoSlips: 7,
  year: 8,
  other: 9,
};
export const TEXT = { slip: 2, moved: 3, words: 4, someWords: 5, other: 6 };
export const HOUSE = { number: 2, slip: 3, other: 4 };
export const POSTCODE = { slip: 2, sector: 3, district: 4, other: 5 };
export const PHONE = { slip: 2, ending: 3, other: 4 };
export const EMAIL = { slip: 2, mailbox: 3, other: 4 };
export const NUMBER = { slip: 2, other: 3 };
export const SAME_OR_NOT = { other: 2 };

/** The levels of each kind from the strongest agreement to none, without missing. */
export const LEVELS: Readonly<Record<Kind, readonly Level[]>> = {
  name: [
    level('the same', 0.78, 0.004),
    level('given name and surname swapped', 0.02, 0.00005),
    level('short forms of the same name', 0.03, 0.0008),
    level('one letter different', 0.07, 0.003),
    level('one is part of the other', 0.015, 0.0005),
    level('nearly the same', 0.02, 0.006),
    level('sounds the same', 0.01, 0.003),
    level('one is the beginning of the other', 0.01, 0.001),
    level('somewhat alike', 0.01, 0.04),
    level('different', 0.035, 0.938),
  ],
  date: [
    level('the same', 0.82, 0.00005),
    level('the same, but a 1 January', 0.02, 0.0005),
    level('one figure different', 0.07, 0.0008),
    level('day and month swapped', 0.01, 0.00005),
    level('two of day, month and year the same', 0.02, 0.004),
    level('same year, one is a 1 January or has no day', 0.015, 0.0005),
    level('two figures different', 0.02, 0.02),
    level('same year', 0.005, 0.014),
    level('different', 0.02, 0.96),
  ],
  text: [
    level('the same', 0.7, 0.001),
    level('a few letters different', 0.1, 0.0006),
    level('found in another part of the address', 0.03, 0.0002),
    level('one holds the words of the other', 0.05, 0.003),
    level('some words or letters the same', 0.05, 0.1),
    level('different', 0.07, 0.8952),
  ],
  house: [
    level('the same', 0.8, 0.02),
    level('same number, other letter', 0.02, 0.003),
    level('one figure different', 0.08, 0.12),
    level('different', 0.1, 0.857),
  ],
  postcode: [
    level('the same', 0.8, 0.0005),
    level('one character different', 0.08, 0.003),
    level('same sector', 0.02, 0.001),
    level('same district', 0.02, 0.005),
    level('different', 0.08, 0.9905),
  ],
  phone: [
    level('the same', 0.7, 0.00002),
    level('one figure different', 0.05, 0.00001),
    level('same last six figures', 0.01, 0.00001),
    level('different', 0.24, 0.99996),
  ],
  email: [
    level('the same', 0.7, 0.00001),
    level('one or two characters different', 0.05, 0.00005),
    level('same before the @', 0.05, 0.0001),
    level('different', 0.2, 0.99984),
  ],
  number: [
    level('the same', 0.9, 0.00001),
    level('one character different', 0.05, 0.00003),
    level('different', 0.05, 0.99996),
  ],
  exact: [level('the same', 0.85, 0.2), level('different', 0.15, 0.8)],
};

/** Levels a kind has, with missing. */
export const levelCount = (kind: Kind): number => LEVELS[kind].length + 1;

/** A level in words, for a waterfall of weights. */
export const levelWords = (kind: Kind, at: number): string =>
  at === MISSING ? 'missing' : (LEVELS[kind][at - 1]?.words ?? 'different');
