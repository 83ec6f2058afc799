import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** One thing that happened to a project. */
export interface Happening {
  readonly on: PlainDate;
  readonly kind: string;
  readonly says: string;
  readonly detail: string;
}

/** Everything that happened to a project, newest first: one query over its insert-only facts. */
export async function historyOf(tx: Tx, projectId: string): Promise<readonly Happening[]> {
  const { rows } = await sql<Happening>`
    select on_day as "on", kind, says, detail from (
      select reported_on as on_day, id, 'Progress update' as kind,
        case standing when 'on-track' then 'On track' when 'at-risk' then 'At risk' else 'Off track' end || ': ' || says as says,
        concat_ws(E'\n', nullif(figures, ''), nullif('Help needed: ' || nullif(help, ''), '')) as detail
      from delivery.progress_update where project_id = ${projectId}::uuid
      union all
      select changed_on, id, 'Stage', initcap(replace(stage, '-', ' ')), reason from delivery.stage_change where project_id = ${projectId}::uuid
      union all
      select endorsed_on, id, 'Endorsed', 'By ' || endorsed_by, '' from delivery.endorsement where project_id = ${projectId}::uuid
      union all
      select e.endorsed_on, c.id, 'Condition set', array_to_string(c.missing, ', '), 'Due by ' || to_char(c.due_on, 'FMDD FMMonth YYYY')
      from delivery.endorsement_condition c join delivery.endorsement e on e.partnership_id = c.partnership_id and e.id = c.endorsement_id
      where c.project_id = ${projectId}::uuid
      union all
      select m.met_on, c.id, 'Condition met', array_to_string(c.missing, ', '), '' from delivery.condition_met m
      join delivery.endorsement_condition c on c.partnership_id = m.partnership_id and c.id = m.condition_id where c.project_id = ${projectId}::uuid
      union all
      select s.slipped_on, s.id, 'Milestone moved', m.title,
        concat('From ', coalesce(to_char(s.moved_from, 'FMDD FMMonth YYYY'), 'no date'), ' to ', to_char(s.moved_to, 'FMDD FMMonth YYYY'), ': ', s.reason)
      from delivery.milestone_slip s join delivery.milestone m on m.partnership_id = s.partnership_id and m.id = s.milestone_id
      where m.project_id = ${projectId}::uuid
      union all
      select c.met_on, m.id, 'Milestone met', m.title, c.says from delivery.milestone_completion c
      join delivery.milestone m on m.partnership_id = c.partnership_id and m.id = c.milestone_id where m.project_id = ${projectId}::uuid
      union all
      select set_on, id, case when rag is null then 'Judgement lifted' else 'Judged ' || rag end, reason, '' from delivery.rag_override where project_id = ${projectId}::uuid
      union all
      select r.raised_on, r.id, initcap(r.kind) || ' raised', r.title, '' from delivery.risk r where r.project_id = ${projectId}::uuid
      union all
      select told_on, id, 'Case study', title, '' from delivery.case_study where project_id = ${projectId}::uuid
      union all
      select r.done_on, e.id, 'Equality impact ' || e.step, r.says, '' from delivery.equality_result r
      join delivery.equality_step e on e.partnership_id = r.partnership_id and e.id = r.step_id where e.project_id = ${projectId}::uuid
      union all
      select closed_on, project_id, 'Closed', initcap(replace(result, '-', ' ')), concat(evaluation, E'\n', value_for_money)
      from delivery.closure where project_id = ${projectId}::uuid
      union all
      select sent_on, id, 'Update ' || step, 'To ' || sent_to, '' from delivery.reminder where project_id = ${projectId}::uuid
      union all
      select changed_on, id, 'Project plan edited', (select string_agg(replace(c ->> 'field', '_', ' '), ', ') from jsonb_array_elements(changes) c), ''
      from delivery.project_change where project_id = ${projectId}::uuid
    ) happened order by on_day desc, id desc limit 500`.execute(tx);
  return rows;
}
