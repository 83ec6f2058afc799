import { type RawBuilder, sql } from 'kysely';
import type { Check } from '../../../platform/module.ts';
import { listAllTerms } from './queries.ts';
import { fieldsOfTerms, hashOfTerms } from './terms.ts';

const check = (name: string, says: string, query: RawBuilder<{ says: string }>): Check => ({
  name: `governance.${name}`,
  says,
  find: async (tx) => (await query.execute(tx)).rows.map((row) => row.says),
});

/** What must always hold of structure, terms, members and offices. */
export const termsChecks: readonly Check[] = [
  check(
    'terms-that-overlap',
    'Two versions of a body’s terms are never in force at once',
    sql`select 'Versions ' || a.version || ' and ' || b.version || ' of the terms of the ' || y.name || ' overlap' as says
      from governance.terms_now a
      join governance.terms_now b on b.partnership_id = a.partnership_id and b.body_id = a.body_id and b.version > a.version
      join governance.body y on y.partnership_id = a.partnership_id and y.id = a.body_id
      where b.in_force_from <= a.in_force_from`,
  ),
  {
    name: 'governance.terms-as-adopted',
    says: 'Terms of reference are as they were adopted',
    find: async (tx) => {
      const adopted = await tx
        .selectFrom('governance.terms_adoption')
        .select(['terms_id', 'contents_hash'])
        .execute();
      const hashes = new Map(adopted.map((row) => [String(row.terms_id), row.contents_hash]));
      return (await listAllTerms(tx)).flatMap((terms) => {
        const hash = hashes.get(terms.id);
        return hash && !hash.equals(hashOfTerms(fieldsOfTerms(terms)))
          ? [`Version ${terms.version} of the terms ${terms.id} is no longer what was adopted`]
          : [];
      });
    },
  },
  check(
    'two-in-one-office',
    'A body has one chair, one vice-chair and one secretary at a time',
    sql`select 'The ' || y.name || ' has two at once as ' || a.office || ', from ' || b.starts_on as says
      from governance.office a
      join governance.office b on b.partnership_id = a.partnership_id and b.body_id = a.body_id and b.office = a.office and b.id > a.id
      join governance.body y on y.partnership_id = a.partnership_id and y.id = a.body_id
      where a.starts_on <= coalesce(b.ends_on, b.starts_on) and b.starts_on <= coalesce(a.ends_on, b.starts_on)`,
  ),
  check(
    'office-without-a-seat',
    'Who holds an office holds a seat of the same body',
    sql`select 'The ' || o.office || ' of the ' || y.name || ' from ' || o.starts_on || ' has no seat there' as says
      from governance.office o
      join governance.membership m on m.partnership_id = o.partnership_id and m.id = o.membership_id
      join governance.body y on y.partnership_id = o.partnership_id and y.id = o.body_id
      where m.body_id <> o.body_id or m.starts_on > o.starts_on or m.ends_on < coalesce(o.ends_on, 'infinity')`,
  ),
  check(
    'member-of-an-ended-body',
    'Nobody sits on a body that has ended',
    sql`select 'A seat of the ' || y.name || ' goes on after it ended on ' || y.ends_on as says
      from governance.membership m join governance.body y on y.partnership_id = m.partnership_id and y.id = m.body_id
      where y.ends_on is not null and y.kind <> 'task-and-finish' and (m.ends_on is null or m.ends_on > y.ends_on)`,
  ),
  check(
    'relation-of-an-ended-body',
    'A body that has ended no longer stands to others',
    sql`select 'The ' || y.name || ' ended on ' || y.ends_on || ' and still stands to another body' as says
      from governance.reporting_line l
      join governance.body y on y.partnership_id = l.partnership_id and y.id in (l.body_id, l.reports_to_id)
      where y.ends_on is not null and y.kind <> 'task-and-finish' and (l.ends_on is null or l.ends_on > y.ends_on)`,
  ),
  check(
    'name-of-today',
    'A body has the name that its history gives it today',
    sql`select 'The ' || y.name || ' is called ' || c.name_after || ' since ' || c.on_day as says
      from governance.body y
      join partners.partnership p on p.partnership_id = y.partnership_id
      join lateral (select x.name_after, x.on_day from governance.body_change x
        where x.partnership_id = y.partnership_id and x.body_id = y.id and x.kind = 'renamed' and x.on_day < partners.business_date(p) - 1
        order by x.on_day desc, x.id desc limit 1) c on c.name_after <> y.name`,
  ),
];
