-- Personal data goes when nobody needs it any more: reviewed by rule, held where the law asks, disposed of with proof.

-- A hold is kept as a fact; while it stands, rows of casework.held make the deletion impossible in the database itself.
create table casework.legal_hold (
  partnership_id uuid not null,
  id uuid not null,
  kind text not null constraint legal_hold_is_of_a_person_or_case check (kind in ('person', 'case')),
  subject_id uuid not null,
  reason bytea not null,
  from_on date not null,
  until_on date,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint legal_hold_ends_after_it_begins check (until_on is null or until_on >= from_on)
);
comment on table casework.legal_hold is 'Something must not be disposed of: a court, an inquiry or a complaint needs it. Insert-only; `reason` is sealed under the row''s own key.';
comment on constraint legal_hold_ends_after_it_begins on casework.legal_hold is 'untilOn: Give a day after today, or none.';
create index legal_hold_by_subject on casework.legal_hold (partnership_id, subject_id);

create table casework.legal_hold_release (
  partnership_id uuid not null,
  hold_id uuid not null,
  on_day date not null,
  reason bytea not null,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, hold_id),
  constraint legal_hold_release_of_hold foreign key (partnership_id, hold_id) references casework.legal_hold (partnership_id, id) on delete cascade
);
comment on table casework.legal_hold_release is 'A hold was lifted before its day, or had none. Insert-only; `reason` is sealed under the key of the hold.';

create table casework.held (
  partnership_id uuid not null,
  hold_id uuid not null,
  thing_id uuid not null,
  record_id uuid,
  case_id uuid,
  primary key (partnership_id, hold_id, thing_id),
  constraint held_by_hold foreign key (partnership_id, hold_id) references casework.legal_hold (partnership_id, id),
  constraint held_record_stays foreign key (partnership_id, record_id) references casework.record (partnership_id, id),
  constraint held_case_stays foreign key (partnership_id, case_id) references casework.case_file (partnership_id, id),
  constraint held_is_one_thing check (num_nonnulls(record_id, case_id) = 1 and thing_id in (record_id, case_id))
);
comment on table casework.held is 'What stands on hold today: a record or case in it cannot be deleted, by whatever statement.';
comment on constraint held_record_stays on casework.held is 'The person is on legal hold. Lift the hold first.';
comment on constraint held_case_stays on casework.held is 'The case is on legal hold. Lift the hold first.';
create index held_by_record on casework.held (partnership_id, record_id);
create index held_by_case on casework.held (partnership_id, case_id);

create table casework.retention_decision (
  partnership_id uuid not null,
  id uuid not null,
  kind text not null constraint retention_decision_names_a_kind check (kind ~ '^[a-z][a-z-]*$'),
  subject_id uuid not null,
  on_day date not null,
  until_on date not null,
  reason bytea not null,
  at timestamptz not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint retention_decision_keeps_it_longer check (until_on > on_day)
);
comment on table casework.retention_decision is 'Something whose review had come is kept until a later day. Insert-only; `reason` is sealed under the row''s own key.';
comment on constraint retention_decision_keeps_it_longer on casework.retention_decision is 'untilOn: Give a day after today.';
create index retention_decision_by_subject on casework.retention_decision (partnership_id, subject_id, until_on desc);

create table casework.disposal_certificate (
  partnership_id uuid not null,
  id uuid not null,
  on_day date not null,
  at timestamptz not null,
  kind text not null constraint disposal_certificate_names_a_kind check (kind ~ '^[a-z][a-z-]*$'),
  agency_ids uuid[] not null,
  because text not null constraint disposal_certificate_because check (because in ('review-came', 'erasure-asked', 'entered-in-error')),
  rule_months integer,
  counts jsonb not null,
  digest bytea not null,
  keys integer not null,
  files integer not null,
  texts integer not null,
  account_id uuid,
  finished_at timestamptz,
  primary key (partnership_id, id)
);
comment on table casework.disposal_certificate is 'Proof of what went: rows by table, and a SHA-256 over their ids; never who it was. Insert-only, but for the moment at which the keys were destroyed.';
comment on column casework.disposal_certificate.digest is 'SHA-256 over the removed rows as sorted lines `table id`: an older backup can be compared with it.';
comment on column casework.disposal_certificate.texts is 'How many texts of things that stay were written anew without the person.';
create index disposal_certificate_by_day on casework.disposal_certificate (partnership_id, on_day desc, id desc);

create table casework.disposal_unfinished (
  partnership_id uuid not null,
  certificate_id uuid not null,
  keys uuid[] not null,
  files text[] not null,
  staged bytea not null,
  primary key (partnership_id, certificate_id),
  constraint disposal_unfinished_of_certificate foreign key (partnership_id, certificate_id) references casework.disposal_certificate (partnership_id, id)
);
comment on table casework.disposal_unfinished is 'Keys and file bytes that must still be destroyed after the rows have gone; empty between disposals.';
comment on column casework.disposal_unfinished.staged is 'Texts that stay, without the person, until they stand under new keys: sealed under the certificate''s key, which is then destroyed.';

create function casework.governs() returns boolean language sql stable parallel safe
  return casework.machine() or (platform.purpose() is not null and platform.may('casework.govern'));
comment on function casework.governs() is 'Whether the actor governs personal data of the whole partnership, for a purpose.';

do $$
declare
  named text;
begin
  foreach named in array array['legal_hold', 'legal_hold_release', 'held', 'retention_decision', 'disposal_certificate', 'disposal_unfinished'] loop
    execute format('alter table casework.%I enable row level security', named);
    execute format('create policy %I on casework.%I for select using (partnership_id = platform.partnership() and casework.governs())', named || '_is_read_by_governance', named);
    execute format('create policy %I on casework.%I for insert with check (partnership_id = platform.partnership() and casework.machine())', named || '_is_written_by_the_act', named);
    execute format('grant select, insert on casework.%I to concord_app', named);
  end loop;
  foreach named in array array['legal_hold', 'held', 'retention_decision', 'disposal_unfinished'] loop
    execute format('create policy %I on casework.%I for delete using (partnership_id = platform.partnership() and casework.machine())', named || '_goes_when_it_is_over', named);
    execute format('grant delete on casework.%I to concord_app', named);
  end loop;
end $$;
create policy disposal_certificate_is_completed on casework.disposal_certificate for update
  using (partnership_id = platform.partnership() and casework.machine() and finished_at is null)
  with check (partnership_id = platform.partnership() and casework.machine());
grant update (finished_at) on casework.disposal_certificate to concord_app;

-- The row of a file goes with what it was attached to; nobody but disposal removes one.
create policy file_of_casework_is_disposed_of on platform.file for delete
  using (partnership_id = platform.partnership() and platform.may('casework.machine'));
grant delete on platform.file to concord_app;

-- What was said of others in texts that stay is written anew without the person, by disposal alone.
grant update (words) on casework.case_note, casework.case_event to concord_app;
grant update (answers) on casework.assessment to concord_app;
grant update (narrative) on casework.concern to concord_app;
grant update (reason) on casework.concern_closure to concord_app;
grant update (says) on casework.case_review_complaint to concord_app;
create policy concern_closure_is_rid_of_a_person on casework.concern_closure for update
  using (partnership_id = platform.partnership() and casework.machine());
-- A review can be put off.
grant update (review_on) on casework.visit, casework.ask, casework.break_glass, casework.not_shared, casework.rights_request to concord_app;
do $$
declare
  named text;
begin
  foreach named in array array['visit', 'ask', 'break_glass', 'not_shared', 'rights_request'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.machine())', named || '_is_reviewed_later', named);
  end loop;
end $$;
