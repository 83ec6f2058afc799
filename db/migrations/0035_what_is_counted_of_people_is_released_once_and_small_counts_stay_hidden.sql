-- Measures: named counts over a module's own facts. They are counted under a role that sees the few columns it needs and
-- no sealed one, and released as fixed tables, so that every reader sees the same figure and two of them give nothing away.
create table intelligence.measure_setting (
  partnership_id uuid primary key references partners.partnership (partnership_id),
  round_to integer not null default 1 constraint measure_setting_rounds_to check (round_to between 1 and 10),
  settle_days integer not null default 14 constraint measure_setting_settle_days check (settle_days between 0 and 90),
  counts_from date,
  revision integer not null default 1
);
comment on table intelligence.measure_setting is 'How measures are released here: rounding of counts of people, days to wait after a period ends, and from when they count.';
comment on column intelligence.measure_setting.counts_from is 'Since when the facts are kept in full; no period that began before is released. Null: since the partnership began here.';
comment on constraint measure_setting_rounds_to on intelligence.measure_setting is 'roundTo: Choose one of the list.';
comment on constraint measure_setting_settle_days on intelligence.measure_setting is 'settleDays: Give days from 0 to 90.';
alter table intelligence.measure_setting enable row level security;
create policy measure_setting_is_read_by_members on intelligence.measure_setting for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy measure_setting_is_made_by_editors on intelligence.measure_setting for insert with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy measure_setting_is_changed_by_editors on intelligence.measure_setting for update using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, update on intelligence.measure_setting to concord_app;

create table intelligence.measure_release (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  measure text not null constraint measure_release_names_a_measure check (measure ~ '^[a-z][a-z0-9-]{1,80}$'),
  period text not null,
  period_start date not null,
  period_end date not null,
  revision integer not null constraint measure_release_revision_counts_up check (revision > 0),
  released_on date not null,
  released_at timestamptz not null default now(),
  round_to integer not null,
  reason text not null default '',
  primary key (partnership_id, id),
  constraint measure_release_is_made_once unique (partnership_id, measure, period, revision),
  constraint measure_release_of_an_ended_period check (released_on > period_end and period_end >= period_start),
  constraint measure_release_again_says_why check (revision = 1 or length(trim(reason)) > 0)
);
comment on table intelligence.measure_release is 'That the figures of a measure for a period were released. Insert-only: what was released stays, and a further revision says why.';
comment on constraint measure_release_again_says_why on intelligence.measure_release is 'reason: Say why the period is released again.';
create index measure_release_by_period on intelligence.measure_release (partnership_id, measure, period_end desc, revision desc);

create table intelligence.measure_figure (
  partnership_id uuid not null,
  release_id uuid not null,
  group_key text not null,
  group_says text not null,
  place_slug text not null,
  value numeric,
  suppressed boolean not null,
  primary key (partnership_id, release_id, group_key, place_slug),
  constraint measure_figure_of_release foreign key (partnership_id, release_id) references intelligence.measure_release (partnership_id, id),
  constraint measure_figure_is_hidden_or_shown check (suppressed = (value is null))
);
comment on table intelligence.measure_figure is 'One figure of a release, rounded, or hidden because it, or another by subtraction, is of one to four people. Insert-only.';
comment on column intelligence.measure_figure.group_key is 'The group, such as an agency''s short name; empty for all.';
comment on column intelligence.measure_figure.place_slug is 'The place; empty for all.';
alter table intelligence.measure_release enable row level security;
alter table intelligence.measure_figure enable row level security;
create policy measure_release_is_read_by_members on intelligence.measure_release for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy measure_release_is_made_by_its_job on intelligence.measure_release for insert with check (partnership_id = platform.partnership() and platform.may('measures.release'));
create policy measure_figure_is_read_by_members on intelligence.measure_figure for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy measure_figure_is_released_by_its_job on intelligence.measure_figure for insert with check (partnership_id = platform.partnership() and platform.may('measures.release'));
grant select, insert on intelligence.measure_release, intelligence.measure_figure to concord_app;

create table intelligence.indicator_measure (
  partnership_id uuid not null,
  indicator_id uuid not null,
  measure text not null constraint indicator_measure_names_a_measure check (measure ~ '^[a-z][a-z0-9-]{1,80}$'),
  group_key text not null default '',
  years text not null constraint indicator_measure_years check (years in ('calendar', 'financial')),
  since date not null,
  owner_agency_id uuid,
  revision integer not null default 1,
  primary key (partnership_id, indicator_id),
  constraint indicator_measure_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table intelligence.indicator_measure is 'An indicator whose figures come from a measure: each release of it records them.';
comment on column intelligence.indicator_measure.group_key is 'The one group of the measure that it follows; empty for all.';
comment on column intelligence.indicator_measure.years is 'Which years it follows beside the quarters: those from January or those from April.';
comment on column intelligence.indicator_measure.owner_agency_id is 'As on its indicator, so that the policy can compare it.';
create index indicator_measure_by_measure on intelligence.indicator_measure (partnership_id, measure);
alter table intelligence.indicator_measure enable row level security;
create policy indicator_measure_is_read_by_members on intelligence.indicator_measure for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy indicator_measure_is_chosen_by_editors on intelligence.indicator_measure for insert with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy indicator_measure_is_changed_by_editors on intelligence.indicator_measure for update using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy indicator_measure_is_given_up_by_editors on intelligence.indicator_measure for delete using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert, update, delete on intelligence.indicator_measure to concord_app;

-- What the counting role may read: codes, days and ids. No sealed column, no hash.
grant select (partnership_id, id, slug, short_name) on partners.agency to concord_statistics;
grant select (partnership_id, id, slug) on partners.course to concord_statistics;
grant select (partnership_id, course_id, person_id, agency_id, attended_on, expires_on) on partners.attendance to concord_statistics;
grant select (partnership_id, id, slug) on places.place to concord_statistics;
grant select (partnership_id, training_course) on casework.referral_setting to concord_statistics;
grant select (partnership_id, id, agency_id, to_agency_id, visit_id, maker_id, record_id, state, made_on, sent_on, answered_on, begun_on, state_on, outcome) on casework.referral to concord_statistics;
grant select (partnership_id, referral_id, to_state, on_day) on casework.referral_event to concord_statistics;
grant select (partnership_id, id, address_id) on casework.visit to concord_statistics;
grant select (partnership_id, id, place_id) on casework.address to concord_statistics;
grant select (partnership_id, id, cluster_id) on casework.record to concord_statistics;
grant select (partnership_id, id, kind, lead_agency_id, opened_on, closed_on, outcome) on casework.case_file to concord_statistics;
grant select (partnership_id, case_id, record_id, role, from_on, until_on) on casework.case_person to concord_statistics;
grant select (partnership_id, id, incident_id, on_day, type, address_id) on casework.concern to concord_statistics;
grant select (partnership_id, concern_id, record_id, role) on casework.concern_person to concord_statistics;
