create table platform.imported_file (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  importer text not null constraint imported_file_names_its_importer check (length(trim(importer)) > 0),
  file text not null,
  sha256 bytea not null constraint imported_file_hash_is_whole check (length(sha256) = 32),
  bytes bigint not null constraint imported_file_size check (bytes >= 0),
  source text not null default '',
  licence text not null default '',
  address text not null default '',
  retrieved_on date,
  read integer not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  not_used integer not null,
  account jsonb not null default '{}',
  imported_at timestamptz not null default now(),
  imported_by uuid,
  primary key (partnership_id, id)
);
comment on table platform.imported_file is 'A file that was brought in: where it came from, under which licence, what it was byte by byte, and how many of its rows were used. Insert-only.';
comment on column platform.imported_file.importer is 'What brought it in, as the command is called: figures, police-street, boundaries.';
comment on column platform.imported_file.address is 'From where it was fetched; empty for a file that somebody had.';
comment on column platform.imported_file.retrieved_on is 'The real day on which it was fetched or published, where that is known.';
comment on column platform.imported_file.not_used is 'Rows that were read and not used; the account says why.';
comment on column platform.imported_file.account is 'Why rows were not used: reasons with counts and first lines.';
alter table platform.imported_file enable row level security;
create policy imported_file_is_read_by_members on platform.imported_file for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy imported_file_is_recorded_by_who_imports on platform.imported_file for insert
  with check (partnership_id = platform.partnership() and platform.may('read') and imported_by is not distinct from platform.account());
grant select, insert on platform.imported_file to concord_app;

create table intelligence.figure_mapping (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint figure_mapping_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint figure_mapping_title_is_given check (length(trim(title)) > 0),
  mapping jsonb not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint figure_mapping_slug_unique unique (partnership_id, slug)
);
comment on table intelligence.figure_mapping is 'How a file of somebody else''s figures is read: which column is place, period, value; kept by name for the next such file.';
comment on constraint figure_mapping_slug_is_a_slug on intelligence.figure_mapping is 'saveAs: Give the mapping a name of letters and digits.';
comment on constraint figure_mapping_title_is_given on intelligence.figure_mapping is 'saveAs: Give the mapping a name.';
comment on constraint figure_mapping_slug_unique on intelligence.figure_mapping is 'saveAs: Another mapping has almost the same name.';
alter table intelligence.figure_mapping enable row level security;
create policy figure_mapping_is_read_by_members on intelligence.figure_mapping for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy figure_mapping_is_saved_by_analysts on intelligence.figure_mapping for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy figure_mapping_is_changed_by_analysts on intelligence.figure_mapping for update
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy figure_mapping_is_removed_by_analysts on intelligence.figure_mapping for delete
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert, update, delete on intelligence.figure_mapping to concord_app;

create table intelligence.published_limit (
  partnership_id uuid not null,
  observation_id uuid not null,
  lower numeric not null,
  upper numeric not null,
  recorded_for uuid,
  primary key (partnership_id, observation_id),
  constraint published_limit_of_observation foreign key (partnership_id, observation_id) references intelligence.observation (partnership_id, id),
  constraint published_limits_stand_in_order check (lower <= upper)
);
comment on table intelligence.published_limit is 'The 95% limits that a source published with a figure. Insert-only: other limits are another version of the figure.';
comment on constraint published_limits_stand_in_order on intelligence.published_limit is 'The lower limit is above the upper one.';
comment on column intelligence.published_limit.recorded_for is 'As on its observation, so that the policy can compare it.';
alter table intelligence.published_limit enable row level security;
create policy published_limit_is_read_by_members on intelligence.published_limit for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy published_limit_is_recorded_by_owners on intelligence.published_limit for insert
  with check (partnership_id = platform.partnership() and platform.may_for('observations.record', recorded_for));
grant select, insert on intelligence.published_limit to concord_app;
