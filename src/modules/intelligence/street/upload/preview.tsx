import { listInWords, plural } from '../../../../kernel/names.ts';
import { formatNumber } from '../../../../ui/charts/index.ts';
import { InsetText, WarningText } from '../../../../ui/govuk/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { readPeriod } from '../../period.ts';
import type { StreetAccount } from '../account.ts';
import { type PartMonth, partInWords } from '../part-months.ts';

type Counted =
  | 'read'
  | 'added'
  | 'changed'
  | 'unchanged'
  | 'unreadable'
  | 'inPlaces'
  | 'elsewhere'
  | 'withoutPlace';

/** A count of all files together. */
export const sumOf = (
  accounts: readonly StreetAccount[],
  key: Counted | 'withoutId' | 'otherDistricts',
): number => accounts.reduce((sum, account) => sum + (account[key] ?? 0), 0);

const MOST_DISTRICTS = 5;

/** Where rows outside the partnership's places lie, the districts with most of them first. */
function districtsOf(accounts: readonly StreetAccount[]): string {
  const all = new Map<string, number>();
  for (const { elsewhereBy } of accounts)
    for (const [district, rows] of Object.entries(elsewhereBy))
      all.set(district, (all.get(district) ?? 0) + rows);
  const most = [...all].sort((a, b) => b[1] - a[1]).slice(0, MOST_DISTRICTS);
  const more = all.size > most.length ? ` and ${plural(all.size - most.length, 'more district')}` : '';
  const others = sumOf(accounts, 'otherDistricts');
  const beside = others > 0 ? `, and ${plural(others, 'row')} in others beside them` : '';
  return most.map(([district, rows]) => `${district} ${formatNumber(rows)}`).join(', ') + more + beside;
}

const inWords = (month: string): string => readPeriod(month)?.label ?? month;

const monthsOf = (accounts: readonly StreetAccount[]): string =>
  listInWords([...new Set(accounts.flatMap(({ months }) => months))].sort().map(inWords));

/** Months of these files of which part seems to be missing, as the last of them left it. */
const partsOf = (accounts: readonly StreetAccount[]): readonly PartMonth[] => {
  const months = new Set(accounts.flatMap((account) => account.months));
  return (accounts.at(-1)?.partMonths ?? []).filter(({ month }) => months.has(month));
};

interface AccountsProps {
  readonly accounts: readonly StreetAccount[];
  /** The page that it stands on. */
  readonly path: string;
}

interface Kind {
  readonly kind: string;
  readonly rows: number;
  readonly used: string;
}

const KINDS: readonly Column<Kind>[] = [
  { key: 'kind', header: 'Rows', cell: ({ kind }) => kind },
  { key: 'rows', header: 'How many', numeric: true, cell: ({ rows }) => formatNumber(rows) },
  { key: 'used', header: 'Used?', cell: ({ used }) => used },
];

const kindsOf = (accounts: readonly StreetAccount[]): readonly Kind[] => [
  { kind: 'In our places', rows: sumOf(accounts, 'inPlaces'), used: 'Counted by place, type and month' },
  {
    kind: 'Elsewhere',
    rows: sumOf(accounts, 'elsewhere'),
    used: `Kept, and counted in no place: ${districtsOf(accounts) || 'there are none'}`,
  },
  {
    kind: 'Without a location (no LSOA)',
    rows: sumOf(accounts, 'withoutPlace'),
    used: 'Kept, and counted in no place',
  },
  {
    kind: 'Without an id',
    rows: sumOf(accounts, 'withoutId'),
    used: 'Used, and counted above already: anti-social behaviour has no id. Equal rows of a month are numbered, so that each counts',
  },
  {
    kind: 'Cannot be read',
    rows: sumOf(accounts, 'unreadable'),
    used: sumOf(accounts, 'unreadable') > 0 ? 'Not used: by file and line below' : 'There are none',
  },
];

/** What becomes of the rows of files, kind by kind, with the reason of each. */
export function RowsByKind({ accounts, path, caption }: AccountsProps & { readonly caption: string }) {
  return (
    <>
      {sumOf(accounts, 'inPlaces') === 0 ? (
        <WarningText>
          No row lies in a place of yours, so that none counts anywhere.{' '}
          <a class="govuk-link" href="/places/boundaries/import">
            Import the boundaries
          </a>{' '}
          whose codes the rows carry, or see whether these are the files of your force.
        </WarningText>
      ) : null}
      <DataTable
        caption={caption}
        columns={KINDS}
        rows={kindsOf(accounts)}
        rowKey={({ kind }) => kind}
        path={path}
        empty=""
      />
      <p class="govuk-body">Months: {monthsOf(accounts) || 'none'}.</p>
      {partsOf(accounts).map((part) => (
        <InsetText key={part.month}>
          {inWords(part.month)}: {partInWords(part)} Its figures are provisional until the rest comes.
        </InsetText>
      ))}
    </>
  );
}

const column = (key: Counted, header: string): Column<StreetAccount> => ({
  key,
  header,
  numeric: true,
  cell: (account) => formatNumber(account[key]),
});

const COLUMNS: readonly Column<StreetAccount>[] = [
  { key: 'file', header: 'File', cell: ({ file }) => file },
  column('read', 'Rows'),
  column('added', 'New'),
  column('changed', 'New outcome'),
  column('unchanged', 'Known already'),
  column('unreadable', 'Cannot be read'),
];

/** The counts of each file. */
export function CountsByFile(props: AccountsProps & { readonly caption: string }) {
  return (
    <DataTable
      caption={props.caption}
      columns={COLUMNS}
      rows={props.accounts}
      rowKey={(account) => `${account.file} ${props.accounts.indexOf(account)}`}
      path={props.path}
      empty="None of the files is imported yet."
    />
  );
}

interface Unreadable {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

const LINES: readonly Column<Unreadable>[] = [
  { key: 'file', header: 'File', cell: ({ file }) => file },
  { key: 'line', header: 'Line', numeric: true, cell: ({ line }) => line },
  { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
];

/** Rows that cannot be read, by file and line: the first of each file. */
export function UnreadableRows({ accounts, path }: AccountsProps) {
  const rows = accounts.flatMap(({ file, unreadableLines }) =>
    unreadableLines.map((one) => ({ file, ...one })),
  );
  if (rows.length === 0) return null;
  const all = sumOf(accounts, 'unreadable');
  return (
    <DataTable
      caption={all > rows.length ? 'The first rows that cannot be read' : 'Rows that cannot be read'}
      columns={LINES}
      rows={rows}
      rowKey={(row) => `${row.file} ${rows.indexOf(row)}`}
      total={all}
      pageSize={all}
      path={path}
      empty=""
    />
  );
}
