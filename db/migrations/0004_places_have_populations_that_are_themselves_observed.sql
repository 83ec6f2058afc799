create schema places;
comment on schema places is 'Geographies and their vintages, the places in them, and how many people live there.';
grant usage on schema places to concord_app, concord_statistics;

create table places.geography (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  name text not null constraint geography_name_is_given check (length(trim(name)) > 0),
  vintage text not null default '',
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint geography_slug_unique unique (partnership_id, slug),
  constraint geography_vintage_unique unique (partnership_id, name, vintage)
);
comment on table places.geography is 'A way of dividing the land (wards, districts, forum areas) in one vintage, since boundaries move.';
comment on constraint geography_name_is_given on places.geography is 'geography: Give the geography a name.';
comment on constraint geography_slug_unique on places.geography is 'geography: Another geography already has this short name.';
alter table places.geography enable row level security;
create policy geography_is_read_by_members on places.geography for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy geography_is_added_by_editors on places.geography for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
create policy geography_is_changed_by_editors on places.geography for update
  using (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert, update on places.geography to concord_app;

create table places.place (
  partnership_id uuid not null,
  id uuid not null,
  geography_id uuid not null,
  within_id uuid,
  code text,
  slug text not null,
  name text not null constraint place_name_is_given check (length(trim(name)) > 0),
  valid_from date,
  valid_to date,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint place_slug_unique unique (partnership_id, slug),
  constraint place_code_unique unique (partnership_id, geography_id, code),
  constraint place_belongs_to_geography foreign key (partnership_id, geography_id) references places.geography (partnership_id, id),
  constraint place_stands_within foreign key (partnership_id, within_id) references places.place (partnership_id, id),
  constraint place_is_not_within_itself check (within_id is null or within_id <> id),
  constraint place_ends_after_it_starts check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
comment on table places.place is 'A district, ward, street or area of the partnership''s own. One that is abolished ends on a date and stays.';
comment on column places.place.code is 'The official code (such as E07000192), where there is one.';
comment on constraint place_name_is_given on places.place is 'name: Give the place a name.';
comment on constraint place_slug_unique on places.place is 'slug: Another place already has this short name.';
comment on constraint place_code_unique on places.place is 'code: Another place of this geography already has this code.';
comment on constraint place_is_not_within_itself on places.place is 'within: Choose another place; a place cannot lie within itself.';
comment on constraint place_ends_after_it_starts on places.place is 'validTo: The last day must not be before the first.';
create index place_by_geography on places.place (partnership_id, geography_id);
create index place_by_surrounding_place on places.place (partnership_id, within_id);
alter table places.place enable row level security;
create policy place_is_read_by_members on places.place for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy place_is_added_by_editors on places.place for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
create policy place_is_changed_by_editors on places.place for update
  using (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert, update on places.place to concord_app;

create table places.population (
  partnership_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  as_on date not null,
  age_band text constraint population_age_band check (age_band ~ '^[0-9]+(-[0-9]+|\+)$'),
  version integer not null default 1,
  persons integer not null constraint population_is_not_negative check (persons >= 0),
  quality text not null constraint population_quality check (quality in ('final', 'provisional', 'estimated')),
  source text not null constraint population_source_is_given check (length(trim(source)) > 0),
  note text,
  recorded_at timestamptz not null,
  primary key (partnership_id, id),
  constraint population_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint population_version_unique unique nulls not distinct (partnership_id, place_id, as_on, age_band, version),
  constraint population_estimate_says_how check (quality <> 'estimated' or coalesce(length(trim(note)), 0) > 0)
);
comment on table places.population is 'How many people lived in a place on a day, by whom it was counted. A correction is a later version; nothing is overwritten. Insert-only.';
comment on column places.population.age_band is 'Such as 10-17 or 65+; empty for all ages.';
comment on constraint population_age_band on places.population is 'age_band: Write an age band such as 10-17 or 65+, or leave it empty for all ages.';
comment on constraint population_is_not_negative on places.population is 'persons: Write how many people, as a whole number.';
comment on constraint population_quality on places.population is 'quality: Say final, provisional or estimated.';
comment on constraint population_source_is_given on places.population is 'source: Say where the number comes from.';
comment on constraint population_estimate_says_how on places.population is 'note: Say how the estimate was made.';
comment on constraint population_version_unique on places.population is 'persons: Somebody else has just corrected this population. Look at it again.';
alter table places.population enable row level security;
create policy population_is_read_by_members on places.population for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy population_is_recorded_by_editors on places.population for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert on places.population to concord_app;

create view places.population_now with (security_invoker = true) as
  select distinct on (partnership_id, place_id, as_on, age_band)
    partnership_id, place_id, as_on, age_band, id, version, persons, quality, source, note
  from places.population
  order by partnership_id, place_id, as_on, age_band, version desc;
comment on view places.population_now is 'Each population in its latest version.';
grant select on places.population_now to concord_app;

create view places.kinds with (security_invoker = true) as
  select partnership_id, 'place'::text as kind, id, name as title, '/places/' || slug as path from places.place;
comment on view places.kinds is 'The things of this module that others may name and link.';
grant select on places.kinds to concord_app;
