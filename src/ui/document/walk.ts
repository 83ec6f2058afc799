import { inlinesOf } from './build.ts';
import type { Block, Cell, Document, Figure, Inline, List, Table, Words } from './tree.ts';

/** Every inline of a document in reading order, those inside others too. */
export function* inlinesOfDocument(document: Document): Generator<Inline> {
  for (const row of document.front) yield* deep(inlinesOf(row.value));
  for (const block of document.blocks) yield* inlinesOfBlock(block);
}

/** Every inline of a block in reading order, those inside others too. */
export function* inlinesOfBlock(block: Block): Generator<Inline> {
  switch (block.kind) {
    case 'paragraph':
    case 'warning':
      return yield* deep(block.inlines);
    case 'list':
      return yield* inlinesOfList(block);
    case 'table':
      return yield* inlinesOfTable(block);
    case 'figureChart':
      yield* deep(inlinesOf(block.source));
      return yield* inlinesOfTable(block.table);
    case 'summary':
      for (const row of block.rows) yield* deep(inlinesOf(row.value));
      return;
    case 'note':
    case 'quote':
    case 'caseStudy':
      for (const inner of block.blocks) yield* inlinesOfBlock(inner);
      return;
    case 'heading':
    case 'pageBreak':
      return;
  }
}

/** The figures of a document, one of each name, in the order a reader meets them. */
export function figuresOf(document: Document): readonly Figure[] {
  const figures = new Map<string, Figure>();
  for (const inline of inlinesOfDocument(document)) {
    if (inline.kind !== 'figure') continue;
    const known = figures.get(inline.name);
    if (known === undefined) figures.set(inline.name, inline);
    else if (known.value !== inline.value || known.asAt !== inline.asAt || known.source !== inline.source) {
      throw new Error(`Two different figures of one document are both named "${inline.name}"`);
    }
  }
  return [...figures.values()];
}

/** The words of inlines without their look. */
export const plainText = (words: Words): string =>
  inlinesOf(words)
    .map((inline) => {
      if (inline.kind === 'text' || inline.kind === 'figure') return inline.text;
      return inline.kind === 'lineBreak' ? ' ' : plainText(inline.inlines);
    })
    .join('');

export const isBlocks = (cell: Cell): cell is Extract<Cell, { blocks: unknown }> =>
  typeof cell === 'object' && 'blocks' in cell;

function* deep(inlines: readonly Inline[]): Generator<Inline> {
  for (const inline of inlines) {
    yield inline;
    if ('inlines' in inline) yield* deep(inline.inlines);
  }
}

function* inlinesOfList(list: List): Generator<Inline> {
  for (const item of list.items) {
    yield* deep(item.inlines);
    if (item.list !== undefined) yield* inlinesOfList(item.list);
  }
}

function* inlinesOfTable(table: Table): Generator<Inline> {
  yield* deep(inlinesOf(table.caption));
  for (const cell of table.rows.flatMap((row) => row.cells)) {
    if (!isBlocks(cell)) yield* deep(inlinesOf(cell));
    else for (const block of cell.blocks) yield* inlinesOfBlock(block);
  }
}
