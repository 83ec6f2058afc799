-- An indicator is published by somebody, under a licence, from a day on. What the public reads is a copy that holds only
-- what may be known: nothing embargoed, hidden or withdrawn is in it, so nothing of that kind can leak from it.
create table intelligence.open_publication (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  indicator_id uuid not null,
  version integer not null constraint open_publication_version_counts_from_one check (version > 0),
  slug text not null,
  licence text not null constraint open_publication_licence check (licence in ('ogl-3.0', 'cc-by-4.0', 'cc0-1.0')),
  embargo_until date,
  shows text not null constraint open_publication_shows check (shows in ('final', 'all')),
  provenance text not null default '' constraint open_publication_provenance_is_short check (length(provenance) <= 4000),
  owner_agency_id uuid,
  published_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint open_publication_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint open_publication_unique unique (partnership_id, indicator_id, version)
);
comment on table intelligence.open_publication is 'That an indicator is open data: by whom, under which licence, from when on. Insert-only: other terms are a further version.';
comment on column intelligence.open_publication.slug is 'Its address for good: the short name of the indicator when it was first published.';
comment on column intelligence.open_publication.embargo_until is 'The first business date on which anything of it may be known outside; at once when null.';
comment on column intelligence.open_publication.shows is 'Final figures only, or provisional and estimated ones too, each marked.';
comment on column intelligence.open_publication.owner_agency_id is 'The owner of the indicator at that time, so that the policy can compare it.';
comment on constraint open_publication_licence on intelligence.open_publication is 'licence: Choose a licence of the list.';
comment on constraint open_publication_shows on intelligence.open_publication is 'shows: Choose which figures are published.';
comment on constraint open_publication_provenance_is_short on intelligence.open_publication is 'provenance: Use at most 4,000 characters.';
comment on constraint open_publication_unique on intelligence.open_publication is 'Somebody else has just published this indicator. Look at it and try again.';
alter table intelligence.open_publication enable row level security;
create policy open_publication_is_read_by_members on intelligence.open_publication for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy open_publication_is_made_by_publishers on intelligence.open_publication for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.publish', owner_agency_id));
grant select, insert on intelligence.open_publication to concord_app;

create table intelligence.open_withdrawal (
  partnership_id uuid not null,
  publication_id uuid not null,
  reason text not null constraint open_withdrawal_says_why check (length(trim(reason)) > 0),
  owner_agency_id uuid,
  withdrawn_on date not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, publication_id),
  constraint open_withdrawal_of_publication foreign key (partnership_id, publication_id) references intelligence.open_publication (partnership_id, id)
);
comment on table intelligence.open_withdrawal is 'That an indicator is no longer open data, by whom and why. Insert-only.';
comment on constraint open_withdrawal_says_why on intelligence.open_withdrawal is 'reason: Say why it is no longer published.';
comment on constraint open_withdrawal_pkey on intelligence.open_withdrawal is 'It is withdrawn already.';
alter table intelligence.open_withdrawal enable row level security;
create policy open_withdrawal_is_read_by_members on intelligence.open_withdrawal for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy open_withdrawal_is_made_by_publishers on intelligence.open_withdrawal for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.publish', owner_agency_id));
grant select, insert on intelligence.open_withdrawal to concord_app;

create table intelligence.open_dataset (
  partnership_id uuid not null,
  indicator_id uuid not null,
  publication_id uuid not null,
  owner_agency_id uuid,
  slug text not null,
  title text not null,
  about jsonb not null,
  licence text not null,
  issued_on date not null,
  modified_on date not null,
  rows integer not null,
  figures jsonb not null,
  tag text not null,
  made_from text not null,
  primary key (partnership_id, indicator_id),
  constraint open_dataset_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint open_dataset_of_publication foreign key (partnership_id, publication_id) references intelligence.open_publication (partnership_id, id),
  constraint open_dataset_slug_unique unique (partnership_id, slug)
);
comment on table intelligence.open_dataset is 'What everybody may read of a published indicator: a copy, renewed when figures, terms or the day change, gone when it is withdrawn.';
comment on constraint open_dataset_slug_unique on intelligence.open_dataset is 'slug: Another indicator was published under this address. Give this one another short name.';
comment on column intelligence.open_dataset.about is 'What is measured, by whom and from which source, as it stands beside the figures.';
comment on column intelligence.open_dataset.figures is 'Rows in the order of the promised columns.';
comment on column intelligence.open_dataset.tag is 'Hash of all that is served, for caches.';
comment on column intelligence.open_dataset.made_from is 'What the copy was made from, so that a stale one is found without making it again.';
create index open_dataset_by_publication on intelligence.open_dataset (partnership_id, publication_id);
alter table intelligence.open_dataset enable row level security;
create policy open_dataset_is_read_by_everybody on intelligence.open_dataset for select
  using (partnership_id = platform.partnership() and (platform.may('public') or platform.may('read')));
create policy open_dataset_is_made_by_publishers on intelligence.open_dataset for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.publish', owner_agency_id));
create policy open_dataset_is_renewed_by_publishers on intelligence.open_dataset for update
  using (partnership_id = platform.partnership() and platform.may_for('indicators.publish', owner_agency_id));
create policy open_dataset_is_removed_by_publishers on intelligence.open_dataset for delete
  using (partnership_id = platform.partnership() and platform.may_for('indicators.publish', owner_agency_id));
grant select, insert, update, delete on intelligence.open_dataset to concord_app;
