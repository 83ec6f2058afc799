create schema access;
comment on schema access is 'Accounts, sign-in, sessions, roles held with dates, tokens. Credentials are seen by the sign-in machinery alone.';
grant usage on schema access to concord_app;

create table access.account (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  agency_id uuid not null,
  post_id uuid,
  email text not null constraint account_email_is_an_address check (email ~ '^[^\s@]+@[^\s@]+$' and email = lower(email)),
  made_at timestamptz not null default now(),
  made_by uuid,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint account_email_unique unique (partnership_id, email),
  constraint account_of_person foreign key (partnership_id, person_id) references partners.person (partnership_id, id),
  constraint account_at_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint account_in_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id)
);
comment on table access.account is 'Somebody who can sign in: a person at an agency, acting in a post.';
comment on constraint account_email_unique on access.account is 'email: This address already has an account. Change that account, or reinstate it if it has ended.';
comment on constraint account_email_is_an_address on access.account is 'email: Enter an email address, such as name@example.org.';
comment on constraint account_at_agency on access.account is 'agency: Choose an agency of the partnership.';
comment on constraint account_in_post on access.account is 'post: Choose a post of the partnership.';
create index account_by_person on access.account (partnership_id, person_id);
alter table access.account enable row level security;
create policy account_is_known_to_members on access.account for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('access.authenticate')));
create policy account_is_made_by_administrators on access.account for insert
  with check (partnership_id = platform.partnership() and platform.may('accounts.manage'));
create policy account_is_changed_by_administrators on access.account for update
  using (partnership_id = platform.partnership() and platform.may('accounts.manage'));
grant select, insert on access.account to concord_app;
grant update (agency_id, post_id, email, revision) on access.account to concord_app;

create table access.account_ending (
  partnership_id uuid not null,
  account_id uuid not null,
  ended_at timestamptz not null default now(),
  ended_by uuid,
  reason text not null constraint account_ending_says_why check (length(trim(reason)) > 0),
  primary key (partnership_id, account_id),
  constraint account_ending_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint account_ending_is_never_by_its_owner check (ended_by <> account_id)
);
comment on table access.account_ending is 'An account that was ended: who, when and why. Reinstating removes the row; the audit trail keeps both.';
comment on constraint account_ending_says_why on access.account_ending is 'reason: Say why the account ends.';
comment on constraint account_ending_is_never_by_its_owner on access.account_ending is 'reason: You cannot end your own account. Ask another administrator.';
alter table access.account_ending enable row level security;
create policy account_ending_is_known_to_members on access.account_ending for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('access.authenticate')));
create policy account_ending_is_decided_by_administrators on access.account_ending for insert
  with check (partnership_id = platform.partnership() and platform.may('accounts.manage') and ended_by is not distinct from platform.account());
create policy account_ending_is_taken_back_by_administrators on access.account_ending for delete
  using (partnership_id = platform.partnership() and platform.may('accounts.manage') and account_id is distinct from platform.account());
grant select, insert, delete on access.account_ending to concord_app;

create table access.credential (
  partnership_id uuid not null,
  account_id uuid not null,
  password_hash text not null constraint credential_is_argon2id check (password_hash like '$argon2id$%'),
  password_set_at timestamptz not null default now(),
  totp_secret bytea not null,
  totp_set_at timestamptz not null default now(),
  totp_last_counter bigint not null default 0,
  primary key (partnership_id, account_id),
  constraint credential_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id)
);
comment on table access.credential is 'Password (argon2id) and second factor of an account. Seen by the sign-in machinery alone.';
comment on column access.credential.totp_secret is 'AES-256-GCM under a key outside the database: 12 bytes nonce, 16 bytes tag, then the secret.';
comment on column access.credential.totp_last_counter is 'The time step of the last code that was used: a code works once.';
alter table access.credential enable row level security;
create policy credential_is_for_the_sign_in on access.credential for all
  using (partnership_id = platform.partnership() and platform.may('access.authenticate'))
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
grant select, insert, update, delete on access.credential to concord_app;

create table access.recovery_code (
  partnership_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null,
  made_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (partnership_id, account_id, code_hash),
  constraint recovery_code_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id)
);
comment on table access.recovery_code is 'Codes that stand in once each for a lost second factor.';
alter table access.recovery_code enable row level security;
create policy recovery_code_is_for_the_sign_in on access.recovery_code for all
  using (partnership_id = platform.partnership() and platform.may('access.authenticate'))
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
grant select, insert, update, delete on access.recovery_code to concord_app;

create table access.session (
  partnership_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  how text not null constraint session_how check (how in ('password', 'example')),
  browser text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text constraint session_ended_because check (ended_because in ('signed-out', 'revoked', 'signed-in-again', 'password-changed', 'account-ended')),
  primary key (partnership_id, id),
  constraint session_token_unique unique (partnership_id, token_hash),
  constraint session_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint session_expires_after_it_begins check (expires_at > created_at),
  constraint session_ending_says_why check ((ended_at is null) = (ended_because is null))
);
comment on table access.session is 'A signed-in browser. The cookie holds the token, the database its SHA-256 only.';
comment on column access.session.browser is 'Family and system, such as Firefox on Windows, so that its owner recognises it.';
create index session_by_account on access.session (partnership_id, account_id, created_at desc);
alter table access.session enable row level security;
create policy session_is_begun_by_the_sign_in on access.session for insert
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
create policy session_is_seen_by_its_owner on access.session for select
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('access.authenticate') or platform.may('platform.sweep')));
create policy session_is_ended_by_its_owner on access.session for update
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('access.authenticate')));
create policy session_is_swept on access.session for delete
  using (partnership_id = platform.partnership() and platform.may('platform.sweep'));
grant select, insert, delete on access.session to concord_app;
grant update (last_seen_at, ended_at, ended_because) on access.session to concord_app;

create table access.pending_sign_in (
  partnership_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_codes integer not null default 0,
  primary key (partnership_id, token_hash),
  constraint pending_sign_in_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id)
);
comment on table access.pending_sign_in is 'A right password that waits for its code. It opens nothing.';
create index pending_sign_in_by_age on access.pending_sign_in (partnership_id, made_at);
alter table access.pending_sign_in enable row level security;
create policy pending_sign_in_is_for_the_sign_in on access.pending_sign_in for all
  using (partnership_id = platform.partnership() and platform.may('access.authenticate'))
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
grant select, insert, update, delete on access.pending_sign_in to concord_app;

create table access.attempt (
  partnership_id uuid not null,
  id uuid not null,
  email_hash bytea not null,
  address_hash bytea not null,
  at timestamptz not null,
  succeeded boolean not null,
  primary key (partnership_id, id)
);
comment on table access.attempt is 'Attempts to sign in, by keyed hash of address typed and of network address. Throttles pairs and networks, never an account.';
create index attempt_by_pair on access.attempt (partnership_id, address_hash, email_hash, at desc);
create index attempt_by_address on access.attempt (partnership_id, address_hash, at desc);
create index attempt_by_age on access.attempt (partnership_id, at);
alter table access.attempt enable row level security;
create policy attempt_is_for_the_sign_in on access.attempt for all
  using (partnership_id = platform.partnership() and platform.may('access.authenticate'))
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
grant select, insert, delete on access.attempt to concord_app;

create table access.link (
  partnership_id uuid not null,
  id uuid not null,
  token_hash bytea not null,
  purpose text not null constraint link_purpose check (purpose in ('invitation', 'password-reset')),
  account_id uuid not null,
  made_at timestamptz not null,
  made_by uuid,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (partnership_id, id),
  constraint link_token_unique unique (partnership_id, token_hash),
  constraint link_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id)
);
comment on table access.link is 'Links that work once and for a while: an invitation, a new password.';
create index link_by_account on access.link (partnership_id, account_id, made_at desc);
alter table access.link enable row level security;
create policy link_is_for_the_sign_in on access.link for select
  using (partnership_id = platform.partnership() and (platform.may('access.authenticate') or platform.may('accounts.manage')));
create policy link_is_made_by_the_sign_in on access.link for insert
  with check (partnership_id = platform.partnership() and platform.may('access.authenticate'));
create policy link_is_used_by_the_sign_in on access.link for update
  using (partnership_id = platform.partnership() and platform.may('access.authenticate'));
grant select, insert on access.link to concord_app;
grant update (used_at) on access.link to concord_app;

create table access.role_grant (
  partnership_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  role text not null constraint role_grant_role check (role in ('partnership-manager', 'lead-officer', 'board-member', 'frontline-worker',
    'hub-practitioner', 'analyst', 'commissioner', 'engagement-officer', 'information-governance', 'administrator', 'viewer')),
  agency_id uuid,
  starts_on date not null,
  ends_on date,
  granted_by uuid,
  granted_at timestamptz not null default now(),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint role_grant_to_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint role_grant_for_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint role_grant_by_account foreign key (partnership_id, granted_by) references access.account (partnership_id, id),
  constraint role_grant_ends_after_it_starts check (ends_on is null or ends_on >= starts_on),
  constraint role_grant_is_never_to_oneself check (granted_by <> account_id),
  constraint role_grant_starts_once unique nulls not distinct (partnership_id, account_id, role, agency_id, starts_on)
);
comment on table access.role_grant is 'A role held for an agency, or (without one) for the whole partnership, from a day until a day.';
comment on column access.role_grant.ends_on is 'The last day on which the role is held.';
comment on column access.role_grant.granted_by is 'Empty when the operator granted it.';
comment on constraint role_grant_is_never_to_oneself on access.role_grant is 'role: Nobody can raise their own rights. Ask another administrator.';
comment on constraint role_grant_ends_after_it_starts on access.role_grant is 'ends_on: The last day must not be before the first.';
comment on constraint role_grant_starts_once on access.role_grant is 'role: This account already holds this role from that day.';
comment on constraint role_grant_for_agency on access.role_grant is 'agency: Choose an agency of the partnership.';
create index role_grant_by_account on access.role_grant (partnership_id, account_id);
alter table access.role_grant enable row level security;
create policy role_grant_is_known_to_members on access.role_grant for select
  using (partnership_id = platform.partnership() and (platform.may('read') or platform.may('access.authenticate')));
create policy role_grant_is_given_to_others on access.role_grant for insert
  with check (partnership_id = platform.partnership() and platform.may_for('roles.grant', agency_id)
    and granted_by is not distinct from platform.account() and account_id is distinct from platform.account());
create policy role_grant_is_ended_for_others on access.role_grant for update
  using (partnership_id = platform.partnership() and platform.may_for('roles.grant', agency_id) and account_id is distinct from platform.account());
grant select, insert on access.role_grant to concord_app;
grant update (ends_on, revision) on access.role_grant to concord_app;

create table access.api_token (
  partnership_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  name text not null constraint api_token_name_is_given check (length(trim(name)) > 0),
  token_hash bytea not null,
  scopes text[] not null constraint api_token_has_a_scope check (cardinality(scopes) > 0),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (partnership_id, id),
  constraint api_token_unique unique (partnership_id, token_hash),
  constraint api_token_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint api_token_expires_later check (expires_at > made_at and expires_at <= made_at + interval '366 days')
);
comment on table access.api_token is 'Lets a program act for its owner, with some of the owner''s permissions, for at most a year.';
comment on constraint api_token_name_is_given on access.api_token is 'name: Say what the token is for.';
comment on constraint api_token_has_a_scope on access.api_token is 'scopes: Choose what the token may do.';
comment on constraint api_token_expires_later on access.api_token is 'expires: Choose a day within the next year.';
create index api_token_by_account on access.api_token (partnership_id, account_id);
alter table access.api_token enable row level security;
create policy api_token_is_made_within_ones_own_rights on access.api_token for insert
  with check (partnership_id = platform.partnership() and account_id = platform.account()
    and scopes <@ string_to_array(regexp_replace(nullif(current_setting('app.permissions', true), ''), '@[0-9a-f-]{36}', '', 'g'), ','));
create policy api_token_is_seen_by_its_owner on access.api_token for select
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('access.authenticate')));
create policy api_token_is_revoked_by_its_owner on access.api_token for update
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('access.authenticate')));
grant select, insert on access.api_token to concord_app;
grant update (last_used_at, revoked_at) on access.api_token to concord_app;

create table access.last_looked (
  partnership_id uuid not null,
  account_id uuid not null,
  at timestamptz not null,
  primary key (partnership_id, account_id),
  constraint last_looked_by_account foreign key (partnership_id, account_id) references access.account (partnership_id, id)
);
comment on table access.last_looked is 'When somebody last said "I have seen this", for what changed since.';
alter table access.last_looked enable row level security;
create policy last_looked_is_ones_own on access.last_looked for all
  using (partnership_id = platform.partnership() and account_id = platform.account())
  with check (partnership_id = platform.partnership() and account_id = platform.account());
grant select, insert, update on access.last_looked to concord_app;

-- A checkpoint keeps what is needed to go on from it, so that sealing never reads what was sealed before.
alter table platform.audit_checkpoint add column frontier bytea not null;
comment on column platform.audit_checkpoint.frontier is 'The roots of the complete subtrees, largest first, 32 bytes each; they give the signed root.';
