/** Takes other people out of what is given to a person: their names, numbers, e-mail addresses and homes. */
import type { HeldRow } from './part.ts';

export const ANOTHER = '[another person]';

/** What tells one person from others. */
export interface Telling {
  readonly names: readonly string[];
  /** Telephone numbers, e-mail and other numbers, addresses. */
  readonly codes: readonly string[];
}

const words = (name: string): readonly string[] => name.split(/[\s,]+/).filter((word) => word.length > 1);
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A function that takes out of a text whatever names one of the others: whole names in either order, each part of a
 * name that is not also the person's own, and their numbers. Case and accents do not matter.
 */
export function redactor(own: Telling, others: readonly Telling[]): (text: string) => string {
  const mine = new Set(own.names.flatMap(words).map(folded));
  const whole = others.flatMap(({ names }) => names.flatMap(bothWays));
  const parts = others
    .flatMap(({ names }) => names.flatMap(words))
    .filter((word) => word.length > 2 && !mine.has(folded(word)));
  const ownCodes = new Set(own.codes.map(digits));
  const codes = others
    .flatMap((one) => one.codes)
    .filter((code) => code.length > 4 && !ownCodes.has(digits(code)));
  const patterns = [...new Set([...whole, ...parts, ...codes])]
    .filter((text) => !mine.has(folded(text)))
    .toSorted((a, b) => b.length - a.length)
    .map((text) => escaped(text).replaceAll(/\s+/g, '[\\s,]+'));
  if (patterns.length === 0) return (text) => text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return (text) => text.normalize('NFC').replaceAll(pattern, ANOTHER);
}

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
const digits = (code: string): string => code.replaceAll(/\s/g, '').toLowerCase();

/** A name as it stands, without its accents, and with the last word first. */
function bothWays(name: string): readonly string[] {
  const parts = words(name);
  if (parts.length < 2) return [];
  const forms = [
    parts.join(' '),
    [parts.at(-1), ...parts.slice(0, -1)].join(' '),
    `${parts[0]} ${parts.at(-1)}`,
  ];
  return [...forms, ...forms.map((form) => form.normalize('NFKD').replaceAll(/\p{M}/gu, ''))];
}

/** Whether a text names the person by any part of a name of theirs. */
export function mentions(own: Telling): (text: string) => boolean {
  const mine = new Set(own.names.flatMap(words).map(folded));
  return (text) =>
    folded(text)
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word.length > 2 && mine.has(word));
}

/** Stands for a note that is about somebody else: with the name taken out it would still be known who is meant. */
export const ABOUT_ANOTHER = `Held back: it is about ${ANOTHER} and does not name you`;
/** Words that people wrote about whoever a thing is of. */
const WRITTEN = 'What was written';

/** Every value of a row with the others taken out; words that name another and not the person are held back whole. */
export const redactRow = (
  row: HeldRow,
  redact: (text: string) => string,
  speaksOf: (text: string) => boolean,
): HeldRow =>
  Object.fromEntries(
    Object.entries(row).map(([label, value]) => {
      const redacted = redact(value);
      const another = label === WRITTEN && redacted.includes(ANOTHER) && !speaksOf(value);
      return [label, another ? ABOUT_ANOTHER : redacted];
    }),
  );
