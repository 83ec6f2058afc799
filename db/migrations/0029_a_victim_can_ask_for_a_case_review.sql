-- ASB Case Review (Anti-social Behaviour, Crime and Policing Act 2014, section 104): who asks, what they complained of, the
-- threshold as it was computed, each step with its day and reason, the panel and what it recommends.
create table casework.case_review (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null default false,
  record_id uuid,
  applicant text not null constraint case_review_applicant check (applicant in ('victim', 'representative')),
  by_public_form boolean not null default false,
  application bytea not null,
  applied_on date not null,
  review_on date not null,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint case_review_received_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint case_review_of_a_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id),
  constraint case_review_is_held_by_who_received_it check (agency_id = any (agency_ids)),
  constraint case_review_is_reviewed_after_it_is_written check (review_on > applied_on)
);
comment on table casework.case_review is 'An application for a case review; what was written is sealed under its own key. Seen by the agency that received it and those on its panel.';
create index case_review_by_record on casework.case_review (partnership_id, record_id);
create index case_review_by_day on casework.case_review (partnership_id, applied_on);
create index case_review_by_review on casework.case_review (partnership_id, review_on);
alter table casework.case_review enable row level security;

create table casework.case_review_complaint (
  partnership_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  concern_id uuid,
  agency_id uuid,
  behaviour_on date not null,
  complained_on date not null,
  says bytea,
  primary key (partnership_id, id),
  constraint case_review_complaint_of_review foreign key (partnership_id, review_id) references casework.case_review (partnership_id, id) on delete cascade,
  constraint case_review_complaint_is_a_concern foreign key (partnership_id, concern_id) references casework.concern (partnership_id, id) on delete cascade,
  constraint case_review_complaint_to_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint case_review_complaint_once unique (partnership_id, review_id, concern_id)
);
comment on table casework.case_review_complaint is 'A complaint that an application names, or that was found among the concerns; what was written is sealed under its own key.';
create index case_review_complaint_by_review on casework.case_review_complaint (partnership_id, review_id);
create index case_review_complaint_by_concern on casework.case_review_complaint (partnership_id, concern_id);
alter table casework.case_review_complaint enable row level security;

create table casework.case_review_step (
  partnership_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  step text not null constraint case_review_step_is_known check (step in ('applied', 'acknowledged', 'threshold-met', 'threshold-not-met', 'reviewed', 'appealed', 'appeal-upheld', 'appeal-refused', 'closed', 'withdrawn')),
  on_day date not null,
  due_on date,
  facts jsonb not null,
  says bytea,
  account_id uuid,
  primary key (partnership_id, id),
  constraint case_review_step_of_review foreign key (partnership_id, review_id) references casework.case_review (partnership_id, id) on delete cascade
);
comment on table casework.case_review_step is 'Every step of a case review: who, when and why, and by when the next is due. Insert-only; the reason is sealed under the step''s own key.';
create index case_review_step_by_review on casework.case_review_step (partnership_id, review_id, id);
alter table casework.case_review_step enable row level security;

create table casework.case_review_recommendation (
  partnership_id uuid not null,
  id uuid not null,
  review_id uuid not null,
  agency_ids uuid[] not null,
  restricted boolean not null,
  to_agency_id uuid not null,
  says bytea not null,
  due_on date not null,
  answer text not null default 'awaited' constraint case_review_recommendation_answer check (answer in ('awaited', 'accepted', 'refused', 'carried-out')),
  answered_on date,
  reason bytea,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint case_review_recommendation_of_review foreign key (partnership_id, review_id) references casework.case_review (partnership_id, id) on delete cascade,
  constraint case_review_recommendation_to_agency foreign key (partnership_id, to_agency_id) references partners.agency (partnership_id, id),
  constraint case_review_recommendation_is_answered_on_a_day check ((answer = 'awaited') = (answered_on is null)),
  constraint case_review_recommendation_refusal_says_why check (answer <> 'refused' or reason is not null)
);
comment on table casework.case_review_recommendation is 'What the panel recommends to an agency, and what the agency answers; sealed under its own key.';
comment on constraint case_review_recommendation_refusal_says_why on casework.case_review_recommendation is 'reason: Say why the agency does not carry it out.';
create index case_review_recommendation_by_review on casework.case_review_recommendation (partnership_id, review_id);
alter table casework.case_review_recommendation enable row level security;

-- One rule for all five: agencies that take part see it, with leave to handle case reviews; machinery keeps it.
create policy case_review_is_seen_by_agencies_that_take_part on casework.case_review for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy case_review_is_received on casework.case_review for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('case-review.handle', agency_id))));
create policy case_review_is_handled on casework.case_review for update using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('case-review.handle', agency_id))));
create policy case_review_is_disposed_of on casework.case_review for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.case_review to concord_app;
create policy case_review_complaint_is_seen on casework.case_review_complaint for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy case_review_complaint_is_added on casework.case_review_complaint for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy case_review_complaint_is_disposed_of on casework.case_review_complaint for delete using (partnership_id = platform.partnership() and casework.machine());
create policy case_review_complaint_is_shown_to_the_panel on casework.case_review_complaint for update using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.case_review_complaint to concord_app;
grant update (agency_ids) on casework.case_review_complaint to concord_app;
create policy case_review_step_is_seen on casework.case_review_step for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy case_review_step_is_taken on casework.case_review_step for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy case_review_step_is_disposed_of on casework.case_review_step for delete using (partnership_id = platform.partnership() and casework.machine());
create policy case_review_step_is_shown_to_the_panel on casework.case_review_step for update using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.case_review_step to concord_app;
grant update (agency_ids) on casework.case_review_step to concord_app;
create policy case_review_recommendation_is_seen on casework.case_review_recommendation for select using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids) and platform.may_for('casework.read', platform.agency()) and (not restricted or platform.may_for('casework.restricted', platform.agency())))));
create policy case_review_recommendation_is_made on casework.case_review_recommendation for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy case_review_recommendation_is_answered on casework.case_review_recommendation for update using (partnership_id = platform.partnership() and casework.machine());
create policy case_review_recommendation_is_disposed_of on casework.case_review_recommendation for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.case_review_recommendation to concord_app;

create view casework.case_review_now with (security_invoker = true) as
  select v.partnership_id, v.id, v.agency_id, v.agency_ids, v.restricted, v.record_id, v.applicant, v.by_public_form, v.applied_on, v.revision,
    s.step, s.on_day, s.due_on
  from casework.case_review v
  join lateral (select x.step, x.on_day, x.due_on from casework.case_review_step x
    where x.partnership_id = v.partnership_id and x.review_id = v.id order by x.id desc limit 1) s on true;
comment on view casework.case_review_now is 'Each case review with the step at which it stands and the day by which the next is due.';
create view casework.case_review_duties with (security_invoker = true) as
  select v.partnership_id, 'case-review-' || v.step as kind, 'case-review'::text as subject_kind, v.id as subject_id,
    case v.step when 'applied' then 'Answer that an application for a case review was received' when 'acknowledged' then 'Decide whether the threshold of a case review is met'
      when 'threshold-met' then 'Hold a case review with its panel' when 'appealed' then 'Decide the appeal in a case review' when 'appeal-upheld' then 'Hold a case review with its panel, as the appeal asked' else 'Tell the applicant what the case review found, and close it' end as title,
    '/casework/case-reviews/' || v.id as path, v.due_on, v.agency_id as owner_agency_id, null::uuid as owner_post_id, null::date as met_on
  from casework.case_review_now v where v.due_on is not null
  union all
  select r.partnership_id, 'case-review-recommendation', 'case-review', r.review_id, 'Answer a recommendation of a case review', '/casework/case-reviews/' || r.review_id,
    r.due_on, r.to_agency_id, null, null from casework.case_review_recommendation r where r.answer = 'awaited';
comment on view casework.case_review_duties is 'What the agency that received an application, and those that were recommended something, have to do by when; names nobody.';
create view casework.case_review_warnings with (security_invoker = true) as
  select d.partnership_id, 'case-review-late'::text as kind, d.subject_kind, d.subject_id, d.due_on as since, 'high'::text as severity,
    d.title || ': it was due on ' || to_char(d.due_on, 'FMDD FMMonth YYYY') || '.' as sentence, d.path, d.owner_agency_id
  from casework.case_review_duties d join partners.partnership p on p.partnership_id = d.partnership_id
  where d.due_on < partners.business_date(p);
comment on view casework.case_review_warnings is 'Clocks of case reviews that have run out; names nobody.';
grant select on casework.case_review_now, casework.case_review_duties, casework.case_review_warnings to concord_app;
