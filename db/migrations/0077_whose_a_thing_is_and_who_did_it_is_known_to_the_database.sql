-- Rules that only commands kept. Each is a key, a check, a policy or a grant, so that no other way in goes past it.

-- Whose a thing is ------------------------------------------------------------------------------------------------------------------
-- What follows from the figures of an indicator is of the agency that owns it now, and not of whoever a row says: the key goes along
-- when an indicator is given to somebody else. A row without an owner is written by who may for the whole partnership alone.
alter table intelligence.indicator add constraint indicator_of_its_owner unique (partnership_id, id, owner_agency_id);

-- What hangs on an alert, a publication or a break says of which indicator that is.
alter table intelligence.alert add constraint alert_of_its_indicator unique (partnership_id, id, indicator_id);
alter table intelligence.open_publication add constraint open_publication_of_its_indicator unique (partnership_id, id, indicator_id);
alter table intelligence.series_break add constraint series_break_of_its_indicator unique (partnership_id, id, indicator_id);
do $$
declare
  part record;
begin
  for part in select * from (values
    ('alert_withdrawal', 'alert_id', 'alert'), ('alert_acknowledgement', 'alert_id', 'alert'), ('alert_place', 'alert_id', 'alert'),
    ('alert_place_withdrawal', 'alert_id', 'alert'), ('open_withdrawal', 'publication_id', 'open_publication'),
    ('series_break_withdrawal', 'break_id', 'series_break')) p (named, key, whole) loop
    execute format('alter table intelligence.%I add column indicator_id uuid', part.named);
    execute format('update intelligence.%I x set indicator_id = w.indicator_id from intelligence.%I w where w.partnership_id = x.partnership_id and w.id = x.%I',
      part.named, part.whole, part.key);
    execute format('alter table intelligence.%I alter column indicator_id set not null,
      add constraint %I foreign key (partnership_id, %I, indicator_id) references intelligence.%I (partnership_id, id, indicator_id)',
      part.named, part.named || '_of_the_indicator', part.key, part.whole);
    execute format('comment on column intelligence.%I.indicator_id is %L', part.named, 'As on its ' || replace(part.whole, '_', ' ') || '.');
  end loop;
end $$;
do $$
declare
  named text;
begin
  foreach named in array array['alert', 'alert_look', 'alert_withdrawal', 'alert_acknowledgement', 'alert_place', 'alert_place_withdrawal',
    'open_publication', 'open_withdrawal', 'open_dataset', 'series_break', 'series_break_withdrawal', 'judgement', 'indicator_measure'] loop
    -- An indicator may have changed hands since.
    execute format('update intelligence.%I x set owner_agency_id = i.owner_agency_id from intelligence.indicator i
      where i.partnership_id = x.partnership_id and i.id = x.indicator_id and x.owner_agency_id is distinct from i.owner_agency_id', named);
    execute format('alter table intelligence.%I add constraint %I foreign key (partnership_id, indicator_id, owner_agency_id)
      references intelligence.indicator (partnership_id, id, owner_agency_id) on update cascade', named, named || '_of_the_owner');
    execute format('comment on constraint %I on intelligence.%I is %L', named || '_of_the_owner', named, 'This indicator belongs to somebody else. Open the page again.');
    execute format('comment on column intelligence.%I.owner_agency_id is %L', named, 'As on its indicator, so that the policy can compare it.');
  end loop;
end $$;
-- Asked again, it is asked in the name of the owner of today.
grant update (owner_agency_id) on intelligence.alert_look to concord_app;

-- Street files that come by page --------------------------------------------------------------------------------------------------
-- They are confirmed or put aside, confirmed once they were read, imported once they were confirmed, file by file of their own, and come to one end.
delete from intelligence.street_upload_step s using intelligence.street_upload_step e
  where s.step in ('refused', 'finished', 'put-aside') and e.step in ('refused', 'finished', 'put-aside')
    and e.partnership_id = s.partnership_id and e.upload_id = s.upload_id and (e.taken_at, e.id) < (s.taken_at, s.id);
update intelligence.street_upload_step s set step = 'refused', says = 'It was put aside while it was imported.' from intelligence.street_upload_step c
  where s.step = 'put-aside' and c.step = 'confirmed' and c.partnership_id = s.partnership_id and c.upload_id = s.upload_id;
alter table intelligence.street_upload_step
  add column whole_step text generated always as (case when position is null then step end) stored,
  add column after_step text generated always as (case step when 'confirmed' then 'looked' when 'imported' then 'confirmed' when 'finished' then 'confirmed' end) stored,
  add column ending text generated always as (case when step in ('refused', 'finished', 'put-aside') then 'over' end) stored,
  add column decision text generated always as (case when step in ('confirmed', 'put-aside') then 'decided' end) stored,
  add constraint street_upload_step_of_the_whole unique (partnership_id, upload_id, whole_step),
  add constraint street_upload_step_follows foreign key (partnership_id, upload_id, after_step) references intelligence.street_upload_step (partnership_id, upload_id, whole_step),
  add constraint street_upload_step_ends_it_once unique (partnership_id, upload_id, ending),
  add constraint street_upload_step_decides_once unique (partnership_id, upload_id, decision),
  add constraint street_upload_step_of_its_file foreign key (partnership_id, upload_id, position) references intelligence.street_upload_file (partnership_id, upload_id, position),
  add constraint street_upload_step_says_something check (length(trim(says)) > 0);
comment on constraint street_upload_step_follows on intelligence.street_upload_step is 'These files have not been read, or not been confirmed yet. Look at their page again.';
comment on constraint street_upload_step_ends_it_once on intelligence.street_upload_step is 'Somebody decided about these files meanwhile. Look at their page again.';
comment on constraint street_upload_step_decides_once on intelligence.street_upload_step is 'Somebody decided about these files meanwhile. Look at their page again.';
alter table intelligence.street_upload_file
  add constraint street_upload_file_counts_from_one check (position > 0),
  add constraint street_upload_file_has_a_size check (bytes >= 0 and lines >= 0),
  add constraint street_upload_file_has_a_name check (length(trim(name)) > 0);

-- A wave that is closed stays closed ----------------------------------------------------------------------------------------------
alter table intelligence.survey_fielding add column state text not null default 'open' constraint survey_fielding_state check (state in ('open', 'closed'));
update intelligence.survey_fielding f set state = 'closed' from intelligence.survey_closing c where c.partnership_id = f.partnership_id and c.wave_id = f.wave_id;
alter table intelligence.survey_fielding add constraint survey_fielding_is_in_a_state unique (partnership_id, wave_id, state);
comment on column intelligence.survey_fielding.state is 'open until it is closed and counted.';
alter table intelligence.survey_opening add column state text not null default 'open';
update intelligence.survey_opening o set state = f.state from intelligence.survey_fielding f where f.partnership_id = o.partnership_id and f.wave_id = o.wave_id;
alter table intelligence.survey_opening
  add constraint survey_opening_of_a_wave_that_goes_on foreign key (partnership_id, wave_id, state) references intelligence.survey_fielding (partnership_id, wave_id, state) on update cascade;
comment on column intelligence.survey_opening.state is 'As on its wave: one that is closed is opened no more.';
comment on constraint survey_opening_of_a_wave_that_goes_on on intelligence.survey_opening is 'This wave is closed and counted.';
alter policy survey_opening_is_made_by_editors on intelligence.survey_opening
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit') and state = 'open');
alter table intelligence.survey_closing
  add column state text generated always as ('closed') stored,
  add constraint survey_closing_closes_the_wave foreign key (partnership_id, wave_id, state) references intelligence.survey_fielding (partnership_id, wave_id, state);
alter policy survey_fielding_is_held_while_answers_come on intelligence.survey_fielding
  with check (partnership_id = platform.partnership() and (platform.may('indicators.edit')
    or (state = 'open' and (platform.may('observations.record') or platform.may('surveys.answer') or platform.may('surveys.count')))));
grant update (state) on intelligence.survey_fielding to concord_app;

-- What is a whole comes whole -----------------------------------------------------------------------------------------------------
-- Grades come with their scale, places with their family, needs and criteria with their exercise, files with their upload: in one
-- transaction, of which the time is one. Nobody gives that time, so nothing is added later.
alter table strategy.exercise add column recorded_at timestamptz not null default now();
do $$
declare
  part record;
begin
  for part in select * from (values
    ('intelligence', 'tension_level', 'scale_id', 'tension_scale', 'recorded_at', 'levels: A scale keeps its grades. Set another scale.'),
    ('intelligence', 'comparator_place', 'family_id', 'comparator_family', 'recorded_at', 'places: A list keeps its places. Record another one, from its own day on.'),
    ('intelligence', 'street_upload_file', 'upload_id', 'street_upload', 'uploaded_at', 'file: Bring further files by themselves.'),
    ('strategy', 'exercise_criterion', 'exercise_id', 'exercise', 'recorded_at', 'criteria: An exercise keeps its criteria once it has begun.'),
    ('strategy', 'exercise_need', 'exercise_id', 'exercise', 'recorded_at', 'needs: An exercise keeps its needs once it has begun.')) p (schema, named, key, whole, at, says) loop
    execute format('alter table %I.%I add column %I timestamptz', part.schema, part.named, part.at);
    execute format('update %1$I.%2$I x set %3$I = w.%3$I from %1$I.%4$I w where w.partnership_id = x.partnership_id and w.id = x.%5$I',
      part.schema, part.named, part.at, part.whole, part.key);
    execute format('alter table %I.%I alter column %I set not null, alter column %I set default now()', part.schema, part.named, part.at, part.at);
    if not exists (select from pg_constraint where conname = part.whole || '_came_at_once') then
      execute format('alter table %I.%I add constraint %I unique (partnership_id, id, %I)', part.schema, part.whole, part.whole || '_came_at_once', part.at);
    end if;
    execute format('alter table %1$I.%2$I add constraint %3$I foreign key (partnership_id, %4$I, %5$I) references %1$I.%6$I (partnership_id, id, %5$I)',
      part.schema, part.named, part.named || '_came_with_it', part.key, part.at, part.whole);
    execute format('comment on constraint %I on %I.%I is %L', part.named || '_came_with_it', part.schema, part.named, part.says);
    execute format('comment on column %I.%I.%I is %L', part.schema, part.named, part.at, 'The time of the transaction that made the whole, so that nothing is added to it later.');
  end loop;
end $$;
revoke insert on intelligence.tension_scale, intelligence.tension_level, intelligence.comparator_family, intelligence.comparator_place,
  intelligence.street_upload, intelligence.street_upload_file, strategy.exercise, strategy.exercise_criterion, strategy.exercise_need from concord_app;
grant insert (partnership_id, id, name, starts_on) on intelligence.tension_scale to concord_app;
grant insert (partnership_id, scale_id, position, name, says) on intelligence.tension_level to concord_app;
grant insert (partnership_id, id, slug, title, starts_on, source, note, recorded_by) on intelligence.comparator_family to concord_app;
grant insert (partnership_id, family_id, place_id) on intelligence.comparator_place to concord_app;
grant insert (partnership_id, id, progress_id, not_read, uploaded_by) on intelligence.street_upload to concord_app;
grant insert (partnership_id, upload_id, position, file_id, name, bytes, lines) on intelligence.street_upload_file to concord_app;
grant insert (partnership_id, id, title, opened_on, closes_on, synthetic) on strategy.exercise to concord_app;
grant insert (partnership_id, exercise_id, position, title, weight) on strategy.exercise_criterion to concord_app;
grant insert (partnership_id, exercise_id, need_id) on strategy.exercise_need to concord_app;
-- An exercise is closed once.
alter policy exercise_is_closed_by_the_count on strategy.exercise
  using (partnership_id = platform.partnership() and platform.may('needs.count') and state = 'open')
  with check (partnership_id = platform.partnership() and platform.may('needs.count'));

-- Who did it ------------------------------------------------------------------------------------------------------------------------
-- Whoever is named as having done something is who does it; the machine names nobody.
do $$
declare
  fact record;
begin
  for fact in select * from (values
    ('places', 'deprivation', 'recorded_by', 'account'), ('places', 'deprivation_import', 'imported_by', 'account'),
    ('intelligence', 'survey_opening', 'opened_by', 'account'), ('intelligence', 'survey_closing', 'closed_by', 'account'),
    ('intelligence', 'survey_import', 'imported_by', 'account'), ('intelligence', 'survey_coding', 'coded_by', 'account'),
    ('intelligence', 'survey_quotation', 'offered_by', 'account'), ('intelligence', 'survey_publication', 'published_by', 'account'),
    ('intelligence', 'tension_item', 'recorded_by', 'account'), ('intelligence', 'tension_grade', 'graded_by', 'account'),
    ('intelligence', 'tension_grade', 'agency_id', 'agency'), ('intelligence', 'comparator_family', 'recorded_by', 'account'),
    ('intelligence', 'figure_check', 'raised_by', 'account'), ('intelligence', 'figure_check_step', 'done_by', 'account'),
    ('intelligence', 'open_publication', 'recorded_by', 'account'), ('intelligence', 'open_withdrawal', 'recorded_by', 'account'),
    ('intelligence', 'evidence', 'added_by', 'account'), ('intelligence', 'evidence', 'added_agency_id', 'agency'),
    ('intelligence', 'evidence_support', 'added_by', 'account'), ('intelligence', 'research_delivery', 'recorded_by', 'account'),
    ('intelligence', 'area_selection_adoption', 'recorded_by', 'account'), ('intelligence', 'alert_acknowledgement', 'acknowledged_by', 'account')
  ) f (schema, named, who, asks) loop
    execute format('create policy %I on %I.%I as restrictive for insert with check (%I is not distinct from platform.%I())',
      fact.named || case fact.asks when 'account' then '_names_who_did_it' else '_names_their_agency' end, fact.schema, fact.named, fact.who, fact.asks);
  end loop;
end $$;

-- Of one and the same ----------------------------------------------------------------------------------------------------------------
-- A copy of open data is of the indicator that its publication is of; a tile is of the geography that its place is of.
alter table intelligence.open_dataset
  add constraint open_dataset_of_its_publication foreign key (partnership_id, publication_id, indicator_id) references intelligence.open_publication (partnership_id, id, indicator_id);
delete from places.tile t using places.place p where p.partnership_id = t.partnership_id and p.id = t.place_id and p.geography_id <> t.geography_id;
alter table places.place add constraint place_of_its_geography unique (partnership_id, id, geography_id);
alter table places.tile
  add constraint tile_of_the_geography_of_its_place foreign key (partnership_id, place_id, geography_id) references places.place (partnership_id, id, geography_id);
comment on constraint tile_of_the_geography_of_its_place on places.tile is 'geography: A place stands on the tile grid of its own geography alone.';

-- Numbers that count something, and addresses that can be opened --------------------------------------------------------------------
alter table intelligence.survey_question add constraint survey_question_counts_from_one check (position > 0);
alter table intelligence.survey_group add constraint survey_group_counts_from_one check (position > 0);
alter table strategy.framework_entry add constraint framework_entry_counts_from_one check (position > 0);
alter table intelligence.survey_figure
  add constraint survey_figure_counts check (least(answered, people) >= 0),
  add constraint survey_figure_limits_stand_in_order check (low <= high);
alter table intelligence.open_dataset
  add constraint open_dataset_counts_rows check (rows >= 0),
  add constraint open_dataset_has_a_title check (length(trim(title)) > 0);
alter table places.deprivation_import add constraint deprivation_import_edition_is_a_year check (edition between 2000 and 2100);
alter table intelligence.alert add constraint alert_says_something check (length(trim(sentence)) > 0);
alter table intelligence.alert_notice add constraint alert_notice_counts check (written_to >= 0);
alter table intelligence.figure_check_step add constraint figure_check_step_asks_by_a_day_to_come check (due_on >= on_day);
comment on constraint figure_check_step_asks_by_a_day_to_come on intelligence.figure_check_step is 'dueOn: Give a day from today on.';
alter table intelligence.area_selection_adoption add constraint area_selection_adoption_hash_is_whole check (length(sha256) = 32);
alter table intelligence.evidence add constraint evidence_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table intelligence.research_agreement add constraint research_agreement_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
alter table intelligence.area_selection add constraint area_selection_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
comment on constraint evidence_slug_is_a_slug on intelligence.evidence is 'title: Give it a title with letters or digits.';
comment on constraint research_agreement_slug_is_a_slug on intelligence.research_agreement is 'title: Give it a title with letters or digits.';
comment on constraint area_selection_slug_is_a_slug on intelligence.area_selection is 'title: Give it a title with letters or digits.';
comment on constraint research_delivery_of_deliverable on intelligence.research_delivery is 'deliverable: Choose something that was agreed.';
comment on constraint research_delivery_pkey on intelligence.research_delivery is 'deliverable: This was delivered already.';
comment on constraint area_selection_adoption_pkey on intelligence.area_selection_adoption is 'This selection was adopted already.';
