-- What other agencies share, on agreement, on asking or in an emergency, is seen by who reads cases for the agency: having chosen a purpose
-- is not enough.
create or replace function casework.sees(category text, agency_id uuid, restricted boolean) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and (
    (agency_id = platform.agency() and platform.may_for('casework.read', agency_id)
      and (not restricted or platform.may_for('casework.restricted', agency_id)))
    or (platform.shared(category, agency_id) and platform.may_for('casework.read', platform.agency())
      and (not restricted or platform.shared('restricted', agency_id))));
create or replace function casework.sees(category text, agency_id uuid, restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return casework.sees(category, agency_id, restricted) or (platform.purpose() is not null
    and platform.shared(category || ':' || agency_id::text, about) and platform.may_for('casework.read', platform.agency())
    and (not restricted or platform.shared('restricted:' || agency_id::text, about)));
create or replace function casework.opened(category text, agency_id uuid, restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return platform.purpose() is not null
    and platform.shared(category || ':' || agency_id::text, about) and platform.may_for('casework.read', platform.agency())
    and (not restricted or platform.shared('restricted:' || agency_id::text, about));

-- The ledger is written by who works with people for the agency, and by nobody else who happens to have chosen a purpose.
create function casework.gives() returns boolean language sql stable parallel safe
  return platform.purpose() is not null and (platform.may_for('casework.read', platform.agency()) or platform.may_for('referral.make', platform.agency())
    or platform.may_for('referral.receive', platform.agency()) or platform.may_for('concern.record', platform.agency()) or platform.may_for('sharing.answer', platform.agency()));
comment on function casework.gives() is 'Whether the actor works with people for the agency: for what it discloses or does not.';
alter policy disclosure_is_written_by_who_discloses on casework.disclosure with check (partnership_id = platform.partnership() and (casework.machine() or (casework.gives() and from_agency_id = platform.agency())));
alter policy not_shared_is_written_by_who_refuses on casework.not_shared with check (partnership_id = platform.partnership() and (casework.machine() or (casework.gives() and agency_id = platform.agency())));
