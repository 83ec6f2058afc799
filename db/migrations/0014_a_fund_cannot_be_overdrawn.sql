create schema fund;
comment on schema fund is 'Streams of money with their restrictions, a ledger that is a chain, requests and what became of them.';
grant usage on schema fund to concord_app, concord_statistics;

-- Streams and their restrictions ----------------------------------------------------------------------------------
create table fund.stream (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  name text not null constraint stream_name_is_given check (length(trim(name)) > 0),
  kind text not null constraint stream_kind check (kind in ('grant', 'partner-contribution', 'reserve', 'commissioning-pot')),
  source text not null default '',
  source_agency_id uuid,
  holder_agency_id uuid not null,
  vat_host_agency_id uuid,
  arrangement text not null constraint stream_arrangement check (arrangement in ('pooled', 'aligned', 'grant', 'procurement', 'partnership-arrangement')),
  promised_pence bigint constraint stream_promise_is_not_negative check (promised_pence >= 0),
  starts_on date,
  lapses_on date,
  carries_over boolean not null default true,
  conditions text not null default '',
  quality text not null default 'final' constraint stream_quality check (quality in ('final', 'provisional', 'estimated')),
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint stream_slug_unique unique (partnership_id, slug),
  constraint stream_name_unique unique (partnership_id, name),
  constraint stream_from_agency foreign key (partnership_id, source_agency_id) references partners.agency (partnership_id, id),
  constraint stream_held_by_agency foreign key (partnership_id, holder_agency_id) references partners.agency (partnership_id, id),
  constraint stream_vat_host foreign key (partnership_id, vat_host_agency_id) references partners.agency (partnership_id, id),
  constraint stream_lapses_after_it_starts check (lapses_on is null or starts_on is null or lapses_on >= starts_on)
);
comment on table fund.stream is 'Money from one source under one set of rules: a grant, a partner''s contribution, a reserve, a commissioning pot.';
comment on column fund.stream.lapses_on is 'The last day on which it may be committed or spent; after it what is left is owed to the funder.';
comment on column fund.stream.carries_over is 'Whether what is left on 31 March may be carried into the next financial year.';
comment on constraint stream_name_is_given on fund.stream is 'name: Enter the name of the stream.';
comment on constraint stream_kind on fund.stream is 'kind: Choose what kind of money this is.';
comment on constraint stream_slug_unique on fund.stream is 'name: Another stream has almost the same name.';
comment on constraint stream_name_unique on fund.stream is 'name: Another stream already has this name.';
comment on constraint stream_arrangement on fund.stream is 'arrangement: Choose under which arrangement the money is held.';
comment on constraint stream_lapses_after_it_starts on fund.stream is 'lapsesOn: The stream cannot lapse before it starts.';
comment on constraint stream_promise_is_not_negative on fund.stream is 'promised: Enter an amount in pounds, such as 23902 or 23,902.50.';

create table fund.rule (
  partnership_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  kind text not null constraint rule_kind check (kind in ('priority', 'outcome', 'agency', 'place', 'spending', 'dates', 'match-ratio', 'largest-request', 'condition')),
  allowed uuid[] not null default '{}',
  spending text constraint rule_spending check (spending in ('capital', 'revenue')),
  from_on date,
  until_on date,
  ratio_percent numeric(6, 2),
  pence bigint,
  says text not null constraint rule_says_what check (length(trim(says)) > 0),
  made_on date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint rule_of_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id),
  constraint rule_can_be_evaluated check (case kind
    when 'priority' then cardinality(allowed) > 0 when 'outcome' then cardinality(allowed) > 0
    when 'agency' then cardinality(allowed) > 0 when 'place' then cardinality(allowed) > 0
    when 'spending' then spending is not null
    when 'dates' then from_on is not null or until_on is not null
    when 'match-ratio' then ratio_percent is not null and ratio_percent > 0
    when 'largest-request' then pence is not null and pence > 0
    else true end)
);
comment on table fund.rule is 'One restriction of a stream, which the system evaluates; `condition` is one that a person answers for each request. Insert-only; lifting it is a row beside.';
comment on column fund.rule.allowed is 'The ids of the priorities, outcomes, agencies or places that the money may serve.';
comment on column fund.rule.ratio_percent is 'Match funding of at least so many per cent of what the stream pays.';
comment on constraint rule_kind on fund.rule is 'kind: Choose what the rule restricts.';
comment on constraint rule_can_be_evaluated on fund.rule is 'allowed: Say what the rule allows: choose at least one, or give the date, the amount or the percentage.';
comment on constraint rule_says_what on fund.rule is 'says: Write the rule in the funder''s words.';
create index rule_by_stream on fund.rule (partnership_id, stream_id);
create table fund.rule_lifted (
  partnership_id uuid not null,
  rule_id uuid not null,
  lifted_on date not null,
  reason text not null constraint rule_lifted_says_why check (length(trim(reason)) > 0),
  decision_id uuid,
  account_id uuid,
  primary key (partnership_id, rule_id),
  constraint rule_lifted_of_rule foreign key (partnership_id, rule_id) references fund.rule (partnership_id, id),
  constraint rule_lifted_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id)
);
comment on table fund.rule_lifted is 'A funder lifted a restriction: when, and what shows it. Insert-only.';
comment on constraint rule_lifted_says_why on fund.rule_lifted is 'reason: Say who lifted the restriction, and where that is written.';

-- Requests --------------------------------------------------------------------------------------------------------
create table fund.request (
  partnership_id uuid not null,
  id uuid not null,
  slug text not null,
  reference text not null,
  project_id uuid,
  title text not null constraint request_title_is_given check (length(trim(title)) > 0),
  purpose text not null default '',
  agency_id uuid,
  place_id uuid,
  shape text not null constraint request_shape check (shape in ('one-off', 'instalments', 'recurring')),
  spending text not null constraint request_spending check (spending in ('capital', 'revenue')),
  pence bigint not null constraint request_asks_for_something check (pence > 0),
  monthly_pence bigint constraint request_monthly_amount check (monthly_pence > 0),
  from_on date,
  until_on date,
  match_pence bigint not null default 0 constraint request_match_is_not_negative check (match_pence >= 0),
  match_from text not null default '',
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint request_slug_unique unique (partnership_id, slug),
  constraint request_reference_unique unique (partnership_id, reference),
  constraint request_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint request_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint request_for_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint request_recurring_says_how_much_from_when check ((shape = 'recurring') = (monthly_pence is not null) and (shape <> 'recurring' or (from_on is not null and until_on is not null))),
  constraint request_ends_after_it_starts check (until_on is null or from_on is null or until_on >= from_on)
);
comment on table fund.request is 'A project asks for money: once, in instalments, or so much a month from a date.';
comment on column fund.request.pence is 'The whole amount; for a recurring request the months times the monthly amount.';
comment on constraint request_title_is_given on fund.request is 'title: Enter a title.';
comment on constraint request_shape on fund.request is 'shape: Choose one-off, instalments or recurring.';
comment on constraint request_spending on fund.request is 'spending: Choose capital or revenue.';
comment on constraint request_asks_for_something on fund.request is 'amount: Enter an amount above nought.';
comment on constraint request_slug_unique on fund.request is 'title: Another request already has this title.';
comment on constraint request_recurring_says_how_much_from_when on fund.request is 'monthly: A recurring request says how much a month, from when and until when.';
comment on constraint request_ends_after_it_starts on fund.request is 'untilOn: The request must end after it starts.';
create index request_by_project on fund.request (partnership_id, project_id);

create table fund.instalment (
  partnership_id uuid not null,
  request_id uuid not null,
  position integer not null,
  due_on date not null,
  pence bigint not null constraint instalment_is_something check (pence > 0),
  primary key (partnership_id, request_id, position),
  constraint instalment_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id)
);
comment on table fund.instalment is 'When the parts of a request are needed.';
comment on constraint instalment_is_something on fund.instalment is 'instalments: Each instalment is an amount above nought.';

create table fund.request_step (
  partnership_id uuid not null,
  request_id uuid not null,
  position integer not null,
  state text not null constraint request_step_state check (state in
    ('draft', 'submitted', 'recommended', 'endorsed', 'endorsed-on-condition', 'deferred', 'referred-back', 'refused', 'withdrawn', 'ended')),
  on_day date not null,
  decision_id uuid,
  deferred_to date,
  reason text not null default '',
  account_id uuid,
  primary key (partnership_id, request_id, position),
  constraint request_step_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint request_step_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id),
  constraint request_step_is_decided check (state not in ('recommended', 'endorsed', 'endorsed-on-condition', 'deferred', 'refused') or decision_id is not null),
  constraint request_step_deferral_says_why check (state <> 'deferred' or length(trim(reason)) > 0)
);
comment on table fund.request_step is 'Each change of a request''s state: when, by which decision and why. The last counts. Insert-only.';
comment on constraint request_step_is_decided on fund.request_step is 'Only a decision of a board recommends, endorses, defers or refuses a request.';
create index request_step_by_decision on fund.request_step (partnership_id, decision_id);

create table fund.split (
  partnership_id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  pence bigint not null constraint split_is_something check (pence > 0),
  primary key (partnership_id, request_id, stream_id),
  constraint split_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint split_from_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id)
);
comment on table fund.split is 'Which streams are proposed to pay how much of a request.';

create table fund.verdict (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  verdict text not null constraint verdict_word check (verdict in ('allowed', 'refused')),
  reasons jsonb not null,
  on_day date not null,
  primary key (partnership_id, id),
  constraint verdict_once_for_entry unique (partnership_id, id, request_id, stream_id, verdict),
  constraint verdict_on_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint verdict_on_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id)
);
comment on table fund.verdict is 'What the rules of a stream said of a request on a day, rule by rule: the evidence of an allocation. Insert-only.';
create index verdict_by_request on fund.verdict (partnership_id, request_id);
create table fund.confirmation (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  rule_id uuid not null,
  met boolean not null,
  says text not null constraint confirmation_says_what check (length(trim(says)) > 0),
  on_day date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint confirmation_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint confirmation_of_rule foreign key (partnership_id, rule_id) references fund.rule (partnership_id, id)
);
comment on table fund.confirmation is 'Whether a request meets a condition that only a person can judge; the latest counts. Insert-only.';
comment on constraint confirmation_says_what on fund.confirmation is 'says: Say why the condition is met, or is not.';
create index confirmation_by_request on fund.confirmation (partnership_id, request_id, rule_id, id desc);

create table fund.condition (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  decision_id uuid not null,
  says text not null,
  missing text[] not null default '{}',
  due_on date not null,
  owner_agency_id uuid,
  owner_post_id uuid,
  primary key (partnership_id, id),
  constraint condition_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint condition_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id),
  constraint condition_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint condition_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id)
);
comment on table fund.condition is 'What must be so before reserved money may be drawn: what the project plan still lacks, by name, and by when. Insert-only.';
create index condition_by_request on fund.condition (partnership_id, request_id);
create table fund.condition_met (
  partnership_id uuid not null,
  condition_id uuid not null,
  met_on date not null,
  evidence text not null constraint condition_met_has_evidence check (length(trim(evidence)) > 0),
  account_id uuid,
  primary key (partnership_id, condition_id),
  constraint condition_met_of_condition foreign key (partnership_id, condition_id) references fund.condition (partnership_id, id)
);
comment on table fund.condition_met is 'A condition was met, with what shows it. Insert-only.';
comment on constraint condition_met_has_evidence on fund.condition_met is 'evidence: Say what shows that the condition is met.';

-- The ledger ------------------------------------------------------------------------------------------------------
-- Every entry moves an amount from one account of a stream to another, so the books balance by construction. The entries
-- of a stream are a chain: each carries what every account held before and after it, a foreign key ties `before` to the
-- `after` of the entry it follows, and checks do the sum and keep every account at nought or above. So no stream can be
-- overdrawn, whatever the interleaving of writers: two that follow the same entry collide on its number.
create table fund.entry (
  partnership_id uuid not null,
  id uuid not null,
  stream_id uuid not null,
  number integer not null constraint entry_number_is_positive check (number > 0),
  follows integer,
  kind text not null constraint entry_kind check (kind in
    ('received', 'reserved', 'released', 'posted', 'allocated', 'drawn', 'returned', 'freed', 'carried-out', 'carried-in', 'lapsed', 'repaid', 'reversed')),
  from_account text not null,
  to_account text not null,
  pence bigint not null constraint entry_moves_something check (pence > 0),
  on_day date not null,
  says text not null constraint entry_says_what check (length(trim(says)) > 0),
  request_id uuid,
  project_id uuid,
  decision_id uuid,
  verdict_id uuid,
  verdict text,
  reverses_id uuid,
  evidence text not null default '',
  file_id uuid,
  funder_before bigint not null, available_before bigint not null, reserved_before bigint not null, allocated_before bigint not null,
  spent_before bigint not null, carried_before bigint not null, owed_before bigint not null,
  funder_after bigint not null, available_after bigint not null, reserved_after bigint not null, allocated_after bigint not null,
  spent_after bigint not null, carried_after bigint not null, owed_after bigint not null,
  account_id uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  hash bytea not null,
  primary key (partnership_id, id),
  constraint entry_number_unique unique (partnership_id, stream_id, number),
  constraint entry_after_known unique (partnership_id, stream_id, number, funder_after, available_after, reserved_after, allocated_after, spent_after, carried_after, owed_after),
  constraint entry_of_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id),
  constraint entry_follows_the_last foreign key
    (partnership_id, stream_id, follows, funder_before, available_before, reserved_before, allocated_before, spent_before, carried_before, owed_before)
    references fund.entry (partnership_id, stream_id, number, funder_after, available_after, reserved_after, allocated_after, spent_after, carried_after, owed_after),
  constraint entry_numbers_have_no_gap check ((number = 1) = (follows is null) and (follows is null or follows = number - 1)),
  constraint entry_first_starts_from_nothing check (number > 1 or
    (funder_before = 0 and available_before = 0 and reserved_before = 0 and allocated_before = 0 and spent_before = 0 and carried_before = 0 and owed_before = 0)),
  constraint entry_accounts check (from_account <> to_account
    and from_account in ('funder', 'available', 'reserved', 'allocated', 'spent', 'carried', 'owed')
    and to_account in ('funder', 'available', 'reserved', 'allocated', 'spent', 'carried', 'owed')),
  constraint entry_adds_up check (
    funder_after = funder_before + pence * ((to_account = 'funder')::int - (from_account = 'funder')::int)
    and available_after = available_before + pence * ((to_account = 'available')::int - (from_account = 'available')::int)
    and reserved_after = reserved_before + pence * ((to_account = 'reserved')::int - (from_account = 'reserved')::int)
    and allocated_after = allocated_before + pence * ((to_account = 'allocated')::int - (from_account = 'allocated')::int)
    and spent_after = spent_before + pence * ((to_account = 'spent')::int - (from_account = 'spent')::int)
    and carried_after = carried_before + pence * ((to_account = 'carried')::int - (from_account = 'carried')::int)
    and owed_after = owed_before + pence * ((to_account = 'owed')::int - (from_account = 'owed')::int)),
  constraint entry_does_not_overdraw check (available_after >= 0 and reserved_after >= 0 and allocated_after >= 0 and spent_after >= 0 and carried_after >= 0 and owed_after >= 0 and funder_after <= 0),
  constraint entry_moves_as_its_kind_says check (case kind
    when 'received' then from_account = 'funder' and to_account = 'available'
    when 'reserved' then from_account = 'available' and to_account = 'reserved'
    when 'released' then from_account = 'reserved' and to_account in ('available', 'owed')
    when 'posted' then from_account = 'reserved' and to_account = 'allocated'
    when 'allocated' then from_account = 'available' and to_account = 'allocated'
    when 'drawn' then from_account = 'allocated' and to_account = 'spent'
    when 'returned' then from_account = 'spent' and to_account in ('available', 'owed')
    when 'freed' then from_account = 'allocated' and to_account in ('available', 'owed')
    when 'carried-out' then from_account = 'available' and to_account = 'carried'
    when 'carried-in' then from_account = 'carried' and to_account = 'available'
    when 'lapsed' then from_account in ('available', 'carried') and to_account = 'owed'
    when 'repaid' then from_account = 'owed' and to_account = 'funder'
    else reverses_id is not null end),
  constraint entry_reversal_names_it check ((kind = 'reversed') = (reverses_id is not null)),
  constraint entry_reversed_once unique (partnership_id, reverses_id),
  constraint entry_mirror_known unique (partnership_id, id, stream_id, from_account, to_account, pence),
  constraint entry_reversal_mirrors_it foreign key (partnership_id, reverses_id, stream_id, to_account, from_account, pence)
    references fund.entry (partnership_id, id, stream_id, from_account, to_account, pence),
  constraint entry_commitment_has_its_decision check (kind not in ('reserved', 'allocated', 'posted') or (decision_id is not null and request_id is not null)),
  constraint entry_spending_has_its_request check (kind not in ('drawn', 'returned', 'freed', 'released') or request_id is not null),
  constraint entry_commitment_is_allowed check (kind not in ('reserved', 'allocated') or (verdict_id is not null and verdict = 'allowed')),
  constraint entry_verdict_of_this_request foreign key (partnership_id, verdict_id, request_id, stream_id, verdict)
    references fund.verdict (partnership_id, id, request_id, stream_id, verdict),
  constraint entry_drawdown_has_evidence check (kind <> 'drawn' or length(trim(evidence)) > 0),
  constraint entry_for_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint entry_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint entry_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id),
  constraint entry_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id)
);
comment on table fund.entry is 'The ledger: each row moves pence from one account of a stream to another and follows the row before it. Insert-only; mistakes are reversed.';
comment on column fund.entry.funder_after is 'Less than nought: what the funder has given so far, net of what went back.';
comment on constraint entry_moves_something on fund.entry is 'amount: Enter an amount above nought.';
comment on constraint entry_says_what on fund.entry is 'says: Say what this is for.';
comment on constraint entry_number_unique on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_follows_the_last on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_does_not_overdraw on fund.entry is 'amount: There is not so much left.';
comment on constraint entry_reversed_once on fund.entry is 'This entry was reversed already.';
comment on constraint entry_drawdown_has_evidence on fund.entry is 'evidence: Say what shows that the money was spent.';
comment on constraint entry_commitment_has_its_decision on fund.entry is 'Money is committed by a decision only.';
comment on constraint entry_commitment_is_allowed on fund.entry is 'The rules of the stream do not allow this.';
create index entry_by_day on fund.entry (partnership_id, stream_id, on_day, number);
create index entry_by_request on fund.entry (partnership_id, request_id, stream_id, number);
create index entry_by_project on fund.entry (partnership_id, project_id);
create index entry_by_decision on fund.entry (partnership_id, decision_id);

create table fund.offer (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  entry_id uuid not null,
  offered_on date not null,
  pence bigint not null,
  primary key (partnership_id, id),
  constraint offer_once unique (partnership_id, request_id, entry_id),
  constraint offer_to_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint offer_from_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id),
  constraint offer_because_of_entry foreign key (partnership_id, entry_id) references fund.entry (partnership_id, id)
);
comment on table fund.offer is 'A deferred request was told that money is there which may lawfully pay for it. Insert-only.';

-- Who may ---------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
begin
  foreach named in array array['stream', 'rule', 'rule_lifted', 'request', 'instalment', 'request_step', 'split', 'verdict', 'confirmation',
    'condition', 'condition_met', 'entry', 'offer'] loop
    execute format('alter table fund.%I enable row level security', named);
    execute format('create policy %I on fund.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read', named);
    execute format('grant select, insert on fund.%I to concord_app', named);
  end loop;
  foreach named in array array['stream', 'rule', 'rule_lifted', 'entry', 'offer'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and platform.may(''fund.keep''))', named || '_is_added', named);
  end loop;
  foreach named in array array['instalment', 'split', 'verdict', 'confirmation', 'condition_met'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and (platform.may(''fund.request'') or platform.may(''fund.keep'')))', named || '_is_added', named);
  end loop;
  foreach named in array array['instalment', 'split'] loop
    execute format('create policy %I on fund.%I for delete using (partnership_id = platform.partnership() and (platform.may(''fund.request'') or platform.may(''fund.keep'')))', named || '_is_removed', named);
    execute format('grant delete on fund.%I to concord_app', named);
  end loop;
end $$;
create policy condition_is_added on fund.condition for insert with check (partnership_id = platform.partnership() and platform.may('fund.keep'));
create policy request_is_made on fund.request for insert
  with check (partnership_id = platform.partnership() and (platform.may('fund.keep') or platform.may_for('fund.request', agency_id)));
create policy request_is_changed on fund.request for update
  using (partnership_id = platform.partnership() and (platform.may('fund.keep') or platform.may_for('fund.request', agency_id)));
grant update on fund.request to concord_app;
create policy request_step_is_taken on fund.request_step for insert
  with check (partnership_id = platform.partnership() and (platform.may('fund.keep') or (platform.may('fund.request') and state in ('draft', 'submitted', 'withdrawn'))));
create policy stream_is_changed on fund.stream for update using (partnership_id = platform.partnership() and platform.may('fund.keep'));
grant update on fund.stream to concord_app;

-- What follows from the facts -------------------------------------------------------------------------------------
create view fund.stream_now with (security_invoker = true) as
  select s.*, coalesce(e.number, 0) as entries, -coalesce(e.funder_after, 0) as received_pence, coalesce(e.available_after, 0) as available_pence,
    coalesce(e.reserved_after, 0) as reserved_pence, coalesce(e.allocated_after, 0) as allocated_pence, coalesce(e.spent_after, 0) as spent_pence,
    coalesce(e.carried_after, 0) as carried_pence, coalesce(e.owed_after, 0) as owed_pence
  from fund.stream s
  left join lateral (select x.* from fund.entry x where x.partnership_id = s.partnership_id and x.stream_id = s.id order by x.number desc limit 1) e on true;
comment on view fund.stream_now is 'Each stream with what its accounts hold: the last entry says it.';
grant select on fund.stream_now to concord_app;

create view fund.request_now with (security_invoker = true) as
  select r.*, s.state, s.on_day as state_since, s.decision_id as state_decision_id, s.deferred_to, s.reason as state_reason, s.position as steps
  from fund.request r
  join lateral (select x.* from fund.request_step x where x.partnership_id = r.partnership_id and x.request_id = r.id order by x.position desc limit 1) s on true;
comment on view fund.request_now is 'Each request with the state it is in.';
grant select on fund.request_now to concord_app;
