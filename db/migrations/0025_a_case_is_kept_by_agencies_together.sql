-- A case belongs to the agencies that take part in it. Every row of it names them, so that a policy compares columns only;
-- an agency that joins sees what is shared with it from then on, or what was there, as the one that invites it decides.
create function casework.takes_part(agency_ids uuid[], restricted boolean) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency())
    and (not restricted or platform.may_for('casework.restricted', platform.agency()));
comment on function casework.takes_part(uuid[], boolean) is 'Whether the actor''s agency is one of those that a row is shared among.';
create function casework.joins_in(permission text, agency_ids uuid[]) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for(permission, platform.agency());
comment on function casework.joins_in(text, uuid[]) is 'Whether the actor''s agency takes part and the actor holds the permission for it.';

-- Templates of assessments are data: questions, scores and bands; a published version is never changed.
create table casework.assessment_template (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  version integer not null constraint assessment_template_version_counts_from_one check (version > 0),
  title text not null constraint assessment_template_title_is_given check (length(trim(title)) > 0),
  says text not null default '',
  source text not null default '',
  of_kind text not null constraint assessment_template_is_of check (of_kind in ('case', 'person')),
  published_on date,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint assessment_template_version_unique unique (partnership_id, slug, version)
);
comment on table casework.assessment_template is 'A version of a risk assessment: the ASB risk matrix, THRIVE prompts, red, amber and green for managed offenders.';
create table casework.template_question (
  partnership_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  position integer not null,
  text text not null constraint template_question_is_asked check (length(trim(text)) > 0),
  help text not null default '',
  kind text not null constraint template_question_kind check (kind in ('choice', 'yes-no', 'words')),
  primary key (partnership_id, id),
  constraint template_question_of_template foreign key (partnership_id, template_id) references casework.assessment_template (partnership_id, id),
  constraint template_question_position_unique unique (partnership_id, template_id, position)
);
comment on table casework.template_question is 'A question of a template; words are prompts that count nothing.';
create table casework.template_option (
  partnership_id uuid not null,
  question_id uuid not null,
  position integer not null,
  label text not null,
  score integer not null,
  primary key (partnership_id, question_id, position),
  constraint template_option_of_question foreign key (partnership_id, question_id) references casework.template_question (partnership_id, id)
);
comment on table casework.template_option is 'An answer that can be chosen, and what it scores.';
create table casework.template_band (
  partnership_id uuid not null,
  template_id uuid not null,
  name text not null,
  colour text not null constraint template_band_colour check (colour in ('red', 'amber', 'green', 'blue')),
  from_score integer not null,
  review_within_days integer not null constraint template_band_is_reviewed_in_time check (review_within_days between 1 and 1000),
  primary key (partnership_id, template_id, name),
  constraint template_band_of_template foreign key (partnership_id, template_id) references casework.assessment_template (partnership_id, id),
  constraint template_band_begins_once unique (partnership_id, template_id, from_score)
);
comment on table casework.template_band is 'What a score means from here upwards, and within how many days it is reviewed.';

create table casework.case_file (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  kind text not null constraint case_file_kind check (kind in ('anti-social-behaviour', 'vulnerable-person', 'victim', 'offender', 'family', 'community', 'other')),
  lead_agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null default false,
  title bytea not null,
  regime text not null constraint case_file_regime check (regime in ('uk-gdpr', 'part-3')),
  assessment text not null default '',
  opened_on date not null,
  next_review_on date not null,
  closed_on date,
  outcome text constraint case_file_outcome check (outcome in ('resolved', 'improved', 'no-change', 'moved-away', 'declined-help', 'passed-on', 'died')),
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint case_file_led_by_agency foreign key (partnership_id, lead_agency_id) references partners.agency (partnership_id, id),
  constraint case_file_lead_takes_part check (lead_agency_id = any (agency_ids)),
  constraint case_file_closes_with_an_outcome check ((closed_on is null) = (outcome is null)),
  constraint case_file_closes_after_it_opens check (closed_on is null or closed_on >= opened_on),
  constraint case_file_joint_work_rests_on_an_assessment check (cardinality(agency_ids) = 1 or length(trim(assessment)) > 0)
);
comment on table casework.case_file is 'A case: lead agency, those that take part, reviews due, closure with outcome. Its title is sealed under its own key.';
comment on column casework.case_file.assessment is 'The data protection impact assessment that joint work rests on, by reference.';
comment on constraint case_file_joint_work_rests_on_an_assessment on casework.case_file is 'assessment: Name the data protection impact assessment that this joint work rests on.';
comment on constraint case_file_closes_with_an_outcome on casework.case_file is 'outcome: Say how the case ended.';
create index case_file_open on casework.case_file (partnership_id, next_review_on) where closed_on is null;
create index case_file_by_retention on casework.case_file (partnership_id, review_on);

create table casework.case_member (
  partnership_id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  post_id uuid,
  controller boolean not null default true,
  from_on date not null,
  until_on date,
  primary key (partnership_id, case_id, agency_id),
  constraint case_member_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint case_member_is_an_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint case_member_by_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id),
  constraint case_member_leaves_after_joining check (until_on is null or until_on >= from_on)
);
comment on table casework.case_member is 'An agency in a case, its post, and whether it is a controller of what is kept in it.';

create table casework.case_person (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  record_id uuid not null,
  name bytea not null,
  role text not null constraint case_person_role check (role in ('victim', 'offender', 'witness', 'at-risk', 'complainant', 'carer', 'other')),
  from_on date not null,
  until_on date,
  primary key (partnership_id, id),
  constraint case_person_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint case_person_by_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint case_person_role_unique unique (partnership_id, case_id, record_id, role)
);
comment on table casework.case_person is 'Whom a case is about, in which role: one may be victim and offender. The name, as disclosed to those who take part, is sealed under the record''s own key.';
comment on constraint case_person_role_unique on casework.case_person is 'role: This person has that role in the case already.';
create index case_person_by_record on casework.case_person (partnership_id, record_id);

create table casework.case_need (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  says bytea not null,
  wanted bytea not null,
  wanted_by date not null,
  achieved text constraint case_need_achieved check (achieved in ('achieved', 'partly', 'not')),
  judged_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint case_need_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint case_need_is_judged_on_a_day check ((achieved is null) = (judged_on is null))
);
comment on table casework.case_need is 'A need, the outcome that is wanted by a day, and whether it was achieved, partly or not.';
create index case_need_by_case on casework.case_need (partnership_id, case_id);

create table casework.case_note (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  account_id uuid,
  at timestamptz not null,
  on_day date not null,
  kind text not null constraint case_note_kind check (kind in ('note', 'contact', 'visit', 'information', 'decision', 'correction')),
  heard_from text not null constraint case_note_heard_from check (heard_from in ('own-knowledge', 'the-person', 'another-person', 'another-agency', 'document')),
  corrects_id uuid,
  words bytea not null,
  primary key (partnership_id, id),
  constraint case_note_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint case_note_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint case_note_corrects_a_note foreign key (partnership_id, corrects_id) references casework.case_note (partnership_id, id) on delete cascade,
  constraint case_note_correction_names_what_it_corrects check ((kind = 'correction') = (corrects_id is not null)),
  constraint case_note_is_read_by_its_agency check (agency_id = any (agency_ids))
);
comment on table casework.case_note is 'The chronology: what happened, who knows it and from whom. Insert-only for agencies; a mistake is corrected by another note.';
create index case_note_by_case on casework.case_note (partnership_id, case_id, on_day desc, id desc);

create table casework.case_link (
  partnership_id uuid not null,
  case_id uuid not null,
  kind text not null constraint case_link_kind check (kind in ('concern', 'referral', 'flag', 'case-review', 'address', 'programme')),
  item_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  linked_on date not null,
  primary key (partnership_id, case_id, kind, item_id),
  constraint case_link_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade
);
comment on table casework.case_link is 'What else belongs to a case: its concerns, referrals and flags stand in its chronology.';
create index case_link_by_item on casework.case_link (partnership_id, kind, item_id);

create table casework.case_event (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  account_id uuid,
  at timestamptz not null,
  on_day date not null,
  kind text not null constraint case_event_kind check (kind in ('opened', 'led-by', 'joined', 'left', 'reviewed', 'closed', 'reopened')),
  words bytea,
  primary key (partnership_id, id),
  constraint case_event_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade
);
comment on table casework.case_event is 'What became of a case: opened, joined, reviewed, closed, reopened, with the reason sealed. Insert-only for agencies.';
create index case_event_by_case on casework.case_event (partnership_id, case_id, at);

create table casework.assessment (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid,
  record_id uuid,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  template_id uuid not null,
  answers bytea not null,
  score integer not null,
  band text not null,
  made_on date not null,
  review_due_on date not null,
  account_id uuid,
  review_on date not null,
  primary key (partnership_id, id),
  constraint assessment_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint assessment_of_person foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint assessment_by_template foreign key (partnership_id, template_id) references casework.assessment_template (partnership_id, id),
  constraint assessment_band_of_template foreign key (partnership_id, template_id, band) references casework.template_band (partnership_id, template_id, name),
  constraint assessment_is_of_something check (case_id is not null or record_id is not null)
);
comment on table casework.assessment is 'A risk assessment made on a version of a template: answers sealed, score and band. Insert-only for agencies; history shows how risk moved.';
create index assessment_by_case on casework.assessment (partnership_id, case_id, made_on desc);
create index assessment_by_record on casework.assessment (partnership_id, record_id, made_on desc);

create table casework.attachment (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  file_id uuid not null,
  name bytea not null,
  media_type text not null,
  added_on date not null,
  primary key (partnership_id, id),
  constraint attachment_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint attachment_is_a_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id)
);
comment on table casework.attachment is 'A file of a case. Its bytes and its name are sealed under its own key before they are stored.';
create index attachment_by_case on casework.attachment (partnership_id, case_id);

-- The weekly hub.
create table casework.hub_meeting (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  on_day date not null,
  agency_ids uuid[] not null,
  state text not null default 'planned' constraint hub_meeting_state check (state in ('planned', 'open', 'closed')),
  since date not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint hub_meeting_day_unique unique (partnership_id, on_day),
  constraint hub_meeting_looks_back check (since < on_day)
);
comment on table casework.hub_meeting is 'A meeting of the weekly hub, and since when its agenda looks back.';
comment on constraint hub_meeting_day_unique on casework.hub_meeting is 'onDay: The hub meets on that day already.';
create table casework.hub_attendance (
  partnership_id uuid not null,
  meeting_id uuid not null,
  agency_id uuid not null,
  post_id uuid,
  present boolean not null,
  primary key (partnership_id, meeting_id, agency_id),
  constraint hub_attendance_of_meeting foreign key (partnership_id, meeting_id) references casework.hub_meeting (partnership_id, id) on delete cascade,
  constraint hub_attendance_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint hub_attendance_by_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id)
);
comment on table casework.hub_attendance is 'Which agencies were at a hub meeting, by which post.';
create table casework.hub_item (
  partnership_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  position integer not null,
  subject_kind text not null constraint hub_item_subject check (subject_kind in ('case', 'flag', 'referral', 'case-review', 'person')),
  subject_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  why text[] not null constraint hub_item_says_why check (cardinality(why) > 0 and why <@ array['new', 'changed', 'overdue', 'flagged', 'asked', 'carried', 'high-risk']),
  urgency integer not null,
  state text not null default 'waiting' constraint hub_item_state check (state in ('waiting', 'open', 'decided', 'carried', 'withdrawn')),
  decision bytea,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint hub_item_of_meeting foreign key (partnership_id, meeting_id) references casework.hub_meeting (partnership_id, id) on delete cascade,
  constraint hub_item_stands_once unique (partnership_id, meeting_id, subject_kind, subject_id),
  constraint hub_item_decided_says_what check (state <> 'decided' or decision is not null)
);
comment on table casework.hub_item is 'What the hub talks about, and why now: new, changed, overdue, flagged, high risk, asked for or carried over.';
comment on constraint hub_item_decided_says_what on casework.hub_item is 'decision: Write what was decided.';

create table casework.task (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid,
  hub_item_id uuid,
  agency_ids uuid[] not null,
  restricted boolean not null,
  owner_agency_id uuid not null,
  owner_post_id uuid,
  says bytea not null,
  due_on date not null,
  state text not null default 'open' constraint task_state check (state in ('open', 'done', 'not-done')),
  ended_on date,
  answer bytea,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint task_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint task_of_hub_item foreign key (partnership_id, hub_item_id) references casework.hub_item (partnership_id, id) on delete cascade,
  constraint task_owned_by_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint task_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint task_belongs_somewhere check (case_id is not null or hub_item_id is not null),
  constraint task_owner_sees_it check (owner_agency_id = any (agency_ids)),
  constraint task_ends_with_an_answer check ((state = 'open') = (ended_on is null) and (state <> 'not-done' or answer is not null))
);
comment on table casework.task is 'What an agency does by when, from a case''s plan or a decision of the hub.';
comment on constraint task_owner_sees_it on casework.task is 'owner: Choose an agency that takes part in the case.';
comment on constraint task_ends_with_an_answer on casework.task is 'answer: Say why it was not done.';
create index task_open on casework.task (partnership_id, owner_agency_id, due_on) where state = 'open';
create index task_by_case on casework.task (partnership_id, case_id);

-- Cohorts: people managed together, with red, amber, green over time.
create table casework.cohort (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint cohort_title_is_given check (length(trim(title)) > 0),
  kind text not null constraint cohort_kind check (kind in ('integrated-offender-management', 'prolific-families', 'repeat-victims', 'other')),
  says text not null default '',
  lead_agency_id uuid not null,
  agency_ids uuid[] not null,
  template_id uuid,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint cohort_slug_unique unique (partnership_id, slug),
  constraint cohort_led_by_agency foreign key (partnership_id, lead_agency_id) references partners.agency (partnership_id, id),
  constraint cohort_rated_by_template foreign key (partnership_id, template_id) references casework.assessment_template (partnership_id, id),
  constraint cohort_lead_takes_part check (lead_agency_id = any (agency_ids))
);
comment on table casework.cohort is 'A cohort that agencies manage together; its title and description name nobody.';
create table casework.cohort_member (
  partnership_id uuid not null,
  id uuid not null,
  cohort_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  record_id uuid not null,
  from_on date not null,
  until_on date,
  because bytea not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint cohort_member_of_cohort foreign key (partnership_id, cohort_id) references casework.cohort (partnership_id, id),
  constraint cohort_member_by_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint cohort_member_leaves_after_joining check (until_on is null or until_on >= from_on)
);
comment on table casework.cohort_member is 'Somebody in a cohort from when to when, with the reason sealed.';
create unique index cohort_member_once_at_a_time on casework.cohort_member (partnership_id, cohort_id, record_id) where until_on is null;
create index cohort_member_by_record on casework.cohort_member (partnership_id, record_id);
create table casework.cohort_rating (
  partnership_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  colour text not null constraint cohort_rating_colour check (colour in ('red', 'amber', 'green', 'blue')),
  rated_on date not null,
  reason bytea not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint cohort_rating_of_member foreign key (partnership_id, member_id) references casework.cohort_member (partnership_id, id) on delete cascade
);
comment on table casework.cohort_rating is 'Red, amber or green on a day with the reason sealed; the history is kept. Insert-only for agencies.';
create index cohort_rating_by_member on casework.cohort_rating (partnership_id, member_id, rated_on desc, id desc);

-- Who may -------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
  taking_part constant text := 'casework.takes_part(agency_ids, restricted) or casework.machine()';
begin
  foreach named in array array['assessment_template', 'template_question', 'template_option', 'template_band'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and platform.may(''casework.settings''))', named || '_is_added', named);
    execute format('grant select, insert on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['case_member', 'case_person', 'case_need', 'case_note', 'case_link', 'case_event', 'assessment', 'attachment', 'hub_item', 'task', 'cohort_member', 'cohort_rating'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (%s))', named || '_is_seen_by_who_takes_part', named, taking_part);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(%L, agency_ids)))', named || '_is_added_by_who_takes_part', named,
      case when named = 'hub_item' then 'hub.run' else 'casework.write' end);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  -- What people change; the rest is insert-only for agencies, and only the machine widens who sees it.
  foreach named in array array['case_member', 'case_person', 'case_need', 'hub_item', 'task', 'cohort_member'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(''casework.write'', agency_ids)))', named || '_is_changed_by_who_takes_part', named);
    execute format('grant update on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['case_note', 'case_link', 'case_event', 'assessment', 'attachment', 'cohort_rating'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.machine())', named || '_is_shared_further', named);
    execute format('grant update (agency_ids) on casework.%I to concord_app', named);
  end loop;
end $$;
create policy assessment_template_is_published on casework.assessment_template for update using (partnership_id = platform.partnership() and platform.may('casework.settings') and (published_on is null or ends_on is null))
  with check (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant update (published_on, ends_on, revision) on casework.assessment_template to concord_app;
create policy template_question_is_taken_out on casework.template_question for delete using (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy template_option_is_taken_out on casework.template_option for delete using (partnership_id = platform.partnership() and platform.may('casework.settings'));
create policy template_band_is_taken_out on casework.template_band for delete using (partnership_id = platform.partnership() and platform.may('casework.settings'));
grant delete on casework.template_question, casework.template_option, casework.template_band to concord_app;

alter table casework.case_file enable row level security;
create policy case_file_is_seen_by_who_takes_part on casework.case_file for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, restricted) or casework.machine()));
create policy case_file_is_opened_by_its_lead on casework.case_file for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', lead_agency_id));
create policy case_file_is_kept_by_who_takes_part on casework.case_file for update using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('casework.write', agency_ids)));
create policy case_file_is_disposed_of on casework.case_file for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.case_file to concord_app;

alter table casework.hub_meeting enable row level security;
create policy hub_meeting_is_seen_by_who_takes_part on casework.hub_meeting for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, false) or casework.machine()));
create policy hub_meeting_is_planned_by_who_runs_it on casework.hub_meeting for insert with check (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('hub.run', agency_ids)));
create policy hub_meeting_is_run on casework.hub_meeting for update using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('hub.run', agency_ids)));
create policy hub_meeting_is_disposed_of on casework.hub_meeting for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.hub_meeting to concord_app;
alter table casework.hub_attendance enable row level security;
create policy hub_attendance_is_seen on casework.hub_attendance for select using (partnership_id = platform.partnership() and (casework.works() or casework.machine()));
create policy hub_attendance_is_recorded on casework.hub_attendance for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and platform.may_for('hub.run', platform.agency()));
create policy hub_attendance_is_corrected on casework.hub_attendance for update using (partnership_id = platform.partnership() and platform.purpose() is not null and platform.may_for('hub.run', platform.agency()));
create policy hub_attendance_is_disposed_of on casework.hub_attendance for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.hub_attendance to concord_app;

alter table casework.cohort enable row level security;
create policy cohort_is_seen_by_who_takes_part on casework.cohort for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, false) or casework.machine()));
create policy cohort_is_set_up_by_its_lead on casework.cohort for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', lead_agency_id));
create policy cohort_is_kept_by_who_takes_part on casework.cohort for update using (partnership_id = platform.partnership() and casework.joins_in('casework.write', agency_ids));
grant select, insert, update on casework.cohort to concord_app;

-- What is owed and what goes wrong, without a name or a word of anybody --------------------------------------------
create view casework.case_duties with (security_invoker = true) as
  select t.partnership_id, 'case-task'::text as kind, 'case-task'::text as subject_kind, t.id as subject_id, 'A task of a case'::text as title,
    case when t.case_id is null then '/casework/hub' else '/casework/cases/' || t.case_id end as path,
    t.due_on, t.owner_agency_id, t.owner_post_id, t.ended_on as met_on
  from casework.task t where t.state = 'open'
  union all
  select c.partnership_id, 'case-review-due', 'case', c.id, 'The review of a case', '/casework/cases/' || c.id, c.next_review_on, c.lead_agency_id, null, null::date
  from casework.case_file c where c.closed_on is null;
comment on view casework.case_duties is 'Open tasks of cases and reviews of cases, by agency; names nobody.';
create view casework.case_warnings with (security_invoker = true) as
  select c.partnership_id, 'case-unreviewed'::text as kind, 'case'::text as subject_kind, c.id as subject_id, c.next_review_on as since, 'high'::text as severity,
    'A case was not reviewed when it was due.'::text as sentence, '/casework/cases/' || c.id as path, c.lead_agency_id as owner_agency_id
  from casework.case_file c join partners.partnership s on s.partnership_id = c.partnership_id
  where c.closed_on is null and c.next_review_on < partners.business_date(s);
comment on view casework.case_warnings is 'Cases whose review is late; names nobody.';
grant select on casework.case_duties, casework.case_warnings to concord_app;
