import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** How many sittings ask for an agency, a post or a person in a period. */
export interface MeetingLoad {
  readonly key: string;
  readonly name: string;
  readonly bodies: number;
  readonly sittings: number;
  /** Hours of the sittings whose beginning and end are known. */
  readonly hours: number;
  /** How many of the sittings have no known length. */
  readonly unknown: number;
}

const ASKED = (from: PlainDate, to: PlainDate) => sql`
  governance.sitting_now s
  join governance.membership m on m.partnership_id = s.partnership_id and m.body_id = s.body_id and m.standing <> 'substitute'
    and (m.starts_on is null or m.starts_on <= s.day) and (m.ends_on is null or m.ends_on >= s.day)
  where s.partnership_id = platform.partnership() and s.status <> 'cancelled' and s.latest_day >= ${from} and s.day <= ${to}`;

const TOTALS = sql`count(distinct body_id)::integer as bodies, count(*)::integer as sittings,
  round(coalesce(sum(extract(epoch from ends_at - starts_at)) / 3600, 0), 1)::float as hours,
  count(*) filter (where starts_at is null or ends_at is null)::integer as unknown`;

/** The sittings that ask for each agency; several seats at one sitting count once. Most first. */
export async function loadByAgency(tx: Tx, from: PlainDate, to: PlainDate): Promise<readonly MeetingLoad[]> {
  const { rows } = await sql<MeetingLoad>`
    select x.agency_id as key, a.name, ${TOTALS} from (
      select distinct m.partnership_id, m.agency_id, s.id, s.body_id, s.starts_at, s.ends_at from ${ASKED(from, to)} and m.agency_id is not null) x
    join partners.agency a on a.partnership_id = x.partnership_id and a.id = x.agency_id
    group by x.agency_id, a.name order by sittings desc, a.name`.execute(tx);
  return rows;
}

/** The sittings that ask for each person, or for each post whose holder is not known. Most first. */
export async function loadByPerson(tx: Tx, from: PlainDate, to: PlainDate): Promise<readonly MeetingLoad[]> {
  const { rows } = await sql<MeetingLoad>`
    select coalesce(x.person_id, x.post_id) as key, coalesce(w.name, p.title) as name, ${TOTALS} from (
      select distinct m.partnership_id, m.person_id, case when m.person_id is null then m.post_id end as post_id, s.id, s.body_id, s.starts_at, s.ends_at
      from ${ASKED(from, to)} and (m.person_id is not null or m.post_id is not null)) x
    left join partners.person w on w.partnership_id = x.partnership_id and w.id = x.person_id
    left join partners.post p on p.partnership_id = x.partnership_id and p.id = x.post_id
    group by coalesce(x.person_id, x.post_id), coalesce(w.name, p.title) order by sittings desc, name`.execute(
    tx,
  );
  return rows;
}
