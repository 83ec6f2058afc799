import type { TermsFields } from './fields.ts';
import { type Clause, termsInWords } from './in-words.ts';
import type { Names } from './names.ts';

/** What one version says otherwise than another. */
export interface TermsChange {
  readonly topic: string;
  readonly what: 'added' | 'taken-out' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed from one version of terms to another, clause by clause, in the order of the later one. */
export function compareTerms(from: TermsFields, to: TermsFields, names: Names): readonly TermsChange[] {
  const [before, after] = [termsInWords(from, names), termsInWords(to, names)];
  const old = new Map(before.map((clause) => [clause.key, clause]));
  const kept = new Set(after.map(({ key }) => key));
  return [
    ...after.flatMap((clause) => changeOf(old.get(clause.key), clause)),
    ...before
      .filter(({ key }) => !kept.has(key))
      .map(({ topic, says }) => ({ topic, what: 'taken-out' as const, before: says, after: null })),
  ];
}

function changeOf(before: Clause | undefined, after: Clause): readonly TermsChange[] {
  if (!before) return [{ topic: after.topic, what: 'added', before: null, after: after.says }];
  if (before.says === after.says && before.topic === after.topic) return [];
  return [{ topic: after.topic, what: 'changed', before: before.says, after: after.says }];
}
