import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { blocksFromMarkdown, DocumentView, heading } from '../../../../ui/document/index.ts';
import type { Clause } from '../in-words.ts';

/** The prose of terms of reference, each section under its heading. */
export function TermsProse(props: { readonly clauses: readonly Clause[]; readonly dated: PlainDate }) {
  const sections = props.clauses.filter(({ prose }) => prose);
  if (sections.length === 0) return null;
  const blocks = sections.flatMap((clause, at) => [
    heading(2, `terms-${at + 1}`, clause.topic),
    ...blocksFromMarkdown(clause.says, () => undefined, `terms-${at + 1}-part`).blocks,
  ]);
  return (
    <DocumentView
      titled={false}
      document={{
        title: 'Terms of reference',
        language: 'en-GB',
        meta: { author: 'Partnership Manager', date: props.dated },
        front: [],
        blocks,
      }}
    />
  );
}
