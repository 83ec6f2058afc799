-- A survey asks the same questions in waves. Answers are written once, read by nobody but the count, and counted when a wave is over.

create table intelligence.survey (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint survey_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug <> 'new'),
  title text not null constraint survey_title_is_given check (length(trim(title)) > 0),
  about text not null default '',
  geography text not null default '',
  synthetic boolean not null default false,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint survey_slug_unique unique (partnership_id, slug)
);
comment on constraint survey_slug_unique on intelligence.survey is 'slug: Another survey already has this short name. Choose another.';
comment on constraint survey_slug_is_a_slug on intelligence.survey is 'slug: Use small letters, digits and hyphens, such as place-survey.';
comment on constraint survey_title_is_given on intelligence.survey is 'title: Enter a title.';
comment on table intelligence.survey is 'What is asked of residents again and again: Feeling the Difference, the Place Survey.';
comment on column intelligence.survey.geography is 'Respondents are asked which place of this geography they live in; empty when they are not asked. Files may name any place.';
comment on column intelligence.survey.synthetic is 'Its answers are invented, as in an example; every page of it says so.';
alter table intelligence.survey enable row level security;
create policy survey_is_read_by_members on intelligence.survey for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_is_defined_by_editors on intelligence.survey for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy survey_is_changed_by_editors on intelligence.survey for update
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, update on intelligence.survey to concord_app;

create table intelligence.survey_question (
  partnership_id uuid not null,
  survey_id uuid not null,
  slug text not null constraint survey_question_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position integer not null,
  kind text not null constraint survey_question_kind check (kind in ('single', 'multiple', 'scale', 'number', 'text')),
  wording text not null constraint survey_question_wording_is_given check (length(trim(wording)) > 0),
  hint text not null default '',
  needed boolean not null default false,
  choices jsonb not null,
  lowest integer,
  highest integer,
  withdrawn_on date,
  primary key (partnership_id, survey_id, slug),
  constraint survey_question_of_survey foreign key (partnership_id, survey_id) references intelligence.survey (partnership_id, id),
  constraint survey_question_bounds_are_of_a_number check (kind = 'number' or (lowest is null and highest is null)),
  constraint survey_question_bounds_leave_room check (lowest <= highest),
  constraint survey_question_slug_is_no_column check (slug not in ('weight', 'place', 'response', 'code')),
  constraint survey_question_offers_choices check (jsonb_typeof(choices) = 'array'
    and (jsonb_array_length(choices) >= 2) = (kind in ('single', 'multiple', 'scale')))
);
comment on constraint survey_question_bounds_are_of_a_number on intelligence.survey_question is 'highest: Only a number has a lowest and a highest answer.';
comment on constraint survey_question_bounds_leave_room on intelligence.survey_question is 'highest: Enter a highest answer that is not below the lowest.';
comment on constraint survey_question_slug_is_no_column on intelligence.survey_question is 'slug: Files use this name for something else. Choose another.';
comment on constraint survey_question_slug_is_a_slug on intelligence.survey_question is 'slug: Use small letters, digits and hyphens, such as safe-by-day.';
comment on constraint survey_question_wording_is_given on intelligence.survey_question is 'wording: Enter the question as it is asked.';
comment on constraint survey_question_offers_choices on intelligence.survey_question is 'choices: Enter at least two answers, one on each line; none for a number or free text.';
comment on table intelligence.survey_question is 'A question in the words it is asked in. It is never reworded, since waves would not compare: it is withdrawn, and another asked.';
comment on column intelligence.survey_question.choices is 'What may be answered, in order: [{"value", "text", "positive"}]. The positive ones make its share for an indicator.';
alter table intelligence.survey_question enable row level security;
create policy survey_question_is_read_by_members on intelligence.survey_question for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_question_is_asked_by_editors on intelligence.survey_question for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy survey_question_is_withdrawn_by_editors on intelligence.survey_question for update
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, update (withdrawn_on) on intelligence.survey_question to concord_app;

create table intelligence.survey_group (
  partnership_id uuid not null,
  survey_id uuid not null,
  slug text not null constraint survey_group_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  position integer not null,
  title text not null constraint survey_group_title_is_given check (length(trim(title)) > 0),
  choices jsonb not null,
  primary key (partnership_id, survey_id, slug),
  constraint survey_group_of_survey foreign key (partnership_id, survey_id) references intelligence.survey (partnership_id, id),
  constraint survey_group_slug_is_no_column check (slug not in ('weight', 'place', 'response', 'code')),
  constraint survey_group_offers_choices check (jsonb_typeof(choices) = 'array' and jsonb_array_length(choices) >= 2)
);
comment on constraint survey_group_offers_choices on intelligence.survey_group is 'choices: Enter at least two groups, one on each line.';
comment on constraint survey_group_slug_is_no_column on intelligence.survey_group is 'slug: Files use this name for something else. Choose another.';
comment on table intelligence.survey_group is 'What answers are told apart by, such as age band and sex: broad groups, never what says who somebody is. Insert-only.';
alter table intelligence.survey_group enable row level security;
create policy survey_group_is_read_by_members on intelligence.survey_group for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_group_is_set_by_editors on intelligence.survey_group for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.survey_group to concord_app;

create policy survey_wave_is_read_by_the_form_and_the_count on intelligence.survey_wave for select
  using (partnership_id = platform.partnership() and (platform.may('surveys.answer') or platform.may('surveys.count')));

create table intelligence.survey_fielding (
  partnership_id uuid not null,
  wave_id uuid not null,
  survey_id uuid not null,
  method text not null constraint survey_fielding_method check (method in
    ('online', 'paper', 'post', 'telephone', 'face-to-face', 'panel', 'mixed', 'not-stated')),
  weights text not null constraint survey_fielding_weights check (weights in ('weighted', 'unweighted', 'not-stated')),
  revision integer not null default 1,
  primary key (partnership_id, wave_id),
  constraint survey_fielding_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_wave (partnership_id, id),
  constraint survey_fielding_of_survey foreign key (partnership_id, survey_id) references intelligence.survey (partnership_id, id)
);
comment on table intelligence.survey_fielding is 'How a wave of a survey was asked. Its dates and size stand in survey_wave; answers lock this row, so that none comes after the closing.';
create index survey_fielding_by_survey on intelligence.survey_fielding (partnership_id, survey_id);
alter table intelligence.survey_fielding enable row level security;
create policy survey_fielding_is_read_by_members on intelligence.survey_fielding for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_fielding_is_set_by_editors on intelligence.survey_fielding for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy survey_fielding_is_held_while_answers_come on intelligence.survey_fielding for update
  using (partnership_id = platform.partnership()
    and (platform.may('indicators.edit') or platform.may('observations.record') or platform.may('surveys.answer') or platform.may('surveys.count')));
grant select, insert, update (revision) on intelligence.survey_fielding to concord_app;

create table intelligence.survey_opening (
  partnership_id uuid not null,
  wave_id uuid not null,
  opened_on date not null,
  closes_on date not null,
  welcome text not null default '',
  codes boolean not null,
  opened_by uuid,
  primary key (partnership_id, wave_id),
  constraint survey_opening_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_opening_closes_after_it_opens check (closes_on >= opened_on)
);
comment on constraint survey_opening_closes_after_it_opens on intelligence.survey_opening is 'closesOn: The last day cannot lie in the past.';
comment on table intelligence.survey_opening is 'A wave that anybody may answer at its public address, until which day, and whether households need a code. Insert-only.';
alter table intelligence.survey_opening enable row level security;
create policy survey_opening_is_read_by_members on intelligence.survey_opening for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer')));
create policy survey_opening_is_made_by_editors on intelligence.survey_opening for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.survey_opening to concord_app;

create table intelligence.survey_closing (
  partnership_id uuid not null,
  wave_id uuid not null,
  closed_on date not null,
  responses integer not null,
  closed_by uuid,
  primary key (partnership_id, wave_id),
  constraint survey_closing_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id)
);
comment on constraint survey_closing_pkey on intelligence.survey_closing is 'This wave is closed already.';
comment on table intelligence.survey_closing is 'A wave that is over: it was counted with so many responses. It is not opened again, since two counts would tell what one more person answered. Insert-only.';
alter table intelligence.survey_closing enable row level security;
create policy survey_closing_is_read_by_members on intelligence.survey_closing for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_closing_is_made_by_editors on intelligence.survey_closing for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.survey_closing to concord_app;

create table intelligence.survey_response (
  partnership_id uuid not null,
  id uuid not null,
  wave_id uuid not null,
  way text not null constraint survey_response_way check (way in ('file', 'form', 'paper')),
  weight numeric constraint survey_response_weight_is_positive check (weight > 0),
  place_slug text,
  groups jsonb not null constraint survey_response_groups_are_named check (jsonb_typeof(groups) = 'object'),
  answers jsonb not null constraint survey_response_answers_are_named check (jsonb_typeof(answers) = 'object'),
  source_key text,
  received_on date not null,
  primary key (partnership_id, id),
  constraint survey_response_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_response_brought_once unique (partnership_id, wave_id, source_key)
);
comment on constraint survey_response_brought_once on intelligence.survey_response is 'Somebody else has just brought the same responses. Look at the preview again.';
comment on table intelligence.survey_response is 'What one respondent answered, by question: no name, address, device, time of day or account. Insert-only, and read by nobody but the count.';
comment on column intelligence.survey_response.source_key is 'Of a file: the respondent''s key hashed, or the row and how many like it came before, so that a file brought again changes nothing.';
create index survey_response_by_wave on intelligence.survey_response (partnership_id, wave_id, id);
alter table intelligence.survey_response enable row level security;
create policy survey_response_is_read_by_the_count on intelligence.survey_response for select
  using (partnership_id = platform.partnership() and platform.may('surveys.count'));
create policy survey_response_is_given on intelligence.survey_response for insert
  with check (partnership_id = platform.partnership() and (platform.may('observations.record') or platform.may('surveys.answer')));
grant select, insert on intelligence.survey_response to concord_app;

create table intelligence.survey_household (
  partnership_id uuid not null,
  wave_id uuid not null,
  code_hash bytea not null,
  primary key (partnership_id, wave_id, code_hash),
  constraint survey_household_in_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id)
);
comment on table intelligence.survey_household is 'Codes that households were sent, hashed: which household has which is kept nowhere here. Insert-only.';
alter table intelligence.survey_household enable row level security;
create policy survey_household_is_known_to_the_form on intelligence.survey_household for select
  using (partnership_id = platform.partnership() and (platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_household_is_given_a_code_by_editors on intelligence.survey_household for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.survey_household to concord_app;

create table intelligence.survey_household_answered (
  partnership_id uuid not null,
  wave_id uuid not null,
  code_hash bytea not null,
  answered_on date not null,
  constraint survey_household_answers_once primary key (partnership_id, wave_id, code_hash),
  constraint survey_household_answered_with_its_code foreign key (partnership_id, wave_id, code_hash)
    references intelligence.survey_household (partnership_id, wave_id, code_hash)
);
comment on constraint survey_household_answers_once on intelligence.survey_household_answered is 'code: Somebody has answered with this code already. Each household answers once.';
comment on constraint survey_household_answered_with_its_code on intelligence.survey_household_answered is 'code: This code is not known. Check it against your letter.';
comment on table intelligence.survey_household_answered is 'That a code was used, on which day, never with which response. Insert-only.';
alter table intelligence.survey_household_answered enable row level security;
create policy survey_household_answered_is_known_to_the_form on intelligence.survey_household_answered for select
  using (partnership_id = platform.partnership() and (platform.may('surveys.answer') or platform.may('surveys.count')));
create policy survey_household_answered_is_recorded on intelligence.survey_household_answered for insert
  with check (partnership_id = platform.partnership() and (platform.may('surveys.answer') or platform.may('observations.record')));
grant select, insert on intelligence.survey_household_answered to concord_app;

create table intelligence.survey_import (
  partnership_id uuid not null,
  id uuid not null,
  wave_id uuid not null,
  file text not null,
  account jsonb not null,
  imported_at timestamptz not null default now(),
  imported_by uuid,
  primary key (partnership_id, id),
  constraint survey_import_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id)
);
comment on table intelligence.survey_import is 'What became of every row of a file of responses: how many were used, and each that was not with its reason, never with what it said. Insert-only.';
create index survey_import_by_wave on intelligence.survey_import (partnership_id, wave_id, id);
alter table intelligence.survey_import enable row level security;
create policy survey_import_is_read_by_members on intelligence.survey_import for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_import_is_recorded_by_analysts on intelligence.survey_import for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert on intelligence.survey_import to concord_app;

create table intelligence.survey_figure (
  partnership_id uuid not null,
  wave_id uuid not null,
  question_slug text not null,
  split text not null,
  part text not null,
  choice text not null,
  hidden boolean not null,
  answered integer,
  effective numeric,
  people integer,
  value numeric,
  low numeric,
  high numeric,
  primary key (partnership_id, wave_id, question_slug, split, part, choice),
  constraint survey_figure_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_figure_that_is_hidden_says_nothing check (not hidden or (people is null and value is null and low is null and high is null))
);
comment on table intelligence.survey_figure is 'What a wave found, counted once when it closed and suppressed before it was written: every reader sees the same. Insert-only.';
comment on column intelligence.survey_figure.split is 'Empty for all; place, or the group that answers are told apart by.';
comment on column intelligence.survey_figure.part is 'Which place or group of the split; empty for all.';
comment on column intelligence.survey_figure.choice is 'A choice''s value; + for the positive ones together; = for the mean of a number.';
comment on column intelligence.survey_figure.effective is 'The sample size that the intervals rest on: answers over the design effect of the weights (Kish).';
alter table intelligence.survey_figure enable row level security;
create policy survey_figure_is_read_by_members on intelligence.survey_figure for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_figure_is_counted on intelligence.survey_figure for insert
  with check (partnership_id = platform.partnership() and platform.may('surveys.count'));
grant select, insert on intelligence.survey_figure to concord_app;

create table intelligence.survey_comment (
  partnership_id uuid not null,
  id uuid not null,
  wave_id uuid not null,
  question_slug text not null,
  words text not null constraint survey_comment_says_something check (length(trim(words)) > 0),
  received_on date not null,
  primary key (partnership_id, id),
  constraint survey_comment_in_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id)
);
comment on table intelligence.survey_comment is 'What somebody wrote in their own words, which may say who they are: it stands apart from their other answers, and only who codes comments reads it. Insert-only.';
create index survey_comment_by_wave on intelligence.survey_comment (partnership_id, wave_id, id);
alter table intelligence.survey_comment enable row level security;
create policy survey_comment_is_read_by_coders on intelligence.survey_comment for select
  using (partnership_id = platform.partnership() and platform.may('surveys.comments'));
create policy survey_comment_is_given on intelligence.survey_comment for insert
  with check (partnership_id = platform.partnership() and (platform.may('observations.record') or platform.may('surveys.answer')));
grant select, insert on intelligence.survey_comment to concord_app;

create table intelligence.survey_theme (
  partnership_id uuid not null,
  survey_id uuid not null,
  slug text not null constraint survey_theme_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint survey_theme_title_is_given check (length(trim(title)) > 0),
  says text not null default '',
  constraint survey_theme_unique primary key (partnership_id, survey_id, slug),
  constraint survey_theme_of_survey foreign key (partnership_id, survey_id) references intelligence.survey (partnership_id, id)
);
comment on constraint survey_theme_unique on intelligence.survey_theme is 'title: The code frame has this theme already.';
comment on constraint survey_theme_slug_is_a_slug on intelligence.survey_theme is 'title: Name the theme with letters.';
comment on table intelligence.survey_theme is 'The code frame of a survey: themes that comments are coded to. Insert-only.';
alter table intelligence.survey_theme enable row level security;
create policy survey_theme_is_read_by_members on intelligence.survey_theme for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_theme_is_added_by_coders on intelligence.survey_theme for insert
  with check (partnership_id = platform.partnership() and platform.may('surveys.comments'));
grant select, insert on intelligence.survey_theme to concord_app;

create table intelligence.survey_coding (
  partnership_id uuid not null,
  comment_id uuid not null,
  survey_id uuid not null,
  theme_slug text not null,
  coded_on date not null,
  coded_by uuid,
  primary key (partnership_id, comment_id, theme_slug),
  constraint survey_coding_of_comment foreign key (partnership_id, comment_id) references intelligence.survey_comment (partnership_id, id),
  constraint survey_coding_to_theme foreign key (partnership_id, survey_id, theme_slug) references intelligence.survey_theme (partnership_id, survey_id, slug)
);
comment on table intelligence.survey_coding is 'A comment is about a theme, as somebody judged on a day; a comment may be about several. What is taken off stands in the audit trail.';
create index survey_coding_by_theme on intelligence.survey_coding (partnership_id, survey_id, theme_slug);
alter table intelligence.survey_coding enable row level security;
create policy survey_coding_is_read_by_coders on intelligence.survey_coding for select
  using (partnership_id = platform.partnership() and platform.may('surveys.comments'));
create policy survey_coding_is_done_by_coders on intelligence.survey_coding for insert
  with check (partnership_id = platform.partnership() and platform.may('surveys.comments'));
create policy survey_coding_is_taken_off_by_coders on intelligence.survey_coding for delete
  using (partnership_id = platform.partnership() and platform.may('surveys.comments'));
grant select, insert, delete on intelligence.survey_coding to concord_app;

create table intelligence.survey_quotation (
  partnership_id uuid not null,
  id uuid not null,
  wave_id uuid not null,
  comment_id uuid not null,
  words text not null constraint survey_quotation_says_something check (length(trim(words)) > 0),
  offered_on date not null,
  offered_by uuid,
  primary key (partnership_id, id),
  constraint survey_quotation_of_comment foreign key (partnership_id, comment_id) references intelligence.survey_comment (partnership_id, id),
  constraint survey_quotation_once unique (partnership_id, comment_id),
  constraint survey_quotation_in_wave foreign key (partnership_id, wave_id) references intelligence.survey_fielding (partnership_id, wave_id)
);
comment on constraint survey_quotation_says_something on intelligence.survey_quotation is 'words: Enter the words that may be quoted.';
comment on constraint survey_quotation_once on intelligence.survey_quotation is 'words: A quotation of this comment is offered already.';
comment on table intelligence.survey_quotation is 'What of a comment may be quoted, after somebody took out what says who wrote it; offered to reports. Insert-only.';
create index survey_quotation_by_wave on intelligence.survey_quotation (partnership_id, wave_id, id);
alter table intelligence.survey_quotation enable row level security;
create policy survey_quotation_is_read_by_members on intelligence.survey_quotation for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_quotation_is_offered_by_coders on intelligence.survey_quotation for insert
  with check (partnership_id = platform.partnership() and platform.may('surveys.comments'));
grant select, insert on intelligence.survey_quotation to concord_app;

create table intelligence.survey_pair (
  partnership_id uuid not null,
  id uuid not null,
  survey_id uuid not null,
  title text not null constraint survey_pair_title_is_given check (length(trim(title)) > 0),
  place_slug text not null constraint survey_pair_place_is_given check (length(trim(place_slug)) > 0),
  before_wave_id uuid not null,
  after_wave_id uuid not null,
  for_kind text,
  for_id uuid,
  paired_on date not null,
  primary key (partnership_id, id),
  constraint survey_pair_of_survey foreign key (partnership_id, survey_id) references intelligence.survey (partnership_id, id),
  constraint survey_pair_before foreign key (partnership_id, before_wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_pair_after foreign key (partnership_id, after_wave_id) references intelligence.survey_fielding (partnership_id, wave_id),
  constraint survey_pair_is_of_two_waves check (before_wave_id <> after_wave_id),
  constraint survey_pair_unique unique nulls not distinct (partnership_id, survey_id, place_slug, before_wave_id, after_wave_id, for_id),
  constraint survey_pair_for_is_whole check ((for_kind is null) = (for_id is null))
);
comment on constraint survey_pair_title_is_given on intelligence.survey_pair is 'title: Say what happened between the two waves.';
comment on constraint survey_pair_place_is_given on intelligence.survey_pair is 'place: Choose the place.';
comment on constraint survey_pair_is_of_two_waves on intelligence.survey_pair is 'afterWaveId: Choose another wave than the one before.';
comment on constraint survey_pair_unique on intelligence.survey_pair is 'place: This pair is there already.';
comment on table intelligence.survey_pair is 'The same questions asked in one place before and after a project. Insert-only.';
alter table intelligence.survey_pair enable row level security;
create policy survey_pair_is_read_by_members on intelligence.survey_pair for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_pair_is_made_by_editors on intelligence.survey_pair for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.survey_pair to concord_app;

create table intelligence.survey_feed (
  partnership_id uuid not null,
  survey_id uuid not null,
  question_slug text not null,
  indicator_id uuid not null,
  places boolean not null default false,
  constraint survey_feed_unique primary key (partnership_id, survey_id, question_slug, indicator_id),
  constraint survey_feed_from_question foreign key (partnership_id, survey_id, question_slug)
    references intelligence.survey_question (partnership_id, survey_id, slug),
  constraint survey_feed_to_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on constraint survey_feed_unique on intelligence.survey_feed is 'indicatorId: This question feeds this indicator already.';
comment on table intelligence.survey_feed is 'Which question gives the figures of which indicator, and whether place by place too.';
create index survey_feed_by_indicator on intelligence.survey_feed (partnership_id, indicator_id);
alter table intelligence.survey_feed enable row level security;
create policy survey_feed_is_read_by_members on intelligence.survey_feed for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_feed_is_set_by_editors on intelligence.survey_feed for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy survey_feed_is_ended_by_editors on intelligence.survey_feed for delete
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, delete on intelligence.survey_feed to concord_app;

create table intelligence.survey_publication (
  partnership_id uuid not null,
  wave_id uuid not null,
  published_on date not null,
  figures integer not null,
  published_by uuid,
  primary key (partnership_id, wave_id),
  constraint survey_publication_of_wave foreign key (partnership_id, wave_id) references intelligence.survey_closing (partnership_id, wave_id)
);
comment on constraint survey_publication_pkey on intelligence.survey_publication is 'This wave is published already.';
comment on table intelligence.survey_publication is 'A closed wave whose figures were written to the indicators that its questions feed. Insert-only.';
alter table intelligence.survey_publication enable row level security;
create policy survey_publication_is_read_by_members on intelligence.survey_publication for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy survey_publication_is_made_by_analysts on intelligence.survey_publication for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert on intelligence.survey_publication to concord_app;
