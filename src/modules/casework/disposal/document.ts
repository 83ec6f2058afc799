/** The certificate as a document: what went, when, why and on whose word, and nothing of who it was. */
import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { type Document, heading, paragraph } from '../../../ui/document/index.ts';
import { kindOf } from '../retention/kinds.ts';
import type { Certificate } from './certificates.ts';
import { BECAUSE } from './certify.ts';

export const whatWent = ({ kind }: Pick<Certificate, 'kind'>): string =>
  kind === 'person' ? 'Everything about a person' : kindOf(kind).says;

export const NUMBER_LENGTH = 12;
/** The number of a certificate, as people write it. */
export const numberOf = ({ id }: Pick<Certificate, 'id'>): string =>
  `D-${id.replaceAll('-', '').slice(-NUMBER_LENGTH).toUpperCase()}`;

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Labels and values, as the page and the document show them. */
export const factsOf = (one: Certificate): readonly { readonly label: string; readonly value: string }[] => [
  { label: 'What went', value: whatWent(one) },
  { label: 'Disposed of on', value: longDate(one.onDay) },
  { label: 'Held by', value: one.agencies.join(', ') || 'No agency' },
  { label: 'Because', value: BECAUSE[one.because] },
  {
    label: 'Rule',
    value: one.ruleMonths === null ? 'None was set' : `Review after ${plural(one.ruleMonths, 'month')}`,
  },
  {
    label: 'Keys destroyed',
    value: one.finishedAt ? `${one.keys}, at ${minute(one.finishedAt)}` : 'Not yet',
  },
  { label: 'Files destroyed', value: String(one.files) },
  { label: 'Texts that stay, without the person', value: String(one.texts) },
  { label: 'SHA-256 over what went', value: one.digest },
];

/** Rows that went, by what they were. */
export const rowsOf = ({
  counts,
  says,
}: Certificate): readonly { readonly table: string; readonly says: string; readonly rows: number }[] =>
  Object.entries(counts).map(([table, rows]) => ({
    table,
    rows,
    says: (says[table] ?? table).split(/(?<=[.:;])\s/)[0]?.replace(/[.:;]$/, '') ?? table,
  }));

export const PROVES =
  'The hash is over the sorted lines “table id” of the rows that went, each with a line feed. It stands in the sealed audit trail too: whoever holds a backup from before can prove that exactly these rows went, and nobody can learn from it who it was.';
export const KEYS_ELSEWHERE =
  'The keys in Concord’s key folder are destroyed. A copy of the keys that was exported before still opens older backups: destroy such exports as well, and export the keys anew.';

export const certificateDocument = (one: Certificate, organisation: string): Document => ({
  title: 'Certificate of disposal',
  language: 'en-GB',
  meta: { author: 'Information governance', date: one.onDay, reference: numberOf(one), organisation },
  front: [{ label: 'Number', value: numberOf(one) }],
  blocks: [
    { kind: 'summary', rows: [...factsOf(one)] },
    heading(1, 'rows', 'Rows that went'),
    {
      kind: 'summary',
      rows: rowsOf(one).map(({ says, rows }) => ({ label: says, value: String(rows) })),
    },
    heading(1, 'proof', 'What this proves'),
    paragraph(PROVES),
    paragraph(KEYS_ELSEWHERE),
  ],
});
