-- A figure is final once its period is over on the real day, and of a period that has not begun nothing is known. One day is left for
-- clocks and time zones. What was recorded before stays as it was.
alter table intelligence.observation
  add constraint observation_is_final_once_its_period_is_over
    check (quality <> 'final' or period_end <= (recorded_at at time zone 'UTC')::date + 1) not valid,
  add constraint observation_of_a_period_that_has_begun
    check (quality = 'awaited' or period_start <= (recorded_at at time zone 'UTC')::date + 1) not valid,
  add constraint observation_note_has_a_length check (length(note) <= 5000) not valid,
  add constraint observation_source_has_a_length check (length(source) <= 1000) not valid;
comment on constraint observation_is_final_once_its_period_is_over on intelligence.observation is 'quality: The period is not over yet. Record the figure as provisional.';
comment on constraint observation_of_a_period_that_has_begun on intelligence.observation is 'period: The period has not begun. Nothing can be known of it yet.';
comment on constraint observation_note_has_a_length on intelligence.observation is 'note: Write at most 5,000 characters.';
comment on constraint observation_source_has_a_length on intelligence.observation is 'source: Write at most 1,000 characters.';
