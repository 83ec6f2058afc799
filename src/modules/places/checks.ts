import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Check } from '../../platform/module.ts';

const sentences = async (tx: Tx, query: ReturnType<typeof sql<{ sentence: string }>>) =>
  (await query.execute(tx)).rows.map(({ sentence }) => sentence);

/** What must hold of places, whatever was imported. */
export const checks: readonly Check[] = [
  {
    name: 'places.lookups-name-the-geographies-of-their-places',
    says: 'A lookup joins places of the two geographies that it says',
    find: (tx) =>
      sentences(
        tx,
        sql<{ sentence: string }>`
        select '“' || p.name || '” fits into “' || i.name || '” by a lookup of other geographies' as sentence
        from places.fit f
        join places.place p on p.partnership_id = f.partnership_id and p.id = f.place_id
        join places.place i on i.partnership_id = f.partnership_id and i.id = f.into_id
        where p.geography_id <> f.geography_id or i.geography_id <> f.into_geography_id`,
      ),
  },
  {
    name: 'places.tiles-stand-in-their-geography',
    says: 'A tile stands in the grid of its place’s own geography',
    find: (tx) =>
      sentences(
        tx,
        sql<{ sentence: string }>`
        select '“' || p.name || '” stands in the grid of another geography' as sentence
        from places.tile t join places.place p on p.partnership_id = t.partnership_id and p.id = t.place_id
        where p.geography_id <> t.geography_id`,
      ),
  },
  {
    name: 'places.deprivation-is-ranked-once',
    says: 'No two places of one geography have the same overall rank in an edition of deprivation',
    find: (tx) =>
      sentences(
        tx,
        sql<{ sentence: string }>`
        select 'Rank ' || d.rank || ' of the ' || d.edition || ' edition is that of ' || string_agg(p.name, ' and of ' order by p.name) as sentence
        from places.deprivation_now d join places.place p on p.partnership_id = d.partnership_id and p.id = d.place_id
        where d.domain = 'overall' group by d.edition, d.rank, p.geography_id having count(*) > 1`,
      ),
  },
];
