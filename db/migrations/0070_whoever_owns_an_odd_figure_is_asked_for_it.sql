alter view intelligence.duties rename to duties_without_checks;
create view intelligence.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from intelligence.duties_without_checks
  union all
  select c.partnership_id, 'figure-check', 'indicator', c.indicator_id,
    case c.why when 'late' then 'Say why the return is late: ' else 'Confirm or correct ' end || c.title || ', ' || c.period,
    '/indicators/quality/checks/' || c.id, c.due_on, c.owner_agency_id, c.owner_post_id, null
  from intelligence.figure_check_now c where c.state = 'asked';
comment on view intelligence.duties is 'Returns, awaited baselines and figures, targets to be agreed or reviewed, evidence to be looked at again, research to be delivered, figures to be confirmed or corrected: by whom and when.';
grant select on intelligence.duties to concord_app;
