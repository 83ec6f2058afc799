import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import {
  type Block,
  type Document,
  heading,
  list,
  paragraph,
  renderPdf,
} from '../../../ui/document/index.ts';
import type { SubjectAnswer } from './gather.ts';

/** What the law says must stand beside the data (UK GDPR article 15(1), Data Protection Act 2018 section 45). */
const RIGHTS = [
  'You may ask each agency named here to correct what is wrong, to erase it, or to restrict or stop its use.',
  'You may complain to the Information Commissioner, and go to court.',
  'Where a record is held for law enforcement, some of it may have been held back, as the law allows.',
  'Where matching or an early warning suggested something, a person decided. What each uses is published.',
];

/** The answer as a document: every section, row by row. */
export function subjectDocument(answer: SubjectAnswer, organisation: string): Document {
  return {
    title: 'What is held about you',
    language: 'en-GB',
    meta: {
      author: 'Information governance',
      date: answer.asAt,
      reference: answer.person,
      organisation,
    },
    front: [
      { label: 'Reference', value: answer.person },
      { label: 'As at', value: answer.asAt },
    ],
    blocks: [
      paragraph(
        'This is everything that the partnership’s casework holds about you, agency by agency. Other people’s names and numbers are replaced by “[another person]”.',
      ),
      heading(1, 'rights', 'What you can do'),
      list('bulleted', RIGHTS),
      ...answer.sections.flatMap(({ title, rows }, at): Block[] => [
        heading(1, `section-${at + 1}`, title),
        ...rows.map(
          (row): Block => ({
            kind: 'summary',
            rows: Object.entries(row).map(([label, value]) => ({ label, value })),
          }),
        ),
      ]),
    ],
  };
}

/** The answer as a tagged PDF; refused where the machine has no compiler for it. */
export async function subjectPdf(answer: SubjectAnswer, organisation: string): Promise<Buffer | Refusal> {
  const pdf = await renderPdf(subjectDocument(answer, organisation));
  return isRefusal(pdf) ? pdf : Buffer.from(pdf.bytes);
}

export const subjectJson = (answer: SubjectAnswer): string => `${JSON.stringify(answer, null, 2)}\n`;
