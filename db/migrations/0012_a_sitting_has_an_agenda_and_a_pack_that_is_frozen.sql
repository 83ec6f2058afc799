-- When, where, and what became of it ------------------------------------------------------------------------------
alter table governance.sitting add column starts_at time, add column ends_at time, add column venue text, add column joining_link text;
alter table governance.sitting add constraint sitting_ends_after_it_starts check (ends_at is null or starts_at is null or ends_at > starts_at);
comment on constraint sitting_ends_after_it_starts on governance.sitting is 'endsAt: The sitting must end after it starts.';
alter table governance.sitting_outcome drop constraint sitting_outcome_word;
alter table governance.sitting_outcome add constraint sitting_outcome_word check (outcome in ('held', 'cancelled', 'planned', 'inquorate', 'adjourned'));
comment on constraint sitting_outcome_word on governance.sitting_outcome is 'outcome: Say whether the sitting was held, cancelled, inquorate or adjourned.';
alter table governance.sitting_outcome add column continues_as uuid;
alter table governance.sitting_outcome add constraint sitting_outcome_continues_as_sitting foreign key (partnership_id, continues_as) references governance.sitting (partnership_id, id);
alter table governance.sitting_outcome drop constraint sitting_outcome_cancelled_says_why;
alter table governance.sitting_outcome add constraint sitting_outcome_says_why check (outcome not in ('cancelled', 'inquorate', 'adjourned') or coalesce(length(trim(reason)), 0) > 0);
alter table governance.sitting_outcome add constraint sitting_outcome_continues_when_it_broke_off
  check (continues_as is null or (outcome in ('inquorate', 'adjourned') and continues_as <> sitting_id));
comment on constraint sitting_outcome_continues_when_it_broke_off on governance.sitting_outcome is 'continuesAs: Only a sitting that broke off continues, and as another one.';
comment on constraint sitting_outcome_says_why on governance.sitting_outcome is 'reason: Say why the sitting was cancelled, adjourned or inquorate.';
create or replace view governance.sitting_now with (security_invoker = true) as
  select s.partnership_id, s.id, s.body_id, s.day, s.precision, s.kind, s.note, s.source, s.revision,
    case when s.precision = 'month' then (s.day + interval '1 month - 1 day')::date else s.day end as latest_day,
    coalesce(o.outcome, 'planned') as status, o.recorded_on, o.reason, s.starts_at, s.ends_at, s.venue, s.joining_link, o.continues_as
  from governance.sitting s
  left join lateral (
    select x.outcome, x.recorded_on, x.reason, x.continues_as from governance.sitting_outcome x
    where x.partnership_id = s.partnership_id and x.sitting_id = s.id order by x.id desc limit 1) o on true;

-- Invitations -----------------------------------------------------------------------------------------------------
create table governance.invitation (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  membership_id uuid not null,
  token_hash bytea not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (partnership_id, id),
  constraint invitation_token_unique unique (partnership_id, token_hash),
  constraint invitation_member_known unique (partnership_id, id, sitting_id, membership_id),
  constraint invitation_to_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint invitation_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id)
);
comment on table governance.invitation is 'A member was invited to a sitting; the mail''s link answers once and expires. Only the hash of its token is kept. Insert-only.';
create index invitation_by_sitting on governance.invitation (partnership_id, sitting_id, membership_id);
create table governance.reply (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  membership_id uuid not null,
  invitation_id uuid,
  answer text not null constraint reply_answer check (answer in ('attends', 'attends-remotely', 'apologies', 'sends-substitute')),
  substitute text,
  reason text,
  agency_id uuid,
  replied_at timestamptz not null default now(),
  account_id uuid,
  primary key (partnership_id, id),
  constraint reply_invitation_once unique (partnership_id, invitation_id),
  constraint reply_to_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint reply_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id),
  constraint reply_of_the_members_agency foreign key (partnership_id, membership_id, agency_id)
    references governance.membership (partnership_id, id, agency_id) on update cascade,
  constraint reply_of_who_was_invited foreign key (partnership_id, invitation_id, sitting_id, membership_id)
    references governance.invitation (partnership_id, id, sitting_id, membership_id),
  constraint reply_names_the_substitute check (answer <> 'sends-substitute' or coalesce(length(trim(substitute)), 0) > 0)
);
comment on table governance.reply is 'Whether a member comes; the latest counts. A link answers once. Insert-only.';
comment on column governance.reply.agency_id is 'The agency of the member''s seat.';
comment on constraint reply_of_the_members_agency on governance.reply is 'A reply is of the member''s own agency.';
comment on constraint reply_of_who_was_invited on governance.reply is 'A link answers for who was invited, to that sitting.';
comment on constraint reply_answer on governance.reply is 'answer: Say whether you will attend.';
comment on constraint reply_invitation_once on governance.reply is 'This link was answered already. Sign in, or ask the secretary, to change the answer.';
comment on constraint reply_names_the_substitute on governance.reply is 'substitute: Say who comes in your place.';
create index reply_by_sitting on governance.reply (partnership_id, sitting_id, membership_id, id desc);

alter table access.account add constraint account_person_known unique (partnership_id, id, person_id);
create table governance.calendar_link (
  partnership_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  account_id uuid not null,
  token_hash bytea not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (partnership_id, id),
  constraint calendar_link_token_unique unique (partnership_id, token_hash),
  constraint calendar_link_of_its_owner foreign key (partnership_id, account_id, person_id) references access.account (partnership_id, id, person_id)
);
comment on constraint calendar_link_of_its_owner on governance.calendar_link is 'A calendar address shows its owner''s own sittings.';
comment on table governance.calendar_link is 'A person''s own calendar feed: a secret address that its owner can end. Only the hash is kept.';

-- Agenda and papers -----------------------------------------------------------------------------------------------
create table governance.agenda_item (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  position integer not null,
  title text not null constraint agenda_item_title_is_given check (length(trim(title)) > 0),
  type text not null constraint agenda_item_type check (type in ('information', 'discussion', 'decision')),
  key_decision boolean not null default false,
  owner_post_id uuid,
  owner_agency_id uuid,
  minutes integer constraint agenda_item_minutes check (minutes between 1 and 600),
  exempt boolean not null default false,
  exempt_reason text,
  proposal text not null default '',
  subject_kind text,
  subject_id uuid,
  from_kind text constraint agenda_item_from check (from_kind in ('item', 'forward-plan', 'action', 'escalation')),
  from_id uuid,
  withdrawn_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint agenda_item_of_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint agenda_item_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint agenda_item_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint agenda_item_sitting_known unique (partnership_id, sitting_id, id),
  constraint agenda_item_exempt_known unique (partnership_id, sitting_id, id, exempt),
  constraint agenda_item_key_ones_are_decided check (not key_decision or type = 'decision'),
  constraint agenda_item_exempt_says_why check (exempt = (coalesce(length(trim(exempt_reason)), 0) > 0))
);
comment on table governance.agenda_item is 'An item of a sitting''s agenda: for information, discussion or decision. A soft link names what it decides.';
comment on column governance.agenda_item.position is 'Its number on the agenda, without gaps; an item that was withdrawn has none (0).';
comment on column governance.agenda_item.exempt_reason is 'Why the public and those without leave may not see it (Local Government Act 1972, schedule 12A); empty for an open item.';
comment on constraint agenda_item_title_is_given on governance.agenda_item is 'title: Enter the title of the item.';
comment on constraint agenda_item_type on governance.agenda_item is 'type: Choose information, discussion or decision.';
comment on constraint agenda_item_minutes on governance.agenda_item is 'minutes: Give 1 to 600 minutes, or leave it empty.';
comment on constraint agenda_item_key_ones_are_decided on governance.agenda_item is 'type: A key decision is an item for decision.';
comment on constraint agenda_item_exempt_says_why on governance.agenda_item is 'exemptReason: Say why the item is exempt.';
create index agenda_item_by_sitting on governance.agenda_item (partnership_id, sitting_id, position);
create index agenda_item_by_subject on governance.agenda_item (partnership_id, subject_kind, subject_id);

create table governance.paper (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  item_id uuid,
  item_exempt boolean not null default false,
  title text not null constraint paper_title_is_given check (length(trim(title)) > 0),
  exempt boolean not null default false,
  subject_kind text,
  subject_id uuid,
  position integer not null default 1,
  withdrawn_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint paper_of_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint paper_exempt_known unique (partnership_id, id, exempt),
  constraint paper_of_item foreign key (partnership_id, sitting_id, item_id, item_exempt)
    references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade,
  constraint paper_of_exempt_item_is_exempt check (exempt or not item_exempt)
);
comment on table governance.paper is 'A paper of a sitting; a soft link names what it is (an edition of a report, a plan).';
comment on column governance.paper.item_exempt is 'Follows its item, so that no open paper stands under an exempt item.';
comment on constraint paper_of_exempt_item_is_exempt on governance.paper is 'exempt: A paper of an exempt item is exempt.';
comment on constraint paper_title_is_given on governance.paper is 'title: Enter the title of the paper.';
create index paper_by_sitting on governance.paper (partnership_id, sitting_id, position);
create index paper_by_subject on governance.paper (partnership_id, subject_kind, subject_id);
create table governance.paper_version (
  partnership_id uuid not null,
  id uuid not null,
  paper_id uuid not null,
  version integer not null,
  exempt boolean not null,
  words text,
  file_id uuid,
  added_on date not null,
  account_id uuid,
  reason text not null default '',
  primary key (partnership_id, id),
  constraint paper_version_unique unique (partnership_id, paper_id, version),
  constraint paper_version_of_paper foreign key (partnership_id, paper_id, exempt)
    references governance.paper (partnership_id, id, exempt) on update cascade,
  constraint paper_version_of_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id),
  constraint paper_version_says_something check (file_id is not null or coalesce(length(trim(words)), 0) > 0)
);
comment on table governance.paper_version is 'A version of a paper: words in Markdown, or a file. Insert-only.';
comment on column governance.paper_version.exempt is 'Follows its paper: what becomes exempt is hidden in all its versions.';
comment on constraint paper_version_unique on governance.paper_version is 'Somebody added a version meanwhile. Look at it first.';
comment on constraint paper_version_says_something on governance.paper_version is 'words: Write the paper, or choose a file.';

create table governance.pack (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  number integer not null,
  published_on date not null,
  published_at timestamptz not null default now(),
  supplement boolean not null,
  reason text not null default '',
  contents jsonb not null,
  hash bytea not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint pack_number_unique unique (partnership_id, sitting_id, number),
  constraint pack_of_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint pack_first_is_no_supplement check ((number = 1) = (not supplement)),
  constraint pack_supplement_says_why check (not supplement or length(trim(reason)) > 0)
);
comment on table governance.pack is 'A published pack, frozen: number 1, then late supplements. Insert-only.';
comment on column governance.pack.contents is 'The items and paper versions as they were published; exempt ones included, so only members with leave read it whole.';
comment on constraint pack_supplement_says_why on governance.pack is 'reason: Say why the paper comes late.';
comment on constraint pack_number_unique on governance.pack is 'Somebody published meanwhile. Look at the pack first.';
create table governance.public_pack (
  partnership_id uuid not null,
  pack_id uuid not null,
  body_slug text not null,
  body_name text not null,
  sitting_id uuid not null,
  day date not null,
  number integer not null,
  published_on date not null,
  contents jsonb not null,
  primary key (partnership_id, pack_id),
  constraint public_pack_of_pack foreign key (partnership_id, pack_id) references governance.pack (partnership_id, id)
);
comment on table governance.public_pack is 'The open part of a published pack, for everybody. Insert-only.';
create index public_pack_by_sitting on governance.public_pack (partnership_id, sitting_id, number);

-- Who may ---------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
begin
  foreach named in array array['agenda_item', 'paper', 'paper_version', 'pack', 'reply', 'invitation'] loop
    execute format('alter table governance.%I enable row level security', named);
    execute format('grant select, insert on governance.%I to concord_app', named);
  end loop;
  foreach named in array array['agenda_item', 'paper', 'paper_version', 'pack'] loop
    execute format('create policy %I on governance.%I for insert with check (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_added', named);
  end loop;
  foreach named in array array['agenda_item', 'paper'] loop
    execute format('create policy %I on governance.%I for update using (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_changed', named);
    execute format('grant update on governance.%I to concord_app', named);
  end loop;
end $$;
create policy agenda_item_is_read on governance.agenda_item for select
  using (partnership_id = platform.partnership() and platform.may('read') and (exempt_reason is null or platform.may('papers.exempt')));
create policy paper_is_read on governance.paper for select
  using (partnership_id = platform.partnership() and platform.may('read') and (not exempt or platform.may('papers.exempt')));
create policy paper_version_is_read on governance.paper_version for select
  using (partnership_id = platform.partnership() and platform.may('read') and (not exempt or platform.may('papers.exempt')));
create policy pack_is_read on governance.pack for select
  using (partnership_id = platform.partnership() and platform.may('read') and platform.may('papers.exempt'));
create policy reply_is_read on governance.reply for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy reply_is_given on governance.reply for insert
  with check (partnership_id = platform.partnership() and (platform.may('governance.edit') or platform.may('sitting.reply') or platform.may_for('sitting.reply', agency_id)));
create policy invitation_is_sent on governance.invitation for insert with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
create policy invitation_is_read on governance.invitation for select
  using (partnership_id = platform.partnership() and (platform.may('governance.edit') or platform.may('platform.work')));
alter table governance.calendar_link enable row level security;
create policy calendar_link_is_its_owners on governance.calendar_link for all
  using (partnership_id = platform.partnership() and account_id = platform.account())
  with check (partnership_id = platform.partnership() and account_id = platform.account());
create policy calendar_link_is_found on governance.calendar_link for select using (partnership_id = platform.partnership() and platform.may('platform.work'));
grant select, insert, update on governance.calendar_link to concord_app;
alter table governance.public_pack enable row level security;
create policy public_pack_is_read_by_everybody on governance.public_pack for select
  using (partnership_id = platform.partnership() and (platform.may('public') or platform.may('read')));
create policy public_pack_is_published on governance.public_pack for insert with check (partnership_id = platform.partnership() and platform.may('governance.edit'));
grant select, insert on governance.public_pack to concord_app;
