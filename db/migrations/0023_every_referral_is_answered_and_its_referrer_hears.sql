-- Referral: what was seen on one visit becomes referrals and signposts at once; each is answered, and the referrer hears what became of it.
-- A referral belongs to two agencies: every row of it names them in `agency_ids`. Nothing about the person stands in clear.

create table casework.referral_setting (
  partnership_id uuid primary key references partners.partnership (partnership_id),
  public_open boolean not null default false,
  public_service_id uuid,
  training_course text,
  device_hours integer not null default 24 constraint referral_setting_device_hours check (device_hours between 1 and 120),
  draft_days integer not null default 5 constraint referral_setting_draft_days check (draft_days between 1 and 60),
  begin_days integer not null default 10 constraint referral_setting_begin_days check (begin_days between 1 and 60),
  outcome_days integer not null default 60 constraint referral_setting_outcome_days check (outcome_days between 1 and 250),
  follow_days integer not null default 5 constraint referral_setting_follow_days check (follow_days between 1 and 60),
  silent_days integer not null default 5 constraint referral_setting_silent_days check (silent_days between 1 and 60),
  escalate_to text constraint referral_setting_escalates_to_an_address check (escalate_to ~ '^[^\s@]+@[^\s@]+$'),
  revision integer not null default 1,
  constraint referral_setting_public_service foreign key (partnership_id, public_service_id) references partners.service (partnership_id, id),
  constraint referral_setting_opens_to_a_service check (not public_open or public_service_id is not null)
);
comment on table casework.referral_setting is 'How referrals are made here: whether the public may, which training is needed, and the clocks in working days.';
comment on column casework.referral_setting.device_hours is 'After so many hours a draft on a device that was not sent is wiped.';
comment on column casework.referral_setting.silent_days is 'So many working days after the answer was due, a referral counts as not responded to.';
comment on constraint referral_setting_opens_to_a_service on casework.referral_setting is 'publicService: Choose the service that receives what the public tells.';
comment on constraint referral_setting_escalates_to_an_address on casework.referral_setting is 'escalateTo: Write an email address such as hub@example.org.';
alter table casework.referral_setting enable row level security;
create policy referral_setting_is_read on casework.referral_setting for select using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('public')));
create policy referral_setting_is_made on casework.referral_setting for insert with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy referral_setting_is_changed on casework.referral_setting for update using (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant select, insert, update on casework.referral_setting to concord_app;

-- The vulnerability checklist: published versions are insert-only, what is being written is one draft.
create table casework.checklist (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  version integer not null constraint checklist_version_counts_up check (version > 0),
  published_on date not null,
  note text not null default '',
  primary key (partnership_id, id),
  constraint checklist_version_unique unique (partnership_id, version)
);
comment on table casework.checklist is 'A published version of the vulnerability checklist; the newest is in use. Insert-only.';
alter table casework.checklist enable row level security;
create policy checklist_is_read on casework.checklist for select using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('public')));
create policy checklist_is_published on casework.checklist for insert with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant select, insert on casework.checklist to concord_app;

create table casework.checklist_indicator (
  partnership_id uuid not null,
  checklist_id uuid not null,
  slug text not null constraint checklist_indicator_slug check (slug ~ '^[a-z][a-z0-9-]{1,60}$'),
  position integer not null,
  title text not null constraint checklist_indicator_has_a_title check (length(trim(title)) > 0),
  question text not null,
  says text not null,
  subjects text[] not null constraint checklist_indicator_is_about_somebody check (cardinality(subjects) > 0 and subjects <@ array['person', 'household', 'street', 'community']),
  primary key (partnership_id, checklist_id, slug),
  constraint checklist_indicator_of_checklist foreign key (partnership_id, checklist_id) references casework.checklist (partnership_id, id)
);
comment on table casework.checklist_indicator is 'A sign of vulnerability: what to look for, what to ask, of whom it can be seen. Which services it leads to stands in the directory. Insert-only.';
comment on constraint checklist_indicator_is_about_somebody on casework.checklist_indicator is 'subjects: Say of whom it can be seen: a person, a household, a street or a community.';
alter table casework.checklist_indicator enable row level security;
create policy checklist_indicator_is_read on casework.checklist_indicator for select using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('public')));
create policy checklist_indicator_is_published on casework.checklist_indicator for insert with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant select, insert on casework.checklist_indicator to concord_app;

create table casework.checklist_draft (
  partnership_id uuid primary key references partners.partnership (partnership_id),
  indicators jsonb not null,
  revision integer not null default 1
);
comment on table casework.checklist_draft is 'The next version of the checklist while it is being written.';
alter table casework.checklist_draft enable row level security;
create policy checklist_draft_is_read on casework.checklist_draft for select using (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy checklist_draft_is_begun on casework.checklist_draft for insert with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy checklist_draft_is_written on casework.checklist_draft for update using (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy checklist_draft_is_dropped on casework.checklist_draft for delete using (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant select, insert, update, delete on casework.checklist_draft to concord_app;

-- Who sees a referral: those of an agency that takes part who read or receive, and always the one who made it.
create function casework.refers(agency_ids uuid[], maker_id uuid, restricted boolean) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and platform.agency() = any (agency_ids) and (
    ((platform.may_for('casework.read', platform.agency()) or platform.may_for('referral.receive', platform.agency()))
      and (not restricted or platform.may_for('casework.restricted', platform.agency())))
    or (maker_id = platform.account() and platform.may_for('referral.make', platform.agency())));
comment on function casework.refers(uuid[], uuid, boolean) is 'Whether the actor takes part in a referral: at either agency, for a purpose; who made it hears of it even when it is restricted.';

-- One question a page: the answers so far, until they are sent or thrown away.
create table casework.referral_draft (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  account_id uuid not null,
  restricted boolean not null default false,
  answers bytea not null,
  begun_on date not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint referral_draft_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.referral_draft is 'A visit that is being written down: its answers sealed under its own key, seen by who writes it only.';
create index referral_draft_by_account on casework.referral_draft (partnership_id, account_id, id desc);
create index referral_draft_by_review on casework.referral_draft (partnership_id, review_on);
alter table casework.referral_draft enable row level security;
create policy referral_draft_is_its_writers on casework.referral_draft for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and account_id = platform.account() and agency_id = platform.agency())));
create policy referral_draft_is_begun on casework.referral_draft for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and account_id = platform.account() and casework.keeps('referral.make', agency_id));
create policy referral_draft_is_written on casework.referral_draft for update using (partnership_id = platform.partnership() and platform.purpose() is not null and account_id = platform.account() and casework.keeps('referral.make', agency_id));
create policy referral_draft_is_thrown_away on casework.referral_draft for delete using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and account_id = platform.account() and casework.keeps('referral.make', agency_id))));
grant select, insert, update, delete on casework.referral_draft to concord_app;

create table casework.visit (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  maker_id uuid,
  restricted boolean not null,
  source text not null constraint visit_source check (source in ('form', 'offline', 'api', 'public')),
  subject_kind text not null constraint visit_subject check (subject_kind in ('person', 'household', 'street', 'community')),
  checklist_id uuid not null,
  needs text[] not null constraint visit_saw_something check (cardinality(needs) > 0),
  record_id uuid,
  address_id uuid,
  sealed bytea not null,
  on_day date not null,
  review_on date not null,
  primary key (partnership_id, id),
  constraint visit_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint visit_by_checklist foreign key (partnership_id, checklist_id) references casework.checklist (partnership_id, id),
  constraint visit_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint visit_at_address foreign key (partnership_id, address_id) references casework.address (partnership_id, id)
);
comment on table casework.visit is 'What somebody saw on one visit, by the signs of the checklist; its id is that of the draft, so that it is sent once and only once.';
comment on column casework.visit.sealed is 'Whom it was about and what was seen, as JSON, sealed under the visit''s own key.';
comment on constraint visit_saw_something on casework.visit is 'needs: Choose at least one sign of vulnerability.';
create index visit_by_record on casework.visit (partnership_id, record_id);
create index visit_by_address on casework.visit (partnership_id, address_id);
create index visit_by_review on casework.visit (partnership_id, review_on);
alter table casework.visit enable row level security;
create policy visit_is_seen_for_a_purpose on casework.visit for select using (partnership_id = platform.partnership() and (casework.machine() or casework.refers(array[agency_id], maker_id, restricted)));
create policy visit_is_told_by_its_agency on casework.visit for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('referral.make', agency_id))));
create policy visit_is_disposed_of on casework.visit for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.visit to concord_app;

create table casework.referral (
  partnership_id uuid not null,
  id uuid not null,
  reference text not null constraint referral_reference_is_a_code check (reference ~ '^R-[0-9A-HJKMNP-TV-Z]{7}$'),
  visit_id uuid not null,
  agency_id uuid not null,
  to_agency_id uuid not null,
  agency_ids uuid[] not null,
  service_id uuid not null,
  maker_id uuid,
  restricted boolean not null,
  urgent boolean not null,
  needs text[] not null constraint referral_names_its_needs check (cardinality(needs) > 0),
  purpose text not null,
  regime text not null constraint referral_regime check (regime in ('uk-gdpr', 'part-3')),
  basis text constraint referral_basis check (basis in ('agreement', 'consent', 'legal-duty', 'vital-interests', 'safeguarding', 'crime-and-disorder', 'direct-care')),
  consent text constraint referral_consent check (consent in ('spoken', 'written')),
  told text[] not null default '{}',
  may_pass_on boolean not null default false,
  sealed bytea not null,
  record_id uuid,
  to_record_id uuid,
  redirected_from uuid,
  state text not null constraint referral_state check (state in ('draft', 'sent', 'received', 'accepted', 'declined', 'in-progress', 'completed', 'withdrawn', 'redirected', 'no-response')),
  state_on date not null,
  made_on date not null,
  sent_on date,
  answered_on date,
  begun_on date,
  due_on date,
  outcome text,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint referral_reference_unique unique (partnership_id, reference),
  constraint referral_of_visit foreign key (partnership_id, visit_id) references casework.visit (partnership_id, id) on delete cascade,
  constraint referral_from_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint referral_to_agency foreign key (partnership_id, to_agency_id) references partners.agency (partnership_id, id),
  constraint referral_to_service foreign key (partnership_id, service_id) references partners.service (partnership_id, id),
  constraint referral_for_purpose foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug),
  constraint referral_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint referral_known_to_receiver foreign key (partnership_id, to_record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint referral_redirected_from foreign key (partnership_id, redirected_from) references casework.referral (partnership_id, id) on delete cascade,
  constraint referral_leaves_its_agency_on_a_lawful_basis check (basis is not null or (sent_on is null and agency_ids = array[agency_id])),
  constraint referral_says_how_consent_was_given check ((basis = 'consent') is not distinct from (consent is not null) or basis is null and consent is null),
  constraint referral_consent_is_informed check (basis is distinct from 'consent' or 'who-receives' = any (told)),
  constraint referral_says_what_the_person_was_told check (basis is null or cardinality(told) > 0),
  constraint referral_that_is_open_has_a_clock check ((state in ('draft', 'sent', 'received', 'accepted', 'declined', 'in-progress', 'no-response')) = (due_on is not null)),
  constraint referral_that_is_completed_has_an_outcome check ((state = 'completed') = (outcome is not null))
);
comment on table casework.referral is 'One person, household, street or community brought to one service. Its state is that of its newest event, kept here so that a queue of many is read at once.';
comment on column casework.referral.agency_ids is 'Who takes part: the referrer''s agency, and from the day it was sent the receiver''s.';
comment on column casework.referral.due_on is 'By when who has to act next promised to: fixed in working days when the state began, as the service and the settings said then.';
comment on column casework.referral.sealed is 'What was told to the receiver, as JSON, sealed under the referral''s own key.';
comment on constraint referral_leaves_its_agency_on_a_lawful_basis on casework.referral is 'basis: Say on which lawful basis it is sent. Without one it stays a draft in your agency.';
comment on constraint referral_says_how_consent_was_given on casework.referral is 'consent: Say how consent was given: spoken or written.';
comment on constraint referral_consent_is_informed on casework.referral is 'told: Consent counts only when the person was told who will receive it.';
comment on constraint referral_says_what_the_person_was_told on casework.referral is 'told: Say what the person was told, or why they were not.';
create index referral_by_queue on casework.referral (partnership_id, to_agency_id, due_on, id) where due_on is not null;
create index referral_by_receiver on casework.referral (partnership_id, to_agency_id, id desc);
create index referral_by_maker on casework.referral (partnership_id, maker_id, id desc);
create index referral_by_agency on casework.referral (partnership_id, agency_id, id desc);
create index referral_by_record on casework.referral (partnership_id, record_id);
create index referral_by_receivers_record on casework.referral (partnership_id, to_record_id);
create index referral_by_visit on casework.referral (partnership_id, visit_id);
create index referral_by_clock on casework.referral (partnership_id, due_on) where due_on is not null;
create index referral_by_review on casework.referral (partnership_id, review_on);
alter table casework.referral enable row level security;
create policy referral_is_seen_by_who_takes_part on casework.referral for select using (partnership_id = platform.partnership() and (casework.machine() or casework.refers(agency_ids, maker_id, restricted)
  or casework.sees('referrals', agency_id, restricted, record_id)));
create policy referral_is_made_by_its_agency on casework.referral for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('referral.make', agency_id))));
create policy referral_is_moved_by_who_takes_part on casework.referral for update using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids)
  and (casework.keeps('referral.make', agency_id) or casework.keeps('referral.receive', to_agency_id)))));
create policy referral_is_disposed_of on casework.referral for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.referral to concord_app;

create table casework.referral_event (
  partnership_id uuid not null,
  id uuid not null,
  referral_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  maker_id uuid,
  restricted boolean not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  on_day date not null,
  account_id uuid,
  reason text,
  outcome text,
  service_id uuid,
  words bytea,
  primary key (partnership_id, id),
  constraint referral_event_of_referral foreign key (partnership_id, referral_id) references casework.referral (partnership_id, id) on delete cascade,
  constraint referral_event_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint referral_event_offers_service foreign key (partnership_id, service_id) references partners.service (partnership_id, id),
  constraint referral_event_decline_has_a_reason check (to_state <> 'declined' or reason is not null),
  constraint referral_event_end_has_an_outcome check (to_state <> 'completed' or outcome is not null)
);
comment on table casework.referral_event is 'What happened to a referral: who brought it from which state to which, when and why. Insert-only; `words` are for the referrer, sealed under the referral''s key.';
comment on column casework.referral_event.service_id is 'The alternative that was offered, or the service that it was redirected to.';
comment on constraint referral_event_decline_has_a_reason on casework.referral_event is 'reason: Say why it is declined.';
comment on constraint referral_event_end_has_an_outcome on casework.referral_event is 'outcome: Say what came of it.';
create index referral_event_by_referral on casework.referral_event (partnership_id, referral_id, id);
alter table casework.referral_event enable row level security;
create policy referral_event_is_seen_by_who_takes_part on casework.referral_event for select using (partnership_id = platform.partnership() and (casework.machine() or casework.refers(agency_ids, maker_id, restricted)));
create policy referral_event_is_told_by_who_takes_part on casework.referral_event for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and agency_id = platform.agency() and platform.agency() = any (agency_ids)
  and (platform.may_for('referral.make', agency_id) or platform.may_for('referral.receive', agency_id)))));
create policy referral_event_is_disposed_of on casework.referral_event for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.referral_event to concord_app;

create table casework.signpost (
  partnership_id uuid not null,
  id uuid not null,
  visit_id uuid not null,
  agency_id uuid not null,
  maker_id uuid,
  restricted boolean not null,
  service_id uuid not null,
  needs text[] not null,
  on_day date not null,
  review_on date not null,
  primary key (partnership_id, id),
  constraint signpost_of_visit foreign key (partnership_id, visit_id) references casework.visit (partnership_id, id) on delete cascade,
  constraint signpost_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint signpost_to_service foreign key (partnership_id, service_id) references partners.service (partnership_id, id),
  constraint signpost_is_told_once unique (partnership_id, visit_id, service_id)
);
comment on table casework.signpost is 'That somebody was told of a service on a visit; nothing left the agency. Insert-only.';
alter table casework.signpost enable row level security;
create policy signpost_is_seen_for_a_purpose on casework.signpost for select using (partnership_id = platform.partnership() and (casework.machine() or casework.refers(array[agency_id], maker_id, restricted)));
create policy signpost_is_told_by_its_agency on casework.signpost for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('referral.make', agency_id))));
create policy signpost_is_disposed_of on casework.signpost for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.signpost to concord_app;

create table casework.referral_notice (
  partnership_id uuid not null,
  referral_id uuid not null,
  kind text not null constraint referral_notice_kind check (kind in ('reminder', 'escalation')),
  due_on date not null,
  on_day date not null,
  primary key (partnership_id, referral_id, kind, due_on),
  constraint referral_notice_of_referral foreign key (partnership_id, referral_id) references casework.referral (partnership_id, id) on delete cascade
);
comment on table casework.referral_notice is 'That somebody was reminded of a clock, so that they are reminded once. Insert-only; names nobody.';
alter table casework.referral_notice enable row level security;
create policy referral_notice_is_kept_by_the_clock on casework.referral_notice for select using (partnership_id = platform.partnership() and casework.machine());
create policy referral_notice_is_written_by_the_clock on casework.referral_notice for insert with check (partnership_id = platform.partnership() and casework.machine());
grant select, insert on casework.referral_notice to concord_app;

create table casework.referral_knock (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  by_hash bytea not null,
  at timestamptz not null,
  primary key (partnership_id, id)
);
comment on table casework.referral_knock is 'When somebody of the public sent a referral, by a keyed hash of their network address; swept after a day. Only for slowing down who sends many.';
create index referral_knock_by_time on casework.referral_knock (partnership_id, at);
alter table casework.referral_knock enable row level security;
create policy referral_knock_is_counted on casework.referral_knock for select using (partnership_id = platform.partnership() and casework.machine());
create policy referral_knock_is_heard on casework.referral_knock for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy referral_knock_is_swept on casework.referral_knock for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.referral_knock to concord_app;

-- What has to be done by whom, by when. Titles name the reference and nobody.
create view casework.referral_duties with (security_invoker = true) as
  select r.partnership_id,
    case r.state when 'draft' then 'referral-draft' when 'accepted' then 'referral-begin' when 'in-progress' then 'referral-outcome'
      when 'declined' then 'referral-follow' when 'no-response' then 'referral-follow' else 'referral-answer' end as kind,
    'referral'::text as subject_kind, r.id as subject_id,
    'Referral ' || r.reference || case r.state when 'draft' then ' is not sent yet' when 'accepted' then ' waits to be begun'
      when 'in-progress' then ' waits for its outcome' when 'declined' then ' was declined: say what next'
      when 'no-response' then ' was not answered: say what next' else ' waits for an answer' end as title,
    '/casework/referrals/' || r.reference as path, r.due_on,
    case when r.state in ('draft', 'declined', 'no-response') then r.agency_id else r.to_agency_id end as owner_agency_id,
    null::uuid as owner_post_id, null::date as met_on
  from casework.referral r where r.due_on is not null;
comment on view casework.referral_duties is 'What each open referral waits for, from whom and until when.';
create view casework.referral_warnings with (security_invoker = true) as
  select r.partnership_id, case r.state when 'no-response' then 'referral-unanswered' else 'referral-late' end as kind,
    'referral'::text as subject_kind, r.id as subject_id, r.due_on as since,
    case when r.urgent or r.state = 'no-response' then 'high' else 'medium' end as severity,
    case r.state when 'no-response' then 'Referral ' || r.reference || ' was not answered' when 'accepted' then 'Referral ' || r.reference || ' was accepted and not begun'
      when 'in-progress' then 'Referral ' || r.reference || ' has no outcome yet' else 'Referral ' || r.reference || ' is late for its answer' end
      || ' (' || s.name || ')' as sentence,
    '/casework/referrals/' || r.reference as path, r.to_agency_id as owner_agency_id
  from casework.referral r
  join partners.partnership p on p.partnership_id = r.partnership_id
  join partners.service s on s.partnership_id = r.partnership_id and s.id = r.service_id
  where r.due_on is not null and (r.state = 'no-response' or (r.state in ('sent', 'received', 'accepted', 'in-progress') and r.due_on < partners.business_date(p)));
comment on view casework.referral_warnings is 'Referrals that are late or were never answered; the sentences name the service and nobody else.';
create view casework.referral_kinds with (security_invoker = true) as
  select partnership_id, 'referral'::text as kind, id, 'Referral ' || reference as title, '/casework/referrals/' || reference as path from casework.referral;
comment on view casework.referral_kinds is 'Referrals by their reference.';
-- What training yields, agency by agency: read by the machine, which sees all of them.
create view casework.training_yield with (security_invoker = true) as
  select a.partnership_id, a.id as agency_id, a.name as agency,
    (select count(distinct t.person_id) from partners.attendance t join partners.course c on c.partnership_id = t.partnership_id and c.id = t.course_id
      where t.partnership_id = a.partnership_id and t.agency_id = a.id and c.slug = coalesce(s.training_course, 'spotting-vulnerability')
        and (t.expires_on is null or t.expires_on > partners.business_date(p)))::integer as trained,
    (select count(distinct r.maker_id) from casework.referral r where r.partnership_id = a.partnership_id and r.agency_id = a.id and r.sent_on is not null)::integer as referring,
    (select count(*) from casework.referral r where r.partnership_id = a.partnership_id and r.agency_id = a.id and r.sent_on is not null)::integer as referrals,
    (select count(*) from casework.referral r where r.partnership_id = a.partnership_id and r.agency_id = a.id and r.begun_on is not null
      or r.partnership_id = a.partnership_id and r.agency_id = a.id and r.state in ('accepted', 'in-progress', 'completed'))::integer as accepted
  from partners.agency a
  join partners.partnership p on p.partnership_id = a.partnership_id
  left join casework.referral_setting s on s.partnership_id = a.partnership_id;
comment on view casework.training_yield is 'By agency: how many are trained today, how many of them refer, how many referrals they sent and how many were accepted.';
grant select on casework.referral_duties, casework.referral_warnings, casework.referral_kinds, casework.training_yield to concord_app;

-- A clock in working days knows the bank holidays of England: by their rules, with those that were moved or added by proclamation so far.
insert into platform.bank_holiday (day, name) values
  ('2008-01-01', 'New Year'),
  ('2008-03-21', 'Easter'),
  ('2008-03-24', 'Easter'),
  ('2008-05-05', 'Early May'),
  ('2008-05-26', 'Spring'),
  ('2008-08-25', 'Summer'),
  ('2008-12-25', 'Christmas'),
  ('2008-12-26', 'Christmas'),
  ('2009-01-01', 'New Year'),
  ('2009-04-10', 'Easter'),
  ('2009-04-13', 'Easter'),
  ('2009-05-04', 'Early May'),
  ('2009-05-25', 'Spring'),
  ('2009-08-31', 'Summer'),
  ('2009-12-25', 'Christmas'),
  ('2009-12-28', 'Christmas'),
  ('2010-01-01', 'New Year'),
  ('2010-04-02', 'Easter'),
  ('2010-04-05', 'Easter'),
  ('2010-05-03', 'Early May'),
  ('2010-05-31', 'Spring'),
  ('2010-08-30', 'Summer'),
  ('2010-12-27', 'Christmas'),
  ('2010-12-28', 'Christmas'),
  ('2011-01-03', 'New Year'),
  ('2011-04-22', 'Easter'),
  ('2011-04-25', 'Easter'),
  ('2011-04-29', 'By proclamation'),
  ('2011-05-02', 'Early May'),
  ('2011-05-30', 'Spring'),
  ('2011-08-29', 'Summer'),
  ('2011-12-26', 'Christmas'),
  ('2011-12-27', 'Christmas'),
  ('2012-01-02', 'New Year'),
  ('2012-04-06', 'Easter'),
  ('2012-04-09', 'Easter'),
  ('2012-05-07', 'Early May'),
  ('2012-06-04', 'Spring'),
  ('2012-06-05', 'By proclamation'),
  ('2012-08-27', 'Summer'),
  ('2012-12-25', 'Christmas'),
  ('2012-12-26', 'Christmas'),
  ('2013-01-01', 'New Year'),
  ('2013-03-29', 'Easter'),
  ('2013-04-01', 'Easter'),
  ('2013-05-06', 'Early May'),
  ('2013-05-27', 'Spring'),
  ('2013-08-26', 'Summer'),
  ('2013-12-25', 'Christmas'),
  ('2013-12-26', 'Christmas'),
  ('2014-01-01', 'New Year'),
  ('2014-04-18', 'Easter'),
  ('2014-04-21', 'Easter'),
  ('2014-05-05', 'Early May'),
  ('2014-05-26', 'Spring'),
  ('2014-08-25', 'Summer'),
  ('2014-12-25', 'Christmas'),
  ('2014-12-26', 'Christmas'),
  ('2015-01-01', 'New Year'),
  ('2015-04-03', 'Easter'),
  ('2015-04-06', 'Easter'),
  ('2015-05-04', 'Early May'),
  ('2015-05-25', 'Spring'),
  ('2015-08-31', 'Summer'),
  ('2015-12-25', 'Christmas'),
  ('2015-12-28', 'Christmas'),
  ('2016-01-01', 'New Year'),
  ('2016-03-25', 'Easter'),
  ('2016-03-28', 'Easter'),
  ('2016-05-02', 'Early May'),
  ('2016-05-30', 'Spring'),
  ('2016-08-29', 'Summer'),
  ('2016-12-26', 'Christmas'),
  ('2016-12-27', 'Christmas'),
  ('2017-01-02', 'New Year'),
  ('2017-04-14', 'Easter'),
  ('2017-04-17', 'Easter'),
  ('2017-05-01', 'Early May'),
  ('2017-05-29', 'Spring'),
  ('2017-08-28', 'Summer'),
  ('2017-12-25', 'Christmas'),
  ('2017-12-26', 'Christmas'),
  ('2018-01-01', 'New Year'),
  ('2018-03-30', 'Easter'),
  ('2018-04-02', 'Easter'),
  ('2018-05-07', 'Early May'),
  ('2018-05-28', 'Spring'),
  ('2018-08-27', 'Summer'),
  ('2018-12-25', 'Christmas'),
  ('2018-12-26', 'Christmas'),
  ('2019-01-01', 'New Year'),
  ('2019-04-19', 'Easter'),
  ('2019-04-22', 'Easter'),
  ('2019-05-06', 'Early May'),
  ('2019-05-27', 'Spring'),
  ('2019-08-26', 'Summer'),
  ('2019-12-25', 'Christmas'),
  ('2019-12-26', 'Christmas'),
  ('2020-01-01', 'New Year'),
  ('2020-04-10', 'Easter'),
  ('2020-04-13', 'Easter'),
  ('2020-05-08', 'Early May'),
  ('2020-05-25', 'Spring'),
  ('2020-08-31', 'Summer'),
  ('2020-12-25', 'Christmas'),
  ('2020-12-28', 'Christmas'),
  ('2021-01-01', 'New Year'),
  ('2021-04-02', 'Easter'),
  ('2021-04-05', 'Easter'),
  ('2021-05-03', 'Early May'),
  ('2021-05-31', 'Spring'),
  ('2021-08-30', 'Summer'),
  ('2021-12-27', 'Christmas'),
  ('2021-12-28', 'Christmas'),
  ('2022-01-03', 'New Year'),
  ('2022-04-15', 'Easter'),
  ('2022-04-18', 'Easter'),
  ('2022-05-02', 'Early May'),
  ('2022-06-02', 'Spring'),
  ('2022-06-03', 'By proclamation'),
  ('2022-08-29', 'Summer'),
  ('2022-09-19', 'By proclamation'),
  ('2022-12-26', 'Christmas'),
  ('2022-12-27', 'Christmas'),
  ('2023-01-02', 'New Year'),
  ('2023-04-07', 'Easter'),
  ('2023-04-10', 'Easter'),
  ('2023-05-01', 'Early May'),
  ('2023-05-08', 'By proclamation'),
  ('2023-05-29', 'Spring'),
  ('2023-08-28', 'Summer'),
  ('2023-12-25', 'Christmas'),
  ('2023-12-26', 'Christmas'),
  ('2024-01-01', 'New Year'),
  ('2024-03-29', 'Easter'),
  ('2024-04-01', 'Easter'),
  ('2024-05-06', 'Early May'),
  ('2024-05-27', 'Spring'),
  ('2024-08-26', 'Summer'),
  ('2024-12-25', 'Christmas'),
  ('2024-12-26', 'Christmas'),
  ('2025-01-01', 'New Year'),
  ('2025-04-18', 'Easter'),
  ('2025-04-21', 'Easter'),
  ('2025-05-05', 'Early May'),
  ('2025-05-26', 'Spring'),
  ('2025-08-25', 'Summer'),
  ('2025-12-25', 'Christmas'),
  ('2025-12-26', 'Christmas'),
  ('2026-01-01', 'New Year'),
  ('2026-04-03', 'Easter'),
  ('2026-04-06', 'Easter'),
  ('2026-05-04', 'Early May'),
  ('2026-05-25', 'Spring'),
  ('2026-08-31', 'Summer'),
  ('2026-12-25', 'Christmas'),
  ('2026-12-28', 'Christmas'),
  ('2027-01-01', 'New Year'),
  ('2027-03-26', 'Easter'),
  ('2027-03-29', 'Easter'),
  ('2027-05-03', 'Early May'),
  ('2027-05-31', 'Spring'),
  ('2027-08-30', 'Summer'),
  ('2027-12-27', 'Christmas'),
  ('2027-12-28', 'Christmas'),
  ('2028-01-03', 'New Year'),
  ('2028-04-14', 'Easter'),
  ('2028-04-17', 'Easter'),
  ('2028-05-01', 'Early May'),
  ('2028-05-29', 'Spring'),
  ('2028-08-28', 'Summer'),
  ('2028-12-25', 'Christmas'),
  ('2028-12-26', 'Christmas'),
  ('2029-01-01', 'New Year'),
  ('2029-03-30', 'Easter'),
  ('2029-04-02', 'Easter'),
  ('2029-05-07', 'Early May'),
  ('2029-05-28', 'Spring'),
  ('2029-08-27', 'Summer'),
  ('2029-12-25', 'Christmas'),
  ('2029-12-26', 'Christmas'),
  ('2030-01-01', 'New Year'),
  ('2030-04-19', 'Easter'),
  ('2030-04-22', 'Easter'),
  ('2030-05-06', 'Early May'),
  ('2030-05-27', 'Spring'),
  ('2030-08-26', 'Summer'),
  ('2030-12-25', 'Christmas'),
  ('2030-12-26', 'Christmas'),
  ('2031-01-01', 'New Year'),
  ('2031-04-11', 'Easter'),
  ('2031-04-14', 'Easter'),
  ('2031-05-05', 'Early May'),
  ('2031-05-26', 'Spring'),
  ('2031-08-25', 'Summer'),
  ('2031-12-25', 'Christmas'),
  ('2031-12-26', 'Christmas'),
  ('2032-01-01', 'New Year'),
  ('2032-03-26', 'Easter'),
  ('2032-03-29', 'Easter'),
  ('2032-05-03', 'Early May'),
  ('2032-05-31', 'Spring'),
  ('2032-08-30', 'Summer'),
  ('2032-12-27', 'Christmas'),
  ('2032-12-28', 'Christmas'),
  ('2033-01-03', 'New Year'),
  ('2033-04-15', 'Easter'),
  ('2033-04-18', 'Easter'),
  ('2033-05-02', 'Early May'),
  ('2033-05-30', 'Spring'),
  ('2033-08-29', 'Summer'),
  ('2033-12-26', 'Christmas'),
  ('2033-12-27', 'Christmas'),
  ('2034-01-02', 'New Year'),
  ('2034-04-07', 'Easter'),
  ('2034-04-10', 'Easter'),
  ('2034-05-01', 'Early May'),
  ('2034-05-29', 'Spring'),
  ('2034-08-28', 'Summer'),
  ('2034-12-25', 'Christmas'),
  ('2034-12-26', 'Christmas'),
  ('2035-01-01', 'New Year'),
  ('2035-03-23', 'Easter'),
  ('2035-03-26', 'Easter'),
  ('2035-05-07', 'Early May'),
  ('2035-05-28', 'Spring'),
  ('2035-08-27', 'Summer'),
  ('2035-12-25', 'Christmas'),
  ('2035-12-26', 'Christmas'),
  ('2036-01-01', 'New Year'),
  ('2036-04-11', 'Easter'),
  ('2036-04-14', 'Easter'),
  ('2036-05-05', 'Early May'),
  ('2036-05-26', 'Spring'),
  ('2036-08-25', 'Summer'),
  ('2036-12-25', 'Christmas'),
  ('2036-12-26', 'Christmas'),
  ('2037-01-01', 'New Year'),
  ('2037-04-03', 'Easter'),
  ('2037-04-06', 'Easter'),
  ('2037-05-04', 'Early May'),
  ('2037-05-25', 'Spring'),
  ('2037-08-31', 'Summer'),
  ('2037-12-25', 'Christmas'),
  ('2037-12-28', 'Christmas'),
  ('2038-01-01', 'New Year'),
  ('2038-04-23', 'Easter'),
  ('2038-04-26', 'Easter'),
  ('2038-05-03', 'Early May'),
  ('2038-05-31', 'Spring'),
  ('2038-08-30', 'Summer'),
  ('2038-12-27', 'Christmas'),
  ('2038-12-28', 'Christmas'),
  ('2039-01-03', 'New Year'),
  ('2039-04-08', 'Easter'),
  ('2039-04-11', 'Easter'),
  ('2039-05-02', 'Early May'),
  ('2039-05-30', 'Spring'),
  ('2039-08-29', 'Summer'),
  ('2039-12-26', 'Christmas'),
  ('2039-12-27', 'Christmas'),
  ('2040-01-02', 'New Year'),
  ('2040-03-30', 'Easter'),
  ('2040-04-02', 'Easter'),
  ('2040-05-07', 'Early May'),
  ('2040-05-28', 'Spring'),
  ('2040-08-27', 'Summer'),
  ('2040-12-25', 'Christmas'),
  ('2040-12-26', 'Christmas')
on conflict do nothing;
