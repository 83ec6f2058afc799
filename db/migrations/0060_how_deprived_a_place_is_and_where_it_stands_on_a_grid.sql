create table places.deprivation (
  partnership_id uuid not null,
  place_id uuid not null,
  edition integer not null constraint deprivation_edition_is_a_year check (edition between 2000 and 2100),
  domain text not null constraint deprivation_domain check (domain in
    ('overall', 'income', 'employment', 'education', 'health', 'crime', 'housing', 'environment', 'children', 'older-people')),
  version integer not null default 1 constraint deprivation_version_counts_up check (version >= 1),
  rank integer not null constraint deprivation_rank_is_positive check (rank >= 1),
  decile integer not null constraint deprivation_decile_is_a_tenth check (decile between 1 and 10),
  score double precision,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, edition, domain, place_id, version),
  constraint deprivation_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id)
);
comment on table places.deprivation is 'Where a place stands in an edition of the Indices of Deprivation: its score, its rank among all of England (1 is the most deprived) and its tenth. Insert-only: a correction is a later version. The vintage is that of the place.';
comment on column places.deprivation.edition is 'The year of the edition: 2015, 2019, 2025.';
comment on column places.deprivation.domain is 'overall is the Index of Multiple Deprivation; children and older-people are its supplementary indices of income.';
comment on column places.deprivation.score is 'As published; null where an edition of the file leaves it out.';
comment on constraint deprivation_edition_is_a_year on places.deprivation is 'edition: Write the year of the edition, such as 2019.';
comment on constraint deprivation_domain on places.deprivation is 'domain: Choose a domain of the Indices of Deprivation.';
comment on constraint deprivation_rank_is_positive on places.deprivation is 'rank: Ranks count from 1, the most deprived.';
comment on constraint deprivation_decile_is_a_tenth on places.deprivation is 'decile: Deciles run from 1, the most deprived tenth, to 10.';
create index deprivation_by_place on places.deprivation (partnership_id, place_id);
alter table places.deprivation enable row level security;
create policy deprivation_is_read_by_members on places.deprivation for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy deprivation_is_recorded_by_editors on places.deprivation for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert on places.deprivation to concord_app;

create view places.deprivation_now with (security_invoker = true) as
  select d.partnership_id, d.place_id, d.edition, d.domain, d.version, d.rank, d.decile, d.score
  from places.deprivation d
  where not exists (
    select from places.deprivation later
    where later.partnership_id = d.partnership_id and later.edition = d.edition and later.domain = d.domain
      and later.place_id = d.place_id and later.version > d.version);
comment on view places.deprivation_now is 'Deprivation in its last version.';
grant select on places.deprivation_now to concord_app;

create table places.deprivation_import (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  edition integer not null,
  file text not null,
  account jsonb not null,
  imported_at timestamptz not null default now(),
  imported_by uuid,
  primary key (partnership_id, id)
);
comment on table places.deprivation_import is 'What became of every row of a deprivation file that changed something: the account. Insert-only.';
alter table places.deprivation_import enable row level security;
create policy deprivation_import_is_read_by_members on places.deprivation_import for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy deprivation_import_is_recorded_by_editors on places.deprivation_import for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert on places.deprivation_import to concord_app;

create table places.tile (
  partnership_id uuid not null,
  place_id uuid not null,
  geography_id uuid not null,
  grid_column integer not null constraint tile_column_is_on_the_grid check (grid_column between 1 and 60),
  grid_row integer not null constraint tile_row_is_on_the_grid check (grid_row between 1 and 60),
  primary key (partnership_id, place_id),
  constraint tile_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint tile_of_geography foreign key (partnership_id, geography_id) references places.geography (partnership_id, id),
  constraint tile_holds_one_place unique (partnership_id, geography_id, grid_column, grid_row)
);
comment on table places.tile is 'Where a place stands in the tile cartogram of its geography, counted from the top left: a map for places whose boundaries nobody has. The grid of a geography is replaced as a whole.';
comment on constraint tile_column_is_on_the_grid on places.tile is 'column: Count columns from 1, from the left, up to 60.';
comment on constraint tile_row_is_on_the_grid on places.tile is 'row: Count rows from 1, from the top, up to 60.';
comment on constraint tile_holds_one_place on places.tile is 'column: Another place of this geography stands on this tile.';
alter table places.tile enable row level security;
create policy tile_is_read_by_members on places.tile for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy tile_is_set_by_editors on places.tile for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
create policy tile_is_replaced_by_editors on places.tile for delete
  using (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert, delete on places.tile to concord_app;

create table delivery.project_place (
  partnership_id uuid not null,
  project_id uuid not null,
  place_id uuid not null,
  primary key (partnership_id, project_id, place_id),
  constraint project_place_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint project_place_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id)
);
comment on table delivery.project_place is 'Where a project works: a district, a ward, a street. A project without a place works in the whole area.';
create index project_place_by_place on delivery.project_place (partnership_id, place_id);
alter table delivery.project_place enable row level security;
create policy project_place_is_read on delivery.project_place for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy project_place_is_added on delivery.project_place for insert
  with check (partnership_id = platform.partnership() and platform.may('plan.edit'));
create policy project_place_is_removed on delivery.project_place for delete
  using (partnership_id = platform.partnership() and platform.may('plan.edit'));
grant select, insert, delete on delivery.project_place to concord_app;
