-- What no agreement shares is asked for, person by person, and answered with a reason; what had to be opened in an emergency is
-- told at once and reviewed; what was disclosed can be corrected wherever it went.

-- A grant for one person opens rows of that person alone. The words stand beside those of agreements and name the category, the
-- agency that holds the row, and an id of the person: a cluster or a record, as `contact:<agency>@<record>`.
create function casework.sees(category text, agency_id uuid, restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return casework.sees(category, agency_id, restricted) or (platform.purpose() is not null
    and platform.shared(category || ':' || agency_id::text, about)
    and (not restricted or platform.shared('restricted:' || agency_id::text, about)));
comment on function casework.sees(text, uuid, boolean, uuid) is 'As the rule of seeing, and also where the row is of a person (by cluster or record) whom the actor was let see: on asking, or in an emergency.';
alter policy record_is_seen_for_a_purpose on casework.record using (partnership_id = platform.partnership() and (casework.sees('identity', agency_id, restricted, id) or casework.machine()));
alter policy presence_is_seen_where_knowing_is_shared on casework.presence using (partnership_id = platform.partnership() and (casework.sees('known', agency_id, restricted, record_id) or casework.machine()));
alter policy residence_is_seen_for_a_purpose on casework.residence using (partnership_id = platform.partnership() and (casework.sees('contact', agency_id, restricted, record_id) or casework.machine()));

-- Agreements change; what was disclosed under one is judged by what it said then.
create table casework.agreement_version (
  partnership_id uuid not null,
  agreement_id uuid not null,
  revision integer not null,
  said jsonb not null,
  from_day date not null,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, agreement_id, revision),
  constraint agreement_version_of_agreement foreign key (partnership_id, agreement_id) references casework.agreement (partnership_id, id)
);
comment on table casework.agreement_version is 'What an agreement said from a day on: parties, purposes, categories, conditions, dates. Insert-only, one for each revision.';
alter table casework.agreement_version enable row level security;
create policy agreement_version_is_read_by_members on casework.agreement_version for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy agreement_version_is_kept_with_each_change on casework.agreement_version for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
grant select, insert on casework.agreement_version to concord_app;

alter table casework.disclosure add column ground text not null
  constraint disclosure_ground check (ground in ('agreement', 'consent', 'legal-duty', 'vital-interests', 'safeguarding', 'crime-and-disorder', 'direct-care', 'asked', 'break-glass', 'subject-access'));
alter table casework.disclosure add constraint disclosure_by_agreement_names_it check ((ground = 'agreement') = (agreement_id is not null));
comment on column casework.disclosure.ground is 'By what it was allowed: an agreement in force, or another lawful ground that `basis` puts in words.';

create table casework.not_shared (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  on_day date not null,
  agency_id uuid not null,
  to_agency_id uuid,
  item_kind text not null,
  item_id uuid,
  cluster_id uuid,
  purpose text not null,
  categories text[] not null,
  reason bytea not null,
  account_id uuid,
  review_on date not null,
  primary key (partnership_id, id),
  constraint not_shared_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint not_shared_with_agency foreign key (partnership_id, to_agency_id) references partners.agency (partnership_id, id),
  constraint not_shared_for_purpose foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug)
);
comment on table casework.not_shared is 'That an agency decided not to share, and why. Insert-only; `reason` is sealed under the row''s own key.';
create index not_shared_by_cluster on casework.not_shared (partnership_id, cluster_id, at desc);
create index not_shared_by_time on casework.not_shared (partnership_id, at desc, id desc);
alter table casework.not_shared enable row level security;
create policy not_shared_is_written_by_who_refuses on casework.not_shared for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and agency_id = platform.agency())));
create policy not_shared_is_read_by_who_refused on casework.not_shared for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and (platform.may('casework.govern') or (agency_id = platform.agency() and platform.may_for('casework.read', agency_id))))));
create policy not_shared_is_disposed_of on casework.not_shared for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.not_shared to concord_app;

-- Rows of asking, answering and rights hold ids, days and what is sealed: they are seen without a purpose, so that what waits shows on
-- the home page; the sealed words are opened inside casework only.
create function casework.answers(agency_id uuid) returns boolean language sql stable parallel safe
  return platform.may('casework.govern') or casework.machine()
    or (agency_id = platform.agency() and (platform.may_for('casework.read', agency_id) or platform.may_for('sharing.answer', agency_id)));
comment on function casework.answers(uuid) is 'Whether the actor works on cases for this agency, or governs personal data: for rows that name nobody.';

create table casework.ask (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  asked_on date not null,
  answer_by date not null,
  agency_id uuid not null,
  asker_agency_id uuid not null,
  cluster_id uuid not null,
  purpose text not null,
  categories text[] not null constraint ask_says_what check (cardinality(categories) > 0),
  wants_restricted boolean not null default false,
  reason bytea not null,
  account_id uuid,
  review_on date not null,
  primary key (partnership_id, id),
  constraint ask_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint ask_by_agency foreign key (partnership_id, asker_agency_id) references partners.agency (partnership_id, id),
  constraint ask_about_cluster foreign key (partnership_id, cluster_id) references casework.cluster (partnership_id, id),
  constraint ask_for_purpose foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug),
  constraint ask_goes_to_another_agency check (agency_id <> asker_agency_id)
);
comment on table casework.ask is 'An agency asks another to see what it holds about a person. Insert-only; `reason` is sealed under the row''s own key.';
comment on column casework.ask.answer_by is 'Five working days after it was asked.';
comment on constraint ask_goes_to_another_agency on casework.ask is 'agencyId: Ask another agency than your own.';
create index ask_by_cluster on casework.ask (partnership_id, cluster_id);
create index ask_by_time on casework.ask (partnership_id, at desc, id desc);
alter table casework.ask enable row level security;
create policy ask_is_seen_by_both_sides on casework.ask for select using (partnership_id = platform.partnership() and (casework.answers(agency_id) or casework.answers(asker_agency_id)));
create policy ask_is_made_by_who_works_on_cases on casework.ask for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.read', asker_agency_id) and purpose = platform.purpose() and account_id is not distinct from platform.account());
create policy ask_is_disposed_of on casework.ask for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.ask to concord_app;

create table casework.ask_answer (
  partnership_id uuid not null,
  ask_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  agency_id uuid not null,
  asker_agency_id uuid not null,
  granted boolean not null,
  categories text[] not null default '{}',
  opens_restricted boolean not null default false,
  until_on date,
  reason bytea,
  account_id uuid,
  primary key (partnership_id, ask_id),
  constraint ask_answer_of_ask foreign key (partnership_id, ask_id) references casework.ask (partnership_id, id) on delete cascade,
  constraint ask_is_granted_for_a_time check (granted = (until_on is not null)),
  constraint ask_is_granted_for_categories check (granted = (cardinality(categories) > 0)),
  constraint ask_is_refused_with_a_reason check (granted or reason is not null),
  constraint ask_refused_opens_nothing check (granted or not opens_restricted)
);
comment on table casework.ask_answer is 'What the agency answered: which categories until which day, or no, with a reason. Insert-only; `reason` is sealed under the key of the ask.';
comment on constraint ask_is_granted_for_a_time on casework.ask_answer is 'untilOn: Say until which day it is granted.';
comment on constraint ask_is_refused_with_a_reason on casework.ask_answer is 'reason: Say why it is not shared.';
alter table casework.ask_answer enable row level security;
create policy ask_answer_is_seen_by_both_sides on casework.ask_answer for select using (partnership_id = platform.partnership() and (casework.answers(agency_id) or casework.answers(asker_agency_id)));
create policy ask_answer_is_given_for_the_agency on casework.ask_answer for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('sharing.answer', agency_id) and account_id is not distinct from platform.account());
create policy ask_answer_is_disposed_of on casework.ask_answer for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.ask_answer to concord_app;

create table casework.ask_ending (
  partnership_id uuid not null,
  ask_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  agency_id uuid not null,
  asker_agency_id uuid not null,
  reason bytea not null,
  account_id uuid,
  primary key (partnership_id, ask_id),
  constraint ask_ending_of_answer foreign key (partnership_id, ask_id) references casework.ask_answer (partnership_id, ask_id) on delete cascade
);
comment on table casework.ask_ending is 'The agency took a grant back before its day. Insert-only; `reason` is sealed under the key of the ask.';
alter table casework.ask_ending enable row level security;
create policy ask_ending_is_seen_by_both_sides on casework.ask_ending for select using (partnership_id = platform.partnership() and (casework.answers(agency_id) or casework.answers(asker_agency_id)));
create policy ask_ending_is_given_for_the_agency on casework.ask_ending for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('sharing.answer', agency_id) and account_id is not distinct from platform.account());
create policy ask_ending_is_disposed_of on casework.ask_ending for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.ask_ending to concord_app;

create table casework.break_glass (
  partnership_id uuid not null,
  id uuid not null,
  opened_at timestamptz not null,
  closes_at timestamptz not null,
  on_day date not null,
  review_by date not null,
  agency_id uuid not null,
  account_id uuid not null,
  cluster_id uuid not null,
  purpose text not null,
  reason bytea not null,
  review_on date not null,
  primary key (partnership_id, id),
  constraint break_glass_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint break_glass_about_cluster foreign key (partnership_id, cluster_id) references casework.cluster (partnership_id, id),
  constraint break_glass_for_purpose foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug),
  constraint break_glass_lasts_a_day_at_most check (closes_at > opened_at and closes_at <= opened_at + interval '24 hours')
);
comment on table casework.break_glass is 'Somebody opened, in an emergency, all that is held about one person, for a day at most. Information governance is told at once. Insert-only; `reason` is sealed under the row''s own key.';
create index break_glass_by_time on casework.break_glass (partnership_id, opened_at desc, id desc);
create index break_glass_by_account on casework.break_glass (partnership_id, account_id, closes_at);
alter table casework.break_glass enable row level security;
create policy break_glass_is_seen_by_who_broke_it_and_governance on casework.break_glass for select using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('casework.govern') or casework.machine()));
create policy break_glass_is_broken_by_who_works_on_cases on casework.break_glass for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.read', agency_id) and account_id = platform.account() and purpose = platform.purpose());
create policy break_glass_is_disposed_of on casework.break_glass for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.break_glass to concord_app;

create table casework.break_glass_review (
  partnership_id uuid not null,
  break_glass_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  outcome text not null constraint break_glass_review_outcome check (outcome in ('justified', 'justified-with-lessons', 'not-justified')),
  says bytea not null,
  opened_by uuid not null,
  account_id uuid not null,
  primary key (partnership_id, break_glass_id),
  constraint break_glass_review_of foreign key (partnership_id, break_glass_id) references casework.break_glass (partnership_id, id) on delete cascade,
  constraint break_glass_is_reviewed_by_somebody_else check (account_id <> opened_by)
);
comment on table casework.break_glass_review is 'What information governance found of an emergency opening. Insert-only; `says` is sealed under its key.';
comment on constraint break_glass_is_reviewed_by_somebody_else on casework.break_glass_review is 'outcome: Somebody else than who opened it reviews it.';
alter table casework.break_glass_review enable row level security;
create policy break_glass_review_is_seen on casework.break_glass_review for select using (partnership_id = platform.partnership() and (opened_by = platform.account() or platform.may('casework.govern') or casework.machine()));
create policy break_glass_review_is_by_governance on casework.break_glass_review for insert with check (partnership_id = platform.partnership() and platform.may('casework.govern') and account_id = platform.account());
create policy break_glass_review_is_disposed_of on casework.break_glass_review for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.break_glass_review to concord_app;

-- What people ask about their own data, and what became of it.
create table casework.rights_request (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null constraint rights_request_kind check (kind in ('access', 'objection', 'rectification', 'restriction', 'erasure')),
  received_on date not null,
  answer_by date not null,
  agency_id uuid not null,
  cluster_id uuid not null,
  says bytea not null,
  account_id uuid,
  review_on date not null,
  primary key (partnership_id, id),
  constraint rights_request_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint rights_request_about_cluster foreign key (partnership_id, cluster_id) references casework.cluster (partnership_id, id),
  constraint rights_request_is_answered_later check (answer_by > received_on)
);
comment on table casework.rights_request is 'A person asks to see, objects, or wants something corrected, restricted or erased. Insert-only; `says` is sealed under the row''s own key.';
comment on column casework.rights_request.answer_by is 'One month after it was received (UK GDPR article 12(3); Data Protection Act 2018 section 54).';
create index rights_request_by_cluster on casework.rights_request (partnership_id, cluster_id);
create index rights_request_by_time on casework.rights_request (partnership_id, at desc, id desc);
alter table casework.rights_request enable row level security;
create policy rights_request_is_seen_by_its_agency on casework.rights_request for select using (partnership_id = platform.partnership() and casework.answers(agency_id));
create policy rights_request_is_taken_down on casework.rights_request for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and ((platform.may('casework.govern')) or casework.keeps('casework.write', agency_id)));
create policy rights_request_is_disposed_of on casework.rights_request for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.rights_request to concord_app;

create table casework.rights_answer (
  partnership_id uuid not null,
  request_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  agency_id uuid not null,
  outcome text not null constraint rights_answer_outcome check (outcome in ('upheld', 'partly', 'refused')),
  says bytea not null,
  account_id uuid,
  primary key (partnership_id, request_id),
  constraint rights_answer_of_request foreign key (partnership_id, request_id) references casework.rights_request (partnership_id, id) on delete cascade
);
comment on table casework.rights_answer is 'What was done about what a person asked, and what they were told. Insert-only; `says` is sealed under the key of the request.';
alter table casework.rights_answer enable row level security;
create policy rights_answer_is_seen_by_its_agency on casework.rights_answer for select using (partnership_id = platform.partnership() and casework.answers(agency_id));
create policy rights_answer_is_given on casework.rights_answer for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and (platform.may('casework.govern') or casework.keeps('casework.write', agency_id)));
create policy rights_answer_is_disposed_of on casework.rights_answer for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.rights_answer to concord_app;

create table casework.correction (
  partnership_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  at timestamptz not null,
  told_on date not null,
  confirm_by date not null,
  from_agency_id uuid not null,
  agency_id uuid,
  disclosure_id uuid not null,
  cluster_id uuid not null,
  says bytea not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint correction_of_request foreign key (partnership_id, request_id) references casework.rights_request (partnership_id, id) on delete cascade,
  constraint correction_from_agency foreign key (partnership_id, from_agency_id) references partners.agency (partnership_id, id),
  constraint correction_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint correction_of_disclosure foreign key (partnership_id, disclosure_id) references casework.disclosure (partnership_id, id)
);
comment on table casework.correction is 'A recipient of what was disclosed is told what to correct (or to stop using): one for each recipient of each request. Insert-only; `says` is sealed under the row''s own key. `agency_id` is null for a recipient outside the partnership, whom the agency itself writes to.';
create index correction_by_request on casework.correction (partnership_id, request_id);
create index correction_by_day on casework.correction (partnership_id, confirm_by);
alter table casework.correction enable row level security;
create policy correction_is_seen_by_both_sides on casework.correction for select using (partnership_id = platform.partnership() and (casework.answers(agency_id) or casework.answers(from_agency_id)));
create policy correction_is_told_by_who_disclosed on casework.correction for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and (platform.may('casework.govern') or casework.keeps('casework.write', from_agency_id)));
create policy correction_is_disposed_of on casework.correction for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.correction to concord_app;

create table casework.correction_made (
  partnership_id uuid not null,
  correction_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  from_agency_id uuid not null,
  agency_id uuid,
  outcome text not null constraint correction_made_outcome check (outcome in ('corrected', 'no-longer-held', 'not-corrected')),
  says bytea,
  account_id uuid,
  primary key (partnership_id, correction_id),
  constraint correction_made_of foreign key (partnership_id, correction_id) references casework.correction (partnership_id, id) on delete cascade,
  constraint correction_not_made_says_why check (outcome <> 'not-corrected' or says is not null)
);
comment on table casework.correction_made is 'The recipient says what it did. Insert-only; `says` is sealed under the key of the correction.';
comment on constraint correction_not_made_says_why on casework.correction_made is 'says: Say why it was not corrected.';
alter table casework.correction_made enable row level security;
create policy correction_made_is_seen_by_both_sides on casework.correction_made for select using (partnership_id = platform.partnership() and (casework.answers(agency_id) or casework.answers(from_agency_id)));
create policy correction_made_is_said_by_the_recipient on casework.correction_made for insert with check (partnership_id = platform.partnership() and (casework.answers(agency_id) or (agency_id is null and casework.answers(from_agency_id))));
create policy correction_made_is_disposed_of on casework.correction_made for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.correction_made to concord_app;

-- Unusual reading, found each night in the audit trail by ids and counts alone.
create table casework.unusual_reading (
  partnership_id uuid not null,
  id uuid not null,
  found_on date not null,
  on_day date not null,
  kind text not null constraint unusual_reading_kind check (kind in ('at-night', 'own-record', 'same-address', 'same-surname', 'without-work', 'restricted', 'known-widely', 'break-glass')),
  account_id uuid not null,
  agency_id uuid,
  cluster_id uuid,
  times integer not null constraint unusual_reading_counts check (times > 0),
  people integer not null default 0,
  primary key (partnership_id, id),
  constraint unusual_reading_is_found_once unique nulls not distinct (partnership_id, on_day, kind, account_id, cluster_id)
);
comment on table casework.unusual_reading is 'Reading that information governance should look at: who, on which day, how often; for one person by cluster. Insert-only; a sign and no finding.';
create index unusual_reading_by_day on casework.unusual_reading (partnership_id, on_day desc, id desc);
alter table casework.unusual_reading enable row level security;
create policy unusual_reading_is_seen_by_governance on casework.unusual_reading for select using (partnership_id = platform.partnership() and (platform.may('casework.govern') or casework.machine()));
create policy unusual_reading_is_found_at_night on casework.unusual_reading for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy unusual_reading_is_disposed_of on casework.unusual_reading for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.unusual_reading to concord_app;

create table casework.unusual_answer (
  partnership_id uuid not null,
  id uuid not null,
  reading_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  step text not null constraint unusual_answer_step check (step in ('acknowledged', 'explained', 'followed-up')),
  says bytea,
  reader_id uuid not null,
  account_id uuid not null,
  primary key (partnership_id, id),
  constraint unusual_answer_of foreign key (partnership_id, reading_id) references casework.unusual_reading (partnership_id, id) on delete cascade,
  constraint unusual_answer_says_what_was_found check (step = 'acknowledged' or says is not null),
  constraint unusual_answer_is_by_somebody_else check (account_id <> reader_id)
);
comment on table casework.unusual_answer is 'What information governance did about unusual reading. Insert-only; `says` is sealed under the row''s own key.';
comment on constraint unusual_answer_is_by_somebody_else on casework.unusual_answer is 'step: Somebody else than the reader answers this.';
comment on constraint unusual_answer_says_what_was_found on casework.unusual_answer is 'says: Say what was found.';
create index unusual_answer_by_reading on casework.unusual_answer (partnership_id, reading_id, at desc);
alter table casework.unusual_answer enable row level security;
create policy unusual_answer_is_seen_by_governance on casework.unusual_answer for select using (partnership_id = platform.partnership() and (platform.may('casework.govern') or casework.machine()));
create policy unusual_answer_is_given_by_governance on casework.unusual_answer for insert with check (partnership_id = platform.partnership() and platform.may('casework.govern') and account_id = platform.account());
create policy unusual_answer_is_disposed_of on casework.unusual_answer for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.unusual_answer to concord_app;

-- Reading in casework is counted by the machine for the whole partnership; it sees events of casework, never their details.
create policy audit_event_of_casework_is_counted on platform.audit_event for select
  using (partnership_id = platform.partnership() and purpose is not null and platform.may('casework.machine'));

-- What sharing owes and warns of. Titles name nobody.
create view casework.sharing_duties with (security_invoker = true) as
  select a.partnership_id, 'ask-to-see'::text as kind, 'ask'::text as subject_kind, a.id as subject_id,
    'Answer ' || g.name || ', which asks to see what is held about somebody' as title, '/casework/sharing/asks/' || a.id as path,
    a.answer_by as due_on, a.agency_id as owner_agency_id, null::uuid as owner_post_id, w.on_day as met_on
  from casework.ask a
  join partners.agency g on g.partnership_id = a.partnership_id and g.id = a.asker_agency_id
  left join casework.ask_answer w on w.partnership_id = a.partnership_id and w.ask_id = a.id
  union all
  select c.partnership_id, 'correction', 'correction', c.id, 'Correct what ' || g.name || ' disclosed, and confirm it', '/casework/sharing/corrections/' || c.id,
    c.confirm_by, coalesce(c.agency_id, c.from_agency_id), null, m.on_day
  from casework.correction c
  join partners.agency g on g.partnership_id = c.partnership_id and g.id = c.from_agency_id
  left join casework.correction_made m on m.partnership_id = c.partnership_id and m.correction_id = c.id
  union all
  select r.partnership_id, 'rights-request', 'rights-request', r.id, 'Answer somebody who asks about their own data', '/casework/governance/requests/' || r.id,
    r.answer_by, r.agency_id, null, w.on_day
  from casework.rights_request r
  left join casework.rights_answer w on w.partnership_id = r.partnership_id and w.request_id = r.id
  union all
  select b.partnership_id, 'break-glass-review', 'break-glass', b.id, 'Review an emergency opening by ' || g.name, '/casework/governance/break-glass/' || b.id,
    b.review_by, null, null, w.on_day
  from casework.break_glass b
  join partners.agency g on g.partnership_id = b.partnership_id and g.id = b.agency_id
  left join casework.break_glass_review w on w.partnership_id = b.partnership_id and w.break_glass_id = b.id
  where platform.may('casework.govern') or casework.machine();
comment on view casework.sharing_duties is 'What sharing owes: answers, corrections, reviews, with the day and the agency. Names nobody.';
grant select on casework.sharing_duties to concord_app;

create view casework.sharing_warnings with (security_invoker = true) as
  select a.partnership_id, 'agreement-review-due'::text as kind, 'agreement'::text as subject_kind, a.id as subject_id, a.review_on as since,
    case when a.review_on < partners.business_date(s) then 'high' else 'medium' end as severity,
    case when a.review_on < partners.business_date(s) then 'The agreement “' || a.title || '” should have been reviewed by ' else 'The agreement “' || a.title || '” is to be reviewed by ' end
      || to_char(a.review_on, 'FMDD FMMonth YYYY') || '.' as sentence,
    '/casework/sharing/agreements/' || a.slug as path, null::uuid as owner_agency_id
  from casework.agreement a
  join partners.partnership s on s.partnership_id = a.partnership_id
  where a.review_on <= partners.business_date(s) + 30 and (a.ends_on is null or a.ends_on >= partners.business_date(s))
  union all
  select b.partnership_id, 'break-glass', 'break-glass', b.id, b.on_day, 'high', 'Somebody at ' || g.name || ' opened in an emergency what is held about a person; nobody has reviewed it.',
    '/casework/governance/break-glass/' || b.id, null
  from casework.break_glass b
  join partners.agency g on g.partnership_id = b.partnership_id and g.id = b.agency_id
  where (platform.may('casework.govern') or casework.machine())
    and not exists (select from casework.break_glass_review w where w.partnership_id = b.partnership_id and w.break_glass_id = b.id)
  union all
  select u.partnership_id, 'unusual-reading', 'unusual-reading', u.id, u.on_day, 'medium', 'Somebody''s reading of personal data was unusual on ' || to_char(u.on_day, 'FMDD FMMonth YYYY') || '; nobody has looked at it.',
    '/casework/governance/unusual/' || u.id, null
  from casework.unusual_reading u
  where not exists (select from casework.unusual_answer w where w.partnership_id = u.partnership_id and w.reading_id = u.id);
comment on view casework.sharing_warnings is 'What sharing warns of: reviews of agreements, emergency openings and unusual reading that nobody has looked at. Names nobody.';
grant select on casework.sharing_warnings to concord_app;
