create table intelligence.series_break (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  indicator_id uuid not null,
  starts_on date not null,
  kind text not null constraint series_break_kind check (kind in ('definition', 'method', 'boundary', 'process')),
  reason text not null constraint series_break_says_why check (length(trim(reason)) > 0),
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint series_break_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint series_break_unique unique (partnership_id, indicator_id, starts_on)
);
comment on table intelligence.series_break is 'From which day on the figures of an indicator are not comparable with those before, and why. Insert-only: a break that is told of wrongly is withdrawn.';
comment on column intelligence.series_break.kind is 'What changed: the definition, the method of counting, the boundary of the place, or the process itself, so that limits are reckoned anew.';
comment on column intelligence.series_break.owner_agency_id is 'The owner of the indicator when the break was recorded, so that the policy can compare it.';
comment on constraint series_break_kind on intelligence.series_break is 'kind: Say what changed.';
comment on constraint series_break_says_why on intelligence.series_break is 'reason: Say what changed, in a sentence that a reader of the chart can understand.';
comment on constraint series_break_unique on intelligence.series_break is 'startsOn: A break on this day is recorded already.';
alter table intelligence.series_break enable row level security;
create policy series_break_is_read_by_members on intelligence.series_break for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy series_break_is_recorded_by_editors on intelligence.series_break for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.series_break to concord_app;

create table intelligence.series_break_withdrawal (
  partnership_id uuid not null,
  break_id uuid not null,
  reason text not null constraint series_break_withdrawal_says_why check (length(trim(reason)) > 0),
  owner_agency_id uuid,
  withdrawn_at timestamptz not null default now(),
  withdrawn_by uuid,
  primary key (partnership_id, break_id),
  constraint series_break_withdrawal_of_break foreign key (partnership_id, break_id) references intelligence.series_break (partnership_id, id)
);
comment on table intelligence.series_break_withdrawal is 'A break that was told of wrongly, who took it back and why. Insert-only.';
comment on constraint series_break_withdrawal_says_why on intelligence.series_break_withdrawal is 'reason: Say why the figures are comparable after all.';
alter table intelligence.series_break_withdrawal enable row level security;
create policy series_break_withdrawal_is_read_by_members on intelligence.series_break_withdrawal for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy series_break_withdrawal_is_made_by_editors on intelligence.series_break_withdrawal for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.series_break_withdrawal to concord_app;

alter table places.population drop constraint population_age_band;
alter table places.population add constraint population_age_band check (age_band ~ '^[0-9]+(-[0-9]+|\+)?$');
comment on constraint population_age_band on places.population is 'age_band: Write an age or ages such as 17, 10-17 or 65+, or leave it empty for all ages.';
comment on column places.population.age_band is 'Such as 17, 10-17 or 65+; empty for all ages.';

create table places.boundary (
  partnership_id uuid not null,
  place_id uuid not null,
  geometry jsonb not null constraint boundary_is_an_area check (geometry ->> 'type' in ('Polygon', 'MultiPolygon')),
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  source text not null,
  revision integer not null default 1,
  primary key (partnership_id, place_id),
  constraint boundary_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint boundary_lies_on_the_globe check (west >= -180 and east <= 180 and south >= -90 and north <= 90 and west <= east and south <= north)
);
comment on table places.boundary is 'Where a place lies, as GeoJSON (RFC 7946: longitude and latitude, outer rings anticlockwise). A place has one: with other boundaries it is another place, of another vintage.';
comment on column places.boundary.source is 'The file that it came from.';
alter table places.boundary enable row level security;
create policy boundary_is_read_by_members on places.boundary for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy boundary_is_added_by_editors on places.boundary for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
create policy boundary_is_changed_by_editors on places.boundary for update
  using (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert, update on places.boundary to concord_app;

create table places.fit (
  partnership_id uuid not null,
  place_id uuid not null,
  into_id uuid not null,
  geography_id uuid not null,
  into_geography_id uuid not null,
  primary key (partnership_id, place_id, into_id),
  constraint fit_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint fit_into_place foreign key (partnership_id, into_id) references places.place (partnership_id, id),
  constraint fit_of_geography foreign key (partnership_id, geography_id) references places.geography (partnership_id, id),
  constraint fit_into_geography foreign key (partnership_id, into_geography_id) references places.geography (partnership_id, id),
  constraint fit_is_into_another check (place_id <> into_id)
);
comment on table places.fit is 'Which place fits best into which of another geography, from a lookup. A place that was split fits into several: its counts cannot be told apart there.';
comment on column places.fit.geography_id is 'As on its place, so that a lookup is read and replaced as a whole.';
create index fit_into on places.fit (partnership_id, into_id);
create index fit_by_geographies on places.fit (partnership_id, geography_id, into_geography_id);
create index fit_by_target_geography on places.fit (partnership_id, into_geography_id);
alter table places.fit enable row level security;
create policy fit_is_read_by_members on places.fit for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy fit_is_added_by_editors on places.fit for insert
  with check (partnership_id = platform.partnership() and platform.may('places.edit'));
create policy fit_is_replaced_by_editors on places.fit for delete
  using (partnership_id = platform.partnership() and platform.may('places.edit'));
grant select, insert, delete on places.fit to concord_app;
