-- Duties and warnings are asked about on every home page, nearly always for what is not done yet. As in 0010, what is open stands
-- apart from what was met, so that it is found from what is open and a history that only grows is not read.

create index decision_awaits_ratification on governance.decision (partnership_id, id) where standing = 'awaits-ratification';
create index membership_that_stands on governance.membership (partnership_id, body_id, standing) where ends_on is null;
create index membership_that_ended on governance.membership (partnership_id, body_id, standing, ends_on) where ends_on is not null;
create index sitting_by_body_and_day on governance.sitting (partnership_id, body_id, day) include (id, precision);
create index request_step_deferred on fund.request_step (partnership_id, request_id, position) where state = 'deferred';
create index request_step_by_day on fund.request_step (partnership_id, on_day);
create index opportunity_stage_before_a_bid on fund.opportunity_stage (partnership_id, opportunity_id, position) where stage in ('in-sight', 'preparing');

-- Governance ------------------------------------------------------------------------------------------------------
create or replace view governance.duties_of_decisions with (security_invoker = true) as
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
    '/decisions/' || d.reference, c.due_on, c.owner_agency_id, c.owner_post_id, null
  from governance.decision_condition c
  join governance.decision d on d.partnership_id = c.partnership_id and d.id = c.decision_id
  where c.kept_by is null
    and (d.standing = 'stands' or exists (select from governance.decision r where r.partnership_id = d.partnership_id and r.ratifies_id = d.id))
    and not exists (select from governance.decision_condition_met m where m.partnership_id = c.partnership_id and m.condition_id = c.id)
    and not exists (select from governance.decision u where u.partnership_id = d.partnership_id and u.undoes_id = d.id)
  union all
  select c.partnership_id, 'decision-condition', 'decision', d.id, 'Meet the condition of ' || d.reference || ' ' || d.title || ': ' || c.says,
    '/decisions/' || d.reference, c.due_on, c.owner_agency_id, c.owner_post_id, m.met_on
  from governance.decision_condition c
  join governance.decision_condition_met m on m.partnership_id = c.partnership_id and m.condition_id = c.id
  join governance.decision d on d.partnership_id = c.partnership_id and d.id = c.decision_id
  where c.kept_by is null
    and (d.standing = 'stands' or exists (select from governance.decision r where r.partnership_id = d.partnership_id and r.ratifies_id = d.id))
  union all
  select c.partnership_id, 'decision-condition', 'decision', d.id, 'Meet the condition of ' || d.reference || ' ' || d.title || ': ' || c.says,
    '/decisions/' || d.reference, c.due_on, c.owner_agency_id, c.owner_post_id, u.decided_on
  from governance.decision_condition c
  join governance.decision d on d.partnership_id = c.partnership_id and d.id = c.decision_id
  join governance.decision u on u.partnership_id = d.partnership_id and u.undoes_id = d.id
  where c.kept_by is null
    and (d.standing = 'stands' or exists (select from governance.decision r where r.partnership_id = d.partnership_id and r.ratifies_id = d.id))
    and not exists (select from governance.decision_condition_met m where m.partnership_id = c.partnership_id and m.condition_id = c.id)
  union all
  select e.partnership_id, 'escalation-answer', 'escalation', e.id, 'Answer for the ' || e.to_body || ': ' || e.title, '/escalations/' || e.id,
    e.answer_by, null, null, e.answered_on
  from governance.escalation_now e
  union all
  select f.partnership_id, 'forward-plan', 'body', f.body_id, 'Put on an agenda of the ' || f.body || ': ' || f.title, '/forward-plan',
    f.latest_on, null, f.owner_post_id, case when f.sitting_id is not null then least(f.latest_on, f.sitting_day) else f.withdrawn_on end
  from governance.forward_plan_now f;

create or replace view governance.warnings_of_decisions with (security_invoker = true) as
  select e.partnership_id, 'open-escalation'::text as kind, 'escalation'::text as subject_kind, e.id as subject_id, e.raised_on as since,
    case e.state when 'overdue' then 'high' else 'medium' end as severity,
    e.title || ': raised to the ' || e.to_body || ' on ' || to_char(e.raised_on, 'FMDD FMMonth YYYY')
      || case e.state when 'overdue' then '; the answer was due on ' else '; an answer is due by ' end
      || to_char(e.answer_by, 'FMDD FMMonth YYYY') || '.' as sentence,
    '/escalations/' || e.id as path, e.agency_id as owner_agency_id
  from governance.escalation_now e where e.answered_on is null
  union all
  select d.partnership_id, 'awaits-ratification', 'decision', d.id, d.decided_on, 'high',
    d.reference || ' ' || d.title || ': the ' || d.body || ' decided without a quorum; it has no effect until it is ratified.',
    '/decisions/' || d.reference, null
  from governance.decision_now d where d.standing = 'awaits-ratification' and d.state = 'awaits-ratification'
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
  join lateral (select x.minutes_days_after from governance.terms x
    join governance.terms_adoption a on a.partnership_id = x.partnership_id and a.terms_id = x.id
    where x.partnership_id = s.partnership_id and x.body_id = s.body_id and coalesce(x.starts_on, a.adopted_on) <= s.day
    order by x.version desc limit 1) t on true
  where s.body_id in (select x.body_id from governance.terms x where x.partnership_id = s.partnership_id and x.minutes_days_after is not null)
    and s.status in ('held', 'inquorate', 'adjourned') and s.latest_day + t.minutes_days_after < partners.business_date(p)
    and not exists (select from governance.public_minutes m where m.partnership_id = s.partnership_id and m.sitting_id = s.id);

-- The terms in force on a day are the last of a body's versions that had come into force by then: one look-up, however many
-- versions there were.
create or replace function governance.compliance_years(partnership uuid, on_day date) returns table (
  partnership_id uuid, body_id uuid, terms_id uuid, year_from text, year_start date, year_end date, covers_from date, covers_to date
) language sql stable as $$
  select t.partnership_id, t.body_id, t.id, t.year_from, y.starts_on, y.ends_on, greatest(y.starts_on, f.anchor), least(y.ends_on, b.ends_on)
  from governance.body b
  join lateral (select x.partnership_id, x.body_id, x.id, x.year_from from governance.terms x
    join governance.terms_adoption a on a.partnership_id = x.partnership_id and a.terms_id = x.id
    where x.partnership_id = b.partnership_id and x.body_id = b.id and coalesce(x.starts_on, a.adopted_on) <= on_day
    order by x.version desc limit 1) t on true
  cross join lateral (select min(n.in_force_from) as anchor from governance.terms_now n
    where n.partnership_id = t.partnership_id and n.body_id = t.body_id) f
  cross join lateral (select case t.year_from
    when 'financial-year' then make_date(extract(year from on_day)::integer - case when extract(month from on_day) < 4 then 1 else 0 end, 4, 1)
    else (f.anchor + make_interval(years => governance.years_since(f.anchor, on_day)))::date end as starts_on) s
  cross join lateral (select s.starts_on, case t.year_from
    when 'financial-year' then (s.starts_on + interval '1 year - 1 day')::date
    else (f.anchor + make_interval(years => governance.years_since(f.anchor, on_day) + 1) - interval '1 day')::date end as ends_on) y
  where b.partnership_id = partnership and (b.ends_on is null or b.ends_on >= on_day) $$;

-- In plpgsql, so that each connection plans it once and no view that calls it has to.
create or replace function governance.obligations_of(partnership uuid, on_day date, known_by date) returns table (
  partnership_id uuid, body_id uuid, terms_id uuid, year_start date, year_end date, kind text, number integer, subject_kind text, subject_id uuid,
  period_start date, period_end date, due_on date, met_on date, says text
) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query with y as (
    select c.*, t.sittings_a_year, t.chair_election, t.chair_term_months, t.has_vice_chair,
      coalesce(t.starts_on, a.adopted_on) as in_force_from
    from governance.compliance_years(partnership, on_day) c
    join governance.terms t on t.partnership_id = c.partnership_id and t.id = c.terms_id
    join governance.terms_adoption a on a.partnership_id = t.partnership_id and a.terms_id = t.id),
  sat as (
    select y.body_id, s.id, s.day, least(s.latest_day, known_by) as sat_on, s.latest_day, s.precision, s.status,
      case when s.status = 'held' and s.day <= known_by then row_number() over (
        partition by y.body_id, (s.status = 'held' and s.day <= known_by) order by s.day, s.id) end as held_number,
      -- Papers that would have been due before the first terms were in force are owed to nobody.
      case when t.version > 1 or s.day - t.papers_days_before >= t.in_force_from then t.papers_days_before end as papers_days_before, t.minutes_days_after
    from y
    join governance.sitting_now s on s.partnership_id = partnership and s.body_id = y.body_id and s.day between y.covers_from and y.covers_to
    left join lateral (select x.version, x.papers_days_before, x.minutes_days_after, coalesce(x.starts_on, a.adopted_on) as in_force_from
      from governance.terms x
      join governance.terms_adoption a on a.partnership_id = x.partnership_id and a.terms_id = x.id
      where x.partnership_id = partnership and x.body_id = s.body_id and coalesce(x.starts_on, a.adopted_on) <= s.day
      order by x.version desc limit 1) t on true
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
        and (m.starts_on is null or m.starts_on <= known_by) and m.ends_on is null)
    -- Asked apart, since each is found by an index of its own: behind a policy none finds a coalesce.
    and not exists (select from governance.membership m
      where m.partnership_id = partnership and m.body_id = s.body_id and m.standing = s.standing and m.function_slug is not distinct from s.function_slug
        and (case when s.agency_id is null then lower(m.seat_title) = lower(s.title) else m.agency_id = s.agency_id end)
        and (m.starts_on is null or m.starts_on <= known_by) and m.ends_on >= known_by)),
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
    where a.partnership_id = partnership and s.body_id = p.to_body_id and s.day <= known_by
      -- A report is about the period in which the middle of what it covers lies, whenever it came; where nobody knows what
      -- it covers, the day of the sitting decides.
      and coalesce(a.covers_from + (a.covers_to - a.covers_from) / 2, s.day) between p.starts_on and p.ends_on
      and s.status in ('held', 'inquorate', 'adjourned') and a.withdrawn_on is null and a.subject_kind in ('edition', 'report')
      and (a.report_of_id = y.body_id and a.report_cadence = p.cadence or a.report_of_id is null and p.alone)
    order by a.covers_to is null, s.day, a.id limit 1) g on true
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

-- Only of the partnership that asks, if one does (the owner is none): what another's terms ask is worked out for nobody.
create or replace view governance.duties_of_terms with (security_invoker = true) as
  with o as materialized (
    select x.*, y.this_year, t.today
    from (select p.partnership_id, partners.business_date(p) as today from partners.partnership p
      where p.partnership_id = coalesce(platform.partnership(), p.partnership_id)) t
    cross join lateral (values (t.today, true), ((t.today - interval '1 year')::date, false)) y (on_day, this_year)
    cross join lateral governance.obligations_of(t.partnership_id, y.on_day, t.today) x)
  select o.partnership_id, 'terms-' || o.kind as kind, 'body'::text as subject_kind, o.body_id as subject_id, b.name || ': ' || o.says as title,
    '/bodies/' || b.slug || '/compliance' as path, o.due_on, null::uuid as owner_agency_id,
    (select m.post_id from governance.office f join governance.membership m on m.partnership_id = f.partnership_id and m.id = f.membership_id
      where f.partnership_id = o.partnership_id and f.body_id = o.body_id and f.office = 'secretary' and f.ends_on is null limit 1) as owner_post_id, o.met_on
  from o join governance.body b on b.partnership_id = o.partnership_id and b.id = o.body_id
  where (o.this_year or o.kind in ('minutes', 'report') and o.met_on is null)
    and o.kind <> 'escalation' and not (o.kind = 'papers' and o.period_start < o.today);

create or replace view governance.warnings_of_terms with (security_invoker = true) as
  with o as materialized (
    select x.*, t.today
    from (select p.partnership_id, partners.business_date(p) as today from partners.partnership p
      where p.partnership_id = coalesce(platform.partnership(), p.partnership_id)) t
    cross join lateral governance.obligations_of(t.partnership_id, t.today, t.today) x)
  select o.partnership_id, 'terms-not-kept'::text as kind, 'body'::text as subject_kind, o.body_id as subject_id, min(o.due_on) as since,
    case when count(*) > 2 then 'high' else 'medium' end as severity,
    'The ' || b.name || ' is late with ' || count(*) || case count(*) when 1 then ' thing' else ' things' end || ' that its terms of reference ask: '
      || string_agg(o.says, '; ' order by o.due_on, o.says) || '.' as sentence,
    '/bodies/' || b.slug || '/compliance' as path, null::uuid as owner_agency_id
  from o join governance.body b on b.partnership_id = o.partnership_id and b.id = o.body_id
  where o.met_on is null and o.due_on < o.today and o.kind not in ('minutes', 'escalation')
  group by o.partnership_id, o.body_id, b.name, b.slug;

create or replace view governance.duties_of_structure with (security_invoker = true) as
  select q.partnership_id, 'question-answer'::text as kind, 'question'::text as subject_kind, q.id as subject_id, 'Answer the ' || b.name || ': ' || q.asked as title,
    '/questions/' || q.id as path, q.answer_by as due_on, q.agency_id as owner_agency_id, null::uuid as owner_post_id, null::date as met_on
  from governance.question q
  join governance.body b on b.partnership_id = q.partnership_id and b.id = q.body_id
  where not exists (select from governance.answer n where n.partnership_id = q.partnership_id and n.question_id = q.id)
  union all
  select q.partnership_id, 'question-answer', 'question', q.id, 'Answer the ' || b.name || ': ' || q.asked, '/questions/' || q.id,
    q.answer_by, q.agency_id, null, n.answered_on
  from governance.question q
  join governance.body b on b.partnership_id = q.partnership_id and b.id = q.body_id
  join governance.answer n on n.partnership_id = q.partnership_id and n.question_id = q.id
  where not exists (select from governance.answer first where first.partnership_id = n.partnership_id and first.question_id = n.question_id and first.id < n.id)
  union all
  select partnership_id, 'handover', 'handover', id, 'Hand over from the ' || from_body || ' to ' || coalesce('the ' || to_body, 'other bodies') || ': ' || ready || ' of ' || items || ' ready',
    '/handovers/' || id, planned_on, null, null, completed_on
  from governance.handover_now;

-- The fund --------------------------------------------------------------------------------------------------------
create or replace view fund.duties_of_money with (security_invoker = true) as
  with condition as not materialized (
    select c.partnership_id, c.id, c.request_id, 'Meet the condition of ' || r.title || case when cardinality(c.missing) > 0 then ': ' || array_to_string(c.missing, ', ') else ': ' || c.says end as title,
      '/fund/requests/' || r.slug as path, c.due_on, coalesce(c.owner_agency_id, r.agency_id) as owner_agency_id, c.owner_post_id
    from fund.condition c
    join fund.request r on r.partnership_id = c.partnership_id and r.id = c.request_id
    -- While the project's own endorsement waits for the same parts of its plan, that is the duty.
    where not (cardinality(c.missing) > 0 and exists (select from delivery.endorsement_condition e
      where e.partnership_id = r.partnership_id and e.project_id = r.project_id and not exists (
        select from delivery.condition_met m where m.partnership_id = e.partnership_id and m.condition_id = e.id)))),
  last_offer as not materialized (
    select o.* from fund.offer o where not exists (select from fund.offer later
      where later.partnership_id = o.partnership_id and later.request_id = o.request_id and later.stream_id = o.stream_id and later.id > o.id)),
  last_step as not materialized (
    select s.* from fund.request_step s where not exists (select from fund.request_step later
      where later.partnership_id = s.partnership_id and later.request_id = s.request_id and later.position > s.position))
  select c.partnership_id, 'funding-condition'::text as kind, 'request'::text as subject_kind, c.request_id as subject_id, c.title, c.path, c.due_on,
    c.owner_agency_id, c.owner_post_id, null::date as met_on
  from condition c
  join last_step s on s.partnership_id = c.partnership_id and s.request_id = c.request_id and s.state = 'endorsed-on-condition'
  where not exists (select from fund.condition_met m where m.partnership_id = c.partnership_id and m.condition_id = c.id)
  union all
  select c.partnership_id, 'funding-condition', 'request', c.request_id, c.title, c.path, c.due_on, c.owner_agency_id, c.owner_post_id, m.met_on
  from condition c
  join fund.condition_met m on m.partnership_id = c.partnership_id and m.condition_id = c.id
  union all
  select s.partnership_id, 'deferred-request', 'request', r.id, 'Bring ' || r.title || ' back to the board', '/fund/requests/' || r.slug,
    s.deferred_to, r.agency_id, null::uuid, null::date
  from last_step s
  join fund.request r on r.partnership_id = s.partnership_id and r.id = s.request_id
  where s.state = 'deferred'
  union all
  select s.partnership_id, 'offered-money', 'request', r.id,
    'Answer the offer to ' || r.title || ': ' || fund.pounds(o.pence) || ' came back to ' || t.name, '/fund/requests/' || r.slug, o.offered_on + 28, r.agency_id,
    null::uuid, null::date
  from last_step s
  join last_offer o on o.partnership_id = s.partnership_id and o.request_id = s.request_id
  join fund.request r on r.partnership_id = s.partnership_id and r.id = s.request_id
  join fund.stream t on t.partnership_id = o.partnership_id and t.id = o.stream_id
  where s.state = 'deferred'
  union all
  select s.partnership_id, 'offered-money', 'request', r.id,
    'Answer the offer to ' || r.title || ': ' || fund.pounds(o.pence) || ' came back to ' || t.name, '/fund/requests/' || r.slug, o.offered_on + 28, r.agency_id,
    null::uuid, s.on_day
  from last_offer o
  join last_step s on s.partnership_id = o.partnership_id and s.request_id = o.request_id and s.state <> 'deferred'
  join fund.request r on r.partnership_id = o.partnership_id and r.id = o.request_id
  join fund.stream t on t.partnership_id = o.partnership_id and t.id = o.stream_id
  union all
  select s.partnership_id, 'stream-lapses', 'stream', s.id, 'Use or hand back ' || fund.pounds(s.available_pence + s.reserved_pence + s.allocated_pence) || ' of ' || s.name,
    '/fund/streams/' || s.slug, s.lapses_on, s.holder_agency_id, null::uuid, null::date
  from fund.stream_now s where s.lapses_on is not null and s.available_pence + s.reserved_pence + s.allocated_pence > 0;

create or replace view fund.duties with (security_invoker = true) as
  select * from fund.duties_of_money
  union all
  select o.partnership_id, 'opportunity-deadline', 'opportunity', o.id, 'Bid for ' || o.name, '/fund/opportunities/' || o.slug, o.deadline_on, o.lead_agency_id, o.lead_post_id,
    null::date
  from fund.opportunity_stage s
  join fund.opportunity o on o.partnership_id = s.partnership_id and o.id = s.opportunity_id
  where s.stage in ('in-sight', 'preparing') and o.deadline_on is not null and not exists (select from fund.opportunity_stage later
    where later.partnership_id = s.partnership_id and later.opportunity_id = s.opportunity_id and later.position > s.position)
  union all
  select o.partnership_id, 'opportunity-deadline', 'opportunity', o.id, 'Bid for ' || o.name, '/fund/opportunities/' || o.slug, o.deadline_on, o.lead_agency_id, o.lead_post_id,
    s.on_day
  from fund.opportunity_stage s
  join fund.opportunity o on o.partnership_id = s.partnership_id and o.id = s.opportunity_id
  where s.stage not in ('in-sight', 'preparing') and o.deadline_on is not null and not exists (select from fund.opportunity_stage later
    where later.partnership_id = s.partnership_id and later.opportunity_id = s.opportunity_id and later.position > s.position)
  union all
  select d.partnership_id, 'cliff-edge', 'dependent', d.id,
    'Decide what becomes of the ' || d.kind || ' ' || d.title || ' before its funding ends on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY'),
    '/fund/dependents/' || d.slug, d.decide_by, d.agency_id, null::uuid, d.settled_on
  from fund.dependent_now d
  union all
  select p.partnership_id, 'promise-due', 'promise', p.id,
    'Deliver what ' || a.name || ' promised: ' || p.says, '/fund/contributions/' || a.slug, p.due_on, p.agency_id, null::uuid,
    case p.state when 'delivered' then p.kept_on end
  from fund.promise_now p join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  where p.due_on is not null and p.ended_on is null
  union all
  select p.partnership_id, 'promise-due', 'promise', p.id,
    'Deliver what ' || a.name || ' promised: ' || p.says, '/fund/contributions/' || a.slug, p.due_on, p.agency_id, null::uuid, e.on_day
  from fund.promise_ended e
  join fund.promise p on p.partnership_id = e.partnership_id and p.id = e.promise_id
  join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  where p.due_on is not null;

create or replace view fund.warnings_of_money with (security_invoker = true) as
  with today as (select p.partnership_id, partners.business_date(p) as today from partners.partnership p)
  -- The last entry of a stream is looked up once for all that it may warn of.
  select s.partnership_id, w.kind, 'stream'::text as subject_kind, s.id as subject_id, w.since, w.severity, w.sentence, '/fund/streams/' || s.slug as path,
    s.holder_agency_id as owner_agency_id
  from fund.stream_now s join today t on t.partnership_id = s.partnership_id
  cross join lateral (
    select 'stream-lapses-soon'::text as kind, s.lapses_on - 90 as since, case when s.lapses_on - t.today <= 30 then 'high' else 'medium' end as severity,
      s.name || ' lapses on ' || to_char(s.lapses_on, 'FMDD FMMonth YYYY') || ' with ' || fund.pounds(s.available_pence) || ' not committed and '
        || fund.pounds(s.reserved_pence + s.allocated_pence) || ' committed and not drawn.' as sentence
    where s.lapses_on >= t.today and s.lapses_on - t.today <= 90 and s.available_pence + s.reserved_pence + s.allocated_pence > 0
    union all
    select 'stream-has-lapsed', s.lapses_on + 1, 'high',
      s.name || ' lapsed on ' || to_char(s.lapses_on, 'FMDD FMMonth YYYY') || ', and ' || fund.pounds(s.available_pence + s.reserved_pence + s.allocated_pence + s.carried_pence)
        || ' stands in it that is owed to the funder: record that it lapsed.'
    where s.lapses_on < t.today and s.available_pence + s.reserved_pence + s.allocated_pence + s.carried_pence > 0
    union all
    select 'money-owed', (select e.on_day from fund.entry e where e.partnership_id = s.partnership_id and e.stream_id = s.id and e.number = s.entries),
      'medium', fund.pounds(s.owed_pence) || ' of ' || s.name || ' is owed to the funder.'
    where s.owed_pence > 0) w
  union all
  select c.partnership_id, 'funding-condition-late', 'request', r.id, c.due_on, 'high',
    r.title || ': the condition that was due on ' || to_char(c.due_on, 'FMDD FMMonth YYYY') || ' is not met'
      || case when cardinality(c.missing) > 0 then '. The project plan still lacked ' || array_to_string(c.missing, ', ') else '' end || '.',
    '/fund/requests/' || r.slug, coalesce(c.owner_agency_id, r.agency_id)
  from fund.condition_now c
  join fund.request_now r on r.partnership_id = c.partnership_id and r.id = c.request_id
  join today t on t.partnership_id = c.partnership_id
  where c.met_on is null and r.state = 'endorsed-on-condition' and c.due_on < t.today
  union all
  select s.partnership_id, 'deferral-is-over', 'request', r.id, s.deferred_to, 'medium',
    r.title || ' was deferred until ' || to_char(s.deferred_to, 'FMDD FMMonth YYYY') || ' and has not been decided since.', '/fund/requests/' || r.slug, r.agency_id
  from fund.request_step s
  join fund.request r on r.partnership_id = s.partnership_id and r.id = s.request_id
  join today t on t.partnership_id = s.partnership_id
  where s.state = 'deferred' and s.deferred_to < t.today and not exists (select from fund.request_step later
    where later.partnership_id = s.partnership_id and later.request_id = s.request_id and later.position > s.position);

create or replace view fund.warnings with (security_invoker = true) as
  with today as (select p.partnership_id, partners.business_date(p) as today from partners.partnership p)
  select * from fund.warnings_of_money
  union all
  select d.partnership_id, 'cliff-edge', 'dependent', d.id, d.decide_by, case when d.ends_on < t.today then 'high' else 'medium' end,
    case when d.ends_on < t.today
      then 'The funding of the ' || d.kind || ' ' || d.title || ' ended on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY') || ', and what became of it is not recorded.'
      else 'The funding of the ' || d.kind || ' ' || d.title || ' ends on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY') || ': it should have been decided by '
        || to_char(d.decide_by, 'FMDD FMMonth YYYY') || ' what becomes of it.' end,
    '/fund/dependents/' || d.slug, d.agency_id
  from fund.dependent_now d join today t on t.partnership_id = d.partnership_id
  where d.settled_on is null and d.decide_by <= t.today
  union all
  select o.partnership_id, 'bid-deadline', 'opportunity', o.id, least(o.deadline_on - 28, t.today), case when o.deadline_on < t.today then 'high' else 'medium' end,
    case when o.deadline_on < t.today then 'The deadline of ' || o.name || ' passed on ' || to_char(o.deadline_on, 'FMDD FMMonth YYYY') || ', and no bid is recorded.'
      else 'Bids for ' || o.name || ' must be in by ' || to_char(o.deadline_on, 'FMDD FMMonth YYYY') || '.' end,
    '/fund/opportunities/' || o.slug, o.lead_agency_id
  from fund.opportunity_stage s
  join fund.opportunity o on o.partnership_id = s.partnership_id and o.id = s.opportunity_id
  join today t on t.partnership_id = o.partnership_id
  where s.stage in ('in-sight', 'preparing') and o.deadline_on - 28 <= t.today and not exists (select from fund.opportunity_stage later
    where later.partnership_id = s.partnership_id and later.opportunity_id = s.opportunity_id and later.position > s.position)
  union all
  select p.partnership_id, 'promise-late', 'promise', p.id, p.due_on, 'medium',
    a.name || ' promised ' || p.says || ' by ' || to_char(p.due_on, 'FMDD FMMonth YYYY')
      || case when p.kept_pence > 0 then ', and ' || fund.pounds(p.kept_pence) || ' of it was delivered.' else ', and nothing of it was delivered.' end,
    '/fund/contributions/' || a.slug, p.agency_id
  from fund.promise_now p
  join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  join today t on t.partnership_id = p.partnership_id
  where p.ended_on is null and p.state in ('promised', 'delivered-in-part') and p.due_on < t.today;
