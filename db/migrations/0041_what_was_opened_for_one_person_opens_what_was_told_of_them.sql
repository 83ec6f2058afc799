-- Who was let see on asking, or opened a person in an emergency, sees the concerns told of that person and that there are cases,
-- by the ids of those concerns and cases: of nobody else, and of no other agency than the word names.
create function casework.opened(category text, agency_id uuid, restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return platform.purpose() is not null
    and platform.shared(category || ':' || agency_id::text, about) and platform.may_for('casework.read', platform.agency())
    and (not restricted or platform.shared('restricted:' || agency_id::text, about));
comment on function casework.opened(text, uuid, boolean, uuid) is 'Whether this thing of one person was opened to the actor, on asking or in an emergency.';
alter policy concern_is_seen_for_a_purpose on casework.concern using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, id) or casework.machine()));
alter policy concern_person_is_seen_for_a_purpose on casework.concern_person using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, concern_id) or casework.machine()));
alter policy concern_closure_is_seen_for_a_purpose on casework.concern_closure using (partnership_id = platform.partnership() and (casework.sees('concerns', agency_id, restricted, concern_id) or casework.machine()));
create policy case_file_is_seen_when_opened_for_one_person on casework.case_file for select using (partnership_id = platform.partnership() and casework.opened('cases', lead_agency_id, restricted, id));

-- The ledger is written by who works with people for the agency, and by nobody else who happens to have chosen a purpose.
create function casework.gives() returns boolean language sql stable parallel safe
  return platform.purpose() is not null and (platform.may_for('casework.read', platform.agency()) or platform.may_for('referral.make', platform.agency())
    or platform.may_for('referral.receive', platform.agency()) or platform.may_for('concern.record', platform.agency()) or platform.may_for('sharing.answer', platform.agency()));
comment on function casework.gives() is 'Whether the actor works with people for the agency: for what it discloses or does not.';
alter policy disclosure_is_written_by_who_discloses on casework.disclosure with check (partnership_id = platform.partnership() and (casework.machine() or (casework.gives() and from_agency_id = platform.agency())));
alter policy not_shared_is_written_by_who_refuses on casework.not_shared with check (partnership_id = platform.partnership() and (casework.machine() or (casework.gives() and agency_id = platform.agency())));
