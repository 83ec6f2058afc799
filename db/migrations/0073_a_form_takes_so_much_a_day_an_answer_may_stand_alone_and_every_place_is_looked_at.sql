-- A wave that needs no codes can be answered by anybody as often as they like. So that nobody fills it with made-up answers, its public
-- form takes so many a day: the limit is that of whoever runs the wave, and what was taken stands beside it.
create table intelligence.survey_cap (
  partnership_id uuid not null,
  wave_id uuid not null,
  most_a_day integer not null default 200 constraint survey_cap_is_a_number check (most_a_day between 1 and 100000),
  otherwise text not null default '',
  day date not null,
  taken integer not null default 0 constraint survey_cap_counts_from_nought check (taken >= 0),
  revision integer not null default 1,
  primary key (partnership_id, wave_id),
  constraint survey_cap_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_cap_of_the_day check (taken <= most_a_day)
);
comment on table intelligence.survey_cap is 'How many answers the public form of a wave without codes takes in a day, and how many it took on the last day on which it was answered. Paper and files are not counted.';
comment on column intelligence.survey_cap.otherwise is 'How people can answer in another way, in words for the public: where there is paper, whom to telephone.';
comment on column intelligence.survey_cap.day is 'The last day on which the form was answered; until then that on which the wave was opened.';
comment on column intelligence.survey_cap.taken is 'On that day.';
comment on constraint survey_cap_is_a_number on intelligence.survey_cap is 'mostADay: Enter a number from 1 to 100,000.';
comment on constraint survey_cap_of_the_day on intelligence.survey_cap is 'mostADay: The form took more answers than this today. Enter at least as many; a lower number can be set tomorrow.';
alter table intelligence.survey_cap enable row level security;
create policy survey_cap_is_read_by_members on intelligence.survey_cap for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer')));
create policy survey_cap_is_set_by_editors on intelligence.survey_cap for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit') and taken = 0);
create policy survey_cap_is_changed_by_editors_and_counted_by_the_form on intelligence.survey_cap for update
  using (partnership_id = platform.partnership() and (platform.may('indicators.edit') or platform.may('surveys.answer')));
grant select, insert, update (most_a_day, otherwise, day, taken, revision) on intelligence.survey_cap to concord_app;

-- Waves that are open already get the usual limit; whatever is open without codes has one.
insert into intelligence.survey_cap (partnership_id, wave_id, day) select partnership_id, wave_id, opened_on from intelligence.survey_opening where not codes;
alter table intelligence.survey_opening
  add column capped_wave_id uuid generated always as (case when not codes then wave_id end) stored,
  add constraint survey_opening_without_codes_has_a_cap foreign key (partnership_id, capped_wave_id) references intelligence.survey_cap (partnership_id, wave_id);

-- “None of these” is no answer beside others.
alter table intelligence.survey_question add constraint survey_question_alone_among_several
  check (kind = 'multiple' or not jsonb_path_exists(choices, '$[*] ? (@.exclusive == true)'));
comment on constraint survey_question_alone_among_several on intelligence.survey_question is 'choices: Only where several answers can be ticked can one of them stand alone. Take the exclamation mark out.';
comment on column intelligence.survey_question.choices is 'What may be answered, in order: [{"value", "text", "positive", "exclusive"}]. The positive ones make its share for an indicator; an exclusive one is ticked alone.';

-- An alert looks at the places of an indicator as well: one alert for all that stand out in a period on one side, and no flood of them.
alter table intelligence.alert drop constraint alert_rule;
alter table intelligence.alert add constraint alert_rule check (rule in ('outside', 'run', 'trend', 'two-of-three', 'places'));
comment on column intelligence.alert.rule is 'Which rule the indicator''s own figure broke; places where it is about places of it, each with its rule in alert_place.';
comment on column intelligence.alert.value is 'The figure; of an alert about places, how many stood out when it was raised.';

create table intelligence.alert_place (
  partnership_id uuid not null,
  alert_id uuid not null,
  place_slug text not null,
  rule text not null constraint alert_place_rule check (rule in ('outside', 'run', 'trend', 'two-of-three')),
  added_on date not null,
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, alert_id, place_slug),
  constraint alert_place_of_alert foreign key (partnership_id, alert_id) references intelligence.alert (partnership_id, id)
);
comment on table intelligence.alert_place is 'A place whose figure stood out, by which rule: never one whose figures stay hidden. A place that stands out later in the same period joins the alert that is there. Insert-only.';

create table intelligence.alert_place_withdrawal (
  partnership_id uuid not null,
  alert_id uuid not null,
  place_slug text not null,
  withdrawn_on date not null,
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, alert_id, place_slug),
  constraint alert_place_withdrawal_of_place foreign key (partnership_id, alert_id, place_slug) references intelligence.alert_place (partnership_id, alert_id, place_slug)
);
comment on table intelligence.alert_place_withdrawal is 'A place that no longer stands out, since figures were revised, a break was recorded, or its figures are hidden now. Insert-only.';

-- Who records figures of places asks for a look; the job that looks takes the asking away.
create table intelligence.alert_look (
  partnership_id uuid not null,
  indicator_id uuid not null,
  since timestamptz not null default now(),
  owner_agency_id uuid,
  primary key (partnership_id, indicator_id),
  constraint alert_look_at_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table intelligence.alert_look is 'Indicators of whose places figures or breaks were recorded, and which nobody has looked at since.';

do $$
declare named text;
begin
  foreach named in array array['alert_place', 'alert_place_withdrawal', 'alert_look'] loop
    execute format('alter table intelligence.%I enable row level security', named);
    execute format('create policy %I on intelligence.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read_by_members', named);
    execute format('create policy %I on intelligence.%I for insert with check (partnership_id = platform.partnership()
      and (platform.may_for(''indicators.edit'', owner_agency_id) or platform.may_for(''observations.record'', owner_agency_id)))', named || '_follows_from_figures', named);
    execute format('grant select, insert on intelligence.%I to concord_app', named);
  end loop;
end $$;
create policy alert_look_is_asked_for_again on intelligence.alert_look for update
  using (partnership_id = platform.partnership() and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
create policy alert_look_is_taken_by_its_job on intelligence.alert_look for delete
  using (partnership_id = platform.partnership() and platform.may('alerts.notify'));
grant update (since), delete on intelligence.alert_look to concord_app;

-- What follows a step, a version or a publication follows the one before: no number is left out, nothing comes after an answer, and the
-- address of open data stays.
alter table intelligence.figure_check_step
  add column after_position integer generated always as (nullif(position - 1, 0)) stored,
  add column after_state text generated always as ('asked') stored,
  add constraint figure_check_step_in_its_state unique (partnership_id, check_id, position, state),
  add constraint figure_check_step_follows_an_asking foreign key (partnership_id, check_id, after_position, after_state)
    references intelligence.figure_check_step (partnership_id, check_id, position, state),
  add constraint figure_check_step_confirms_what_was_asked check (state <> 'confirmed' or position > 1);
comment on constraint figure_check_step_follows_an_asking on intelligence.figure_check_step is 'This was answered meanwhile. Look at the page again.';
comment on constraint figure_check_step_confirms_what_was_asked on intelligence.figure_check_step is 'Its owner has not been asked yet.';
alter table intelligence.open_publication
  add column after_version integer generated always as (nullif(version - 1, 0)) stored,
  add constraint open_publication_at_its_address unique (partnership_id, indicator_id, version, slug),
  add constraint open_publication_keeps_its_address foreign key (partnership_id, indicator_id, after_version, slug)
    references intelligence.open_publication (partnership_id, indicator_id, version, slug);
alter table intelligence.tension_grade
  add column after_version integer generated always as (nullif(version - 1, 0)) stored,
  add constraint tension_grade_follows_the_one_before foreign key (partnership_id, month, after_version)
    references intelligence.tension_grade (partnership_id, month, version);
alter table places.deprivation
  add column after_version integer generated always as (nullif(version - 1, 0)) stored,
  add constraint deprivation_corrects_the_version_before foreign key (partnership_id, edition, domain, place_id, after_version)
    references places.deprivation (partnership_id, edition, domain, place_id, version);
