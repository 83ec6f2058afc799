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
