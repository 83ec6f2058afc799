-- The directory of services: what each offers, to whom, where, when, how to reach it. Shaped after Open Referral UK
-- (service, schedules, service areas, languages, accessibility), so that a directory kept elsewhere can be brought in.
create table partners.service (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  slug text not null constraint service_slug_is_a_word check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  name text not null constraint service_name_is_given check (length(trim(name)) > 0),
  offers text not null constraint service_says_what_it_offers check (length(trim(offers)) > 0),
  for_whom text,
  minimum_age integer,
  maximum_age integer,
  area text,
  reach text,
  telephone text,
  email text,
  website text,
  address text,
  fees text,
  languages text[] not null default '{}',
  access_notes text,
  hours_note text,
  accepts text not null constraint service_accepts check (accepts in ('referrals', 'signpost')),
  inbox text constraint service_inbox_is_an_address check (inbox ~ '^[^\s@]+@[^\s@]+$'),
  normal_days integer constraint service_normal_days check (normal_days between 1 and 60),
  urgent_days integer constraint service_urgent_days check (urgent_days between 1 and 60),
  indicators text[] not null default '{}',
  open_from date,
  open_until date,
  published boolean not null default false,
  assured_on date,
  source text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint service_slug_unique unique (partnership_id, slug),
  constraint service_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint service_ages_are_in_order check (minimum_age between 0 and 120 and maximum_age between 0 and 120 and minimum_age <= maximum_age
    or minimum_age is null and maximum_age between 0 and 120 or maximum_age is null and minimum_age between 0 and 120
    or minimum_age is null and maximum_age is null),
  constraint service_closes_after_it_opens check (open_until is null or open_from is null or open_until >= open_from),
  constraint service_says_by_when_it_answers check ((accepts = 'referrals') = (normal_days is not null)),
  constraint service_answers_urgent_ones_sooner check (urgent_days is null or (normal_days is not null and urgent_days <= normal_days)),
  constraint service_indicators_are_words check (array_to_string(indicators, ',') ~ '^([a-z][a-z0-9-]{1,60}(,[a-z][a-z0-9-]{1,60})*)?$')
);
comment on table partners.service is 'A service that people can be referred or signposted to, and which signs of vulnerability lead to it.';
comment on column partners.service.accepts is 'Takes referrals and answers them, or is only pointed to (signpost).';
comment on column partners.service.inbox is 'Where it is told that a referral waits; never shown to the public.';
comment on column partners.service.indicators is 'Slugs of the vulnerability checklist''s indicators that lead to it.';
comment on column partners.service.assured_on is 'When somebody last checked that this is right.';
comment on constraint service_slug_unique on partners.service is 'name: Another service has this name already. Choose one that tells them apart.';
comment on constraint service_ages_are_in_order on partners.service is 'maximumAge: Give ages from 0 to 120, the youngest first.';
comment on constraint service_closes_after_it_opens on partners.service is 'openUntil: The last day cannot be before the first.';
comment on constraint service_says_by_when_it_answers on partners.service is 'normalDays: A service that takes referrals says in how many working days it answers; one that is pointed to does not.';
comment on constraint service_answers_urgent_ones_sooner on partners.service is 'urgentDays: Urgent referrals are answered no later than others.';
comment on constraint service_inbox_is_an_address on partners.service is 'inbox: Write an email address such as referrals@example.org.';
comment on constraint service_indicators_are_words on partners.service is 'indicators: Name indicators by their short names, such as fire-risk, with commas between them.';
create index service_by_agency on partners.service (partnership_id, agency_id);
alter table partners.service enable row level security;
create policy service_is_read_by_members_and_where_published on partners.service for select
  using (partnership_id = platform.partnership() and (platform.may('read') or (published and platform.may('public'))));
create policy service_is_added_for_its_agency on partners.service for insert
  with check (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
create policy service_is_changed_for_its_agency on partners.service for update
  using (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
grant select, insert, update on partners.service to concord_app;

create table partners.service_hours (
  partnership_id uuid not null,
  service_id uuid not null,
  agency_id uuid not null,
  weekday smallint not null constraint service_hours_weekday check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  primary key (partnership_id, service_id, weekday, opens),
  constraint service_hours_of_service foreign key (partnership_id, service_id) references partners.service (partnership_id, id),
  constraint service_hours_close_after_they_open check (closes > opens)
);
comment on table partners.service_hours is 'When a service is open in an ordinary week; 1 is Monday.';
comment on constraint service_hours_close_after_they_open on partners.service_hours is 'hours: It closes after it opens, such as Mon 09:00-17:00.';
alter table partners.service_hours enable row level security;
create policy service_hours_are_read on partners.service_hours for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('public')));
create policy service_hours_are_set_for_its_agency on partners.service_hours for insert
  with check (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
create policy service_hours_are_replaced_for_its_agency on partners.service_hours for delete
  using (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
grant select, insert, delete on partners.service_hours to concord_app;

-- The training register: courses, who attended, until when it counts.
create table partners.course (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint course_slug_is_a_word check (slug ~ '^[a-z][a-z0-9-]{1,60}$'),
  title text not null constraint course_title_is_given check (length(trim(title)) > 0),
  says text not null default '',
  valid_months integer constraint course_valid_months check (valid_months between 1 and 120),
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint course_slug_unique unique (partnership_id, slug)
);
comment on table partners.course is 'A course that people of the partners attend, and for how many months it counts (null: for good).';
comment on constraint course_slug_unique on partners.course is 'title: There is a course of this name already.';
comment on constraint course_valid_months on partners.course is 'validMonths: Give months from 1 to 120, or leave it empty when it counts for good.';
alter table partners.course enable row level security;
create policy course_is_read_by_members on partners.course for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy course_is_added_by_editors on partners.course for insert with check (partnership_id = platform.partnership() and platform.may('partners.edit'));
create policy course_is_changed_by_editors on partners.course for update using (partnership_id = platform.partnership() and platform.may('partners.edit'));
grant select, insert, update on partners.course to concord_app;

create table partners.attendance (
  partnership_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  person_id uuid not null,
  agency_id uuid not null,
  attended_on date not null,
  expires_on date,
  primary key (partnership_id, id),
  constraint attendance_of_course foreign key (partnership_id, course_id) references partners.course (partnership_id, id),
  constraint attendance_by_person foreign key (partnership_id, person_id) references partners.person (partnership_id, id),
  constraint attendance_for_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint attendance_is_told_once unique (partnership_id, course_id, person_id, attended_on),
  constraint attendance_expires_after_the_day check (expires_on is null or expires_on > attended_on)
);
comment on table partners.attendance is 'That somebody attended a course for their agency, and until when it counts, as fixed on that day.';
comment on constraint attendance_is_told_once on partners.attendance is 'attendedOn: This attendance is recorded already.';
create index attendance_by_person on partners.attendance (partnership_id, person_id, course_id, attended_on desc);
create index attendance_by_course on partners.attendance (partnership_id, course_id, agency_id);
alter table partners.attendance enable row level security;
create policy attendance_is_read_by_members on partners.attendance for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy attendance_is_recorded_for_its_agency on partners.attendance for insert with check (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
create policy attendance_is_taken_back_for_its_agency on partners.attendance for delete using (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
grant select, insert, delete on partners.attendance to concord_app;

create or replace view partners.kinds with (security_invoker = true) as
  select partnership_id, 'agency'::text as kind, id, name as title, '/agencies/' || slug as path from partners.agency
  union all
  select partnership_id, 'post', id, title, '/agencies/posts/' || slug from partners.post
  union all
  select partnership_id, 'service', id, name, '/services/' || slug from partners.service
  union all
  select partnership_id, 'course', id, title, '/training/' || slug from partners.course;
