import { type RawBuilder, sql } from 'kysely';
import type { Check } from '../../platform/module.ts';

const check = (name: string, says: string, query: RawBuilder<{ says: string }>): Check => ({
  name: `strategy.${name}`,
  says,
  find: async (tx) => (await query.execute(tx)).rows.map((row) => row.says),
});

export const checks: readonly Check[] = [
  check(
    'one-version-in-force',
    'At most one version of the strategy is in force',
    sql`select 'Several versions are in force: ' || string_agg(number::text, ', ' order by number) as says
      from strategy.version_now where status = 'adopted' having count(*) > 1`,
  ),
  check(
    'adopted-priorities-have-outcomes',
    'Every priority of an adopted version has at least one outcome',
    sql`select 'Version ' || v.number || ' has no outcome for the priority ' || p.title as says
      from strategy.version_now v
      join strategy.version_priority p on p.partnership_id = v.partnership_id and p.version_id = v.id
      where v.status <> 'draft' and not exists (
        select from strategy.version_outcome o
        where o.partnership_id = p.partnership_id and o.version_id = p.version_id and o.priority_id = p.priority_id)`,
  ),
  check(
    'outcomes-are-worded',
    'Every outcome of a version has a wording in it or in an earlier one',
    sql`select 'The outcome ' || o.slug || ' of version ' || o.version_number || ' has no wording' as says
      from strategy.outcome_in_version o
      where not exists (
        select from strategy.outcome_wording w
        join strategy.version v on v.partnership_id = w.partnership_id and v.id = w.version_id
        where w.partnership_id = o.partnership_id and w.outcome_id = o.outcome_id and v.number <= o.version_number)`,
  ),
  check(
    'frameworks-have-the-entries-they-were-published-with',
    'No framework has more entries than it was published with, and every entry that another is part of is there',
    sql`select 'The framework ' || f.slug || ' has ' || count(*) || ' entries, more than the ' || f.entries_in_all || ' it was published with' as says
      from strategy.framework f
      join strategy.framework_entry e on e.partnership_id = f.partnership_id and e.framework_id = f.id
      where f.entries_in_all is not null and e.part_of = ''
      group by f.slug, f.entries_in_all having count(*) > f.entries_in_all
      union all
      select 'The entry ' || e.reference || ' is part of ' || e.part_of || ', which its framework does not have'
      from strategy.framework_entry e
      where e.part_of <> '' and not exists (
        select from strategy.framework_entry whole
        where whole.partnership_id = e.partnership_id and whole.framework_id = e.framework_id and whole.reference = e.part_of)`,
  ),
  check(
    'exercises-are-counted-whole',
    'Every exercise that has closed holds what was counted of each of its needs by each of its criteria, and of nothing else',
    sql`select x.title || ' has no result of ' || n.title || case when c.position = 0 then '' else ' by ' || c.title end as says
      from strategy.exercise x
      join strategy.exercise_need e on e.partnership_id = x.partnership_id and e.exercise_id = x.id
      join strategy.need n on n.partnership_id = e.partnership_id and n.id = e.need_id
      cross join lateral (
        select 0 as position, '' as title
        union all
        select position, title from strategy.exercise_criterion where partnership_id = x.partnership_id and exercise_id = x.id) c
      where x.state = 'closed' and not exists (
        select from strategy.exercise_result r
        where r.partnership_id = x.partnership_id and r.exercise_id = x.id and r.need_id = e.need_id and r.criterion = c.position)
      order by 1`,
  ),
];
