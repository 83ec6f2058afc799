/** The figures of the statement of the fund, each defined once: the sums and the drill-down to entries read the same table. */
import type { Account, EntryKind } from '../ledger/accounts.ts';

interface Balance {
  readonly what: 'balance';
  readonly at: 'opening' | 'closing';
  /** The accounts whose sum it is. */
  readonly accounts: readonly Account[];
}

interface Flow {
  readonly what: 'flow';
  /** The kinds of entry whose sum it is; the reversal of one counts against it. */
  readonly kinds: readonly EntryKind[];
}

type Definition = (Balance | Flow) & {
  /** How a table heads it. */
  readonly says: string;
  /** What it is, in full. */
  readonly means: string;
};

/** What is held and not spent, whether it may still be committed or not. */
const HELD = ['available', 'carried', 'reserved', 'allocated', 'owed'] as const;
const COMMITTED = ['reserved', 'allocated'] as const;
const LEFT = ['available', 'carried'] as const;

export const FIGURES = {
  opening: {
    what: 'balance',
    at: 'opening',
    accounts: HELD,
    says: 'Opening',
    means: 'Held at the start of the first day and not spent',
  },
  received: { what: 'flow', kinds: ['received'], says: 'In', means: 'Received from funders' },
  spent: { what: 'flow', kinds: ['drawn'], says: 'Out', means: 'Drawn by projects' },
  returned: { what: 'flow', kinds: ['returned'], says: 'Returned', means: 'Drawn and given back' },
  repaid: { what: 'flow', kinds: ['repaid'], says: 'Repaid', means: 'Gone back to funders' },
  closing: {
    what: 'balance',
    at: 'closing',
    accounts: HELD,
    says: 'Closing',
    means: 'Held at the end of the last day and not spent',
  },
  committedClosing: {
    what: 'balance',
    at: 'closing',
    accounts: COMMITTED,
    says: 'Committed',
    means: 'Reserved for requests or allocated to them at the end of the last day, and not drawn',
  },
  leftClosing: {
    what: 'balance',
    at: 'closing',
    accounts: LEFT,
    says: 'Left',
    means: 'Not committed at the end of the last day',
  },
  owedClosing: {
    what: 'balance',
    at: 'closing',
    accounts: ['owed'],
    says: 'Owed',
    means: 'Owed to funders at the end of the last day',
  },
  committedOpening: {
    what: 'balance',
    at: 'opening',
    accounts: COMMITTED,
    says: 'Committed at the start',
    means: 'Reserved for requests or allocated to them at the start of the first day, and not drawn',
  },
  committed: {
    what: 'flow',
    kinds: ['reserved', 'allocated'],
    says: 'Newly committed',
    means: 'Reserved or allocated by decisions',
  },
  freed: {
    what: 'flow',
    kinds: ['released', 'freed'],
    says: 'Let go',
    means: 'Committed and not needed, or lapsed before it was drawn',
  },
  lapsed: {
    what: 'flow',
    kinds: ['lapsed'],
    says: 'Lapsed',
    means: 'Not committed in time, and owed to funders since',
  },
} as const satisfies Record<string, Definition>;

export type Figure = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as [Figure, ...Figure[]];
export const definitionOf = (figure: Figure): Definition => FIGURES[figure];

/** What was held, and how it moved: opening + in − out + returned − repaid = closing. */
export const MONEY: readonly Figure[] = [
  'opening',
  'received',
  'spent',
  'returned',
  'repaid',
  'closing',
  'committedClosing',
  'leftClosing',
  'owedClosing',
];

/** What was promised to projects, and how it moved: committed at the start + newly − let go − out = committed. */
export const COMMITMENTS: readonly Figure[] = [
  'committedOpening',
  'committed',
  'freed',
  'spent',
  'committedClosing',
  'lapsed',
];
