import type { ComponentChildren } from 'preact';
import { formatNumber } from '../charts/format.ts';
import { type Column, parseTableQuery, type SortDirection, type TableQuery, tableHref } from './columns.ts';
import { Pagination } from './pagination.tsx';

export interface DataTableProps<Row> {
  /** What the table lists, in the plural: "Funding requests". */
  readonly caption: string;
  /** The first column names the row: it is its heading, and the title of its card on a phone. */
  readonly columns: readonly Column<Row>[];
  /** The rows of this page, already sorted and filtered. */
  readonly rows: readonly Row[];
  rowKey(row: Row): string;
  /** What will be here and how to start, shown when there is nothing to list. */
  readonly empty: ComponentChildren;
  /** Address of the page the table stands on. */
  readonly path: string;
  /** What the address asks of the table; unless given, all of it is shown in its own order. */
  readonly query?: TableQuery | undefined;
  /** Number of all rows that match; the number of `rows` unless given. */
  readonly total?: number | undefined;
  readonly pageSize?: number | undefined;
  /** Fields of the filter form; the form and its buttons are the table's. */
  readonly filters?: ComponentChildren;
  /** Address of the same rows as CSV; sort order and filters are added to it. */
  readonly csvPath?: string | undefined;
  /** Leaves the heading out, where the page's own heading says the same. */
  readonly captionHidden?: boolean | undefined;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
}

/** What is asked of a table whose address says nothing of it. */
const WHOLE = parseTableQuery({}, []);

type Asked<Row> = DataTableProps<Row> & { readonly query: TableQuery };

/** A table of more columns is scrolled within itself where it finds no room, never with the page. */
const WIDE = 6;

/** A table that is sorted, filtered and paged by links and a form, and becomes a list of cards on a phone. */
export function DataTable<Row>({ query = WHOLE, ...rest }: DataTableProps<Row>) {
  const props = { ...rest, query };
  const total = props.total ?? props.rows.length;
  const pageSize = props.pageSize ?? Math.max(1, props.rows.length);
  return (
    <div class="app-data-table">
      {props.filters ? <FilterForm {...props} /> : null}
      {props.rows.length === 0 ? (
        <Empty {...props} />
      ) : (
        <>
          <Summary {...props} total={total} pageSize={pageSize} />
          {props.columns.length > WIDE ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            <section class="app-table-scroll" aria-label={props.caption} tabIndex={0}>
              <Table {...props} />
            </section>
          ) : (
            <Table {...props} />
          )}
          <Pagination
            path={props.path}
            query={query}
            lastPage={Math.ceil(total / pageSize)}
            label={inSentence(props.caption)}
          />
        </>
      )}
    </div>
  );
}

/** Caption first letter as inside a sentence, leaving "LSP board papers" and the like alone. */
const inSentence = (caption: string): string =>
  /^[A-Z][a-z]/.test(caption) ? caption.charAt(0).toLowerCase() + caption.slice(1) : caption;

const isFiltered = (query: TableQuery): boolean => Object.keys(query.filters).length > 0;

function FilterForm<Row>({ path, query, caption, filters }: Asked<Row>) {
  return (
    <form class="app-filter" method="get" action={path} aria-label={`Filter ${inSentence(caption)}`}>
      <div class="app-filter__fields">{filters}</div>
      {query.sort === undefined ? null : (
        <>
          <input type="hidden" name="sort" value={query.sort} />
          <input type="hidden" name="direction" value={query.direction} />
        </>
      )}
      <div class="app-filter__actions">
        <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
          Apply filters
        </button>
        {isFiltered(query) ? (
          <a class="govuk-link" href={tableHref(path, query, { filters: {}, page: 1 })}>
            Clear filters
          </a>
        ) : null}
      </div>
    </form>
  );
}

function Empty<Row>({ caption, path, query, empty }: Asked<Row>) {
  return (
    <div class="app-empty">
      {isFiltered(query) ? (
        <p class="govuk-body">
          No {inSentence(caption)} match these filters.{' '}
          <a class="govuk-link" href={tableHref(path, query, { filters: {}, page: 1 })}>
            Clear filters
          </a>
        </p>
      ) : (
        <div class="govuk-body">{empty}</div>
      )}
    </div>
  );
}

function Summary<Row>(props: Asked<Row> & { readonly total: number; readonly pageSize: number }) {
  const { caption, query, total, pageSize, rows, csvPath } = props;
  const first = (Math.min(query.page, Math.ceil(total / pageSize)) - 1) * pageSize + 1;
  const words =
    total > rows.length
      ? `Showing ${formatNumber(first)} to ${formatNumber(first + rows.length - 1)} of ${formatNumber(total)}`
      : `${formatNumber(total)} in all`;
  const Heading = `h${props.headingLevel ?? 2}` as const;
  return (
    <div class="app-data-table__bar">
      {props.captionHidden ? null : <Heading class="app-data-table__title">{caption}</Heading>}
      <p class="app-data-table__count">{words}</p>
      {csvPath ? (
        <a class="govuk-link app-data-table__csv" href={tableHref(csvPath, query, { page: 1 })}>
          Download as CSV<span class="govuk-visually-hidden">: {caption}</span>
        </a>
      ) : null}
    </div>
  );
}

/**
 * Cards are made with `display: block`, which takes a table's meaning away from some screen readers; saying the
 * roles gives it back.
 */
const ROLE = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

function Table<Row>({ caption, columns, rows, rowKey, path, query }: Asked<Row>) {
  return (
    <table class="govuk-table app-table app-table--cards" {...ROLE.table}>
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead class="govuk-table__head" {...ROLE.group}>
        <tr class="govuk-table__row" {...ROLE.row}>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              class={cellClass('header', column)}
              aria-sort={column.sort ? (query.sort === column.key ? query.direction : 'none') : undefined}
              {...ROLE.header}
            >
              <Header column={column} path={path} query={query} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" {...ROLE.group}>
        {rows.map((row) => (
          <tr key={rowKey(row)} class="govuk-table__row" {...ROLE.row}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row" class={cellClass('header', column)} {...ROLE.rowHeader}>
                  {column.cell(row)}
                </th>
              ) : (
                <Cell key={column.key} column={column} value={column.cell(row)} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A date by itself, such as 28 September 2012. */
const isDay = (value: ComponentChildren): boolean =>
  typeof value === 'string' && /^\d{1,2} \p{L}+ \d{4}$/u.test(value);

function Cell<Row>({ column, value }: { column: Column<Row>; value: ComponentChildren }) {
  const kind = isDay(value) ? ' app-table__cell--day' : '';
  return (
    <td class={`${cellClass('cell', column)}${kind}`} data-label={column.header} {...ROLE.cell}>
      <div class="app-table__value">{value}</div>
    </td>
  );
}

const cellClass = (kind: 'header' | 'cell', column: { readonly numeric?: boolean | undefined }): string =>
  `govuk-table__${kind}${column.numeric ? ` govuk-table__${kind}--numeric` : ''}`;

const OPPOSITE = { ascending: 'descending', descending: 'ascending' } as const;

function Header<Row>(props: { column: Column<Row>; path: string; query: TableQuery }) {
  const { column, path, query } = props;
  if (!column.sort) return <>{column.header}</>;
  const sorted = query.sort === column.key;
  const direction = sorted ? OPPOSITE[query.direction] : column.sort;
  return (
    <a class="app-table__sort" href={tableHref(path, query, { sort: column.key, direction, page: 1 })}>
      {column.header}
      <SortArrow direction={sorted ? query.direction : undefined} />
    </a>
  );
}

function SortArrow({ direction }: { direction: SortDirection | undefined }) {
  return (
    <svg
      class="app-table__arrow"
      viewBox="0 0 10 14"
      width="10"
      height="14"
      aria-hidden="true"
      focusable="false"
    >
      {direction === 'descending' ? null : <path d="M5 1 9 6H1z" />}
      {direction === 'ascending' ? null : <path d="M5 13 1 8h8z" />}
    </svg>
  );
}
