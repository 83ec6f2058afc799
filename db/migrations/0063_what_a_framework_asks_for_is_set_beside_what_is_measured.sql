create table strategy.framework (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint framework_slug_is_a_slug check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null constraint framework_title_is_given check (length(trim(title)) > 0),
  publisher text not null default '',
  published_on date,
  starts_on date,
  ends_on date,
  entries_in_all integer constraint framework_has_entries check (entries_in_all > 0),
  source text not null default '',
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint framework_slug_unique unique (partnership_id, slug),
  constraint framework_ends_after_it_starts check (ends_on >= starts_on)
);
comment on table strategy.framework is 'A list of what is to be measured or achieved that somebody else published: the National Indicator set, the Local Outcomes Framework.';
comment on column strategy.framework.entries_in_all is 'How many entries it has as published, so that a list that is here in part is told as such; null when not known.';
comment on constraint framework_slug_unique on strategy.framework is 'slug: Another framework already has this short name.';
comment on constraint framework_slug_is_a_slug on strategy.framework is 'framework: Use small letters, digits and hyphens, such as national-indicators.';
comment on constraint framework_title_is_given on strategy.framework is 'title: Give the framework a title.';
comment on constraint framework_has_entries on strategy.framework is 'entries_in_all: Write how many entries it has, or leave it empty.';
comment on constraint framework_ends_after_it_starts on strategy.framework is 'ends_on: The last day must not be before the first.';
alter table strategy.framework enable row level security;
create policy framework_is_read_by_members on strategy.framework for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy framework_is_added_by_editors on strategy.framework for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy framework_is_changed_by_editors on strategy.framework for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.framework to concord_app;

create table strategy.framework_entry (
  partnership_id uuid not null,
  id uuid not null,
  framework_id uuid not null,
  reference text not null constraint framework_entry_has_a_reference check (length(trim(reference)) > 0),
  title text not null constraint framework_entry_title_is_given check (length(trim(title)) > 0),
  kind text not null constraint framework_entry_kind check (kind in ('outcome', 'indicator')),
  grouping text not null default '',
  part_of text not null default '',
  definition text not null default '',
  monitoring_body text not null default '',
  in_agreement boolean,
  position integer not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint framework_entry_of_framework foreign key (partnership_id, framework_id) references strategy.framework (partnership_id, id),
  constraint framework_entry_reference_unique unique (partnership_id, framework_id, reference),
  constraint framework_entry_is_not_part_of_itself check (part_of <> reference)
);
comment on table strategy.framework_entry is 'One entry of a framework, in the framework''s own words and under its own reference: NI 16.';
comment on column strategy.framework_entry.part_of is 'Reference of the entry that it belongs to, such as the outcome that an indicator tells of; empty for none.';
comment on column strategy.framework_entry.monitoring_body is 'Who monitors it by the framework itself; empty when it does not say.';
comment on column strategy.framework_entry.in_agreement is 'Whether it was chosen for the local agreement (the Local Area Agreement); null when not known.';
comment on constraint framework_entry_kind on strategy.framework_entry is 'kind: Write outcome or indicator.';
comment on constraint framework_entry_title_is_given on strategy.framework_entry is 'title: Give the entry in its own words.';
comment on constraint framework_entry_reference_unique on strategy.framework_entry is 'reference: The framework has an entry of this reference already.';
comment on constraint framework_entry_is_not_part_of_itself on strategy.framework_entry is 'part_of: An entry cannot be part of itself.';
alter table strategy.framework_entry enable row level security;
create policy framework_entry_is_read_by_members on strategy.framework_entry for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy framework_entry_is_added_by_editors on strategy.framework_entry for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy framework_entry_is_changed_by_editors on strategy.framework_entry for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.framework_entry to concord_app;

create table strategy.entry_outcome (
  partnership_id uuid not null,
  entry_id uuid not null,
  outcome_id uuid not null,
  note text not null default '',
  primary key (partnership_id, entry_id, outcome_id),
  constraint entry_outcome_of_entry foreign key (partnership_id, entry_id) references strategy.framework_entry (partnership_id, id),
  constraint entry_outcome_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id)
);
comment on table strategy.entry_outcome is 'Which of our outcomes works towards what a framework asks for.';
create index entry_outcome_by_outcome on strategy.entry_outcome (partnership_id, outcome_id);
alter table strategy.entry_outcome enable row level security;
create policy entry_outcome_is_read_by_members on strategy.entry_outcome for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy entry_outcome_is_joined_by_editors on strategy.entry_outcome for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy entry_outcome_is_noted_by_editors on strategy.entry_outcome for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy entry_outcome_is_parted_by_editors on strategy.entry_outcome for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update, delete on strategy.entry_outcome to concord_app;

create table strategy.entry_indicator (
  partnership_id uuid not null,
  entry_id uuid not null,
  indicator_id uuid not null,
  fit text not null constraint entry_indicator_fit check (fit in ('whole', 'part')),
  note text not null default '',
  primary key (partnership_id, entry_id, indicator_id),
  constraint entry_indicator_of_entry foreign key (partnership_id, entry_id) references strategy.framework_entry (partnership_id, id),
  constraint entry_indicator_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table strategy.entry_indicator is 'Which of our indicators measures what a framework asks for: as it is defined there (whole), or something near it (part).';
comment on constraint entry_indicator_fit on strategy.entry_indicator is 'fit: Say whether it measures the entry as it is defined, or in part.';
create index entry_indicator_by_indicator on strategy.entry_indicator (partnership_id, indicator_id);
alter table strategy.entry_indicator enable row level security;
create policy entry_indicator_is_read_by_members on strategy.entry_indicator for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy entry_indicator_is_joined_by_editors on strategy.entry_indicator for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy entry_indicator_is_noted_by_editors on strategy.entry_indicator for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy entry_indicator_is_parted_by_editors on strategy.entry_indicator for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update, delete on strategy.entry_indicator to concord_app;

create table strategy.monitoring (
  partnership_id uuid not null,
  indicator_id uuid not null,
  body_id uuid not null,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, indicator_id),
  constraint monitoring_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint monitoring_by_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id)
);
comment on table strategy.monitoring is 'Which of the partnership''s bodies monitors an indicator: where its course is looked at and answered for.';
create index monitoring_by_body on strategy.monitoring (partnership_id, body_id);
alter table strategy.monitoring enable row level security;
create policy monitoring_is_read_by_members on strategy.monitoring for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy monitoring_is_named_by_editors on strategy.monitoring for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy monitoring_is_changed_by_editors on strategy.monitoring for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.monitoring to concord_app;

create view strategy.entry_coverage with (security_invoker = true) as
  select e.partnership_id, e.id, e.framework_id,
    case when e.kind = 'outcome' then
      case when exists (select from strategy.entry_outcome o where o.partnership_id = e.partnership_id and o.entry_id = e.id)
        or exists (select from strategy.entry_indicator i where i.partnership_id = e.partnership_id and i.entry_id = e.id and i.fit = 'whole')
        then 'whole'
      when exists (select from strategy.entry_indicator i where i.partnership_id = e.partnership_id and i.entry_id = e.id) then 'part'
      else 'none' end
    when exists (select from strategy.entry_indicator i where i.partnership_id = e.partnership_id and i.entry_id = e.id and i.fit = 'whole') then 'whole'
    when exists (select from strategy.entry_indicator i where i.partnership_id = e.partnership_id and i.entry_id = e.id) then 'part'
    else 'none' end as coverage
  from strategy.framework_entry e;
comment on view strategy.entry_coverage is 'How far each entry of a framework is covered: an outcome by an outcome of ours, an indicator by what measures it.';
grant select on strategy.entry_coverage to concord_app;
