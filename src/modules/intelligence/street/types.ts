import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Period } from '../period.ts';
import { ASB, codedGeography } from './counts.ts';

/** The indicators whose figures are counts of crimes by type; of anti-social behaviour there is one type only. */
const OF_CRIMES: readonly string[] = ['police-crime', 'police-crime-rate'];

/** How many crimes of each type police.uk places in the area in a period; undefined for other indicators, or without counts. */
export async function countTypes(
  tx: Tx,
  indicator: string,
  { start, end }: Pick<Period, 'start' | 'end'>,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (!OF_CRIMES.includes(indicator)) return undefined;
  const geographyId = await codedGeography(tx, start.slice(0, 7));
  if (geographyId === undefined) return undefined;
  const { rows } = await sql<{ type: string; crimes: number }>`
    select c.crime_type as type, sum(c.crimes)::integer as crimes
    from intelligence.street_count c
    join places.place p on p.partnership_id = c.partnership_id and p.code = c.lsoa_code
    where p.geography_id = ${geographyId}::uuid and c.month between ${start}::date and ${end}::date and c.crime_type <> ${ASB}
    group by c.crime_type order by c.crime_type`.execute(tx);
  return new Map(rows.map(({ type, crimes }) => [type, crimes]));
}
