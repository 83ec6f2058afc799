-- Who was let see on asking, or opened a person in an emergency, sees the concerns told of that person and that there are cases,
-- by the ids of those concerns and cases: of nobody else, and of no other agency than the word names.
create function casework.opened(category text, agency_id uuid, restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return platform.purpose() is not null
    and platform.shared(category || ':' || agency_id::text, about)
    and (not restricted or platform.shared('restricted:' || agency_id::text, about));
comment on function casework.opened(text, uuid, boolean, uuid) is 'Whether this thing of one person was opened to the actor, on asking or in an emergency.';
alter policy concern_is_seen_for_a_purpose on casework.concern using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, id) or casework.machine()));
alter policy concern_person_is_seen_for_a_purpose on casework.concern_person using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, concern_id) or casework.machine()));
alter policy concern_closure_is_seen_for_a_purpose on casework.concern_closure using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, concern_id) or casework.machine()));
create policy case_file_is_seen_when_opened_for_one_person on casework.case_file for select using (partnership_id = platform.partnership() and casework.opened('cases', lead_agency_id, restricted, id));
