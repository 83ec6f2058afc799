-- Decisions: what they count for now -------------------------------------------------------------------------------
create view governance.decision_now with (security_invoker = true) as
  select d.partnership_id, d.id, d.reference, d.body_id, b.slug as body_slug,
    coalesce((select c.name_before from governance.body_change c
      where c.partnership_id = d.partnership_id and c.body_id = d.body_id and c.kind = 'renamed' and c.on_day > d.decided_on
      order by c.on_day, c.id limit 1), b.name) as body,
    d.sitting_id, d.item_id, d.motion_id, d.decided_on, d.title, d.words, d.outcome, d.key_decision, d.standing, d.method,
    d.votes_for, d.votes_against, d.abstained, d.quorate, d.quorum, d.quorum_says, d.subject_kind, d.subject_id, d.deferred_to,
    d.reason, d.exempt, d.ratifies_id, d.undoes_id, d.does, d.route, d.account_id, d.recorded_at,
    case when u.id is not null then 'undone' when r.id is not null then 'ratified' else d.standing end as state,
    u.id as undone_by_id, r.id as ratified_by_id,
    coalesce(x.outcome, d.outcome) as counts_as, coalesce(x.deferred_to, d.deferred_to) as counts_as_deferred_to,
    e.kind as effect, e.says as effect_says
  from governance.decision d
  join governance.body b on b.partnership_id = d.partnership_id and b.id = d.body_id
  left join governance.decision u on u.partnership_id = d.partnership_id and u.undoes_id = d.id
  left join governance.decision r on r.partnership_id = d.partnership_id and r.ratifies_id = d.id
  left join governance.decision x on x.partnership_id = d.partnership_id and x.id = d.ratifies_id
  left join governance.decision_effect e on e.partnership_id = d.partnership_id and e.decision_id = d.id;
comment on view governance.decision_now is 'Each decision with what it counts for now: undone, ratified since, waiting, standing. A ratification counts as what it ratified.';
grant select on governance.decision_now to concord_app;
