-- A cohort is managed by agencies together: managed offenders, prolific families, repeat victims. Somebody enters and leaves
-- with a reason, is rated red, amber or green on a versioned template, and is looked at again by the day their band asks for.
-- The tables of 0025 that no page ever wrote to make room for what cohorts need.
drop table casework.cohort_rating, casework.cohort_member, casework.cohort;
create table casework.cohort (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint cohort_slug_is_a_word check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint cohort_title_is_given check (length(trim(title)) > 0),
  kind text not null constraint cohort_kind check (kind in ('integrated-offender-management', 'prolific-families', 'repeat-victims')),
  says text not null default '',
  lead_agency_id uuid not null,
  agency_ids uuid[] not null,
  regime text not null constraint cohort_regime check (regime in ('uk-gdpr', 'part-3')),
  assessment text not null default '',
  rated_by text not null constraint cohort_is_rated_by_a_template check (rated_by ~ '^[a-z][a-z0-9-]{1,60}$'),
  criterion_count integer not null constraint cohort_criterion_counts check (criterion_count between 1 and 1000),
  criterion_months integer not null constraint cohort_criterion_looks_back check (criterion_months between 1 and 120),
  started_on date not null,
  ended_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint cohort_slug_unique unique (partnership_id, slug),
  constraint cohort_led_by_agency foreign key (partnership_id, lead_agency_id) references partners.agency (partnership_id, id),
  constraint cohort_lead_takes_part check (lead_agency_id = any (agency_ids)),
  constraint cohort_ends_after_it_starts check (ended_on is null or ended_on >= started_on),
  constraint cohort_joint_work_rests_on_an_assessment check (cardinality(agency_ids) = 1 or length(trim(assessment)) > 0)
);
comment on table casework.cohort is 'People whom agencies manage together. Title and words name nobody.';
comment on column casework.cohort.rated_by is 'The short name of an assessment of persons; the version in use on the day rates.';
comment on column casework.cohort.criterion_count is 'Who counts as many in the months before is suggested; a person decides.';
comment on constraint cohort_slug_is_a_word on casework.cohort is 'title: Give the cohort a title in letters.';
comment on constraint cohort_slug_unique on casework.cohort is 'title: There is a cohort of that name already. Give another title.';
comment on constraint cohort_criterion_counts on casework.cohort is 'criterionCount: Give a number from 1 to 1,000.';
comment on constraint cohort_criterion_looks_back on casework.cohort is 'criterionMonths: Give a number of months from 1 to 120.';
comment on constraint cohort_joint_work_rests_on_an_assessment on casework.cohort is 'assessment: Name the data protection impact assessment that this joint work rests on.';

create table casework.cohort_member (
  partnership_id uuid not null,
  id uuid not null,
  cohort_id uuid not null,
  agency_id uuid not null,
  lead_agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  address_id uuid,
  from_on date not null,
  because bytea not null,
  until_on date,
  left_as text constraint cohort_member_left_as check (left_as in ('no-longer-meets', 'completed', 'moved-away', 'in-custody', 'died', 'entered-in-error')),
  left_because bytea,
  next_review_on date not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint cohort_member_of_cohort foreign key (partnership_id, cohort_id) references casework.cohort (partnership_id, id),
  constraint cohort_member_entered_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint cohort_member_led_by_agency foreign key (partnership_id, lead_agency_id) references partners.agency (partnership_id, id),
  constraint cohort_member_lives_at foreign key (partnership_id, address_id) references casework.address (partnership_id, id),
  constraint cohort_member_lead_takes_part check (lead_agency_id = any (agency_ids)),
  constraint cohort_member_leaves_after_entering check (until_on is null or until_on >= from_on),
  constraint cohort_member_leaves_with_a_reason check ((until_on is null) = (left_as is null) and (until_on is null) = (left_because is null))
);
comment on table casework.cohort_member is 'Somebody, or a family, in a cohort from when to when. Why they entered and left is sealed under its own key; who they are stands in cohort_person.';
comment on constraint cohort_member_lead_takes_part on casework.cohort_member is 'lead: Choose an agency of the cohort.';
comment on constraint cohort_member_leaves_with_a_reason on casework.cohort_member is 'words: Say why they leave.';
create index cohort_member_in_it on casework.cohort_member (partnership_id, cohort_id, next_review_on) where until_on is null;
create index cohort_member_by_retention on casework.cohort_member (partnership_id, review_on);

create table casework.cohort_person (
  partnership_id uuid not null,
  id uuid not null,
  cohort_id uuid not null,
  member_id uuid not null,
  record_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  name bytea not null,
  from_on date not null,
  until_on date,
  primary key (partnership_id, id),
  constraint cohort_person_of_member foreign key (partnership_id, member_id) references casework.cohort_member (partnership_id, id) on delete cascade,
  constraint cohort_person_by_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint cohort_person_leaves_after_entering check (until_on is null or until_on >= from_on)
);
comment on table casework.cohort_person is 'Who somebody in a cohort is: one person, or each of a family. The name, as disclosed to the agencies of the cohort, is sealed under the record''s own key.';
create unique index cohort_person_once_at_a_time on casework.cohort_person (partnership_id, cohort_id, record_id) where until_on is null;
create index cohort_person_by_record on casework.cohort_person (partnership_id, record_id);
create index cohort_person_by_member on casework.cohort_person (partnership_id, member_id);

create table casework.cohort_rating (
  partnership_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  template_id uuid not null,
  answers bytea not null,
  score integer not null,
  band text not null,
  colour text not null constraint cohort_rating_colour check (colour in ('red', 'amber', 'green', 'blue')),
  moved text not null constraint cohort_rating_moved check (moved in ('first', 'risen', 'fallen', 'same')),
  reason bytea not null,
  rated_on date not null,
  review_due_on date not null,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint cohort_rating_of_member foreign key (partnership_id, member_id) references casework.cohort_member (partnership_id, id) on delete cascade,
  constraint cohort_rating_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint cohort_rating_by_template foreign key (partnership_id, template_id) references casework.assessment_template (partnership_id, id),
  constraint cohort_rating_band_of_template foreign key (partnership_id, template_id, band) references casework.template_band (partnership_id, template_id, name),
  constraint cohort_rating_is_reviewed_later check (review_due_on > rated_on)
);
comment on table casework.cohort_rating is 'Red, amber or green on a day, by a version of a template: answers and reason sealed under the member''s key. Insert-only for agencies, so that the history is kept.';
create index cohort_rating_by_member on casework.cohort_rating (partnership_id, member_id, rated_on desc, id desc);
create index cohort_rating_that_rose on casework.cohort_rating (partnership_id, rated_on) where moved = 'risen';

create table casework.cohort_not_now (
  partnership_id uuid not null,
  id uuid not null,
  cohort_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  record_id uuid not null,
  counted integer not null,
  on_day date not null,
  reason bytea not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint cohort_not_now_of_cohort foreign key (partnership_id, cohort_id) references casework.cohort (partnership_id, id),
  constraint cohort_not_now_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint cohort_not_now_about_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade
);
comment on table casework.cohort_not_now is 'That an agency decided not to put forward somebody who meets a criterion, at which count, and why (sealed under the record''s key): they are suggested again when more is counted. Insert-only for agencies.';
create index cohort_not_now_by_record on casework.cohort_not_now (partnership_id, record_id);
create index cohort_not_now_by_cohort on casework.cohort_not_now (partnership_id, cohort_id);

-- A file of a case says how large it is, from whom it comes, who added it and when.
alter table casework.attachment
  add column size integer not null constraint attachment_is_not_empty check (size > 0),
  add column heard_from text not null constraint attachment_heard_from check (heard_from in ('own-knowledge', 'the-person', 'another-person', 'another-agency', 'document')),
  add column account_id uuid,
  add column at timestamptz not null,
  add constraint attachment_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  add constraint attachment_is_read_by_its_agency check (agency_id = any (agency_ids));
comment on table casework.attachment is 'A file of a case and from whom it comes. Its bytes and its name are sealed under its own key before they are stored. Insert-only for agencies.';

-- The hub looks at members of cohorts, and at whose rating has risen.
alter table casework.hub_item
  drop constraint hub_item_subject,
  add constraint hub_item_subject check (subject_kind in ('case', 'flag', 'referral', 'case-review', 'cohort-member')),
  drop constraint hub_item_says_why,
  add constraint hub_item_says_why check (cardinality(why) > 0 and why <@ array['new', 'changed', 'overdue', 'flagged', 'asked', 'carried', 'high-risk', 'risen']);

-- Who may -------------------------------------------------------------------------------------------------------
alter table casework.cohort enable row level security;
create policy cohort_is_seen_by_who_takes_part on casework.cohort for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, false) or casework.machine()));
create policy cohort_is_set_up_by_its_lead on casework.cohort for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', lead_agency_id));
create policy cohort_is_kept_by_its_lead on casework.cohort for update using (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', lead_agency_id));
grant select, insert, update on casework.cohort to concord_app;

do $$
declare
  named text;
begin
  foreach named in array array['cohort_member', 'cohort_person', 'cohort_rating'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, restricted) or casework.machine()))', named || '_is_seen_by_who_takes_part', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['cohort_member', 'cohort_rating'] loop
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and (casework.machine() or (agency_id = platform.agency() and casework.joins_in(''casework.write'', agency_ids))))', named || '_is_added_by_who_takes_part', named);
  end loop;
  foreach named in array array['cohort_member', 'cohort_person'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(''casework.write'', agency_ids)))', named || '_is_changed_by_who_takes_part', named);
    execute format('grant update on casework.%I to concord_app', named);
  end loop;
end $$;
create policy cohort_person_is_added_by_who_takes_part on casework.cohort_person for insert with check (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('casework.write', agency_ids)));

-- What stays of a family's ratings when one of them is disposed of.
create policy cohort_rating_is_rid_of_a_person on casework.cohort_rating for update using (partnership_id = platform.partnership() and casework.machine());
grant update (answers, reason) on casework.cohort_rating to concord_app;

alter table casework.cohort_not_now enable row level security;
create policy cohort_not_now_is_seen_by_its_agency on casework.cohort_not_now for select using (partnership_id = platform.partnership() and (casework.machine() or casework.takes_part(array[agency_id], restricted)));
create policy cohort_not_now_is_decided_by_its_agency on casework.cohort_not_now for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', agency_id));
create policy cohort_not_now_is_disposed_of on casework.cohort_not_now for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.cohort_not_now to concord_app;

-- What is counted: how many are rated red, so that the plan's indicator follows by itself.
grant select (partnership_id, id, kind) on casework.cohort to concord_statistics;
grant select (partnership_id, id, cohort_id, from_on, until_on) on casework.cohort_member to concord_statistics;
grant select (partnership_id, id, member_id, colour, rated_on) on casework.cohort_rating to concord_statistics;

-- What is owed and what goes wrong, without a name: beside cases, of which these are a kind of work ------------------
create or replace view casework.case_duties with (security_invoker = true) as
  select t.partnership_id, 'case-task'::text as kind, 'case-task'::text as subject_kind, t.id as subject_id, 'A task of a case'::text as title,
    case when t.case_id is null then '/casework/hub' else '/casework/cases/' || t.case_id end as path,
    t.due_on, t.owner_agency_id, t.owner_post_id, t.ended_on as met_on
  from casework.task t where t.state = 'open'
  union all
  select c.partnership_id, 'case-review-due', 'case', c.id, 'The review of a case', '/casework/cases/' || c.id, c.next_review_on, c.lead_agency_id, null, null::date
  from casework.case_file c where c.closed_on is null
  union all
  select m.partnership_id, 'cohort-review-due', 'cohort-member', m.id, 'The review of somebody in a cohort', '/casework/cohorts/members/' || m.id,
    m.next_review_on, m.lead_agency_id, null, null::date
  from casework.cohort_member m where m.until_on is null;
create or replace view casework.case_warnings with (security_invoker = true) as
  select c.partnership_id, 'case-unreviewed'::text as kind, 'case'::text as subject_kind, c.id as subject_id, c.next_review_on as since, 'high'::text as severity,
    'A case was not reviewed when it was due.'::text as sentence, '/casework/cases/' || c.id as path, c.lead_agency_id as owner_agency_id
  from casework.case_file c join partners.partnership s on s.partnership_id = c.partnership_id
  where c.closed_on is null and c.next_review_on < partners.business_date(s)
  union all
  select m.partnership_id, 'cohort-unreviewed', 'cohort-member', m.id, m.next_review_on, 'high',
    'Somebody in a cohort was not reviewed when it was due.', '/casework/cohorts/members/' || m.id, m.lead_agency_id
  from casework.cohort_member m join partners.partnership s on s.partnership_id = m.partnership_id
  where m.until_on is null and m.next_review_on < partners.business_date(s);
