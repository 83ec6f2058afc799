-- Programmes: courses and schemes that somebody is referred to, begins, completes, and is asked about six months later.
-- What a programme is names nobody; a placement belongs to the agency that runs it and to the one that referred.
create table casework.programme (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  slug text not null constraint programme_slug_is_a_word check (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
  title text not null constraint programme_title_is_given check (length(trim(title)) > 0),
  kind text not null constraint programme_kind check (kind in ('course', 'scheme', 'behaviour-change', 'peer-support')),
  says text not null default '',
  eligibility text not null constraint programme_says_who_is_eligible check (length(trim(eligibility)) > 0),
  triggers text[] not null default '{}',
  minimum_age integer,
  maximum_age integer,
  places integer not null constraint programme_has_places check (places between 1 and 10000),
  taster boolean not null default false,
  cost_pence bigint constraint programme_cost_is_not_negative check (cost_pence >= 0),
  starts_on date not null,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint programme_slug_unique unique (partnership_id, slug),
  constraint programme_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint programme_ends_after_it_starts check (ends_on is null or ends_on >= starts_on),
  constraint programme_ages_are_in_order check (coalesce(minimum_age, 0) between 0 and coalesce(maximum_age, 120) and coalesce(maximum_age, 120) <= 120)
);
comment on table casework.programme is 'A course or scheme (LIFE, Right Stuff, Divert, for perpetrators, peer support): who is eligible, how many places, what it costs. Names nobody.';
comment on column casework.programme.triggers is 'Signs of the vulnerability checklist that lead to it, by their short names.';
comment on column casework.programme.cost_pence is 'What all of it costs, for the cost of one completion.';
comment on constraint programme_slug_unique on casework.programme is 'title: Another programme has this name already.';
comment on constraint programme_ends_after_it_starts on casework.programme is 'endsOn: The last day cannot be before the first.';
comment on constraint programme_ages_are_in_order on casework.programme is 'maximumAge: Give ages from 0 to 120, the youngest first.';
alter table casework.programme enable row level security;
create policy programme_is_seen_in_casework on casework.programme for select using (partnership_id = platform.partnership() and (casework.works() or casework.machine()));
create policy programme_is_set_up_by_its_agency on casework.programme for insert with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', agency_id));
create policy programme_is_changed_by_its_agency on casework.programme for update using (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('casework.write', agency_id));
grant select, insert, update on casework.programme to concord_app;

create table casework.placement (
  partnership_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  agency_id uuid not null,
  from_agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  record_id uuid not null,
  name bytea not null,
  trigger text not null default '',
  under_age boolean not null,
  consent text constraint placement_consent check (consent in ('given', 'refused')),
  consent_on date,
  state text not null constraint placement_state check (state in ('referred', 'accepted', 'declined', 'withdrawn', 'tasted', 'started', 'completed', 'left', 'no-take-up', 'followed-up')),
  state_on date not null,
  referred_on date not null,
  due_on date,
  completed_on date,
  outcome text constraint placement_outcome check (outcome in ('better', 'same', 'worse', 'not-reached')),
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint placement_of_programme foreign key (partnership_id, programme_id) references casework.programme (partnership_id, id),
  constraint placement_run_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint placement_from_agency foreign key (partnership_id, from_agency_id) references partners.agency (partnership_id, id),
  constraint placement_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint placement_is_seen_by_both check (agency_id = any (agency_ids) and from_agency_id = any (agency_ids)),
  constraint placement_of_a_minor_begins_with_consent check (not under_age or consent is not distinct from 'given' or state in ('referred', 'accepted', 'declined', 'withdrawn', 'no-take-up')),
  constraint placement_consent_is_dated check ((consent is null) = (consent_on is null)),
  constraint placement_is_followed_up_with_an_outcome check ((state = 'followed-up') = (outcome is not null))
);
comment on table casework.placement is 'Somebody on a programme, from referral to the outcome six months after completion. The name is sealed under the record''s own key.';
comment on column casework.placement.due_on is 'By when the next step is due: an answer, the start of a place that was offered, the outcome at six months.';
comment on constraint placement_of_a_minor_begins_with_consent on casework.placement is 'to: Record the consent of a parent first: the person is under 18.';
comment on constraint placement_is_followed_up_with_an_outcome on casework.placement is 'outcome: Say how it stands after six months.';
create index placement_by_programme on casework.placement (partnership_id, programme_id, referred_on desc, id desc);
create unique index placement_open_once on casework.placement (partnership_id, programme_id, record_id) where state in ('referred', 'accepted', 'tasted', 'started');
create index placement_by_record on casework.placement (partnership_id, record_id);
create index placement_by_clock on casework.placement (partnership_id, due_on) where due_on is not null;
create index placement_by_review on casework.placement (partnership_id, review_on);

create table casework.placement_event (
  partnership_id uuid not null,
  id uuid not null,
  placement_id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  account_id uuid,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  on_day date not null,
  words bytea,
  primary key (partnership_id, id),
  constraint placement_event_of_placement foreign key (partnership_id, placement_id) references casework.placement (partnership_id, id) on delete cascade
);
comment on table casework.placement_event is 'What became of a placement, when, and why in sealed words. Insert-only for agencies.';
create index placement_event_by_placement on casework.placement_event (partnership_id, placement_id, at);

create table casework.placement_attendance (
  partnership_id uuid not null,
  placement_id uuid not null,
  on_day date not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  present boolean not null,
  primary key (partnership_id, placement_id, on_day),
  constraint placement_attendance_of_placement foreign key (partnership_id, placement_id) references casework.placement (partnership_id, id) on delete cascade
);
comment on table casework.placement_attendance is 'The register of a programme: who was there on which day.';

do $$
declare
  named text;
begin
  foreach named in array array['placement', 'placement_event', 'placement_attendance'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.takes_part(agency_ids, restricted) or casework.machine()))', named || '_is_seen_by_who_takes_part', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and casework.joins_in(''casework.write'', agency_ids))', named || '_is_added_by_who_takes_part', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['placement', 'placement_attendance'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.joins_in(''casework.write'', agency_ids))', named || '_is_moved_by_who_takes_part', named);
    execute format('grant update on casework.%I to concord_app', named);
  end loop;
end $$;

create view casework.programme_duties with (security_invoker = true) as
  select p.partnership_id,
    case p.state when 'referred' then 'placement-answer' when 'completed' then 'placement-outcome' else 'placement-start' end as kind,
    'placement'::text as subject_kind, p.id as subject_id,
    case p.state when 'referred' then 'A referral to ' || g.title || ' waits for an answer'
      when 'completed' then 'Ask how it stands six months after ' || g.title
      else 'A place on ' || g.title || ' begins' end as title,
    '/casework/placements/' || p.id as path, p.due_on, p.agency_id as owner_agency_id, null::uuid as owner_post_id, null::date as met_on
  from casework.placement p
  join casework.programme g on g.partnership_id = p.partnership_id and g.id = p.programme_id
  where p.due_on is not null;
comment on view casework.programme_duties is 'Answers, starts and outcomes that programmes owe; naming nobody.';
create view casework.programme_warnings with (security_invoker = true) as
  select p.partnership_id, case p.state when 'no-take-up' then 'placement-not-taken-up' else 'placement-late' end as kind,
    'placement'::text as subject_kind, p.id as subject_id, coalesce(p.due_on, p.state_on) as since,
    case when p.under_age then 'high' else 'medium' end as severity,
    case p.state when 'no-take-up' then 'A place on ' || g.title || ' was not taken up'
      when 'referred' then 'A referral to ' || g.title || ' is late for its answer'
      when 'completed' then 'Nobody has asked how it stands six months after ' || g.title
      else 'A place on ' || g.title || ' was to begin and has not' end as sentence,
    '/casework/placements/' || p.id as path, case p.state when 'no-take-up' then p.from_agency_id else p.agency_id end as owner_agency_id
  from casework.placement p
  join casework.programme g on g.partnership_id = p.partnership_id and g.id = p.programme_id
  join partners.partnership s on s.partnership_id = p.partnership_id
  where (p.state = 'no-take-up' and p.state_on > partners.business_date(s) - 60) or p.due_on < partners.business_date(s);
comment on view casework.programme_warnings is 'Places that were not taken up, to the agency that referred; steps that are late, to the one that runs the programme.';
grant select on casework.programme_duties, casework.programme_warnings to concord_app;

grant select (partnership_id, id, slug, title, kind) on casework.programme to concord_statistics;
grant select (partnership_id, id, programme_id, from_agency_id, record_id, state, state_on, referred_on, completed_on, outcome) on casework.placement to concord_statistics;
