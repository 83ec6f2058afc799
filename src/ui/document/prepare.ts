import { APPENDIX_ID, figureRowId, figuresAppendix } from './appendix.ts';
import { inlinesOf } from './build.ts';
import type { Block, Document, HeadingLevel, Table } from './tree.ts';
import { figuresOf } from './walk.ts';

/** A document made ready for any renderer: headings in order, appendix in place, anchors known. */
export interface Prepared {
  readonly document: Document;
  /** The number each figure carries in the text and in the appendix, by name. */
  readonly figureNumbers: ReadonlyMap<string, number>;
  /** A short safe name for each id that a link may lead to; formats differ in what an anchor may hold. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** Adds the figures appendix unless it is there, and closes up skipped heading levels. */
export function prepare(document: Document): Prepared {
  const hasAppendix = document.blocks.some((block) => block.kind === 'heading' && block.id === APPENDIX_ID);
  const appendix = hasAppendix ? [] : figuresAppendix(document);
  const blocks = normaliseHeadings([...document.blocks, ...appendix]);
  const numbers = figuresOf(document).map((figure, index): [string, number] => [figure.name, index + 1]);
  return { document: { ...document, blocks }, figureNumbers: new Map(numbers), anchors: anchorsOf(blocks) };
}

/** Headings start at level 1 and go down one level at a time, as PDF/UA and screen readers ask. */
export function normaliseHeadings(blocks: readonly Block[]): readonly Block[] {
  const open: HeadingLevel[] = [];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    while (open.length > 0 && (open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    return { ...block, level: Math.min(open.length, 4) as HeadingLevel };
  });
}

/** Blocks that share a page orientation. A heading goes with the turned table it introduces. */
export interface PageGroup {
  readonly landscape: boolean;
  readonly blocks: readonly Block[];
}

export function pageGroups(blocks: readonly Block[]): readonly PageGroup[] {
  const groups: { landscape: boolean; blocks: Block[] }[] = [];
  blocks.forEach((block, index) => {
    const landscape = isLandscape(block) || introducesLandscape(blocks, index);
    const last = groups.at(-1);
    if (last?.landscape === landscape) last.blocks.push(block);
    else groups.push({ landscape, blocks: [block] });
  });
  return groups.filter((group) => group.blocks.some((block) => block.kind !== 'pageBreak'));
}

/** The words for a figure's note in the text: its number, or nothing when the figure has none. */
export const figureAnchor = (prepared: Prepared, name: string): string | undefined =>
  prepared.anchors.get(figureRowId(name));

/** The address a link may have outside the application; undefined when it must be shown as plain words. */
export function outsideHref(document: Document, href: string): string | undefined {
  if (/^(https?:\/\/|mailto:)/i.test(href)) return href;
  const origin = document.meta.origin;
  return /^\/(?!\/)/.test(href) && origin !== undefined ? origin.replace(/\/$/, '') + href : undefined;
}

/** The widths of a table's columns as shares that sum to one. */
export function columnShares(table: Table): readonly number[] {
  const weights = table.columns.map((column) => column.width ?? 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Cells of a row, as many as there are columns: a short row is filled, a long one is a bug. */
export function cellsOf(table: Table, row: Table['rows'][number]): Table['rows'][number]['cells'] {
  if (row.cells.length > table.columns.length) throw new Error('A table row has more cells than columns');
  return table.columns.map((_, index) => row.cells[index] ?? inlinesOf(''));
}

const isLandscape = (block: Block | undefined): boolean =>
  block?.kind === 'table' && block.landscape === true;

function introducesLandscape(blocks: readonly Block[], index: number): boolean {
  let next = index;
  while (blocks[next]?.kind === 'heading') next += 1;
  return next > index && isLandscape(blocks[next]);
}

function anchorsOf(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  const add = (id: string) => {
    if (anchors.has(id)) throw new Error(`The id "${id}" is used twice in one document`);
    anchors.set(id, `a${anchors.size + 1}`);
  };
  for (const block of blocks) {
    if (block.kind === 'heading') add(block.id);
    const table = block.kind === 'figureChart' ? block.table : block;
    if (table.kind === 'table') for (const row of table.rows) if (row.id !== undefined) add(row.id);
  }
  return anchors;
}
