import type { Kind } from './levels.ts';
import {
  DATE,
  EMAIL,
  EXACT,
  HOUSE,
  MISSING,
  NAME,
  NUMBER,
  PHONE,
  POSTCODE,
  SAME_OR_NOT,
  TEXT,
} from './levels.ts';
import { editsWithin, jaroWinkler } from './text/distance.ts';
import { GROUPS_PER_NAME } from './text/nicknames.ts';
import type { VocabularyView } from './vocabulary.ts';

const SPACE = 32;
const AT = 64;
const tightA = new Uint16Array(256);
const tightB = new Uint16Array(256);

/** The level of two values of one kind, by their numbers in the vocabulary. The order of the two does not matter. */
export function compareValues(kind: Kind, words: VocabularyView, one: number, two: number): number {
  if (one === 0 || two === 0) return MISSING;
  const swap = (words.hash[one] ?? 0) > (words.hash[two] ?? 0);
  const a = swap ? two : one;
  const b = swap ? one : two;
  if (kind === 'date') return compareDates(words, a, b);
  if (a === b) return EXACT;
  if (kind === 'name') return compareNames(words, a, b);
  if (kind === 'text') return compareTexts(words, a, b);
  if (kind === 'exact') return SAME_OR_NOT.other;
  return compareCodes(kind, words, a, b);
}

function compareNames(words: VocabularyView, a: number, b: number): number {
  if (words.hash[a] === words.hash[b]) return NAME.slip;
  const { chars, starts } = words;
  const startA = starts[a] ?? 0;
  const startB = starts[b] ?? 0;
  const lengthA = (starts[a + 1] ?? 0) - startA;
  const lengthB = (starts[b + 1] ?? 0) - startB;
  const shorter = Math.min(lengthA, lengthB);
  if (sharesGroup(words, a, b)) return NAME.nickname;
  const apart = unlikeLetters(words, a, b);
  const edits = apart > 4 ? 3 : editsWithin(chars, startA, lengthA, chars, startB, lengthB, 2);
  if (edits <= 1 && shorter >= 3) return NAME.slip;
  if (sharesWord(words, a, b)) return NAME.part;
  let start = 0;
  while (start < shorter && chars[startA + start] === chars[startB + start]) start += 1;
  if (start === shorter && shorter !== 2) return NAME.initial;
  const likeness = jaroWinkler(chars, startA, lengthA, chars, startB, lengthB);
  if ((edits <= 2 && shorter >= 6) || (likeness >= 0.92 && shorter >= 4)) return NAME.close;
  if (words.sound[a] !== 0 && words.sound[a] === words.sound[b]) return NAME.sound;
  return likeness >= 0.8 ? NAME.alike : NAME.other;
}

/** How many letters only one of two values has; each edit changes two at most. */
function unlikeLetters({ letters }: VocabularyView, a: number, b: number): number {
  let bits = (letters[a] ?? 0) ^ (letters[b] ?? 0);
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function sharesGroup(words: VocabularyView, a: number, b: number): boolean {
  for (let x = 0; x < GROUPS_PER_NAME; x += 1) {
    const group = words.groups[a * GROUPS_PER_NAME + x];
    if (!group) return false;
    for (let y = 0; y < GROUPS_PER_NAME; y += 1)
      if (words.groups[b * GROUPS_PER_NAME + y] === group) return true;
  }
  return false;
}

/** True when a word of three letters or more stands in both: smith, smith jones. */
function sharesWord(words: VocabularyView, a: number, b: number): boolean {
  return commonWords(words, a, b, 3).common > 0;
}

/** Words in common, of the value that has fewer. */
function commonWords(
  words: VocabularyView,
  a: number,
  b: number,
  least: number,
): { common: number; fewer: number } {
  const { chars, starts } = words;
  const endA = starts[a + 1] ?? 0;
  const endB = starts[b + 1] ?? 0;
  let common = 0;
  let wordsA = 0;
  let wordsB = 1;
  for (let at = starts[b] ?? 0; at < endB; at += 1) if (chars[at] === SPACE) wordsB += 1;
  for (let from = starts[a] ?? 0; from < endA; ) {
    let to = from;
    while (to < endA && chars[to] !== SPACE) to += 1;
    wordsA += 1;
    if (to - from >= least && holds(chars, from, to, starts[b] ?? 0, endB)) common += 1;
    from = to + 1;
  }
  return { common, fewer: Math.min(wordsA, wordsB) };
}

function holds(chars: Uint16Array, from: number, to: number, start: number, end: number): boolean {
  for (let at = start; at <= end - (to - from); at += 1) {
    if (at > start && chars[at - 1] !== SPACE) continue;
    let index = 0;
    while (index < to - from && chars[at + index] === chars[from + index]) index += 1;
    if (index === to - from && (at + index === end || chars[at + index] === SPACE)) return true;
  }
  return false;
}

/** True when two texts are the same but for a few letters and any spaces. */
export function nearlySame(words: VocabularyView, a: number, b: number): boolean {
  if (words.hash[a] === words.hash[b]) return true;
  if (unlikeLetters(words, a, b) > 6) return false;
  const lengthA = tighten(words, a, tightA);
  const lengthB = tighten(words, b, tightB);
  const shorter = Math.min(lengthA, lengthB);
  if (shorter < 4) return false;
  const most = shorter >= 14 ? 3 : shorter >= 8 ? 2 : 1;
  return editsWithin(tightA, 0, lengthA, tightB, 0, lengthB, most) <= most;
}

function tighten(words: VocabularyView, value: number, into: Uint16Array): number {
  const end = words.starts[value + 1] ?? 0;
  let length = 0;
  for (let at = words.starts[value] ?? 0; at < end && length < into.length; at += 1) {
    const code = words.chars[at] ?? SPACE;
    if (code !== SPACE) into[length++] = code;
  }
  return length;
}

function compareTexts(words: VocabularyView, a: number, b: number): number {
  if (words.hash[a] === words.hash[b]) return EXACT;
  if (nearlySame(words, a, b)) return TEXT.slip;
  const { common, fewer } = commonWords(words, a, b, 1);
  if (common === fewer) return TEXT.words;
  if (common > 0) return TEXT.someWords;
  const { chars, starts } = words;
  const startA = starts[a] ?? 0;
  const startB = starts[b] ?? 0;
  const lengthA = (starts[a + 1] ?? 0) - startA;
  const lengthB = (starts[b + 1] ?? 0) - startB;
  return jaroWinkler(chars, startA, lengthA, chars, startB, lengthB) >= 0.85 ? TEXT.someWords : TEXT.other;
}

/** Dates are eight figures, YYYYMMDD; 00 is a day or month that is not known. */
function compareDates({ chars, starts }: VocabularyView, a: number, b: number): number {
  const x = starts[a] ?? 0;
  const y = starts[b] ?? 0;
  if (a === b) return isVague(chars, x) ? DATE.newYear : EXACT;
  const year = same(chars, x, y, 0, 4);
  const month = same(chars, x, y, 4, 6);
  const day = same(chars, x, y, 6, 8);
  if (year && (isVague(chars, x) || isVague(chars, y))) return DATE.yearOnly;
  const swapped = sameAt(chars, x + 4, y + 6) && sameAt(chars, x + 6, y + 4);
  if (year && swapped) return DATE.swapped;
  const edits = editsWithin(chars, x, 8, chars, y, 8, 2);
  if (edits <= 1) return DATE.slip;
  if (Number(year) + Number(month) + Number(day) === 2) return DATE.twoParts;
  if (edits <= 2) return DATE.twoSlips;
  return year ? DATE.year : DATE.other;
}

/** A 1 January, which stands for a birthday nobody knew, or a date of which only the year is known. */
const isVague = (chars: Uint16Array, at: number): boolean =>
  chars[at + 4] === 48 &&
  chars[at + 6] === 48 &&
  (chars[at + 5] ?? 0) <= 49 &&
  chars[at + 5] === chars[at + 7];

const sameAt = (chars: Uint16Array, x: number, y: number): boolean =>
  chars[x] === chars[y] && chars[x + 1] === chars[y + 1];

function same(chars: Uint16Array, x: number, y: number, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (chars[x + at] !== chars[y + at]) return false;
  return true;
}

function compareCodes(kind: Kind, { chars, starts }: VocabularyView, a: number, b: number): number {
  const x = starts[a] ?? 0;
  const y = starts[b] ?? 0;
  const lengthA = (starts[a + 1] ?? 0) - x;
  const lengthB = (starts[b + 1] ?? 0) - y;
  const edits = editsWithin(chars, x, lengthA, chars, y, lengthB, kind === 'email' ? 2 : 1);
  const shorter = Math.min(lengthA, lengthB);
  let start = 0;
  while (start < shorter && chars[x + start] === chars[y + start]) start += 1;
  if (kind === 'house') {
    if (start > 0 && start === figuresAt(chars, x, lengthA) && start === figuresAt(chars, y, lengthB))
      return HOUSE.number;
    return edits <= 1 && Math.max(lengthA, lengthB) >= 2 ? HOUSE.slip : HOUSE.other;
  }
  if (kind === 'postcode') {
    // British ones end in a letter: a sector lacks the last two characters, a district the last three.
    const british = lengthA >= 5 && lengthA === lengthB && !isFigure(chars[x + lengthA - 1]);
    if (british && start >= lengthA - 2) return POSTCODE.sector;
    if (edits <= 1) return POSTCODE.slip;
    return start >= (british ? lengthA - 3 : Math.max(2, shorter - 2)) ? POSTCODE.district : POSTCODE.other;
  }
  if (kind === 'phone') {
    if (edits <= 1) return PHONE.slip;
    let ending = 0;
    while (ending < shorter && chars[x + lengthA - 1 - ending] === chars[y + lengthB - 1 - ending])
      ending += 1;
    return ending >= 6 ? PHONE.ending : PHONE.other;
  }
  if (kind === 'email') {
    if (edits <= 2) return EMAIL.slip;
    return chars[x + start - 1] === AT ? EMAIL.mailbox : EMAIL.other;
  }
  return edits <= 1 ? NUMBER.slip : NUMBER.other;
}

const isFigure = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 57;

function figuresAt(chars: Uint16Array, from: number, length: number): number {
  let at = 0;
  while (at < length && isFigure(chars[from + at])) at += 1;
  return at;
}
