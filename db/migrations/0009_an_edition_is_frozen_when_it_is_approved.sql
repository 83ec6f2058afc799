create schema reporting;
comment on schema reporting is 'Report templates, drafts, frozen editions and what Cabinet asked to hear more about.';
grant usage on schema reporting to concord_app, concord_statistics;

create table reporting.template (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null constraint template_slug_is_a_word check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint template_slug_unique unique (partnership_id, slug)
);
comment on table reporting.template is 'A report the partnership makes again and again; its versions say how.';
comment on constraint template_slug_unique on reporting.template is 'slug: Another report template already has this short name.';
comment on constraint template_slug_is_a_word on reporting.template is 'slug: Use small letters, digits and hyphens.';
alter table reporting.template enable row level security;
create policy template_is_read_by_members on reporting.template for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy template_is_made_by_editors on reporting.template for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy template_is_changed_by_editors on reporting.template for update
  using (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert, update on reporting.template to concord_app;

create table reporting.template_version (
  partnership_id uuid not null,
  template_id uuid not null,
  version integer not null,
  title text not null constraint template_version_title_is_given check (length(trim(title)) > 0),
  cadence text not null constraint template_version_cadence check (cadence in ('month', 'quarter', 'year', 'board')),
  body_id uuid,
  days_after integer not null constraint template_version_days_after_are_few check (days_after between 0 and 366),
  starts_on date not null,
  definition jsonb not null,
  made_on date not null,
  made_by_person uuid,
  primary key (partnership_id, template_id, version),
  constraint template_version_of_template foreign key (partnership_id, template_id) references reporting.template (partnership_id, id),
  constraint template_version_follows_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint template_version_names_the_board_it_follows check ((cadence = 'board') = (body_id is not null))
);
comment on table reporting.template_version is 'How a report is made up from a day on: its sections, its implications and when it is due. Insert-only.';
comment on column reporting.template_version.definition is 'Front rows, sections, implications and what feeds each, as the importer of a template reads them.';
comment on constraint template_version_title_is_given on reporting.template_version is 'title: Give the report a title.';
comment on constraint template_version_days_after_are_few on reporting.template_version is 'daysAfter: Give a number of days from 0 to 366.';
comment on constraint template_version_names_the_board_it_follows on reporting.template_version is 'body: Choose the board whose sittings the report follows.';
create index template_version_by_body on reporting.template_version (partnership_id, body_id);
alter table reporting.template_version enable row level security;
create policy template_version_is_read_by_members on reporting.template_version for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy template_version_is_made_by_editors on reporting.template_version for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert on reporting.template_version to concord_app;

create table reporting.report (
  partnership_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  template_version integer not null,
  period_start date not null,
  as_at date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint report_made_from_template foreign key (partnership_id, template_id, template_version)
    references reporting.template_version (partnership_id, template_id, version),
  constraint report_once_for_a_day unique (partnership_id, template_id, as_at),
  constraint report_period_starts_before_its_end check (period_start <= as_at)
);
comment on table reporting.report is 'One report for a period: gathered anew from the facts at its as-at date until it is approved.';
comment on constraint report_once_for_a_day on reporting.report is 'asAt: There is already a report as at this date. Open that one.';
comment on constraint report_period_starts_before_its_end on reporting.report is 'periodStart: The period must begin before the date of the report.';
alter table reporting.report enable row level security;
create policy report_is_read_by_members on reporting.report for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy report_is_begun_by_editors on reporting.report for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy report_is_changed_by_editors on reporting.report for update
  using (partnership_id = platform.partnership() and (platform.may('report.edit') or platform.may('report.approve') or platform.may('report.publish')));
grant select, insert, update on reporting.report to concord_app;

create table reporting.report_step (
  partnership_id uuid not null,
  report_id uuid not null,
  position integer not null,
  state text not null constraint report_step_state check (state in ('draft', 'submitted', 'approved', 'published')),
  on_day date not null,
  by_account uuid,
  by_person uuid,
  by_agency uuid,
  reason text,
  primary key (partnership_id, report_id, position),
  constraint report_step_of_report foreign key (partnership_id, report_id) references reporting.report (partnership_id, id)
);
comment on table reporting.report_step is 'Each change of a report''s state: who, when and why. The last counts. Insert-only.';
alter table reporting.report_step enable row level security;
create policy report_step_is_read_by_members on reporting.report_step for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy report_step_is_taken_by_who_may on reporting.report_step for insert
  with check (partnership_id = platform.partnership() and (
    (platform.may('report.edit') and state in ('draft', 'submitted'))
    or (platform.may('report.approve') and state in ('draft', 'approved'))
    or (platform.may('report.publish') and state = 'published')));
grant select, insert on reporting.report_step to concord_app;

create view reporting.report_now with (security_invoker = true) as
  select r.partnership_id, r.id, r.template_id, r.template_version, r.period_start, r.as_at, r.revision,
    t.slug as template_slug, v.title, s.state, s.on_day as state_since, s.position
  from reporting.report r
  join reporting.template t on t.partnership_id = r.partnership_id and t.id = r.template_id
  join reporting.template_version v
    on v.partnership_id = r.partnership_id and v.template_id = r.template_id and v.version = r.template_version
  join lateral (
    select state, on_day, position from reporting.report_step s
    where s.partnership_id = r.partnership_id and s.report_id = r.id order by s.position desc limit 1) s on true;
comment on view reporting.report_now is 'Each report with the state it is in.';
grant select on reporting.report_now to concord_app;

create table reporting.text (
  partnership_id uuid not null,
  report_id uuid not null,
  place text not null,
  standing text not null constraint text_standing check (standing in ('written', 'none')),
  origin text not null constraint text_origin check (origin in ('new', 'copied', 'confirmed')),
  words text not null,
  figures_seen jsonb not null,
  written_on date not null,
  by_account uuid,
  by_person uuid,
  revision integer not null default 1,
  primary key (partnership_id, report_id, place),
  constraint text_of_report foreign key (partnership_id, report_id) references reporting.report (partnership_id, id)
);
comment on table reporting.text is 'What people wrote in a report: a section''s prose, a row of the front page, an implication.';
comment on column reporting.text.place is 'front.<key>, section.<key> or implication.<key> of the template.';
comment on column reporting.text.standing is '`none` says that there is no such implication, because of the words beside it.';
comment on column reporting.text.origin is '`copied` came from the last edition and nobody has looked at it since; `confirmed` was looked at and left.';
comment on column reporting.text.figures_seen is 'The figures that the words refer to, as they stood when they were written.';
alter table reporting.text enable row level security;
create policy text_is_read_by_members on reporting.text for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy text_is_written_by_editors on reporting.text for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy text_is_rewritten_by_editors on reporting.text for update
  using (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert, update on reporting.text to concord_app;

create table reporting.recommendation (
  partnership_id uuid not null,
  report_id uuid not null,
  position integer not null,
  words text not null constraint recommendation_says_something check (length(trim(words)) > 0),
  reason text not null default '',
  primary key (partnership_id, report_id, position),
  constraint recommendation_of_report foreign key (partnership_id, report_id) references reporting.report (partnership_id, id)
);
comment on table reporting.recommendation is 'What the body is asked to do, in order, each with the issue behind it.';
comment on constraint recommendation_says_something on reporting.recommendation is 'recommendations: Say what is recommended.';
alter table reporting.recommendation enable row level security;
create policy recommendation_is_read_by_members on reporting.recommendation for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy recommendation_is_written_by_editors on reporting.recommendation for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy recommendation_is_taken_out_by_editors on reporting.recommendation for delete
  using (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert, delete on reporting.recommendation to concord_app;

create table reporting.interest (
  partnership_id uuid not null,
  id uuid not null,
  template_id uuid not null,
  asked_by text not null constraint interest_says_who_asked check (length(trim(asked_by)) > 0),
  asked_on date not null,
  words text not null constraint interest_says_what_was_asked check (length(trim(words)) > 0),
  source text,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint interest_in_template foreign key (partnership_id, template_id) references reporting.template (partnership_id, id),
  constraint interest_asked_once unique (partnership_id, template_id, asked_on, words)
);
comment on table reporting.interest is 'What a body asked to hear more about in future reports.';
comment on constraint interest_says_who_asked on reporting.interest is 'askedBy: Say which body asked.';
comment on constraint interest_says_what_was_asked on reporting.interest is 'words: Say what they asked to hear more about.';
comment on constraint interest_asked_once on reporting.interest is 'words: This request of that day is already recorded.';
alter table reporting.interest enable row level security;
create policy interest_is_read_by_members on reporting.interest for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy interest_is_recorded_by_editors on reporting.interest for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy interest_is_reworded_by_editors on reporting.interest for update
  using (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert, update on reporting.interest to concord_app;

create table reporting.interest_answer (
  partnership_id uuid not null,
  interest_id uuid not null,
  report_id uuid not null,
  section_key text,
  reason text,
  answered_on date not null,
  by_account uuid,
  revision integer not null default 1,
  primary key (partnership_id, interest_id, report_id),
  constraint interest_answer_of_interest foreign key (partnership_id, interest_id) references reporting.interest (partnership_id, id),
  constraint interest_answer_in_report foreign key (partnership_id, report_id) references reporting.report (partnership_id, id),
  constraint interest_answer_is_in_a_section_or_says_why_not check
    ((section_key is not null and reason is null) or (section_key is null and length(trim(reason)) > 0))
);
comment on table reporting.interest_answer is 'In which section a report answers a request, or why it does not.';
comment on constraint interest_answer_is_in_a_section_or_says_why_not on reporting.interest_answer is 'reason: Choose the section that answers it, or say why the report does not.';
create index interest_answer_by_report on reporting.interest_answer (partnership_id, report_id);
alter table reporting.interest_answer enable row level security;
create policy interest_answer_is_read_by_members on reporting.interest_answer for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy interest_answer_is_given_by_editors on reporting.interest_answer for insert
  with check (partnership_id = platform.partnership() and platform.may('report.edit'));
create policy interest_answer_is_changed_by_editors on reporting.interest_answer for update
  using (partnership_id = platform.partnership() and platform.may('report.edit'));
grant select, insert, update on reporting.interest_answer to concord_app;

create table reporting.case_study_release (
  partnership_id uuid not null,
  id uuid not null,
  content_hash text not null,
  title text not null,
  checked text not null constraint case_study_release_says_what_was_checked check (length(trim(checked)) > 0),
  released_on date not null,
  by_account uuid,
  by_person uuid,
  primary key (partnership_id, id),
  constraint case_study_release_once unique (partnership_id, content_hash)
);
comment on table reporting.case_study_release is 'A case study that was checked for re-identification and signed off, word for word: other words need another. Insert-only.';
comment on constraint case_study_release_says_what_was_checked on reporting.case_study_release is 'checked: Say what you checked, so that nobody can be recognised.';
comment on constraint case_study_release_once on reporting.case_study_release is 'This case study is already signed off.';
alter table reporting.case_study_release enable row level security;
create policy case_study_release_is_read_by_members on reporting.case_study_release for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy case_study_release_is_given_by_approvers on reporting.case_study_release for insert
  with check (partnership_id = platform.partnership() and platform.may('report.approve'));
grant select, insert on reporting.case_study_release to concord_app;

create table reporting.edition (
  partnership_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  template_id uuid not null,
  slug text not null,
  title text not null,
  period_start date not null,
  as_at date not null,
  approved_on date not null,
  approved_by_account uuid,
  approved_by_person uuid,
  approved_by_agency uuid,
  alone boolean not null,
  html_sha256 bytea not null,
  pdf_sha256 bytea,
  docx_sha256 bytea not null,
  json_sha256 bytea not null,
  contents jsonb not null,
  row_hash bytea not null,
  primary key (partnership_id, id),
  constraint edition_of_report foreign key (partnership_id, report_id) references reporting.report (partnership_id, id),
  constraint edition_once_for_a_report unique (partnership_id, report_id),
  constraint edition_slug_unique unique (partnership_id, slug)
);
comment on table reporting.edition is 'A report as it was approved: the hashes of its frozen files, and a row hash that the audit seal covers. Insert-only.';
comment on column reporting.edition.alone is 'True when whoever approved it had also submitted it.';
comment on column reporting.edition.contents is 'Texts, recommendations, figures and plan rows as approved, for comparing and carrying over.';
comment on column reporting.edition.pdf_sha256 is 'Empty where the machine that approved it could not make a PDF.';
create index edition_by_template on reporting.edition (partnership_id, template_id, as_at);
alter table reporting.edition enable row level security;
create policy edition_is_read_by_members on reporting.edition for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy edition_is_frozen_by_approvers on reporting.edition for insert
  with check (partnership_id = platform.partnership() and platform.may('report.approve'));
grant select, insert on reporting.edition to concord_app;

create table reporting.edition_link (
  partnership_id uuid not null,
  edition_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  primary key (partnership_id, edition_id, to_kind, to_id),
  constraint edition_link_of_edition foreign key (partnership_id, edition_id) references reporting.edition (partnership_id, id)
);
comment on table reporting.edition_link is 'What the figures of an edition are about: the end of the golden thread. Insert-only.';
alter table reporting.edition_link enable row level security;
create policy edition_link_is_read_by_members on reporting.edition_link for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy edition_link_is_kept_by_approvers on reporting.edition_link for insert
  with check (partnership_id = platform.partnership() and platform.may('report.approve'));
grant select, insert on reporting.edition_link to concord_app;

create table reporting.publication (
  partnership_id uuid not null,
  edition_id uuid not null,
  slug text not null,
  title text not null,
  as_at date not null,
  published_on date not null,
  html_sha256 bytea not null,
  pdf_sha256 bytea,
  docx_sha256 bytea not null,
  json_sha256 bytea not null,
  by_account uuid,
  primary key (partnership_id, edition_id),
  constraint publication_of_edition foreign key (partnership_id, edition_id) references reporting.edition (partnership_id, id),
  constraint publication_slug_unique unique (partnership_id, slug)
);
comment on table reporting.publication is 'An edition that everybody may read, with what its public page needs. Insert-only.';
comment on constraint publication_of_edition on reporting.publication is 'Only an approved edition can be published.';
alter table reporting.publication enable row level security;
create policy publication_is_read_by_everybody on reporting.publication for select
  using (partnership_id = platform.partnership() and (platform.may('public') or platform.may('read')));
create policy publication_is_made_by_publishers on reporting.publication for insert
  with check (partnership_id = platform.partnership() and platform.may('report.publish'));
grant select, insert on reporting.publication to concord_app;

create view reporting.template_now with (security_invoker = true) as
  select t.partnership_id, t.id, t.slug, t.revision, v.version, v.title, v.cadence, v.body_id, b.name as body_name,
    b.slug as body_slug, v.days_after, v.starts_on, v.definition, v.made_on
  from reporting.template t
  join lateral (
    select * from reporting.template_version v
    where v.partnership_id = t.partnership_id and v.template_id = t.id order by v.version desc limit 1) v on true
  left join governance.body b on b.partnership_id = t.partnership_id and b.id = v.body_id;
comment on view reporting.template_now is 'Each template in its latest version.';
grant select on reporting.template_now to concord_app;

-- When each template is due: calendar periods as far as the one under way, or the sittings of the board it follows.
create view reporting.due_report with (security_invoker = true) as
  with ends as (
    select t.partnership_id, t.id as template_id, t.slug, t.title, t.days_after, t.starts_on, e.period_end
    from reporting.template_now t
    join partners.partnership p on p.partnership_id = t.partnership_id
    cross join lateral (
      select (date_trunc('month', m) + interval '1 month - 1 day')::date as period_end
      from generate_series(date_trunc('month', t.starts_on),
        date_trunc('month', partners.business_date(p)) + interval '11 months', interval '1 month') m
      where t.cadence = 'month'
        or (t.cadence = 'quarter' and extract(month from m) in (3, 6, 9, 12))
        or (t.cadence = 'year' and extract(month from m) = 3)) e
    union all
    select t.partnership_id, t.id, t.slug, t.title, t.days_after, t.starts_on, s.latest_day
    from reporting.template_now t
    join governance.sitting_now s on s.partnership_id = t.partnership_id and s.body_id = t.body_id
      and s.status <> 'cancelled' and s.latest_day >= t.starts_on
    where t.cadence = 'board'
  ), spans as (
    select e.*, lag(period_end) over w as previous_end, lead(period_end) over w as next_end
    from ends e window w as (partition by partnership_id, template_id order by period_end)
  )
  select s.partnership_id, s.template_id, s.slug, s.title, coalesce(s.previous_end + 1, s.starts_on) as period_start,
    s.period_end, s.period_end + s.days_after as due_on, e.approved_on as met_on, r.id as report_id
  from spans s
  join partners.partnership p on p.partnership_id = s.partnership_id
  left join lateral (
    select r.id from reporting.report r
    where r.partnership_id = s.partnership_id and r.template_id = s.template_id
      and r.as_at >= s.period_end and (s.next_end is null or r.as_at < s.next_end)
    order by r.as_at limit 1) r on true
  left join reporting.edition e on e.partnership_id = s.partnership_id and e.report_id = r.id
  where s.previous_end is null or s.previous_end <= partners.business_date(p);
comment on view reporting.due_report is 'Every report that a template''s cadence calls for until the next one, when it is due and what met it.';
grant select on reporting.due_report to concord_app;

create view reporting.kinds with (security_invoker = true) as
  select partnership_id, 'report'::text as kind, id, title || ' as at ' || to_char(as_at, 'FMDD FMMonth YYYY') as title,
    '/reports/' || id as path from reporting.report_now
  union all
  select partnership_id, 'edition', id, title || ' as at ' || to_char(as_at, 'FMDD FMMonth YYYY'), '/editions/' || id
  from reporting.edition
  union all
  select partnership_id, 'report-template', id, title, '/reports/templates/' || slug from reporting.template_now;
comment on view reporting.kinds is 'The things of this module that others may name and link.';
grant select on reporting.kinds to concord_app;

create view reporting.thread with (security_invoker = true) as
  select partnership_id, to_kind as from_kind, to_id as from_id, 'edition'::text as to_kind, edition_id as to_id
  from reporting.edition_link
  union all
  select partnership_id, 'report', report_id, 'edition', id from reporting.edition;
comment on view reporting.thread is 'From what a report is about to the edition that tells of it.';
grant select on reporting.thread to concord_app;

create view reporting.duties with (security_invoker = true) as
  select d.partnership_id, 'report-due'::text as kind,
    case when d.report_id is null then 'report-template' else 'report' end as subject_kind,
    coalesce(d.report_id, d.template_id) as subject_id,
    'Write the ' || d.title || ' for ' || to_char(d.period_start, 'FMDD FMMonth YYYY') || ' to ' || to_char(d.period_end, 'FMDD FMMonth YYYY') as title,
    case when d.report_id is null then '/reports/new?template=' || d.slug else '/reports/' || d.report_id end as path,
    d.due_on, null::uuid as owner_agency_id, null::uuid as owner_post_id, d.met_on
  from reporting.due_report d
  left join reporting.report_now r on r.partnership_id = d.partnership_id and r.id = d.report_id
  where r.state is distinct from 'submitted'
  union all
  select r.partnership_id, 'report-approval', 'report', r.id, 'Approve the ' || r.title || ' as at ' || to_char(r.as_at, 'FMDD FMMonth YYYY'),
    '/reports/' || r.id || '/approval',
    coalesce((select d.due_on from reporting.due_report d where d.partnership_id = r.partnership_id and d.report_id = r.id limit 1), r.state_since),
    null, null, null
  from reporting.report_now r where r.state = 'submitted';
comment on view reporting.duties is 'Reports to be written by the day their cadence asks for, and those that wait for approval.';
grant select on reporting.duties to concord_app;

create view reporting.warnings with (security_invoker = true) as
  select d.partnership_id, 'report-late'::text as kind,
    case when d.report_id is null then 'report-template' else 'report' end as subject_kind,
    coalesce(d.report_id, d.template_id) as subject_id, d.due_on as since, 'high'::text as severity,
    'The ' || d.title || ' was due on ' || to_char(d.due_on, 'FMDD FMMonth YYYY') || ' and is not approved.' as sentence,
    case when d.report_id is null then '/reports/new?template=' || d.slug else '/reports/' || d.report_id end as path,
    null::uuid as owner_agency_id
  from reporting.due_report d join partners.partnership p on p.partnership_id = d.partnership_id
  where d.met_on is null and d.due_on < partners.business_date(p)
    and d.period_end = (select max(o.period_end) from reporting.due_report o
      where o.partnership_id = d.partnership_id and o.template_id = d.template_id and o.met_on is null
        and o.due_on < partners.business_date(p))
  union all
  select i.partnership_id, 'interest-unanswered', 'report', r.id, i.asked_on, 'medium',
    'The ' || i.asked_by || ' asked on ' || to_char(i.asked_on, 'FMDD FMMonth YYYY') || ' to hear more, and the draft does not answer: ' || i.words,
    '/reports/' || r.id || '/interests', null::uuid
  from reporting.interest i
  join reporting.report_now r on r.partnership_id = i.partnership_id and r.template_id = i.template_id
    and r.state in ('draft', 'submitted') and r.as_at >= i.asked_on
  where not exists (
    select from reporting.interest_answer a
    left join reporting.edition e on e.partnership_id = a.partnership_id and e.report_id = a.report_id
    where a.partnership_id = i.partnership_id and a.interest_id = i.id
      and (a.report_id = r.id or e.id is not null));
comment on view reporting.warnings is 'Reports that are late, and requests that a draft leaves unanswered.';
grant select on reporting.warnings to concord_app;
