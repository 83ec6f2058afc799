import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import {
  type Column,
  DataTable,
  type DataTableProps,
  filterOf,
  parseTableQuery,
  tableHref,
} from './index.ts';
import { pagesToShow } from './pagination.tsx';

interface Request {
  readonly reference: string;
  readonly project: string;
  readonly pence: number;
}

const COLUMNS: readonly Column<Request>[] = [
  { key: 'project', header: 'Project', sort: 'ascending', cell: (row) => row.project },
  { key: 'reference', header: 'Reference', cell: (row) => row.reference },
  {
    key: 'amount',
    header: 'Amount',
    sort: 'descending',
    numeric: true,
    cell: (row) => `£${row.pence / 100}`,
  },
];

const ROWS: readonly Request[] = [
  { reference: 'FR-1', project: 'Street <pastors>', pence: 5000 },
  { reference: 'FR-2', project: 'Room hire', pence: 2000 },
];

const render = (props: Partial<DataTableProps<Request>> = {}): string =>
  renderToString(
    <DataTable
      caption="Funding requests"
      columns={COLUMNS}
      rows={ROWS}
      rowKey={(row) => row.reference}
      path="/fund/requests"
      query={parseTableQuery({}, COLUMNS)}
      empty="Requests appear here once one is made."
      {...props}
    />,
  );

test('a query that anybody may have typed is read without error', () => {
  const query = parseTableQuery({ sort: 'reference', direction: 'up', page: '-4', text: ' ' }, COLUMNS);
  expect(query).toEqual({ sort: undefined, direction: 'ascending', page: 1, filters: {} });
  expect(parseTableQuery({ page: '1e99', sort: ['amount'], agency: { a: 1 } }, COLUMNS).page).toBe(1);
});

test('sorting by a column starts in the direction that suits it', () => {
  expect(parseTableQuery({ sort: 'amount' }, COLUMNS).direction).toBe('descending');
  expect(parseTableQuery({ sort: 'amount', direction: 'ascending' }, COLUMNS).direction).toBe('ascending');
});

test('every other parameter is a filter, one value or several', () => {
  const query = parseTableQuery({ agency: ['police', 'fire', ''], text: ' young ' }, COLUMNS);
  expect(query.filters).toEqual({ agency: ['police', 'fire'], text: ['young'] });
  expect(filterOf(query, 'text')).toBe('young');
  expect(filterOf(query, 'ward')).toBeUndefined();
});

test('an address leaves out what goes without saying', () => {
  expect(tableHref('/fund', parseTableQuery({}, COLUMNS))).toBe('/fund');
  const query = parseTableQuery({ agency: ['police', 'fire'], sort: 'amount', page: '3' }, COLUMNS);
  expect(tableHref('/fund', query)).toBe(
    '/fund?agency=police&agency=fire&sort=amount&direction=descending&page=3',
  );
  expect(tableHref('/fund', query, { page: 1, filters: {} })).toBe('/fund?sort=amount&direction=descending');
});

test('the sorted column says so, and pressing it again turns the order round from page one', () => {
  const page = render({ query: parseTableQuery({ sort: 'amount', page: '2', text: 'x' }, COLUMNS) });
  expect(page).toMatch(/aria-sort="descending"[^>]*><a class="app-table__sort" href="([^"]*)"/);
  expect(page).toContain('/fund/requests?text=x&amp;sort=amount&amp;direction=ascending"');
  expect(page.match(/aria-sort="none"/g)).toHaveLength(1);
});

test('each value of a card keeps the name of its column', () => {
  const page = render();
  expect(page).toContain('data-label="Reference"');
  expect(page).toContain('<th scope="row"');
  expect(page).toContain('Street &lt;pastors>');
});

test('pages are links that keep order and filters', () => {
  const page = render({ total: 60, pageSize: 2, query: parseTableQuery({ page: '4', text: 'x' }, COLUMNS) });
  expect(page).toContain('Showing 7 to 8 of 60');
  expect(page).toContain('href="/fund/requests?text=x&amp;page=5"');
  expect(page).toContain('aria-current="page"');
});

test('few pages are all shown, many are shortened', () => {
  expect(pagesToShow(1, 3)).toEqual([1, 2, 3]);
  expect(pagesToShow(2, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(pagesToShow(10, 20)).toEqual([1, null, 9, 10, 11, null, 20]);
});

test('an empty table says what will be here; a filtered one how to see more', () => {
  expect(render({ rows: [] })).toContain('Requests appear here once one is made.');
  const filtered = render({ rows: [], query: parseTableQuery({ text: 'x', sort: 'amount' }, COLUMNS) });
  expect(filtered).toContain('No funding requests match these filters.');
  expect(filtered).toContain('href="/fund/requests?sort=amount&amp;direction=descending"');
});

test('the filter form keeps the order, and the CSV has the same order and filters but every page', () => {
  const page = render({
    query: parseTableQuery({ sort: 'amount', text: 'x', page: '3' }, COLUMNS),
    filters: <input name="text" value="x" />,
    csvPath: '/fund/requests.csv',
  });
  expect(page).toContain('<input type="hidden" name="sort" value="amount"/>');
  expect(page).toContain('href="/fund/requests.csv?text=x&amp;sort=amount&amp;direction=descending"');
});

test('a cell that is a date, and no other, keeps to one line', () => {
  const marked = (reference: string) =>
    render({ rows: [{ reference, project: 'A', pence: 1 }] }).includes('app-table__cell--day');
  expect(marked('28 September 2012')).toBe(true);
  expect(marked('September 2012')).toBe(false);
  expect(marked('28 September 2012, put off')).toBe(false);
});
