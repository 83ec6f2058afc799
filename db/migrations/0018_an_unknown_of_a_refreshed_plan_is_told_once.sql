-- A draft that refreshes a plan begins with what that plan does not know. Until the draft is adopted, the plan in use tells
-- of it; what the draft alone does not know is told of the draft.
create or replace view delivery.gaps with (security_invoker = true) as
  select g.partnership_id, 'project'::text as subject_kind, g.project_id as subject_id, p.title, '/projects/' || p.slug as path,
    upper(left(g.about, 1)) || substr(g.about, 2) || ' not known yet' as missing, g.says, null::text as for_kind, null::uuid as for_id,
    g.since, g.due_on as expected_on, p.agency_id as owner_agency_id, g.owner_post_id
  from delivery.gap_now g join delivery.open_project p on p.partnership_id = g.partnership_id and p.id = g.project_id
  where g.filled_on is null and not exists (
    select from delivery.measure m join intelligence.data_gap d on d.partnership_id = m.partnership_id and d.indicator_id = m.indicator_id
    where m.partnership_id = g.partnership_id and m.project_id = g.project_id and d.says = g.says)
  union all
  select g.partnership_id, 'plan', g.plan_id, n.title, '/plans/' || n.slug, upper(left(g.about, 1)) || substr(g.about, 2) || ' not known yet', g.says,
    'outcome', g.outcome_id, g.since, g.due_on, n.owner_agency_id, coalesce(g.owner_post_id, n.owner_post_id)
  from delivery.gap_now g join delivery.plan_now n on n.partnership_id = g.partnership_id and n.id = g.plan_id
  where g.filled_on is null and n.state <> 'superseded' and not exists (
    select from strategy.outcome_indicator m join intelligence.data_gap d on d.partnership_id = m.partnership_id and d.indicator_id = m.indicator_id
    where m.partnership_id = g.partnership_id and m.outcome_id = g.outcome_id and d.says = g.says)
  and not exists (
    select from delivery.plan_now o join delivery.gap_now h on h.partnership_id = o.partnership_id and h.plan_id = o.id
    where n.state = 'draft' and o.partnership_id = n.partnership_id and o.id = n.refreshed_from and o.state <> 'superseded'
      and h.filled_on is null and h.about = g.about and h.says = g.says and h.outcome_id is not distinct from g.outcome_id);
