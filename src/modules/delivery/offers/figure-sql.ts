import type { PlainDate } from '../../../kernel/plain-date.ts';

/** A text as it stands in SQL. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The SQL that gives the cash of a project, options left out: a row for each amount, or one that says there is none. */
export const cashSql = (projectSlug: string, requested: boolean): string =>
  `select p.slug, r.pence, r.basis, r.status, r.says
from delivery.project p
left join delivery.resource r on r.partnership_id = p.partnership_id and r.project_id = p.id
  and r.kind = 'cash' and r.basis <> 'option'${requested ? " and r.status = 'requested'" : ''}
where p.slug = ${quoted(projectSlug)}
order by r.position`;

/** The SQL that gives the projects of some plans on a day with what is summed up of them: a row for each project. */
export const projectsSql = (planSlugs: readonly string[], closedSince: PlainDate, asAt: PlainDate): string =>
  `select p.slug, s.stage, s.running, s.endorsed_on, s.last_update_on, s.said, s.update_due_on, s.late_milestones, s.open_conditions,
  s.override_rag, s.override_reason, r.cash, r.requested, g.unknowns
from delivery.project p
join delivery.signals(${quoted(asAt)}) s on s.partnership_id = p.partnership_id and s.project_id = p.id
cross join lateral (
  select coalesce(sum(x.pence), 0) as cash, coalesce(sum(x.pence) filter (where x.status = 'requested'), 0) as requested
  from delivery.resource x
  where x.partnership_id = p.partnership_id and x.project_id = p.id and x.kind = 'cash' and x.basis <> 'option') r
cross join lateral (
  select count(*) as unknowns from delivery.gap_now x
  where x.partnership_id = p.partnership_id and x.project_id = p.id and (x.filled_on is null or x.filled_on > ${quoted(asAt)})) g
where (p.closed_on is null or p.closed_on > ${quoted(closedSince)})
  and exists (select from delivery.plan_line l
    join delivery.plan n on n.partnership_id = l.partnership_id and n.id = l.plan_id
    where l.partnership_id = p.partnership_id and l.project_id = p.id
      and n.slug in (${planSlugs.length === 0 ? 'null' : planSlugs.map(quoted).join(', ')}))
order by p.title, p.slug`;
