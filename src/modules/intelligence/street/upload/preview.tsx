import { listInWords, plural } from '../../../../kernel/names.ts';
import { formatNumber } from '../../../../ui/charts/index.ts';
import { Table, WarningText } from '../../../../ui/govuk/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { readPeriod } from '../../period.ts';
import type { StreetAccount } from '../account.ts';

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
export const sumOf = (accounts: readonly StreetAccount[], key: Counted | 'withoutId'): number =>
  accounts.reduce((sum, account) => sum + (account[key] ?? 0), 0);

const MOST_DISTRICTS = 5;

/** Where rows outside the partnership's places lie, the districts with most of them first. */
function districtsOf(accounts: readonly StreetAccount[]): string {
  const all = new Map<string, number>();
  for (const { elsewhereBy } of accounts)
    for (const [district, rows] of Object.entries(elsewhereBy))
      all.set(district, (all.get(district) ?? 0) + rows);
  const most = [...all].sort((a, b) => b[1] - a[1]).slice(0, MOST_DISTRICTS);
  const more = all.size > most.length ? ` and ${plural(all.size - most.length, 'more district')}` : '';
  return most.map(([district, rows]) => `${district} ${formatNumber(rows)}`).join(', ') + more;
}

const monthsOf = (accounts: readonly StreetAccount[]): string =>
  listInWords(
    [...new Set(accounts.flatMap(({ months }) => months))]
      .sort()
      .map((month) => readPeriod(month)?.label ?? month),
  );

/** What becomes of the rows of files, kind by kind, with the reason of each. */
export function RowsByKind({ accounts }: { readonly accounts: readonly StreetAccount[] }) {
  const count = (key: Parameters<typeof sumOf>[1]): string => formatNumber(sumOf(accounts, key));
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
      <Table
        class="app-columns"
        caption="What becomes of the rows"
        firstCellIsHeader
        head={['Rows', { text: 'How many', format: 'numeric' }, 'Used?']}
        rows={[
          [
            'In our places',
            { text: count('inPlaces'), format: 'numeric' },
            'Counted by place, type and month',
          ],
          [
            'Elsewhere',
            { text: count('elsewhere'), format: 'numeric' },
            `Kept, and counted in no place: ${districtsOf(accounts) || 'there are none'}`,
          ],
          [
            'Without a location (no LSOA)',
            { text: count('withoutPlace'), format: 'numeric' },
            'Kept, and counted in no place',
          ],
          [
            'Without an id',
            { text: count('withoutId'), format: 'numeric' },
            'Among those above: anti-social behaviour has none. Equal rows of a month are told apart by their number',
          ],
          [
            'Cannot be read',
            { text: count('unreadable'), format: 'numeric' },
            sumOf(accounts, 'unreadable') > 0 ? 'Not used: each is named below' : 'There are none',
          ],
        ]}
      />
      <p class="govuk-body">Months: {monthsOf(accounts) || 'none'}.</p>
    </>
  );
}

const WHOLE: TableQuery = { sort: undefined, direction: 'ascending', page: 1, filters: {} };

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
export function CountsByFile(props: {
  readonly accounts: readonly StreetAccount[];
  readonly caption: string;
  readonly path: string;
}) {
  return (
    <DataTable
      caption={props.caption}
      columns={COLUMNS}
      rows={props.accounts}
      rowKey={(account) => `${account.file} ${props.accounts.indexOf(account)}`}
      path={props.path}
      query={WHOLE}
      empty="None of the files is imported yet."
    />
  );
}

/** Rows that cannot be read, by file and line: the first of each file. */
export function UnreadableRows({ accounts }: { readonly accounts: readonly StreetAccount[] }) {
  const rows = accounts.flatMap(({ file, unreadableLines }) =>
    unreadableLines.map(({ line, reason }) => [file, String(line), reason]),
  );
  if (rows.length === 0) return null;
  const all = sumOf(accounts, 'unreadable');
  return (
    <Table
      class="app-columns"
      caption={
        all > rows.length
          ? `The first ${rows.length} of ${formatNumber(all)} rows that cannot be read`
          : 'Rows that cannot be read'
      }
      firstCellIsHeader
      head={['File', 'Line', 'Why']}
      rows={rows}
    />
  );
}
