import { sql } from 'kysely';
import type { Check } from '../../platform/module.ts';

/** A check whose query gives one sentence for each thing that breaks it. */
const check = (name: string, says: string, query: string): Check => ({
  name: `delivery.${name}`,
  says,
  find: async (tx) =>
    (await sql<{ sentence: string }>`${sql.raw(query)}`.execute(tx)).rows.map((row) => row.sentence),
});

export const checks: readonly Check[] = [
  check(
    'endorsed-projects-address-an-outcome',
    'Every endorsed project addresses at least one outcome',
    `select 'The endorsed project "' || p.title || '" addresses no outcome' as sentence from delivery.endorsement e
     join delivery.project p on p.partnership_id = e.partnership_id and p.id = e.project_id
     where not exists (select from delivery.project_outcome o where o.partnership_id = p.partnership_id and o.project_id = p.id)`,
  ),
  check(
    'one-adopted-plan-per-priority-and-time',
    'No two adopted plans of one priority overlap',
    `select '"' || a.title || '" and "' || b.title || '" are both adopted for the same priority and time' as sentence
     from delivery.plan_now a join delivery.plan_now b on b.partnership_id = a.partnership_id and b.priority_id = a.priority_id and b.id > a.id
     where a.state = 'adopted' and b.state = 'adopted' and a.starts_on <= b.ends_on and b.starts_on <= a.ends_on`,
  ),
  check(
    'plan-lines-are-outcomes-of-their-project',
    'A project addresses every outcome under which a plan lists it',
    `select 'The project "' || p.title || '" stands under an outcome that it does not address' as sentence from delivery.plan_line l
     join delivery.project p on p.partnership_id = l.partnership_id and p.id = l.project_id
     where not exists (select from delivery.project_outcome o
       where o.partnership_id = l.partnership_id and o.project_id = l.project_id and o.outcome_id = l.outcome_id)`,
  ),
  check(
    'closed-projects-are-known-as-closed',
    'The day a project was closed is that of its closure',
    `select 'The project "' || p.title || '" is closed in one place and open in another' as sentence from delivery.project p
     left join delivery.closure c on c.partnership_id = p.partnership_id and c.project_id = p.id
     where p.closed_on is distinct from c.closed_on`,
  ),
  check(
    'slips-follow-one-another',
    'Each move of a milestone starts from the date it had',
    `select 'The milestone "' || m.title || '" was moved from a date that it did not have' as sentence from delivery.milestone m
     join (select s.*, lag(s.moved_to) over (partition by s.partnership_id, s.milestone_id order by s.id) as had from delivery.milestone_slip s) s
       on s.partnership_id = m.partnership_id and s.milestone_id = m.id
     where s.moved_from is distinct from coalesce(s.had, m.original_on)`,
  ),
  check(
    'signed-off-case-studies-have-consent',
    'No case study is signed off without consent',
    `select 'The case study "' || c.title || '" is signed off without consent' as sentence from delivery.case_study_sign_off s
     join delivery.case_study c on c.partnership_id = s.partnership_id and c.id = s.case_study_id where c.consent = 'not-yet'`,
  ),
];
