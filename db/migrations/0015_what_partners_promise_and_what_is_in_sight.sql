-- What partners contribute ---------------------------------------------------------------------------------------
create table fund.promise (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  kind text not null constraint promise_kind check (kind in ('cash', 'in-kind', 'match')),
  says text not null constraint promise_says_what check (length(trim(says)) > 0),
  pence bigint constraint promise_is_not_negative check (pence > 0),
  promised_on date not null,
  due_on date,
  stream_id uuid,
  project_id uuid,
  request_id uuid,
  quality text not null default 'final' constraint promise_quality check (quality in ('final', 'provisional', 'estimated')),
  note text not null default '',
  account_id uuid,
  primary key (partnership_id, id),
  constraint promise_of_agency_known unique (partnership_id, id, agency_id),
  constraint promise_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint promise_to_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id),
  constraint promise_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint promise_for_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint promise_is_due_after_it_was_made check (due_on is null or due_on >= promised_on)
);
comment on table fund.promise is 'A partner promised money, time or things, or to meet a part of a cost. Insert-only; what came of it is rows beside.';
comment on column fund.promise.pence is 'Null where nobody has put a value on it yet.';
comment on constraint promise_kind on fund.promise is 'kind: Choose cash, in-kind or match.';
comment on constraint promise_says_what on fund.promise is 'says: Say what is promised.';
comment on constraint promise_is_not_negative on fund.promise is 'amount: Enter an amount above nought, or leave it empty while it is not known.';
comment on constraint promise_is_due_after_it_was_made on fund.promise is 'dueOn: It cannot be due before it was promised.';
create index promise_by_agency_kind on fund.promise (partnership_id, agency_id, promised_on);
create index promise_by_project on fund.promise (partnership_id, project_id);

create table fund.promise_kept (
  partnership_id uuid not null,
  id uuid not null,
  promise_id uuid not null,
  agency_id uuid not null,
  pence bigint not null constraint promise_kept_by_something check (pence > 0),
  on_day date not null,
  evidence text not null constraint promise_kept_has_evidence check (length(trim(evidence)) > 0),
  account_id uuid,
  primary key (partnership_id, id),
  constraint promise_kept_of_agency_known unique (partnership_id, id, agency_id),
  constraint promise_kept_of_promise foreign key (partnership_id, promise_id, agency_id) references fund.promise (partnership_id, id, agency_id)
);
comment on table fund.promise_kept is 'A partner delivered what it promised, or a part of it, with what shows it. Insert-only; a mistake is struck out by a row beside.';
comment on constraint promise_kept_by_something on fund.promise_kept is 'amount: Enter an amount above nought.';
comment on constraint promise_kept_has_evidence on fund.promise_kept is 'evidence: Say what shows that it was delivered.';
create index promise_kept_by_promise on fund.promise_kept (partnership_id, promise_id);
create table fund.promise_kept_struck (
  partnership_id uuid not null,
  kept_id uuid not null,
  agency_id uuid not null,
  on_day date not null,
  reason text not null constraint struck_says_why check (length(trim(reason)) > 0),
  account_id uuid,
  primary key (partnership_id, kept_id),
  constraint struck_of_kept foreign key (partnership_id, kept_id, agency_id) references fund.promise_kept (partnership_id, id, agency_id)
);
comment on table fund.promise_kept_struck is 'That something was delivered was recorded by mistake. Insert-only.';
comment on constraint struck_says_why on fund.promise_kept_struck is 'reason: Say what was wrong.';
create table fund.promise_ended (
  partnership_id uuid not null,
  promise_id uuid not null,
  agency_id uuid not null,
  on_day date not null,
  reason text not null constraint promise_ended_says_why check (length(trim(reason)) > 0),
  account_id uuid,
  primary key (partnership_id, promise_id),
  constraint promise_ended_of_promise foreign key (partnership_id, promise_id, agency_id) references fund.promise (partnership_id, id, agency_id)
);
comment on table fund.promise_ended is 'A partner took back what it promised, or nothing more of it is awaited. Insert-only.';
comment on constraint promise_ended_says_why on fund.promise_ended is 'reason: Say why nothing more is awaited.';

-- What each partner spends here ------------------------------------------------------------------------------------
create table fund.partner_spend (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  place_id uuid,
  outcome_id uuid,
  arrangement text not null constraint partner_spend_arrangement check (arrangement in ('pooled', 'aligned')),
  says text not null default '',
  pence bigint constraint partner_spend_is_not_negative check (pence >= 0),
  quality text not null default 'final' constraint partner_spend_quality check (quality in ('final', 'provisional', 'estimated')),
  source text not null constraint partner_spend_has_a_source check (length(trim(source)) > 0),
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint partner_spend_once unique nulls not distinct (partnership_id, agency_id, starts_on, ends_on, place_id, outcome_id, arrangement, says),
  constraint partner_spend_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint partner_spend_in_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint partner_spend_for_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint partner_spend_ends_after_it_starts check (ends_on >= starts_on)
);
comment on table fund.partner_spend is 'What a partner spends here in a period, by place and outcome, in a pooled budget or in its own that is aligned.';
comment on column fund.partner_spend.pence is 'Null where the amount is not known.';
comment on column fund.partner_spend.place_id is 'Null for the whole area.';
comment on constraint partner_spend_arrangement on fund.partner_spend is 'arrangement: Say pooled or aligned.';
comment on constraint partner_spend_is_not_negative on fund.partner_spend is 'amount: Enter an amount in pounds, such as 23902 or 23,902.50.';
comment on constraint partner_spend_has_a_source on fund.partner_spend is 'source: Say where the figure is from.';
comment on constraint partner_spend_once on fund.partner_spend is 'This spending stands here already.';
comment on constraint partner_spend_ends_after_it_starts on fund.partner_spend is 'endsOn: The period must end after it starts.';
create index partner_spend_by_period on fund.partner_spend (partnership_id, starts_on, ends_on);

-- External funding in sight ----------------------------------------------------------------------------------------
create table fund.opportunity (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  name text not null constraint opportunity_name_is_given check (length(trim(name)) > 0),
  funder text not null default '',
  about text not null default '',
  lead_agency_id uuid,
  lead_post_id uuid,
  deadline_on date,
  pence bigint constraint opportunity_amount_is_not_negative check (pence > 0),
  match_percent numeric(6, 2) constraint opportunity_match_is_a_percentage check (match_percent >= 0),
  match_from text not null default '',
  project_id uuid,
  source text not null default '',
  note text not null default '',
  quality text not null default 'final' constraint opportunity_quality check (quality in ('final', 'provisional', 'estimated')),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint opportunity_slug_unique unique (partnership_id, slug),
  constraint opportunity_led_by_agency foreign key (partnership_id, lead_agency_id) references partners.agency (partnership_id, id),
  constraint opportunity_led_by_post foreign key (partnership_id, lead_post_id) references partners.post (partnership_id, id),
  constraint opportunity_for_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table fund.opportunity is 'External funding in sight: who gives it, until when one may bid, who leads, how much match it needs.';
comment on column fund.opportunity.match_percent is 'Match funding of so many per cent of the grant; null where it is not known.';
comment on constraint opportunity_name_is_given on fund.opportunity is 'name: Enter a name.';
comment on constraint opportunity_slug_unique on fund.opportunity is 'name: Another opportunity has almost the same name.';
comment on constraint opportunity_amount_is_not_negative on fund.opportunity is 'amount: Enter an amount above nought, or leave it empty while it is not known.';
comment on constraint opportunity_match_is_a_percentage on fund.opportunity is 'matchPercent: Enter a percentage of nought or more.';
create table fund.opportunity_stage (
  partnership_id uuid not null,
  opportunity_id uuid not null,
  position integer not null,
  stage text not null constraint opportunity_stage_word check (stage in ('in-sight', 'preparing', 'bid', 'won', 'lost', 'not-pursued')),
  on_day date not null,
  pence bigint constraint opportunity_stage_amount check (pence > 0),
  stream_id uuid,
  says text not null default '',
  account_id uuid,
  primary key (partnership_id, opportunity_id, position),
  constraint opportunity_stage_of_opportunity foreign key (partnership_id, opportunity_id) references fund.opportunity (partnership_id, id),
  constraint opportunity_became_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id),
  constraint opportunity_bid_has_an_amount check (stage not in ('bid', 'won') or pence is not null),
  constraint opportunity_only_won_becomes_a_stream check (stream_id is null or stage = 'won'),
  constraint opportunity_result_says_why check (stage not in ('lost', 'not-pursued') or length(trim(says)) > 0)
);
comment on table fund.opportunity_stage is 'How far an opportunity is: in sight, preparing, bid, and its result with the stream it became. The last counts. Insert-only.';
comment on constraint opportunity_stage_amount on fund.opportunity_stage is 'amount: Enter an amount above nought.';
comment on constraint opportunity_bid_has_an_amount on fund.opportunity_stage is 'amount: Enter how much was bid for, or won.';
comment on constraint opportunity_only_won_becomes_a_stream on fund.opportunity_stage is 'stream: Only what was won becomes a stream.';
comment on constraint opportunity_result_says_why on fund.opportunity_stage is 'says: Say why.';

-- Cliff edges ------------------------------------------------------------------------------------------------------
create table fund.dependent (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  kind text not null constraint dependent_kind check (kind in ('post', 'contract')),
  title text not null constraint dependent_title_is_given check (length(trim(title)) > 0),
  agency_id uuid,
  project_id uuid,
  request_id uuid,
  stream_id uuid,
  ends_on date not null,
  notice_days integer not null default 90 constraint dependent_notice_is_not_negative check (notice_days between 0 and 730),
  note text not null default '',
  quality text not null default 'final' constraint dependent_quality check (quality in ('final', 'provisional', 'estimated')),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint dependent_slug_unique unique (partnership_id, slug),
  constraint dependent_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint dependent_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint dependent_on_request foreign key (partnership_id, request_id) references fund.request (partnership_id, id),
  constraint dependent_on_stream foreign key (partnership_id, stream_id) references fund.stream (partnership_id, id)
);
comment on table fund.dependent is 'A post or contract whose funding ends on a day, and how long before something must be decided.';
comment on constraint dependent_kind on fund.dependent is 'kind: Choose a post or a contract.';
comment on constraint dependent_title_is_given on fund.dependent is 'title: Enter the title of the post or contract.';
comment on constraint dependent_slug_unique on fund.dependent is 'title: Another post or contract has almost the same title.';
comment on constraint dependent_notice_is_not_negative on fund.dependent is 'noticeDays: Enter a number of days from 0 to 730.';
create table fund.dependent_settled (
  partnership_id uuid not null,
  dependent_id uuid not null,
  outcome text not null constraint dependent_outcome check (outcome in ('funded', 'replaced', 'ended')),
  on_day date not null,
  says text not null constraint dependent_settled_says_how check (length(trim(says)) > 0),
  account_id uuid,
  primary key (partnership_id, dependent_id),
  constraint dependent_settled_of_dependent foreign key (partnership_id, dependent_id) references fund.dependent (partnership_id, id)
);
comment on table fund.dependent_settled is 'What was decided of a post or contract before its funding ended. Insert-only.';
comment on constraint dependent_outcome on fund.dependent_settled is 'outcome: Choose what becomes of it.';
comment on constraint dependent_settled_says_how on fund.dependent_settled is 'says: Say what was decided, and by whom.';

-- Who may ----------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
begin
  foreach named in array array['promise', 'promise_kept', 'promise_kept_struck', 'promise_ended', 'partner_spend', 'opportunity', 'opportunity_stage',
    'dependent', 'dependent_settled'] loop
    execute format('alter table fund.%I enable row level security', named);
    execute format('create policy %I on fund.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read', named);
    execute format('grant select, insert on fund.%I to concord_app', named);
  end loop;
  foreach named in array array['partner_spend', 'opportunity', 'opportunity_stage', 'dependent', 'dependent_settled'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and platform.may(''fund.keep''))', named || '_is_added', named);
  end loop;
  foreach named in array array['partner_spend', 'opportunity', 'dependent'] loop
    execute format('create policy %I on fund.%I for update using (partnership_id = platform.partnership() and platform.may(''fund.keep''))', named || '_is_changed', named);
    execute format('grant update on fund.%I to concord_app', named);
  end loop;
  foreach named in array array['promise', 'promise_kept', 'promise_kept_struck', 'promise_ended'] loop
    execute format('create policy %I on fund.%I for insert with check (partnership_id = platform.partnership() and (platform.may(''fund.keep'') or platform.may_for(''fund.request'', agency_id)))', named || '_is_added', named);
  end loop;
end $$;

-- What follows from the facts --------------------------------------------------------------------------------------
create view fund.promise_now with (security_invoker = true) as
  select p.*, e.on_day as ended_on, e.reason as ended_reason, k.kept_pence, k.last_on as kept_on, k.deliveries,
    case when e.on_day is not null then 'ended' when p.pence is not null and k.kept_pence >= p.pence then 'delivered'
      when k.kept_pence > 0 then 'delivered-in-part' else 'promised' end as state
  from fund.promise p
  left join fund.promise_ended e on e.partnership_id = p.partnership_id and e.promise_id = p.id
  cross join lateral (
    select coalesce(sum(x.pence), 0)::bigint as kept_pence, max(x.on_day) as last_on, count(*)::int as deliveries
    from fund.promise_kept x
    where x.partnership_id = p.partnership_id and x.promise_id = p.id and not exists (
      select from fund.promise_kept_struck s where s.partnership_id = x.partnership_id and s.kept_id = x.id)) k;
comment on view fund.promise_now is 'Each promise with what was delivered of it; what was struck out does not count.';
grant select on fund.promise_now to concord_app;

create view fund.opportunity_now with (security_invoker = true) as
  select o.*, s.stage, s.on_day as stage_since, s.pence as stage_pence, s.stream_id, s.says as stage_says, s.position as stages
  from fund.opportunity o
  join lateral (select x.* from fund.opportunity_stage x where x.partnership_id = o.partnership_id and x.opportunity_id = o.id order by x.position desc limit 1) s on true;
comment on view fund.opportunity_now is 'Each opportunity with how far it is.';
grant select on fund.opportunity_now to concord_app;

create view fund.dependent_now with (security_invoker = true) as
  select d.*, d.ends_on - d.notice_days as decide_by, s.outcome, s.on_day as settled_on, s.says as settled_says
  from fund.dependent d left join fund.dependent_settled s on s.partnership_id = d.partnership_id and s.dependent_id = d.id;
comment on view fund.dependent_now is 'Each post or contract whose funding ends, by when it must be decided, and what was decided.';
grant select on fund.dependent_now to concord_app;

-- What others see: what 0014 offers, and this ------------------------------------------------------------------------
alter view fund.kinds rename to kinds_of_money;
create view fund.kinds with (security_invoker = true) as
  select * from fund.kinds_of_money
  union all
  select partnership_id, 'opportunity', id, name, '/fund/opportunities/' || slug from fund.opportunity
  union all
  select partnership_id, 'dependent', id, title, '/fund/dependents/' || slug from fund.dependent
  union all
  select p.partnership_id, 'promise', p.id, p.says, '/fund/contributions/' || a.slug
  from fund.promise p join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id;
comment on view fund.kinds is 'Streams, requests, opportunities, promises, and posts and contracts that depend on funding, by name and address.';
grant select on fund.kinds to concord_app;

alter view fund.thread rename to thread_of_money;
create view fund.thread with (security_invoker = true) as
  select * from fund.thread_of_money
  union all
  select partnership_id, 'project', project_id, 'opportunity', id from fund.opportunity where project_id is not null
  union all
  select partnership_id, 'opportunity', id, 'stream', stream_id from fund.opportunity_now where stream_id is not null
  union all
  select partnership_id, 'request', request_id, 'dependent', id from fund.dependent where request_id is not null
  union all
  select partnership_id, 'project', project_id, 'dependent', id from fund.dependent where project_id is not null
  union all
  select partnership_id, 'project', project_id, 'promise', id from fund.promise where project_id is not null
  union all
  select partnership_id, 'request', request_id, 'promise', id from fund.promise where request_id is not null;
comment on view fund.thread is 'Which project asks for which money, from which stream, by which decision; what was promised for it; what depends on it; which opportunity became which stream.';
grant select on fund.thread to concord_app;

alter view fund.duties rename to duties_of_money;
create view fund.duties with (security_invoker = true) as
  select * from fund.duties_of_money
  union all
  select partnership_id, 'opportunity-deadline', 'opportunity', id, 'Bid for ' || name, '/fund/opportunities/' || slug, deadline_on, lead_agency_id, lead_post_id,
    case when stage not in ('in-sight', 'preparing') then stage_since end
  from fund.opportunity_now where deadline_on is not null
  union all
  select d.partnership_id, 'cliff-edge', 'dependent', d.id,
    'Decide what becomes of the ' || d.kind || ' ' || d.title || ' before its funding ends on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY'),
    '/fund/dependents/' || d.slug, d.decide_by, d.agency_id, null::uuid, d.settled_on
  from fund.dependent_now d
  union all
  select p.partnership_id, 'promise-due', 'promise', p.id,
    'Deliver what ' || a.name || ' promised: ' || p.says, '/fund/contributions/' || a.slug, p.due_on, p.agency_id, null::uuid,
    case p.state when 'delivered' then p.kept_on when 'ended' then p.ended_on end
  from fund.promise_now p join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  where p.due_on is not null;
comment on view fund.duties is 'Conditions, deferrals, offers and streams that lapse; bids with a deadline, posts and contracts whose funding ends, promises that are due.';
grant select on fund.duties to concord_app;

alter view fund.warnings rename to warnings_of_money;
create view fund.warnings with (security_invoker = true) as
  with today as (select p.partnership_id, partners.business_date(p) as today from partners.partnership p)
  select * from fund.warnings_of_money
  union all
  select d.partnership_id, 'cliff-edge', 'dependent', d.id, d.decide_by, case when d.ends_on < t.today then 'high' else 'medium' end,
    case when d.ends_on < t.today
      then 'The funding of the ' || d.kind || ' ' || d.title || ' ended on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY') || ', and what became of it is not recorded.'
      else 'The funding of the ' || d.kind || ' ' || d.title || ' ends on ' || to_char(d.ends_on, 'FMDD FMMonth YYYY') || ': it should have been decided by '
        || to_char(d.decide_by, 'FMDD FMMonth YYYY') || ' what becomes of it.' end,
    '/fund/dependents/' || d.slug, d.agency_id
  from fund.dependent_now d join today t on t.partnership_id = d.partnership_id
  where d.settled_on is null and d.decide_by <= t.today
  union all
  select o.partnership_id, 'bid-deadline', 'opportunity', o.id, least(o.deadline_on - 28, t.today), case when o.deadline_on < t.today then 'high' else 'medium' end,
    case when o.deadline_on < t.today then 'The deadline of ' || o.name || ' passed on ' || to_char(o.deadline_on, 'FMDD FMMonth YYYY') || ', and no bid is recorded.'
      else 'Bids for ' || o.name || ' must be in by ' || to_char(o.deadline_on, 'FMDD FMMonth YYYY') || '.' end,
    '/fund/opportunities/' || o.slug, o.lead_agency_id
  from fund.opportunity_now o join today t on t.partnership_id = o.partnership_id
  where o.stage in ('in-sight', 'preparing') and o.deadline_on - 28 <= t.today
  union all
  select p.partnership_id, 'promise-late', 'promise', p.id, p.due_on, 'medium',
    a.name || ' promised ' || p.says || ' by ' || to_char(p.due_on, 'FMDD FMMonth YYYY')
      || case when p.kept_pence > 0 then ', and ' || fund.pounds(p.kept_pence) || ' of it was delivered.' else ', and nothing of it was delivered.' end,
    '/fund/contributions/' || a.slug, p.agency_id
  from fund.promise_now p
  join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
  join today t on t.partnership_id = p.partnership_id
  where p.state in ('promised', 'delivered-in-part') and p.due_on < t.today;
comment on view fund.warnings is 'Streams that lapse with money in them, late conditions and deferrals; funding that ends, bids and promises that are late.';
grant select on fund.warnings to concord_app;
