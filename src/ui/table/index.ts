export {
  type Column,
  filterOf,
  parseTableQuery,
  type SortDirection,
  type TableQuery,
  tableHref,
} from './columns.ts';
export { toCsv } from './csv.ts';
export { DataTable, type DataTableProps } from './data-table.tsx';
export { FilterChoice, FilterWords } from './filters.tsx';
