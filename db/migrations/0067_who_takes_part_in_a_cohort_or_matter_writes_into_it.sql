-- As with cases (0056): what is written into a cohort or a restorative matter is written by an agency that takes part in it, and its lead
-- brings the others in. A policy compares columns only, so which agency takes part is a row, and a foreign key says so.
alter table casework.cohort add constraint cohort_led_by unique (partnership_id, id, lead_agency_id);
create table casework.cohort_agency (
  partnership_id uuid not null,
  cohort_id uuid not null,
  agency_id uuid not null,
  lead_agency_id uuid not null,
  from_on date not null,
  primary key (partnership_id, cohort_id, agency_id),
  constraint cohort_agency_is_an_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint cohort_agency_brought_by_its_lead foreign key (partnership_id, cohort_id, lead_agency_id) references casework.cohort (partnership_id, id, lead_agency_id)
);
comment on table casework.cohort_agency is 'An agency that takes part in a cohort, and since when. Insert-only: what it wrote stays with it.';
insert into casework.cohort_agency select partnership_id, id, a, lead_agency_id, started_on from casework.cohort, unnest(agency_ids) a;

alter table casework.restorative_matter add constraint restorative_matter_run_by unique (partnership_id, id, agency_id);
create table casework.restorative_agency (
  partnership_id uuid not null,
  matter_id uuid not null,
  agency_id uuid not null,
  lead_agency_id uuid not null,
  primary key (partnership_id, matter_id, agency_id),
  constraint restorative_agency_is_an_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint restorative_agency_of_matter foreign key (partnership_id, matter_id) references casework.restorative_matter (partnership_id, id) on delete cascade,
  constraint restorative_agency_brought_by_its_lead foreign key (partnership_id, matter_id, lead_agency_id) references casework.restorative_matter (partnership_id, id, agency_id) on delete cascade
);
comment on table casework.restorative_agency is 'An agency that takes part in a restorative matter. Insert-only: what it wrote stays with it.';
insert into casework.restorative_agency select partnership_id, id, a, agency_id from casework.restorative_matter, unnest(agency_ids) a;

do $$
declare
  named text;
begin
  foreach named in array array['cohort_agency', 'restorative_agency'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.may_for(''casework.read'', platform.agency()) and platform.agency() in (agency_id, lead_agency_id))))', named || '_is_seen_by_itself_and_its_lead', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps(''casework.write'', lead_agency_id))))', named || '_is_brought_in_by_its_lead', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
end $$;

alter table casework.cohort_member
  add constraint cohort_member_in_its_cohort unique (partnership_id, id, cohort_id),
  add constraint cohort_member_entered_by_who_takes_part foreign key (partnership_id, cohort_id, agency_id) references casework.cohort_agency (partnership_id, cohort_id, agency_id);
alter table casework.cohort_rating add column cohort_id uuid;
update casework.cohort_rating r set cohort_id = m.cohort_id from casework.cohort_member m where m.partnership_id = r.partnership_id and m.id = r.member_id;
alter table casework.cohort_rating
  alter column cohort_id set not null,
  add constraint cohort_rating_in_its_cohort foreign key (partnership_id, member_id, cohort_id) references casework.cohort_member (partnership_id, id, cohort_id) on delete cascade,
  add constraint cohort_rating_by_who_takes_part foreign key (partnership_id, cohort_id, agency_id) references casework.cohort_agency (partnership_id, cohort_id, agency_id);
alter table casework.cohort_person add column added_by_agency_id uuid default platform.agency();
alter table casework.cohort_person
  add constraint cohort_person_in_its_cohort foreign key (partnership_id, member_id, cohort_id) references casework.cohort_member (partnership_id, id, cohort_id) on delete cascade,
  add constraint cohort_person_added_by_who_takes_part foreign key (partnership_id, cohort_id, added_by_agency_id) references casework.cohort_agency (partnership_id, cohort_id, agency_id);
comment on column casework.cohort_person.added_by_agency_id is 'The agency that entered them; null for what was entered before this was kept, and for the machine.';
alter policy cohort_person_is_added_by_who_takes_part on casework.cohort_person with check (partnership_id = platform.partnership() and (casework.machine()
  or (added_by_agency_id = platform.agency() and casework.joins_in('casework.write', agency_ids))));
alter table casework.cohort_not_now
  add constraint cohort_not_now_by_who_takes_part foreign key (partnership_id, cohort_id, agency_id) references casework.cohort_agency (partnership_id, cohort_id, agency_id);

alter table casework.restorative_item add column added_by_agency_id uuid default platform.agency();
comment on column casework.restorative_item.added_by_agency_id is 'The agency that wrote down what was agreed; null for what was written before this was kept, and for the machine.';
alter policy restorative_item_is_added_by_who_takes_part on casework.restorative_item with check (partnership_id = platform.partnership() and (casework.machine()
  or (added_by_agency_id = platform.agency() and casework.joins_in('casework.write', agency_ids))));
alter table casework.restorative_item
  add constraint restorative_item_checked_by_who_takes_part foreign key (partnership_id, matter_id, agency_id) references casework.restorative_agency (partnership_id, matter_id, agency_id),
  add constraint restorative_item_added_by_who_takes_part foreign key (partnership_id, matter_id, added_by_agency_id) references casework.restorative_agency (partnership_id, matter_id, agency_id);
do $$
declare
  named text;
begin
  foreach named in array array['restorative_person', 'restorative_event', 'restorative_note'] loop
    execute format('alter table casework.%I add constraint %I foreign key (partnership_id, matter_id, agency_id) references casework.restorative_agency (partnership_id, matter_id, agency_id)', named, named || '_by_who_takes_part');
  end loop;
end $$;

-- The agenda of the hub is made by the machine, which reads of every agency; nobody puts a thing on it in another agency's name.
alter policy hub_item_is_added_by_who_takes_part on casework.hub_item with check (partnership_id = platform.partnership() and casework.machine());

-- A criterion changes with a reason; what it was before stays, so that whom it suggested then can be explained.
create table casework.cohort_criterion_change (
  partnership_id uuid not null,
  id uuid not null,
  cohort_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  was_count integer not null,
  was_months integer not null,
  criterion_count integer not null constraint cohort_criterion_change_counts check (criterion_count between 1 and 1000),
  criterion_months integer not null constraint cohort_criterion_change_looks_back check (criterion_months between 1 and 120),
  reason bytea not null,
  on_day date not null,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint cohort_criterion_change_by_its_lead foreign key (partnership_id, cohort_id, agency_id) references casework.cohort (partnership_id, id, lead_agency_id),
  constraint cohort_criterion_change_changes_something check ((was_count, was_months) <> (criterion_count, criterion_months))
);
comment on table casework.cohort_criterion_change is 'That the criterion of a cohort was changed by its lead, from what to what and why. Insert-only; `reason` is sealed under the row''s own key.';
comment on constraint cohort_criterion_change_changes_something on casework.cohort_criterion_change is 'criterionCount: This is the criterion already. Give another number.';
create index cohort_criterion_change_by_cohort on casework.cohort_criterion_change (partnership_id, cohort_id, at desc);
alter table casework.cohort_criterion_change enable row level security;
create policy cohort_criterion_change_is_seen_by_who_takes_part on casework.cohort_criterion_change for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, false) or casework.machine()));
create policy cohort_criterion_change_is_made_by_its_lead on casework.cohort_criterion_change for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', agency_id));
create policy cohort_criterion_change_is_shared_further on casework.cohort_criterion_change for update using (partnership_id = platform.partnership() and casework.machine());
grant select, insert on casework.cohort_criterion_change to concord_app;
grant update (agency_ids) on casework.cohort_criterion_change to concord_app;
-- Who joins a cohort later reads what is recorded of those who are in it.
grant update (agency_ids) on casework.cohort_rating to concord_app;

-- A file that was put into a case by mistake is taken out at once: its row, its bytes and its key go, and what stays is that it was
-- there, who put it in, who took it out and why.
create table casework.file_withdrawn (
  partnership_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  media_type text not null,
  size integer not null,
  added_on date not null,
  added_by uuid,
  reason bytea not null,
  on_day date not null,
  at timestamptz not null,
  account_id uuid,
  bytes_hash bytea,
  finished_at timestamptz,
  primary key (partnership_id, id),
  constraint file_withdrawn_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint file_withdrawn_by_member foreign key (partnership_id, case_id, agency_id) references casework.case_member (partnership_id, case_id, agency_id),
  constraint file_withdrawn_is_finished_once check ((bytes_hash is null) = (finished_at is not null))
);
comment on table casework.file_withdrawn is 'That a file was in a case until its agency took it out, and why (sealed under the case''s key). Nothing of the file is left but its kind and size. Insert-only for agencies.';
comment on column casework.file_withdrawn.bytes_hash is 'The bytes that are still to be destroyed, once this has committed.';
comment on constraint file_withdrawn_by_member on casework.file_withdrawn is 'caseId: Only an agency that takes part in the case takes a file out of it.';
create index file_withdrawn_by_case on casework.file_withdrawn (partnership_id, case_id);
create index file_withdrawn_to_finish on casework.file_withdrawn (partnership_id) where bytes_hash is not null;
alter table casework.file_withdrawn enable row level security;
create policy file_withdrawn_is_seen_by_who_takes_part on casework.file_withdrawn for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, casework.barred(restricted, case_id)) or casework.machine()));
create policy file_withdrawn_is_seen_when_opened_for_one_person on casework.file_withdrawn for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, casework.barred(restricted, case_id), case_id));
create policy file_withdrawn_is_said_by_who_added_it on casework.file_withdrawn for insert with check (partnership_id = platform.partnership() and (casework.machine() or (agency_id = platform.agency() and casework.joins_in('casework.write', agency_ids))));
create policy file_withdrawn_is_finished on casework.file_withdrawn for update using (partnership_id = platform.partnership() and casework.machine());
create policy file_withdrawn_is_disposed_of on casework.file_withdrawn for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.file_withdrawn to concord_app;
grant update (bytes_hash, finished_at, agency_ids) on casework.file_withdrawn to concord_app;
grant update (reason) on casework.file_withdrawn to concord_app;

-- Where somebody goes from a case that stays, what was said of naming workers is written anew without them.
do $$
declare
  named text;
begin
  foreach named in array array['entrusting', 'entrusting_ending'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.machine())', named || '_is_rid_of_a_person', named);
    execute format('grant update (reason) on casework.%I to concord_app', named);
  end loop;
end $$;

-- Peer support: who is matched with somebody who has been through the like. The supporter's name is sealed under the placement's own key.
alter table casework.placement
  add column supporter bytea,
  add column matched_on date,
  add constraint placement_is_matched_on_a_day check ((supporter is null) = (matched_on is null));
comment on column casework.placement.supporter is 'Of peer support: the supporter who was matched, sealed under the placement''s own key.';

alter table casework.entrusting_ending add constraint entrusting_ending_goes_with_it foreign key (partnership_id, entrusting_id) references casework.entrusting (partnership_id, id) on delete cascade;
