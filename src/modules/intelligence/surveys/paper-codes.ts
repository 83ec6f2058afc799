import type { Choice, QuestionKind } from './types.ts';

interface Asked {
  readonly slug: string;
  readonly choices: readonly Choice[];
  readonly kind?: QuestionKind;
}

/** The numbers that answers are keyed in by: those that the points of a scale begin with, else their ranks from one. */
export function codesOf({ kind, choices }: Pick<Asked, 'kind' | 'choices'>): readonly string[] {
  const said = choices.map(({ text }) => /^\d{1,3}(?!\d)/.exec(text)?.[0] ?? '');
  const own = kind === 'scale' && !said.includes('') && new Set(said).size === said.length;
  return own ? said : choices.map((_, at) => String(at + 1));
}

export interface Codes {
  readonly texts: (name: string) => readonly string[];
  readonly wrong: Readonly<Record<string, string>>;
}

/**
 * What was keyed in from paper: an answer is the number beside it on the sheet, several are parted by spaces or commas.
 * Numbers and words stand for themselves.
 */
export function fromCodes(asked: readonly Asked[], given: (name: string) => readonly string[]): Codes {
  const wrong: Record<string, string> = {};
  const read = new Map<string, readonly string[]>();
  for (const { slug, choices, kind } of asked) {
    if (choices.length === 0) continue;
    const numbers = codesOf({ choices, ...(kind === undefined ? {} : { kind }) });
    const codes = given(slug).flatMap((text) => text.split(/[\s,;]+/).filter(Boolean));
    const chosen = codes.map((code) => choices[numbers.indexOf(code)]);
    if (chosen.some((choice) => choice === undefined))
      wrong[slug] = `Enter the number of an answer, from ${numbers[0]} to ${numbers.at(-1)}`;
    else if (kind !== 'multiple' && chosen.length > 1)
      wrong[slug] = 'Enter one number: one answer is allowed';
    read.set(
      slug,
      chosen.flatMap((choice) => (choice ? [choice.value] : [])),
    );
  }
  return { texts: (name) => (name in wrong ? [] : (read.get(name) ?? given(name))), wrong };
}
