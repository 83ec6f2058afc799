import { longDate, monthAndYear } from '../../../../kernel/plain-date.ts';
import { type Block, blocksFromMarkdown, type Document, heading } from '../../../../ui/document/index.ts';
import type { MinutesContents } from './draft.ts';

const none = () => undefined;

/** Minutes as a document; the same for page, PDF and Word. */
export function minutesDocument(
  contents: MinutesContents,
  { standing, reference }: { readonly standing: string; readonly reference?: string | undefined },
): Document {
  const day = contents.precision === 'month' ? monthAndYear(contents.day) : longDate(contents.day);
  const blocks = contents.sections.flatMap((section, index): readonly Block[] => [
    heading(1, `section-${index + 1}`, section.heading),
    ...blocksFromMarkdown(section.markdown, none, `section-${index + 1}-part`).blocks,
  ]);
  return {
    title: `Minutes of the ${contents.body}`,
    subtitle: day,
    language: 'en-GB',
    meta: {
      author: contents.body,
      date: contents.day,
      ...(reference === undefined ? {} : { reference }),
    },
    front: [
      { label: 'Sitting of', value: day },
      { label: 'Standing', value: standing },
    ],
    blocks,
  };
}
