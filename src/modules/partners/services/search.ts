import type { Tx } from '../../../platform/database/transaction.ts';
import type { SearchEntry } from '../../../platform/module.ts';

/** Services as global search finds them: by name, by what they offer, and by the signs that lead to them. */
export async function serviceEntries(tx: Tx, id?: string): Promise<readonly SearchEntry[]> {
  const rows = await tx
    .selectFrom('partners.service as s')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 's.partnership_id').onRef('a.id', '=', 's.agency_id'),
    )
    .$if(id !== undefined, (all) => all.where('s.id', '=', id ?? ''))
    .select(['s.id', 's.slug', 's.name', 's.offers', 's.indicators', 'a.name as agency'])
    .execute();
  return rows.map((service) => ({
    id: service.id,
    title: service.name,
    summary: `${service.offers} ${service.agency} ${service.indicators.join(' ').replaceAll('-', ' ')}`,
    path: `/services/${service.slug}`,
  }));
}
