import {
  Bookmark,
  BorderStyle,
  type Table as DocxTable,
  HeadingLevel,
  ImageRun,
  PageBreak,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import { run, runs } from './docx-inlines.ts';
import { docxPairs, docxTable } from './docx-table.ts';
import { blankPng } from './png.ts';
import type { Prepared } from './prepare.ts';
import { checkedSvg } from './raw.tsx';
import type { Block, FigureChart, List, SimpleBlock, Table } from './tree.ts';
import { printable } from './typst-text.ts';

export type DocxBlock = Paragraph | DocxTable;

interface Place {
  /** Text width in twips. */
  readonly width: number;
  /** The border and shade of a note, a case study or a quote. */
  readonly frame?: 'Note' | 'CaseStudy' | 'Quotation' | 'Warning' | 'TableWords';
  readonly size?: number;
}

const HEADINGS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const;

/** Writes blocks as Word paragraphs and tables with real styles. One writer serves one document. */
export class DocxBlocks {
  private readonly prepared: Prepared;
  private numberedLists = 0;
  private pictures = 0;

  constructor(prepared: Prepared) {
    this.prepared = prepared;
  }

  write(block: Block, place: Place): DocxBlock[] {
    switch (block.kind) {
      case 'heading': {
        const anchor = this.prepared.anchors.get(block.id);
        const words = [run(block.number === undefined ? block.text : `${block.number}  ${block.text}`)];
        const children = anchor === undefined ? words : [new Bookmark({ id: anchor, children: words })];
        return [new Paragraph({ heading: HEADINGS[block.level], children })];
      }
      case 'paragraph':
      case 'list':
        return this.simple([block], place);
      case 'table':
        return this.table(block, place);
      case 'figureChart':
        return this.chart(block, place);
      case 'summary':
        return [docxPairs(block.rows, this.prepared, place.width), spacer()];
      case 'note':
        return this.framed(block.title, block.blocks, undefined, { ...place, frame: 'Note' });
      case 'warning':
        return [
          new Paragraph({
            style: 'Warning',
            children: [
              run('Warning: ', { bold: true }),
              ...runs(block.inlines, this.prepared, { bold: true }),
            ],
          }),
        ];
      case 'pageBreak':
        return [new Paragraph({ children: [new PageBreak()] })];
      case 'quote':
        return this.framed(undefined, block.blocks, block.attribution, { ...place, frame: 'Quotation' });
      case 'caseStudy':
        return this.framed(`Case study: ${block.title}`, block.blocks, block.attribution, {
          ...place,
          frame: 'CaseStudy',
        });
    }
  }

  private simple(blocks: readonly SimpleBlock[], place: Place): Paragraph[] {
    const style = place.frame === undefined ? {} : { style: place.frame };
    const look = place.size === undefined ? {} : { size: place.size };
    return blocks.flatMap((block) => {
      if (block.kind === 'list') return this.list(block, 0, look);
      const words = runs(block.inlines, this.prepared, look);
      if (block.number === undefined) return [new Paragraph({ ...style, children: words })];
      return [
        new Paragraph({
          style: 'NumberedParagraph',
          tabStops: [{ type: TabStopType.LEFT, position: 850 }],
          children: [new TextRun({ ...look, children: [printable(block.number), new Tab()] }), ...words],
        }),
      ];
    });
  }

  private list(list: List, level: number, look: { size?: number }): Paragraph[] {
    const numbered = list.style === 'numbered';
    if (numbered) this.numberedLists += 1;
    const numbering = {
      reference: numbered ? 'numbers' : 'bullets',
      level,
      instance: numbered ? this.numberedLists : 0,
    };
    return list.items.flatMap((item) => [
      new Paragraph({ style: 'ListWords', numbering, children: runs(item.inlines, this.prepared, look) }),
      ...(item.list === undefined ? [] : this.list(item.list, Math.min(level + 1, 3), look)),
    ]);
  }

  private table(table: Table, place: Place): DocxBlock[] {
    const caption =
      table.caption.length === 0
        ? []
        : [new Paragraph({ style: 'Caption', keepNext: true, children: runs(table.caption, this.prepared) })];
    const body = docxTable(table, this.prepared, place.width, (blocks, { size }) =>
      this.simple(blocks, { width: place.width, frame: 'TableWords', size }),
    );
    return [...caption, body, spacer()];
  }

  private chart(chart: FigureChart, place: Place): DocxBlock[] {
    const { width, height } = pictureSize(chart.svg, place.width);
    const transformation = { width, height };
    this.pictures += 1;
    const picture = new ImageRun({
      type: 'svg',
      data: Buffer.from(checkedSvg(chart.svg), 'utf8'),
      transformation,
      fallback: { type: 'png', data: blankPng() },
      altText: {
        id: String(this.pictures),
        name: chart.headline,
        title: chart.headline,
        description: chart.alt,
      },
    });
    return [
      new Paragraph({ keepNext: true, children: [run(chart.headline, { bold: true })] }),
      new Paragraph({ style: 'SmallWords', keepNext: true, children: [run(chart.subtitle)] }),
      new Paragraph({ keepNext: true, children: [picture] }),
      new Paragraph({
        style: 'SmallWords',
        children: [run('Source: '), ...runs(chart.source, this.prepared)],
      }),
      ...this.table(chart.table, place),
    ];
  }

  private framed(
    title: string | undefined,
    blocks: readonly SimpleBlock[],
    attribution: string | undefined,
    place: Place & { frame: NonNullable<Place['frame']> },
  ): DocxBlock[] {
    const line = (words: string, look: { bold?: boolean; size?: number }) =>
      new Paragraph({ style: place.frame, children: [run(words, look)] });
    return [
      ...(title === undefined ? [] : [line(title, { bold: true })]),
      ...this.simple(blocks, place),
      ...(attribution === undefined ? [] : [line(attribution, { size: 18 })]),
    ];
  }
}

/** Word joins tables that touch, so one empty line stands after each. */
const spacer = (): Paragraph => new Paragraph({ spacing: { before: 0, after: 120 }, children: [] });

/** The picture as wide as the text, in pixels at 96 to the inch, in the proportions of its viewBox. */
function pictureSize(svg: string, textWidth: number): { width: number; height: number } {
  const box = /viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(svg);
  const width = Math.round((textWidth / 1440) * 96);
  const ratio = box === null ? 0.5 : Number(box[2]) / Number(box[1]);
  return { width, height: Math.round(width * ratio) };
}

/** A coloured bar on the left, as paragraph borders draw it. */
export const leftBar = (color: string) => ({
  left: { style: BorderStyle.SINGLE, size: 24, space: 8, color },
});
