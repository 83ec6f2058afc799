-- The evidence library: needs assessments, reports, surveys, data, links; what each supports. ----------------------------------
create table intelligence.evidence (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint evidence_has_a_title check (length(trim(title)) > 0),
  kind text not null constraint library_kind check (kind in ('needs-assessment', 'report', 'survey', 'research', 'data', 'profile', 'other')),
  publisher text not null constraint evidence_has_a_publisher check (length(trim(publisher)) > 0),
  published_on date,
  published_says text not null default '',
  says text not null default '',
  url text not null default '' constraint evidence_link_is_an_address check (url = '' or url ~ '^https?://[^\s]+$'),
  file_id uuid,
  kept_at text not null default '',
  licence text not null default '',
  review_on date,
  owner_agency_id uuid,
  owner_post_id uuid,
  note text not null default '',
  withdrawn_on date,
  withdrawn_says text not null default '',
  added_on date not null,
  added_by uuid,
  added_agency_id uuid,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint library_slug_unique unique (partnership_id, slug),
  constraint library_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id),
  constraint library_owned_by_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint library_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint library_withdrawn_says_why check (withdrawn_on is null or length(trim(withdrawn_says)) > 0)
);
comment on table intelligence.evidence is 'What is known and where it stands: needs assessments, reports, surveys, research, data. It is withdrawn with a reason, never removed.';
comment on column intelligence.evidence.published_says is 'When it was published, where the day is not known: 2008/09.';
comment on column intelligence.evidence.kept_at is 'Where it can be had, where it is neither a link nor a file.';
comment on constraint evidence_has_a_title on intelligence.evidence is 'title: Enter a title.';
comment on constraint library_kind on intelligence.evidence is 'kind: Choose what it is.';
comment on constraint evidence_has_a_publisher on intelligence.evidence is 'publisher: Say who published it.';
comment on constraint evidence_link_is_an_address on intelligence.evidence is 'url: Enter an address that begins with https://.';
comment on constraint library_slug_unique on intelligence.evidence is 'title: Another entry has almost the same title.';
comment on constraint library_file on intelligence.evidence is 'file: Choose the file again.';
comment on constraint library_owned_by_agency on intelligence.evidence is 'ownerAgencyId: Choose a partner.';
comment on constraint library_owned_by_post on intelligence.evidence is 'ownerPostId: Choose a post.';
comment on constraint library_withdrawn_says_why on intelligence.evidence is 'withdrawnSays: Say why it is not relied on any more.';
create index evidence_by_review on intelligence.evidence (partnership_id, review_on) where withdrawn_on is null and review_on is not null;
create index evidence_by_title on intelligence.evidence (partnership_id, title, id);

create table intelligence.evidence_support (
  partnership_id uuid not null,
  evidence_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  says text not null default '',
  added_on date not null,
  added_by uuid,
  primary key (partnership_id, evidence_id, subject_kind, subject_id),
  constraint support_by_evidence foreign key (partnership_id, evidence_id) references intelligence.evidence (partnership_id, id)
);
comment on table intelligence.evidence_support is 'Which need, priority, outcome, indicator, project or other thing rests on it.';
comment on column intelligence.evidence_support.says is 'What in it supports that: a chapter, a finding.';
create index evidence_support_of_subject on intelligence.evidence_support (partnership_id, subject_id, subject_kind);

-- Research agreements: who pays for research and what it must bring. -----------------------------------------------------------------
create table intelligence.research_agreement (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint research_agreement_has_a_title check (length(trim(title)) > 0),
  researcher text not null constraint research_agreement_names_who_researches check (length(trim(researcher)) > 0),
  says text not null default '',
  starts_on date,
  ends_on date,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint research_agreement_slug_unique unique (partnership_id, slug),
  constraint research_agreement_ends_after_it_starts check (ends_on >= starts_on)
);
comment on table intelligence.research_agreement is 'What an observatory or another researcher does for the partnership.';
comment on constraint research_agreement_has_a_title on intelligence.research_agreement is 'title: Enter a title.';
comment on constraint research_agreement_names_who_researches on intelligence.research_agreement is 'researcher: Say who does the research.';
comment on constraint research_agreement_slug_unique on intelligence.research_agreement is 'title: Another agreement has almost the same title.';
comment on constraint research_agreement_ends_after_it_starts on intelligence.research_agreement is 'endsOn: Enter a day that is not before it starts.';

create table intelligence.research_funding (
  partnership_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  agency_id uuid,
  funder text not null default '',
  pence bigint constraint research_funding_is_an_amount check (pence > 0),
  says text not null default '',
  primary key (partnership_id, id),
  constraint research_funding_of_agreement foreign key (partnership_id, agreement_id) references intelligence.research_agreement (partnership_id, id),
  constraint research_funding_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint research_funding_names_who_pays check (agency_id is not null or length(trim(funder)) > 0)
);
comment on table intelligence.research_funding is 'Who pays how much for it; in pence, null where it is not known.';
comment on constraint research_funding_is_an_amount on intelligence.research_funding is 'amount: Enter an amount above nought, or leave it empty while it is not known.';
comment on constraint research_funding_by_agency on intelligence.research_funding is 'agencyId: Choose a partner.';
comment on constraint research_funding_names_who_pays on intelligence.research_funding is 'funder: Choose a partner or say who else pays.';
create index research_funding_of_its_agreement on intelligence.research_funding (partnership_id, agreement_id);

create table intelligence.research_deliverable (
  partnership_id uuid not null,
  id uuid not null,
  agreement_id uuid not null,
  title text not null constraint research_deliverable_has_a_title check (length(trim(title)) > 0),
  due_on date not null,
  owner_agency_id uuid,
  owner_post_id uuid,
  primary key (partnership_id, id),
  constraint research_deliverable_of_agreement foreign key (partnership_id, agreement_id) references intelligence.research_agreement (partnership_id, id),
  constraint research_deliverable_owned_by_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint research_deliverable_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id)
);
comment on table intelligence.research_deliverable is 'What an agreement must bring, by when and by whom.';
comment on constraint research_deliverable_has_a_title on intelligence.research_deliverable is 'title: Say what is to be delivered.';
comment on constraint research_deliverable_owned_by_agency on intelligence.research_deliverable is 'ownerAgencyId: Choose a partner.';
comment on constraint research_deliverable_owned_by_post on intelligence.research_deliverable is 'ownerPostId: Choose a post.';
create index research_deliverable_of_its_agreement on intelligence.research_deliverable (partnership_id, agreement_id, due_on);

create table intelligence.research_delivery (
  partnership_id uuid not null,
  deliverable_id uuid not null,
  delivered_on date not null,
  evidence_id uuid,
  says text not null default '',
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, deliverable_id),
  constraint research_delivery_of_deliverable foreign key (partnership_id, deliverable_id) references intelligence.research_deliverable (partnership_id, id),
  constraint research_delivery_is_evidence foreign key (partnership_id, evidence_id) references intelligence.evidence (partnership_id, id),
  constraint research_delivery_brings_something check (evidence_id is not null or length(trim(says)) > 0)
);
comment on table intelligence.research_delivery is 'That something was delivered, and the entry of the library that it became. Insert-only.';
comment on constraint research_delivery_of_deliverable on intelligence.research_delivery is 'deliverable: This was delivered already.';
comment on constraint research_delivery_is_evidence on intelligence.research_delivery is 'evidenceId: Choose an entry of the library.';
comment on constraint research_delivery_brings_something on intelligence.research_delivery is 'evidenceId: Choose the entry of the library that it became, or say what was delivered.';

-- Selections of target areas: prepared, then adopted with all that they rested on. -------------------------------------------------------
create table intelligence.area_selection (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint area_selection_has_a_title check (length(trim(title)) > 0),
  question text not null default '',
  contents jsonb not null,
  adopted_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint area_selection_slug_unique unique (partnership_id, slug)
);
comment on table intelligence.area_selection is 'Which places are taken for something, prepared from data. Once adopted it changes no more.';
comment on column intelligence.area_selection.contents is 'Candidates with their vintage, criteria with their weights, the values as they were taken, what is chosen and why.';
comment on constraint area_selection_has_a_title on intelligence.area_selection is 'title: Enter a title.';
comment on constraint area_selection_slug_unique on intelligence.area_selection is 'title: Another selection has almost the same title.';

create table intelligence.area_selection_adoption (
  partnership_id uuid not null,
  selection_id uuid not null,
  adopted_on date not null,
  decided_by text not null constraint area_selection_adoption_says_by_whom check (length(trim(decided_by)) > 0),
  reason text not null constraint area_selection_adoption_says_why check (length(trim(reason)) > 0),
  contents jsonb not null,
  sha256 bytea not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, selection_id),
  constraint area_selection_adoption_of_selection foreign key (partnership_id, selection_id) references intelligence.area_selection (partnership_id, id)
);
comment on table intelligence.area_selection_adoption is 'A selection as it was adopted, by whom and why, with all its data. Insert-only: it is kept for ever.';
comment on constraint area_selection_adoption_says_by_whom on intelligence.area_selection_adoption is 'decidedBy: Say who adopted it, such as a board.';
comment on constraint area_selection_adoption_says_why on intelligence.area_selection_adoption is 'reason: Say why these places.';

do $$
declare named text;
begin
  foreach named in array array['evidence', 'evidence_support', 'research_agreement', 'research_funding', 'research_deliverable', 'research_delivery',
    'area_selection', 'area_selection_adoption'] loop
    execute format('alter table intelligence.%I enable row level security', named);
    execute format('create policy %I on intelligence.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read_by_members', named);
    execute format('create policy %I on intelligence.%I for insert with check (partnership_id = platform.partnership() and platform.may(''indicators.edit''))', named || '_is_added_by_editors', named);
    execute format('grant select, insert on intelligence.%I to concord_app', named);
  end loop;
  foreach named in array array['evidence', 'research_agreement'] loop
    execute format('create policy %I on intelligence.%I for update using (partnership_id = platform.partnership() and platform.may(''indicators.edit''))', named || '_is_changed_by_editors', named);
    execute format('grant update on intelligence.%I to concord_app', named);
  end loop;
  foreach named in array array['evidence_support', 'research_funding'] loop
    execute format('create policy %I on intelligence.%I for delete using (partnership_id = platform.partnership() and platform.may(''indicators.edit''))', named || '_is_taken_back_by_editors', named);
    execute format('grant delete on intelligence.%I to concord_app', named);
  end loop;
end $$;
create policy area_selection_is_changed_until_it_is_adopted on intelligence.area_selection for update
  using (partnership_id = platform.partnership() and platform.may('indicators.edit') and adopted_on is null)
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant update on intelligence.area_selection to concord_app;

-- What others see: what stood before, and this.
alter view intelligence.kinds rename to kinds_without_evidence;
create view intelligence.kinds with (security_invoker = true) as
  select partnership_id, kind, id, title, path from intelligence.kinds_without_evidence
  union all
  select partnership_id, 'evidence', id, title, '/evidence/' || slug from intelligence.evidence
  union all
  select partnership_id, 'research-agreement', id, title, '/evidence/agreements/' || slug from intelligence.research_agreement
  union all
  select partnership_id, 'area-selection', id, title, '/evidence/target-areas/' || slug from intelligence.area_selection;
comment on view intelligence.kinds is 'The things of this module that others may name and link.';
grant select on intelligence.kinds to concord_app;

alter view intelligence.thread rename to thread_without_evidence;
create view intelligence.thread with (security_invoker = true) as
  select partnership_id, from_kind, from_id, to_kind, to_id from intelligence.thread_without_evidence
  union all
  select s.partnership_id, 'evidence', s.evidence_id, s.subject_kind, s.subject_id
  from intelligence.evidence_support s
  join intelligence.evidence e on e.partnership_id = s.partnership_id and e.id = s.evidence_id
  where e.withdrawn_on is null;
comment on view intelligence.thread is 'Evidence supports a need or another thing; an outcome is measured by an indicator; a project moves it.';
grant select on intelligence.thread to concord_app;

alter view intelligence.duties rename to duties_without_evidence;
create view intelligence.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on
  from intelligence.duties_without_evidence
  union all
  select partnership_id, 'evidence-review', 'evidence', id, 'Look again at ' || title, '/evidence/' || slug, review_on, owner_agency_id, owner_post_id, null
  from intelligence.evidence where withdrawn_on is null and review_on is not null
  union all
  select d.partnership_id, 'research-deliverable', 'research-agreement', d.agreement_id, 'Deliver ' || d.title || ' for ' || a.title,
    '/evidence/agreements/' || a.slug, d.due_on, d.owner_agency_id, d.owner_post_id, r.delivered_on
  from intelligence.research_deliverable d
  join intelligence.research_agreement a on a.partnership_id = d.partnership_id and a.id = d.agreement_id
  left join intelligence.research_delivery r on r.partnership_id = d.partnership_id and r.deliverable_id = d.id;
comment on view intelligence.duties is 'Returns, awaited baselines and figures, targets to be agreed or reviewed, evidence to be looked at again, research to be delivered: by whom and when.';
grant select on intelligence.duties to concord_app;
