import type { PlainDate } from '../../kernel/plain-date.ts';

/**
 * The document tree: what a report, a pack, minutes or a subject access answer says, before it has a look.
 * Three renderers read it (HTML, PDF, DOCX); none may need something the tree does not say.
 */
export interface Document {
  readonly title: string;
  readonly subtitle?: string;
  readonly language: 'en-GB';
  readonly meta: DocumentMeta;
  /** The rows at the head of the first page: Report of, Contact officer, Portfolio, Key decision, Report track. */
  readonly front: readonly LabelledRow[];
  readonly blocks: readonly Block[];
}

export interface DocumentMeta {
  /** A post ("Partnership Manager"), never a person. */
  readonly author: string;
  /** The date the document bears; it is also the only date written into the PDF and DOCX files. */
  readonly date: PlainDate;
  readonly reference?: string;
  /** Who publishes it, for the header of each page. */
  readonly organisation?: string;
  /** Where `/paths` in links lead when the document leaves the application: `https://partnership.example`. */
  readonly origin?: string;
  readonly keywords?: readonly string[];
}

/** Plain words, or words with emphasis, links and figures in them. */
export type Words = string | readonly Inline[];

export interface LabelledRow {
  readonly label: string;
  readonly value: Words;
}

export type Inline = Text | Strong | Emphasis | Link | LineBreak | Figure;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}
export interface Strong {
  readonly kind: 'strong';
  readonly inlines: readonly Inline[];
}
export interface Emphasis {
  readonly kind: 'emphasis';
  readonly inlines: readonly Inline[];
}
export interface Link {
  readonly kind: 'link';
  /** `https:`, `http:`, `mailto:`, `/path` or `#id`; anything else is shown as plain words. */
  readonly href: string;
  readonly inlines: readonly Inline[];
}
export interface LineBreak {
  readonly kind: 'lineBreak';
}

/** A number bound to where it came from. Two figures of one name in one document must be the same figure. */
export interface Figure {
  readonly kind: 'figure';
  readonly name: string;
  /** As it reads in the sentence: `£1.2 million`, `74.2%`, `baseline awaited`. */
  readonly text: string;
  /** Unformatted; null when it is not known. */
  readonly value: number | string | null;
  readonly unit: string;
  /** What it says, in a sentence of its own: "Adults who feel safe outside after dark". */
  readonly sentence?: string;
  readonly source: string;
  readonly query: string;
  /** How many rows it was computed from. */
  readonly rows: number;
  readonly asAt: PlainDate;
}

export type HeadingLevel = 1 | 2 | 3 | 4;

/** What may stand inside notes, case studies, quotes and table cells. */
export type SimpleBlock = Paragraph | List;

export type Block =
  | Heading
  | Paragraph
  | List
  | Table
  | FigureChart
  | Summary
  | Note
  | Warning
  | PageBreak
  | Quote
  | CaseStudy;

export interface Heading {
  readonly kind: 'heading';
  /** Below the title of the document. A skipped level is closed up when rendered. */
  readonly level: HeadingLevel;
  /** Unique in the document; links `#id` lead to it. */
  readonly id: string;
  readonly text: string;
  /** `5.4` */
  readonly number?: string;
}
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly inlines: readonly Inline[];
  /** `5.4.1` */
  readonly number?: string;
}
export interface List {
  readonly kind: 'list';
  readonly style: 'bulleted' | 'numbered';
  readonly items: readonly ListItem[];
}
export interface ListItem {
  readonly inlines: readonly Inline[];
  readonly list?: List;
}

export interface Table {
  readonly kind: 'table';
  readonly caption: Words;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** The first cell of each row names the row. */
  readonly headerColumn?: boolean;
  /** Set on a page of its own, turned, where there are pages. */
  readonly landscape?: boolean;
}
export interface Column {
  readonly header: string;
  readonly align?: 'left' | 'right' | 'centre';
  /** Share of the width relative to the other columns; 1 when absent. */
  readonly width?: number;
  /** On screen a cell of this column opens when asked for; on paper it stands as it is. */
  readonly onDemand?: true;
}
export interface TableRow {
  readonly id?: string;
  readonly cells: readonly Cell[];
  /** A total or subtotal, shown with emphasis. */
  readonly total?: boolean;
}
export type Cell = Words | { readonly blocks: readonly SimpleBlock[] };

/** A chart with the words and the data that let a reader do without the picture. */
export interface FigureChart {
  readonly kind: 'figureChart';
  /** States the finding. */
  readonly headline: string;
  /** States measure, place and period. */
  readonly subtitle: string;
  /** A whole `<svg>` drawn by us: presentation attributes only, with a viewBox. */
  readonly svg: string;
  readonly alt: string;
  readonly source: Words;
  readonly table: Table;
}

export interface Summary {
  readonly kind: 'summary';
  readonly rows: readonly LabelledRow[];
}
export interface Note {
  readonly kind: 'note';
  readonly title?: string;
  readonly blocks: readonly SimpleBlock[];
}
export interface Warning {
  readonly kind: 'warning';
  readonly inlines: readonly Inline[];
}
export interface PageBreak {
  readonly kind: 'pageBreak';
}
export interface Quote {
  readonly kind: 'quote';
  readonly blocks: readonly SimpleBlock[];
  /** "A resident of the ward", never a name. */
  readonly attribution?: string;
}
export interface CaseStudy {
  readonly kind: 'caseStudy';
  readonly title: string;
  readonly blocks: readonly SimpleBlock[];
  readonly attribution?: string;
}
