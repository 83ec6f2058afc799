import type { FigureValue } from '../../platform/module.ts';

export type NumberKind = 'money' | 'percent' | 'count';

export interface TypedNumber {
  /** As it was typed: `£81,000`, `22%`, `5,803`. */
  readonly typed: string;
  readonly value: number;
  readonly kind: NumberKind;
  /** The sentence it stands in. */
  readonly sentence: string;
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const NOT_NUMBERS: readonly RegExp[] = [
  /\{\{[^}]*\}\}/g,
  /\]\([^)]*\)/g,
  /https?:\S+/g,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:${MONTHS})(?:\\s+\\d{4})?`, 'g'),
  new RegExp(`\\b(?:${MONTHS})\\s+\\d{4}`, 'g'),
  /\b(?:19|20)\d{2}(?:\s?[/–-]\s?\d{2,4})?\b(?!\s?%)/g,
  /\b(?:Appendix|Section|Outcome|Quarter|Part|Version|waves?)\s+\d+(?:\s?[–-]\s?\d+)?/gi,
  /\b\d+(?:st|nd|rd|th)\b/g,
  /\b\d+\s?[–-]\s?\d+\b/g,
  /^\s*\d+[.)]\s/gm,
];
const NUMBER = /(£\s?)?(?<![\w.,/])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w/])(\s?%|\s?per ?cent\b)?/g;

/** The numbers that somebody typed into prose: figure references, dates, years and list numbers are none. */
export function typedNumbers(markdown: string): readonly TypedNumber[] {
  const cleaned = NOT_NUMBERS.reduce((text, pattern) => text.replace(pattern, ' '), markdown);
  return sentencesOf(cleaned).flatMap((sentence) =>
    [...sentence.matchAll(NUMBER)].map((match): TypedNumber => {
      const [typed, pound, whole = '', decimals = '', percent] = match;
      return {
        typed: typed.trim(),
        value: Number(whole.replaceAll(',', '') + decimals),
        kind: pound ? 'money' : percent ? 'percent' : 'count',
        sentence,
      };
    }),
  );
}

const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+|\n\s*\n|\n\s*[-*]\s/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');

/** What a figure says in numbers, as it is printed: its kind and its first number. */
export function printedNumber(
  figure: Pick<FigureValue, 'text' | 'value'>,
): { kind: NumberKind; value: number } | undefined {
  if (figure.value === null) return undefined;
  const match = /(£)?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(%|percent|per cent|percentage)?/.exec(
    figure.text,
  );
  if (!match) return undefined;
  const kind = match[1] ? 'money' : match[4] ? 'percent' : 'count';
  return { kind, value: Number((match[2] ?? '').replaceAll(',', '') + (match[3] ?? '')) };
}

const COMMON = new Set(
  'this that with from have been were their there which when than then they them these those into over under about during year years number recorded reported compared previous population people figure value latest'.split(
    ' ',
  ),
);

/** The words of a sentence that say what it is about, cut to compare. */
export const subjectWords = (sentence: string): ReadonlySet<string> =>
  new Set(
    (sentence.toLowerCase().match(/[a-z]{4,}/g) ?? [])
      .filter((word) => !COMMON.has(word))
      .map((word) => word.replace(/(?:ies|es|s|ing|ed)$/, '').slice(0, 8)),
  );
