create schema intelligence;
comment on schema intelligence is 'What is measured, what was found in which period, where it started and where it should go.';
grant usage on schema intelligence to concord_app, concord_statistics;

create table intelligence.indicator (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint indicator_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint indicator_title_is_given check (length(trim(title)) > 0),
  definition text not null default '',
  kind text not null constraint indicator_kind check (kind in ('number', 'rate', 'percentage', 'money')),
  unit text not null default '',
  decimals smallint not null default 0 constraint indicator_decimals check (decimals between 0 and 6),
  direction text not null constraint indicator_direction check (direction in ('higher', 'lower', 'neither')),
  uncertainty text not null constraint indicator_uncertainty check (uncertainty in ('counted', 'sampled', 'complete', 'not-stated')),
  numerator_says text not null default '',
  denominator_says text not null default '',
  per integer constraint indicator_rate_is_per_somebody check (per > 0),
  numerator_id uuid,
  denominator_id uuid,
  place_slug text,
  source text not null default '',
  frequency text not null default 'irregular' constraint indicator_frequency check (frequency in
    ('monthly', 'quarterly', 'yearly', 'each-wave', 'once', 'irregular')),
  first_period_ends_on date,
  due_days integer not null default 60 constraint indicator_due_days check (due_days between 0 and 1000),
  owner_agency_id uuid,
  owner_post_id uuid,
  public boolean not null default false,
  small_numbers boolean not null default false,
  ended_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint indicator_slug_unique unique (partnership_id, slug),
  constraint indicator_numerator foreign key (partnership_id, numerator_id) references intelligence.indicator (partnership_id, id),
  constraint indicator_denominator foreign key (partnership_id, denominator_id) references intelligence.indicator (partnership_id, id),
  constraint indicator_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint indicator_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint indicator_rate_says_per_how_many check (kind <> 'rate' or per is not null),
  constraint indicator_is_computed_from_both check ((numerator_id is null) = (denominator_id is null)),
  constraint indicator_is_not_computed_from_itself check (id <> numerator_id and id <> denominator_id)
);
comment on constraint indicator_slug_unique on intelligence.indicator is 'slug: Another indicator already has this short name. Choose another.';
comment on constraint indicator_slug_is_a_slug on intelligence.indicator is 'slug: Use small letters, digits and hyphens, such as recorded-crime.';
comment on constraint indicator_title_is_given on intelligence.indicator is 'title: Enter a title.';
comment on constraint indicator_rate_says_per_how_many on intelligence.indicator is 'per: Enter per how many, such as 1000.';
comment on constraint indicator_is_computed_from_both on intelligence.indicator is 'numeratorId: Choose both indicators that this one is computed from, or neither.';
comment on constraint indicator_is_not_computed_from_itself on intelligence.indicator is 'numeratorId: An indicator cannot be computed from itself.';
comment on table intelligence.indicator is 'What is measured. Reworded ones keep their identity; their wordings stand in wording.';
comment on column intelligence.indicator.direction is 'Which way is better. A campaign may want more calls for help.';
comment on column intelligence.indicator.uncertainty is 'How chance enters: counted events (Poisson), a sample (needs its size), a complete count (no chance), or not stated.';
comment on column intelligence.indicator.per is 'A rate is numerator / denominator times this: 1000 for crimes per 1,000 people.';
comment on column intelligence.indicator.numerator_id is 'With denominator_id: the rate is computed from these where it has no observation of its own.';
comment on column intelligence.indicator.place_slug is 'The place its observations are about when they name none; the whole area when null.';
comment on column intelligence.indicator.first_period_ends_on is 'End of the first period that a return is expected for, while there is none.';
comment on column intelligence.indicator.due_days is 'Days after a period ends by which its return is due.';
create index indicator_by_title on intelligence.indicator (partnership_id, title);
create index indicator_current on intelligence.indicator (partnership_id, title, id) where ended_on is null;
create index indicator_by_end on intelligence.indicator (partnership_id, ended_on);
create index indicator_by_owner on intelligence.indicator (partnership_id, owner_agency_id);
create index indicator_by_numerator on intelligence.indicator (partnership_id, numerator_id) where numerator_id is not null;
create index indicator_by_denominator on intelligence.indicator (partnership_id, denominator_id) where denominator_id is not null;
alter table intelligence.indicator enable row level security;
create policy indicator_is_read_by_members on intelligence.indicator for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy indicator_is_defined_by_editors on intelligence.indicator for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy indicator_is_changed_by_editors on intelligence.indicator for update
  using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert, update on intelligence.indicator to concord_app;

create table intelligence.wording (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  title text not null,
  definition text not null,
  since date not null,
  reason text not null default '',
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint wording_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on column intelligence.wording.owner_agency_id is 'The owner of the indicator when it was so worded.';
comment on table intelligence.wording is 'How an indicator was worded since when, and why it was reworded. Insert-only.';
create index wording_by_indicator on intelligence.wording (partnership_id, indicator_id, since);
alter table intelligence.wording enable row level security;
create policy wording_is_read_by_members on intelligence.wording for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy wording_is_kept_by_editors on intelligence.wording for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.wording to concord_app;

create table intelligence.survey_wave (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint survey_wave_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint survey_wave_title_is_given check (length(trim(title)) > 0),
  survey text not null constraint survey_wave_names_its_survey check (length(trim(survey)) > 0),
  first_wave integer,
  last_wave integer,
  starts_on date not null,
  ends_on date not null,
  sample_size integer constraint survey_wave_sample_size check (sample_size > 0),
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint survey_wave_slug_unique unique (partnership_id, slug),
  constraint survey_wave_ends_after_it_starts check (ends_on >= starts_on),
  constraint survey_wave_pools_in_order check (last_wave >= first_wave),
  constraint survey_wave_pools_from_and_to check ((first_wave is null) = (last_wave is null))
);
comment on constraint survey_wave_slug_unique on intelligence.survey_wave is 'slug: Another survey wave already has this short name.';
comment on constraint survey_wave_ends_after_it_starts on intelligence.survey_wave is 'endsOn: The wave cannot end before it starts.';
comment on constraint survey_wave_pools_in_order on intelligence.survey_wave is 'lastWave: The last wave cannot come before the first.';
comment on table intelligence.survey_wave is 'A result period of a survey: one wave, or several pooled ones ("waves 10-13", which share respondents with "waves 8-11").';
comment on column intelligence.survey_wave.sample_size is 'People asked; null when the source does not say.';
alter table intelligence.survey_wave enable row level security;
create policy survey_wave_is_read_by_members on intelligence.survey_wave for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_wave_is_added_by_editors on intelligence.survey_wave for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy survey_wave_is_changed_by_editors on intelligence.survey_wave for update
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, update on intelligence.survey_wave to concord_app;

create table intelligence.observation (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  place_slug text,
  period text not null,
  period_kind text not null constraint observation_period_kind check (period_kind in
    ('financial-year', 'financial-quarter', 'calendar-quarter', 'month', 'calendar-year', 'wave', 'range')),
  period_start date not null,
  period_end date not null,
  wave_id uuid,
  version integer not null default 1 constraint observation_version_counts_from_one check (version > 0),
  supersedes uuid,
  value numeric,
  numerator numeric,
  denominator numeric,
  quality text not null constraint observation_quality check (quality in ('final', 'provisional', 'estimated', 'awaited')),
  source text not null default '',
  note text not null default '',
  published_on date,
  known_on date generated always as (coalesce(published_on, period_end)) stored not null,
  expected_on date,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  recorded_for uuid,
  primary key (partnership_id, id),
  constraint observation_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint observation_in_wave foreign key (partnership_id, wave_id) references intelligence.survey_wave (partnership_id, id),
  constraint observation_supersedes_observation foreign key (partnership_id, supersedes) references intelligence.observation (partnership_id, id),
  constraint observation_supersedes_once unique (partnership_id, supersedes),
  constraint observation_version_unique unique nulls not distinct (partnership_id, indicator_id, place_slug, period, version),
  constraint observation_first_version_supersedes_none check ((version = 1) = (supersedes is null)),
  constraint observation_period_ends_after_it_starts check (period_end >= period_start),
  constraint observation_without_value_is_awaited check ((value is null) = (quality = 'awaited')),
  constraint observation_wave_is_named check ((period_kind = 'wave') = (wave_id is not null))
);
comment on constraint observation_version_unique on intelligence.observation is 'Somebody else has just recorded this period. Look at it and try again.';
comment on constraint observation_supersedes_once on intelligence.observation is 'Somebody else has just revised this period. Look at it and try again.';
comment on constraint observation_without_value_is_awaited on intelligence.observation is 'value: Enter a value, or say that it is awaited.';
comment on table intelligence.observation is 'What was found for a period and place. Insert-only: a correction is a further version that supersedes.';
comment on column intelligence.observation.place_slug is 'Null for the indicator''s own place.';
comment on column intelligence.observation.known_on is 'Business date from which it counts: publication where given, else the end of its period.';
comment on column intelligence.observation.recorded_for is 'The agency whose right to record was used; null for the whole partnership.';
create index observation_by_place on intelligence.observation (partnership_id, indicator_id, place_slug, period_end desc, version desc);
create index observation_awaited on intelligence.observation (partnership_id, indicator_id) where quality = 'awaited';
create index observation_by_wave on intelligence.observation (partnership_id, wave_id) where wave_id is not null;
alter table intelligence.observation enable row level security;
create policy observation_is_read_by_members on intelligence.observation for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy observation_is_recorded_by_owners on intelligence.observation for insert
  with check (partnership_id = platform.partnership() and platform.may_for('observations.record', recorded_for));
grant select, insert on intelligence.observation to concord_app;

create view intelligence.current_observation with (security_invoker = true) as
  select o.* from intelligence.observation o
  where not exists (
    select from intelligence.observation later
    where later.partnership_id = o.partnership_id and later.supersedes = o.id);
comment on view intelligence.current_observation is 'The last version of each observation.';
grant select on intelligence.current_observation to concord_app;

create table intelligence.baseline (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  for_kind text,
  for_id uuid,
  place_slug text,
  state text not null constraint baseline_state check (state in ('known', 'awaited')),
  period text,
  period_end date,
  value numeric,
  statement text not null default '',
  expected_on date,
  raised_on date not null,
  owner_agency_id uuid,
  owner_post_id uuid,
  source text not null default '',
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint baseline_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint baseline_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint baseline_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint baseline_unique unique nulls not distinct (partnership_id, indicator_id, for_kind, for_id, place_slug),
  constraint baseline_for_is_whole check ((for_kind is null) = (for_id is null)),
  constraint baseline_known_says_what check (state = 'awaited' or value is not null or length(statement) > 0),
  constraint baseline_awaited_has_no_value check (state = 'known' or value is null)
);
comment on constraint baseline_known_says_what on intelligence.baseline is 'value: Enter the baseline, or say that it is awaited.';
comment on constraint baseline_awaited_has_no_value on intelligence.baseline is 'value: A baseline that is awaited has no value yet.';
comment on table intelligence.baseline is 'Where an indicator starts from, for everybody or for one thing; or that this is awaited, from whom and until when.';
comment on column intelligence.baseline.statement is 'The baseline in the source''s own words.';
comment on column intelligence.baseline.raised_on is 'Business date since when this is known or awaited.';
create index baseline_by_subject on intelligence.baseline (partnership_id, for_kind, for_id);
create index baseline_awaited on intelligence.baseline (partnership_id, expected_on) where state = 'awaited';
alter table intelligence.baseline enable row level security;
create policy baseline_is_read_by_members on intelligence.baseline for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy baseline_is_set_by_editors on intelligence.baseline for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy baseline_is_changed_by_editors on intelligence.baseline for update
  using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert, update on intelligence.baseline to concord_app;

create table intelligence.target (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  for_kind text,
  for_id uuid,
  place_slug text,
  status text not null constraint target_status check (status in ('agreed', 'proposed', 'to-be-agreed')),
  aim text not null constraint target_aim check (aim in ('at-least', 'at-most', 'maintain')),
  statement text not null default '',
  ends_on date,
  ends_says text not null default '',
  review_on date,
  review_says text not null default '',
  expected_on date,
  raised_on date not null,
  owner_agency_id uuid,
  owner_post_id uuid,
  source text not null default '',
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint target_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint target_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint target_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint target_unique unique nulls not distinct (partnership_id, indicator_id, for_kind, for_id, place_slug),
  constraint target_for_is_whole check ((for_kind is null) = (for_id is null))
);
comment on table intelligence.target is 'Where an indicator should go, for everybody or for one thing: an outcome and its project may want different figures.';
comment on column intelligence.target.ends_on is 'When the source says it ends; may contradict its last stage, and both are kept.';
comment on column intelligence.target.review_says is 'When it is reviewed, in the source''s own words: mid-2013.';
create index target_by_subject on intelligence.target (partnership_id, for_kind, for_id);
create index target_unset on intelligence.target (partnership_id, expected_on) where status = 'to-be-agreed';
alter table intelligence.target enable row level security;
create policy target_is_read_by_members on intelligence.target for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy target_is_set_by_editors on intelligence.target for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy target_is_changed_by_editors on intelligence.target for update
  using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert, update on intelligence.target to concord_app;

create table intelligence.target_stage (
  partnership_id uuid not null,
  target_id uuid not null,
  due_on date not null,
  period text,
  period_start date,
  value numeric,
  note text not null default '',
  owner_agency_id uuid,
  primary key (partnership_id, target_id, due_on),
  constraint target_stage_of_target foreign key (partnership_id, target_id) references intelligence.target (partnership_id, id),
  constraint target_stage_period_is_whole check ((period is null) = (period_start is null))
);
comment on table intelligence.target_stage is 'A figure to be reached by a date or in a period; null where the source says ??%.';
comment on column intelligence.target_stage.owner_agency_id is 'As on its target, so that the policy can compare it.';
alter table intelligence.target_stage enable row level security;
create policy target_stage_is_read_by_members on intelligence.target_stage for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy target_stage_is_set_by_editors on intelligence.target_stage for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
create policy target_stage_is_replaced_by_editors on intelligence.target_stage for delete
  using (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert, delete on intelligence.target_stage to concord_app;

create table intelligence.judgement (
  partnership_id uuid not null,
  indicator_id uuid not null,
  owner_agency_id uuid,
  status text not null constraint judgement_status check (status in
    ('improving', 'worsening', 'changing', 'no-real-change', 'too-few-data', 'cannot-tell')),
  status_sentence text not null,
  status_since date not null,
  track text not null constraint judgement_track check (track in
    ('met', 'on-track', 'off-track', 'missed', 'too-early', 'cannot-tell', 'target-unknown', 'no-target')),
  track_sentence text not null,
  track_since date not null,
  primary key (partnership_id, indicator_id),
  constraint judgement_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table intelligence.judgement is 'A copy of what the rules say of the latest figures, renewed by every command that changes them, so that warnings can be a view.';
create index judgement_worsening on intelligence.judgement (partnership_id, indicator_id) where status = 'worsening';
create index judgement_off_track on intelligence.judgement (partnership_id, indicator_id) where track in ('off-track', 'missed');
alter table intelligence.judgement enable row level security;
create policy judgement_is_read_by_members on intelligence.judgement for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy judgement_is_made_with_its_facts on intelligence.judgement for insert
  with check (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
create policy judgement_is_renewed_with_its_facts on intelligence.judgement for update
  using (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
grant select, insert, update on intelligence.judgement to concord_app;

-- The next return of an indicator follows from its last one: nothing to keep in step.
create view intelligence.next_return with (security_invoker = true) as
  select i.partnership_id, i.id as indicator_id, i.slug, i.title, i.owner_agency_id, i.owner_post_id, last.period_end as last_period_end,
    next.period_end as next_period_end, next.period_end + i.due_days as due_on
  from intelligence.indicator i
  left join lateral (
    select o.period_end from intelligence.observation o
    where o.partnership_id = i.partnership_id and o.indicator_id = i.id and o.place_slug is null
      and o.period_kind = any (case i.frequency
        when 'monthly' then array['month']
        when 'quarterly' then array['financial-quarter', 'calendar-quarter']
        else array['financial-year', 'calendar-year'] end)
    order by o.period_end desc limit 1) last on true
  cross join lateral (
    select coalesce(
      (last.period_end + 1 + case i.frequency when 'monthly' then interval '1 month' when 'quarterly' then interval '3 months' else interval '1 year' end)::date - 1,
      i.first_period_ends_on) as period_end) next
  where i.frequency in ('monthly', 'quarterly', 'yearly') and i.ended_on is null and i.numerator_id is null and next.period_end is not null;
comment on view intelligence.next_return is 'The next period of each indicator that is returned regularly, and when its return is due. A figure recorded as awaited is a gap of its own.';
grant select on intelligence.next_return to concord_app;

create view intelligence.data_gap with (security_invoker = true) as
  select b.partnership_id, 'awaited-baseline'::text as kind, b.id, b.indicator_id, i.slug, i.title, b.for_kind, b.for_id,
    coalesce(nullif(b.statement, ''), 'Baseline awaited') as says, b.raised_on as since, b.expected_on,
    coalesce(b.owner_agency_id, i.owner_agency_id) as owner_agency_id, coalesce(b.owner_post_id, i.owner_post_id) as owner_post_id
  from intelligence.baseline b join intelligence.indicator i on i.partnership_id = b.partnership_id and i.id = b.indicator_id
  where b.state = 'awaited' and i.ended_on is null
  union all
  select t.partnership_id, 'unset-target', t.id, t.indicator_id, i.slug, i.title, t.for_kind, t.for_id,
    coalesce(nullif(t.statement, ''), 'Target to be agreed'), t.raised_on, t.expected_on,
    coalesce(t.owner_agency_id, i.owner_agency_id), coalesce(t.owner_post_id, i.owner_post_id)
  from intelligence.target t join intelligence.indicator i on i.partnership_id = t.partnership_id and i.id = t.indicator_id
  where t.status = 'to-be-agreed' and i.ended_on is null
  union all
  select o.partnership_id, 'awaited-figure', o.id, o.indicator_id, i.slug, i.title, null, null,
    coalesce(nullif(o.note, ''), 'The figure for ' || o.period || ' is awaited'), o.period_end, coalesce(o.expected_on, o.period_end + i.due_days),
    i.owner_agency_id, i.owner_post_id
  from intelligence.current_observation o join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
  where o.quality = 'awaited' and i.ended_on is null
  union all
  select r.partnership_id, 'late-return', r.indicator_id, r.indicator_id, r.slug, r.title, null, null,
    'The return for the period that ended on ' || to_char(r.next_period_end, 'FMDD FMMonth YYYY') || ' is late', r.due_on, r.due_on,
    r.owner_agency_id, r.owner_post_id
  from intelligence.next_return r join partners.partnership p on p.partnership_id = r.partnership_id
  where r.due_on < partners.business_date(p);
comment on view intelligence.data_gap is 'What is not known yet: awaited baselines and figures, targets to be agreed, late returns; with owner and date.';
grant select on intelligence.data_gap to concord_app;

create view intelligence.gaps with (security_invoker = true) as
  select partnership_id, 'indicator'::text as subject_kind, indicator_id as subject_id, title, '/indicators/' || slug as path,
    case kind when 'awaited-baseline' then 'Baseline awaited' when 'unset-target' then 'Target to be agreed'
      when 'awaited-figure' then 'Figure awaited' else 'Return is late' end as missing,
    says, for_kind, for_id, since, expected_on, owner_agency_id, owner_post_id
  from intelligence.data_gap;
comment on view intelligence.gaps is 'The data gaps of this module, for the page that lists those of all.';
grant select on intelligence.gaps to concord_app;

create view intelligence.kinds with (security_invoker = true) as
  select partnership_id, 'indicator'::text as kind, id, title, '/indicators/' || slug as path from intelligence.indicator;
comment on view intelligence.kinds is 'The things of this module that others may name and link.';
grant select on intelligence.kinds to concord_app;

create view intelligence.duties with (security_invoker = true) as
  select partnership_id, 'observation-return'::text as kind, 'indicator'::text as subject_kind, indicator_id as subject_id,
    'Return figures for ' || title as title, '/indicators/' || slug || '/observations/new' as path, due_on, owner_agency_id, owner_post_id, null::date as met_on
  from intelligence.next_return
  union all
  select partnership_id, kind, 'indicator', indicator_id,
    case kind when 'awaited-baseline' then 'Supply the baseline of ' when 'unset-target' then 'Agree the target for ' else 'Supply the awaited figure for ' end || title,
    '/indicators/' || slug, expected_on, owner_agency_id, owner_post_id, null
  from intelligence.data_gap where kind <> 'late-return' and expected_on is not null
  union all
  select t.partnership_id, 'target-review', 'indicator', t.indicator_id, 'Review the target for ' || i.title, '/indicators/' || i.slug,
    t.review_on, coalesce(t.owner_agency_id, i.owner_agency_id), coalesce(t.owner_post_id, i.owner_post_id), null
  from intelligence.target t join intelligence.indicator i on i.partnership_id = t.partnership_id and i.id = t.indicator_id
  where t.review_on is not null and i.ended_on is null;
comment on view intelligence.duties is 'Returns, awaited baselines and figures, targets to be agreed or reviewed: by whom and when.';
grant select on intelligence.duties to concord_app;

create view intelligence.warnings with (security_invoker = true) as
  select j.partnership_id, 'worsening'::text as kind, 'indicator'::text as subject_kind, j.indicator_id as subject_id, j.status_since as since,
    'high'::text as severity, i.title || ': ' || j.status_sentence as sentence, '/indicators/' || i.slug as path, i.owner_agency_id
  from intelligence.judgement j join intelligence.indicator i on i.partnership_id = j.partnership_id and i.id = j.indicator_id
  where j.status = 'worsening' and i.ended_on is null
  union all
  select j.partnership_id, 'off-track', 'indicator', j.indicator_id, j.track_since,
    case j.track when 'missed' then 'high' else 'medium' end, i.title || ': ' || j.track_sentence, '/indicators/' || i.slug, i.owner_agency_id
  from intelligence.judgement j join intelligence.indicator i on i.partnership_id = j.partnership_id and i.id = j.indicator_id
  where j.track in ('off-track', 'missed') and i.ended_on is null
  union all
  select partnership_id, 'late-return', 'indicator', indicator_id, since, 'medium', title || ': ' || says || '.', '/indicators/' || slug, owner_agency_id
  from intelligence.data_gap where kind = 'late-return';
comment on view intelligence.warnings is 'Indicators that worsen, leave their path, or whose return is late.';
grant select on intelligence.warnings to concord_app;

create view intelligence.thread with (security_invoker = true) as
  select partnership_id, for_kind as from_kind, for_id as from_id, 'indicator'::text as to_kind, indicator_id as to_id
  from intelligence.target where for_kind in ('need', 'priority', 'outcome', 'theme', 'corporate-priority')
  union
  select partnership_id, 'indicator', indicator_id, for_kind, for_id
  from intelligence.target where for_kind in ('plan', 'project', 'milestone');
comment on view intelligence.thread is 'An outcome is measured by an indicator; a project moves it.';
grant select on intelligence.thread to concord_app;
