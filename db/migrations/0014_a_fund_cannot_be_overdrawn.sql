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
  open boolean not null default true,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint request_slug_unique unique (partnership_id, slug),
  constraint request_reference_unique unique (partnership_id, reference),
  constraint request_of_agency_known unique (partnership_id, id, agency_id),
  constraint request_for_project_known unique (partnership_id, id, project_id),
  constraint request_open_known unique (partnership_id, id, open),
  constraint request_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint request_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint request_for_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint request_recurring_says_how_much_from_when check ((shape = 'recurring') = (monthly_pence is not null) and (shape <> 'recurring' or (from_on is not null and until_on is not null))),
  constraint request_ends_after_it_starts check (until_on is null or from_on is null or until_on >= from_on)
);
comment on table fund.request is 'A project asks for money: once, in instalments, or so much a month from a date.';
comment on column fund.request.open is 'Whether who asks may still change it: a board has what it was shown. Follows the state.';
comment on column fund.request.pence is 'The whole amount; for a recurring request the months times the monthly amount.';
comment on constraint request_title_is_given on fund.request is 'title: Enter a title.';
comment on constraint request_shape on fund.request is 'shape: Choose one-off, instalments or recurring.';
comment on constraint request_spending on fund.request is 'spending: Choose capital or revenue.';
comment on constraint request_asks_for_something on fund.request is 'amount: Enter an amount above nought.';
comment on column fund.request.agency_id is 'Who asks: `fund.request` may be held for one agency, so the rows beside a request repeat it.';
comment on constraint request_reference_unique on fund.request is 'Another request got this number at the same moment. Send it again.';
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
  agency_id uuid,
  open boolean not null default true,
  primary key (partnership_id, request_id, position),
  constraint instalment_of_request foreign key (partnership_id, request_id, open) references fund.request (partnership_id, id, open) on update cascade,
  constraint instalment_of_asking_agency foreign key (partnership_id, request_id, agency_id) references fund.request (partnership_id, id, agency_id)
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
  decision_outcome text,
  decision_on text not null default 'request' constraint request_step_decision_is_on_a_request check (decision_on = 'request'),
  decision_standing text not null default 'stands' constraint request_step_decision_stands check (decision_standing = 'stands'),
  deferred_to date,
  reason text not null default '',
  agency_id uuid,
  account_id uuid,
  primary key (partnership_id, request_id, position),
  constraint request_step_of_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint request_step_of_asking_agency foreign key (partnership_id, request_id, agency_id) references fund.request (partnership_id, id, agency_id),
  constraint request_step_state_once unique (partnership_id, request_id, decision_id, state),
  constraint request_step_by_decision_on_it foreign key (partnership_id, decision_id, decision_on, request_id, decision_outcome, decision_standing)
    references governance.decision (partnership_id, id, subject_kind, subject_id, outcome, standing),
  constraint request_step_is_what_was_decided check ((decision_id is null) = (decision_outcome is null) and (decision_outcome is null
    or decision_outcome in ('ratified', 'undone') or case state
      when 'endorsed' then decision_outcome in ('endorsed', 'endorsed-on-condition')
      when 'recommended' then decision_outcome = 'recommended'
      when 'endorsed-on-condition' then decision_outcome = 'endorsed-on-condition'
      when 'deferred' then decision_outcome = 'deferred'
      when 'refused' then decision_outcome = 'refused'
      else true end)),
  constraint request_step_is_decided check (state not in ('recommended', 'endorsed', 'endorsed-on-condition', 'deferred', 'refused') or decision_id is not null),
  constraint request_step_deferral_says_why check (state <> 'deferred' or (deferred_to is not null and length(trim(reason)) > 0))
);
comment on table fund.request_step is 'Each change of a request''s state: when, by which decision and why. The last counts. Insert-only.';
comment on constraint request_step_of_asking_agency on fund.request_step is 'agencyId: Who asks cannot be changed: withdraw the request and make another.';
comment on constraint request_step_deferral_says_why on fund.request_step is 'reason: Say until which day the request is deferred, and why.';
comment on constraint request_step_by_decision_on_it on fund.request_step is 'Only a decision on this very request, which stands, moves it.';
comment on constraint request_step_is_what_was_decided on fund.request_step is 'The decision says something else.';
comment on constraint request_step_is_decided on fund.request_step is 'Only a decision of a board recommends, endorses, defers or refuses a request.';
create index request_step_by_decision on fund.request_step (partnership_id, decision_id);

create table fund.split (
  partnership_id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  pence bigint not null constraint split_is_something check (pence > 0),
  agency_id uuid,
  open boolean not null default true,
  primary key (partnership_id, request_id, stream_id),
  constraint split_of_asking_agency foreign key (partnership_id, request_id, agency_id) references fund.request (partnership_id, id, agency_id),
  constraint split_of_request foreign key (partnership_id, request_id, open) references fund.request (partnership_id, id, open) on update cascade,
  constraint split_from_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id)
);
comment on table fund.split is 'Which streams are proposed to pay how much of a request.';
comment on constraint split_is_something on fund.split is 'split: Each stream pays an amount above nought.';
create index split_by_stream on fund.split (partnership_id, stream_id);

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
  constraint condition_of_the_decision foreign key (partnership_id, id) references governance.decision_condition (partnership_id, id),
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
-- overdrawn, whatever the interleaving of writers: two that follow the same entry collide on its number. The entries that
-- one request has in a stream are a second chain of the same make, so that no request is paid with what another was given.
-- What a request holds moves only by a decision that took a step of that very request; what commits money names the step,
-- which must have endorsed it, and the verdict of the stream's rules, which must have allowed it.
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
  agency_id uuid,
  decision_id uuid,
  decided text,
  verdict_id uuid,
  verdict text,
  reverses_id uuid,
  reverses_kind text,
  evidence text not null default '',
  file_id uuid,
  funder_before bigint not null, available_before bigint not null, reserved_before bigint not null, allocated_before bigint not null,
  spent_before bigint not null, carried_before bigint not null, owed_before bigint not null,
  funder_after bigint not null, available_after bigint not null, reserved_after bigint not null, allocated_after bigint not null,
  spent_after bigint not null, carried_after bigint not null, owed_after bigint not null,
  request_number integer,
  request_follows integer,
  request_reserved_before bigint, request_allocated_before bigint, request_spent_before bigint,
  request_reserved_after bigint, request_allocated_after bigint, request_spent_after bigint,
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
  constraint entry_request_number_unique unique (partnership_id, stream_id, request_id, request_number),
  constraint entry_request_after_known unique
    (partnership_id, stream_id, request_id, request_number, request_reserved_after, request_allocated_after, request_spent_after),
  constraint entry_request_follows_its_last foreign key
    (partnership_id, stream_id, request_id, request_follows, request_reserved_before, request_allocated_before, request_spent_before)
    references fund.entry (partnership_id, stream_id, request_id, request_number, request_reserved_after, request_allocated_after, request_spent_after),
  constraint entry_commitments_are_of_a_request check (
    (from_account in ('reserved', 'allocated', 'spent') or to_account in ('reserved', 'allocated', 'spent')) = (request_id is not null)),
  constraint entry_request_is_counted check (
    (request_id is null) = (request_number is null) and (request_id is null) = (request_reserved_before is null)
    and (request_id is null) = (request_allocated_before is null) and (request_id is null) = (request_spent_before is null)
    and (request_id is null) = (request_reserved_after is null) and (request_id is null) = (request_allocated_after is null)
    and (request_id is null) = (request_spent_after is null)),
  constraint entry_request_numbers_have_no_gap check (request_id is null or
    (request_number > 0 and (request_number = 1) = (request_follows is null) and (request_follows is null or request_follows = request_number - 1))),
  constraint entry_request_starts_from_nothing check (request_id is null or request_number > 1 or
    (request_reserved_before = 0 and request_allocated_before = 0 and request_spent_before = 0)),
  constraint entry_request_adds_up check (request_id is null or (
    request_reserved_after = request_reserved_before + pence * ((to_account = 'reserved')::int - (from_account = 'reserved')::int)
    and request_allocated_after = request_allocated_before + pence * ((to_account = 'allocated')::int - (from_account = 'allocated')::int)
    and request_spent_after = request_spent_before + pence * ((to_account = 'spent')::int - (from_account = 'spent')::int))),
  constraint entry_request_has_so_much check (request_id is null or (request_reserved_after >= 0 and request_allocated_after >= 0 and request_spent_after >= 0)),
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
  constraint entry_reversal_is_not_reversed check ((reverses_id is null) = (reverses_kind is null) and reverses_kind is distinct from 'reversed'),
  constraint entry_reversal_commits_nothing check (reverses_kind is null or reverses_kind not in ('released', 'freed', 'returned')),
  constraint entry_mirror_known unique (partnership_id, id, stream_id, kind, from_account, to_account, pence),
  constraint entry_reversal_mirrors_it foreign key (partnership_id, reverses_id, stream_id, reverses_kind, to_account, from_account, pence)
    references fund.entry (partnership_id, id, stream_id, kind, from_account, to_account, pence),
  constraint entry_with_request_known unique (partnership_id, id, request_id),
  constraint entry_reversal_is_of_the_same_request foreign key (partnership_id, reverses_id, request_id)
    references fund.entry (partnership_id, id, request_id),
  constraint entry_request_money_has_its_decision check ((request_id is null) = (decision_id is null) and (decision_id is null) = (decided is null)),
  constraint entry_decision_took_a_step foreign key (partnership_id, request_id, decision_id, decided)
    references fund.request_step (partnership_id, request_id, decision_id, state),
  constraint entry_commitment_was_endorsed check (case kind
    when 'allocated' then decided = 'endorsed' when 'reserved' then decided = 'endorsed-on-condition'
    when 'posted' then decided in ('endorsed', 'endorsed-on-condition') else true end),
  constraint entry_commitment_is_allowed check (kind not in ('reserved', 'allocated', 'posted') or (verdict_id is not null and verdict = 'allowed')),
  constraint entry_verdict_of_this_request foreign key (partnership_id, verdict_id, request_id, stream_id, verdict)
    references fund.verdict (partnership_id, id, request_id, stream_id, verdict),
  constraint entry_drawdown_has_evidence check (kind <> 'drawn' or length(trim(evidence)) > 0),
  constraint entry_of_asking_agency foreign key (partnership_id, request_id, agency_id) references fund.request (partnership_id, id, agency_id),
  constraint entry_for_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint entry_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint entry_for_project_of_the_request foreign key (partnership_id, request_id, project_id) references fund.request (partnership_id, id, project_id),
  constraint entry_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id),
  constraint entry_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id)
);
comment on table fund.entry is 'The ledger: each row moves pence from one account of a stream to another and follows the row before it. Insert-only; mistakes are reversed.';
comment on column fund.entry.decided is 'The step that the decision took: what commits money must have endorsed the request.';
comment on column fund.entry.request_number is 'The place of the entry among those that its request has in this stream.';
comment on column fund.entry.funder_after is 'Less than nought: what the funder has given so far, net of what went back.';
comment on constraint entry_moves_something on fund.entry is 'amount: Enter an amount above nought.';
comment on constraint entry_says_what on fund.entry is 'says: Say what this is for.';
comment on constraint entry_number_unique on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_follows_the_last on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_does_not_overdraw on fund.entry is 'amount: There is not so much left.';
comment on constraint entry_reversed_once on fund.entry is 'This entry was reversed already.';
comment on constraint entry_for_project_of_the_request on fund.entry is 'Money has moved for the project of this request, so it cannot be changed. Make another request.';
comment on constraint entry_reversal_commits_nothing on fund.entry is 'Reversing this would commit the money again. Bring the request back to the board.';
comment on constraint entry_drawdown_has_evidence on fund.entry is 'evidence: Say what shows that the money was spent.';
comment on constraint entry_reversal_is_not_reversed on fund.entry is 'A reversal is not reversed: record again what was right.';
comment on constraint entry_request_number_unique on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_request_follows_its_last on fund.entry is 'Somebody wrote in this stream at the same moment. Send it again.';
comment on constraint entry_request_has_so_much on fund.entry is 'amount: The request has not so much left.';
comment on constraint entry_request_money_has_its_decision on fund.entry is 'Money of a request moves by a decision only.';
comment on constraint entry_decision_took_a_step on fund.entry is 'Money of a request moves by a decision on this very request only.';
comment on constraint entry_commitment_was_endorsed on fund.entry is 'Money is committed only by a decision that endorsed the request.';
comment on constraint entry_commitment_is_allowed on fund.entry is 'The rules of the stream do not allow this.';
create index entry_by_day on fund.entry (partnership_id, stream_id, on_day, number);
create index entry_by_request on fund.entry (partnership_id, request_id, stream_id, request_number desc);
create index entry_by_project on fund.entry (partnership_id, project_id);
create index entry_by_decision on fund.entry (partnership_id, decision_id);

create table fund.offer (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  stream_id uuid not null,
  entry_id uuid not null,
  offered_on date not null,
  pence bigint not null constraint offer_is_something check (pence > 0),
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
  foreach named in array array['stream', 'rule', 'rule_lifted', 'verdict', 'confirmation', 'condition', 'condition_met', 'offer'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and platform.may(''fund.keep''))', named || '_is_added', named);
  end loop;
  foreach named in array array['instalment', 'split'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and (platform.may(''fund.keep'') or (open and platform.may_for(''fund.request'', agency_id))))', named || '_is_added', named);
    execute format('create policy %I on fund.%I for delete using (partnership_id = platform.partnership() and (platform.may(''fund.keep'') or (open and platform.may_for(''fund.request'', agency_id))))', named || '_is_removed', named);
    execute format('grant delete on fund.%I to concord_app', named);
  end loop;
end $$;
create policy entry_is_added on fund.entry for insert with check (partnership_id = platform.partnership()
  and (platform.may('fund.keep') or (kind in ('drawn', 'returned', 'freed') and platform.may_for('fund.request', agency_id))));
create policy request_is_made on fund.request for insert
  with check (partnership_id = platform.partnership() and (platform.may('fund.keep') or platform.may_for('fund.request', agency_id)));
create policy request_is_changed on fund.request for update
  using (partnership_id = platform.partnership() and (platform.may('fund.keep') or (open and platform.may_for('fund.request', agency_id))))
  with check (partnership_id = platform.partnership() and (platform.may('fund.keep') or platform.may_for('fund.request', agency_id)));
grant update on fund.request to concord_app;
create policy request_step_is_taken on fund.request_step for insert
  with check (partnership_id = platform.partnership()
    and (platform.may('fund.keep') or (platform.may_for('fund.request', agency_id) and decision_id is null and state in ('draft', 'submitted', 'withdrawn'))));
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

create view fund.request_money with (security_invoker = true) as
  select distinct on (e.partnership_id, e.request_id, e.stream_id) e.partnership_id, e.request_id, e.stream_id, e.request_number as entries,
    e.request_reserved_after as reserved_pence, e.request_allocated_after as allocated_pence, e.request_spent_after as spent_pence
  from fund.entry e where e.request_id is not null
  order by e.partnership_id, e.request_id, e.stream_id, e.request_number desc;
comment on view fund.request_money is 'What a request holds in each stream: reserved, allocated and not drawn, spent. Its last entry there says it.';
grant select on fund.request_money to concord_app;

create view fund.rule_now with (security_invoker = true) as
  select r.*, l.lifted_on, l.reason as lifted_reason, l.decision_id as lifted_decision_id
  from fund.rule r left join fund.rule_lifted l on l.partnership_id = r.partnership_id and l.rule_id = r.id;
comment on view fund.rule_now is 'Each restriction, and since when it is lifted, if it is.';
grant select on fund.rule_now to concord_app;

create view fund.condition_now with (security_invoker = true) as
  select c.*, m.met_on, m.evidence from fund.condition c
  left join fund.condition_met m on m.partnership_id = c.partnership_id and m.condition_id = c.id;
comment on view fund.condition_now is 'Each condition of an endorsed request, and when it was met, if it was.';
grant select on fund.condition_now to concord_app;

create function fund.pounds(pence bigint) returns text language sql immutable parallel safe
  return case when pence % 100 = 0 then '£' || to_char(pence / 100, 'FM999,999,999,999,990') else '£' || to_char(pence / 100.0, 'FM999,999,999,999,990.00') end;
comment on function fund.pounds(bigint) is 'Pence as they are printed.';

-- What others see -------------------------------------------------------------------------------------------------
create view fund.kinds with (security_invoker = true) as
  select partnership_id, 'stream'::text as kind, id, name as title, '/fund/streams/' || slug as path from fund.stream
  union all
  select partnership_id, 'request', id, title, '/fund/requests/' || slug from fund.request;
comment on view fund.kinds is 'Streams and requests, by name and address.';
grant select on fund.kinds to concord_app;

create view fund.thread with (security_invoker = true) as
  select partnership_id, 'project'::text as from_kind, project_id as from_id, 'request'::text as to_kind, id as to_id
  from fund.request where project_id is not null
  union
  select partnership_id, 'request', request_id, 'stream', stream_id from fund.split
  union
  select partnership_id, 'request', request_id, 'stream', stream_id from fund.request_money
  union
  select partnership_id, 'request', request_id, 'decision', decision_id from fund.request_step where decision_id is not null;
comment on view fund.thread is 'Which project asks for which money, from which stream, and which decision it came before.';
grant select on fund.thread to concord_app;

create view fund.duties with (security_invoker = true) as
  select c.partnership_id, 'funding-condition'::text as kind, 'request'::text as subject_kind, c.request_id as subject_id,
    'Meet the condition of ' || r.title || case when cardinality(c.missing) > 0 then ': ' || array_to_string(c.missing, ', ') else ': ' || c.says end as title,
    '/fund/requests/' || r.slug as path, c.due_on, coalesce(c.owner_agency_id, r.agency_id) as owner_agency_id, c.owner_post_id, c.met_on
  from fund.condition_now c
  join fund.request_now r on r.partnership_id = c.partnership_id and r.id = c.request_id
  where (c.met_on is not null or r.state = 'endorsed-on-condition')
    -- While the project's own endorsement waits for the same parts of its plan, that is the duty.
    and not (cardinality(c.missing) > 0 and exists (select from delivery.endorsement_condition e
      where e.partnership_id = r.partnership_id and e.project_id = r.project_id and not exists (
        select from delivery.condition_met m where m.partnership_id = e.partnership_id and m.condition_id = e.id)))
  union all
  select r.partnership_id, 'deferred-request', 'request', r.id, 'Bring ' || r.title || ' back to the board', '/fund/requests/' || r.slug,
    r.deferred_to, r.agency_id, null::uuid, null::date
  from fund.request_now r where r.state = 'deferred'
  union all
  select o.partnership_id, 'offered-money', 'request', r.id,
    'Answer the offer to ' || r.title || ': ' || fund.pounds(o.pence) || ' came back to ' || s.name, '/fund/requests/' || r.slug, o.offered_on + 28, r.agency_id,
    null::uuid, case when r.state <> 'deferred' then r.state_since end
  from (select distinct on (x.partnership_id, x.request_id, x.stream_id) x.* from fund.offer x
    order by x.partnership_id, x.request_id, x.stream_id, x.id desc) o
  join fund.request_now r on r.partnership_id = o.partnership_id and r.id = o.request_id
  join fund.stream s on s.partnership_id = o.partnership_id and s.id = o.stream_id
  union all
  select s.partnership_id, 'stream-lapses', 'stream', s.id, 'Use or hand back ' || fund.pounds(s.available_pence + s.reserved_pence + s.allocated_pence) || ' of ' || s.name,
    '/fund/streams/' || s.slug, s.lapses_on, s.holder_agency_id, null::uuid, null::date
  from fund.stream_now s where s.lapses_on is not null and s.available_pence + s.reserved_pence + s.allocated_pence > 0;
comment on view fund.duties is 'Conditions of endorsed requests, deferred requests, offers of returned money and streams that lapse: by whom and when.';
grant select on fund.duties to concord_app;

create view fund.warnings with (security_invoker = true) as
  with today as (select p.partnership_id, partners.business_date(p) as today from partners.partnership p)
  select s.partnership_id, 'stream-lapses-soon'::text as kind, 'stream'::text as subject_kind, s.id as subject_id, s.lapses_on - 90 as since,
    case when s.lapses_on - t.today <= 30 then 'high' else 'medium' end as severity,
    s.name || ' lapses on ' || to_char(s.lapses_on, 'FMDD FMMonth YYYY') || ' with ' || fund.pounds(s.available_pence) || ' not committed and '
      || fund.pounds(s.reserved_pence + s.allocated_pence) || ' committed and not drawn.' as sentence,
    '/fund/streams/' || s.slug as path, s.holder_agency_id as owner_agency_id
  from fund.stream_now s join today t on t.partnership_id = s.partnership_id
  where s.lapses_on >= t.today and s.lapses_on - t.today <= 90 and s.available_pence + s.reserved_pence + s.allocated_pence > 0
  union all
  select s.partnership_id, 'stream-has-lapsed', 'stream', s.id, s.lapses_on + 1, 'high',
    s.name || ' lapsed on ' || to_char(s.lapses_on, 'FMDD FMMonth YYYY') || ', and ' || fund.pounds(s.available_pence + s.reserved_pence + s.allocated_pence + s.carried_pence)
      || ' stands in it that is owed to the funder: record that it lapsed.', '/fund/streams/' || s.slug, s.holder_agency_id
  from fund.stream_now s join today t on t.partnership_id = s.partnership_id
  where s.lapses_on < t.today and s.available_pence + s.reserved_pence + s.allocated_pence + s.carried_pence > 0
  union all
  select s.partnership_id, 'money-owed', 'stream', s.id, e.on_day, 'medium', fund.pounds(s.owed_pence) || ' of ' || s.name || ' is owed to the funder.',
    '/fund/streams/' || s.slug, s.holder_agency_id
  from fund.stream_now s
  join lateral (select x.on_day from fund.entry x where x.partnership_id = s.partnership_id and x.stream_id = s.id order by x.number desc limit 1) e on true
  where s.owed_pence > 0
  union all
  select c.partnership_id, 'funding-condition-late', 'request', r.id, c.due_on, 'high',
    r.title || ': the condition that was due on ' || to_char(c.due_on, 'FMDD FMMonth YYYY') || ' is not met'
      || case when cardinality(c.missing) > 0 then '. The project plan still lacked ' || array_to_string(c.missing, ', ') else '' end || '.',
    '/fund/requests/' || r.slug, coalesce(c.owner_agency_id, r.agency_id)
  from fund.condition_now c
  join fund.request_now r on r.partnership_id = c.partnership_id and r.id = c.request_id
  join today t on t.partnership_id = c.partnership_id
  where c.met_on is null and r.state = 'endorsed-on-condition' and c.due_on < t.today
  union all
  select r.partnership_id, 'deferral-is-over', 'request', r.id, r.deferred_to, 'medium',
    r.title || ' was deferred until ' || to_char(r.deferred_to, 'FMDD FMMonth YYYY') || ' and has not been decided since.', '/fund/requests/' || r.slug, r.agency_id
  from fund.request_now r join today t on t.partnership_id = r.partnership_id
  where r.state = 'deferred' and r.deferred_to < t.today;
comment on view fund.warnings is 'Streams that lapse or have lapsed with money in them, money owed, conditions that are late, deferrals that are over.';
grant select on fund.warnings to concord_app;
