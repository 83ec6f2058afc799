-- Restorative justice, support for victims, and case studies that name nobody.
-- A restorative matter belongs to the agencies that take part; who somebody in it is, is known only to the agency that brought
-- them and to those that it told: taking part opens no name. What is said of a victim's support follows the category `victim`.
create table casework.restorative_matter (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null default false,
  kind text not null constraint restorative_matter_kind check (kind in ('conference', 'panel', 'mediation', 'community-resolution')),
  source text not null constraint restorative_matter_source check (source in ('police', 'youth-offending', 'council', 'housing', 'school', 'victim-service', 'community', 'self', 'other')),
  from_agency_id uuid,
  state text not null constraint restorative_matter_state check (state in ('referred', 'preparing', 'held', 'not-taken-up', 'closed')),
  state_on date not null,
  referred_on date not null,
  due_on date,
  held_on date,
  not_because text constraint restorative_matter_not_because check (not_because in ('harmed-declined', 'responsible-declined', 'no-contact', 'not-safe', 'withdrawn', 'other')),
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint restorative_matter_run_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint restorative_matter_from_agency foreign key (partnership_id, from_agency_id) references partners.agency (partnership_id, id),
  constraint restorative_matter_runs_and_takes_part check (agency_id = any (agency_ids)),
  constraint restorative_matter_not_taken_up_says_why check ((state = 'not-taken-up') = (not_because is not null)),
  constraint restorative_matter_is_held_on_a_day check ((state in ('held', 'closed')) = (held_on is not null)),
  constraint restorative_matter_waits_until_a_day check ((state in ('referred', 'preparing', 'held')) = (due_on is not null))
);
comment on table casework.restorative_matter is 'A restorative justice conference, Neighbourhood Resolution Panel, mediation or community resolution, from referral to follow-up. Holds no word about anybody.';
comment on column casework.restorative_matter.due_on is 'By when the next step is due: an answer, the meeting, asking both sides afterwards.';
comment on constraint restorative_matter_not_taken_up_says_why on casework.restorative_matter is 'because: Say why it was not taken up.';
create index restorative_matter_by_clock on casework.restorative_matter (partnership_id, due_on) where due_on is not null;
create index restorative_matter_by_day on casework.restorative_matter (partnership_id, referred_on desc, id desc);
create index restorative_matter_by_review on casework.restorative_matter (partnership_id, review_on);

create table casework.restorative_person (
  partnership_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  role text not null constraint restorative_person_role check (role in ('harmed', 'supporter-of-harmed', 'responsible', 'supporter-of-responsible', 'facilitator', 'volunteer')),
  record_id uuid,
  name bytea not null,
  consent text constraint restorative_person_consent check (consent in ('given', 'refused')),
  consent_on date,
  satisfied text constraint restorative_person_satisfied check (satisfied in ('very-satisfied', 'satisfied', 'neither', 'dissatisfied', 'very-dissatisfied', 'not-reached')),
  satisfied_on date,
  from_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint restorative_person_of_matter foreign key (partnership_id, matter_id) references casework.restorative_matter (partnership_id, id) on delete cascade,
  constraint restorative_person_by_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint restorative_person_told_of_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint restorative_person_is_known_to_who_told check (agency_id = any (agency_ids)),
  constraint restorative_person_of_a_side_has_a_record check (role not in ('harmed', 'responsible') or record_id is not null),
  constraint restorative_person_consents_on_a_day check ((consent is null) = (consent_on is null)),
  constraint restorative_person_is_asked_on_a_day check ((satisfied is null) = (satisfied_on is null)),
  constraint restorative_person_role_unique unique (partnership_id, matter_id, record_id, role)
);
comment on table casework.restorative_person is 'Who takes part in a restorative matter, in which role, with consent and satisfaction. Seen by the agency that brought them and those it told, not by all who take part.';
comment on column casework.restorative_person.name is 'Sealed under the record''s own key; of a facilitator, volunteer or supporter without a record under this row''s.';
comment on constraint restorative_person_role_unique on casework.restorative_person is 'role: This person has that role in the matter already.';
comment on constraint restorative_person_of_a_side_has_a_record on casework.restorative_person is 'recordId: Choose the record of the person who was harmed or is responsible.';
create index restorative_person_by_matter on casework.restorative_person (partnership_id, matter_id);
create index restorative_person_by_record on casework.restorative_person (partnership_id, record_id);

create table casework.restorative_item (
  partnership_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  says bytea not null,
  due_on date not null,
  kept text constraint restorative_item_kept check (kept in ('kept', 'partly', 'not')),
  kept_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint restorative_item_of_matter foreign key (partnership_id, matter_id) references casework.restorative_matter (partnership_id, id) on delete cascade,
  constraint restorative_item_checked_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint restorative_item_is_checked_by_who_takes_part check (agency_id = any (agency_ids)),
  constraint restorative_item_is_judged_on_a_day check ((kept is null) = (kept_on is null))
);
comment on table casework.restorative_item is 'What was agreed, by when, which agency checks it, and whether it was kept. The words are sealed under the matter''s key.';
comment on constraint restorative_item_is_checked_by_who_takes_part on casework.restorative_item is 'checkedBy: Choose an agency that takes part.';
create index restorative_item_by_matter on casework.restorative_item (partnership_id, matter_id, due_on);
create index restorative_item_open on casework.restorative_item (partnership_id, due_on) where kept is null;

create table casework.restorative_note (
  partnership_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  account_id uuid,
  at timestamptz not null,
  on_day date not null,
  words bytea not null,
  primary key (partnership_id, id),
  constraint restorative_note_of_matter foreign key (partnership_id, matter_id) references casework.restorative_matter (partnership_id, id) on delete cascade,
  constraint restorative_note_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint restorative_note_is_read_by_its_agency check (agency_id = any (agency_ids))
);
comment on table casework.restorative_note is 'What an agency wrote about a matter, for itself unless it named other readers. Insert-only for agencies.';
create index restorative_note_by_matter on casework.restorative_note (partnership_id, matter_id, on_day desc, id desc);

create table casework.restorative_event (
  partnership_id uuid not null,
  id uuid not null,
  matter_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  account_id uuid,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  on_day date not null,
  primary key (partnership_id, id),
  constraint restorative_event_of_matter foreign key (partnership_id, matter_id) references casework.restorative_matter (partnership_id, id) on delete cascade,
  constraint restorative_event_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.restorative_event is 'What became of a matter, when and by which agency, without a word. Insert-only for agencies.';
create index restorative_event_by_matter on casework.restorative_event (partnership_id, matter_id, at);

do $$
declare
  named text;
begin
  foreach named in array array['restorative_matter', 'restorative_person', 'restorative_item', 'restorative_note', 'restorative_event'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, restricted) or casework.machine()))', named || '_is_seen_by_who_takes_part', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and (casework.machine() or (casework.keeps(''casework.write'', agency_id) and casework.joins_in(''casework.write'', agency_ids))))', named || '_is_added_by_its_agency', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['restorative_matter', 'restorative_person', 'restorative_item'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(''casework.write'', agency_ids)))', named || '_is_changed_by_who_takes_part', named);
    execute format('grant update on casework.%I to concord_app', named);
  end loop;
  -- An agency that joins reads the steps that were taken; only the machine widens who sees them.
  execute 'create policy restorative_event_is_shared_further on casework.restorative_event for update using (partnership_id = platform.partnership() and casework.machine())';
  execute 'grant update (agency_ids) on casework.restorative_event to concord_app';
  -- What stays of a note when somebody in it is disposed of.
  execute 'create policy restorative_note_is_rid_of_a_person on casework.restorative_note for update using (partnership_id = platform.partnership() and casework.machine())';
  execute 'grant update (words) on casework.restorative_note to concord_app';
end $$;
-- What was agreed is worded by whoever writes it down, and checked by whichever agency was named for it.
drop policy restorative_item_is_added_by_its_agency on casework.restorative_item;
create policy restorative_item_is_added_by_who_takes_part on casework.restorative_item for insert with check (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('casework.write', agency_ids)));

alter table casework.case_link drop constraint case_link_kind;
alter table casework.case_link add constraint case_link_kind check (kind in ('concern', 'referral', 'flag', 'case-review', 'address', 'programme', 'restorative', 'victim-support'));

-- Support for victims ----------------------------------------------------------------------------------------------
create table casework.victim_support (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  record_id uuid not null,
  worker_id uuid not null,
  harm text not null constraint victim_support_harm check (harm in ('anti-social-behaviour', 'hate', 'violence', 'domestic-abuse', 'sexual-offence', 'burglary', 'theft', 'damage', 'fraud', 'other')),
  source text not null constraint victim_support_source check (source in ('police', 'youth-offending', 'council', 'housing', 'school', 'victim-service', 'community', 'self', 'other')),
  opened_on date not null,
  closed_on date,
  outcome text constraint victim_support_outcome check (outcome in ('coping', 'passed-on', 'declined', 'not-reached', 'moved-away', 'died')),
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint victim_support_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint victim_support_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint victim_support_by_worker foreign key (partnership_id, worker_id) references partners.person (partnership_id, id),
  constraint victim_support_closes_with_an_outcome check ((closed_on is null) = (outcome is null)),
  constraint victim_support_closes_after_it_opens check (closed_on is null or closed_on >= opened_on)
);
comment on table casework.victim_support is 'That an agency supports somebody who was harmed: who works with them, since when, and how it ended. Holds no name.';
comment on constraint victim_support_closes_with_an_outcome on casework.victim_support is 'outcome: Say how it ended.';
comment on constraint victim_support_closes_after_it_opens on casework.victim_support is 'on: It cannot end before it began.';
create unique index victim_support_open_once on casework.victim_support (partnership_id, agency_id, record_id) where closed_on is null;
create index victim_support_by_worker_open on casework.victim_support (partnership_id, agency_id, worker_id) where closed_on is null;
create index victim_support_by_record on casework.victim_support (partnership_id, record_id);
create index victim_support_by_review on casework.victim_support (partnership_id, review_on);

create table casework.victim_need (
  partnership_id uuid not null,
  id uuid not null,
  support_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  kind text not null constraint victim_need_kind check (kind in ('safety', 'being-heard', 'practical', 'health', 'money', 'housing', 'justice', 'company', 'other')),
  says bytea,
  met text constraint victim_need_met check (met in ('met', 'partly', 'not')),
  judged_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint victim_need_of_support foreign key (partnership_id, support_id) references casework.victim_support (partnership_id, id) on delete cascade,
  constraint victim_need_is_judged_on_a_day check ((met is null) = (judged_on is null))
);
comment on table casework.victim_need is 'What a victim needs and whether it was met; in their own words, sealed under the support''s key.';
create index victim_need_by_support on casework.victim_need (partnership_id, support_id);

create table casework.victim_promise (
  partnership_id uuid not null,
  id uuid not null,
  support_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  promised_on date not null,
  due_on date not null,
  how text not null constraint victim_promise_how check (how in ('telephone', 'visit', 'message', 'letter')),
  released_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint victim_promise_of_support foreign key (partnership_id, support_id) references casework.victim_support (partnership_id, id) on delete cascade,
  constraint victim_promise_is_kept_after_it_is_made check (due_on >= promised_on)
);
comment on table casework.victim_promise is 'That an agency promised a victim to be in touch by a day. Kept by a contact that reached them; the victim may release it.';
comment on column casework.victim_promise.released_on is 'The victim said that it is no longer needed.';
comment on constraint victim_promise_is_kept_after_it_is_made on casework.victim_promise is 'by: The day cannot be before the promise.';
create index victim_promise_by_support on casework.victim_promise (partnership_id, support_id, due_on);

create table casework.victim_contact (
  partnership_id uuid not null,
  id uuid not null,
  support_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  promise_id uuid,
  account_id uuid,
  at timestamptz not null,
  on_day date not null,
  how text not null constraint victim_contact_how check (how in ('telephone', 'visit', 'message', 'letter')),
  reached boolean not null,
  words bytea,
  primary key (partnership_id, id),
  constraint victim_contact_of_support foreign key (partnership_id, support_id) references casework.victim_support (partnership_id, id) on delete cascade,
  constraint victim_contact_for_a_promise foreign key (partnership_id, promise_id) references casework.victim_promise (partnership_id, id) on delete cascade
);
comment on table casework.victim_contact is 'A contact with a victim, or a try that did not reach them; what was said is sealed under the support''s key. Insert-only for agencies.';
create index victim_contact_by_support on casework.victim_contact (partnership_id, support_id, on_day desc, id desc);
create index victim_contact_by_promise on casework.victim_contact (partnership_id, promise_id) where promise_id is not null;

do $$
declare
  named text;
begin
  foreach named in array array['victim_support', 'victim_need', 'victim_promise', 'victim_contact'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.sees(''victim'', agency_id, restricted) or casework.machine()))', named || '_is_seen_where_harm_is_shared', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps(''casework.write'', agency_id))))', named || '_is_kept_by_its_agency', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['victim_support', 'victim_need', 'victim_promise'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps(''casework.write'', agency_id))))', named || '_is_changed_by_its_agency', named);
    execute format('grant update on casework.%I to concord_app', named);
  end loop;
end $$;

-- Case studies -----------------------------------------------------------------------------------------------------
create table casework.case_study (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  account_id uuid,
  draft bytea not null,
  drafted_on date not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint case_study_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.case_study is 'A case study in the making. Title, words and what it tells of the person are sealed under its own key until somebody signs it off.';
create index case_study_by_review on casework.case_study (partnership_id, review_on);
create index case_study_by_agency on casework.case_study (partnership_id, agency_id, drafted_on desc);
create table casework.case_study_source (
  partnership_id uuid not null,
  study_id uuid not null,
  case_id uuid not null,
  record_id uuid not null,
  agency_id uuid not null,
  primary key (partnership_id, study_id),
  constraint case_study_source_of_study foreign key (partnership_id, study_id) references casework.case_study (partnership_id, id) on delete cascade,
  constraint case_study_source_is_a_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint case_study_source_is_a_person foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade
);
comment on table casework.case_study_source is 'From which case a study was drafted and whom it is about; gone with the case or the person, so that the study leads back to nobody.';
create index case_study_source_by_case on casework.case_study_source (partnership_id, case_id);
create index case_study_source_by_record on casework.case_study_source (partnership_id, record_id);
create table casework.case_study_consent (
  partnership_id uuid not null,
  id uuid not null,
  study_id uuid not null,
  agency_id uuid not null,
  account_id uuid,
  at timestamptz not null,
  answer text not null constraint case_study_consent_answer check (answer in ('given', 'refused', 'withdrawn')),
  on_day date not null,
  how text not null constraint case_study_consent_how check (how in ('written', 'spoken', 'by-parent', 'by-representative')),
  primary key (partnership_id, id),
  constraint case_study_consent_of_study foreign key (partnership_id, study_id) references casework.case_study (partnership_id, id) on delete cascade
);
comment on table casework.case_study_consent is 'What the person said to their story being told, each time. The last counts. Insert-only.';
create index case_study_consent_by_study on casework.case_study_consent (partnership_id, study_id, at desc);
create table casework.case_study_release (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  account_id uuid,
  title text not null constraint case_study_release_has_a_title check (length(trim(title)) > 0),
  body text not null constraint case_study_release_tells_something check (length(trim(body)) > 0),
  checked text not null constraint case_study_release_says_how_it_was_checked check (length(trim(checked)) > 0),
  told_on date not null,
  primary key (partnership_id, id),
  constraint case_study_release_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table casework.case_study_release is 'A case study word for word as it was signed off: the check found nobody in it. It names nobody and leads back to nothing, so reports may carry it. Insert-only.';
comment on column casework.case_study_release.id is 'The id of the study, which is gone when its case is disposed of.';
comment on constraint case_study_release_says_how_it_was_checked on casework.case_study_release is 'checked: Say how it was made sure that nobody can be recognised.';
create table casework.case_study_withdrawal (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  account_id uuid,
  on_day date not null,
  primary key (partnership_id, id),
  constraint case_study_withdrawal_of_release foreign key (partnership_id, id) references casework.case_study_release (partnership_id, id)
);
comment on table casework.case_study_withdrawal is 'That a case study is told no longer, since when. Insert-only.';
do $$
declare
  named text;
begin
  foreach named in array array['case_study', 'case_study_source', 'case_study_consent'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.takes_part(array[agency_id], false) or casework.machine()))', named || '_is_seen_by_its_agency', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps(''casework.write'', agency_id))', named || '_is_written_by_its_agency', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['case_study_release', 'case_study_withdrawal'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read_by_members', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps(''casework.write'', agency_id))', named || '_is_made_by_its_agency', named);
    execute format('grant select, insert on casework.%I to concord_app', named);
  end loop;
end $$;
create policy case_study_is_changed_by_its_agency on casework.case_study for update using (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', agency_id));
grant update on casework.case_study to concord_app;

-- What is owed and what goes wrong, naming nobody --------------------------------------------------------------------
create view casework.victim_promise_now with (security_invoker = true) as
  select p.partnership_id, p.id, p.support_id, p.agency_id, p.promised_on, p.due_on, p.how, p.released_on, p.revision, k.kept_on,
    case when k.kept_on is not null then case when k.kept_on <= p.due_on then 'kept' else 'kept-late' end
      when p.released_on is not null then 'released'
      when s.closed_on is not null then case when s.closed_on <= p.due_on then 'ended' else 'missed' end
      when p.due_on < partners.business_date(n) then 'missed' else 'waiting' end as state
  from casework.victim_promise p
  join casework.victim_support s on s.partnership_id = p.partnership_id and s.id = p.support_id
  join partners.partnership n on n.partnership_id = p.partnership_id
  left join lateral (select min(c.on_day) as kept_on from casework.victim_contact c
    where c.partnership_id = p.partnership_id and c.promise_id = p.id and c.reached) k on true;
comment on view casework.victim_promise_now is 'Promises to be in touch, and whether each was kept, kept late, missed, released or still waits.';
create view casework.restorative_duties with (security_invoker = true) as
  select m.partnership_id, case m.state when 'referred' then 'restorative-answer' when 'preparing' then 'restorative-meeting' else 'restorative-follow-up' end as kind,
    'restorative'::text as subject_kind, m.id as subject_id,
    case m.state when 'referred' then 'A restorative matter waits for an answer' when 'preparing' then 'A restorative meeting is to be held'
      else 'Ask both sides how it went after a restorative meeting' end as title,
    '/casework/restorative/' || m.id as path, m.due_on, m.agency_id as owner_agency_id, null::uuid as owner_post_id, null::date as met_on
  from casework.restorative_matter m where m.due_on is not null
  union all
  select i.partnership_id, 'restorative-item', 'restorative-item', i.id, 'Something agreed in a restorative matter is due', '/casework/restorative/' || i.matter_id,
    i.due_on, i.agency_id, null, null from casework.restorative_item i where i.kept is null;
comment on view casework.restorative_duties is 'Answers, meetings and follow-up of restorative matters, and what was agreed; names nobody.';
create view casework.restorative_warnings with (security_invoker = true) as
  select m.partnership_id, 'restorative-late'::text as kind, 'restorative'::text as subject_kind, m.id as subject_id, m.due_on as since, 'medium'::text as severity,
    case m.state when 'referred' then 'A restorative matter is late for its answer' when 'preparing' then 'A restorative meeting was to be held and was not'
      else 'Nobody has asked both sides how it went after a restorative meeting' end as sentence,
    '/casework/restorative/' || m.id as path, m.agency_id as owner_agency_id
  from casework.restorative_matter m join partners.partnership s on s.partnership_id = m.partnership_id
  where m.due_on < partners.business_date(s)
  union all
  select i.partnership_id, case when i.kept is null then 'restorative-item-late' else 'restorative-item-not-kept' end, 'restorative-item', i.id, coalesce(i.kept_on, i.due_on), 'medium',
    case when i.kept is null then 'Nobody knows whether something agreed in a restorative matter was kept' else 'Something agreed in a restorative matter was not kept' end,
    '/casework/restorative/' || i.matter_id, i.agency_id
  from casework.restorative_item i join partners.partnership s on s.partnership_id = i.partnership_id
  where (i.kept is null and i.due_on < partners.business_date(s)) or (i.kept = 'not' and i.kept_on > partners.business_date(s) - 60);
comment on view casework.restorative_warnings is 'Steps and agreements of restorative matters that are late or were not kept; names nobody.';
create view casework.victim_duties with (security_invoker = true) as
  select p.partnership_id, 'victim-contact'::text as kind, 'victim-promise'::text as subject_kind, p.id as subject_id,
    'Somebody who was harmed was promised to be contacted'::text as title, '/casework/victims/' || p.support_id as path, p.due_on, p.agency_id as owner_agency_id,
    null::uuid as owner_post_id, null::date as met_on
  from casework.victim_promise_now p
  join casework.victim_support s on s.partnership_id = p.partnership_id and s.id = p.support_id and s.closed_on is null
  where p.state in ('waiting', 'missed');
comment on view casework.victim_duties is 'Promises to be in touch with a victim; names nobody.';
create view casework.victim_warnings with (security_invoker = true) as
  select p.partnership_id, 'victim-promise-missed'::text as kind, 'victim-promise'::text as subject_kind, p.id as subject_id, p.due_on as since, 'high'::text as severity,
    'A promise to contact somebody who was harmed was missed'::text as sentence, '/casework/victims/' || p.support_id as path, p.agency_id as owner_agency_id
  from casework.victim_promise_now p
  join casework.victim_support s on s.partnership_id = p.partnership_id and s.id = p.support_id and s.closed_on is null
  where p.state = 'missed';
comment on view casework.victim_warnings is 'Promises to victims that were missed; names nobody.';
grant select on casework.victim_promise_now, casework.restorative_duties, casework.restorative_warnings, casework.victim_duties, casework.victim_warnings to concord_app;

create or replace view casework.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.referral_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.concern_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_review_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.sharing_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.programme_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.restorative_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.victim_duties;
create or replace view casework.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.referral_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.concern_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_review_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.sharing_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.programme_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.restorative_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.victim_warnings;

-- What the counting role may read: codes, days and ids.
grant select (partnership_id, id, agency_id, kind, state, referred_on, held_on) on casework.restorative_matter to concord_statistics;
grant select (partnership_id, matter_id, role, satisfied, satisfied_on) on casework.restorative_person to concord_statistics;
grant select (partnership_id, matter_id, due_on, kept, kept_on) on casework.restorative_item to concord_statistics;
grant select (partnership_id, id, agency_id, record_id, opened_on, closed_on) on casework.victim_support to concord_statistics;
grant select (partnership_id, support_id, on_day, reached) on casework.victim_contact to concord_statistics;
