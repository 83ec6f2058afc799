import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { FigureValue } from '../../platform/module.ts';
import type { Block } from '../../ui/document/index.ts';
import type { ReportState } from './report-states.ts';
import type { Template } from './template.ts';

/** A figure as it stood when words about it were written. */
export interface SeenFigure {
  readonly text: string;
  readonly value: number | string | null;
  readonly asAt: string;
}

/** What somebody wrote at one place of a report. */
export interface WrittenText {
  readonly place: string;
  readonly standing: 'written' | 'none';
  readonly origin: 'new' | 'copied' | 'confirmed';
  readonly words: string;
  readonly seen: Readonly<Record<string, SeenFigure>>;
  readonly revision: number;
}

export interface Recommendation {
  readonly words: string;
  readonly reason: string;
}

/** A request to hear more about something, and what this report does about it. */
export interface Interest {
  readonly id: Id<'interest'>;
  readonly askedBy: string;
  readonly askedOn: PlainDate;
  readonly words: string;
  readonly source: string | null;
  readonly answer: InterestAnswer | undefined;
}

export interface InterestAnswer {
  readonly sectionKey: string | null;
  readonly reason: string | null;
  readonly revision: number;
}

export interface KeptFigure {
  readonly text: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly sentence: string;
}

/** A row of a gathered table: which table it stands in, and its cells by column. */
export interface KeptRow {
  readonly table: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** What an edition keeps for the next one: to carry prose over, and to say what changed. */
export interface EditionContents {
  readonly texts: Readonly<Record<string, { readonly standing: 'written' | 'none'; readonly words: string }>>;
  readonly recommendations: readonly Recommendation[];
  readonly figures: Readonly<Record<string, KeptFigure>>;
  /**
   * The latest figures that were known, whether the report told of them or not: what is not among them is new next time.
   * Editions of before their values were kept have the names alone.
   */
  readonly known: Readonly<Record<string, KeptFigure>> | readonly string[];
  readonly rows: Readonly<Record<string, KeptRow>>;
}

export interface PreviousEdition {
  readonly id: Id<'edition'>;
  readonly title: string;
  readonly asAt: PlainDate;
  readonly contents: EditionContents;
}

export interface ReportHead {
  readonly id: Id<'report'> | undefined;
  readonly templateSlug: string;
  readonly templateVersion: number;
  readonly periodStart: PlainDate;
  readonly asAt: PlainDate;
  readonly state: ReportState;
  readonly revision: number;
}

/** Everything that a draft is made from; rules and the assembly are pure functions of it. */
export interface DraftFacts {
  readonly head: ReportHead;
  readonly template: Template;
  readonly texts: ReadonlyMap<string, WrittenText>;
  readonly recommendations: readonly Recommendation[];
  readonly interests: readonly Interest[];
  readonly previous: PreviousEdition | undefined;
  readonly figures: ReadonlyMap<string, FigureValue>;
  /** Blocks by the feed of the template that asks for them; a feed that nobody offers is absent. */
  readonly fed: ReadonlyMap<string, readonly Block[]>;
  /** Hashes of the case studies that were signed off. */
  readonly released: ReadonlySet<string>;
}
