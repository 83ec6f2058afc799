/** What must hold of concerns, incidents and flags. */
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Check } from '../../../platform/module.ts';

/** A check whose query gives a sentence for each row that breaks it. */
const check = (name: string, says: string, query: ReturnType<typeof sql<{ says: string }>>): Check => ({
  name,
  says,
  find: async (tx: Tx) => (await query.execute(tx)).rows.map((row) => row.says),
});

export const concernChecks: readonly Check[] = [
  check(
    'casework.incidents-know-their-agencies',
    'An incident names exactly the agencies that told of it, and is restricted when any report of it is.',
    sql`select 'Incident ' || i.id || ' does not name the agencies of its reports' as says
      from casework.incident i
      left join lateral (select array_agg(distinct c.agency_id order by c.agency_id) as agency_ids, coalesce(bool_or(c.restricted), false) as restricted
        from casework.concern c where c.partnership_id = i.partnership_id and c.incident_id = i.id) t on true
      where t.agency_ids is distinct from array(select distinct a from unnest(i.agency_ids) a order by a) or t.restricted <> i.restricted`,
  ),
  check(
    'casework.parted-reports-stand-apart',
    'Two reports that somebody said are different incidents are not in one.',
    sql`select 'Concerns ' || p.left_id || ' and ' || p.right_id || ' were parted and stand in one incident' as says
      from casework.concern_pair p
      join casework.concern l on l.partnership_id = p.partnership_id and l.id = p.left_id
      join casework.concern r on r.partnership_id = p.partnership_id and r.id = p.right_id
      where p.verdict = 'different' and l.incident_id = r.incident_id`,
  ),
  check(
    'casework.settled-flags-were-answered',
    'A flag on a pattern is acknowledged, acted on or dismissed only by an answer with a reason.',
    sql`select 'Pattern ' || f.id || ' is ' || f.state || ' without an answer' as says
      from casework.pattern_flag f
      where f.kind = 'pattern' and f.state <> 'open' and not exists (
        select from casework.pattern_answer a where a.partnership_id = f.partnership_id and a.flag_id = f.id and a.answer = f.state)`,
  ),
  check(
    'casework.case-reviews-have-steps',
    'Every case review begins with its application.',
    sql`select 'Case review ' || v.id || ' has no application among its steps' as says
      from casework.case_review v
      where not exists (select from casework.case_review_step s
        where s.partnership_id = v.partnership_id and s.review_id = v.id and s.step = 'applied')`,
  ),
];
