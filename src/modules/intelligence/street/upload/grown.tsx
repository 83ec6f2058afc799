import { InsetText, WarningText } from '../../../../ui/govuk/index.ts';
import { readPeriod } from '../../period.ts';
import type { StreetAccount } from '../account.ts';
import { type GrownMonth, grownInWords } from '../grown-months.ts';

/** The months of all files together, those that gain most first. */
function together(accounts: readonly StreetAccount[]): readonly GrownMonth[] {
  const all = new Map<string, GrownMonth>();
  for (const one of accounts.flatMap(({ grownMonths = [] }) => grownMonths)) {
    const name = `${one.month} ${one.force}`;
    all.set(name, { ...one, rows: one.rows + (all.get(name)?.rows ?? 0) });
  }
  return [...all.values()].sort((a, b) => b.rows - a.rows);
}

/** Says which months gain rows without an id though they were here already: a warning before the import, and told after it. */
export function GrownMonths({
  accounts,
  before = false,
}: {
  readonly accounts: readonly StreetAccount[];
  readonly before?: boolean;
}) {
  const says = grownInWords(together(accounts), (month) => readPeriod(month)?.label ?? month);
  if (says === undefined) return null;
  return before ? <WarningText>{says}</WarningText> : <InsetText>{says}</InsetText>;
}
