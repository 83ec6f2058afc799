import {
  AlignmentType,
  Document as DocxDocument,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import { longDate } from '../../kernel/plain-date.ts';
import { type DocxBlock, DocxBlocks } from './docx-blocks.ts';
import { fixedBytes } from './docx-fixed.ts';
import { run } from './docx-inlines.ts';
import { docxNumbering, docxStyles } from './docx-styles.ts';
import { docxPairs } from './docx-table.ts';
import { type Prepared, pageGroups, prepare } from './prepare.ts';
import type { Document } from './tree.ts';
import { printable } from './typst-text.ts';

const A4 = { width: 11906, height: 16838 };
const MARGIN = 1300;
const textWidth = (landscape: boolean): number => (landscape ? A4.height : A4.width) - 2 * MARGIN;

/**
 * The document as a Word file: real heading styles, tables whose header rows repeat, charts with alternative text,
 * wide tables on turned pages, figures numbered into their appendix. The same tree gives the same bytes.
 */
export async function renderDocx(document: Document): Promise<Uint8Array> {
  const prepared = prepare(document);
  const blocks = new DocxBlocks(prepared);
  const found = pageGroups(prepared.document.blocks);
  // The front matter stands upright, on a page of its own when the first block is turned.
  const groups = found[0]?.landscape === false ? found : [{ landscape: false, blocks: [] }, ...found];
  const sections = groups.map((group, index): ISectionOptions => {
    const width = textWidth(group.landscape);
    const body = group.blocks.flatMap((block) => blocks.write(block, { width }));
    const front = index === 0 ? frontMatter(prepared, width) : [];
    return section(document, group.landscape, index === 0, [...front, ...body]);
  });
  const file = new DocxDocument({
    title: printable(document.title),
    creator: printable(document.meta.author),
    lastModifiedBy: printable(document.meta.author),
    revision: 1,
    ...(document.subtitle === undefined ? {} : { subject: printable(document.subtitle) }),
    ...(document.meta.keywords === undefined
      ? {}
      : { keywords: printable(document.meta.keywords.join(', ')) }),
    styles: docxStyles,
    numbering: docxNumbering,
    sections:
      sections.length > 0
        ? sections
        : [section(document, false, true, frontMatter(prepared, textWidth(false)))],
  });
  return fixedBytes(await Packer.toBuffer(file), document.meta.date, document.language);
}

function frontMatter(prepared: Prepared, width: number): DocxBlock[] {
  const { title, subtitle, meta, front } = prepared.document;
  const reference = meta.reference === undefined ? '' : `. Reference ${meta.reference}`;
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(title)] }),
    ...(subtitle === undefined
      ? []
      : [new Paragraph({ children: [run(subtitle, { size: 26, color: '505A5F' })] })]),
    new Paragraph({
      style: 'SmallWords',
      children: [run(`${meta.author}, ${longDate(meta.date)}${reference}`)],
    }),
    ...(front.length === 0 ? [] : [docxPairs(front, prepared, width)]),
  ];
}

function section(
  document: Document,
  landscape: boolean,
  first: boolean,
  children: DocxBlock[],
): ISectionOptions {
  const running = [document.meta.organisation, document.meta.reference].filter((part) => part !== undefined);
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      titlePage: first,
      page: {
        size: { ...A4, orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
      },
    },
    headers: {
      default: new Header({
        children: [small([run([document.title, ...running].join(' · '))], AlignmentType.LEFT)],
      }),
      first: new Header({ children: [small([], AlignmentType.LEFT)] }),
    },
    footers: { default: pageNumbers(), first: pageNumbers() },
    children,
  };
}

const pageNumbers = (): Footer =>
  new Footer({
    children: [
      small(
        [new TextRun({ children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] })],
        AlignmentType.RIGHT,
      ),
    ],
  });

const small = (children: TextRun[], alignment: 'left' | 'right'): Paragraph =>
  new Paragraph({ style: 'SmallWords', alignment, children });
