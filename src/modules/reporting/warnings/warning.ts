import type { DraftFacts } from '../model.ts';

/** `stops` approval; a `warning` has to be seen by who approves; a `hint` helps who writes. */
export type Severity = 'stops' | 'warning' | 'hint';

/** What is wrong with a draft: the rule, the sentence, and the place where it can be mended. */
export interface DraftWarning {
  readonly rule: string;
  readonly severity: Severity;
  readonly sentence: string;
  /** `section.…`, `implication.…`, `front.…`, `recommendations`, `interests`, `case-studies` or `template`. */
  readonly place: string;
}

export type Rule = (facts: DraftFacts) => readonly DraftWarning[];

export const warn = (rule: string, severity: Severity, place: string, sentence: string): DraftWarning => ({
  rule,
  severity,
  place,
  sentence,
});

/** The title of a place in words. */
export function titleOfPlace(facts: Pick<DraftFacts, 'template'>, place: string): string {
  const { sections, implications, front } = facts.template;
  const [kind, key] = [place.slice(0, place.indexOf('.')), place.slice(place.indexOf('.') + 1)];
  if (kind === 'section') return sections.find((one) => one.key === key)?.title ?? key;
  if (kind === 'implication') return implications.find((one) => one.key === key)?.title ?? key;
  return front.find((one) => one.key === key)?.label ?? key;
}

/** Words without case, marks and spaces: what two people would call the same text. */
export const bare = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
