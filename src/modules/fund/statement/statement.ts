/** The statement of the fund for a period, worked out from the last entry of each stream and what moved since: pure. */
import { formatPence } from '../../../kernel/pence.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Account, Balances, EntryKind } from '../ledger/accounts.ts';
import { definitionOf, FIGURE_NAMES, type Figure } from './figures.ts';

/** Entries of one stream that moved alike since the first day, added up. */
export interface Movement {
  readonly from: Account;
  readonly to: Account;
  /** The kind of the entry; of a reversal, the kind that it takes back. */
  readonly kind: EntryKind;
  readonly reversed: boolean;
  /** True for what moved after the period's last day. */
  readonly after: boolean;
  readonly pence: number;
}

/** A stream with what its accounts hold now, which its last entry says. */
export interface StreamNow {
  readonly slug: string;
  readonly name: string;
  readonly now: Balances;
  readonly movements: readonly Movement[];
}

export type Figures = Readonly<Record<Figure, number>>;

export interface StatementLine {
  /** Null for the fund as a whole. */
  readonly slug: string | null;
  readonly name: string;
  readonly figures: Figures;
}

export interface Statement {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly streams: readonly StatementLine[];
  readonly total: StatementLine;
  /** Sums that do not agree, in words; there are none while the ledger is a chain. */
  readonly faults: readonly string[];
}

const takeBack = (balances: Balances, movements: readonly Movement[]): Balances => {
  const before: Record<Account, number> = { ...balances };
  for (const { from, to, pence } of movements) {
    before[from] += pence;
    before[to] -= pence;
  }
  return before;
};

function figuresOf({ now, movements }: StreamNow): Figures {
  const during = movements.filter((one) => !one.after);
  const closing = takeBack(
    now,
    movements.filter((one) => one.after),
  );
  const balances = { closing, opening: takeBack(closing, during) };
  const amountOf = (figure: Figure): number => {
    const definition = definitionOf(figure);
    if (definition.what === 'balance')
      return definition.accounts.reduce((sum, account) => sum + balances[definition.at][account], 0);
    return during
      .filter(({ kind }) => definition.kinds.includes(kind))
      .reduce((sum, { pence, reversed }) => sum + (reversed ? -pence : pence), 0);
  };
  return Object.fromEntries(FIGURE_NAMES.map((figure) => [figure, amountOf(figure)])) as Figures;
}

/** Named rule: what was held, came and went adds up to what is held; what was committed likewise; and the parts to the whole. */
export function faultsOf({ name, figures: f }: StatementLine): readonly string[] {
  const rules: readonly (readonly [string, number, number])[] = [
    ['the closing balance', f.opening + f.received - f.spent + f.returned - f.repaid, f.closing],
    ['what is committed', f.committedOpening + f.committed - f.freed - f.spent, f.committedClosing],
    ['the parts of the closing balance', f.committedClosing + f.leftClosing + f.owedClosing, f.closing],
  ];
  return rules
    .filter(([, sum, stated]) => sum !== stated)
    .map(
      ([what, sum, stated]) =>
        `${name}: ${what} should be ${formatPence(sum)} and is ${formatPence(stated)}.`,
    );
}

/** The statement, by stream and for the fund as a whole. */
export function statementOf(from: PlainDate, until: PlainDate, streams: readonly StreamNow[]): Statement {
  const lines = streams.map(
    (stream): StatementLine => ({ slug: stream.slug, name: stream.name, figures: figuresOf(stream) }),
  );
  const total: StatementLine = {
    slug: null,
    name: 'All streams',
    figures: Object.fromEntries(
      FIGURE_NAMES.map((figure) => [figure, lines.reduce((sum, line) => sum + line.figures[figure], 0)]),
    ) as Figures,
  };
  return { from, until, streams: lines, total, faults: [...lines, total].flatMap(faultsOf) };
}
