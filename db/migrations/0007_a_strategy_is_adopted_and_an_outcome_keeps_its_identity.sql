create schema strategy;
comment on schema strategy is 'Vision, needs, priorities, outcomes, themes and corporate priorities, in versions.';
grant usage on schema strategy to concord_app, concord_statistics;

create table strategy.version (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  number integer not null constraint version_number_is_positive check (number > 0),
  title text not null constraint version_title_is_given check (length(trim(title)) > 0),
  vision text,
  vision_note text,
  summary text,
  starts_on date,
  ends_on date,
  source text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint version_number_unique unique (partnership_id, number),
  constraint version_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table strategy.version is 'One version of the strategy. Draft until an adoption says otherwise; superseded when a later adoption names it.';
comment on column strategy.version.vision_note is 'Where the vision comes from, or why its words are not known.';
comment on constraint version_title_is_given on strategy.version is 'title: Give the strategy a title.';
comment on constraint version_number_unique on strategy.version is 'Somebody else has just started this version. Look at the list of versions again.';
comment on constraint version_ends_after_it_starts on strategy.version is 'endsOn: The last day must not be before the first.';
alter table strategy.version enable row level security;
create policy version_is_read_by_members on strategy.version for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy version_is_drafted_by_editors on strategy.version for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy version_is_changed_by_editors on strategy.version for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.version to concord_app;

create table strategy.adoption (
  partnership_id uuid not null,
  version_id uuid not null,
  supersedes_id uuid,
  adopted_on date not null,
  precision text not null constraint adoption_precision check (precision in ('day', 'by')),
  body_id uuid,
  sitting_id uuid,
  note text,
  primary key (partnership_id, version_id),
  constraint adoption_of_version foreign key (partnership_id, version_id) references strategy.version (partnership_id, id),
  constraint adoption_supersedes_version foreign key (partnership_id, supersedes_id) references strategy.version (partnership_id, id),
  constraint adoption_supersedes_once unique nulls not distinct (partnership_id, supersedes_id),
  constraint adoption_does_not_supersede_itself check (supersedes_id <> version_id),
  constraint adoption_by_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint adoption_at_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id)
);
comment on table strategy.adoption is 'That a version was adopted, when, by whom, and which version it supersedes. A chain, so that one version at most is current. Insert-only.';
comment on column strategy.adoption.precision is 'day: adopted on that day; by: on that day or before, where the day itself is not known.';
comment on constraint adoption_supersedes_once on strategy.adoption is 'Another version was adopted meanwhile. Look at the list of versions again.';
create index adoption_by_body on strategy.adoption (partnership_id, body_id);
create index adoption_by_sitting on strategy.adoption (partnership_id, sitting_id);
alter table strategy.adoption enable row level security;
create policy adoption_is_read_by_members on strategy.adoption for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy adoption_is_recorded_by_who_may_adopt on strategy.adoption for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.adopt'));
grant select, insert on strategy.adoption to concord_app;

create view strategy.version_now with (security_invoker = true) as
  select v.partnership_id, v.id, v.number, v.title, v.vision, v.vision_note, v.summary, v.starts_on, v.ends_on, v.source, v.revision,
    case when a.version_id is null then 'draft' when s.version_id is null then 'adopted' else 'superseded' end as status,
    a.adopted_on, a.precision as adopted_precision, a.body_id as adopted_by_id, a.sitting_id as adopted_at_id,
    s.version_id as superseded_by_id, s.adopted_on as superseded_on
  from strategy.version v
  left join strategy.adoption a on a.partnership_id = v.partnership_id and a.version_id = v.id
  left join strategy.adoption s on s.partnership_id = v.partnership_id and s.supersedes_id = v.id;
comment on view strategy.version_now is 'Each version with its status: draft, adopted (current) or superseded.';
grant select on strategy.version_now to concord_app;

create table strategy.priority (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  primary key (partnership_id, id),
  constraint priority_slug_unique unique (partnership_id, slug)
);
comment on table strategy.priority is 'A priority keeps its identity over all versions; each version words it.';
comment on constraint priority_slug_unique on strategy.priority is 'title: Another priority has almost the same title.';
alter table strategy.priority enable row level security;
create policy priority_is_read_by_members on strategy.priority for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy priority_is_added_by_editors on strategy.priority for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert on strategy.priority to concord_app;

create table strategy.version_priority (
  partnership_id uuid not null,
  version_id uuid not null,
  priority_id uuid not null,
  position integer not null,
  title text not null constraint priority_title_is_given check (length(trim(title)) > 0),
  question text,
  description text,
  source text,
  revision integer not null default 1,
  primary key (partnership_id, version_id, priority_id),
  constraint version_priority_of_version foreign key (partnership_id, version_id) references strategy.version (partnership_id, id),
  constraint version_priority_of_priority foreign key (partnership_id, priority_id) references strategy.priority (partnership_id, id)
);
comment on table strategy.version_priority is 'A priority as one version of the strategy words it.';
comment on column strategy.version_priority.question is 'The heading a report uses: What are we doing to improve health?';
comment on constraint priority_title_is_given on strategy.version_priority is 'title: Give the priority a title.';
create index version_priority_by_priority on strategy.version_priority (partnership_id, priority_id);
alter table strategy.version_priority enable row level security;
create policy version_priority_is_read_by_members on strategy.version_priority for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy version_priority_is_added_by_editors on strategy.version_priority for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy version_priority_is_changed_by_editors on strategy.version_priority for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy version_priority_is_taken_out_by_editors on strategy.version_priority for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update, delete on strategy.version_priority to concord_app;

create table strategy.outcome (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint outcome_slug_unique unique (partnership_id, slug)
);
comment on table strategy.outcome is 'The difference the partnership means to make. Reworded or moved to another version, it stays the same outcome.';
comment on constraint outcome_slug_unique on strategy.outcome is 'wording: Another outcome has almost the same words.';
alter table strategy.outcome enable row level security;
create policy outcome_is_read_by_members on strategy.outcome for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy outcome_is_added_by_editors on strategy.outcome for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy outcome_is_changed_by_editors on strategy.outcome for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.outcome to concord_app;

create table strategy.version_outcome (
  partnership_id uuid not null,
  version_id uuid not null,
  outcome_id uuid not null,
  priority_id uuid not null,
  position integer not null,
  letter text,
  primary key (partnership_id, version_id, outcome_id),
  constraint version_outcome_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint version_outcome_of_priority foreign key (partnership_id, version_id, priority_id)
    references strategy.version_priority (partnership_id, version_id, priority_id)
);
comment on table strategy.version_outcome is 'Which outcomes a version of the strategy has, under which of its priorities.';
comment on constraint version_outcome_of_priority on strategy.version_outcome is 'priority: Choose a priority of this version; one that has outcomes cannot be taken out.';
create index version_outcome_by_outcome on strategy.version_outcome (partnership_id, outcome_id);
create index version_outcome_by_priority on strategy.version_outcome (partnership_id, version_id, priority_id);
alter table strategy.version_outcome enable row level security;
create policy version_outcome_is_read_by_members on strategy.version_outcome for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy version_outcome_is_added_by_editors on strategy.version_outcome for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy version_outcome_is_moved_by_editors on strategy.version_outcome for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy version_outcome_is_taken_out_by_editors on strategy.version_outcome for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update, delete on strategy.version_outcome to concord_app;

create table strategy.outcome_wording (
  partnership_id uuid not null,
  id uuid not null,
  outcome_id uuid not null,
  version_id uuid not null,
  wording text not null constraint outcome_wording_is_given check (length(trim(wording)) > 0),
  starts_on date,
  reason text,
  source text,
  primary key (partnership_id, id),
  constraint outcome_wording_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint outcome_wording_in_version foreign key (partnership_id, version_id) references strategy.version (partnership_id, id)
);
comment on table strategy.outcome_wording is 'How an outcome is worded, from when. A rewording is a new row; the outcome keeps its identity. Insert-only.';
comment on column strategy.outcome_wording.starts_on is 'Empty: from the adoption of the version.';
comment on constraint outcome_wording_is_given on strategy.outcome_wording is 'wording: Say what difference is to be made.';
create index outcome_wording_by_outcome on strategy.outcome_wording (partnership_id, outcome_id);
create index outcome_wording_by_version on strategy.outcome_wording (partnership_id, version_id);
alter table strategy.outcome_wording enable row level security;
create policy outcome_wording_is_read_by_members on strategy.outcome_wording for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy outcome_wording_is_added_by_editors on strategy.outcome_wording for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert on strategy.outcome_wording to concord_app;

-- The wording that stands in a version: the latest of that version or an earlier one, by the partnership's business date.
create view strategy.outcome_in_version with (security_invoker = true) as
  select m.partnership_id, m.version_id, v.number as version_number, v.status as version_status, m.outcome_id, o.slug, o.revision, m.priority_id,
    p.title as priority_title, pr.slug as priority_slug, p.position as priority_position, m.position, m.letter,
    coalesce(w.wording, o.slug) as wording, w.starts_on as worded_on
  from strategy.version_outcome m
  join strategy.version_now v on v.partnership_id = m.partnership_id and v.id = m.version_id
  join strategy.outcome o on o.partnership_id = m.partnership_id and o.id = m.outcome_id
  join strategy.version_priority p on p.partnership_id = m.partnership_id and p.version_id = m.version_id and p.priority_id = m.priority_id
  join strategy.priority pr on pr.partnership_id = m.partnership_id and pr.id = m.priority_id
  join partners.partnership here on here.partnership_id = m.partnership_id
  left join lateral (
    select w.wording, w.starts_on from strategy.outcome_wording w
    join strategy.version wv on wv.partnership_id = w.partnership_id and wv.id = w.version_id
    where w.partnership_id = m.partnership_id and w.outcome_id = m.outcome_id and wv.number <= v.number
      and (w.starts_on is null or w.starts_on <= partners.business_date(here))
    order by wv.number desc, w.starts_on desc nulls last, w.id desc limit 1) w on true;
comment on view strategy.outcome_in_version is 'Each outcome of each version under its priority, in the words that stand on the business date.';
grant select on strategy.outcome_in_version to concord_app;

-- Each outcome and priority once: as the current version has it, else as the latest version that has it. Looked up one by
-- one, so that a page about some of them does not read every version there ever was.
create view strategy.outcome_now with (security_invoker = true) as
  select o.partnership_id, o.id, o.slug, o.revision, v.version_id, v.version_status, v.priority_id,
    v.priority_title, v.priority_slug, v.priority_position, v.position, v.letter, v.wording, v.worded_on, v.version_status = 'adopted' as current
  from strategy.outcome o
  join lateral (
    select * from strategy.outcome_in_version x where x.partnership_id = o.partnership_id and x.outcome_id = o.id
    order by x.version_status = 'adopted' desc, x.version_number desc limit 1) v on true;
comment on view strategy.outcome_now is 'Each outcome once, as the current version has it, else as the latest that has it.';
grant select on strategy.outcome_now to concord_app;

create view strategy.priority_now with (security_invoker = true) as
  select pr.partnership_id, pr.id, pr.slug, p.version_id, p.version_status, p.position, p.title, p.question, p.description,
    p.source, p.revision, p.version_status = 'adopted' as current
  from strategy.priority pr
  join lateral (
    select x.*, v.status as version_status from strategy.version_priority x
    join strategy.version_now v on v.partnership_id = x.partnership_id and v.id = x.version_id
    where x.partnership_id = pr.partnership_id and x.priority_id = pr.id
    order by v.status = 'adopted' desc, v.number desc limit 1) p on true;
comment on view strategy.priority_now is 'Each priority once, as the current version words it, else as the latest that has it.';
grant select on strategy.priority_now to concord_app;

create table strategy.need (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint need_title_is_given check (length(trim(title)) > 0),
  statement text not null constraint need_statement_is_given check (length(trim(statement)) > 0),
  place_id uuid,
  identified_on date,
  closed_on date,
  note text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint need_slug_unique unique (partnership_id, slug),
  constraint need_of_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint need_closes_after_it_was_identified check (closed_on is null or identified_on is null or closed_on >= identified_on)
);
comment on table strategy.need is 'What the place needs, as evidence shows; the beginning of the golden thread.';
comment on constraint need_title_is_given on strategy.need is 'title: Name the need in a few words.';
comment on constraint need_statement_is_given on strategy.need is 'statement: Say what the evidence shows.';
comment on constraint need_slug_unique on strategy.need is 'title: Another need has almost the same title.';
create index need_by_place on strategy.need (partnership_id, place_id);
alter table strategy.need enable row level security;
create policy need_is_read_by_members on strategy.need for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy need_is_added_by_editors on strategy.need for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy need_is_changed_by_editors on strategy.need for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.need to concord_app;

create table strategy.evidence (
  partnership_id uuid not null,
  id uuid not null,
  need_id uuid not null,
  statement text not null constraint evidence_statement_is_given check (length(trim(statement)) > 0),
  indicator_id uuid,
  source text not null constraint evidence_source_is_given check (length(trim(source)) > 0),
  dated date,
  url text,
  primary key (partnership_id, id),
  constraint evidence_of_need foreign key (partnership_id, need_id) references strategy.need (partnership_id, id),
  constraint evidence_by_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table strategy.evidence is 'What shows that a need is real: a finding with its source, and the indicator that measures it where there is one.';
comment on constraint evidence_statement_is_given on strategy.evidence is 'evidence: Say what was found.';
comment on constraint evidence_source_is_given on strategy.evidence is 'source: Say where it was found.';
create index evidence_by_need on strategy.evidence (partnership_id, need_id);
create index evidence_by_indicator on strategy.evidence (partnership_id, indicator_id);
alter table strategy.evidence enable row level security;
create policy evidence_is_read_by_members on strategy.evidence for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy evidence_is_added_by_editors on strategy.evidence for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy evidence_is_taken_out_by_editors on strategy.evidence for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, delete on strategy.evidence to concord_app;

create table strategy.need_priority (
  partnership_id uuid not null,
  need_id uuid not null,
  priority_id uuid not null,
  primary key (partnership_id, need_id, priority_id),
  constraint need_priority_of_need foreign key (partnership_id, need_id) references strategy.need (partnership_id, id),
  constraint need_priority_of_priority foreign key (partnership_id, priority_id) references strategy.priority (partnership_id, id)
);
comment on table strategy.need_priority is 'Which priority answers a need.';
create index need_priority_by_priority on strategy.need_priority (partnership_id, priority_id);
alter table strategy.need_priority enable row level security;
create policy need_priority_is_read_by_members on strategy.need_priority for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy need_priority_is_added_by_editors on strategy.need_priority for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy need_priority_is_taken_out_by_editors on strategy.need_priority for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, delete on strategy.need_priority to concord_app;

create table strategy.theme (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint theme_title_is_given check (length(trim(title)) > 0),
  description text,
  source text,
  position integer not null default 1,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint theme_slug_unique unique (partnership_id, slug)
);
comment on table strategy.theme is 'What cuts across the priorities, such as reducing vulnerability.';
comment on constraint theme_title_is_given on strategy.theme is 'title: Name the theme in a few words.';
comment on constraint theme_slug_unique on strategy.theme is 'title: Another theme has almost the same title.';
alter table strategy.theme enable row level security;
create policy theme_is_read_by_members on strategy.theme for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy theme_is_added_by_editors on strategy.theme for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy theme_is_changed_by_editors on strategy.theme for update
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, update on strategy.theme to concord_app;

create table strategy.corporate_priority (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  agency_id uuid not null,
  slug text not null,
  title text not null constraint corporate_priority_title_is_given check (length(trim(title)) > 0),
  description text,
  source text,
  position integer not null default 1,
  starts_on date,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint corporate_priority_slug_unique unique (partnership_id, slug),
  constraint corporate_priority_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table strategy.corporate_priority is 'A priority of one agency''s own corporate plan, to which outcomes of the partnership contribute.';
comment on constraint corporate_priority_title_is_given on strategy.corporate_priority is 'title: Name the priority as the agency names it.';
comment on constraint corporate_priority_slug_unique on strategy.corporate_priority is 'title: This agency already has a priority of that title.';
create index corporate_priority_by_agency on strategy.corporate_priority (partnership_id, agency_id);
alter table strategy.corporate_priority enable row level security;
create policy corporate_priority_is_read_by_members on strategy.corporate_priority for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy corporate_priority_is_added_by_editors on strategy.corporate_priority for insert
  with check (partnership_id = platform.partnership() and platform.may_for('strategy.edit', agency_id));
create policy corporate_priority_is_changed_by_editors on strategy.corporate_priority for update
  using (partnership_id = platform.partnership() and platform.may_for('strategy.edit', agency_id));
grant select, insert, update on strategy.corporate_priority to concord_app;

create table strategy.outcome_theme (
  partnership_id uuid not null,
  outcome_id uuid not null,
  theme_id uuid not null,
  primary key (partnership_id, outcome_id, theme_id),
  constraint outcome_theme_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint outcome_theme_of_theme foreign key (partnership_id, theme_id) references strategy.theme (partnership_id, id)
);
comment on table strategy.outcome_theme is 'Which outcomes a cross-cutting theme runs through.';
create index outcome_theme_by_theme on strategy.outcome_theme (partnership_id, theme_id);
alter table strategy.outcome_theme enable row level security;
create policy outcome_theme_is_read_by_members on strategy.outcome_theme for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy outcome_theme_is_added_by_editors on strategy.outcome_theme for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy outcome_theme_is_taken_out_by_editors on strategy.outcome_theme for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, delete on strategy.outcome_theme to concord_app;

create table strategy.contribution (
  partnership_id uuid not null,
  outcome_id uuid not null,
  corporate_priority_id uuid not null,
  primary key (partnership_id, outcome_id, corporate_priority_id),
  constraint contribution_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint contribution_to_corporate_priority foreign key (partnership_id, corporate_priority_id)
    references strategy.corporate_priority (partnership_id, id)
);
comment on table strategy.contribution is 'To which corporate priorities of an agency an outcome contributes.';
create index contribution_by_corporate_priority on strategy.contribution (partnership_id, corporate_priority_id);
alter table strategy.contribution enable row level security;
create policy contribution_is_read_by_members on strategy.contribution for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy contribution_is_added_by_editors on strategy.contribution for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy contribution_is_taken_out_by_editors on strategy.contribution for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, delete on strategy.contribution to concord_app;

create table strategy.outcome_indicator (
  partnership_id uuid not null,
  outcome_id uuid not null,
  indicator_id uuid not null,
  position integer not null default 1,
  primary key (partnership_id, outcome_id, indicator_id),
  constraint outcome_indicator_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id),
  constraint outcome_indicator_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table strategy.outcome_indicator is 'By which indicators an outcome is judged.';
create index outcome_indicator_by_indicator on strategy.outcome_indicator (partnership_id, indicator_id);
alter table strategy.outcome_indicator enable row level security;
create policy outcome_indicator_is_read_by_members on strategy.outcome_indicator for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy outcome_indicator_is_added_by_editors on strategy.outcome_indicator for insert
  with check (partnership_id = platform.partnership() and platform.may('strategy.edit'));
create policy outcome_indicator_is_taken_out_by_editors on strategy.outcome_indicator for delete
  using (partnership_id = platform.partnership() and platform.may('strategy.edit'));
grant select, insert, delete on strategy.outcome_indicator to concord_app;

create view strategy.kinds with (security_invoker = true) as
  select partnership_id, 'need'::text as kind, id, title, '/strategy/needs/' || slug as path from strategy.need
  union all
  select partnership_id, 'priority', id, title, '/strategy/priorities/' || slug from strategy.priority_now
  union all
  select partnership_id, 'outcome', id, wording, '/strategy/outcomes/' || slug from strategy.outcome_now
  union all
  select partnership_id, 'theme', id, title, '/strategy/themes/' || slug from strategy.theme
  union all
  select partnership_id, 'corporate-priority', id, title, '/strategy/corporate-priorities/' || slug from strategy.corporate_priority
  union all
  select partnership_id, 'strategy-version', id, title || ' (version ' || number || ')', '/strategy/versions/' || number from strategy.version;
comment on view strategy.kinds is 'The things of this module that others may name and link.';
grant select on strategy.kinds to concord_app;

-- The golden thread runs from why to what: need → priority → outcome → indicator; corporate priority → outcome; theme → outcome.
create view strategy.thread with (security_invoker = true) as
  select partnership_id, 'need'::text as from_kind, need_id as from_id, 'priority'::text as to_kind, priority_id as to_id from strategy.need_priority
  union all
  select partnership_id, 'priority', priority_id, 'outcome', id from strategy.outcome_now
  union all
  select partnership_id, 'theme', theme_id, 'outcome', outcome_id from strategy.outcome_theme
  union all
  select partnership_id, 'corporate-priority', corporate_priority_id, 'outcome', outcome_id from strategy.contribution
  union all
  select partnership_id, 'outcome', outcome_id, 'indicator', indicator_id from strategy.outcome_indicator;
comment on view strategy.thread is 'This module''s edges of the golden thread.';
grant select on strategy.thread to concord_app;
