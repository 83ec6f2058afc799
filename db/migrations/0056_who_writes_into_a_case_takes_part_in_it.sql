-- What is written into a case is written by an agency that takes part in it: a policy compares columns only, so each row says
-- which agency wrote it, and that agency is a member of the case by a foreign key, whatever readers the row names.
alter table casework.case_file add column opened_by_agency_id uuid;
update casework.case_file set opened_by_agency_id = agency_ids[1];
alter table casework.case_file alter column opened_by_agency_id set default platform.agency(), alter column opened_by_agency_id set not null;
alter table casework.case_file add constraint case_file_opened_by unique (partnership_id, id, opened_by_agency_id);
comment on column casework.case_file.opened_by_agency_id is 'The agency that opened the case: its first member, who brings in the others.';
alter policy case_file_is_opened_by_its_lead on casework.case_file with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', lead_agency_id)
  and opened_by_agency_id = platform.agency());

-- A member opened the case or was brought in by a member: nobody brings themselves in.
alter table casework.case_member add column brought_by_agency_id uuid;
update casework.case_member m set brought_by_agency_id = c.opened_by_agency_id
  from casework.case_file c where c.partnership_id = m.partnership_id and c.id = m.case_id and c.opened_by_agency_id <> m.agency_id;
alter table casework.case_member add column opened_by_agency_id uuid generated always as (case when brought_by_agency_id is null then agency_id end) stored;
alter table casework.case_member add constraint case_member_opened_it foreign key (partnership_id, case_id, opened_by_agency_id) references casework.case_file (partnership_id, id, opened_by_agency_id);
alter table casework.case_member add constraint case_member_brought_by_member foreign key (partnership_id, case_id, brought_by_agency_id) references casework.case_member (partnership_id, case_id, agency_id);
alter table casework.case_member add constraint case_member_is_brought_by_another check (brought_by_agency_id <> agency_id);
comment on column casework.case_member.brought_by_agency_id is 'The member that brought it in; null for the agency that opened the case.';
create index case_member_by_who_brought_it on casework.case_member (partnership_id, case_id, brought_by_agency_id);
alter policy case_member_is_added_by_who_takes_part on casework.case_member with check (partnership_id = platform.partnership() and (casework.machine()
  or (coalesce(brought_by_agency_id, agency_id) = platform.agency() and casework.joins_in('casework.write', agency_ids))));

do $$
declare
  named text;
begin
  foreach named in array array['case_person', 'case_need', 'case_link', 'task'] loop
    execute format('alter table casework.%I add column added_by_agency_id uuid', named);
    execute format('alter table casework.%I alter column added_by_agency_id set default platform.agency()', named);
    execute format('comment on column casework.%I.added_by_agency_id is ''The agency that wrote the row; null for the machine.''', named);
    execute format('alter policy %I on casework.%I with check (partnership_id = platform.partnership() and (casework.machine() or (added_by_agency_id = platform.agency() and casework.joins_in(''casework.write'', agency_ids))))', named || '_is_added_by_who_takes_part', named);
    execute format('alter table casework.%I add constraint %I foreign key (partnership_id, case_id, added_by_agency_id) references casework.case_member (partnership_id, case_id, agency_id)', named, named || '_added_by_member');
    execute format('comment on constraint %I on casework.%I is ''caseId: Only an agency that takes part in the case adds to it.''', named || '_added_by_member', named);
  end loop;
  foreach named in array array['case_note', 'case_event', 'assessment', 'attachment'] loop
    execute format('alter table casework.%I add constraint %I foreign key (partnership_id, case_id, agency_id) references casework.case_member (partnership_id, case_id, agency_id)', named, named || '_written_by_member');
    execute format('comment on constraint %I on casework.%I is ''caseId: Only an agency that takes part in the case adds to it.''', named || '_written_by_member', named);
  end loop;
end $$;
-- What remains, for the application's checks: an agency that left a case is still its member by these keys (what it wrote stays
-- with it), and a writer may name readers who take no part: it shows them its own words, as by telephone, without the ledger.

-- Who confirms a correction is who was told to correct: the recipient, and only for one outside the agency that wrote to it.
alter table casework.correction add column answerer_agency_id uuid generated always as (coalesce(agency_id, from_agency_id)) stored;
alter table casework.correction_made add column answerer_agency_id uuid generated always as (coalesce(agency_id, from_agency_id)) stored;
alter table casework.correction add constraint correction_answered_by unique (partnership_id, id, answerer_agency_id);
alter table casework.correction_made add constraint correction_made_by_who_was_told foreign key (partnership_id, correction_id, answerer_agency_id) references casework.correction (partnership_id, id, answerer_agency_id);
comment on constraint correction_made_by_who_was_told on casework.correction_made is 'outcome: Only who was told to correct says what it did.';
