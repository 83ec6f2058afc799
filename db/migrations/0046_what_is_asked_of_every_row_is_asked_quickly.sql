-- Nearly every row that anybody reads is asked for the permission `read`. It stands in a setting of its own, so that asking does not copy
-- the whole list of permissions for each row: five times as quick, and on a history that only grows that is most of the time.
create or replace function platform.may(permission text) returns boolean language sql stable parallel safe
  return case permission when 'read' then coalesce(current_setting('app.reads', true) = 'yes', false)
    else coalesce(position(',' || permission || ',' in current_setting('app.permissions', true)) > 0, false) end;

-- One expression, so that it becomes part of the query that asks instead of a query of its own.
create or replace function governance.years_since(since date, on_day date) returns integer language sql immutable parallel safe
  return (extract(year from on_day) - extract(year from since))::integer
    - case when (since + make_interval(years => (extract(year from on_day) - extract(year from since))::integer))::date > on_day then 1 else 0 end;

-- What governance and the fund look up in their history is answered by an index alone.
create index terms_by_body on governance.terms (partnership_id, body_id, version) include (id, starts_on);
create index terms_adoption_by_day on governance.terms_adoption (partnership_id, terms_id) include (adopted_on);
drop index governance.membership_that_ended;
create index membership_that_ended on governance.membership (partnership_id, body_id, standing, ends_on)
  include (function_slug, agency_id, seat_title, starts_on) where ends_on is not null;
-- Of many streams and conditions few are not over. Which they are is found by small indexes, before anything is looked up of each.
create index condition_of_request on fund.condition (partnership_id, id) include (request_id);
create view fund.open_condition with (security_invoker = true) as
  select c.partnership_id, c.id, c.request_id from fund.condition c
  where not exists (select from fund.condition_met m where m.partnership_id = c.partnership_id and m.condition_id = c.id)
  offset 0;
comment on view fund.open_condition is 'The conditions of requests that are not met, found before anything else is asked of them.';

create index entry_begins_to_hold on fund.entry (partnership_id, stream_id, number)
  where available_before = 0 and reserved_before = 0 and allocated_before = 0 and carried_before = 0 and owed_before = 0;
create index entry_holds_no_more on fund.entry (partnership_id, stream_id, number)
  where available_after = 0 and reserved_after = 0 and allocated_after = 0 and carried_after = 0 and owed_after = 0;
create view fund.stream_in_hand with (security_invoker = true) as
  select b.partnership_id, b.stream_id from fund.entry b
  where b.available_before = 0 and b.reserved_before = 0 and b.allocated_before = 0 and b.carried_before = 0 and b.owed_before = 0
    and not exists (select from fund.entry z
      where z.partnership_id = b.partnership_id and z.stream_id = b.stream_id and z.number > b.number
        and z.available_after = 0 and z.reserved_after = 0 and z.allocated_after = 0 and z.carried_after = 0 and z.owed_after = 0)
  offset 0;
comment on view fund.stream_in_hand is 'The streams that hold something, available, committed, carried or owed: one began to hold and has not stopped since.';
grant select on fund.open_condition, fund.stream_in_hand to concord_app;

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
  from fund.open_condition o
  cross join lateral (
    select s.request_id from last_step s where s.partnership_id = o.partnership_id and s.request_id = o.request_id and s.state = 'endorsed-on-condition' limit 1) s
  cross join lateral (select x.* from condition x where x.partnership_id = o.partnership_id and x.id = o.id limit 1) c
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
  from fund.stream_in_hand h
  join fund.stream_now s on s.partnership_id = h.partnership_id and s.id = h.stream_id
  where s.lapses_on is not null and s.available_pence + s.reserved_pence + s.allocated_pence > 0;

create or replace view fund.warnings_of_money with (security_invoker = true) as
  with today as (select p.partnership_id, partners.business_date(p) as today from partners.partnership p)
  -- The last entry of a stream is looked up once for all that it may warn of.
  select s.partnership_id, w.kind, 'stream'::text as subject_kind, s.id as subject_id, w.since, w.severity, w.sentence, '/fund/streams/' || s.slug as path,
    s.holder_agency_id as owner_agency_id
  from fund.stream_in_hand h
  join fund.stream_now s on s.partnership_id = h.partnership_id and s.id = h.stream_id
  join today t on t.partnership_id = s.partnership_id
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
  from fund.open_condition o
  join fund.condition c on c.partnership_id = o.partnership_id and c.id = o.id
  join fund.request_now r on r.partnership_id = c.partnership_id and r.id = c.request_id
  join today t on t.partnership_id = c.partnership_id
  where r.state = 'endorsed-on-condition' and c.due_on < t.today
  union all
  select s.partnership_id, 'deferral-is-over', 'request', r.id, s.deferred_to, 'medium',
    r.title || ' was deferred until ' || to_char(s.deferred_to, 'FMDD FMMonth YYYY') || ' and has not been decided since.', '/fund/requests/' || r.slug, r.agency_id
  from fund.request_step s
  join fund.request r on r.partnership_id = s.partnership_id and r.id = s.request_id
  join today t on t.partnership_id = s.partnership_id
  where s.state = 'deferred' and s.deferred_to < t.today and not exists (select from fund.request_step later
    where later.partnership_id = s.partnership_id and later.request_id = s.request_id and later.position > s.position);

-- Without a purpose nobody sees a row of casework, as each table's policy says. Said here too, where it is asked once, a home page
-- without a purpose does not look at casework's tables at all.
create function casework.may_begin() returns boolean language sql stable parallel safe
  return platform.purpose() is not null or casework.machine();
comment on function casework.may_begin() is 'Whether any row that is seen only for a purpose can be seen at all: for a view to ask once, before it looks.';
create or replace view casework.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.referral_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.concern_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_review_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.programme_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.restorative_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.victim_duties where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.sharing_duties;
create or replace view casework.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.referral_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.concern_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_review_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.programme_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.restorative_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.victim_warnings where casework.may_begin()
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.sharing_warnings;

-- Matching, recognising incidents and early warning read as the machine, thousands of rows for each thing that is told. Whether it is
-- the machine that reads is asked first: the rule of seeing is worked out only for people.
alter policy record_is_seen_for_a_purpose on casework.record
  using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('identity', agency_id, restricted, id)));
alter policy presence_is_seen_where_knowing_is_shared on casework.presence
  using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('known', agency_id, restricted, record_id)));
alter policy residence_is_seen_for_a_purpose on casework.residence
  using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('contact', agency_id, restricted, record_id)));
alter policy concern_is_seen_for_a_purpose on casework.concern
  using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('concerns', agency_id, restricted, id)));
alter policy concern_person_is_seen_for_a_purpose on casework.concern_person
  using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('concerns', agency_id, restricted, concern_id)));
