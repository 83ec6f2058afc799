-- Rules that commands kept alone. Each is a key, a check or a grant, so that no other way in goes past it.

-- A priority-setting exercise ---------------------------------------------------------------------------------------------------
-- A score carries the day on which it was given and the last day of its exercise, which a foreign key keeps true.
alter table strategy.exercise
  add constraint exercise_ends_on_its_day unique (partnership_id, id, closes_on),
  add constraint exercise_closes_once_it_is_open check (closed_on >= opened_on);
alter table strategy.exercise_score add column given_on date, add column closes_on date;
update strategy.exercise_score s set given_on = e.opened_on, closes_on = e.closes_on
  from strategy.exercise e where e.partnership_id = s.partnership_id and e.id = s.exercise_id;
alter table strategy.exercise_score
  alter column given_on set not null,
  alter column closes_on set not null,
  add constraint exercise_score_while_it_is_scored foreign key (partnership_id, exercise_id, closes_on) references strategy.exercise (partnership_id, id, closes_on),
  add constraint exercise_score_by_the_last_day check (given_on <= closes_on);
comment on column strategy.exercise_score.given_on is 'The business date on which it was given last; of scores from before this was kept, the day on which the exercise began.';
comment on column strategy.exercise_score.closes_on is 'As on its exercise.';
comment on constraint exercise_score_by_the_last_day on strategy.exercise_score is 'The day until which needs could be scored has passed.';
comment on constraint exercise_score_while_it_is_scored on strategy.exercise_score is 'The last day of this exercise is another one. Open the page again.';
grant update (given_on) on strategy.exercise_score to concord_app;

alter table strategy.exercise_criterion add constraint exercise_criterion_counts_from_one check (position > 0);

alter table strategy.exercise_result
  add column state text generated always as ('closed') stored,
  add column criterion_position integer generated always as (nullif(criterion, 0)) stored,
  add constraint exercise_result_of_closed_exercise foreign key (partnership_id, exercise_id, state) references strategy.exercise (partnership_id, id, state),
  add constraint exercise_result_by_criterion foreign key (partnership_id, exercise_id, criterion_position) references strategy.exercise_criterion (partnership_id, exercise_id, position);

-- Tension -------------------------------------------------------------------------------------------------------------------------
-- A community is named as a community and a type as a type; a term that has ended stays so, and only its end is ever written.
alter table intelligence.tension_term add constraint tension_term_of_its_kind unique (partnership_id, id, kind);
alter table intelligence.tension_item
  add column type_kind text generated always as ('type') stored,
  add column community_kind text generated always as ('community') stored,
  drop constraint tension_item_of_type,
  drop constraint tension_item_of_community,
  add constraint tension_item_of_type foreign key (partnership_id, type_id, type_kind) references intelligence.tension_term (partnership_id, id, kind),
  add constraint tension_item_of_community foreign key (partnership_id, community_id, community_kind) references intelligence.tension_term (partnership_id, id, kind);
comment on constraint tension_item_of_type on intelligence.tension_item is 'typeId: Choose a type of the list.';
comment on constraint tension_item_of_community on intelligence.tension_item is 'communityId: Choose a community of the list.';
revoke update on intelligence.tension_term, intelligence.tension_item from concord_app;
grant update (ends_on, revision) on intelligence.tension_term to concord_app;
alter policy tension_term_is_changed_by_the_group on intelligence.tension_term
  using (partnership_id = platform.partnership() and platform.may('tension.group') and ends_on is null)
  with check (partnership_id = platform.partnership() and platform.may('tension.group'));
-- Who holds an item, who recorded it and on which day stays as it was.
grant update (tier, form, happened_on, scale_id, level, type_id, community_id, place_id, source, says, doing, forum_says, closed_on, closed_says, revision)
  on intelligence.tension_item to concord_app;
alter table intelligence.tension_grade
  add constraint tension_grade_version_counts_from_one check (version > 0),
  add constraint tension_grade_when_its_month_has_begun check (month <= graded_on);
comment on constraint tension_grade_when_its_month_has_begun on intelligence.tension_grade is 'month: A month is graded when it has begun.';

-- Surveys -------------------------------------------------------------------------------------------------------------------------
-- Nothing is written of a survey once it is defined, and a question is withdrawn once.
revoke update on intelligence.survey from concord_app;
drop policy survey_is_changed_by_editors on intelligence.survey;
alter policy survey_question_is_withdrawn_by_editors on intelligence.survey_question
  using (partnership_id = platform.partnership() and platform.may('indicators.edit') and withdrawn_on is null)
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
-- What is said across two tables is of one survey, and of one wave.
alter table intelligence.survey_fielding add constraint survey_fielding_in_its_survey unique (partnership_id, wave_id, survey_id);
alter table intelligence.survey_comment add constraint survey_comment_in_its_wave unique (partnership_id, id, wave_id);
alter table intelligence.survey_quotation
  add constraint survey_quotation_in_the_wave_of_its_comment foreign key (partnership_id, comment_id, wave_id) references intelligence.survey_comment (partnership_id, id, wave_id);
alter table intelligence.survey_coding add column wave_id uuid;
update intelligence.survey_coding k set wave_id = c.wave_id from intelligence.survey_comment c where c.partnership_id = k.partnership_id and c.id = k.comment_id;
alter table intelligence.survey_coding
  alter column wave_id set not null,
  add constraint survey_coding_in_the_wave_of_its_comment foreign key (partnership_id, comment_id, wave_id) references intelligence.survey_comment (partnership_id, id, wave_id),
  add constraint survey_coding_by_the_frame_of_its_survey foreign key (partnership_id, wave_id, survey_id) references intelligence.survey_fielding (partnership_id, wave_id, survey_id);
comment on constraint survey_coding_by_the_frame_of_its_survey on intelligence.survey_coding is 'themes: Choose themes of this survey.';
alter table intelligence.survey_pair
  add constraint survey_pair_before_is_of_the_survey foreign key (partnership_id, before_wave_id, survey_id) references intelligence.survey_fielding (partnership_id, wave_id, survey_id),
  add constraint survey_pair_after_is_of_the_survey foreign key (partnership_id, after_wave_id, survey_id) references intelligence.survey_fielding (partnership_id, wave_id, survey_id);
comment on constraint survey_pair_before_is_of_the_survey on intelligence.survey_pair is 'beforeWaveId: Choose two waves of this survey.';
comment on constraint survey_pair_after_is_of_the_survey on intelligence.survey_pair is 'afterWaveId: Choose two waves of this survey.';
-- Figures are of a wave that is over, which was answered by somebody.
alter table intelligence.survey_closing add constraint survey_closing_counts_somebody check (responses > 0);
comment on constraint survey_closing_counts_somebody on intelligence.survey_closing is 'There are no responses yet. Import or enter them first.';
alter table intelligence.survey_figure
  add constraint survey_figure_of_closed_wave foreign key (partnership_id, wave_id) references intelligence.survey_closing (partnership_id, wave_id);
alter table intelligence.survey_publication add constraint survey_publication_counts check (figures >= 0);

-- The evidence library, target areas, dashboards, mappings ------------------------------------------------------------------------
-- What is no longer relied on stays as it was when it was withdrawn.
revoke update on intelligence.evidence, intelligence.research_agreement, intelligence.area_selection, intelligence.dashboard, intelligence.figure_mapping from concord_app;
grant update (title, kind, publisher, published_on, published_says, says, url, file_id, kept_at, licence, review_on, owner_agency_id, owner_post_id, note,
  withdrawn_on, withdrawn_says, revision) on intelligence.evidence to concord_app;
alter policy evidence_is_changed_by_editors on intelligence.evidence
  using (partnership_id = platform.partnership() and platform.may('indicators.edit') and withdrawn_on is null)
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant update (title, researcher, says, starts_on, ends_on, note, revision) on intelligence.research_agreement to concord_app;
grant update (title, question, contents, adopted_on, revision) on intelligence.area_selection to concord_app;
grant update (revision) on intelligence.dashboard to concord_app;
grant update (title, mapping, revision) on intelligence.figure_mapping to concord_app;
alter table intelligence.area_selection_adoption add constraint area_selection_adoption_on_its_day unique (partnership_id, selection_id, adopted_on);
alter table intelligence.area_selection
  add constraint area_selection_is_adopted_by_its_adoption foreign key (partnership_id, id, adopted_on) references intelligence.area_selection_adoption (partnership_id, selection_id, adopted_on);

-- Frameworks ------------------------------------------------------------------------------------------------------------------------
revoke update on strategy.framework, strategy.framework_entry, strategy.entry_outcome, strategy.entry_indicator, strategy.monitoring from concord_app;
grant update (title, publisher, published_on, starts_on, ends_on, entries_in_all, source, note, revision) on strategy.framework to concord_app;
grant update (title, kind, grouping, part_of, definition, monitoring_body, in_agreement, revision) on strategy.framework_entry to concord_app;
grant update (note) on strategy.entry_outcome to concord_app;
grant update (fit, note) on strategy.entry_indicator to concord_app;
grant update (body_id, note, revision) on strategy.monitoring to concord_app;

-- Figures that are checked, and open data ------------------------------------------------------------------------------------------
-- The owner that a policy compares is the one of the check, and not whoever a row says.
alter table intelligence.figure_check add constraint figure_check_of_its_owner unique (partnership_id, id, owner_agency_id);
alter table intelligence.figure_check_step
  add constraint figure_check_step_of_the_owner foreign key (partnership_id, check_id, owner_agency_id) references intelligence.figure_check (partnership_id, id, owner_agency_id);
revoke update on intelligence.open_dataset from concord_app;
grant update (publication_id, owner_agency_id, slug, title, about, licence, issued_on, modified_on, rows, figures, tag, made_from) on intelligence.open_dataset to concord_app;

-- A file has no fewer rows than none.
alter table platform.imported_file
  add constraint imported_file_counts_rows check (least(read, added, changed, unchanged, not_used) >= 0);

-- Casework --------------------------------------------------------------------------------------------------------------------------
-- Whom a restricted thing is entrusted to is said by the agency that holds the record, or one that takes part in the case (its lead
-- may pass to another). Rows that whoever restricted a record made in their own agency's name are put right first, with their endings.
alter table casework.record add constraint record_held_by unique (partnership_id, id, agency_id);
alter table casework.entrusting_ending drop constraint entrusting_ending_of_its_naming;
update casework.entrusting_ending x set agency_id = r.agency_id
  from casework.entrusting e join casework.record r on r.partnership_id = e.partnership_id and r.id = e.record_id
  where x.partnership_id = e.partnership_id and x.entrusting_id = e.id and x.agency_id <> r.agency_id;
update casework.entrusting e set agency_id = r.agency_id
  from casework.record r where r.partnership_id = e.partnership_id and r.id = e.record_id and r.agency_id <> e.agency_id;
alter table casework.entrusting_ending
  add constraint entrusting_ending_of_its_naming foreign key (partnership_id, entrusting_id, agency_id, account_id) references casework.entrusting (partnership_id, id, agency_id, account_id) on delete cascade;
alter table casework.entrusting
  add constraint entrusting_by_who_holds_the_record foreign key (partnership_id, record_id, agency_id) references casework.record (partnership_id, id, agency_id) on delete cascade,
  add constraint entrusting_by_who_takes_part_in_the_case foreign key (partnership_id, case_id, agency_id) references casework.case_member (partnership_id, case_id, agency_id) on delete cascade,
  add constraint entrusting_without_being_named_is_for_a_fortnight check (named_by is not null or until_on <= on_day + 14);
comment on constraint entrusting_without_being_named_is_for_a_fortnight on casework.entrusting is 'untilOn: Whoever restricts what they work with goes on for a fortnight. Information governance names them for longer.';
