-- The last day of a stream is a fact of its own: who moves it on names the funder's letter.
create table fund.stream_last_day (
  partnership_id uuid not null references partners.partnership (partnership_id),
  stream_id uuid not null,
  number integer not null constraint last_day_number_is_positive check (number > 0),
  follows integer,
  lapses_on date,
  last_day date generated always as (coalesce(lapses_on, date '9999-12-31')) stored not null,
  last_day_before date,
  letter text not null default '',
  letter_on date,
  on_day date not null,
  account_id uuid,
  primary key (partnership_id, stream_id, number),
  constraint last_day_known unique (partnership_id, stream_id, number, last_day),
  constraint last_days_have_no_gap check ((number = 1) = (follows is null) and (follows is null) = (last_day_before is null)
    and (follows is null or follows = number - 1)),
  constraint last_day_follows_the_last foreign key (partnership_id, stream_id, follows, last_day_before)
    references fund.stream_last_day (partnership_id, stream_id, number, last_day),
  constraint last_day_moves_on_by_a_letter check (last_day_before is null or last_day <= last_day_before
    or (length(trim(letter)) > 0 and letter_on is not null and letter_on <= on_day))
);
comment on table fund.stream_last_day is 'The last days a stream has had, the newest counts: when somebody said so, and the funder''s letter that moved it on. Insert-only.';
comment on column fund.stream_last_day.lapses_on is 'Null where the stream does not lapse.';
comment on column fund.stream_last_day.last_day is 'The same, as a day that later rows can name: 31 December 9999 where it does not lapse.';
comment on constraint last_day_number_is_positive on fund.stream_last_day is 'Somebody changed this stream at the same moment. Send it again.';
comment on constraint last_days_have_no_gap on fund.stream_last_day is 'Somebody changed this stream at the same moment. Send it again.';
comment on constraint last_day_follows_the_last on fund.stream_last_day is 'Somebody changed this stream at the same moment. Send it again.';
comment on constraint last_day_moves_on_by_a_letter on fund.stream_last_day is 'letter: Name the funder''s letter that extends the stream, and its date: nobody else may extend it.';
alter table fund.stream_last_day enable row level security;
create policy stream_last_day_is_read on fund.stream_last_day for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy stream_last_day_is_added on fund.stream_last_day for insert
  with check (partnership_id = platform.partnership() and platform.may('fund.keep'));
grant select, insert on fund.stream_last_day to concord_app;

-- What stands already begins its history here.
insert into fund.stream_last_day (partnership_id, stream_id, number, lapses_on, on_day)
  select s.partnership_id, s.id, 1, s.lapses_on, partners.business_date(p)
  from fund.stream s join partners.partnership p on p.partnership_id = s.partnership_id;
alter table fund.stream add column last_day_number integer;
alter table fund.stream add column last_day date generated always as (coalesce(lapses_on, date '9999-12-31')) stored;
update fund.stream set last_day_number = 1;
alter table fund.stream alter column last_day_number set not null;
alter table fund.stream add constraint stream_last_day_is_on_record foreign key (partnership_id, id, last_day_number, last_day)
  references fund.stream_last_day (partnership_id, stream_id, number, last_day);
comment on column fund.stream.last_day_number is 'Which row of its last days stands.';
comment on constraint stream_last_day_is_on_record on fund.stream is 'lapsesOn: The last day changes only with a row that says what moved it.';

-- An entry says when it was entered, and by which last day. What is dated before a lapse and entered after it says why.
alter table fund.entry
  add column entered_on date,
  add column last_day_number integer,
  add column last_day date,
  add column late_reason text,
  add column late_evidence text,
  add constraint entry_says_when_it_was_entered check ((entered_on is null) = (last_day is null) and (last_day is null) = (last_day_number is null)),
  add constraint entry_last_day_is_of_its_stream foreign key (partnership_id, stream_id, last_day_number, last_day)
    references fund.stream_last_day (partnership_id, stream_id, number, last_day),
  add constraint entry_has_happened check (entered_on is null or on_day <= entered_on),
  add constraint entry_commits_before_the_lapse check (kind not in ('reserved', 'allocated', 'posted', 'drawn') or last_day is null or on_day <= last_day),
  add constraint entry_entered_after_the_lapse_says_why check (kind not in ('reserved', 'allocated', 'posted', 'drawn')
    or last_day is null or entered_on <= last_day
    or (length(trim(coalesce(late_reason, ''))) > 0 and length(trim(coalesce(late_evidence, ''))) > 0));
comment on column fund.entry.entered_on is 'The day on which it was written down. Null in what was written before this was kept.';
comment on column fund.entry.last_day is 'The last day of the stream as it stood when this was written down.';
comment on column fund.entry.late_reason is 'Why what happened before the stream lapsed was entered only after it.';
comment on column fund.entry.late_evidence is 'What shows that it happened then: minutes, invoice, letter, with number and date.';
comment on constraint entry_has_happened on fund.entry is 'day: Enter a day that has come.';
comment on constraint entry_commits_before_the_lapse on fund.entry is 'day: The stream has lapsed: what is left of it is owed to the funder and cannot be committed or spent.';
comment on constraint entry_entered_after_the_lapse_says_why on fund.entry is 'lateReason: The stream has lapsed since: say why this is entered only now, and what shows that it happened before.';
comment on constraint entry_says_when_it_was_entered on fund.entry is 'An entry says when it was entered and by which last day of its stream.';
comment on constraint entry_last_day_is_of_its_stream on fund.entry is 'Somebody changed this stream at the same moment. Send it again.';
create policy entry_says_its_day on fund.entry as restrictive for insert with check (entered_on is not null);
create index entry_entered_late on fund.entry (partnership_id, on_day) where late_reason is not null;

-- A verdict names the last day and the newest rule it was given by, and answers rule by rule.
alter table fund.verdict
  add column last_day_number integer,
  add column last_day date,
  add column last_rule_id uuid,
  add constraint verdict_last_day_is_of_its_stream foreign key (partnership_id, stream_id, last_day_number, last_day)
    references fund.stream_last_day (partnership_id, stream_id, number, last_day),
  add constraint verdict_names_its_last_day check ((last_day is null) = (last_day_number is null)),
  add constraint verdict_allows_nothing_after_the_lapse check (verdict <> 'allowed' or last_day is null or on_day <= last_day);
comment on column fund.verdict.last_rule_id is 'The newest rule that the stream had when it was asked; null while it had none.';
comment on constraint verdict_last_day_is_of_its_stream on fund.verdict is 'Somebody changed this stream at the same moment. Send it again.';
comment on constraint verdict_names_its_last_day on fund.verdict is 'A verdict names the last day of the stream by which it was given.';
comment on constraint verdict_allows_nothing_after_the_lapse on fund.verdict is 'The stream has lapsed: what is left of it is owed to the funder.';
create policy verdict_names_its_day on fund.verdict as restrictive for insert with check (last_day is not null);
alter table fund.rule add constraint rule_known unique (partnership_id, id, stream_id, kind);
alter table fund.rule add constraint rule_of_stream_known unique (partnership_id, id, stream_id);
alter table fund.rule add constraint rule_spending_known unique (partnership_id, id, spending);
alter table fund.rule add constraint rule_pence_known unique (partnership_id, id, pence);
alter table fund.rule add constraint rule_ratio_known unique (partnership_id, id, ratio_percent);
alter table fund.verdict add constraint verdict_newest_rule_is_of_its_stream foreign key (partnership_id, last_rule_id, stream_id)
  references fund.rule (partnership_id, id, stream_id);
comment on constraint verdict_newest_rule_is_of_its_stream on fund.verdict is 'A verdict names a rule of its own stream.';
alter table fund.confirmation add constraint confirmation_known unique (partnership_id, id, request_id, rule_id, met);

create table fund.verdict_rule (
  partnership_id uuid not null,
  verdict_id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  verdict text not null,
  rule_id uuid not null,
  kind text not null,
  answer text not null constraint verdict_rule_answer check (answer in ('allows', 'refuses', 'asks')),
  rule_spending text,
  rule_pence bigint,
  rule_percent numeric(6, 2),
  spending text not null,
  pence bigint not null,
  match_pence bigint not null,
  confirmation_id uuid,
  confirmed boolean,
  primary key (partnership_id, verdict_id, rule_id),
  constraint verdict_rule_of_verdict foreign key (partnership_id, verdict_id, request_id, stream_id, verdict)
    references fund.verdict (partnership_id, id, request_id, stream_id, verdict),
  constraint verdict_rule_of_the_stream foreign key (partnership_id, rule_id, stream_id, kind) references fund.rule (partnership_id, id, stream_id, kind),
  constraint verdict_rule_spending foreign key (partnership_id, rule_id, rule_spending) references fund.rule (partnership_id, id, spending),
  constraint verdict_rule_pence foreign key (partnership_id, rule_id, rule_pence) references fund.rule (partnership_id, id, pence),
  constraint verdict_rule_ratio foreign key (partnership_id, rule_id, rule_percent) references fund.rule (partnership_id, id, ratio_percent),
  constraint verdict_rule_confirmation foreign key (partnership_id, confirmation_id, request_id, rule_id, confirmed)
    references fund.confirmation (partnership_id, id, request_id, rule_id, met),
  constraint verdict_allows_what_every_rule_allows check (verdict <> 'allowed' or answer = 'allows'),
  constraint verdict_rule_allows_what_its_columns_say check (answer <> 'allows' or case kind
    when 'spending' then coalesce(rule_spending = spending, false)
    when 'largest-request' then coalesce(pence <= rule_pence, false)
    when 'match-ratio' then coalesce(match_pence >= ceil(pence * rule_percent / 100), false)
    when 'condition' then coalesce(confirmed, false) and confirmation_id is not null
    else true end)
);
comment on table fund.verdict_rule is 'What one rule answered in a verdict, with the figures it was asked about, so that an answer that its columns contradict cannot be written. Insert-only.';
comment on constraint verdict_allows_what_every_rule_allows on fund.verdict_rule is 'A stream pays only for what each of its rules allows.';
comment on constraint verdict_rule_allows_what_its_columns_say on fund.verdict_rule is 'The rule does not allow this: it says something else.';
comment on constraint verdict_rule_of_verdict on fund.verdict_rule is 'An answer belongs to a verdict on this stream and request.';
comment on constraint verdict_rule_of_the_stream on fund.verdict_rule is 'A rule of another stream says nothing of this one.';
alter table fund.verdict_rule enable row level security;
create policy verdict_rule_is_read on fund.verdict_rule for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy verdict_rule_is_added on fund.verdict_rule for insert
  with check (partnership_id = platform.partnership() and platform.may('fund.keep'));
grant select, insert on fund.verdict_rule to concord_app;
