import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { ASB } from './counts.ts';

const MONTHS_OFFERED = 24;
/** More circles than this say no more. */
const MOST_SPOTS = 400;

/** The newest months that were imported, newest first: one look at each, however many rows they have. */
export async function listStreetMonths(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ month: string }>`
    with recursive told (month, nth) as (
      select (select max(c.month) from intelligence.street_count c), 1
      union all
      select (select max(c.month) from intelligence.street_count c where c.month < t.month), t.nth + 1
      from told t where t.month is not null and t.nth < ${MONTHS_OFFERED})
    select to_char(month, 'YYYY-MM') as month from told where month is not null order by month desc`.execute(
    tx,
  );
  return rows.map(({ month }) => month);
}

export type StreetWhat = 'crimes' | 'asb';

export interface StreetSpot {
  readonly location: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly count: number;
}

/** Where the published crimes (or anti-social behaviour) of a month lie in the places of a geography, the most first. */
export async function listStreetSpots(
  tx: Tx,
  month: string,
  geographyId: string,
  what: StreetWhat,
): Promise<readonly StreetSpot[]> {
  const { rows } = await sql<StreetSpot>`
    select s.location, s.longitude, s.latitude, count(*)::integer as count
    from intelligence.street_crime s
    join places.place p on p.partnership_id = s.partnership_id and p.geography_id = ${geographyId}::uuid and p.code = s.lsoa_code
    where s.month = ${`${month}-01`}::date and s.longitude is not null and s.latitude is not null
      and (s.crime_type = ${ASB}) = ${what === 'asb'}
    group by s.location, s.longitude, s.latitude
    order by count desc, s.location, s.longitude, s.latitude limit ${MOST_SPOTS}`.execute(tx);
  return rows;
}
