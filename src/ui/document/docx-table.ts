import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Table as DocxTable,
  Paragraph,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import { run, runs } from './docx-inlines.ts';
import { cellsOf, columnShares, type Prepared } from './prepare.ts';
import type { Cell, Column, LabelledRow, SimpleBlock, Table } from './tree.ts';
import { isBlocks } from './walk.ts';

/** How simple blocks inside a cell are written; the blocks file passes its own. */
export type WriteBlocks = (blocks: readonly SimpleBlock[], look: { size: number }) => readonly Paragraph[];

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const HAIRLINE = { style: BorderStyle.SINGLE, size: 4, color: 'B1B4B6' } as const;
const RULE = { style: BorderStyle.SINGLE, size: 8, color: '12436D' } as const;
const BORDERS = {
  top: NONE,
  bottom: HAIRLINE,
  left: NONE,
  right: NONE,
  insideVertical: NONE,
  insideHorizontal: HAIRLINE,
};

/** A table whose header row repeats on each page and whose rows stay whole. `width` is the text width in twips. */
export function docxTable(table: Table, prepared: Prepared, width: number, write: WriteBlocks): DocxTable {
  const size = table.columns.length > 7 ? 15 : table.columns.length > 4 ? 17 : 20;
  const widths = columnShares(table).map((share) => Math.round(share * width));
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map(
      (column, index) =>
        new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          borders: { bottom: RULE },
          children: [
            new Paragraph({
              style: 'TableWords',
              keepNext: true,
              alignment: aligned(column),
              children: [run(column.header, { bold: true, color: '12436D', size })],
            }),
          ],
        }),
    ),
  });
  const rows = table.rows.map((row) => {
    const anchor = row.id === undefined ? undefined : prepared.anchors.get(row.id);
    return new TableRow({
      cantSplit: true,
      children: cellsOf(table, row).map((cell, index) => {
        const bold = row.total === true || (index === 0 && table.headerColumn === true);
        return new TableCell({
          width: { size: widths[index] ?? 0, type: WidthType.DXA },
          ...(row.total === true ? { borders: { top: RULE } } : {}),
          children: cellParagraphs(cell, {
            prepared,
            write,
            look: { size, ...(bold ? { bold } : {}) },
            alignment: aligned(table.columns[index]),
            anchor: index === 0 ? anchor : undefined,
          }),
        });
      }),
    });
  });
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: BORDERS,
    margins: { top: 50, bottom: 50, left: 80, right: 80 },
    rows: [header, ...rows],
  });
}

/** Labels and values side by side, as at the head of a report. */
export function docxPairs(rows: readonly LabelledRow[], prepared: Prepared, width: number): DocxTable {
  const widths = [Math.round(width * 0.3), Math.round(width * 0.7)];
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: { ...BORDERS, top: HAIRLINE },
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          children: [[run(row.label, { bold: true })], runs(row.value, prepared)].map(
            (children, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                children: [new Paragraph({ style: 'TableWords', children })],
              }),
          ),
        }),
    ),
  });
}

interface CellContext {
  readonly prepared: Prepared;
  readonly write: WriteBlocks;
  readonly look: { readonly size: number; readonly bold?: boolean };
  readonly alignment: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly anchor: string | undefined;
}

function cellParagraphs(cell: Cell, context: CellContext): Paragraph[] {
  if (isBlocks(cell)) {
    const paragraphs = [...context.write(cell.blocks, context.look)];
    return paragraphs.length > 0 ? paragraphs : [new Paragraph({ style: 'TableWords' })];
  }
  const { anchor, alignment } = context;
  const words = runs(cell, context.prepared, context.look);
  const children = anchor === undefined ? words : [new Bookmark({ id: anchor, children: words })];
  return [new Paragraph({ style: 'TableWords', alignment, children })];
}

const aligned = (column: Column | undefined) =>
  ({ left: AlignmentType.LEFT, right: AlignmentType.RIGHT, centre: AlignmentType.CENTER })[
    column?.align ?? 'left'
  ];
