create schema governance;
comment on schema governance is 'Bodies, to whom they answer, and when they sit.';
grant usage on schema governance to concord_app, concord_statistics;

create table governance.body (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  name text not null constraint body_name_is_given check (length(trim(name)) > 0),
  kind text not null constraint body_kind check (kind in
    ('strategic', 'executive', 'thematic', 'joint-operations', 'commissioning', 'programme', 'forum', 'summit', 'cabinet', 'scrutiny', 'external', 'other')),
  agency_id uuid,
  purpose text,
  starts_on date,
  ends_on date,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint body_slug_unique unique (partnership_id, slug),
  constraint body_name_unique unique (partnership_id, name),
  constraint body_belongs_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint body_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table governance.body is 'A board or group. One that is abolished ends on a date and stays.';
comment on column governance.body.agency_id is 'The agency whose own body it is (a council''s Cabinet); empty for bodies of the partnership.';
comment on constraint body_name_is_given on governance.body is 'name: Give the body a name.';
comment on constraint body_kind on governance.body is 'kind: Choose what kind of body this is.';
comment on constraint body_slug_unique on governance.body is 'name: Another body has almost the same name.';
comment on constraint body_name_unique on governance.body is 'name: Another body already has this name.';
comment on constraint body_ends_after_it_starts on governance.body is 'endsOn: The last day must not be before the first.';
create index body_by_agency on governance.body (partnership_id, agency_id);
alter table governance.body enable row level security;
create policy body_is_read_by_members on governance.body for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy body_is_added_by_editors on governance.body for insert
  with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
create policy body_is_changed_by_editors on governance.body for update
  using (partnership_id = platform.partnership() and platform.may('governance.edit'));
grant select, insert, update on governance.body to concord_app;

create table governance.reporting_line (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  reports_to_id uuid not null,
  starts_on date,
  ends_on date,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint reporting_line_from_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint reporting_line_to_body foreign key (partnership_id, reports_to_id) references governance.body (partnership_id, id),
  constraint reporting_line_leads_to_another_body check (reports_to_id <> body_id),
  constraint reporting_line_unique unique nulls not distinct (partnership_id, body_id, reports_to_id, starts_on),
  constraint reporting_line_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table governance.reporting_line is 'To which body a body answers, from when to when.';
comment on constraint reporting_line_leads_to_another_body on governance.reporting_line is 'reportsTo: A body cannot answer to itself.';
comment on constraint reporting_line_unique on governance.reporting_line is 'reportsTo: This body already answers to that one.';
create index reporting_line_by_superior on governance.reporting_line (partnership_id, reports_to_id);
alter table governance.reporting_line enable row level security;
create policy reporting_line_is_read_by_members on governance.reporting_line for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy reporting_line_is_added_by_editors on governance.reporting_line for insert
  with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
create policy reporting_line_is_ended_by_editors on governance.reporting_line for update
  using (partnership_id = platform.partnership() and platform.may('governance.edit'));
grant select, insert, update on governance.reporting_line to concord_app;

create table governance.sitting (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  day date not null,
  precision text not null constraint sitting_precision check (precision in ('day', 'month')),
  kind text not null constraint sitting_kind check (kind in ('ordinary', 'extraordinary')),
  note text,
  source text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint sitting_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint sitting_day_unique unique (partnership_id, body_id, day, precision),
  constraint sitting_month_stands_on_its_first_day check (precision <> 'month' or extract(day from day) = 1)
);
comment on table governance.sitting is 'One meeting of a body. Where only the month is known, the day is the first of it and the precision says so.';
comment on constraint sitting_day_unique on governance.sitting is 'day: This body already sits on that day.';
comment on constraint sitting_kind on governance.sitting is 'kind: Say whether the sitting is ordinary or extraordinary.';
comment on constraint sitting_precision on governance.sitting is 'day: Give a day, or a month when the day is not known.';
alter table governance.sitting enable row level security;
create policy sitting_is_read_by_members on governance.sitting for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy sitting_is_added_by_editors on governance.sitting for insert
  with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
create policy sitting_is_moved_by_editors on governance.sitting for update
  using (partnership_id = platform.partnership() and platform.may('governance.edit'));
grant select, insert, update on governance.sitting to concord_app;

create table governance.sitting_outcome (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  outcome text not null constraint sitting_outcome_word check (outcome in ('held', 'cancelled', 'planned')),
  recorded_on date not null,
  reason text,
  primary key (partnership_id, id),
  constraint sitting_outcome_of_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint sitting_outcome_cancelled_says_why check (outcome <> 'cancelled' or coalesce(length(trim(reason)), 0) > 0)
);
comment on table governance.sitting_outcome is 'What became of a sitting; the latest row counts. Insert-only.';
comment on constraint sitting_outcome_cancelled_says_why on governance.sitting_outcome is 'reason: Say why the sitting was cancelled.';
comment on constraint sitting_outcome_word on governance.sitting_outcome is 'outcome: Say whether the sitting was held or cancelled.';
create index sitting_outcome_by_sitting on governance.sitting_outcome (partnership_id, sitting_id, id desc);
alter table governance.sitting_outcome enable row level security;
create policy sitting_outcome_is_read_by_members on governance.sitting_outcome for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy sitting_outcome_is_recorded_by_editors on governance.sitting_outcome for insert
  with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
grant select, insert on governance.sitting_outcome to concord_app;

create view governance.sitting_now with (security_invoker = true) as
  select s.partnership_id, s.id, s.body_id, s.day, s.precision, s.kind, s.note, s.source, s.revision,
    case when s.precision = 'month' then (s.day + interval '1 month - 1 day')::date else s.day end as latest_day,
    coalesce(o.outcome, 'planned') as status, o.recorded_on, o.reason
  from governance.sitting s
  left join (
    select distinct on (partnership_id, sitting_id) partnership_id, sitting_id, outcome, recorded_on, reason
    from governance.sitting_outcome order by partnership_id, sitting_id, id desc) o
    on o.partnership_id = s.partnership_id and o.sitting_id = s.id;
comment on view governance.sitting_now is 'Each sitting with what became of it; latest_day is the last day it can have been on.';
grant select on governance.sitting_now to concord_app;

create view governance.kinds with (security_invoker = true) as
  select partnership_id, 'body'::text as kind, id, name as title, '/bodies/' || slug as path from governance.body
  union all
  select s.partnership_id, 'sitting', s.id,
    b.name || ', ' || case when s.precision = 'month' then to_char(s.day, 'FMMonth YYYY') else to_char(s.day, 'FMDD FMMonth YYYY') end,
    '/bodies/' || b.slug || '/sittings/' || s.id
  from governance.sitting s join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id;
comment on view governance.kinds is 'The things of this module that others may name and link.';
grant select on governance.kinds to concord_app;

create view governance.duties with (security_invoker = true) as
  select s.partnership_id, 'sitting-outcome'::text as kind, 'sitting'::text as subject_kind, s.id as subject_id,
    'Record whether the ' || b.name || ' sat' as title, '/bodies/' || b.slug || '/sittings/' || s.id as path,
    s.latest_day as due_on, null::uuid as owner_agency_id, null::uuid as owner_post_id,
    case when s.status = 'planned' then null else s.recorded_on end as met_on
  from governance.sitting_now s join governance.body b on b.partnership_id = s.partnership_id and b.id = s.body_id;
comment on view governance.duties is 'A sitting whose day has come has to be recorded as held or cancelled.';
grant select on governance.duties to concord_app;
