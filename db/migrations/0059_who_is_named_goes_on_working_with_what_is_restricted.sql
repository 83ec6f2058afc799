-- A restriction keeps colleagues out, and would keep out whoever works with the person as well. Information governance names them, one
-- by one, with the reason and an end; to them it is no restriction, and it gives them nothing else: what agreements and taking part
-- do not show stays unseen.
create table casework.entrusting (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  record_id uuid,
  case_id uuid,
  account_id uuid not null,
  named_by uuid,
  reason bytea not null,
  on_day date not null,
  until_on date not null,
  at timestamptz not null,
  primary key (partnership_id, id),
  constraint entrusting_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint entrusting_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint entrusting_of_case foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id) on delete cascade,
  constraint entrusting_names_an_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint entrusting_is_of_one_thing check (num_nonnulls(record_id, case_id) = 1),
  constraint entrusting_is_by_another check (named_by <> account_id),
  constraint entrusting_ends_within_a_year check (until_on between on_day and on_day + 366),
  constraint entrusting_known unique (partnership_id, id, agency_id, account_id)
);
comment on table casework.entrusting is 'Who goes on working with a restricted record or case, named by information governance with a reason and an end. Insert-only; `reason` is sealed under the row''s own key.';
comment on column casework.entrusting.agency_id is 'The agency that holds the record, or leads the case.';
comment on column casework.entrusting.named_by is 'Null for whoever set the restriction: they go on for a fortnight, until information governance has looked.';
comment on constraint entrusting_is_by_another on casework.entrusting is 'accountId: Nobody names themselves. Ask a colleague of information governance.';
comment on constraint entrusting_ends_within_a_year on casework.entrusting is 'untilOn: Give a day between today and a year from now.';
create index entrusting_by_account on casework.entrusting (partnership_id, account_id, until_on);
create index entrusting_by_record on casework.entrusting (partnership_id, record_id);
create index entrusting_by_case on casework.entrusting (partnership_id, case_id);

create table casework.entrusting_ending (
  partnership_id uuid not null,
  entrusting_id uuid not null,
  agency_id uuid not null,
  account_id uuid not null,
  ended_by uuid,
  reason bytea not null,
  on_day date not null,
  at timestamptz not null,
  primary key (partnership_id, entrusting_id),
  constraint entrusting_ending_of_its_naming foreign key (partnership_id, entrusting_id, agency_id, account_id) references casework.entrusting (partnership_id, id, agency_id, account_id) on delete cascade
);
comment on table casework.entrusting_ending is 'That a naming ended before its day: by whom and why. Insert-only; `reason` is sealed under the key of the naming.';

do $$
declare
  named text;
begin
  foreach named in array array['entrusting', 'entrusting_ending'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null
      and (account_id = platform.account() or platform.may_for(''casework.govern'', agency_id)))))', named || '_is_seen_by_who_is_named_and_who_governs', named);
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_is_disposed_of', named);
    execute format('grant select, insert, delete on casework.%I to concord_app', named);
  end loop;
end $$;
create policy entrusting_is_named_by_who_governs on casework.entrusting for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null
  and platform.may_for('casework.govern', agency_id) and named_by = platform.account())));
create policy entrusting_ending_is_said_by_who_governs on casework.entrusting_ending for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null
  and platform.may_for('casework.govern', agency_id) and ended_by = platform.account())));

-- The words stand beside those of agreements: `entrusted@<id>` of a restricted thing; `beside@<id>` of what is not restricted itself:
-- a case in which the person is named, the others who are named in a restricted case.
create function casework.barred(restricted boolean, about uuid) returns boolean language sql stable parallel safe
  return restricted and not platform.shared('entrusted', about);
comment on function casework.barred(boolean, uuid) is 'Whether a restriction keeps the actor out: not where this thing was entrusted to them.';
create function casework.barred(restricted boolean, of uuid, within uuid) returns boolean language sql stable parallel safe
  return restricted and not ((platform.shared('entrusted', of) or platform.shared('beside', of)) and (platform.shared('entrusted', within) or platform.shared('beside', within)));
comment on function casework.barred(boolean, uuid, uuid) is 'As barred, for a row of a person within a thing that may be restricted itself.';

-- Every policy that asked whether a row is restricted asks whether that bars the actor. Who was named changes what they work with, and
-- leaves it restricted.
do $$
declare
  of record;
  policy record;
  barred text;
  altered integer := 0;
begin
  for of in select * from (values
    ('record', 'id', null), ('presence', 'record_id', null), ('record_token', 'record_id', null), ('residence', 'record_id', null),
    ('visit', 'id', null), ('signpost', 'visit_id', null), ('referral', 'id', null), ('referral_event', 'referral_id', null),
    ('concern_person', 'record_id', 'concern_id'),
    ('case_file', 'id', null), ('case_note', 'case_id', null), ('case_event', 'case_id', null), ('case_link', 'case_id', null), ('case_member', 'case_id', null), ('case_need', 'case_id', null), ('attachment', 'case_id', null),
    ('case_person', 'record_id', 'case_id'), ('assessment', 'coalesce(record_id, case_id)', 'case_id'),
    ('task', 'coalesce(case_id, hub_item_id)', null), ('hub_item', 'subject_id', null),
    ('case_review', 'id', null), ('case_review_complaint', 'review_id', null), ('case_review_step', 'review_id', null), ('case_review_recommendation', 'review_id', null),
    ('cohort_member', 'id', null), ('cohort_person', 'member_id', null), ('cohort_rating', 'member_id', null), ('cohort_not_now', 'record_id', null),
    ('placement', 'id', null), ('placement_event', 'placement_id', null), ('placement_attendance', 'placement_id', null),
    ('restorative_person', 'record_id', 'matter_id'),
    ('victim_support', 'id', null), ('victim_need', 'support_id', null), ('victim_promise', 'support_id', null), ('victim_contact', 'support_id', null)
  ) as t (name, thing, within) loop
    barred := format('casework.barred(restricted, %s)', concat_ws(', ', of.thing, of.within));
    for policy in select p.policyname, p.cmd, regexp_replace(p.qual, '(?<![.''\w])restricted(?![\w''])', barred, 'g') as rule
      from pg_policies p where p.schemaname = 'casework' and p.tablename = of.name and p.cmd in ('SELECT', 'UPDATE') and p.qual ~ '(?<![.''\w])restricted(?![\w''])'
    loop
      execute format('alter policy %I on casework.%I using (%s)', policy.policyname, of.name, policy.rule);
      if policy.cmd = 'UPDATE' then
        execute format('alter policy %I on casework.%I with check ((%s) and (casework.machine() or restricted or not platform.shared(''entrusted'', %s)))', policy.policyname, of.name, policy.rule, of.thing);
      end if;
      altered := altered + 1;
    end loop;
  end loop;
  if altered <> 64 then
    raise exception '% policies ask whether a row bars the actor', altered;
  end if;
end $$;
