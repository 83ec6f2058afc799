-- Members score what the place needs by the partnership's own criteria. Nobody sees another's scores; when an exercise closes
-- they are counted and go.

create table strategy.exercise (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  title text not null constraint exercise_title_is_given check (length(trim(title)) > 0),
  opened_on date not null,
  closes_on date not null,
  state text not null default 'open' constraint exercise_state check (state in ('open', 'closed')),
  closed_on date,
  answered integer,
  synthetic boolean not null default false,
  primary key (partnership_id, id),
  constraint exercise_is_in_a_state unique (partnership_id, id, state),
  constraint exercise_closes_after_it_opens check (closes_on >= opened_on),
  constraint exercise_is_closed_with_its_count check ((state = 'closed') = (closed_on is not null and answered is not null)),
  constraint exercise_is_answered_by_enough check (answered is null or answered >= 5)
);
comment on table strategy.exercise is 'A priority-setting exercise: members score needs by criteria until it closes.';
comment on constraint exercise_title_is_given on strategy.exercise is 'title: Say what is decided between, such as Priorities for 2013/14.';
comment on constraint exercise_closes_after_it_opens on strategy.exercise is 'closesOn: Give a day from today on.';
comment on constraint exercise_is_answered_by_enough on strategy.exercise is 'Fewer than five members have scored: what some gave could be told from the result. Wait for more.';
comment on column strategy.exercise.synthetic is 'Its scores are invented, as in an example; every page of it says so.';
alter table strategy.exercise enable row level security;
create policy exercise_is_read_by_members on strategy.exercise for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy exercise_is_begun_by_editors on strategy.exercise for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy exercise_is_closed_by_the_count on strategy.exercise for update
  using (partnership_id = platform.partnership() and platform.may('needs.count'));
grant select, insert, update (state, closed_on, answered) on strategy.exercise to concord_app;

create table strategy.exercise_criterion (
  partnership_id uuid not null,
  exercise_id uuid not null,
  position integer not null,
  title text not null constraint exercise_criterion_title_is_given check (length(trim(title)) > 0),
  weight integer not null,
  primary key (partnership_id, exercise_id, position),
  constraint exercise_criterion_of_exercise foreign key (partnership_id, exercise_id) references strategy.exercise (partnership_id, id),
  constraint exercise_criterion_weighs_something check (weight between 1 and 100)
);
comment on table strategy.exercise_criterion is 'By what needs are scored in an exercise, and how much it weighs.';
comment on constraint exercise_criterion_weighs_something on strategy.exercise_criterion is 'criteria: Give each criterion a weight from 1 to 100, such as “How many people it touches: 3”.';
alter table strategy.exercise_criterion enable row level security;
create policy exercise_criterion_is_read_by_members on strategy.exercise_criterion for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy exercise_criterion_is_set_by_editors on strategy.exercise_criterion for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert on strategy.exercise_criterion to concord_app;

create table strategy.exercise_need (
  partnership_id uuid not null,
  exercise_id uuid not null,
  need_id uuid not null,
  primary key (partnership_id, exercise_id, need_id),
  constraint exercise_need_of_exercise foreign key (partnership_id, exercise_id) references strategy.exercise (partnership_id, id),
  constraint exercise_need_of_need foreign key (partnership_id, need_id) references strategy.need (partnership_id, id)
);
comment on table strategy.exercise_need is 'A need that is scored in an exercise.';
create index exercise_need_by_need on strategy.exercise_need (partnership_id, need_id);
alter table strategy.exercise_need enable row level security;
create policy exercise_need_is_read_by_members on strategy.exercise_need for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy exercise_need_is_chosen_by_editors on strategy.exercise_need for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert on strategy.exercise_need to concord_app;

-- The state stands in each score: while one is there its exercise cannot close, and none can be added to a closed one.
create table strategy.exercise_score (
  partnership_id uuid not null,
  exercise_id uuid not null,
  account_id uuid not null,
  need_id uuid not null,
  criterion integer not null,
  score integer not null,
  state text not null default 'open' constraint exercise_score_is_of_an_open_exercise check (state = 'open'),
  primary key (partnership_id, exercise_id, account_id, need_id, criterion),
  constraint exercise_score_of_open_exercise foreign key (partnership_id, exercise_id, state) references strategy.exercise (partnership_id, id, state),
  constraint exercise_score_of_need foreign key (partnership_id, exercise_id, need_id) references strategy.exercise_need (partnership_id, exercise_id, need_id),
  constraint exercise_score_of_criterion foreign key (partnership_id, exercise_id, criterion) references strategy.exercise_criterion (partnership_id, exercise_id, position),
  constraint exercise_score_is_from_1_to_5 check (score between 1 and 5)
);
comment on table strategy.exercise_score is 'What one member gave one need by one criterion; theirs alone, and gone once it is counted.';
comment on constraint exercise_score_of_open_exercise on strategy.exercise_score is 'This exercise has closed. Your scores were not taken.';
comment on constraint exercise_score_is_from_1_to_5 on strategy.exercise_score is 'Give each criterion a score from 1 to 5.';
alter table strategy.exercise_score enable row level security;
create policy exercise_score_is_seen_by_who_gave_it on strategy.exercise_score for select
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('needs.count')));
create policy exercise_score_is_given_for_oneself on strategy.exercise_score for insert
  with check (partnership_id = platform.partnership() and account_id = platform.account() and platform.may('needs.score'));
create policy exercise_score_is_changed_by_who_gave_it on strategy.exercise_score for update
  using (partnership_id = platform.partnership() and account_id = platform.account() and platform.may('needs.score'));
create policy exercise_score_goes_when_counted on strategy.exercise_score for delete
  using (partnership_id = platform.partnership() and platform.may('needs.count'));
grant select, insert, update (score), delete on strategy.exercise_score to concord_app;

create table strategy.exercise_result (
  partnership_id uuid not null,
  exercise_id uuid not null,
  need_id uuid not null,
  criterion integer not null,
  mean numeric(6, 3) not null,
  low numeric(6, 3) not null,
  middle numeric(6, 3) not null,
  high numeric(6, 3) not null,
  primary key (partnership_id, exercise_id, need_id, criterion),
  constraint exercise_result_of_need foreign key (partnership_id, exercise_id, need_id) references strategy.exercise_need (partnership_id, exercise_id, need_id),
  constraint exercise_result_is_a_score check (1 <= low and low <= middle and middle <= high and high <= 5 and mean between 1 and 5)
);
comment on table strategy.exercise_result is 'What members gave a need together: mean, quartiles and median, by a criterion or (0) weighted over all. Insert-only.';
alter table strategy.exercise_result enable row level security;
create policy exercise_result_is_read_by_members on strategy.exercise_result for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy exercise_result_is_written_by_the_count on strategy.exercise_result for insert
  with check (partnership_id = platform.partnership() and platform.may('needs.count'));
grant select, insert on strategy.exercise_result to concord_app;
