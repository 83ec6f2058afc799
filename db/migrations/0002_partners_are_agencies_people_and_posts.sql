create schema partners;
comment on schema partners is 'The partnership, its agencies, people and their posts.';
grant usage on schema partners to concord_app, concord_statistics;

create table partners.partnership (
  partnership_id uuid primary key,
  name text not null constraint partnership_name_is_given check (length(trim(name)) > 0),
  slug text not null constraint partnership_slug_unique unique,
  host text constraint partnership_host_unique unique,
  area text not null,
  business_date date,
  example boolean not null default false,
  revision integer not null default 1,
  constraint partnership_only_an_example_has_its_own_date check (business_date is null or example)
);
comment on table partners.partnership is 'The tenant. Its host name selects it; an example may live on a business date of its own.';
alter table partners.partnership enable row level security;
create policy partnership_is_known_by_name on partners.partnership for select using (true);
create policy partnership_is_founded_by_the_system on partners.partnership for insert
  with check (partnership_id = platform.partnership() and platform.may('partnership.found'));
create policy partnership_is_changed_by_administrators on partners.partnership for update
  using (partnership_id = platform.partnership() and (platform.may('partnership.edit') or platform.may('partnership.found')));
-- Whether it is an example (where one click signs in), its date and its host name are the operator's to change.
grant select, insert on partners.partnership to concord_app;
grant update (name, area, revision) on partners.partnership to concord_app;

-- Today in a partnership: its own business date when it is an example.
create function partners.business_date(partnership partners.partnership) returns date language sql stable
  return coalesce(partnership.business_date, (now() at time zone 'Europe/London')::date);

create table partners.agency (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  name text not null constraint agency_name_is_given check (length(trim(name)) > 0),
  short_name text not null,
  sector text not null constraint agency_sector check (sector in
    ('district-council', 'county-council', 'parish-council', 'police', 'fire', 'health', 'education', 'voluntary', 'business', 'housing', 'probation', 'other')),
  statutory boolean not null,
  joined_on date,
  left_on date,
  website text,
  email text,
  telephone text,
  address text,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint agency_slug_unique unique (partnership_id, slug),
  constraint agency_name_unique unique (partnership_id, name),
  constraint agency_leaves_after_it_joined check (left_on is null or joined_on is null or left_on >= joined_on)
);
comment on table partners.agency is 'A partner organisation. Abolished or merged ones end on a date and stay.';
comment on column partners.agency.statutory is 'A responsible authority (Crime and Disorder Act 1998 s.5) or otherwise under a duty to cooperate.';
alter table partners.agency enable row level security;
create policy agency_is_read_by_members on partners.agency for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy agency_is_added_by_editors on partners.agency for insert
  with check (partnership_id = platform.partnership() and platform.may('partners.edit'));
create policy agency_is_changed_by_editors on partners.agency for update
  using (partnership_id = platform.partnership() and platform.may_for('partners.edit', id));
grant select, insert, update on partners.agency to concord_app;

create table partners.person (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  name text not null constraint person_name_is_given check (length(trim(name)) > 0),
  email text,
  telephone text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint person_email_unique unique (partnership_id, email)
);
comment on table partners.person is 'Somebody who works with the partnership (never a person of concern).';
alter table partners.person enable row level security;
create policy person_is_read_by_members on partners.person for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy person_is_added_by_editors on partners.person for insert
  with check (partnership_id = platform.partnership() and (platform.may('partners.edit') or platform.may('accounts.manage')));
create policy person_is_changed_by_editors on partners.person for update
  using (partnership_id = platform.partnership() and (platform.may('partners.edit') or platform.may('accounts.manage')));
grant select, insert, update on partners.person to concord_app;

create table partners.post (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  slug text not null,
  title text not null constraint post_title_is_given check (length(trim(title)) > 0),
  email text,
  telephone text,
  starts_on date,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint post_slug_unique unique (partnership_id, slug),
  constraint post_belongs_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint post_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table partners.post is 'A job at an agency, such as LSP Manager; the product names posts, never officers.';
create index post_by_agency on partners.post (partnership_id, agency_id);
alter table partners.post enable row level security;
create policy post_is_read_by_members on partners.post for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy post_is_added_by_editors on partners.post for insert
  with check (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
create policy post_is_changed_by_editors on partners.post for update
  using (partnership_id = platform.partnership() and platform.may_for('partners.edit', agency_id));
grant select, insert, update on partners.post to concord_app;

create table partners.holding (
  partnership_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  starts_on date not null,
  ends_on date,
  seconded_from uuid,
  primary key (partnership_id, id),
  constraint holding_of_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id),
  constraint holding_by_person foreign key (partnership_id, person_id) references partners.person (partnership_id, id),
  constraint holding_seconded_from_agency foreign key (partnership_id, seconded_from) references partners.agency (partnership_id, id),
  constraint holding_ends_after_it_starts check (ends_on is null or ends_on >= starts_on)
);
comment on table partners.holding is 'Who holds a post from when to when, and which agency seconded them.';
create index holding_by_post on partners.holding (partnership_id, post_id, starts_on);
create index holding_by_person on partners.holding (partnership_id, person_id);
alter table partners.holding enable row level security;
create policy holding_is_read_by_members on partners.holding for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy holding_is_added_by_editors on partners.holding for insert
  with check (partnership_id = platform.partnership() and (platform.may('partners.edit') or platform.may('accounts.manage')));
create policy holding_is_ended_by_editors on partners.holding for update
  using (partnership_id = platform.partnership() and (platform.may('partners.edit') or platform.may('accounts.manage')));
grant select, insert, update on partners.holding to concord_app;

create view partners.kinds with (security_invoker = true) as
  select partnership_id, 'agency'::text as kind, id, name as title, '/agencies/' || slug as path from partners.agency
  union all
  select partnership_id, 'post', id, title, '/agencies/posts/' || slug from partners.post;
comment on view partners.kinds is 'The things of this module that others may name and link.';
grant select on partners.kinds to concord_app;
