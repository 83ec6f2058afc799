-- What was adopted before the partnership kept its decisions here -------------------------------------------------------
-- From its first day here on, what a board adopts is adopted by a decision that walked its route. What was adopted before
-- is recorded from its minutes, with the reason. The database holds to it: a row names its decision, or the minutes of an
-- earlier one. The partnership's first day stands in the row too, so that a check can compare with it.
alter table partners.partnership add column began_on date not null default (now() at time zone 'Europe/London')::date;
comment on column partners.partnership.began_on is 'Since when the partnership keeps its decisions here; what was adopted earlier is recorded from its minutes.';
update partners.partnership p set began_on = greatest(partners.business_date(p), (select max(a.adopted_on) + 1 from (
  select adopted_on from delivery.plan_adoption where partnership_id = p.partnership_id
  union all select endorsed_on from delivery.endorsement where partnership_id = p.partnership_id
  union all select adopted_on from strategy.adoption where partnership_id = p.partnership_id
  union all select adopted_on from governance.terms_adoption where partnership_id = p.partnership_id
  union all select adopted_on from governance.structure_adoption where partnership_id = p.partnership_id) a));
alter table partners.partnership add constraint partnership_began_known unique (partnership_id, began_on);

alter table governance.decision add constraint decision_subject_known unique (partnership_id, id, subject_kind, subject_id);

do $$
declare
  one record;
begin
  for one in select * from (values
    ('governance.terms_adoption', 'terms_adoption', 'terms', 'terms_id', 'adopted_on'),
    ('governance.structure_adoption', 'structure_adoption', 'structure', 'proposal_id', 'adopted_on'),
    ('strategy.adoption', 'adoption', 'strategy-version', 'version_id', 'adopted_on'),
    ('delivery.plan_adoption', 'plan_adoption', 'plan', 'plan_id', 'adopted_on'),
    ('delivery.endorsement', 'endorsement', null, null, 'endorsed_on')) t (name, short, kind, subject, day)
  loop
    if one.name not in ('governance.terms_adoption', 'governance.structure_adoption') then
      execute format('alter table %s add column decision_id uuid', one.name);
    end if;
    execute format('alter table %s add column began_on date, add column earlier_minutes text, add column earlier_reason text', one.name);
    execute format('update %s a set began_on = p.began_on, earlier_minutes = ''Not told'', earlier_reason = ''Recorded here before such records gave a reason.''
      from partners.partnership p where p.partnership_id = a.partnership_id and a.decision_id is null', one.name);
    execute format('alter table %s add constraint %I foreign key (partnership_id, began_on) references partners.partnership (partnership_id, began_on)',
      one.name, one.short || '_before_the_first_day');
    if one.kind is null then
      execute format('alter table %s add constraint %I foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id)',
        one.name, one.short || '_by_decision');
    else
      execute format('alter table %s add column decided_kind text generated always as (%L) stored', one.name, one.kind);
      execute format('alter table %s add constraint %I foreign key (partnership_id, decision_id, decided_kind, %I)
        references governance.decision (partnership_id, id, subject_kind, subject_id)', one.name, one.short || '_by_decision', one.subject);
    end if;
    execute format('comment on constraint %I on %s is ''A decision on this very thing adopts it.''', one.short || '_by_decision', one.name);
    execute format('comment on constraint %I on %s is ''The first day is that of the partnership.''', one.short || '_before_the_first_day', one.name);
    execute format('comment on column %s.earlier_minutes is ''Of what was adopted before the partnership kept its decisions here: where the minutes say so.''', one.name);
  end loop;
end $$;
-- The first terms of a body are the one other case: before them there is nobody whose terms could say how it decides.
alter table governance.terms add constraint terms_version_known unique (partnership_id, id, version);
alter table governance.terms_adoption add column version integer;
update governance.terms_adoption a set version = t.version from governance.terms t where t.partnership_id = a.partnership_id and t.id = a.terms_id;
alter table governance.terms_adoption alter column version set not null;
alter table governance.terms_adoption add constraint terms_adoption_of_version foreign key (partnership_id, terms_id, version) references governance.terms (partnership_id, id, version);
comment on constraint terms_adoption_of_version on governance.terms_adoption is 'These terms have another number.';
alter table governance.terms_adoption add constraint terms_adoption_by_decision_or_before check (decision_id is not null or (
  coalesce(adopted_on < began_on or version = 1, false) and coalesce(length(trim(earlier_minutes)), 0) > 0 and coalesce(length(trim(earlier_reason)), 0) > 0));
comment on constraint terms_adoption_by_decision_or_before on governance.terms_adoption is 'adoptedOn: What was adopted since the partnership keeps its decisions here is adopted by a decision.';
do $$
declare
  one record;
begin
  for one in select * from (values ('governance.structure_adoption', 'structure_adoption', 'adopted_on'), ('strategy.adoption', 'adoption', 'adopted_on'),
    ('delivery.plan_adoption', 'plan_adoption', 'adopted_on'), ('delivery.endorsement', 'endorsement', 'endorsed_on')) t (name, short, day)
  loop
    execute format('alter table %s add constraint %I check (decision_id is not null or (coalesce(%I < began_on, false)
      and coalesce(length(trim(earlier_minutes)), 0) > 0 and coalesce(length(trim(earlier_reason)), 0) > 0))', one.name, one.short || '_by_decision_or_before', one.day);
    execute format('comment on constraint %I on %s is ''on: What was adopted since the partnership keeps its decisions here is adopted by a decision.''',
      one.short || '_by_decision_or_before', one.name);
  end loop;
end $$;

-- A report counts for the period that it is about -------------------------------------------------------------------------
alter table governance.paper add column covers_from date, add column covers_to date;
alter table governance.paper add constraint paper_covers_a_period check ((covers_from is null) = (covers_to is null) and covers_to >= covers_from);
comment on column governance.paper.covers_from is 'The first day of what a report is about; empty where that is not known, or where the paper is no report.';
update governance.paper p set covers_from = least(e.period_start, e.as_at), covers_to = e.as_at
from reporting.edition e where e.partnership_id = p.partnership_id and p.subject_kind = 'edition' and e.id = p.subject_id;

create or replace function governance.obligations_of(partnership uuid, on_day date, known_by date) returns table (
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

create or replace view governance.duties_of_terms with (security_invoker = true) as
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
  where (o.this_year or o.kind in ('minutes', 'report') and o.met_on is null)
    and o.kind <> 'escalation' and not (o.kind = 'papers' and o.period_start < o.today);
comment on view governance.duties_of_terms is 'What terms in force ask of the year and can still be done. Papers of a sitting that has been are late for good and not a duty any more; a report about a period that is over can still be given, late.';

-- An interest goes with the matter ------------------------------------------------------------------------------------------
-- What a member declared at an item holds at every later item about the same thing, of whichever body, until it is
-- withdrawn or declared anew there.
create table governance.interest_withdrawal (
  partnership_id uuid not null,
  declaration_id uuid not null,
  sitting_id uuid not null,
  item_id uuid not null,
  exempt boolean not null default false,
  reason text not null constraint interest_withdrawal_says_why check (length(trim(reason)) > 0),
  recorded_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  constraint interest_withdrawn_once primary key (partnership_id, declaration_id, item_id),
  constraint interest_withdrawal_of_declaration foreign key (partnership_id, declaration_id) references governance.declaration (partnership_id, id),
  constraint interest_withdrawal_at_item foreign key (partnership_id, sitting_id, item_id, exempt)
    references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade
);
comment on table governance.interest_withdrawal is 'An interest that was declared at an earlier item about the same thing is withdrawn from this item on, with the reason. Insert-only.';
comment on constraint interest_withdrawal_says_why on governance.interest_withdrawal is 'reason: Say why the interest no longer exists.';
comment on constraint interest_withdrawn_once on governance.interest_withdrawal is 'This interest was withdrawn here already.';
create index interest_withdrawal_by_sitting on governance.interest_withdrawal (partnership_id, sitting_id);
alter table governance.interest_withdrawal enable row level security;
create policy interest_withdrawal_is_read on governance.interest_withdrawal for select
  using (partnership_id = platform.partnership() and platform.may('read') and (not exempt or platform.may('papers.exempt')));
create policy interest_withdrawal_is_recorded on governance.interest_withdrawal for insert
  with check (partnership_id = platform.partnership() and platform.may('meeting.record'));
grant select, insert on governance.interest_withdrawal to concord_app;

create function governance.interests_at(partnership uuid, sitting uuid, at_item uuid, ratifies uuid) returns table (
  item_id uuid, membership_id uuid, declaration_id uuid, nature text, consequence text, from_item_id uuid, from_title text, from_body text, from_day date,
  withdrawn text
) language sql stable as $$
  with recursive here as (
    select i.id, i.sitting_id, i.position, i.subject_kind, i.subject_id, i.from_kind, i.from_id, s.body_id, s.day
    from governance.agenda_item i join governance.sitting s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
    where i.partnership_id = partnership and i.sitting_id = sitting and i.withdrawn_on is null
    union all
    -- What is ratified beside the agenda stands at its end, under the id of the sitting.
    select s.id, s.id, 2147483647, null, null, null, null, s.body_id, s.day
    from governance.sitting s where s.partnership_id = partnership and s.id = sitting and at_item is null and ratifies is not null),
  line (item_id, id, from_kind, from_id) as (
    select h.id, h.id, h.from_kind, h.from_id from here h
    union
    select l.item_id, e.id, e.from_kind, e.from_id from line l
    join governance.agenda_item e on e.partnership_id = partnership and l.from_kind = 'item' and e.id = l.from_id),
  about as (
    select h.id as item_id, d.item_id as decided_at, d.subject_kind, d.subject_id from here h
    join governance.decision d on d.partnership_id = partnership and (h.subject_kind = 'decision' and d.id = h.subject_id or h.id = coalesce(at_item, sitting) and d.id = ratifies)),
  concern (item_id, from_id) as (
    select item_id, id from line
    union select h.id, e.id from here h
    join governance.agenda_item e on e.partnership_id = partnership and e.subject_kind = h.subject_kind and e.subject_id = h.subject_id
    union select item_id, decided_at from about
    union select a.item_id, e.id from about a
    join governance.agenda_item e on e.partnership_id = partnership and e.subject_kind = a.subject_kind and e.subject_id = a.subject_id),
  declared as (
    select distinct on (h.id, m.id) h.id as item_id, m.id as membership_id, d.id as declaration_id, d.nature, d.consequence, e.id as from_item_id,
      e.title as from_title, es.day as from_day, es.body_id as from_body_id, h.day, h.sitting_id, h.position
    from concern c
    join here h on h.id = c.item_id
    join governance.agenda_item e on e.partnership_id = partnership and e.id = c.from_id
    join governance.sitting es on es.partnership_id = partnership and es.id = e.sitting_id
    join governance.declaration d on d.partnership_id = partnership and d.item_id = e.id
    join governance.membership dm on dm.partnership_id = partnership and dm.id = d.membership_id
    join governance.membership m on m.partnership_id = partnership and (m.id = dm.id or e.id <> h.id and m.body_id = h.body_id
      and coalesce(m.person_id, m.post_id, m.id) = coalesce(dm.person_id, dm.post_id, dm.id) and m.standing <> 'substitute'
      and coalesce(m.starts_on <= h.day, true) and coalesce(m.ends_on >= h.day, true))
    where (es.day, es.id, e.position) <= (h.day, h.sitting_id, h.position) and m.body_id = h.body_id
      and not exists (select from governance.struck_out x where x.partnership_id = partnership and x.fact_id = d.id)
    order by h.id, m.id, e.id = h.id desc, es.day desc, es.id desc, e.position desc, d.round desc)
  select d.item_id, d.membership_id, d.declaration_id, d.nature, d.consequence, d.from_item_id, d.from_title, b.name, d.from_day,
    (select w.reason from governance.interest_withdrawal w
      join governance.agenda_item i on i.partnership_id = w.partnership_id and i.id = w.item_id
      join governance.sitting s on s.partnership_id = i.partnership_id and s.id = i.sitting_id
      where w.partnership_id = partnership and w.declaration_id = d.declaration_id and (s.day, s.id, i.position) <= (d.day, d.sitting_id, d.position)
      order by s.day, s.id, i.position limit 1)
  from declared d join governance.body b on b.partnership_id = partnership and b.id = d.from_body_id $$;
comment on function governance.interests_at is 'The interests that hold at each item of a sitting: declared there, or at an earlier item about the same thing, about what it goes on from, or about the decision that it ratifies; the latest counts. A withdrawn one says why.';
grant execute on function governance.interests_at to concord_app;

-- What is said of an exempt item is read with it -----------------------------------------------------------------------------
alter table governance.struck_out add column item_id uuid, add column exempt boolean not null default false;
update governance.struck_out x set item_id = f.item_id, exempt = f.exempt from (
  select partnership_id, id, item_id, exempt from governance.declaration union all select partnership_id, id, item_id, exempt from governance.motion) f
where f.partnership_id = x.partnership_id and f.id = x.fact_id;
alter table governance.struck_out alter column item_id set not null;
alter table governance.struck_out add constraint struck_out_at_item foreign key (partnership_id, sitting_id, item_id, exempt)
  references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade;
comment on column governance.struck_out.exempt is 'Follows its item: why something was struck out at an exempt item is read only by who may see the item.';
drop policy struck_out_is_read on governance.struck_out;
create policy struck_out_is_read on governance.struck_out for select
  using (partnership_id = platform.partnership() and platform.may('read') and (not exempt or platform.may('papers.exempt')));

create table governance.reply_reason (
  partnership_id uuid not null,
  reply_id uuid not null,
  membership_id uuid not null,
  agency_id uuid,
  reason text not null constraint reply_reason_is_given check (length(trim(reason)) > 0),
  primary key (partnership_id, reply_id),
  constraint reply_reason_of_reply foreign key (partnership_id, reply_id) references governance.reply (partnership_id, id),
  constraint reply_reason_of_the_members_agency foreign key (partnership_id, membership_id, agency_id)
    references governance.membership (partnership_id, id, agency_id) on update cascade
);
comment on table governance.reply_reason is 'Why a member cannot come: read by who may see exempt items, and by who answers for the member''s agency. Insert-only.';
insert into governance.reply_reason (partnership_id, reply_id, membership_id, agency_id, reason)
  select partnership_id, id, membership_id, agency_id, reason from governance.reply where coalesce(length(trim(reason)), 0) > 0;
alter table governance.reply drop column reason;
alter table governance.reply_reason enable row level security;
create policy reply_reason_is_read on governance.reply_reason for select
  using (partnership_id = platform.partnership() and (platform.may('papers.exempt') or platform.may_for('sitting.reply', agency_id)));
create policy reply_reason_is_given on governance.reply_reason for insert
  with check (partnership_id = platform.partnership() and (platform.may('governance.edit') or platform.may('sitting.reply') or platform.may_for('sitting.reply', agency_id)));
grant select, insert on governance.reply_reason to concord_app;

-- What a key decision is, by the terms ---------------------------------------------------------------------------------------
alter table governance.terms add column key_pence bigint constraint terms_key_pence check (key_pence > 0), add column key_kinds text[] not null default '{}';
comment on column governance.terms.key_pence is 'From how much on a decision is a key decision, in pence; empty where the terms name no amount.';
comment on column governance.terms.key_kinds is 'Kinds of things on which every decision is a key decision.';
comment on constraint terms_key_pence on governance.terms is 'keyPence: Give an amount above nought, or leave it empty.';
create table governance.key_departure (
  partnership_id uuid not null,
  decision_id uuid not null,
  exempt boolean not null,
  terms_id uuid not null,
  proposed boolean not null,
  because text not null,
  reason text not null constraint key_departure_says_why check (length(trim(reason)) > 0),
  primary key (partnership_id, decision_id),
  constraint key_departure_of_decision foreign key (partnership_id, decision_id, exempt) references governance.decision (partnership_id, id, exempt),
  constraint key_departure_from_terms foreign key (partnership_id, terms_id) references governance.terms (partnership_id, id)
);
comment on table governance.key_departure is 'Who recorded a decision took it for a key decision, or not, other than the terms define, and said why. Insert-only.';
comment on constraint key_departure_says_why on governance.key_departure is 'keyReason: Say why this departs from what the terms define.';
alter table governance.key_departure enable row level security;
create policy key_departure_is_read on governance.key_departure for select
  using (partnership_id = platform.partnership() and platform.may('read') and (not exempt or platform.may('papers.exempt')));
create policy key_departure_is_recorded on governance.key_departure for insert
  with check (partnership_id = platform.partnership() and platform.may('meeting.record'));
grant select, insert on governance.key_departure to concord_app;
