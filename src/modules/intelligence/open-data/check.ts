import { sql } from 'kysely';
import type { Check } from '../../../platform/module.ts';

/** What everybody can read is what somebody published, today, by the last terms. */
export const nothingIsOpenByMistake: Check = {
  name: 'intelligence.open-data',
  says: 'No indicator is open data that is withdrawn, under embargo, or not to be published',
  find: async (tx) => {
    const { rows } = await sql<{ sentence: string }>`
      select d.title || case
        when not i.public then ' is open, although it is not marked “May be published”'
        when w.publication_id is not null then ' is open, although it was withdrawn'
        when p.embargo_until > partners.business_date(s) then ' is open before its embargo ends'
        else ' is open under terms that were changed since' end as sentence
      from intelligence.open_dataset d
      join intelligence.indicator i on i.partnership_id = d.partnership_id and i.id = d.indicator_id
      join intelligence.open_publication p on p.partnership_id = d.partnership_id and p.id = d.publication_id
      join partners.partnership s on s.partnership_id = d.partnership_id
      left join intelligence.open_withdrawal w on w.partnership_id = d.partnership_id and w.publication_id = p.id
      where not i.public or w.publication_id is not null or p.embargo_until > partners.business_date(s)
        or exists (select from intelligence.open_publication later where later.partnership_id = d.partnership_id
          and later.indicator_id = d.indicator_id and later.version > p.version)
      order by 1`.execute(tx);
    return rows.map(({ sentence }) => sentence);
  },
};
