import { textIn } from '../../platform/http/form.ts';
import { filterOf, parseTableQuery, type TableQuery } from '../../ui/table/index.ts';
import { agencyColumns } from './pages/directory.tsx';
import type { Agency } from './queries.ts';

/** What the directory's address asks for. */
export const directoryQuery = (query: Readonly<Record<string, string>>): TableQuery =>
  parseTableQuery(query, agencyColumns);

/** Agencies that match the filters, in the order that was asked for. */
export function filterAgencies(agencies: readonly Agency[], query: TableQuery): readonly Agency[] {
  const sector = filterOf(query, 'sector');
  const statutory = filterOf(query, 'statutory');
  const words = textIn({ name: filterOf(query, 'name') ?? '' }, 'name').toLowerCase();
  const matching = agencies.filter(
    (agency) =>
      (sector === undefined || agency.sector === sector) &&
      (statutory === undefined || agency.statutory === (statutory === 'yes')) &&
      `${agency.name} ${agency.shortName}`.toLowerCase().includes(words),
  );
  const key = query.sort as 'name' | 'sector' | undefined;
  if (key === undefined) return matching;
  const turn = query.direction === 'descending' ? -1 : 1;
  return matching.toSorted((a, b) => turn * a[key].localeCompare(b[key], 'en-GB'));
}
