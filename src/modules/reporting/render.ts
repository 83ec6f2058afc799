import type { Refusal } from '../../kernel/refusal.ts';
import type { Block, Document, Figure } from '../../ui/document/index.ts';
import {
  figuresAppendix,
  paragraph,
  plainText,
  renderDocx,
  renderHtml,
  renderPdf,
  text,
} from '../../ui/document/index.ts';
import { cellWords } from './changes.ts';
import type { BuiltDraft } from './draft.ts';
import { figureNamed } from './gather.ts';
import type { WrittenText } from './model.ts';
import type { ReportState } from './report-states.ts';

export const FORMATS = ['html', 'pdf', 'docx', 'json'] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  json: 'application/json; charset=utf-8',
};

export const isFormat = (text: string): text is Format => (FORMATS as readonly string[]).includes(text);

/** What JSON says of the report beside its contents. */
export interface ReportMeta {
  readonly state: ReportState;
  /** The approved edition of this date, where there is one. */
  readonly edition?: { readonly id: string; readonly approvedOn: string } | undefined;
  /** Also list the figures of the date that the report does not cite; each then says whether it is cited. */
  readonly everyFigure?: boolean;
}

/** The report in one format. PDF may be refused where the machine has no compiler for it. */
export async function renderReport(
  built: BuiltDraft,
  format: Format,
  meta: ReportMeta = { state: built.facts.head.state },
): Promise<Buffer | Refusal<'pdf-unavailable'>> {
  switch (format) {
    case 'html':
      return Buffer.from(renderHtml(built.document));
    case 'docx':
      return Buffer.from(await renderDocx(onPaper(built.document)));
    case 'json':
      return Buffer.from(`${JSON.stringify(reportJson(built, meta), null, 2)}\n`);
    case 'pdf': {
      const pdf = await renderPdf(onPaper(built.document));
      return 'bytes' in pdf ? Buffer.from(pdf.bytes) : pdf;
    }
  }
}

/** On paper the queries of the figures would fill more pages than the report: they stand in its web page and data. */
function onPaper(document: Document): Document {
  const appendix = figuresAppendix(document).map((block): Block => {
    if (block.kind === 'paragraph')
      return paragraph([
        ...block.inlines,
        text(' The queries stand in the web page and the data of this report.'),
      ]);
    if (block.kind !== 'table') return block;
    const keep = <T>(cells: readonly T[]): readonly T[] =>
      cells.filter((_, index) => !block.columns[index]?.onDemand);
    return {
      ...block,
      columns: keep(block.columns),
      rows: block.rows.map((row) => ({ ...row, cells: keep(row.cells) })),
    };
  });
  return { ...document, blocks: [...document.blocks, ...appendix] };
}

/** The report as data: where it comes from, its sections with their blocks, and every figure in it with its source. */
export function reportJson(built: BuiltDraft, meta: ReportMeta) {
  const { document, sections, facts, figures, warnings } = built;
  const { head, template } = facts;
  return {
    report: {
      template: head.templateSlug,
      templateVersion: head.templateVersion,
      title: document.title,
      asAt: head.asAt,
      periodStart: head.periodStart,
      state: meta.state,
      edition: meta.edition ?? null,
      organisation: document.meta.organisation ?? null,
      author: document.meta.author,
      front: document.front.map((row) => ({ label: row.label, value: plainText(row.value) })),
    },
    recommendations: facts.recommendations,
    implications: template.implications.map((one) => {
      const written = facts.texts.get(`implication.${one.key}`);
      const section = sections.find((part) =>
        part.blocks.some((block) => isHeading(block, `implication-${one.key}`)),
      );
      return {
        key: one.key,
        title: one.title,
        standing: standingOf(written),
        text: section === undefined ? '' : wordsUnder(section.blocks, `implication-${one.key}`),
      };
    }),
    sections: sections.map((section) => ({
      ...section,
      text: section.blocks.map(wordsOf).filter(Boolean).join('\n'),
    })),
    figures: [
      ...figures.map((figure) => figureJson(figure, meta.everyFigure ? { cited: true } : {})),
      ...(meta.everyFigure ? uncited(built).map((figure) => figureJson(figure, { cited: false })) : []),
    ],
    ...(meta.state === 'approved' || meta.state === 'published' ? {} : { warnings }),
  };
}

const figureJson = (
  { name, text, value, unit, sentence, source, query, rows, asAt }: Figure,
  more: { readonly cited?: boolean },
) => ({ name, value, unit, text, sentence: sentence ?? '', source, query, rows, asAt, ...more });

/** The figures that stand on facts of the date and are not in the report's words or tables, by name. */
function uncited({ facts, figures }: BuiltDraft): readonly Figure[] {
  const cited = new Set(figures.map((figure) => figure.name));
  return [...facts.figures]
    .filter(([name, { rows }]) => rows > 0 && !cited.has(name))
    .map(([name, value]) => figureNamed(name, value));
}

const standingOf = (written: WrittenText | undefined): 'written' | 'none' | 'missing' =>
  written === undefined || (written.standing === 'written' && written.words === '')
    ? 'missing'
    : written.standing;

export type ReportJson = ReturnType<typeof reportJson>;

/** The document tree of a report read back from its frozen JSON. */
export const documentFromJson = (json: ReportJson): Document => ({
  title: json.report.title,
  language: 'en-GB',
  meta: {
    author: json.report.author,
    date: json.report.asAt,
    ...(json.report.organisation === null ? {} : { organisation: json.report.organisation }),
  },
  front: json.report.front,
  blocks: json.sections.flatMap((section) => section.blocks),
});

const isHeading = (block: Block, id: string): boolean => block.kind === 'heading' && block.id === id;

/** The words between a heading and the next. */
function wordsUnder(blocks: readonly Block[], id: string): string {
  const rest = blocks.slice(blocks.findIndex((block) => isHeading(block, id)) + 1);
  const end = rest.findIndex((block) => block.kind === 'heading');
  return (end < 0 ? rest : rest.slice(0, end)).map(wordsOf).filter(Boolean).join('\n');
}

/** What a block says, for readers of plain text. */
function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.number === undefined ? block.text : `${block.number} ${block.text}`;
    case 'paragraph':
    case 'warning':
      return plainText(block.inlines);
    case 'list':
      return block.items.map((item) => `- ${plainText(item.inlines)}`).join('\n');
    case 'table':
      return [
        plainText(block.caption),
        ...block.rows.map((row) => row.cells.map(cellWords).join(' | ')),
      ].join('\n');
    case 'figureChart':
      return `${block.headline} (${block.subtitle})`;
    case 'summary':
      return block.rows.map((row) => `${row.label}: ${plainText(row.value)}`).join('\n');
    case 'note':
    case 'quote':
    case 'caseStudy':
      return block.blocks.map(wordsOf).join('\n');
    case 'pageBreak':
      return '';
  }
}
