import type { ComponentChildren } from 'preact';

export type SortDirection = 'ascending' | 'descending';

/** One column of a table: what it is called, what it shows, how it sorts and how it leaves as CSV. */
export interface Column<Row> {
  /** Stands in the address when the table is sorted by this column. */
  readonly key: string;
  readonly header: string;
  cell(row: Row): ComponentChildren;
  /** Present when the server can sort by it: the direction that the first press asks for. */
  readonly sort?: SortDirection | undefined;
  readonly numeric?: boolean | undefined;
  /** The value in a CSV file; unless given, the text of the cell. `false` leaves the column out. */
  readonly csv?: ((row: Row) => string | number | null) | false | undefined;
}

/** What the address of a page asks of its table. */
export interface TableQuery {
  /** Key of a sortable column; undefined for the table's own order. */
  readonly sort: string | undefined;
  readonly direction: SortDirection;
  /** From 1. */
  readonly page: number;
  /** Everything else in the address, by name; empty values are dropped. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

const OWN = new Set(['sort', 'direction', 'page']);

/** Reads a query string that anybody may have typed: what makes no sense is ignored, never an error. */
export function parseTableQuery<Row>(
  query: Readonly<Record<string, unknown>>,
  columns: readonly Column<Row>[],
): TableQuery {
  const column = columns.find((one) => one.sort !== undefined && one.key === query.sort);
  const asked = query.direction;
  const page = Number(query.page);
  return {
    sort: column?.key,
    direction: asked === 'ascending' || asked === 'descending' ? asked : (column?.sort ?? 'ascending'),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    filters: Object.fromEntries(
      Object.entries(query)
        .filter(([name]) => !OWN.has(name))
        .map(([name, value]) => [name, textsOf(value)] as const)
        .filter(([, values]) => values.length > 0),
    ),
  };
}

/** The first value of a filter. */
export const filterOf = (query: TableQuery, name: string): string | undefined => query.filters[name]?.[0];

function textsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
}

/** The address of the same table with some of its state changed; the first page and default order stay unsaid. */
export function tableHref(path: string, query: TableQuery, change: Partial<TableQuery> = {}): string {
  const next = { ...query, ...change };
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(next.filters)) {
    for (const value of values) parameters.append(name, value);
  }
  if (next.sort !== undefined) {
    parameters.set('sort', next.sort);
    parameters.set('direction', next.direction);
  }
  if (next.page > 1) parameters.set('page', String(next.page));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
