import { longDate } from '../../kernel/plain-date.ts';
import { inlinesOf } from './build.ts';
import { cellsOf, columnShares, figureAnchor, outsideHref, type Prepared, pageGroups } from './prepare.ts';
import { checkedSvg } from './raw.tsx';
import type {
  Block,
  Cell,
  Column,
  FigureChart,
  Heading,
  Inline,
  LabelledRow,
  List,
  Table,
  Words,
} from './tree.ts';
import { typstPreamble } from './typst-preamble.ts';
import { printable, typstString, typstText } from './typst-text.ts';
import { isBlocks } from './walk.ts';

/** What the markup depends on besides the document. */
export interface TypstOptions {
  readonly fonts: readonly string[];
  /** Characters that no font can draw, known from a first compilation. */
  readonly unshown: ReadonlySet<string>;
  /** A list of contents stands before the first block, and every heading says on which page it stands. */
  readonly contents: boolean;
  readonly firstPage: number;
  /** Files that follow headings, by the headings' ids. */
  readonly files: ReadonlyMap<string, PlacedFile>;
}

/** A file that the compiler finds under a path; a picture has no number of pages. */
export interface PlacedFile {
  readonly path: string;
  readonly pages: number | undefined;
  readonly alt: string;
}

/** The whole document as Typst markup. */
export function typstMarkup(prepared: Prepared, options: TypstOptions): string {
  const writer = new TypstWriter(prepared, options);
  return typstPreamble(prepared.document, options.fonts, options.unshown) + writer.body();
}

class TypstWriter {
  private readonly prepared: Prepared;
  private readonly unshown: ReadonlySet<string>;
  private readonly options: TypstOptions;

  constructor(prepared: Prepared, options: TypstOptions) {
    this.prepared = prepared;
    this.unshown = options.unshown;
    this.options = options;
  }

  body(): string {
    const { document } = this.prepared;
    const { author, date, reference } = document.meta;
    const byline = `${author}, ${longDate(date)}${reference === undefined ? '' : `. Reference ${reference}`}`;
    const { contents, firstPage } = this.options;
    return [
      firstPage === 1 ? '' : `#counter(page).update(${firstPage})`,
      '#title()',
      document.subtitle === undefined
        ? ''
        : `#block(text(size: 13pt, fill: grey)[${this.text(document.subtitle)}])`,
      `#block(small[${this.text(byline)}])`,
      document.front.length === 0 ? '' : this.pairs(document.front),
      contents ? '#outline(title: [Contents], depth: 2)' : '',
      ...pageGroups(document.blocks).map((group) => {
        const blocks = group.blocks.map((block) => this.block(block)).join('\n');
        return group.landscape ? `#page(flipped: true)[\n${blocks}\n]` : blocks;
      }),
    ].join('\n');
  }

  private text(words: string): string {
    return typstText(words, this.unshown);
  }

  private string(words: string): string {
    return typstString(words, this.unshown);
  }

  private words(words: Words): string {
    return inlinesOf(words)
      .map((inline) => this.inline(inline))
      .join('');
  }

  private inline(inline: Inline): string {
    switch (inline.kind) {
      case 'text':
        return this.text(inline.text);
      case 'strong':
        return `#strong[${this.words(inline.inlines)}];`;
      case 'emphasis':
        return `#emph[${this.words(inline.inlines)}];`;
      case 'lineBreak':
        return '#linebreak();';
      case 'link':
        return this.link(inline.href, this.words(inline.inlines));
      case 'figure': {
        const anchor = figureAnchor(this.prepared, inline.name);
        const number = String(this.prepared.figureNumbers.get(inline.name) ?? '');
        const note = anchor === undefined ? '' : `#figure-note("${anchor}", "${number}");`;
        return `${this.text(inline.text)}${note}`;
      }
    }
  }

  private link(href: string, body: string): string {
    if (body === '') return '';
    const anchor = href.startsWith('#') ? this.prepared.anchors.get(href.slice(1)) : undefined;
    if (anchor !== undefined) return `#link(label("${anchor}"))[${body}];`;
    const outside = outsideHref(this.prepared.document, href);
    return outside === undefined ? body : `#link(${typstString(outside)})[${body}];`;
  }

  private block(block: Block): string {
    switch (block.kind) {
      case 'heading':
        return this.heading(block);
      case 'paragraph':
        return block.number === undefined
          ? `#par[${this.words(block.inlines)}]`
          : `#numbered([${this.text(block.number)}])[${this.words(block.inlines)}]`;
      case 'list':
        return this.list(block);
      case 'table':
        return this.table(block);
      case 'figureChart':
        return this.chart(block);
      case 'summary':
        return this.pairs(block.rows);
      case 'note':
        return `#aside(rgb("#B1B4B6"))[${this.titled(block.title, block.blocks)}]`;
      case 'warning':
        return `#aside(rgb("#801650"))[#strong[Warning: ${this.words(block.inlines)}]]`;
      case 'pageBreak':
        return '#pagebreak(weak: true)';
      case 'quote':
        return `#quote(block: true)[${this.blocks(block.blocks)}${this.attribution(block.attribution)}]`;
      case 'caseStudy':
        return `#framed[${this.titled(`Case study: ${block.title}`, block.blocks)}${this.attribution(block.attribution)}]`;
    }
  }

  private heading({ level, id, number, text }: Heading): string {
    const anchor = this.prepared.anchors.get(id) ?? '';
    // PDF/UA refuses a heading without words; its place stays, so that links to it still lead somewhere.
    if (printable(`${number ?? ''}${text}`).trim() === '') return `#anchor("${anchor}")`;
    const before = number === undefined ? '' : `${this.text(`${number} `)}#h(0.35em);`;
    const place = this.options.contents
      ? `#context [#metadata((anchor: "${anchor}", page: counter(page).get().first()))<place>]\n`
      : '';
    const file = this.options.files.get(id);
    return `#heading(level: ${level})[${before}${this.text(text)}]#label("${anchor}")\n${place}${file ? this.file(file) : ''}`;
  }

  /** The first page of a file shares the page with its heading; each other one has a page to itself. */
  private file({ path, pages, alt }: PlacedFile): string {
    const image = (page: number | undefined) =>
      `image("${path}", ${page === undefined ? '' : `page: ${page}, `}width: 100%, height: 100%, fit: "contain", alt: ${this.string(pages === undefined ? alt : `${alt}, page ${page} of ${pages}`)})`;
    const others = Array.from({ length: Math.max((pages ?? 1) - 1, 0) }, (_, index) => index + 2);
    return [
      `#block(height: 1fr, width: 100%, ${image(pages === undefined ? undefined : 1)})`,
      ...others.map(
        (page) => `#page(margin: (x: 0.8cm, top: 0.8cm, bottom: 1.8cm), header: none)[#${image(page)}]`,
      ),
      '',
    ].join('\n');
  }

  private blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.block(block)).join('\n');
  }

  private titled(title: string | undefined, blocks: readonly Block[]): string {
    return `${title === undefined ? '' : `#par[#strong[${this.text(title)}]]\n`}${this.blocks(blocks)}`;
  }

  private attribution(words: string | undefined): string {
    return words === undefined ? '' : `\n#par(small[${this.text(words)}])`;
  }

  private list(list: List): string {
    const items = list.items.map((item) => {
      const inner = item.list === undefined ? '' : `\n${this.list(item.list)}`;
      return `[${this.words(item.inlines)}${inner}], `;
    });
    return `#${list.style === 'numbered' ? 'enum' : 'list'}(${items.join('')})`;
  }

  private pairs(rows: readonly LabelledRow[]): string {
    if (rows.length === 0) return '';
    const cells = rows.map((row) => `[#strong[${this.text(row.label)}]], [${this.words(row.value)}], `);
    return `#pairs(${cells.join('')})`;
  }

  private table(table: Table): string {
    const headers = table.columns.map((column) => `head[${this.text(column.header)}], `).join('');
    const rows = table.rows.map((row) => {
      const anchor = row.id === undefined ? undefined : this.prepared.anchors.get(row.id);
      const cells = cellsOf(table, row).map((cell, index) => {
        const strong = row.total === true || (index === 0 && table.headerColumn === true);
        const mark = index === 0 && anchor !== undefined ? `#anchor("${anchor}");` : '';
        return strong ? `[${mark}#strong[${this.cell(cell)}]], ` : `[${mark}${this.cell(cell)}], `;
      });
      return `${row.total === true ? 'table.hline(), ' : ''}${cells.join('')}\n`;
    });
    const layout = `columns: (${columnShares(table)
      .map((share) => `${share.toFixed(5)}fr, `)
      .join('')}), align: (${table.columns.map(typstAlign).join('')})`;
    const body = `table(${layout}, table.header(${headers}),\n${rows.join('')})`;
    const caption = table.caption.length === 0 ? 'none' : `[${this.words(table.caption)}]`;
    return `#words-table(${textSize(table)}, ${caption}, ${body})`;
  }

  private cell(cell: Cell): string {
    return isBlocks(cell) ? this.blocks(cell.blocks) : this.words(cell);
  }

  private chart(chart: FigureChart): string {
    const picture = `image(bytes(${typstString(withEmbeddedFont(checkedSvg(chart.svg)))}), format: "svg", width: 100%, alt: ${this.string(chart.alt)})`;
    const words = `#par[#strong[${this.text(chart.headline)}]]#par[#small[${this.text(chart.subtitle)}]]`;
    const source = `#par(small[Source: ${this.words(chart.source)}])`;
    return `#block(breakable: false)[${words}\n#block(${picture})\n${source}]\n${this.table(chart.table)}`;
  }
}

const typstAlign = (column: Column): string =>
  ({ left: 'left, ', right: 'right, ', centre: 'center, ' })[column.align ?? 'left'];

const textSize = (table: Table): string => {
  if (table.columns.length > 7) return '8pt';
  return table.columns.length > 4 ? '9pt' : '10pt';
};

/** Charts name the reader's own sans; paper has the fonts that travel with the compiler. */
const withEmbeddedFont = (svg: string): string =>
  svg
    .replace(/\sfont-family\s*=\s*("[^"]*"|'[^']*')/g, '')
    .replace(/<svg/, '<svg font-family="Libertinus Serif"');
