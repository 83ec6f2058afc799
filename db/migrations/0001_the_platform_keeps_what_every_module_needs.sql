-- Roles are made before the first migration (src/platform/database/roles.ts); everything here belongs to concord_owner.
create schema platform;
comment on schema platform is 'What every module needs: context, audit, forms, mail, files, search. No word of the domain.';
grant usage on schema platform to concord_app, concord_statistics;

-- Context. A transaction begins with `set local app.…`; a policy compares columns with these and reads no table.
create function platform.partnership() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.partnership', true), '')::uuid;
create function platform.account() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.account', true), '')::uuid;
create function platform.agency() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.agency', true), '')::uuid;
create function platform.may(permission text) returns boolean language sql stable parallel safe
  return position(',' || permission || ',' in ',' || coalesce(current_setting('app.permissions', true), '') || ',') > 0;
create function platform.may_for(permission text, agency_id uuid) returns boolean language sql stable parallel safe
  return position(',' || permission || ',' in ',' || coalesce(current_setting('app.permissions', true), '') || ',') > 0
    or coalesce(position(',' || permission || '@' || agency_id::text || ',' in ',' || coalesce(current_setting('app.permissions', true), '') || ',') > 0, false);
comment on function platform.may(text) is 'True when the actor holds the permission for the whole partnership.';
comment on function platform.may_for(text, uuid) is 'True when the actor holds the permission for the whole partnership or for this agency.';

-- Migrations, one row each; written by the owner only.
create table platform.migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);
comment on table platform.migration is 'Which migrations this database has; the checksum tells an edited file.';
alter table platform.migration enable row level security;
create policy migration_is_read_by_all on platform.migration for select using (true);
grant select on platform.migration to concord_app;

-- England's bank holidays: a global reference table.
create table platform.bank_holiday (
  day date primary key,
  name text not null
);
comment on table platform.bank_holiday is 'Bank holidays in England, so that working days can be counted in SQL.';
alter table platform.bank_holiday enable row level security;
create policy bank_holiday_is_read_by_all on platform.bank_holiday for select using (true);
grant select on platform.bank_holiday to concord_app, concord_statistics;

create function platform.is_working_day(day date) returns boolean language sql stable parallel safe
  return extract(isodow from day) < 6 and not exists (select from platform.bank_holiday h where h.day = is_working_day.day);
create function platform.add_working_days(day date, days integer) returns date language sql stable parallel safe
  return case when days = 0 then day else (
    select d::date from generate_series(day + sign(days)::int, day + days * 2 + sign(days)::int * 20, (sign(days)::int || ' day')::interval) d
    where platform.is_working_day(d::date)
    order by abs(d::date - day) offset abs(days) - 1 limit 1) end;
comment on function platform.add_working_days(date, integer) is 'The working day so many working days after (or before) a day, in England.';

-- Audit. Events hold ids and hashes only; what was typed stands beside and can be erased.
create table platform.audit_event (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null constraint audit_event_actor_kind check (actor_kind in ('member', 'public', 'link', 'system')),
  actor_name text,
  account_id uuid,
  agency_id uuid,
  action text not null,
  verb text not null constraint audit_event_verb check (verb in ('command', 'read')),
  subject_kind text,
  subject_id uuid,
  purpose text,
  request_id text,
  detail_hash bytea,
  row_hash bytea,
  primary key (partnership_id, id)
);
comment on table platform.audit_event is 'Who did or read what, when, for which agency and why. Insert-only: ids and hashes, no personal data.';
comment on column platform.audit_event.actor_name is 'The name of a system actor (a job or a command), never of a person.';
comment on column platform.audit_event.detail_hash is 'SHA-256 over salt and detail of the erasable row beside.';
comment on column platform.audit_event.row_hash is 'SHA-256 of an insert-only fact that this event seals (a frozen edition).';
create index audit_event_by_time on platform.audit_event (partnership_id, at desc, id desc);
create index audit_event_by_subject on platform.audit_event (partnership_id, subject_kind, subject_id, at desc);
create index audit_event_by_account on platform.audit_event (partnership_id, account_id, at desc);
alter table platform.audit_event enable row level security;
create policy audit_event_is_written_in_its_partnership on platform.audit_event for insert
  with check (partnership_id = platform.partnership());
create policy audit_event_is_read_by_auditors on platform.audit_event for select
  using (partnership_id = platform.partnership() and (platform.may('audit.read') or account_id = platform.account()));
grant select, insert on platform.audit_event to concord_app;

create table platform.audit_detail (
  partnership_id uuid not null,
  event_id uuid not null,
  salt bytea not null,
  detail jsonb not null,
  primary key (partnership_id, event_id),
  constraint audit_detail_belongs_to_event foreign key (partnership_id, event_id) references platform.audit_event (partnership_id, id)
);
comment on table platform.audit_detail is 'Free text and values of an audit event; may be erased without breaking the seal.';
alter table platform.audit_detail enable row level security;
create policy audit_detail_is_written_in_its_partnership on platform.audit_detail for insert
  with check (partnership_id = platform.partnership());
create policy audit_detail_is_read_by_auditors on platform.audit_detail for select
  using (partnership_id = platform.partnership() and platform.may('audit.read'));
create policy audit_detail_is_erased_by_governance on platform.audit_detail for delete
  using (partnership_id = platform.partnership() and platform.may('audit.erase'));
grant select, insert, delete on platform.audit_detail to concord_app;

create table platform.audit_checkpoint (
  partnership_id uuid not null,
  tree_size bigint not null constraint audit_checkpoint_has_leaves check (tree_size > 0),
  root bytea not null,
  signed_at timestamptz not null,
  signature bytea not null,
  public_key text not null,
  primary key (partnership_id, tree_size)
);
comment on table platform.audit_checkpoint is 'A signed Merkle tree head (RFC 6962 hashing, Ed25519) over all events up to that size. Insert-only.';
alter table platform.audit_checkpoint enable row level security;
create policy audit_checkpoint_is_made_by_the_seal on platform.audit_checkpoint for insert
  with check (partnership_id = platform.partnership() and platform.may('audit.seal'));
create policy audit_checkpoint_is_read_by_auditors on platform.audit_checkpoint for select
  using (partnership_id = platform.partnership() and (platform.may('audit.read') or platform.may('audit.seal')));
grant select, insert on platform.audit_checkpoint to concord_app;

create table platform.audit_leaf (
  partnership_id uuid not null,
  position bigint not null,
  event_id uuid not null,
  leaf_hash bytea not null,
  primary key (partnership_id, position),
  constraint audit_leaf_event_unique unique (partnership_id, event_id)
);
comment on table platform.audit_leaf is 'The order in which events were sealed, so that a missing one can be named. No foreign key: it must outlive a removed event.';
alter table platform.audit_leaf enable row level security;
create policy audit_leaf_is_made_by_the_seal on platform.audit_leaf for insert
  with check (partnership_id = platform.partnership() and platform.may('audit.seal'));
create policy audit_leaf_is_read_by_auditors on platform.audit_leaf for select
  using (partnership_id = platform.partnership() and (platform.may('audit.read') or platform.may('audit.seal')));
grant select, insert on platform.audit_leaf to concord_app;
create policy audit_event_is_read_by_the_seal on platform.audit_event for select
  using (partnership_id = platform.partnership() and platform.may('audit.seal'));

-- A form or API call sent twice is done once.
create table platform.receipt (
  partnership_id uuid not null,
  sender text not null,
  key text not null,
  fingerprint bytea not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (partnership_id, sender, key)
);
comment on table platform.receipt is 'Forms and API posts already carried out, by sender and key, with the answer they got.';
alter table platform.receipt enable row level security;
create policy receipt_belongs_to_its_sender on platform.receipt for all
  using (partnership_id = platform.partnership() and sender = coalesce(platform.account()::text, 'visitor'))
  with check (partnership_id = platform.partnership() and sender = coalesce(platform.account()::text, 'visitor'));
create policy receipt_is_swept on platform.receipt for delete
  using (partnership_id = platform.partnership() and platform.may('platform.sweep'));
create policy receipt_is_found_by_the_sweep on platform.receipt for select
  using (partnership_id = platform.partnership() and platform.may('platform.sweep'));
create index receipt_by_age on platform.receipt (partnership_id, at);
grant select, insert, update, delete on platform.receipt to concord_app;

-- Mail that is to be sent, was sent, or could not be.
create table platform.mail (
  partnership_id uuid not null,
  id uuid not null,
  recipient text not null constraint mail_recipient_is_an_address check (recipient ~ '^[^\s@]+@[^\s@]+$'),
  subject text not null,
  body text not null,
  about_kind text,
  about_id uuid,
  created_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table platform.mail is 'Every mail the system wrote. Without a mail server they are kept here and shown to administrators.';
alter table platform.mail enable row level security;
create policy mail_is_written_by_any_command on platform.mail for insert with check (partnership_id = platform.partnership());
create policy mail_is_read_by_administrators on platform.mail for select
  using (partnership_id = platform.partnership() and (platform.may('mail.read') or platform.may('mail.send')));
create policy mail_is_swept on platform.mail for delete
  using (partnership_id = platform.partnership() and platform.may('platform.sweep'));
create index mail_by_age on platform.mail (partnership_id, created_at desc);
grant select, insert, delete on platform.mail to concord_app;

create table platform.mail_delivery (
  partnership_id uuid not null,
  mail_id uuid not null,
  attempt integer not null,
  at timestamptz not null default now(),
  outcome text not null constraint mail_delivery_outcome check (outcome in ('sent', 'failed', 'kept')),
  reason text,
  primary key (partnership_id, mail_id, attempt),
  constraint mail_delivery_belongs_to_mail foreign key (partnership_id, mail_id) references platform.mail (partnership_id, id) on delete cascade
);
comment on table platform.mail_delivery is 'Each attempt to send a mail.';
alter table platform.mail_delivery enable row level security;
create policy mail_delivery_is_kept_by_the_sender on platform.mail_delivery for insert
  with check (partnership_id = platform.partnership() and platform.may('mail.send'));
create policy mail_delivery_is_read_by_administrators on platform.mail_delivery for select
  using (partnership_id = platform.partnership() and (platform.may('mail.read') or platform.may('mail.send')));
grant select, insert on platform.mail_delivery to concord_app;

-- Files that were uploaded or made; the bytes stand in the files folder under their hash.
create table platform.file (
  partnership_id uuid not null,
  id uuid not null,
  name text not null,
  media_type text not null,
  size bigint not null constraint file_is_not_empty check (size > 0),
  sha256 bytea not null,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (partnership_id, id)
);
comment on table platform.file is 'A stored file: name, checked type, size and hash. Insert-only.';
alter table platform.file enable row level security;
create policy file_is_stored_in_its_partnership on platform.file for insert with check (partnership_id = platform.partnership());
create policy file_is_read_by_members on platform.file for select
  using (partnership_id = platform.partnership() and platform.may('read'));
grant select, insert on platform.file to concord_app;

-- Long work says how far it is.
create table platform.progress (
  partnership_id uuid not null,
  id uuid not null,
  account_id uuid,
  work text not null,
  done bigint not null default 0,
  total bigint,
  sentence text not null,
  outcome text constraint progress_outcome check (outcome in ('finished', 'failed')),
  result_path text,
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (partnership_id, id)
);
comment on table platform.progress is 'How far a long piece of work is, and where its result can be seen.';
alter table platform.progress enable row level security;
create policy progress_belongs_to_who_started_it on platform.progress for all
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('platform.work')))
  with check (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('platform.work')));
grant select, insert, update on platform.progress to concord_app;

-- Search on words: equality is leakproof, so an index serves it behind a policy.
create table platform.search_entry (
  partnership_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  title text not null,
  summary text not null default '',
  path text not null,
  permission text not null default 'read',
  primary key (partnership_id, kind, subject_id)
);
comment on table platform.search_entry is 'What global search can find, with the permission that is needed to see it.';
alter table platform.search_entry enable row level security;
create policy search_entry_is_read_by_who_may on platform.search_entry for select
  using (partnership_id = platform.partnership() and platform.may(permission));
create policy search_entry_is_kept_by_commands on platform.search_entry for insert with check (partnership_id = platform.partnership() and platform.may('search.index'));
create policy search_entry_is_renewed_by_commands on platform.search_entry for update using (partnership_id = platform.partnership() and platform.may('search.index'));
create policy search_entry_is_removed_by_commands on platform.search_entry for delete using (partnership_id = platform.partnership() and platform.may('search.index'));
create policy search_entry_is_seen_by_the_indexer on platform.search_entry for select using (partnership_id = platform.partnership() and platform.may('search.index'));
grant select, insert, update, delete on platform.search_entry to concord_app;

create table platform.search_token (
  partnership_id uuid not null,
  token text not null,
  kind text not null,
  subject_id uuid not null,
  weight smallint not null,
  permission text not null default 'read',
  primary key (partnership_id, token, kind, subject_id),
  constraint search_token_belongs_to_entry foreign key (partnership_id, kind, subject_id)
    references platform.search_entry (partnership_id, kind, subject_id) on delete cascade
);
comment on table platform.search_token is 'Words, word beginnings and sound codes of what can be found; compared by equality only.';
create index search_token_by_subject on platform.search_token (partnership_id, kind, subject_id);
alter table platform.search_token enable row level security;
create policy search_token_is_read_by_who_may on platform.search_token for select
  using (partnership_id = platform.partnership() and (platform.may(permission) or platform.may('search.index')));
create policy search_token_is_kept_by_commands on platform.search_token for insert with check (partnership_id = platform.partnership() and platform.may('search.index'));
create policy search_token_is_removed_by_commands on platform.search_token for delete using (partnership_id = platform.partnership() and platform.may('search.index'));
grant select, insert, delete on platform.search_token to concord_app;

-- What changed, for "since you last looked": told from the audit events of things that can be found.
create table platform.change (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  subject_id uuid not null,
  action text not null,
  agency_id uuid,
  account_id uuid,
  primary key (partnership_id, id)
);
comment on table platform.change is 'What happened to things that can be found, newest last; shown only with a search entry that the reader may see. Insert-only.';
create index change_by_subject on platform.change (partnership_id, kind, subject_id, id);
alter table platform.change enable row level security;
create policy change_is_told_by_commands on platform.change for insert with check (partnership_id = platform.partnership());
create policy change_is_read_by_members on platform.change for select
  using (partnership_id = platform.partnership() and platform.may('read'));
grant select, insert on platform.change to concord_app;
