-- What was opened for one person shows the course of their cases too: each row by the agency that answers for it (who wrote the note,
-- owns the task, made the assessment), and what belongs to the case itself by its lead. Of the people in the case only that person
-- is named. Words are as in 0041: `cases:<agency>@<case>`; for what the lead alone answers for `cases:lead@<case>`, and `person@<record>`.
create function casework.opened_with_case(restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and platform.shared('cases:lead', about) and platform.may_for('casework.read', platform.agency())
    and (not restricted or platform.shared('restricted:lead', about));
comment on function casework.opened_with_case(boolean, uuid) is 'Whether the lead of this case opened it to the actor for one person, on asking or in an emergency: for what belongs to the case and to no single agency.';

create policy case_note_is_seen_when_opened_for_one_person on casework.case_note for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, restricted, case_id));
create policy case_event_is_seen_when_opened_for_one_person on casework.case_event for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, restricted, case_id));
create policy assessment_is_seen_when_opened_for_one_person on casework.assessment for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, restricted, case_id));
create policy attachment_is_seen_when_opened_for_one_person on casework.attachment for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, restricted, case_id));
create policy case_member_is_seen_when_opened_for_one_person on casework.case_member for select using (partnership_id = platform.partnership() and casework.opened('cases', agency_id, restricted, case_id));
create policy task_is_seen_when_opened_for_one_person on casework.task for select using (partnership_id = platform.partnership() and casework.opened('cases', owner_agency_id, restricted, case_id));
create policy case_need_is_seen_when_opened_for_one_person on casework.case_need for select using (partnership_id = platform.partnership() and casework.opened_with_case(restricted, case_id));
create policy case_link_is_seen_when_opened_for_one_person on casework.case_link for select using (partnership_id = platform.partnership() and casework.opened_with_case(restricted, case_id));
create policy case_person_is_seen_when_opened_for_that_person on casework.case_person for select using (partnership_id = platform.partnership() and casework.opened_with_case(restricted, case_id) and platform.shared('person', record_id));
