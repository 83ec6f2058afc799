-- Bodies and how they stand to each other ------------------------------------------------------------------------
alter table governance.body drop constraint body_kind;
alter table governance.body add constraint body_kind check (kind in
  ('strategic', 'executive', 'thematic', 'joint-operations', 'commissioning', 'programme', 'forum', 'panel', 'summit',
   'task-and-finish', 'theme-lead', 'cabinet', 'scrutiny', 'external', 'other'));
comment on constraint body_kind on governance.body is 'kind: Choose what kind of body this is.';
alter table governance.body add constraint body_for_a_task_has_an_end check (kind <> 'task-and-finish' or ends_on is not null);
comment on constraint body_for_a_task_has_an_end on governance.body is 'endsOn: Say when the task-and-finish group ends.';

alter table governance.reporting_line add column kind text not null default 'reports-to'
  constraint reporting_line_kind check (kind in ('reports-to', 'advises', 'recommends-to', 'delegates-to', 'escalates-to'));
comment on table governance.reporting_line is 'How a body stands to another, from when to when: reports to, advises, recommends to, delegates to, escalates to.';
comment on constraint reporting_line_kind on governance.reporting_line is 'kind: Choose how the one body stands to the other.';
alter table governance.reporting_line drop constraint reporting_line_unique;
alter table governance.reporting_line add constraint reporting_line_unique
  unique nulls not distinct (partnership_id, body_id, reports_to_id, kind, starts_on);
comment on constraint reporting_line_unique on governance.reporting_line is 'reportsTo: This body already stands so to that one.';

create table governance.programme_board (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  starts_on date,
  ends_on date,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint programme_board_is_a_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint programme_board_unique unique nulls not distinct (partnership_id, subject_kind, subject_id, body_id, starts_on),
  constraint programme_board_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table governance.programme_board is 'Which body is the programme board of what (a programme of delivery, by kind and id), from when to when.';
comment on constraint programme_board_unique on governance.programme_board is 'body: This body is the programme board already.';
create index programme_board_by_body on governance.programme_board (partnership_id, body_id);

create table governance.body_change (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  kind text not null constraint body_change_kind check (kind in ('established', 'renamed', 'restructured', 'merged', 'abolished')),
  on_day date not null,
  name_before text,
  name_after text,
  into_body_id uuid,
  reason text not null constraint body_change_says_why check (length(trim(reason)) > 0),
  decision_id uuid,
  account_id uuid,
  primary key (partnership_id, id),
  constraint body_change_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint body_change_into_body foreign key (partnership_id, into_body_id) references governance.body (partnership_id, id),
  constraint body_change_merges_into_another check ((kind = 'merged') = (into_body_id is not null) and into_body_id is distinct from body_id),
  constraint body_change_renames_to_something check (kind <> 'renamed' or (name_before is not null and coalesce(trim(name_after), '') <> ''))
);
comment on table governance.body_change is 'A body was established, renamed, restructured, merged or abolished on a date. Insert-only: its history stays.';
comment on constraint body_change_says_why on governance.body_change is 'reason: Say why the body changes.';
comment on constraint body_change_merges_into_another on governance.body_change is 'into: Choose the other body that it is merged into.';
comment on constraint body_change_renames_to_something on governance.body_change is 'name: Enter the new name.';
create index body_change_by_body on governance.body_change (partnership_id, body_id, on_day);

create table governance.proposed_structure (
  partnership_id uuid not null,
  id uuid not null,
  title text not null constraint proposed_structure_title_is_given check (length(trim(title)) > 0),
  why text not null default '',
  effective_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint proposed_structure_revision_known unique (partnership_id, id, revision)
);
comment on table governance.proposed_structure is 'Changes to the bodies that are proposed together and adopted, or not, by decision.';
comment on constraint proposed_structure_title_is_given on governance.proposed_structure is 'title: Enter a title for the proposal.';

create table governance.proposed_change (
  partnership_id uuid not null,
  proposal_id uuid not null,
  position integer not null,
  kind text not null constraint proposed_change_kind check (kind in ('establish', 'rename', 'restructure', 'merge', 'abolish', 'relate', 'unrelate')),
  body_id uuid,
  name text,
  body_kind text,
  ends_on date,
  other_body_id uuid,
  other_name text,
  relation text,
  says text not null default '',
  primary key (partnership_id, proposal_id, position),
  constraint proposed_change_of_proposal foreign key (partnership_id, proposal_id) references governance.proposed_structure (partnership_id, id),
  constraint proposed_change_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint proposed_change_with_body foreign key (partnership_id, other_body_id) references governance.body (partnership_id, id)
);
comment on table governance.proposed_change is 'One change of a proposed structure. Where a body has no id yet, its name stands for the one that the same proposal establishes.';
comment on constraint proposed_change_kind on governance.proposed_change is 'kind: Choose what is to change.';

create table governance.structure_adoption (
  partnership_id uuid not null,
  proposal_id uuid not null,
  revision integer not null,
  adopted_on date not null,
  adopted_by text not null constraint structure_adoption_names_the_body check (length(trim(adopted_by)) > 0),
  decision_id uuid,
  primary key (partnership_id, proposal_id),
  constraint structure_adoption_of_proposal foreign key (partnership_id, proposal_id, revision) references governance.proposed_structure (partnership_id, id, revision)
);
comment on table governance.structure_adoption is 'A proposed structure was adopted and took effect. Insert-only.';
comment on constraint structure_adoption_names_the_body on governance.structure_adoption is 'by: Enter which body adopted it.';
comment on constraint structure_adoption_of_proposal on governance.structure_adoption is 'This proposal was adopted and cannot be changed.';

-- Terms of reference ----------------------------------------------------------------------------------------------
create table governance.terms (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  version integer not null,
  purpose text not null default '',
  quorum_rule text not null constraint terms_quorum_rule check (quorum_rule in ('number', 'fraction', 'none')),
  quorum_number integer,
  quorum_numerator integer,
  quorum_denominator integer,
  quorum_of text not null default 'core-organisations' constraint terms_quorum_of check (quorum_of in ('core-organisations', 'core-members', 'members')),
  quorum_for text not null default 'key-decisions' constraint terms_quorum_for check (quorum_for in ('key-decisions', 'all-decisions')),
  remote_presence text not null default 'counts' constraint terms_remote_presence check (remote_presence in ('counts', 'speaks-only', 'not-allowed')),
  year_from text not null default 'adoption' constraint terms_year_from check (year_from in ('adoption', 'financial-year')),
  sittings_a_year integer constraint terms_sittings_a_year check (sittings_a_year between 1 and 60),
  papers_days_before integer constraint terms_papers_days_before check (papers_days_before between 0 and 60),
  minutes_days_after integer constraint terms_minutes_days_after check (minutes_days_after between 0 and 120),
  chair_election text not null default '',
  chair_term_months integer constraint terms_chair_term check (chair_term_months between 1 and 120),
  has_vice_chair boolean not null default false,
  escalates_to_id uuid,
  escalation_days integer constraint terms_escalation_days check (escalation_days between 1 and 366),
  escalation_triggers text[] not null default '{}',
  starts_on date,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint terms_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint terms_version_unique unique (partnership_id, body_id, version),
  constraint terms_revision_known unique (partnership_id, id, revision),
  constraint terms_escalate_to_body foreign key (partnership_id, escalates_to_id) references governance.body (partnership_id, id),
  constraint terms_escalate_to_another_body check (escalates_to_id is distinct from body_id),
  constraint terms_quorum_is_stated check (case quorum_rule
    when 'number' then quorum_number is not null and quorum_number > 0
    when 'fraction' then quorum_numerator is not null and quorum_denominator is not null and quorum_numerator > 0 and quorum_numerator <= quorum_denominator
    else true end)
);
comment on table governance.terms is 'A version of a body''s terms of reference as data; in force from its adoption until the next is adopted.';
comment on column governance.terms.year_from is 'Whether the year of sittings and reports runs from the adoption of the body''s first terms, or from 1 April.';
comment on column governance.terms.escalation_triggers is 'Names of rules that raise an escalation: silent-project, slipped-milestone, worsening-indicator, stream-running-out, two-inquorate-sittings.';
comment on constraint terms_version_unique on governance.terms is 'version: There is a version with this number already.';
comment on constraint terms_quorum_is_stated on governance.terms is 'quorum: Give a number above nought, or a fraction of at most one.';
comment on constraint terms_escalate_to_another_body on governance.terms is 'escalatesTo: A body cannot escalate to itself.';
comment on constraint terms_sittings_a_year on governance.terms is 'sittingsAYear: Give a number from 1 to 60, or leave it empty.';
comment on constraint terms_papers_days_before on governance.terms is 'papersDaysBefore: Give a number of days from 0 to 60, or leave it empty.';
comment on constraint terms_minutes_days_after on governance.terms is 'minutesDaysAfter: Give a number of days from 0 to 120, or leave it empty.';
comment on constraint terms_chair_term on governance.terms is 'chairTermMonths: Give a number of months from 1 to 120, or leave it empty.';
comment on constraint terms_escalation_days on governance.terms is 'escalationDays: Give a number of days from 1 to 366, or leave it empty.';

create table governance.terms_section (
  partnership_id uuid not null,
  terms_id uuid not null,
  position integer not null,
  heading text not null constraint terms_section_heading_is_given check (length(trim(heading)) > 0),
  words text not null,
  primary key (partnership_id, terms_id, position),
  constraint terms_section_of_terms foreign key (partnership_id, terms_id) references governance.terms (partnership_id, id)
);
comment on table governance.terms_section is 'Prose of terms of reference that stands beside the data, in Markdown.';

create table governance.terms_function (
  partnership_id uuid not null,
  terms_id uuid not null,
  slug text not null,
  position integer not null,
  name text not null constraint terms_function_name_is_given check (length(trim(name)) > 0),
  says text not null default '',
  primary key (partnership_id, terms_id, slug),
  constraint terms_function_of_terms foreign key (partnership_id, terms_id) references governance.terms (partnership_id, id)
);
comment on table governance.terms_function is 'A function of a body (visioning, commissioning, advisory), which may have a membership of its own.';

create table governance.terms_seat (
  partnership_id uuid not null,
  id uuid not null,
  terms_id uuid not null,
  position integer not null,
  title text not null constraint terms_seat_title_is_given check (length(trim(title)) > 0),
  standing text not null constraint terms_seat_standing check (standing in ('core', 'ordinary', 'advisory', 'co-opted', 'substitute')),
  function_slug text,
  agency_id uuid,
  post_id uuid,
  primary key (partnership_id, id),
  constraint terms_seat_of_terms foreign key (partnership_id, terms_id) references governance.terms (partnership_id, id),
  constraint terms_seat_in_function foreign key (partnership_id, terms_id, function_slug) references governance.terms_function (partnership_id, terms_id, slug),
  constraint terms_seat_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint terms_seat_of_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id)
);
comment on table governance.terms_seat is 'A seat by organisation and role. Without an agency it stands for a kind of organisation, such as third sector providers.';
comment on constraint terms_seat_title_is_given on governance.terms_seat is 'title: Enter whose seat it is.';
comment on constraint terms_seat_standing on governance.terms_seat is 'standing: Choose core, ordinary, advisory, co-opted or substitute.';
create index terms_seat_by_terms on governance.terms_seat (partnership_id, terms_id, position);

create table governance.terms_reporting_duty (
  partnership_id uuid not null,
  terms_id uuid not null,
  position integer not null,
  cadence text not null constraint terms_reporting_duty_cadence check (cadence in ('quarter', 'year')),
  to_body_id uuid not null,
  template_slug text,
  says text not null default '',
  primary key (partnership_id, terms_id, position),
  constraint terms_reporting_duty_of_terms foreign key (partnership_id, terms_id) references governance.terms (partnership_id, id),
  constraint terms_reporting_duty_to_body foreign key (partnership_id, to_body_id) references governance.body (partnership_id, id)
);
comment on table governance.terms_reporting_duty is 'A report that a body owes to another each quarter or year; met when it is a paper of that body''s sitting.';

create table governance.terms_adoption (
  partnership_id uuid not null,
  terms_id uuid not null,
  revision integer not null,
  adopted_on date not null,
  adopted_by text not null constraint terms_adoption_names_the_body check (length(trim(adopted_by)) > 0),
  decision_id uuid,
  contents_hash bytea not null,
  primary key (partnership_id, terms_id),
  constraint terms_adoption_of_terms foreign key (partnership_id, terms_id, revision) references governance.terms (partnership_id, id, revision)
);
comment on table governance.terms_adoption is 'Terms of reference were adopted: when, by which body, by which decision. Insert-only; what was adopted keeps its revision.';
comment on column governance.terms_adoption.contents_hash is 'SHA-256 of the terms with all their parts as they were adopted; concord check compares.';
comment on constraint terms_adoption_of_terms on governance.terms_adoption is 'These terms were adopted and cannot be changed. Draft the next version.';
comment on constraint terms_adoption_names_the_body on governance.terms_adoption is 'by: Enter which body adopted the terms.';

-- Who sits --------------------------------------------------------------------------------------------------------
create table governance.membership (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  agency_id uuid,
  post_id uuid,
  person_id uuid,
  seat_title text not null default '',
  standing text not null constraint membership_standing check (standing in ('core', 'ordinary', 'advisory', 'co-opted', 'substitute')),
  function_slug text,
  substitute_for_id uuid,
  starts_on date,
  ends_on date,
  email text,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint membership_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint membership_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint membership_of_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id),
  constraint membership_of_person foreign key (partnership_id, person_id) references partners.person (partnership_id, id),
  constraint membership_is_of_somebody check (agency_id is not null or post_id is not null or person_id is not null or length(trim(seat_title)) > 0),
  constraint membership_core_is_of_an_organisation check (standing <> 'core' or agency_id is not null),
  constraint membership_substitutes_for_member foreign key (partnership_id, substitute_for_id) references governance.membership (partnership_id, id),
  constraint membership_substitute_is_for_somebody check ((standing = 'substitute') = (substitute_for_id is not null)),
  constraint membership_unique unique nulls not distinct (partnership_id, body_id, agency_id, post_id, person_id, seat_title, function_slug, substitute_for_id, starts_on),
  constraint membership_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on),
  constraint membership_agency_known unique (partnership_id, id, agency_id)
);
comment on table governance.membership is 'A member of a body: an agency''s seat, held by a post or a person, from when to when.';
comment on constraint membership_is_of_somebody on governance.membership is 'seatTitle: Say whose seat it is.';
comment on constraint membership_standing on governance.membership is 'standing: Choose core, ordinary, advisory, co-opted or substitute.';
comment on constraint membership_substitute_is_for_somebody on governance.membership is 'substituteForId: Choose the member whose substitute this is.';
comment on constraint membership_unique on governance.membership is 'agencyId: This member sits here already.';
comment on constraint membership_core_is_of_an_organisation on governance.membership is 'agencyId: A core member stands for an organisation. Choose it.';
comment on constraint membership_ends_after_it_starts on governance.membership is 'endsOn: The last day must not be before the first.';
create index membership_by_body on governance.membership (partnership_id, body_id, starts_on);
create index membership_by_agency on governance.membership (partnership_id, agency_id);
create index membership_by_person on governance.membership (partnership_id, person_id);
create index membership_by_post on governance.membership (partnership_id, post_id);

create table governance.office (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  membership_id uuid not null,
  office text not null constraint office_word check (office in ('chair', 'vice-chair', 'secretary')),
  starts_on date not null,
  ends_on date,
  how text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint office_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint office_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id),
  constraint office_ends_after_it_starts check (ends_on is null or ends_on >= starts_on)
);
comment on table governance.office is 'Who is chair, vice-chair or secretary of a body, elected when, until when.';
comment on constraint office_word on governance.office is 'office: Choose chair, vice-chair or secretary.';
comment on constraint office_ends_after_it_starts on governance.office is 'endsOn: The last day must not be before the first.';
create index office_by_body on governance.office (partnership_id, body_id, office, starts_on);
create unique index office_has_one_holder_at_a_time on governance.office (partnership_id, body_id, office) where ends_on is null;

-- Called to account, and handed over ------------------------------------------------------------------------------
create table governance.question (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  agency_id uuid not null,
  asked text not null constraint question_is_asked check (length(trim(asked)) > 0),
  asked_on date not null,
  answer_by date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint question_by_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint question_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint question_agency_known unique (partnership_id, id, agency_id),
  constraint question_leaves_time_to_answer check (answer_by >= asked_on)
);
comment on table governance.question is 'A body calls a partner agency to account: what is asked, by when an answer is due. Insert-only.';
comment on constraint question_is_asked on governance.question is 'asked: Write the question.';
comment on constraint question_leaves_time_to_answer on governance.question is 'answerBy: The answer cannot be due before the question is asked.';
create index question_by_agency on governance.question (partnership_id, agency_id);
create table governance.answer (
  partnership_id uuid not null,
  id uuid not null,
  question_id uuid not null,
  agency_id uuid not null,
  answered text not null constraint answer_says_something check (length(trim(answered)) > 0),
  answered_on date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint answer_by_the_agency_asked foreign key (partnership_id, question_id, agency_id) references governance.question (partnership_id, id, agency_id)
);
comment on table governance.answer is 'What the agency answered; a later answer stands beside the first. Insert-only.';
comment on constraint answer_says_something on governance.answer is 'answered: Write the answer.';
comment on constraint answer_by_the_agency_asked on governance.answer is 'The agency that was asked answers.';
create index answer_by_question on governance.answer (partnership_id, question_id);

create table governance.handover (
  partnership_id uuid not null,
  id uuid not null,
  from_body_id uuid not null,
  to_body_id uuid,
  subject_kind text not null,
  subject_id uuid not null,
  planned_on date not null,
  place_id uuid,
  area_focus text not null default '',
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint handover_from_body foreign key (partnership_id, from_body_id) references governance.body (partnership_id, id),
  constraint handover_to_body foreign key (partnership_id, to_body_id) references governance.body (partnership_id, id),
  constraint handover_to_another check (from_body_id <> to_body_id),
  constraint handover_place foreign key (partnership_id, place_id) references places.place (partnership_id, id)
);
comment on table governance.handover is 'The hand-over of a programme''s projects from one body to another, with the area focus that must survive; to whom may not be decided yet.';
comment on constraint handover_to_another on governance.handover is 'to: Choose another body to hand over to.';
create table governance.handover_item (
  partnership_id uuid not null,
  id uuid not null,
  handover_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  ready boolean,
  to_body_id uuid,
  planned_on date,
  says text not null default '',
  noted_on date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint handover_item_of_handover foreign key (partnership_id, handover_id) references governance.handover (partnership_id, id),
  constraint handover_item_to_body foreign key (partnership_id, to_body_id) references governance.body (partnership_id, id)
);
comment on table governance.handover_item is 'Whether a project is ready to be handed over; the latest row of a subject counts. Insert-only.';
create index handover_item_by_handover on governance.handover_item (partnership_id, handover_id, subject_id, id desc);
create table governance.handover_completion (
  partnership_id uuid not null,
  handover_id uuid not null,
  completed_on date not null,
  says text not null default '',
  account_id uuid,
  primary key (partnership_id, handover_id),
  constraint handover_completion_of_handover foreign key (partnership_id, handover_id) references governance.handover (partnership_id, id)
);
comment on table governance.handover_completion is 'The hand-over took place. Insert-only.';

-- Who may ---------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
begin
  foreach named in array array['programme_board', 'body_change', 'proposed_structure', 'proposed_change', 'structure_adoption', 'terms',
    'terms_section', 'terms_function', 'terms_seat', 'terms_reporting_duty', 'terms_adoption', 'membership', 'office', 'question',
    'handover', 'handover_item', 'handover_completion'] loop
    execute format('alter table governance.%I enable row level security', named);
    execute format('create policy %I on governance.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read', named);
    execute format('create policy %I on governance.%I for insert with check (partnership_id = platform.partnership() and platform.may(%L))',
      named || '_is_added', named, case when named in ('terms_adoption', 'structure_adoption') then 'terms.adopt' else 'governance.edit' end);
    execute format('grant select, insert on governance.%I to concord_app', named);
  end loop;
  foreach named in array array['programme_board', 'proposed_structure', 'terms', 'membership', 'office', 'handover'] loop
    execute format('create policy %I on governance.%I for update using (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_changed', named);
    execute format('grant update on governance.%I to concord_app', named);
  end loop;
  foreach named in array array['proposed_change', 'terms_section', 'terms_function', 'terms_seat', 'terms_reporting_duty'] loop
    execute format('create policy %I on governance.%I for delete using (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_removed', named);
    execute format('grant delete on governance.%I to concord_app', named);
  end loop;
end $$;
alter table governance.answer enable row level security;
create policy answer_is_read on governance.answer for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy answer_is_given_by_the_agency on governance.answer for insert
  with check (partnership_id = platform.partnership() and (platform.may('governance.edit') or platform.may_for('action.report', agency_id)));
grant select, insert on governance.answer to concord_app;

-- What follows from the facts -------------------------------------------------------------------------------------
create view governance.terms_now with (security_invoker = true) as
  select t.*, a.adopted_on, a.adopted_by, a.decision_id,
    coalesce(t.starts_on, a.adopted_on) as in_force_from,
    (select min(coalesce(n.starts_on, x.adopted_on)) from governance.terms n
      join governance.terms_adoption x on x.partnership_id = n.partnership_id and x.terms_id = n.id
      where n.partnership_id = t.partnership_id and n.body_id = t.body_id and n.version > t.version) as in_force_until
  from governance.terms t
  left join governance.terms_adoption a on a.partnership_id = t.partnership_id and a.terms_id = t.id;
comment on view governance.terms_now is 'Each version of terms with its adoption and from when until (not including) when it is in force.';
grant select on governance.terms_now to concord_app;
