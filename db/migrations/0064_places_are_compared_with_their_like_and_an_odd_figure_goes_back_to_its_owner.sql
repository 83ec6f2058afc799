create table intelligence.comparator_family (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint comparator_family_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint comparator_family_title_is_given check (length(trim(title)) > 0),
  starts_on date not null,
  source text not null constraint comparator_family_names_its_source check (length(trim(source)) > 0),
  note text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint comparator_family_unique unique (partnership_id, slug, starts_on)
);
comment on table intelligence.comparator_family is 'A list of places that are like ours, as it stands from a day on, and who drew it up. Insert-only: a newer list of the same name replaces it from its own day on.';
comment on constraint comparator_family_slug_is_a_slug on intelligence.comparator_family is 'title: Begin the name with a letter or digit.';
comment on constraint comparator_family_title_is_given on intelligence.comparator_family is 'title: Name the family, such as Most similar districts.';
comment on constraint comparator_family_names_its_source on intelligence.comparator_family is 'source: Say who drew the list up, and where it is published.';
comment on constraint comparator_family_unique on intelligence.comparator_family is 'startsOn: A list of this name that counts from this day is recorded already.';
alter table intelligence.comparator_family enable row level security;
create policy comparator_family_is_read_by_members on intelligence.comparator_family for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy comparator_family_is_recorded_by_editors on intelligence.comparator_family for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.comparator_family to concord_app;

create table intelligence.comparator_place (
  partnership_id uuid not null,
  family_id uuid not null,
  place_id uuid not null,
  primary key (partnership_id, family_id, place_id),
  constraint comparator_place_of_family foreign key (partnership_id, family_id) references intelligence.comparator_family (partnership_id, id),
  constraint comparator_place_is_a_place foreign key (partnership_id, place_id) references places.place (partnership_id, id)
);
comment on table intelligence.comparator_place is 'The places of a dated family. Insert-only.';
create index comparator_place_by_place on intelligence.comparator_place (partnership_id, place_id);
alter table intelligence.comparator_place enable row level security;
create policy comparator_place_is_read_by_members on intelligence.comparator_place for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy comparator_place_is_recorded_by_editors on intelligence.comparator_place for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert on intelligence.comparator_place to concord_app;

create table intelligence.figure_check (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  place_slug text,
  period text not null,
  why text not null constraint figure_check_why check (why in ('late', 'odd')),
  observation_id uuid,
  says text not null constraint figure_check_says_why check (length(trim(says)) > 0),
  raised_on date not null,
  owner_agency_id uuid,
  owner_post_id uuid,
  raised_at timestamptz not null default now(),
  raised_by uuid,
  primary key (partnership_id, id),
  constraint figure_check_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint figure_check_of_observation foreign key (partnership_id, observation_id) references intelligence.observation (partnership_id, id),
  constraint figure_check_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint figure_check_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint figure_check_of_an_odd_figure_names_it check ((why = 'odd') = (observation_id is not null)),
  constraint figure_check_of_a_late_return_is_of_the_whole check (why = 'odd' or place_slug is null),
  constraint figure_check_once unique nulls not distinct (partnership_id, indicator_id, place_slug, period, observation_id)
);
comment on table intelligence.figure_check is 'A late or odd return that somebody raised. The figure stays in use and is shown as being checked until its owner confirms it, or another version supersedes it. Insert-only.';
comment on column intelligence.figure_check.observation_id is 'The version that is odd; none for a return that is late.';
comment on column intelligence.figure_check.owner_agency_id is 'The owner of the indicator when it was raised, so that the policy can compare it.';
comment on constraint figure_check_says_why on intelligence.figure_check is 'says: Say what is odd about the figure, so that its owner knows what to look at.';
comment on constraint figure_check_once on intelligence.figure_check is 'says: This figure was raised already.';
create index figure_check_by_observation on intelligence.figure_check (partnership_id, observation_id) where observation_id is not null;
create index figure_check_by_owner on intelligence.figure_check (partnership_id, owner_agency_id);
create index figure_check_by_owner_post on intelligence.figure_check (partnership_id, owner_post_id) where owner_post_id is not null;
alter table intelligence.figure_check enable row level security;
create policy figure_check_is_read_by_members on intelligence.figure_check for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy figure_check_is_raised_by_editors on intelligence.figure_check for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.figure_check to concord_app;

create table intelligence.figure_check_step (
  partnership_id uuid not null,
  id uuid not null,
  check_id uuid not null,
  position integer not null constraint figure_check_step_counts_from_one check (position > 0),
  state text not null constraint figure_check_step_state check (state in ('asked', 'confirmed', 'withdrawn')),
  reason text not null default '',
  due_on date,
  on_day date not null,
  owner_agency_id uuid,
  done_at timestamptz not null default now(),
  done_by uuid,
  primary key (partnership_id, id),
  constraint figure_check_step_of_check foreign key (partnership_id, check_id) references intelligence.figure_check (partnership_id, id),
  constraint figure_check_step_in_order unique (partnership_id, check_id, position),
  constraint figure_check_step_asks_by_a_day check ((state = 'asked') = (due_on is not null)),
  constraint figure_check_step_says_why check (state = 'asked' or length(trim(reason)) > 0)
);
comment on table intelligence.figure_check_step is 'What became of a figure that was raised: its owner was asked, confirmed it and said why, or whoever raised it took it back. That it was corrected follows from a later version. Insert-only.';
comment on column intelligence.figure_check_step.owner_agency_id is 'As on its check, so that the policy can compare it.';
comment on constraint figure_check_step_says_why on intelligence.figure_check_step is 'reason: Say why, so that who reads the figure can rely on it.';
comment on constraint figure_check_step_asks_by_a_day on intelligence.figure_check_step is 'dueOn: Give the day by which the owner should answer.';
comment on constraint figure_check_step_in_order on intelligence.figure_check_step is 'reason: Somebody else answered meanwhile. Look at the page again.';
alter table intelligence.figure_check_step enable row level security;
create policy figure_check_step_is_read_by_members on intelligence.figure_check_step for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy figure_check_step_is_taken_by_editors_and_owners on intelligence.figure_check_step for insert
  with check (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
grant select, insert on intelligence.figure_check_step to concord_app;

create view intelligence.figure_check_now with (security_invoker = true) as
  select c.partnership_id, c.id, c.indicator_id, i.slug, i.title, c.place_slug, c.period, c.why, c.observation_id, c.says, c.raised_on,
    c.owner_agency_id, c.owner_post_id, coalesce(s.position, 0) as position,
    case when s.state in ('confirmed', 'withdrawn') then s.state when later.known then 'corrected' else coalesce(s.state, 'raised') end as state,
    s.due_on, s.reason
  from intelligence.figure_check c
  join intelligence.indicator i on i.partnership_id = c.partnership_id and i.id = c.indicator_id
  left join lateral (
    select x.position, x.state, x.due_on, x.reason from intelligence.figure_check_step x
    where x.partnership_id = c.partnership_id and x.check_id = c.id order by x.position desc limit 1) s on true
  cross join lateral (
    select case c.why when 'odd' then exists (
        select from intelligence.observation o where o.partnership_id = c.partnership_id and o.supersedes = c.observation_id)
      else exists (
        select from intelligence.observation o where o.partnership_id = c.partnership_id and o.indicator_id = c.indicator_id
          and o.place_slug is null and o.period = c.period and o.value is not null) end as known) later;
comment on view intelligence.figure_check_now is 'Each figure that was raised, as it stands: raised, asked, confirmed, withdrawn; corrected once a later version is there.';
grant select on intelligence.figure_check_now to concord_app;
