-- A policy asks for a permission once for every row that is looked at. The list of permissions is therefore set with a comma at
-- both ends, so that asking is one search in one text and builds none: five times as quick.
create or replace function platform.may(permission text) returns boolean language sql stable parallel safe
  return coalesce(position(',' || permission || ',' in current_setting('app.permissions', true)) > 0, false);
create or replace function platform.may_for(permission text, agency_id uuid) returns boolean language sql stable parallel safe
  return coalesce(position(',' || permission || ',' in current_setting('app.permissions', true)) > 0, false)
    or coalesce(position(',' || permission || '@' || agency_id::text || ',' in current_setting('app.permissions', true)) > 0, false);
alter policy api_token_is_made_within_ones_own_rights on access.api_token
  with check (partnership_id = platform.partnership() and account_id = platform.account()
    and scopes <@ string_to_array(regexp_replace(nullif(trim(both ',' from current_setting('app.permissions', true)), ''), '@[0-9a-f-]{36}', '', 'g'), ','));

-- Duties and warnings are asked about on every home page, and nearly always for what is not done yet. Here each view says what is
-- open apart from what was met, so that the open part is found from what is open and never reads a history that only grows.

create index sitting_outcome_planned_again on governance.sitting_outcome (partnership_id, sitting_id, id) where outcome = 'planned';
create index sitting_by_id on governance.sitting (partnership_id, id) include (body_id, day, precision);
create index gap_of_project_by_day on delivery.gap (partnership_id, project_id) where project_id is not null and due_on is not null;
create index gap_of_plan_by_day on delivery.gap (partnership_id, plan_id) where plan_id is not null and due_on is not null;
create index project_by_last_day on delivery.project (partnership_id, coalesce(closed_on, 'infinity'));
create index progress_update_by_day on delivery.progress_update (partnership_id, reported_on);
create index report_step_decided on reporting.report_step (partnership_id, report_id) where state in ('approved', 'published');
create index observation_revised on intelligence.observation (partnership_id, indicator_id) where version > 1;
create index holding_of_today on partners.holding (partnership_id, person_id, post_id) where ends_on is null;

create or replace view delivery.duties with (security_invoker = true) as
  select p.partnership_id, 'progress-update'::text as kind, 'project'::text as subject_kind, p.id as subject_id,
    'Report progress on ' || p.title as title, '/projects/' || p.slug || '/update' as path, s.update_due_on as due_on,
    p.agency_id as owner_agency_id, l.post_id as owner_post_id, null::date as met_on
  from partners.partnership t
  join delivery.open_project p on p.partnership_id = t.partnership_id
  cross join lateral delivery.signals_of(p.partnership_id, p.id, p.update_every_days, partners.business_date(t)) s
  left join lateral (select x.post_id from delivery.lead x where x.partnership_id = p.partnership_id and x.project_id = p.id and x.post_id is not null
    order by x.position limit 1) l on true
  where s.update_due_on is not null
  union all
  select m.partnership_id, 'milestone', 'milestone', m.id, m.title || ' (' || p.title || ')', '/projects/' || p.slug || '/milestones', m.due_on,
    p.agency_id, l.post_id, m.met_on
  from delivery.open_project p
  join delivery.milestone_now m on m.partnership_id = p.partnership_id and m.project_id = p.id
  left join lateral (select x.post_id from delivery.lead x where x.partnership_id = p.partnership_id and x.project_id = p.id and x.post_id is not null
    order by x.position limit 1) l on true
  where m.due_on is not null
  union all
  select c.partnership_id, 'endorsement-condition', 'project', c.project_id,
    'Complete the project plan of ' || p.title || ': ' || array_to_string(c.missing, ', '), '/projects/' || p.slug || '/endorsement', c.due_on,
    p.agency_id, c.owner_post_id, null
  from delivery.open_project p
  join delivery.endorsement_condition c on c.partnership_id = p.partnership_id and c.project_id = p.id
  where not exists (select from delivery.condition_met y where y.partnership_id = c.partnership_id and y.condition_id = c.id)
  union all
  select c.partnership_id, 'endorsement-condition', 'project', c.project_id,
    'Complete the project plan of ' || p.title || ': ' || array_to_string(c.missing, ', '), '/projects/' || p.slug || '/endorsement', c.due_on,
    p.agency_id, c.owner_post_id, y.met_on
  from delivery.endorsement_condition c
  join delivery.condition_met y on y.partnership_id = c.partnership_id and y.condition_id = c.id
  join delivery.project p on p.partnership_id = c.partnership_id and p.id = c.project_id
  union all
  select e.partnership_id, 'equality-' || e.step, 'project', e.project_id, 'Equality impact ' || e.step || ' of ' || p.title,
    '/projects/' || p.slug || '/equality', e.due_on, p.agency_id, null, null
  from delivery.equality_step e
  join delivery.project p on p.partnership_id = e.partnership_id and p.id = e.project_id
  where not exists (select from delivery.equality_result r where r.partnership_id = e.partnership_id and r.step_id = e.id)
  union all
  select e.partnership_id, 'equality-' || e.step, 'project', e.project_id, 'Equality impact ' || e.step || ' of ' || p.title,
    '/projects/' || p.slug || '/equality', e.due_on, p.agency_id, null, r.done_on
  from delivery.equality_step e
  join delivery.equality_result r on r.partnership_id = e.partnership_id and r.step_id = e.id
  join delivery.project p on p.partnership_id = e.partnership_id and p.id = e.project_id
  union all
  select g.partnership_id, 'data-gap', 'project', g.project_id, p.title || ': ' || g.says, '/projects/' || p.slug, g.due_on,
    p.agency_id, g.owner_post_id, null
  from delivery.open_project p
  join delivery.gap g on g.partnership_id = p.partnership_id and g.project_id = p.id and g.project_id is not null and g.due_on is not null
  where not exists (select from delivery.gap_filled f where f.partnership_id = g.partnership_id and f.gap_id = g.id)
  union all
  select g.partnership_id, 'data-gap', 'plan', g.plan_id, n.title || ': ' || g.says, '/plans/' || n.slug, g.due_on,
    n.owner_agency_id, coalesce(g.owner_post_id, n.owner_post_id), null
  from delivery.gap g join delivery.plan n on n.partnership_id = g.partnership_id and n.id = g.plan_id
  where g.plan_id is not null and g.due_on is not null
    and not exists (select from delivery.gap_filled f where f.partnership_id = g.partnership_id and f.gap_id = g.id)
    and not exists (select from delivery.plan_supersession s where s.partnership_id = n.partnership_id and s.plan_id = n.id)
  union all
  select g.partnership_id, 'data-gap', case when p.id is null then 'plan' else 'project' end, coalesce(p.id, n.id),
    coalesce(p.title, n.title) || ': ' || g.says, case when p.id is null then '/plans/' || n.slug else '/projects/' || p.slug end, g.due_on,
    coalesce(p.agency_id, n.owner_agency_id), coalesce(g.owner_post_id, n.owner_post_id), f.filled_on
  from delivery.gap_filled f
  join delivery.gap g on g.partnership_id = f.partnership_id and g.id = f.gap_id
  left join delivery.project p on p.partnership_id = g.partnership_id and p.id = g.project_id
  left join delivery.plan n on n.partnership_id = g.partnership_id and n.id = g.plan_id
  where g.due_on is not null
  union all
  select r.partnership_id, 'escalated-silence', 'project', p.id, 'Ask why ' || p.title || ' has not reported', '/projects/' || p.slug, r.sent_on,
    o.owner_agency_id, o.owner_post_id, u.met_on
  from delivery.open_project p
  join delivery.reminder r on r.partnership_id = p.partnership_id and r.project_id = p.id and r.step = 'escalated'
  left join lateral (select x.owner_post_id, x.owner_agency_id from delivery.plan_line l
    join delivery.plan_now x on x.partnership_id = l.partnership_id and x.id = l.plan_id and x.state <> 'superseded'
    where l.partnership_id = p.partnership_id and l.project_id = p.id and (x.owner_post_id is not null or x.owner_agency_id is not null)
    order by x.starts_on desc, x.id limit 1) o on true
  left join lateral (select min(y.reported_on) as met_on from delivery.progress_update y
    where y.partnership_id = p.partnership_id and y.project_id = p.id and y.reported_on >= r.sent_on) u on true;

-- What is neither approved nor published is still being worked on: nothing follows an approval but publication.
create view reporting.open_report with (security_invoker = true) as
  select r.partnership_id, r.id, r.template_id, r.as_at, v.title, s.state, s.on_day as state_since
  from reporting.report r
  join reporting.template_version v
    on v.partnership_id = r.partnership_id and v.template_id = r.template_id and v.version = r.template_version
  join lateral (
    select x.state, x.on_day from reporting.report_step x
    where x.partnership_id = r.partnership_id and x.report_id = r.id order by x.position desc limit 1) s on true
  where not exists (
    select from reporting.report_step d
    where d.partnership_id = r.partnership_id and d.report_id = r.id and d.state in ('approved', 'published'));
comment on view reporting.open_report is 'Reports that are drafts or wait for approval: what duties and warnings are about.';
grant select on reporting.open_report to concord_app;

create or replace view reporting.duties with (security_invoker = true) as
  select d.partnership_id, 'report-due'::text as kind,
    case when d.report_id is null then 'report-template' else 'report' end as subject_kind,
    coalesce(d.report_id, d.template_id) as subject_id,
    'Write the ' || d.title || ' for ' || to_char(d.period_start, 'FMDD FMMonth YYYY') || ' to ' || to_char(d.period_end, 'FMDD FMMonth YYYY') as title,
    case when d.report_id is null then '/reports/new?template=' || d.slug else '/reports/' || d.report_id end as path,
    d.due_on, null::uuid as owner_agency_id, null::uuid as owner_post_id, d.met_on
  from reporting.due_report d
  left join reporting.open_report r on r.partnership_id = d.partnership_id and r.id = d.report_id
  where r.state is distinct from 'submitted'
  union all
  select r.partnership_id, 'report-approval', 'report', r.id, 'Approve the ' || r.title || ' as at ' || to_char(r.as_at, 'FMDD FMMonth YYYY'),
    '/reports/' || r.id || '/approval',
    coalesce((select d.due_on from reporting.due_report d where d.partnership_id = r.partnership_id and d.report_id = r.id limit 1), r.state_since),
    null, null, null
  from reporting.open_report r where r.state = 'submitted';

create or replace view reporting.warnings with (security_invoker = true) as
  with late as (
    select d.*, max(d.period_end) over (partition by d.partnership_id, d.template_id) as last_end
    from reporting.due_report d join partners.partnership p on p.partnership_id = d.partnership_id
    where d.met_on is null and d.due_on < partners.business_date(p))
  select d.partnership_id, 'report-late'::text as kind,
    case when d.report_id is null then 'report-template' else 'report' end as subject_kind,
    coalesce(d.report_id, d.template_id) as subject_id, d.due_on as since, 'high'::text as severity,
    'The ' || d.title || ' was due on ' || to_char(d.due_on, 'FMDD FMMonth YYYY') || ' and is not approved.' as sentence,
    case when d.report_id is null then '/reports/new?template=' || d.slug else '/reports/' || d.report_id end as path,
    null::uuid as owner_agency_id
  from late d where d.period_end = d.last_end
  union all
  select i.partnership_id, 'interest-unanswered', 'report', r.id, i.asked_on, 'medium',
    'The ' || i.asked_by || ' asked on ' || to_char(i.asked_on, 'FMDD FMMonth YYYY') || ' to hear more, and the draft does not answer: ' || i.words,
    '/reports/' || r.id || '/interests', null::uuid
  from reporting.open_report r
  join reporting.interest i on i.partnership_id = r.partnership_id and i.template_id = r.template_id and r.as_at >= i.asked_on
  where not exists (
    select from reporting.interest_answer a
    left join reporting.edition e on e.partnership_id = a.partnership_id and e.report_id = a.report_id
    where a.partnership_id = i.partnership_id and a.interest_id = i.id
      and (a.report_id = r.id or e.id is not null));
