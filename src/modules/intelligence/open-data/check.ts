import { sql } from 'kysely';
import type { Check } from '../../../platform/module.ts';
import { SERIES_COLUMNS } from '../course/series.ts';

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

/** Open data of what counts few people has no figure of one to four, whoever wrote the copy and whenever it was marked. */
export const noOpenFigureOfFew: Check = {
  name: 'intelligence.open-data-of-few',
  says: 'No open data of an indicator that counts few people shows a figure of one to four of them',
  find: async (tx) => {
    const { rows } = await sql<{ sentence: string }>`
      select d.title || ', ' || (f.figure ->> ${column('period')}) ||
          coalesce(', ' || (f.figure ->> ${column('place_code')}), '') ||
          ' is open with a count of one to four, although it counts few people' as sentence
      from intelligence.open_dataset d
      join intelligence.indicator i on i.partnership_id = d.partnership_id and i.id = d.indicator_id
      cross join lateral jsonb_array_elements(d.figures) as f (figure)
      where exists (select from intelligence.indicator few where few.partnership_id = i.partnership_id
          and few.small_numbers and few.id in (i.id, i.numerator_id, i.denominator_id))
        and case when i.kind = 'number' then f.figure ->> ${column('value')} else f.figure ->> ${column('numerator')} end::numeric
          between 0.000001 and 4.999999
      order by 1`.execute(tx);
    return rows.map(({ sentence }) => sentence);
  },
};

/** Where a column stands in the rows of a copy. */
const column = (name: (typeof SERIES_COLUMNS)[number]) => sql.lit(SERIES_COLUMNS.indexOf(name));
