-- Tension between communities: what was experienced, evidenced or may come, seen only as far as its tier goes. --------------------
create table intelligence.tension_scale (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  name text not null constraint tension_scale_has_a_name check (length(trim(name)) > 0),
  starts_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  constraint tension_scale_starts_once unique (partnership_id, starts_on)
);
comment on table intelligence.tension_scale is 'By which grades tension is told, from which day on: 0 to 6, or low, medium and high. Insert-only: another scale begins on another day.';
comment on constraint tension_scale_has_a_name on intelligence.tension_scale is 'name: Enter a name, such as 0 to 6.';
comment on constraint tension_scale_starts_once on intelligence.tension_scale is 'startsOn: Another scale begins on that day.';

create table intelligence.tension_level (
  partnership_id uuid not null,
  scale_id uuid not null,
  position integer not null constraint tension_level_position check (position between 0 and 20),
  name text not null constraint tension_level_has_a_name check (length(trim(name)) > 0),
  says text not null default '',
  primary key (partnership_id, scale_id, position),
  constraint tension_level_of_scale foreign key (partnership_id, scale_id) references intelligence.tension_scale (partnership_id, id)
);
comment on table intelligence.tension_level is 'The grades of a scale, the calmest first. Insert-only, as its scale.';
comment on column intelligence.tension_level.says is 'When this grade is given.';
comment on constraint tension_level_position on intelligence.tension_level is 'levels: A scale has at most 21 grades.';
comment on constraint tension_level_has_a_name on intelligence.tension_level is 'levels: Give every grade a name.';

create table intelligence.tension_term (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  kind text not null constraint tension_term_kind check (kind in ('community', 'type')),
  name text not null constraint tension_term_has_a_name check (length(trim(name)) > 0),
  starts_on date not null,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint tension_term_unique unique (partnership_id, kind, name),
  constraint tension_term_ends_after_it_starts check (ends_on >= starts_on)
);
comment on table intelligence.tension_term is 'The communities and the types of tension that can be named, from when to when.';
comment on constraint tension_term_kind on intelligence.tension_term is 'kind: Say whether it is a community or a type.';
comment on constraint tension_term_has_a_name on intelligence.tension_term is 'name: Enter a name.';
comment on constraint tension_term_unique on intelligence.tension_term is 'name: This is in the list already.';
comment on constraint tension_term_ends_after_it_starts on intelligence.tension_term is 'endsOn: Enter a day that is not before its first.';

create table intelligence.tension_item (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  owner_agency_id uuid not null,
  tier text not null constraint tension_item_tier check (tier in ('agency', 'group', 'members', 'forums')),
  form text not null constraint tension_item_form check (form in ('experienced', 'evidenced', 'potential')),
  happened_on date not null,
  recorded_on date not null,
  scale_id uuid not null,
  level integer not null,
  type_id uuid not null,
  community_id uuid,
  place_id uuid,
  source text not null default '',
  says text not null constraint tension_item_says_what check (length(trim(says)) > 0),
  doing text not null default '',
  forum_says text not null default '',
  closed_on date,
  closed_says text not null default '',
  revision integer not null default 1,
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint tension_item_of_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint tension_item_graded foreign key (partnership_id, scale_id, level) references intelligence.tension_level (partnership_id, scale_id, position),
  constraint tension_item_of_type foreign key (partnership_id, type_id) references intelligence.tension_term (partnership_id, id),
  constraint tension_item_of_community foreign key (partnership_id, community_id) references intelligence.tension_term (partnership_id, id),
  constraint tension_item_at_place foreign key (partnership_id, place_id) references places.place (partnership_id, id),
  constraint tension_item_for_forums_says_what_is_told check (tier <> 'forums' or length(trim(forum_says)) > 0),
  constraint tension_item_closes_after_it_happened check (form = 'potential' or closed_on >= happened_on),
  constraint tension_item_closed_says_how check (closed_on is null or length(trim(closed_says)) > 0)
);
comment on table intelligence.tension_item is 'A sign of tension that an agency holds: no names and nothing by which a person could be known. Its tier says who sees it.';
comment on column intelligence.tension_item.tier is 'agency: those who record tension at the agency that holds it; group: the tension group too; members: all members; forums: what forum_says may be told at forums.';
comment on column intelligence.tension_item.form is 'Experienced by somebody, evidenced by facts, or potential: something to come, such as a march or a court case.';
comment on column intelligence.tension_item.source is 'Who told the agency that holds it, where it was another.';
comment on column intelligence.tension_item.forum_says is 'The words that may be told at forums.';
comment on constraint tension_item_tier on intelligence.tension_item is 'tier: Choose who may see this.';
comment on constraint tension_item_form on intelligence.tension_item is 'form: Say whether it was experienced, is evidenced, or may come.';
comment on constraint tension_item_says_what on intelligence.tension_item is 'says: Say what was seen, heard or is expected.';
comment on constraint tension_item_of_agency on intelligence.tension_item is 'ownerAgencyId: Choose a partner.';
comment on constraint tension_item_graded on intelligence.tension_item is 'level: Choose a grade of the scale.';
comment on constraint tension_item_of_type on intelligence.tension_item is 'typeId: Choose a type of the list.';
comment on constraint tension_item_of_community on intelligence.tension_item is 'communityId: Choose a community of the list.';
comment on constraint tension_item_at_place on intelligence.tension_item is 'placeId: Choose a place.';
comment on constraint tension_item_for_forums_says_what_is_told on intelligence.tension_item is 'forumSays: Write the words that may be told at forums.';
comment on constraint tension_item_closes_after_it_happened on intelligence.tension_item is 'closedOn: Enter a day that is not before it happened; only what may come can be over before.';
comment on constraint tension_item_closed_says_how on intelligence.tension_item is 'closedSays: Say what became of it.';
create index tension_item_by_day on intelligence.tension_item (partnership_id, happened_on desc, id desc);
create index tension_item_open on intelligence.tension_item (partnership_id, happened_on desc, id desc) where closed_on is null;

create table intelligence.tension_grade (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  month date not null constraint tension_grade_is_of_a_month check (extract(day from month) = 1),
  version integer not null,
  scale_id uuid not null,
  level integer not null,
  reason text not null constraint tension_grade_says_why check (length(trim(reason)) > 0),
  forum_says text not null default '',
  graded_on date not null,
  agency_id uuid,
  graded_by uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  constraint tension_grade_version_unique unique (partnership_id, month, version),
  constraint tension_grade_on_scale foreign key (partnership_id, scale_id, level) references intelligence.tension_level (partnership_id, scale_id, position),
  constraint tension_grade_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table intelligence.tension_grade is 'How tense a month was over all, why and who said so. Insert-only: the last version counts.';
comment on column intelligence.tension_grade.reason is 'Read by all members: it says nothing that only the tension group may know.';
comment on column intelligence.tension_grade.forum_says is 'What forums are told of the grade; empty where they are told the grade alone.';
comment on constraint tension_grade_is_of_a_month on intelligence.tension_grade is 'month: Choose a month.';
comment on constraint tension_grade_says_why on intelligence.tension_grade is 'reason: Say why it is this grade.';
comment on constraint tension_grade_version_unique on intelligence.tension_grade is 'month: Somebody else graded this month just now. Open it again to see how.';
comment on constraint tension_grade_on_scale on intelligence.tension_grade is 'level: Choose a grade of the scale.';

do $$
declare named text;
begin
  foreach named in array array['tension_scale', 'tension_level', 'tension_term', 'tension_grade'] loop
    execute format('alter table intelligence.%I enable row level security', named);
    execute format('create policy %I on intelligence.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read_by_members', named);
    execute format('create policy %I on intelligence.%I for insert with check (partnership_id = platform.partnership() and platform.may(''tension.group''))', named || '_is_set_by_the_group', named);
    execute format('grant select, insert on intelligence.%I to concord_app', named);
  end loop;
end $$;
create policy tension_term_is_changed_by_the_group on intelligence.tension_term for update
  using (partnership_id = platform.partnership() and platform.may('tension.group'));
grant update on intelligence.tension_term to concord_app;

alter table intelligence.tension_item enable row level security;
create policy tension_item_is_read_by_tier on intelligence.tension_item for select
  using (partnership_id = platform.partnership() and (
    (tier in ('members', 'forums') and platform.may('read'))
    or (tier = 'group' and platform.may('tension.group'))
    or (owner_agency_id = platform.agency() and platform.may_for('tension.record', owner_agency_id))));
-- Who records acts for their own agency, wherever they hold the permission; only what belongs to no agency (an import) records for any.
create policy tension_item_is_recorded_by_its_agency on intelligence.tension_item for insert
  with check (partnership_id = platform.partnership() and platform.may_for('tension.record', owner_agency_id)
    and coalesce(platform.agency(), owner_agency_id) = owner_agency_id);
create policy tension_item_is_changed_by_its_agency on intelligence.tension_item for update
  using (partnership_id = platform.partnership() and platform.may_for('tension.record', owner_agency_id)
    and coalesce(platform.agency(), owner_agency_id) = owner_agency_id);
grant select, insert, update on intelligence.tension_item to concord_app;

create view intelligence.tension_grade_now with (security_invoker = true) as
  select g.*, l.name as level_name, l.says as level_says,
    before.month as before_month, before.level as before_level, before.level_name as before_name
  from intelligence.tension_grade g
  join intelligence.tension_level l on l.partnership_id = g.partnership_id and l.scale_id = g.scale_id and l.position = g.level
  left join lateral (
    select b.month, b.level, m.name as level_name from intelligence.tension_grade b
    join intelligence.tension_level m on m.partnership_id = b.partnership_id and m.scale_id = b.scale_id and m.position = b.level
    where b.partnership_id = g.partnership_id and b.scale_id = g.scale_id and b.month < g.month
    order by b.month desc, b.version desc limit 1) before on true
  where not exists (select from intelligence.tension_grade later
    where later.partnership_id = g.partnership_id and later.month = g.month and later.version > g.version);
comment on view intelligence.tension_grade_now is 'Each month with its grade as it was last given, and that of the month before by the same scale.';
grant select on intelligence.tension_grade_now to concord_app;

-- What others see: what stood before, and this.
alter view intelligence.kinds rename to kinds_of_indicators;
create view intelligence.kinds with (security_invoker = true) as
  select partnership_id, kind, id, title, path from intelligence.kinds_of_indicators
  union all
  select partnership_id, 'tension-grade', id, 'Tension in ' || to_char(month, 'FMMonth YYYY'), '/tension/months/' || to_char(month, 'YYYY-MM')
  from intelligence.tension_grade;
comment on view intelligence.kinds is 'The things of this module that others may name and link.';
grant select on intelligence.kinds to concord_app;

alter view intelligence.warnings rename to warnings_of_indicators;
create view intelligence.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from intelligence.warnings_of_indicators
  union all
  select g.partnership_id, 'tension-rises', 'tension-grade', g.id, g.graded_on,
    case when g.level - g.before_level > 1 then 'high' else 'medium' end,
    'Tension rose from ' || g.before_name || ' in ' || to_char(g.before_month, 'FMMonth YYYY') || ' to ' || g.level_name || ' in '
      || to_char(g.month, 'FMMonth YYYY') || '.',
    '/tension/months/' || to_char(g.month, 'YYYY-MM'), g.agency_id
  from intelligence.tension_grade_now g
  where g.level > g.before_level
    and not exists (select from intelligence.tension_grade later where later.partnership_id = g.partnership_id and later.month > g.month);
comment on view intelligence.warnings is 'Indicators that worsen, leave their path, or whose return is late; tension that rises.';
grant select on intelligence.warnings to concord_app;
