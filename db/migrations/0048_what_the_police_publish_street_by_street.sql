create table intelligence.street_crime (
  partnership_id uuid not null references partners.partnership (partnership_id),
  month date not null constraint street_crime_is_of_a_month check (extract(day from month) = 1),
  key uuid not null,
  crime_type text not null,
  reported_by text not null,
  lsoa_code text,
  longitude double precision,
  latitude double precision,
  location text not null default '',
  outcome text not null default '',
  primary key (partnership_id, month, key)
);
comment on table intelligence.street_crime is 'Crimes and anti-social behaviour as police.uk publishes them: month, type, anonymised place. Open data; names nobody.';
comment on column intelligence.street_crime.key is 'Hash of month and crime id; where there is no id (anti-social behaviour), of the row and of how many such rows came before it in its file.';
comment on column intelligence.street_crime.outcome is 'The last outcome; a later publication renews it.';
comment on column intelligence.street_crime.lsoa_code is 'Null for about one row in nine, which has no location.';
alter table intelligence.street_crime enable row level security;
create policy street_crime_is_read_by_members on intelligence.street_crime for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy street_crime_is_imported_by_analysts on intelligence.street_crime for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy street_crime_outcomes_are_renewed_by_analysts on intelligence.street_crime for update
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert, update (outcome) on intelligence.street_crime to concord_app;

create table intelligence.street_count (
  partnership_id uuid not null references partners.partnership (partnership_id),
  month date not null,
  lsoa_code text not null,
  crime_type text not null,
  crimes integer not null constraint street_count_is_positive check (crimes > 0),
  primary key (partnership_id, month, lsoa_code, crime_type)
);
comment on table intelligence.street_count is 'How many of each type in each LSOA and month, counted anew for the months of an import. Empty LSOA: no location.';
alter table intelligence.street_count enable row level security;
create policy street_count_is_read_by_members on intelligence.street_count for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy street_count_is_counted_by_analysts on intelligence.street_count for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy street_count_is_counted_anew_by_analysts on intelligence.street_count for delete
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert, delete on intelligence.street_count to concord_app;

create table intelligence.street_import (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  file text not null,
  account jsonb not null,
  imported_at timestamptz not null default now(),
  imported_by uuid,
  primary key (partnership_id, id)
);
comment on table intelligence.street_import is 'What became of every row of a file that changed something: the account. Insert-only.';
alter table intelligence.street_import enable row level security;
create policy street_import_is_read_by_members on intelligence.street_import for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy street_import_is_recorded_by_analysts on intelligence.street_import for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert on intelligence.street_import to concord_app;
