-- Concerns: what an agency was told or saw. Narrative and reasons are sealed; people are records with a role; where it was is
-- an address or a place. Reports of one incident stand together, and incidents that repeat are flagged before the next one.
create table casework.concern_setting (
  partnership_id uuid not null references partners.partnership (partnership_id),
  name text not null constraint concern_setting_is_named check (name ~ '^[a-z]+(-[a-z0-9]+)*([.][a-z]+(-[a-z0-9]+)*)*$'),
  from_on date not null,
  value numeric not null constraint concern_setting_is_not_negative check (value >= 0),
  agency_id uuid,
  says text not null constraint concern_setting_says_why check (length(trim(says)) > 0),
  account_id uuid,
  primary key (partnership_id, name, from_on),
  constraint concern_setting_names_an_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.concern_setting is 'A threshold or clock of early warning and case reviews from a day on: local variation or later statute. Insert-only; the product''s own value holds before the first.';
comment on constraint concern_setting_says_why on casework.concern_setting is 'says: Say why, and who decided it.';
comment on constraint concern_setting_pkey on casework.concern_setting is 'fromOn: This is set from that day already. Choose a later day.';
alter table casework.concern_setting enable row level security;
create policy concern_setting_is_read_by_members_and_the_public_form on casework.concern_setting for select using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('public') or casework.machine()));
create policy concern_setting_is_set on casework.concern_setting for insert with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant select, insert on casework.concern_setting to concord_app;

create table casework.incident (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null default false,
  on_day date not null,
  revision integer not null default 1,
  primary key (partnership_id, id)
);
comment on table casework.incident is 'Reports that are believed to be of one incident. Holds which agencies were told, and nothing about anybody.';
alter table casework.incident enable row level security;
create policy incident_is_seen_by_agencies_that_were_told on casework.incident for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy incident_is_made_by_grouping on casework.incident for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy incident_is_changed_by_grouping on casework.incident for update using (partnership_id = platform.partnership() and casework.machine());
create policy incident_goes_when_empty on casework.incident for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.incident to concord_app;

create table casework.concern (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  restricted boolean not null default false,
  incident_id uuid not null,
  reference_hash bytea,
  regime text not null constraint concern_regime check (regime in ('uk-gdpr', 'part-3')),
  type text not null constraint concern_type_is_a_code check (type ~ '^[a-z]+(-[a-z]+)*$'),
  on_day date not null,
  at_time time,
  precision text not null constraint concern_precision check (precision in ('time', 'hours', 'day', 'week', 'month')),
  address_id uuid,
  place_id uuid,
  outward text constraint concern_outward_is_half_a_postcode check (outward ~ '^[A-Z]{1,2}[0-9][0-9A-Z]?$'),
  reported_by text not null constraint concern_reported_by check (reported_by in ('victim', 'representative', 'witness', 'worker', 'unnamed')),
  reported_on date not null,
  happened_before text not null constraint concern_happened_before check (happened_before in ('yes', 'no', 'not-known')),
  told_others text not null constraint concern_told_others check (told_others in ('yes', 'no', 'not-known')),
  feels_targeted text not null constraint concern_feels_targeted check (feels_targeted in ('yes', 'no', 'not-known')),
  ill_at_home text not null constraint concern_ill_at_home check (ill_at_home in ('yes', 'no', 'not-known')),
  narrative bytea,
  source text not null constraint concern_source check (source in ('form', 'api', 'import', 'referral')),
  recorded_on date not null,
  review_on date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint concern_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint concern_of_incident foreign key (partnership_id, incident_id) references casework.incident (partnership_id, id),
  constraint concern_at_address foreign key (partnership_id, address_id) references casework.address (partnership_id, id),
  constraint concern_in_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint concern_reference_unique unique (partnership_id, agency_id, reference_hash),
  constraint concern_happened_before_it_was_told check (on_day <= reported_on),
  constraint concern_was_told_before_it_was_recorded check (reported_on <= recorded_on),
  constraint concern_time_is_given_where_it_is_precise check ((at_time is not null) = (precision in ('time', 'hours'))),
  constraint concern_is_reviewed_after_it_is_written check (review_on > recorded_on)
);
comment on table casework.concern is 'A low-level incident or observation as one agency was told it: what, when, where, the four intake questions; the narrative sealed under the concern''s own key.';
comment on column casework.concern.precision is 'How exactly the moment is known: to the time, within some hours of it, the day, the week or the month that begins on_day.';
comment on column casework.concern.outward is 'The outward half of the postcode, the most that the quarterly exchange says of where.';
comment on constraint concern_reference_unique on casework.concern is 'reference: Your agency has told of this number already. Open that concern.';
comment on constraint concern_happened_before_it_was_told on casework.concern is 'reportedOn: It cannot be told before it happened. Give a later day.';
comment on constraint concern_was_told_before_it_was_recorded on casework.concern is 'reportedOn: This day has not come yet. Give the day on which somebody told of it.';
comment on constraint concern_outward_is_half_a_postcode on casework.concern is 'postcode: Give a postcode such as WS11 1AB.';
create index concern_by_incident on casework.concern (partnership_id, incident_id);
create index concern_by_address on casework.concern (partnership_id, address_id, on_day);
create index concern_by_place on casework.concern (partnership_id, place_id, on_day);
create index concern_by_agency on casework.concern (partnership_id, agency_id, on_day desc, id desc);
create index concern_by_day on casework.concern (partnership_id, on_day);
create index concern_by_review on casework.concern (partnership_id, review_on);
alter table casework.concern enable row level security;
create policy concern_is_seen_for_a_purpose on casework.concern for select using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted) or casework.machine()));
create policy concern_is_told_by_its_agency on casework.concern for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('concern.record', agency_id))));
create policy concern_is_grouped_by_the_machine on casework.concern for update using (partnership_id = platform.partnership() and casework.machine());
create policy concern_is_disposed_of on casework.concern for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.concern to concord_app;
grant update (incident_id, restricted, review_on) on casework.concern to concord_app;

create table casework.concern_person (
  partnership_id uuid not null,
  concern_id uuid not null,
  record_id uuid not null,
  role text not null constraint concern_person_role check (role in ('affected', 'reported', 'responsible', 'witness')),
  agency_id uuid not null,
  restricted boolean not null,
  primary key (partnership_id, concern_id, record_id, role),
  constraint concern_person_of_concern foreign key (partnership_id, concern_id) references casework.concern (partnership_id, id) on delete cascade,
  constraint concern_person_is_a_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade
);
comment on table casework.concern_person is 'Who was affected, who reported, who is thought responsible: records of the agency that tells of it.';
create index concern_person_by_record on casework.concern_person (partnership_id, record_id, role);
alter table casework.concern_person enable row level security;
create policy concern_person_is_seen_for_a_purpose on casework.concern_person for select using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted) or casework.machine()));
create policy concern_person_is_named_by_its_agency on casework.concern_person for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('concern.record', agency_id))));
create policy concern_person_is_disposed_of on casework.concern_person for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.concern_person to concord_app;

create table casework.concern_closure (
  partnership_id uuid not null,
  concern_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  outcome text not null constraint concern_closure_outcome check (outcome in ('resolved', 'passed-on', 'action-taken', 'no-action', 'not-found')),
  reason bytea not null,
  closed_on date not null,
  account_id uuid,
  primary key (partnership_id, concern_id),
  constraint concern_closure_of_concern foreign key (partnership_id, concern_id) references casework.concern (partnership_id, id) on delete cascade
);
comment on table casework.concern_closure is 'How an agency closed a concern; the reason is sealed under the concern''s key.';
comment on constraint concern_closure_pkey on casework.concern_closure is 'outcome: This concern is closed already.';
alter table casework.concern_closure enable row level security;
create policy concern_closure_is_seen_for_a_purpose on casework.concern_closure for select using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted) or casework.machine()));
create policy concern_closure_is_made_by_its_agency on casework.concern_closure for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('concern.record', agency_id))));
create policy concern_closure_is_disposed_of on casework.concern_closure for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.concern_closure to concord_app;

create table casework.concern_pair (
  partnership_id uuid not null,
  left_id uuid not null,
  right_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  score integer not null,
  because text[] not null,
  verdict text not null constraint concern_pair_verdict check (verdict in ('likely', 'possible', 'same', 'different')),
  reason bytea,
  decided_on date,
  decided_agency_id uuid,
  account_id uuid,
  revision integer not null default 1,
  primary key (partnership_id, left_id, right_id),
  constraint concern_pair_of_left foreign key (partnership_id, left_id) references casework.concern (partnership_id, id) on delete cascade,
  constraint concern_pair_of_right foreign key (partnership_id, right_id) references casework.concern (partnership_id, id) on delete cascade,
  constraint concern_pair_is_ordered check (left_id < right_id),
  constraint concern_pair_of_a_person_says_why check ((verdict in ('same', 'different')) = (reason is not null)),
  constraint concern_pair_of_a_person_says_when check ((reason is not null) = (decided_on is not null))
);
comment on table casework.concern_pair is 'Two reports that may be of one incident: what speaks for it, and what a person decided, which outranks the machine. The reason is sealed under the left concern''s key.';
create index concern_pair_by_right on casework.concern_pair (partnership_id, right_id);
alter table casework.concern_pair enable row level security;
create policy concern_pair_is_seen_by_both_agencies on casework.concern_pair for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy concern_pair_is_made_by_grouping on casework.concern_pair for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy concern_pair_is_changed_by_grouping on casework.concern_pair for update using (partnership_id = platform.partnership() and casework.machine());
create policy concern_pair_goes_with_its_concerns on casework.concern_pair for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.concern_pair to concord_app;

-- Early warning ------------------------------------------------------------------------------------------------------
create table casework.pattern_flag (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  kind text not null constraint pattern_flag_kind check (kind in ('pattern', 'case-review')),
  subject_kind text not null constraint pattern_flag_subject_kind check (subject_kind in ('person', 'household', 'address')),
  subject_id uuid not null,
  agency_ids uuid[] not null constraint pattern_flag_is_somebodys check (cardinality(agency_ids) > 0),
  restricted boolean not null default false,
  rules text[] not null constraint pattern_flag_has_a_rule check (cardinality(rules) > 0),
  evidence uuid[] not null constraint pattern_flag_has_evidence check (cardinality(evidence) > 0),
  facts jsonb not null,
  first_on date not null,
  last_on date not null,
  raised_on date not null,
  due_on date not null,
  state text not null default 'open' constraint pattern_flag_state check (state in ('open', 'acknowledged', 'acted', 'dismissed')),
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint pattern_flag_is_reviewed_after_it_is_raised check (review_on > raised_on)
);
comment on table casework.pattern_flag is 'What the machine found: incidents that repeat on a person (cluster), household or address. Names nobody; evidence are incidents, facts are counts.';
comment on column casework.pattern_flag.kind is 'A pattern of incidents, or that a victim reaches the threshold of a case review without having asked for one.';
create unique index pattern_flag_is_open_once on casework.pattern_flag (partnership_id, subject_kind, subject_id, kind) where state in ('open', 'acknowledged');
create index pattern_flag_by_subject on casework.pattern_flag (partnership_id, subject_id, kind, raised_on);
create index pattern_flag_waiting on casework.pattern_flag (partnership_id, due_on) where state in ('open', 'acknowledged');
create index pattern_flag_by_review on casework.pattern_flag (partnership_id, review_on);
alter table casework.pattern_flag enable row level security;
create policy pattern_flag_is_seen_by_agencies_that_know on casework.pattern_flag for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null
  and ((platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency())) or (kind = 'case-review' and platform.may_for('hub.run', platform.agency())))
  and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy pattern_flag_is_raised_by_the_machine on casework.pattern_flag for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy pattern_flag_is_changed_by_the_machine on casework.pattern_flag for update using (partnership_id = platform.partnership() and casework.machine());
create policy pattern_flag_is_disposed_of on casework.pattern_flag for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.pattern_flag to concord_app;

create table casework.pattern_answer (
  partnership_id uuid not null,
  id uuid not null,
  flag_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  answer text not null constraint pattern_answer_is_known check (answer in ('acknowledged', 'acted', 'dismissed')),
  rules text[] not null,
  reason bytea not null,
  answered_on date not null,
  answered_agency_id uuid not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint pattern_answer_of_flag foreign key (partnership_id, flag_id) references casework.pattern_flag (partnership_id, id) on delete cascade,
  constraint pattern_answer_by_agency foreign key (partnership_id, answered_agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.pattern_answer is 'What an agency said of a flag, and why (sealed under the answer''s own key): by these answers the precision of each rule is known.';
create index pattern_answer_by_flag on casework.pattern_answer (partnership_id, flag_id, id);
alter table casework.pattern_answer enable row level security;
create policy pattern_answer_is_seen_by_agencies_that_know on casework.pattern_answer for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy pattern_answer_is_given_by_an_agency_that_knows on casework.pattern_answer for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and answered_agency_id = platform.agency() and platform.may_for('casework.write', answered_agency_id))));
create policy pattern_answer_is_disposed_of on casework.pattern_answer for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.pattern_answer to concord_app;

create view casework.concern_duties with (security_invoker = true) as
  select f.partnership_id, 'answer-pattern'::text as kind, 'pattern'::text as subject_kind, f.id as subject_id,
    case f.kind when 'pattern' then 'A pattern of ' || cardinality(f.evidence) || ' incidents waits for an answer'
      else 'A victim reaches the threshold of a case review and has not asked: offer one' end as title,
    '/casework/patterns/' || f.id as path, f.due_on, a.agency_id as owner_agency_id, null::uuid as owner_post_id, null::date as met_on
  from casework.pattern_flag f cross join lateral unnest(f.agency_ids) a (agency_id)
  where f.state = 'open' and (a.agency_id = platform.agency() or casework.machine());
comment on view casework.concern_duties is 'Flags that wait for an answer of an agency that knows; names nobody.';
create view casework.concern_warnings with (security_invoker = true) as
  select f.partnership_id, 'pattern-unanswered'::text as kind, 'pattern'::text as subject_kind, f.id as subject_id, f.due_on as since,
    'high'::text as severity, 'A pattern of ' || cardinality(f.evidence) || ' incidents has waited for an answer since ' || to_char(f.raised_on, 'FMDD FMMonth YYYY') || '.' as sentence,
    '/casework/patterns/' || f.id as path, a.agency_id as owner_agency_id
  from casework.pattern_flag f join partners.partnership p on p.partnership_id = f.partnership_id cross join lateral unnest(f.agency_ids) a (agency_id)
  where f.state = 'open' and f.due_on < partners.business_date(p) and (a.agency_id = platform.agency() or casework.machine());
comment on view casework.concern_warnings is 'Flags whose answer is overdue; names nobody.';
grant select on casework.concern_duties, casework.concern_warnings to concord_app;
