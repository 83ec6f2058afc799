/** The accounts of a stream, and what each kind of entry moves between them: pure, and the same as the database checks. */

export const ACCOUNTS = ['funder', 'available', 'reserved', 'allocated', 'spent', 'carried', 'owed'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** What the accounts of one stream hold, in pence. `funder` is at nought or below: what was given, net of what went back. */
export type Balances = Readonly<Record<Account, number>>;

export const NOTHING: Balances = {
  funder: 0,
  available: 0,
  reserved: 0,
  allocated: 0,
  spent: 0,
  carried: 0,
  owed: 0,
};

/** What one request holds in one stream. */
export type Held = Readonly<Record<'reserved' | 'allocated' | 'spent', number>>;

export const HOLDS_NOTHING: Held = { reserved: 0, allocated: 0, spent: 0 };

interface Move {
  readonly from: readonly Account[];
  readonly to: readonly Account[];
  /** In words, for the page of a stream. */
  readonly says: string;
  /** Commits or spends, so it is bound by the stream's first and last day. */
  readonly commits?: true;
}

/** Every kind of entry. `reversed` mirrors the entry it names, whatever that moved. */
export const MOVES = {
  received: { from: ['funder'], to: ['available'], says: 'Received' },
  reserved: { from: ['available'], to: ['reserved'], says: 'Reserved', commits: true },
  released: { from: ['reserved'], to: ['available', 'owed'], says: 'Released' },
  posted: { from: ['reserved'], to: ['allocated'], says: 'Allocated from what was reserved', commits: true },
  allocated: { from: ['available'], to: ['allocated'], says: 'Allocated', commits: true },
  drawn: { from: ['allocated'], to: ['spent'], says: 'Drawn', commits: true },
  returned: { from: ['spent'], to: ['available', 'owed'], says: 'Returned' },
  freed: { from: ['allocated'], to: ['available', 'owed'], says: 'Freed' },
  'carried-out': { from: ['available'], to: ['carried'], says: 'Carried out of the year' },
  'carried-in': { from: ['carried'], to: ['available'], says: 'Carried into the year' },
  lapsed: { from: ['available', 'carried'], to: ['owed'], says: 'Lapsed' },
  repaid: { from: ['owed'], to: ['funder'], says: 'Repaid to the funder' },
  reversed: { from: ACCOUNTS, to: ACCOUNTS, says: 'Reversed' },
} as const satisfies Record<string, Move>;

export type EntryKind = keyof typeof MOVES;

export const ENTRY_KINDS = Object.keys(MOVES) as EntryKind[];

/** True when the kind of entry needs the stream to be open on its day. */
export const commits = (kind: EntryKind): boolean => (MOVES[kind] as Move).commits === true;

/** The accounts that hold money for a request. */
export const isHeld = (account: Account): account is keyof Held =>
  account === 'reserved' || account === 'allocated' || account === 'spent';

/** The accounts after an amount has moved from one to another. */
export const moved = (before: Balances, from: Account, to: Account, pence: number): Balances => ({
  ...before,
  [from]: before[from] - pence,
  [to]: before[to] + pence,
});

/** What a request holds after an amount has moved. */
export const held = (before: Held, from: Account, to: Account, pence: number): Held => ({
  ...before,
  ...(isHeld(from) ? { [from]: before[from] - pence } : {}),
  ...(isHeld(to) ? { [to]: before[to] + pence } : {}),
});

/** Named rule: every account but the funder's stays at nought or above, the funder's at nought or below. */
export const overdrawn = (balances: Balances): boolean =>
  ACCOUNTS.some((account) => (account === 'funder' ? balances.funder > 0 : balances[account] < 0));
