import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';

/** Members on a day, by body and seat, for a list to choose from. */
export async function membersToChoose(
  tx: Tx,
  on: PlainDate,
): Promise<readonly { readonly value: string; readonly text: string }[]> {
  const { rows } = await sql<{ value: string; text: string }>`
    select m.id as value, b.name || ': ' || coalesce(nullif(m.seat_title, ''), p.title, a.name, 'A member')
      || case when a.name is not null and coalesce(nullif(m.seat_title, ''), p.title) is distinct from a.name
        and coalesce(nullif(m.seat_title, ''), p.title) is not null then ', ' || a.name else '' end as text
    from governance.membership m
    join governance.body b on b.partnership_id = m.partnership_id and b.id = m.body_id
    left join partners.post p on p.partnership_id = m.partnership_id and p.id = m.post_id
    left join partners.agency a on a.partnership_id = m.partnership_id and a.id = m.agency_id
    where coalesce(m.starts_on <= ${on}, true) and coalesce(m.ends_on >= ${on}, true)
    order by 2`.execute(tx);
  return rows;
}
