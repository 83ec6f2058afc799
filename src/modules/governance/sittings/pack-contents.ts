import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Document } from '../../../ui/document/index.ts';
import type { ItemType } from './queries.ts';

/** A pack as it was published: everything that its page and its PDF say, so that nothing that changes later changes them. */
export interface PackContents {
  readonly partnership: string;
  readonly body: string;
  readonly bodySlug: string;
  readonly day: PlainDate;
  /** Day and time in words. */
  readonly when: string;
  readonly venue: string | null;
  readonly number: number;
  readonly supplement: boolean;
  /** Why a supplement comes late. */
  readonly reason: string;
  readonly publishedOn: PlainDate;
  readonly items: readonly PackItem[];
  /** Papers that belong to no item. */
  readonly papers: readonly PackPaper[];
  /** Null where the machine could make none. */
  readonly pdf: PackPdf | null;
}

export interface PackPdf {
  /** In hexadecimal. */
  readonly sha256: string;
  readonly firstPage: number;
  readonly pages: number;
  /** The page on which each heading stands, by its id. */
  readonly headings: Readonly<Record<string, number>>;
}

export interface PackItem {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly type: ItemType;
  readonly keyDecision: boolean;
  readonly owner: string | null;
  /** When it begins by the clock, as far as that is known. */
  readonly at: string | null;
  readonly minutes: number | null;
  readonly exemptReason: string | null;
  readonly proposal: string;
  readonly subject: { readonly title: string; readonly path: string } | null;
  readonly papers: readonly PackPaper[];
}

export interface PackPaper {
  readonly id: string;
  readonly title: string;
  readonly exempt: boolean;
  /** Published after the pack that it belongs to. */
  readonly late: boolean;
  /** 0 for what another module keeps. */
  readonly version: number;
  readonly versionId: string | null;
  readonly words: string | null;
  readonly file: PackFile | null;
  readonly document: Document | null;
}

export interface PackFile {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Of a PDF that can be bound in. */
  readonly pages: number | null;
}

/** Every paper of a pack, in the order of the agenda. */
export const papersIn = ({ items, papers }: Pick<PackContents, 'items' | 'papers'>): readonly PackPaper[] => [
  ...items.flatMap((item) => item.papers),
  ...papers,
];

/** What says which version of a paper it is: another one, or another paper, is new. */
export const editionOf = ({ id, versionId, document }: PackPaper): string =>
  `${id}:${versionId ?? document?.meta.date ?? ''}`;

/** What no earlier pack held: items, papers, and versions of papers; papers are then late. */
export function newSince(
  now: Pick<PackContents, 'items' | 'papers'>,
  before: readonly { readonly contents: PackContents }[],
): Pick<PackContents, 'items' | 'papers'> {
  const papers = new Set(before.flatMap(({ contents }) => papersIn(contents).map(editionOf)));
  const items = new Set(before.flatMap(({ contents }) => contents.items.map(({ id }) => id)));
  const fresh = (all: PackContents['papers']) =>
    all.filter((paper) => !papers.has(editionOf(paper))).map((paper) => ({ ...paper, late: true }));
  return {
    papers: fresh(now.papers),
    items: now.items
      .map((item) => ({ ...item, papers: fresh(item.papers) }))
      .filter((item) => item.papers.length > 0 || !items.has(item.id)),
  };
}

/**
 * What everybody may read of a pack. An exempt item keeps its number and the reason why it is exempt, so that the agenda
 * is whole; nothing else of it is left, and nothing at all of an exempt paper.
 */
export function openPart(contents: PackContents): PackContents {
  const open = (papers: readonly PackPaper[]) => papers.filter(({ exempt }) => !exempt);
  return {
    ...contents,
    pdf: null,
    papers: open(contents.papers),
    items: contents.items.map((item) =>
      item.exemptReason === null
        ? { ...item, papers: open(item.papers) }
        : {
            ...item,
            title: 'Exempt item',
            keyDecision: false,
            owner: null,
            proposal: '',
            subject: null,
            papers: [],
          },
    ),
  };
}
