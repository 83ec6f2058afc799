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

-- Decisions and escalations: what they are called, what they hang together with, what they owe and warn of -------------
create view governance.kinds_of_decisions with (security_invoker = true) as
  select partnership_id, 'decision'::text as kind, id, reference || ' ' || title as title, '/decisions/' || reference as path
  from governance.decision
  union all
  select partnership_id, 'escalation', id, title, '/escalations/' || id from governance.escalation;
comment on view governance.kinds_of_decisions is 'Decisions and escalations, as others name and link them.';
grant select on governance.kinds_of_decisions to concord_app;

create view governance.thread_of_decisions with (security_invoker = true) as
  select partnership_id, 'decision'::text as from_kind, id as from_id, subject_kind as to_kind, subject_id as to_id
  from governance.decision where subject_id is not null
  union
  select partnership_id, 'sitting', sitting_id, 'decision', id from governance.decision where sitting_id is not null
  union
  select partnership_id, 'escalation', id, subject_kind, subject_id from governance.escalation where subject_id is not null;
comment on view governance.thread_of_decisions is 'A sitting decided; a decision is on something; an escalation is about something.';
grant select on governance.thread_of_decisions to concord_app;

create view governance.forward_plan_now with (security_invoker = true) as
  select f.partnership_id, f.id, f.body_id, b.name as body, b.slug as body_slug, f.title, f.says, f.expected_on, f.precision,
    case when f.precision = 'month' then (date_trunc('month', f.expected_on) + interval '1 month - 1 day')::date else f.expected_on end as latest_on,
    f.key_decision, f.type, f.subject_kind, f.subject_id, f.owner_post_id, f.from_decision_id, f.withdrawn_on, f.revision,
    coalesce(i.sitting_id, f.sitting_id) as sitting_id, i.id as item_id, s.day as sitting_day, s.status as sitting_status
  from governance.forward_plan f
  join governance.body b on b.partnership_id = f.partnership_id and b.id = f.body_id
  left join lateral (select x.id, x.sitting_id from governance.agenda_item x
    where x.partnership_id = f.partnership_id and x.from_kind = 'forward-plan' and x.from_id = f.id and x.withdrawn_on is null
    order by x.id desc limit 1) i on true
  left join governance.sitting_now s on s.partnership_id = f.partnership_id and s.id = coalesce(i.sitting_id, f.sitting_id);
comment on view governance.forward_plan_now is 'The forward plan with the sitting whose agenda has the item, where one has.';
grant select on governance.forward_plan_now to concord_app;

create view governance.escalation_now with (security_invoker = true) as
  select e.partnership_id, e.id, e.from_body_id, f.name as from_body, e.to_body_id, t.name as to_body, t.slug as to_body_slug,
    e.raised_by, e.rule, e.subject_kind, e.subject_id, e.title, e.says, e.raised_on, e.answer_by, e.agency_id,
    a.answered_on, a.outcome, a.says as answer, a.decision_id,
    case when a.answered_on is not null then 'answered' when e.answer_by < partners.business_date(p) then 'overdue' else 'open' end as state
  from governance.escalation e
  join partners.partnership p on p.partnership_id = e.partnership_id
  join governance.body t on t.partnership_id = e.partnership_id and t.id = e.to_body_id
  left join governance.body f on f.partnership_id = e.partnership_id and f.id = e.from_body_id
  left join governance.escalation_answer a on a.partnership_id = e.partnership_id and a.escalation_id = e.id;
comment on view governance.escalation_now is 'Each escalation with its answer, and whether it is open, overdue or answered.';
grant select on governance.escalation_now to concord_app;

create view governance.duties_of_decisions with (security_invoker = true) as
  select d.partnership_id, 'decision-to-ratify'::text as kind, 'decision'::text as subject_kind, d.id as subject_id,
    'Ratify ' || d.reference || ' ' || d.title || ' at a quorate sitting of the ' || d.body as title, '/decisions/' || d.reference as path,
    coalesce((select min(s.day) from governance.sitting_now s where s.partnership_id = d.partnership_id and s.body_id = d.body_id
      and s.day > d.decided_on and s.status in ('planned', 'held')), d.decided_on + 92) as due_on,
    null::uuid as owner_agency_id, null::uuid as owner_post_id, n.decided_on as met_on
  from governance.decision_now d
  left join governance.decision n on n.partnership_id = d.partnership_id and n.id = coalesce(d.ratified_by_id, d.undone_by_id)
  where d.standing = 'awaits-ratification'
  union all
  select c.partnership_id, 'decision-condition', 'decision', d.id, 'Meet the condition of ' || d.reference || ' ' || d.title || ': ' || c.says,
    '/decisions/' || d.reference, c.due_on, c.owner_agency_id, c.owner_post_id, coalesce(m.met_on, u.decided_on)
  from governance.decision_condition c
  join governance.decision_now d on d.partnership_id = c.partnership_id and d.id = c.decision_id
  left join governance.decision u on u.partnership_id = d.partnership_id and u.id = d.undone_by_id
  left join governance.decision_condition_met m on m.partnership_id = c.partnership_id and m.condition_id = c.id
  where c.kept_by is null and (d.standing = 'stands' or d.ratified_by_id is not null)
  union all
  select e.partnership_id, 'escalation-answer', 'escalation', e.id, 'Answer for the ' || e.to_body || ': ' || e.title, '/escalations/' || e.id,
    e.answer_by, null, null, e.answered_on
  from governance.escalation_now e
  union all
  select f.partnership_id, 'forward-plan', 'body', f.body_id, 'Put on an agenda of the ' || f.body || ': ' || f.title, '/forward-plan',
    f.latest_on, null, f.owner_post_id, case when f.sitting_id is not null then least(f.latest_on, f.sitting_day) else f.withdrawn_on end
  from governance.forward_plan_now f;
comment on view governance.duties_of_decisions is 'To ratify what was decided without a quorum, to meet conditions, to answer escalations, to bring to an agenda what is planned.';
grant select on governance.duties_of_decisions to concord_app;

create view governance.warnings_of_decisions with (security_invoker = true) as
  select e.partnership_id, 'open-escalation'::text as kind, 'escalation'::text as subject_kind, e.id as subject_id, e.raised_on as since,
    case e.state when 'overdue' then 'high' else 'medium' end as severity,
    e.title || ': raised to the ' || e.to_body || ' on ' || to_char(e.raised_on, 'FMDD FMMonth YYYY')
      || case e.state when 'overdue' then '; the answer was due on ' else '; an answer is due by ' end
      || to_char(e.answer_by, 'FMDD FMMonth YYYY') || '.' as sentence,
    '/escalations/' || e.id as path, e.agency_id as owner_agency_id
  from governance.escalation_now e where e.state <> 'answered'
  union all
  select d.partnership_id, 'awaits-ratification', 'decision', d.id, d.decided_on, 'high',
    d.reference || ' ' || d.title || ': the ' || d.body || ' decided without a quorum; it has no effect until it is ratified.',
    '/decisions/' || d.reference, null
  from governance.decision_now d where d.state = 'awaits-ratification'
  union all
  select b.partnership_id, 'two-inquorate-sittings', 'body', b.id, l.since, 'high',
    b.name || ': its last two sittings were inquorate.', '/bodies/' || b.slug, b.agency_id
  from governance.body b
  join lateral (select min(x.day) as since, count(*) filter (where x.status = 'inquorate') as inquorate
    from (select s.day, s.status from governance.sitting_now s
      where s.partnership_id = b.partnership_id and s.body_id = b.id and s.status in ('held', 'inquorate', 'adjourned')
      order by s.day desc limit 2) x) l on l.inquorate = 2
  union all
  select s.partnership_id, 'minutes-late', 'sitting', s.id, s.latest_day + t.minutes_days_after, 'medium',
    b.name || ': the minutes of ' || to_char(s.day, 'FMDD FMMonth YYYY') || ' were due on '
      || to_char(s.latest_day + t.minutes_days_after, 'FMDD FMMonth YYYY') || ' and are not published.',
    '/bodies/' || b.slug || '/sittings/' || s.id, b.agency_id
  from governance.sitting_now s
  join partners.partnership p on p.partnership_id = s.partnership_id
  join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id
  join governance.terms_now t on t.partnership_id = s.partnership_id and t.body_id = s.body_id and t.adopted_on is not null
    and t.in_force_from <= s.day and (t.in_force_until is null or t.in_force_until > s.day)
  where s.status in ('held', 'inquorate', 'adjourned') and s.latest_day + t.minutes_days_after < partners.business_date(p)
    and not exists (select from governance.public_minutes m where m.partnership_id = s.partnership_id and m.sitting_id = s.id);
comment on view governance.warnings_of_decisions is 'Open escalations, decisions without a quorum, bodies that were inquorate twice running, minutes that are late.';
grant select on governance.warnings_of_decisions to concord_app;

-- Compliance: what terms in force ask of a body's year, and what became of it ----------------------------------------
alter table governance.paper add column report_of_id uuid, add column report_cadence text;
alter table governance.paper add constraint paper_reports_of_body foreign key (partnership_id, report_of_id) references governance.body (partnership_id, id);
alter table governance.paper add constraint paper_report_cadence check (report_cadence in ('quarter', 'year') and (report_of_id is null) = (report_cadence is null));
comment on column governance.paper.report_of_id is 'The body that owed this report, where more than one owes a report to the body that sits.';
comment on constraint paper_report_cadence on governance.paper is 'cadence: Say whether it is the quarterly or the annual report.';
create index paper_by_report_of on governance.paper (partnership_id, report_of_id) where report_of_id is not null;

create function governance.years_since(since date, on_day date) returns integer language sql immutable parallel safe as $$
  select y - case when (since + make_interval(years => y))::date > on_day then 1 else 0 end
  from (select (extract(year from on_day) - extract(year from since))::integer) as n (y) $$;
comment on function governance.years_since is 'Whole years from one day to another.';

create function governance.compliance_years(partnership uuid, on_day date) returns table (
  partnership_id uuid, body_id uuid, terms_id uuid, year_from text, year_start date, year_end date, covers_from date, covers_to date
) language sql stable as $$
  select t.partnership_id, t.body_id, t.id, t.year_from, y.starts_on, y.ends_on, greatest(y.starts_on, f.anchor), least(y.ends_on, b.ends_on)
  from governance.terms_now t
  join governance.body b on b.partnership_id = t.partnership_id and b.id = t.body_id
  cross join lateral (select min(n.in_force_from) as anchor from governance.terms_now n
    where n.partnership_id = t.partnership_id and n.body_id = t.body_id) f
  cross join lateral (select case t.year_from
    when 'financial-year' then make_date(extract(year from on_day)::integer - case when extract(month from on_day) < 4 then 1 else 0 end, 4, 1)
    else (f.anchor + make_interval(years => governance.years_since(f.anchor, on_day)))::date end as starts_on) s
  cross join lateral (select s.starts_on, case t.year_from
    when 'financial-year' then (s.starts_on + interval '1 year - 1 day')::date
    else (f.anchor + make_interval(years => governance.years_since(f.anchor, on_day) + 1) - interval '1 day')::date end as ends_on) y
  where t.partnership_id = partnership and t.in_force_from <= on_day and (t.in_force_until is null or t.in_force_until > on_day)
    and (b.ends_on is null or b.ends_on >= on_day) $$;
comment on function governance.compliance_years is 'The year of each body that has terms in force on a day: from the adoption of its first terms, or from 1 April, as its terms say.';

-- In plpgsql, so that each connection plans it once and no view that calls it has to.
create function governance.obligations_of(partnership uuid, on_day date, known_by date) returns table (
  partnership_id uuid, body_id uuid, terms_id uuid, year_start date, year_end date, kind text, number integer, subject_kind text, subject_id uuid,
  period_start date, period_end date, due_on date, met_on date, says text
) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query with y as (
    select c.*, t.sittings_a_year, t.chair_election, t.chair_term_months, t.has_vice_chair, t.in_force_from
    from governance.compliance_years(partnership, on_day) c
    join governance.terms_now t on t.partnership_id = c.partnership_id and t.id = c.terms_id),
  sat as (
    select y.body_id, s.id, s.day, least(s.latest_day, known_by) as sat_on, s.latest_day, s.precision, s.status,
      case when s.status = 'held' and s.day <= known_by then row_number() over (
        partition by y.body_id, (s.status = 'held' and s.day <= known_by) order by s.day, s.id) end as held_number,
      -- Papers that would have been due before the first terms were in force are owed to nobody.
      case when t.version > 1 or s.day - t.papers_days_before >= t.in_force_from then t.papers_days_before end as papers_days_before, t.minutes_days_after
    from y
    join governance.sitting_now s on s.partnership_id = partnership and s.body_id = y.body_id and s.day between y.covers_from and y.covers_to
    left join governance.terms_now t on t.partnership_id = partnership and t.body_id = s.body_id and t.in_force_from <= s.day
      and (t.in_force_until is null or t.in_force_until > s.day)
    where s.status <> 'cancelled'),
  wanted as (
    select y.*, round(y.sittings_a_year * (y.covers_to - y.covers_from + 1)::numeric / (y.year_end - y.year_start + 1))::integer as sittings from y),
  period as (
    select y.body_id, y.terms_id, d.cadence, d.to_body_id, d.says, p.number,
      greatest(p.starts_on, y.covers_from) as starts_on, least(p.ends_on, y.covers_to) as ends_on,
      not exists (select from governance.terms_reporting_duty o join y oy on oy.terms_id = o.terms_id
        where o.partnership_id = partnership and o.to_body_id = d.to_body_id and (oy.body_id <> y.body_id or o.cadence = 'quarter' and d.cadence = 'year')) as alone
    from y
    join governance.terms_reporting_duty d on d.partnership_id = partnership and d.terms_id = y.terms_id
    cross join lateral (
      select n as number, (y.year_start + make_interval(months => (n - 1) * 3))::date as starts_on,
        case n when 4 then y.year_end else (y.year_start + make_interval(months => n * 3) - interval '1 day')::date end as ends_on
      from generate_series(1, 4) n where d.cadence = 'quarter'
      union all select 1, y.year_start, y.year_end where d.cadence = 'year') p
    where p.ends_on >= y.covers_from and p.starts_on <= y.covers_to),
  seat as (
    select y.*, q.title, q.standing, q.function_slug, q.agency_id, q.id as seat_id, f.name as function_name from y
    join governance.terms_seat q on q.partnership_id = partnership and q.terms_id = y.terms_id and q.standing = 'core'
    left join governance.terms_function f on f.partnership_id = partnership and f.terms_id = y.terms_id and f.slug = q.function_slug),
  vacancy as (
    select s.*, coalesce((select max(m.ends_on) + 1 from governance.membership m
        where m.partnership_id = partnership and m.body_id = s.body_id and m.standing = s.standing and m.function_slug is not distinct from s.function_slug
          and (case when s.agency_id is null then lower(m.seat_title) = lower(s.title) else m.agency_id = s.agency_id end)
          and m.ends_on < known_by), s.in_force_from) as since
    from seat s
    where not exists (select from governance.membership m
      where m.partnership_id = partnership and m.body_id = s.body_id and m.standing = s.standing and m.function_slug is not distinct from s.function_slug
        and (case when s.agency_id is null then lower(m.seat_title) = lower(s.title) else m.agency_id = s.agency_id end)
        and (m.starts_on is null or m.starts_on <= known_by) and (m.ends_on is null or m.ends_on >= known_by))),
  wanted_office as (
    select y.*, w.office, (select min(n.in_force_from) from governance.terms_now n where n.partnership_id = partnership and n.body_id = y.body_id) as anchor
    from y cross join lateral (select 'chair' as office where y.chair_election <> '' or y.chair_term_months is not null
      union all select 'vice-chair' where y.has_vice_chair) w),
  held as (
    select w.*, h.id as holding_id, h.starts_on as held_from,
      coalesce((select max(o.ends_on) + 1 from governance.office o
        where o.partnership_id = partnership and o.body_id = w.body_id and o.office = w.office and o.ends_on < h.starts_on), w.anchor) as since,
      (select min(o.starts_on) from governance.office o
        where o.partnership_id = partnership and o.body_id = w.body_id and o.office = w.office and o.starts_on > h.starts_on and o.starts_on <= known_by) as next_from
    from wanted_office w
    join governance.office h on h.partnership_id = partnership and h.body_id = w.body_id and h.office = w.office
      and h.starts_on <= known_by and (h.ends_on is null or h.ends_on >= w.year_start)),
  election as (
    select w.body_id, w.terms_id, w.year_start, w.year_end, w.office, null::date as held_from,
      coalesce((select max(o.ends_on) + 1 from governance.office o
        where o.partnership_id = partnership and o.body_id = w.body_id and o.office = w.office and o.ends_on < known_by), w.anchor) as since
    from wanted_office w
    where not exists (select from governance.office o where o.partnership_id = partnership and o.body_id = w.body_id and o.office = w.office
      and o.starts_on <= known_by and (o.ends_on is null or o.ends_on >= known_by))
    union all
    select h.body_id, h.terms_id, h.year_start, h.year_end, h.office, h.held_from, h.since from held h
    where h.held_from >= h.year_start and (h.since < h.held_from or h.held_from = h.anchor))
  select partnership, w.body_id, w.terms_id, w.year_start, w.year_end, 'sitting', n, case when s.id is not null then 'sitting' else 'body' end, coalesce(s.id, w.body_id),
    (w.covers_from + ((w.covers_to - w.covers_from + 1) * (n - 1)) / w.sittings), (w.covers_from + ((w.covers_to - w.covers_from + 1) * n) / w.sittings - 1),
    (w.covers_from + ((w.covers_to - w.covers_from + 1) * n) / w.sittings - 1), s.sat_on,
    'Sitting ' || n || ' of ' || w.sittings
  from wanted w cross join lateral generate_series(1, w.sittings) n
  left join sat s on s.body_id = w.body_id and s.held_number = n
  union all
  select partnership, y.body_id, y.terms_id, y.year_start, y.year_end, 'papers', null, 'sitting', s.id, s.day, s.latest_day, s.day - s.papers_days_before,
    (select min(p.published_on) from governance.public_pack p where p.partnership_id = partnership and p.sitting_id = s.id and p.published_on <= known_by),
    'Papers of ' || to_char(s.day, 'FMDD FMMonth YYYY')
  from y join sat s on s.body_id = y.body_id where s.papers_days_before is not null and s.precision = 'day'
  union all
  select partnership, y.body_id, y.terms_id, y.year_start, y.year_end, 'minutes', null, 'sitting', s.id, s.day, s.latest_day, s.latest_day + s.minutes_days_after,
    (select min(p.published_on) from governance.public_minutes p where p.partnership_id = partnership and p.sitting_id = s.id and p.published_on <= known_by),
    'Minutes of ' || to_char(s.day, case s.precision when 'month' then 'FMMonth YYYY' else 'FMDD FMMonth YYYY' end)
  from y join sat s on s.body_id = y.body_id where s.minutes_days_after is not null
  union all
  select partnership, y.body_id, y.terms_id, y.year_start, y.year_end, 'report', p.number, case when g.paper_id is not null then 'paper' else 'body' end,
    coalesce(g.paper_id, y.body_id), p.starts_on, p.ends_on, p.ends_on, g.day,
    case p.cadence when 'year' then 'Annual report' else 'Quarterly report ' || p.number || ' of 4' end || ' to the ' || r.name
  from y join period p on p.body_id = y.body_id
  join governance.body r on r.partnership_id = partnership and r.id = p.to_body_id
  left join lateral (
    select a.id as paper_id, s.day from governance.paper a
    join governance.sitting_now s on s.partnership_id = a.partnership_id and s.id = a.sitting_id
    where a.partnership_id = partnership and s.body_id = p.to_body_id and s.day between p.starts_on and p.ends_on and s.day <= known_by
      and s.status in ('held', 'inquorate', 'adjourned') and a.withdrawn_on is null and a.subject_kind in ('edition', 'report')
      and (a.report_of_id = y.body_id and a.report_cadence = p.cadence or a.report_of_id is null and p.alone)
    order by s.day, a.id limit 1) g on true
  union all
  select partnership, o.body_id, o.terms_id, o.year_start, o.year_end, 'election', null, 'body', o.body_id, o.since, null,
    coalesce((select min(s.day) from governance.sitting_now s where s.partnership_id = partnership and s.body_id = o.body_id and s.day >= o.since
      and s.status <> 'cancelled'), o.year_end), o.held_from,
    'Election of a ' || o.office
  from election o
  union all
  select partnership, o.body_id, o.terms_id, o.year_start, o.year_end, 'term', null, 'body', o.body_id, o.held_from, null,
    (o.held_from + make_interval(months => o.chair_term_months))::date, o.next_from,
    'End of the ' || o.office || '''s term of ' || o.chair_term_months || ' months: the next election'
  from held o where o.chair_term_months is not null
    and (o.held_from + make_interval(months => o.chair_term_months))::date <= o.year_end and coalesce(o.next_from, o.year_start) >= o.year_start
  union all
  select partnership, v.body_id, v.terms_id, v.year_start, v.year_end, 'vacancy', null, 'body', v.body_id, v.since, null,
    coalesce((select min(s.day) from governance.sitting_now s where s.partnership_id = partnership and s.body_id = v.body_id and s.day >= v.since
      and s.status <> 'cancelled'), v.year_end), null::date,
    'Core seat without a member: ' || v.title || case when v.function_name is null then '' else ' (' || v.function_name || ')' end
  from vacancy v
  union all
  select partnership, y.body_id, y.terms_id, y.year_start, y.year_end, 'escalation', null, 'escalation', e.id, e.raised_on, null, e.answer_by,
    (select a.answered_on from governance.escalation_answer a where a.partnership_id = partnership and a.escalation_id = e.id and a.answered_on <= known_by),
    'Answer of the ' || r.name || ' to: ' || e.title
  from y join governance.escalation e on e.partnership_id = partnership and e.from_body_id = y.body_id and e.raised_on between y.year_start and least(y.year_end, known_by)
  join governance.body r on r.partnership_id = partnership and r.id = e.to_body_id;
end $$;
comment on function governance.obligations_of is 'What the terms in force on a day ask of each body in its year of that day, and on which day each was met, by the facts known by another day. Derived: nothing here can be typed.';
grant execute on function governance.compliance_years, governance.obligations_of, governance.years_since to concord_app;

create view governance.duties_of_terms with (security_invoker = true) as
  with o as materialized (
    select x.*, y.this_year, t.today
    from (select p.partnership_id, partners.business_date(p) as today from partners.partnership p) t
    cross join lateral (values (t.today, true), ((t.today - interval '1 year')::date, false)) y (on_day, this_year)
    cross join lateral governance.obligations_of(t.partnership_id, y.on_day, t.today) x)
  select o.partnership_id, 'terms-' || o.kind as kind, 'body'::text as subject_kind, o.body_id as subject_id, b.name || ': ' || o.says as title,
    '/bodies/' || b.slug || '/compliance' as path, o.due_on, null::uuid as owner_agency_id,
    (select m.post_id from governance.office f join governance.membership m on m.partnership_id = f.partnership_id and m.id = f.membership_id
      where f.partnership_id = o.partnership_id and f.body_id = o.body_id and f.office = 'secretary' and f.ends_on is null limit 1) as owner_post_id, o.met_on
  from o join governance.body b on b.partnership_id = o.partnership_id and b.id = o.body_id
  where (o.this_year or o.kind = 'minutes' and o.met_on is null)
    and o.kind <> 'escalation' and not (o.kind = 'papers' and o.period_start < o.today) and not (o.kind = 'report' and o.due_on < o.today);
comment on view governance.duties_of_terms is 'What terms in force ask of the year and can still be done. Papers of a sitting that has been, and reports of a quarter that is over, are late for good and not a duty any more.';
grant select on governance.duties_of_terms to concord_app;

create view governance.warnings_of_terms with (security_invoker = true) as
  with o as materialized (
    select x.*, t.today
    from (select p.partnership_id, partners.business_date(p) as today from partners.partnership p) t
    cross join lateral governance.obligations_of(t.partnership_id, t.today, t.today) x)
  select o.partnership_id, 'terms-not-kept'::text as kind, 'body'::text as subject_kind, o.body_id as subject_id, min(o.due_on) as since,
    case when count(*) > 2 then 'high' else 'medium' end as severity,
    'The ' || b.name || ' is late with ' || count(*) || case count(*) when 1 then ' thing' else ' things' end || ' that its terms of reference ask: '
      || string_agg(o.says, '; ' order by o.due_on, o.says) || '.' as sentence,
    '/bodies/' || b.slug || '/compliance' as path, null::uuid as owner_agency_id
  from o join governance.body b on b.partnership_id = o.partnership_id and b.id = o.body_id
  where o.met_on is null and o.due_on < o.today and o.kind not in ('minutes', 'escalation')
  group by o.partnership_id, o.body_id, b.name, b.slug;
comment on view governance.warnings_of_terms is 'Bodies that are late with what their terms of reference ask, beside minutes and escalations, of which decisions warn.';
grant select on governance.warnings_of_terms to concord_app;

create view governance.kinds_of_terms with (security_invoker = true) as
  select t.partnership_id, 'terms'::text as kind, t.id, b.name || ': terms of reference, version ' || t.version as title,
    '/bodies/' || b.slug || '/terms/' || t.version as path
  from governance.terms t join governance.body b on b.partnership_id = t.partnership_id and b.id = t.body_id
  union all
  select partnership_id, 'structure', id, 'Proposed structure: ' || title, '/structure/proposals/' || id from governance.proposed_structure
  union all
  select h.partnership_id, 'handover', h.id, 'Hand-over from the ' || f.name || ' to ' || coalesce('the ' || t.name, 'bodies that are not named yet'), '/handovers/' || h.id
  from governance.handover h
  join governance.body f on f.partnership_id = h.partnership_id and f.id = h.from_body_id
  left join governance.body t on t.partnership_id = h.partnership_id and t.id = h.to_body_id
  union all
  select q.partnership_id, 'question', q.id, 'Question of the ' || b.name || ' to ' || a.name, '/questions/' || q.id
  from governance.question q
  join governance.body b on b.partnership_id = q.partnership_id and b.id = q.body_id
  join partners.agency a on a.partnership_id = q.partnership_id and a.id = q.agency_id;
comment on view governance.kinds_of_terms is 'Terms of reference, proposed structures, hand-overs and questions, as others name and link them.';
grant select on governance.kinds_of_terms to concord_app;

create view governance.thread_of_terms with (security_invoker = true) as
  select partnership_id, 'body'::text as from_kind, body_id as from_id, subject_kind as to_kind, subject_id as to_id from governance.programme_board
  union
  select partnership_id, 'body', body_id, 'terms', id from governance.terms
  union
  select partnership_id, 'handover', id, subject_kind, subject_id from governance.handover
  union
  select partnership_id, 'body', from_body_id, 'handover', id from governance.handover
  union
  select partnership_id, 'body', to_body_id, 'handover', id from governance.handover where to_body_id is not null
  union
  select partnership_id, 'agency', agency_id, 'question', id from governance.question;
comment on view governance.thread_of_terms is 'What a body is the programme board of, its terms, what it hands over, and which agency it called to account.';
grant select on governance.thread_of_terms to concord_app;

create view governance.handover_now with (security_invoker = true) as
  select h.partnership_id, h.id, h.from_body_id, f.name as from_body, f.slug as from_slug, h.to_body_id, t.name as to_body, t.slug as to_slug,
    h.subject_kind, h.subject_id, h.planned_on, h.place_id, h.area_focus, h.note, h.revision, c.completed_on, c.says as completed_says,
    count(i.subject_id) filter (where i.ready is not null)::integer as items, count(i.subject_id) filter (where i.ready)::integer as ready
  from governance.handover h
  join governance.body f on f.partnership_id = h.partnership_id and f.id = h.from_body_id
  left join governance.body t on t.partnership_id = h.partnership_id and t.id = h.to_body_id
  left join governance.handover_completion c on c.partnership_id = h.partnership_id and c.handover_id = h.id
  left join lateral (select distinct on (x.subject_id) x.subject_id, x.ready from governance.handover_item x
    where x.partnership_id = h.partnership_id and x.handover_id = h.id order by x.subject_id, x.id desc) i on true
  group by h.partnership_id, h.id, f.name, f.slug, t.name, t.slug, c.completed_on, c.says;
comment on view governance.handover_now is 'Each hand-over with how many of its projects are ready, and its completion.';
grant select on governance.handover_now to concord_app;

create view governance.question_now with (security_invoker = true) as
  select q.partnership_id, q.id, q.body_id, b.name as body, b.slug as body_slug, q.agency_id, a.name as agency, q.asked, q.asked_on, q.answer_by,
    n.answered_on, n.answered
  from governance.question q
  join governance.body b on b.partnership_id = q.partnership_id and b.id = q.body_id
  join partners.agency a on a.partnership_id = q.partnership_id and a.id = q.agency_id
  left join lateral (select x.answered_on, x.answered from governance.answer x
    where x.partnership_id = q.partnership_id and x.question_id = q.id order by x.id limit 1) n on true;
comment on view governance.question_now is 'Each question by which a body called an agency to account, with its first answer.';
grant select on governance.question_now to concord_app;

create view governance.duties_of_structure with (security_invoker = true) as
  select partnership_id, 'question-answer'::text as kind, 'question'::text as subject_kind, id as subject_id, 'Answer the ' || body || ': ' || asked as title,
    '/questions/' || id as path, answer_by as due_on, agency_id as owner_agency_id, null::uuid as owner_post_id, answered_on as met_on
  from governance.question_now
  union all
  select partnership_id, 'handover', 'handover', id, 'Hand over from the ' || from_body || ' to ' || coalesce('the ' || to_body, 'other bodies') || ': ' || ready || ' of ' || items || ' ready',
    '/handovers/' || id, planned_on, null, null, completed_on
  from governance.handover_now;
comment on view governance.duties_of_structure is 'Questions that agencies have to answer, and hand-overs that are planned.';
grant select on governance.duties_of_structure to concord_app;

-- Actions that bodies set: what they are called, where they came from, what they owe -------------------------------------
create view governance.kinds_of_actions with (security_invoker = true) as
  select partnership_id, 'action'::text as kind, id, says as title, '/actions/' || id as path from governance.action;
comment on view governance.kinds_of_actions is 'Actions, as others name and link them.';
grant select on governance.kinds_of_actions to concord_app;

create view governance.thread_of_actions with (security_invoker = true) as
  select partnership_id, 'sitting'::text as from_kind, sitting_id as from_id, 'action'::text as to_kind, id as to_id
  from governance.action where sitting_id is not null;
comment on view governance.thread_of_actions is 'A sitting set an action.';
grant select on governance.thread_of_actions to concord_app;

create view governance.duties_of_actions with (security_invoker = true) as
  select a.partnership_id, 'action'::text as kind, 'action'::text as subject_kind, a.id as subject_id, a.says || ' (' || b.name || ')' as title,
    '/actions/' || a.id as path, a.due_on, a.owner_agency_id, a.owner_post_id, c.closed_on as met_on
  from governance.action a
  join governance.body b on b.partnership_id = a.partnership_id and b.id = a.body_id
  left join governance.action_closure c on c.partnership_id = a.partnership_id and c.action_id = a.id;
comment on view governance.duties_of_actions is 'Actions are owed by who was asked, until they are closed with evidence.';
grant select on governance.duties_of_actions to concord_app;

-- All of governance: each part adds its own view above, and a line here -------------------------------------------------
create or replace view governance.kinds with (security_invoker = true) as
  select partnership_id, 'body'::text as kind, id, name as title, '/bodies/' || slug as path from governance.body
  union all
  select s.partnership_id, 'sitting', s.id,
    b.name || ', ' || case when s.precision = 'month' then to_char(s.day, 'FMMonth YYYY') else to_char(s.day, 'FMDD FMMonth YYYY') end,
    '/bodies/' || b.slug || '/sittings/' || s.id
  from governance.sitting s join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id
  union all
  select partnership_id, kind, id, title, path from governance.kinds_of_decisions
  union all
  select partnership_id, kind, id, title, path
  from governance.kinds_of_actions
  union all
  select partnership_id, kind, id, title, path from governance.kinds_of_terms;

create view governance.duties_of_sittings with (security_invoker = true) as
  with told as (
    -- Nothing was recorded of it.
    select s.partnership_id, s.id, s.body_id, s.day, s.precision, null::date as met_on
    from governance.sitting s
    where not exists (
      select from governance.sitting_outcome o where o.partnership_id = s.partnership_id and o.sitting_id = s.id)
    union all
    -- It was recorded, and then planned again.
    select s.partnership_id, s.id, s.body_id, s.day, s.precision, null::date
    from governance.sitting_outcome o
    join governance.sitting s on s.partnership_id = o.partnership_id and s.id = o.sitting_id
    where o.outcome = 'planned' and not exists (
      select from governance.sitting_outcome later
      where later.partnership_id = o.partnership_id and later.sitting_id = o.sitting_id and later.id > o.id)
    union all
    -- It was held or cancelled.
    select s.partnership_id, s.id, s.body_id, s.day, s.precision, o.recorded_on
    from governance.sitting_outcome o
    join governance.sitting s on s.partnership_id = o.partnership_id and s.id = o.sitting_id
    where o.outcome <> 'planned' and not exists (
      select from governance.sitting_outcome later
      where later.partnership_id = o.partnership_id and later.sitting_id = o.sitting_id and later.id > o.id))
  select s.partnership_id, 'sitting-outcome'::text as kind, 'sitting'::text as subject_kind, s.id as subject_id,
    'Record whether the ' || b.name || ' sat' as title, '/bodies/' || b.slug || '/sittings/' || s.id as path,
    case when s.precision = 'month' then (s.day + interval '1 month - 1 day')::date else s.day end as due_on,
    null::uuid as owner_agency_id, null::uuid as owner_post_id, s.met_on
  from told s join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id;
comment on view governance.duties_of_sittings is 'A sitting whose day has come has to be recorded. What is open and what was told are read apart, so that an index finds the few that are open.';
grant select on governance.duties_of_sittings to concord_app;

create or replace view governance.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from governance.duties_of_sittings
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from governance.duties_of_decisions
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from governance.duties_of_actions
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from governance.duties_of_terms
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from governance.duties_of_structure;
comment on view governance.duties is 'What governance owes: each sitting''s outcome, and what its parts add.';

create view governance.thread with (security_invoker = true) as
  select partnership_id, from_kind, from_id, to_kind, to_id from governance.thread_of_decisions
  union all
  select partnership_id, from_kind, from_id, to_kind, to_id
  from governance.thread_of_actions
  union
  select partnership_id, from_kind, from_id, to_kind, to_id from governance.thread_of_terms;
comment on view governance.thread is 'What bodies did hangs together with what they did it on.';
grant select on governance.thread to concord_app;

create view governance.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id
  from governance.warnings_of_decisions
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from governance.warnings_of_terms;
comment on view governance.warnings is 'Early warnings of governance, and what its parts add.';
grant select on governance.warnings to concord_app;
