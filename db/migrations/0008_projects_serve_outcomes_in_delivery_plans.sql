create schema delivery;
comment on schema delivery is 'Delivery plans, projects with the whole project plan, progress, milestones, risks and what is still unknown.';
grant usage on schema delivery to concord_app, concord_statistics;

-- Plans ---------------------------------------------------------------------------------------------------------
create table delivery.plan (
  partnership_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null constraint delivery_plan_title_is_given check (length(trim(title)) > 0),
  priority_id uuid,
  starts_on date not null,
  ends_on date not null,
  owner_post_id uuid,
  owner_agency_id uuid,
  refreshed_from uuid,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint delivery_plan_slug_unique unique (partnership_id, slug),
  constraint delivery_plan_ends_after_it_starts check (ends_on > starts_on),
  constraint delivery_plan_serves_priority foreign key (partnership_id, priority_id) references strategy.priority (partnership_id, id),
  constraint delivery_plan_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint delivery_plan_owned_by_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint delivery_plan_refreshes_plan foreign key (partnership_id, refreshed_from) references delivery.plan (partnership_id, id)
);
comment on table delivery.plan is 'A delivery plan of one priority for one period; who adopted it and what superseded it are rows beside.';
comment on constraint delivery_plan_slug_unique on delivery.plan is 'title: Another plan already has this title and period. Change the title.';
comment on constraint delivery_plan_title_is_given on delivery.plan is 'title: Enter the title of the plan.';
comment on constraint delivery_plan_ends_after_it_starts on delivery.plan is 'ends_on: The plan must end after it starts.';
create index delivery_plan_by_priority on delivery.plan (partnership_id, priority_id, starts_on);

create table delivery.plan_adoption (
  partnership_id uuid not null,
  plan_id uuid not null,
  adopted_on date not null,
  adopted_by text not null,
  account_id uuid,
  primary key (partnership_id, plan_id),
  constraint plan_adoption_of_plan foreign key (partnership_id, plan_id) references delivery.plan (partnership_id, id)
);
comment on table delivery.plan_adoption is 'A plan was adopted: when and by which body. Insert-only.';

create table delivery.plan_supersession (
  partnership_id uuid not null,
  plan_id uuid not null,
  superseded_by uuid not null,
  superseded_on date not null,
  primary key (partnership_id, plan_id),
  constraint plan_supersession_of_plan foreign key (partnership_id, plan_id) references delivery.plan (partnership_id, id),
  constraint plan_supersession_by_plan foreign key (partnership_id, superseded_by) references delivery.plan (partnership_id, id),
  constraint plan_supersession_by_another check (plan_id <> superseded_by)
);
comment on table delivery.plan_supersession is 'A plan gave way to the one that was adopted after it. Insert-only.';

create table delivery.plan_outcome (
  partnership_id uuid not null,
  plan_id uuid not null,
  outcome_id uuid not null,
  position integer not null,
  baseline text not null default '',
  target text not null default '',
  primary key (partnership_id, plan_id, outcome_id),
  constraint plan_outcome_in_plan foreign key (partnership_id, plan_id) references delivery.plan (partnership_id, id),
  constraint plan_outcome_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id)
);
comment on table delivery.plan_outcome is 'An outcome as a plan states it, with its baselines and targets in the words of the plan.';

-- Projects ------------------------------------------------------------------------------------------------------
create table delivery.programme (
  partnership_id uuid not null,
  id uuid not null,
  slug text not null,
  title text not null constraint programme_title_is_given check (length(trim(title)) > 0),
  about text not null default '',
  primary key (partnership_id, id),
  constraint programme_slug_unique unique (partnership_id, slug)
);
comment on table delivery.programme is 'Projects that are run together, such as the Blake programme.';

create table delivery.programme_note (
  partnership_id uuid not null,
  id uuid not null,
  programme_id uuid not null,
  noted_on date not null,
  source text not null,
  says text not null,
  primary key (partnership_id, id),
  constraint programme_note_on_programme foreign key (partnership_id, programme_id) references delivery.programme (partnership_id, id)
);
comment on table delivery.programme_note is 'What a source says of a programme; sources that disagree both stand. Insert-only.';
create index programme_note_by_programme on delivery.programme_note (partnership_id, programme_id);

create table delivery.project (
  partnership_id uuid not null,
  id uuid not null,
  slug text not null,
  reference text,
  title text not null constraint project_title_is_given check (length(trim(title)) > 0),
  activity text not null default '',
  programme_id uuid,
  agency_id uuid,
  timescale text not null default '',
  baseline text not null default '',
  target text not null default '',
  intended_outcomes text not null default '',
  communications text not null default '',
  cash_says text not null default '',
  people_says text not null default '',
  sustainability text constraint project_sustainability check (sustainability in ('none', 'this-fund', 'elsewhere', 'likely')),
  sustainability_says text not null default '',
  sustainability_pence bigint constraint project_sustainability_amount check (sustainability_pence >= 0),
  sustainability_from date,
  starts_on date,
  ends_on date,
  update_every_days integer not null default 91 constraint project_update_cadence check (update_every_days between 7 and 400),
  note text not null default '',
  closed_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint project_slug_unique unique (partnership_id, slug),
  constraint project_reference_unique unique (partnership_id, reference),
  constraint project_in_programme foreign key (partnership_id, programme_id) references delivery.programme (partnership_id, id),
  constraint project_led_by_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint project_ends_after_it_starts check (starts_on is null or ends_on is null or ends_on >= starts_on)
);
comment on table delivery.project is 'A project and its project plan. Lists (resources, leads, milestones, measures, unknowns) are rows beside.';
comment on column delivery.project.agency_id is 'The agency of the first lead: its lead officers report progress.';
comment on column delivery.project.sustainability is 'Is future funding required: none, from this fund, from elsewhere, or likely. Null when it is not known.';
comment on constraint project_slug_unique on delivery.project is 'title: Another project already has this title. Change the title.';
comment on constraint project_reference_unique on delivery.project is 'reference: Another project already has this reference.';
comment on constraint project_title_is_given on delivery.project is 'title: Enter the title of the project.';
comment on constraint project_ends_after_it_starts on delivery.project is 'ends: The project must end after it starts.';
comment on constraint project_update_cadence on delivery.project is 'update_every: Updates may be due every 7 to 400 days.';
comment on column delivery.project.closed_on is 'A copy from its closure, so that an index finds the projects that are open: duties and warnings ask for no others.';
create index project_by_closure on delivery.project (partnership_id, closed_on);
create index project_by_programme on delivery.project (partnership_id, programme_id);
create index project_by_agency on delivery.project (partnership_id, agency_id);

create table delivery.project_outcome (
  partnership_id uuid not null,
  project_id uuid not null,
  outcome_id uuid not null,
  position integer not null,
  primary key (partnership_id, project_id, outcome_id),
  constraint project_outcome_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint project_outcome_of_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id)
);
comment on table delivery.project_outcome is 'Which outcomes a project addresses.';
create index project_outcome_by_outcome on delivery.project_outcome (partnership_id, outcome_id);

create table delivery.plan_line (
  partnership_id uuid not null,
  plan_id uuid not null,
  outcome_id uuid not null,
  project_id uuid not null,
  objective text not null default '',
  position integer not null,
  continued boolean not null default false,
  primary key (partnership_id, plan_id, outcome_id, project_id),
  constraint plan_line_under_outcome foreign key (partnership_id, plan_id, outcome_id) references delivery.plan_outcome (partnership_id, plan_id, outcome_id),
  constraint plan_line_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.plan_line is 'A project as a row of a plan, under an outcome, with its objective.';
comment on column delivery.plan_line.continued is 'True when a refresh brought the line over from the plan before.';
create index plan_line_by_project on delivery.plan_line (partnership_id, project_id);

create table delivery.resource (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  position integer not null,
  kind text not null constraint resource_kind check (kind in ('cash', 'in-kind')),
  pence bigint constraint resource_amount_is_not_negative check (pence >= 0),
  basis text not null constraint resource_basis check (basis in ('one-off', 'per-year', 'option')),
  status text not null constraint resource_status check (status in ('already-allocated', 'requested', 'to-be-confirmed', 'spent')),
  says text not null default '',
  primary key (partnership_id, id),
  constraint resource_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.resource is 'Cash or in-kind resources of a project: amount in pence, how often, whether allocated, from where.';
comment on column delivery.resource.basis is 'One-off, per year, or an option that stands beside the others and is not added up.';
create index resource_by_project on delivery.resource (partnership_id, project_id, position);

create table delivery.human_resource (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  position integer not null,
  agency_id uuid,
  hours numeric constraint human_resource_hours_are_not_negative check (hours >= 0),
  pence_an_hour bigint constraint human_resource_rate_is_not_negative check (pence_an_hour >= 0),
  says text not null default '',
  primary key (partnership_id, id),
  constraint human_resource_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint human_resource_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id)
);
comment on table delivery.human_resource is 'Whose time a project takes; hours at an hourly rate are valued as in-kind.';
create index human_resource_by_project on delivery.human_resource (partnership_id, project_id, position);

create table delivery.lead (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  position integer not null,
  post_id uuid,
  agency_id uuid,
  says text not null default '',
  primary key (partnership_id, id),
  constraint lead_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint lead_is_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id),
  constraint lead_is_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint lead_is_named check (post_id is not null or agency_id is not null or says <> '')
);
comment on table delivery.lead is 'Lead officers of a project: a post, an agency, or words such as "All Board members".';
create index lead_by_project on delivery.lead (partnership_id, project_id, position);
create index lead_by_post on delivery.lead (partnership_id, post_id);

create table delivery.measure (
  partnership_id uuid not null,
  project_id uuid not null,
  indicator_id uuid not null,
  position integer not null,
  per_year numeric,
  primary key (partnership_id, project_id, indicator_id),
  constraint measure_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint measure_by_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id)
);
comment on table delivery.measure is 'What a project is measured by. Its own target stands in intelligence, for the project.';
comment on column delivery.measure.per_year is 'A quota: how many a year, such as four case studies.';
create index measure_by_indicator on delivery.measure (partnership_id, indicator_id);

create table delivery.gap (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid,
  plan_id uuid,
  outcome_id uuid,
  about text not null constraint gap_is_about_something check (about in
    ('activity', 'cash', 'human resources', 'lead officer', 'communications requirements', 'timescale', 'milestones', 'baselines', 'targets',
     'intended outcomes', 'sustainability', 'target audience')),
  says text not null constraint gap_says_what_is_unknown check (length(trim(says)) > 0),
  owner_post_id uuid,
  since date not null,
  due_on date,
  primary key (partnership_id, id),
  constraint gap_in_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint gap_in_plan_outcome foreign key (partnership_id, plan_id, outcome_id) references delivery.plan_outcome (partnership_id, plan_id, outcome_id),
  constraint gap_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint gap_stands_somewhere check ((project_id is null) <> (plan_id is null) and (plan_id is null) = (outcome_id is null))
);
comment on table delivery.gap is 'An unknown is a fact: "Target to be agreed", with an owner and a date, until it is filled. Insert-only.';
create index gap_by_project on delivery.gap (partnership_id, project_id);
create index gap_by_plan on delivery.gap (partnership_id, plan_id);

create table delivery.gap_filled (
  partnership_id uuid not null,
  gap_id uuid not null,
  filled_on date not null,
  says text not null default '',
  account_id uuid,
  primary key (partnership_id, gap_id),
  constraint gap_filled_of_gap foreign key (partnership_id, gap_id) references delivery.gap (partnership_id, id)
);
comment on table delivery.gap_filled is 'An unknown became known. Insert-only.';

create table delivery.agency_line (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  outcome_id uuid not null,
  document text not null constraint agency_line_document_is_given check (length(trim(document)) > 0),
  says text not null constraint agency_line_says_something check (length(trim(says)) > 0),
  primary key (partnership_id, id),
  constraint agency_line_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint agency_line_serves_outcome foreign key (partnership_id, outcome_id) references strategy.outcome (partnership_id, id)
);
comment on table delivery.agency_line is 'A line of an agency''s own business plan and the outcome it serves.';
comment on constraint agency_line_document_is_given on delivery.agency_line is 'document: Enter the name of your business plan.';
comment on constraint agency_line_says_something on delivery.agency_line is 'says: Enter the line as your business plan has it.';
create index agency_line_by_outcome on delivery.agency_line (partnership_id, outcome_id);
create index agency_line_by_agency on delivery.agency_line (partnership_id, agency_id);

-- What happens to a project -----------------------------------------------------------------------------------
create table delivery.project_change (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  changed_on date not null,
  changed_at timestamptz not null default now(),
  account_id uuid,
  changes jsonb not null,
  primary key (partnership_id, id),
  constraint project_change_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.project_change is 'What was changed in a project plan: each field before and after. Insert-only.';
create index project_change_by_project on delivery.project_change (partnership_id, project_id, id);

create table delivery.stage_change (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  stage text not null constraint stage_change_stage check (stage in ('planned', 'pilot', 'review', 'roll-out', 'ended')),
  changed_on date not null,
  reason text not null default '',
  account_id uuid,
  primary key (partnership_id, id),
  constraint stage_change_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.stage_change is 'A project reached a stage. Insert-only; the latest counts.';
create index stage_change_by_project on delivery.stage_change (partnership_id, project_id, changed_on desc, id desc);

create table delivery.closure (
  partnership_id uuid not null,
  project_id uuid not null,
  closed_on date not null,
  result text not null constraint closure_result check (result in ('finished', 'made-permanent', 'stopped-early')),
  evaluation text not null constraint closure_evaluation_is_given check (length(trim(evaluation)) > 0),
  value_for_money text not null constraint closure_value_for_money_is_given check (length(trim(value_for_money)) > 0),
  account_id uuid,
  primary key (partnership_id, project_id),
  constraint closure_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.closure is 'How a project ended: full evaluation and value for money assessment. Insert-only.';
comment on constraint closure_evaluation_is_given on delivery.closure is 'evaluation: Enter the evaluation: what the project achieved against its targets.';
comment on constraint closure_value_for_money_is_given on delivery.closure is 'value_for_money: Enter the value for money assessment.';

create table delivery.endorsement (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  endorsed_on date not null,
  endorsed_by text not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint endorsement_project_unique unique (partnership_id, project_id),
  constraint endorsement_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.endorsement is 'A body endorsed a project. Insert-only.';
comment on constraint endorsement_project_unique on delivery.endorsement is 'This project is endorsed already.';

create table delivery.endorsement_condition (
  partnership_id uuid not null,
  id uuid not null,
  endorsement_id uuid not null,
  project_id uuid not null,
  missing text[] not null constraint endorsement_condition_lists_something check (cardinality(missing) > 0),
  due_on date not null,
  owner_post_id uuid,
  note text not null default '',
  primary key (partnership_id, id),
  constraint endorsement_condition_of_endorsement foreign key (partnership_id, endorsement_id) references delivery.endorsement (partnership_id, id),
  constraint endorsement_condition_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint endorsement_condition_owner foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id)
);
comment on table delivery.endorsement_condition is 'What an incomplete project plan must still say, by name, and by when. Insert-only.';
create index endorsement_condition_by_project on delivery.endorsement_condition (partnership_id, project_id);

create table delivery.condition_met (
  partnership_id uuid not null,
  condition_id uuid not null,
  met_on date not null,
  account_id uuid,
  primary key (partnership_id, condition_id),
  constraint condition_met_of_condition foreign key (partnership_id, condition_id) references delivery.endorsement_condition (partnership_id, id)
);
comment on table delivery.condition_met is 'A condition of endorsement was met. Insert-only.';
comment on constraint endorsement_condition_lists_something on delivery.endorsement_condition is 'A condition lists what is missing.';

create table delivery.milestone (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  position integer not null,
  title text not null constraint milestone_title_is_given check (length(trim(title)) > 0),
  original_on date,
  precision text not null constraint milestone_precision check (precision in ('day', 'month', 'quarter', 'year', 'unknown')),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint milestone_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint milestone_without_date_says_so check ((original_on is null) = (precision = 'unknown'))
);
comment on table delivery.milestone is 'A milestone with the date first agreed. A month or quarter is kept as its last day, with the precision.';
comment on constraint milestone_title_is_given on delivery.milestone is 'title: Enter what the milestone is.';
create index milestone_by_project on delivery.milestone (partnership_id, project_id, position);

create table delivery.milestone_slip (
  partnership_id uuid not null,
  id uuid not null,
  milestone_id uuid not null,
  agency_id uuid,
  moved_from date,
  moved_to date not null,
  slipped_on date not null,
  reason text not null constraint milestone_slip_reason_is_given check (length(trim(reason)) > 0),
  account_id uuid,
  primary key (partnership_id, id),
  constraint milestone_slip_of_milestone foreign key (partnership_id, milestone_id) references delivery.milestone (partnership_id, id)
);
comment on table delivery.milestone_slip is 'A milestone was moved, with the reason. Insert-only; the latest is the current date.';
comment on constraint milestone_slip_reason_is_given on delivery.milestone_slip is 'reason: Enter why the milestone moves.';
create index milestone_slip_by_milestone on delivery.milestone_slip (partnership_id, milestone_id, id desc);

create table delivery.milestone_completion (
  partnership_id uuid not null,
  milestone_id uuid not null,
  agency_id uuid,
  met_on date not null,
  says text not null default '',
  account_id uuid,
  primary key (partnership_id, milestone_id),
  constraint milestone_completion_of_milestone foreign key (partnership_id, milestone_id) references delivery.milestone (partnership_id, id)
);
comment on table delivery.milestone_completion is 'A milestone was reached. Insert-only.';

create table delivery.progress_update (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  agency_id uuid,
  reported_on date not null,
  reported_at timestamptz not null default now(),
  standing text not null constraint progress_update_standing check (standing in ('on-track', 'at-risk', 'off-track')),
  says text not null constraint progress_update_says_something check (length(trim(says)) > 0),
  help text not null default '',
  figures text not null default '',
  account_id uuid,
  link_id uuid,
  primary key (partnership_id, id),
  constraint progress_update_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.progress_update is 'What a lead officer said of a project. Insert-only: together they are its history.';
comment on column delivery.progress_update.figures is 'The measure values given with the update, as a sentence; the values themselves are observations.';
comment on constraint progress_update_says_something on delivery.progress_update is 'says: Enter what was done since the last update.';
create index progress_update_by_project on delivery.progress_update (partnership_id, project_id, reported_on desc, id desc);

create table delivery.rag_override (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  rag text constraint rag_override_rag check (rag in ('green', 'amber', 'red')),
  reason text not null constraint rag_override_reason_is_given check (length(trim(reason)) > 0),
  set_on date not null,
  account_id uuid,
  primary key (partnership_id, id),
  constraint rag_override_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.rag_override is 'Somebody judged a project otherwise than the rules do, with the reason; a row without a colour lifts it. Insert-only.';
comment on constraint rag_override_reason_is_given on delivery.rag_override is 'reason: Enter why the project is judged otherwise.';
create index rag_override_by_project on delivery.rag_override (partnership_id, project_id, id desc);

create table delivery.risk (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  agency_id uuid,
  kind text not null constraint risk_kind check (kind in ('risk', 'issue')),
  title text not null constraint risk_title_is_given check (length(trim(title)) > 0),
  owner_post_id uuid,
  raised_on date not null,
  primary key (partnership_id, id),
  constraint risk_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id),
  constraint risk_owned_by_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id)
);
comment on table delivery.risk is 'Something that may go wrong (risk) or has (issue). Insert-only; its course is in risk_status.';
comment on constraint risk_title_is_given on delivery.risk is 'title: Enter what may go wrong or has.';
create index risk_by_project on delivery.risk (partnership_id, project_id);

create table delivery.risk_status (
  partnership_id uuid not null,
  id uuid not null,
  risk_id uuid not null,
  agency_id uuid,
  noted_on date not null,
  state text not null constraint risk_status_state check (state in ('open', 'controlled', 'closed')),
  likelihood smallint not null constraint risk_likelihood check (likelihood between 1 and 5),
  impact smallint not null constraint risk_impact check (impact between 1 and 5),
  says text not null default '',
  account_id uuid,
  primary key (partnership_id, id),
  constraint risk_status_of_risk foreign key (partnership_id, risk_id) references delivery.risk (partnership_id, id)
);
comment on table delivery.risk_status is 'Likelihood, impact and state of a risk on a day. Insert-only; the latest counts.';
create index risk_status_by_risk on delivery.risk_status (partnership_id, risk_id, id desc);

create table delivery.equality_step (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  step text not null constraint equality_step_kind check (step in ('screening', 'assessment', 'review')),
  due_on date not null,
  primary key (partnership_id, id),
  constraint equality_step_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.equality_step is 'Equality impact: screening, assessment or review that is due. Insert-only.';
create index equality_step_by_project on delivery.equality_step (partnership_id, project_id);

create table delivery.equality_result (
  partnership_id uuid not null,
  step_id uuid not null,
  done_on date not null,
  says text not null constraint equality_result_says_something check (length(trim(says)) > 0),
  account_id uuid,
  primary key (partnership_id, step_id),
  constraint equality_result_of_step foreign key (partnership_id, step_id) references delivery.equality_step (partnership_id, id)
);
comment on table delivery.equality_result is 'What an equality impact step found. Insert-only.';
comment on constraint equality_result_says_something on delivery.equality_result is 'says: Enter what was found.';

create table delivery.case_study (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  agency_id uuid,
  title text not null constraint case_study_title_is_given check (length(trim(title)) > 0),
  body text not null constraint case_study_body_is_given check (length(trim(body)) > 0),
  source text not null default '',
  consent text not null constraint case_study_consent check (consent in ('given', 'not-needed', 'not-yet')),
  told_on date not null,
  primary key (partnership_id, id),
  constraint case_study_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.case_study is 'An anonymised story of the difference a project made. Insert-only; publishable once signed off.';
comment on constraint case_study_title_is_given on delivery.case_study is 'title: Enter a title.';
comment on constraint case_study_body_is_given on delivery.case_study is 'body: Enter the case study.';
create index case_study_by_project on delivery.case_study (partnership_id, project_id);

create table delivery.case_study_sign_off (
  partnership_id uuid not null,
  case_study_id uuid not null,
  signed_on date not null,
  says text not null constraint case_study_sign_off_says_what_was_checked check (length(trim(says)) > 0),
  account_id uuid,
  primary key (partnership_id, case_study_id),
  constraint case_study_sign_off_of_case_study foreign key (partnership_id, case_study_id) references delivery.case_study (partnership_id, id)
);
comment on table delivery.case_study_sign_off is 'Somebody checked that nobody can be recognised, and signed a case study off. Insert-only.';
comment on constraint case_study_sign_off_says_what_was_checked on delivery.case_study_sign_off is 'says: Enter how you checked that nobody can be recognised.';

create table delivery.update_link (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  agency_id uuid,
  post_id uuid,
  token_hash bytea not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (partnership_id, id),
  constraint update_link_token_unique unique (partnership_id, token_hash),
  constraint update_link_to_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.update_link is 'A direct link to the update form of one project, by the hash of its token, until it expires. Insert-only.';

create table delivery.reminder (
  partnership_id uuid not null,
  id uuid not null,
  project_id uuid not null,
  due_on date not null,
  step text not null constraint reminder_step check (step in ('reminded', 'chased', 'escalated')),
  sent_on date not null,
  sent_to text not null,
  primary key (partnership_id, id),
  constraint reminder_step_unique unique (partnership_id, project_id, due_on, step, sent_on),
  constraint reminder_of_project foreign key (partnership_id, project_id) references delivery.project (partnership_id, id)
);
comment on table delivery.reminder is 'Which update was asked for, chased or escalated, when and whom it went to (a post). Insert-only.';

-- Who may -------------------------------------------------------------------------------------------------------
do $$
declare
  tables text[] := array['plan', 'plan_adoption', 'plan_supersession', 'plan_outcome', 'programme', 'programme_note', 'project',
    'project_outcome', 'plan_line', 'resource', 'human_resource', 'lead', 'measure', 'gap', 'gap_filled', 'agency_line', 'project_change',
    'stage_change', 'closure', 'endorsement', 'endorsement_condition', 'condition_met', 'milestone', 'milestone_slip',
    'milestone_completion', 'progress_update', 'rag_override', 'risk', 'risk_status', 'equality_step', 'equality_result', 'case_study',
    'case_study_sign_off', 'update_link', 'reminder'];
  added_by constant jsonb := '{
    "platform.may(''plan.edit'')": ["plan", "plan_outcome", "programme", "programme_note", "project", "project_outcome", "plan_line",
      "resource", "human_resource", "lead", "measure", "gap", "gap_filled", "project_change", "stage_change", "closure", "condition_met",
      "milestone", "rag_override", "equality_step", "equality_result", "case_study_sign_off"],
    "platform.may(''plan.adopt'')": ["plan_adoption", "plan_supersession"],
    "platform.may(''project.endorse'')": ["endorsement", "endorsement_condition"],
    "(platform.may(''plan.edit'') or platform.may_for(''plan.edit'', agency_id))": ["agency_line"],
    "(platform.may(''plan.edit'') or platform.may_for(''progress.report'', agency_id))": ["milestone_slip", "milestone_completion",
      "progress_update", "risk", "risk_status", "case_study"],
    "platform.may(''platform.work'')": ["update_link", "reminder"]}';
  named text;
  rule text;
begin
  foreach named in array tables loop
    execute format('alter table delivery.%I enable row level security', named);
    execute format('create policy %I on delivery.%I for select using (partnership_id = platform.partnership() and platform.may(%L))',
      named || '_is_read', named, case when named = 'update_link' then 'platform.work' else 'read' end);
    execute format('grant select, insert on delivery.%I to concord_app', named);
  end loop;
  for rule, tables in select key, array(select jsonb_array_elements_text(value)) from jsonb_each(added_by) loop
    foreach named in array tables loop
      execute format('create policy %I on delivery.%I for insert with check (partnership_id = platform.partnership() and %s)',
        named || '_is_added', named, rule);
    end loop;
  end loop;
  foreach named in array array['plan', 'plan_outcome', 'programme', 'project', 'plan_line', 'measure', 'milestone'] loop
    execute format('create policy %I on delivery.%I for update using (partnership_id = platform.partnership() and platform.may(''plan.edit''))',
      named || '_is_changed', named);
    execute format('grant update on delivery.%I to concord_app', named);
  end loop;
  foreach named in array array['plan_outcome', 'project_outcome', 'plan_line', 'resource', 'human_resource', 'lead', 'measure', 'milestone'] loop
    execute format('create policy %I on delivery.%I for delete using (partnership_id = platform.partnership() and platform.may(''plan.edit''))',
      named || '_is_removed', named);
    execute format('grant delete on delivery.%I to concord_app', named);
  end loop;
end $$;
create policy agency_line_is_removed on delivery.agency_line for delete
  using (partnership_id = platform.partnership() and platform.may_for('plan.edit', agency_id));
grant delete on delivery.agency_line to concord_app;

-- What follows from the facts -----------------------------------------------------------------------------------
create view delivery.plan_now with (security_invoker = true) as
  select p.*, case when a.plan_id is null then 'draft' when s.plan_id is null then 'adopted' else 'superseded' end as state,
    a.adopted_on, a.adopted_by, s.superseded_on, s.superseded_by
  from delivery.plan p
  left join delivery.plan_adoption a on a.partnership_id = p.partnership_id and a.plan_id = p.id
  left join delivery.plan_supersession s on s.partnership_id = p.partnership_id and s.plan_id = p.id;
comment on view delivery.plan_now is 'Each plan with its state: draft, adopted or superseded.';
grant select on delivery.plan_now to concord_app;

create view delivery.milestone_now with (security_invoker = true) as
  select m.partnership_id, m.id, m.project_id, m.position, m.title, m.original_on, m.precision, m.revision,
    coalesce(s.moved_to, m.original_on) as due_on, s.slips, s.reason as slip_reason, c.met_on
  from delivery.milestone m
  left join lateral (
    select x.moved_to, x.reason, count(*) over () as slips from delivery.milestone_slip x
    where x.partnership_id = m.partnership_id and x.milestone_id = m.id order by x.id desc limit 1) s on true
  left join delivery.milestone_completion c on c.partnership_id = m.partnership_id and c.milestone_id = m.id;
comment on view delivery.milestone_now is 'Each milestone with its current date, how often it slipped, and whether it was met.';
grant select on delivery.milestone_now to concord_app;

create view delivery.risk_now with (security_invoker = true) as
  select r.partnership_id, r.id, r.project_id, r.kind, r.title, r.owner_post_id, r.raised_on, s.noted_on, s.state, s.likelihood, s.impact, s.says,
    (s.likelihood * s.impact)::integer as score
  from delivery.risk r
  join lateral (
    select x.* from delivery.risk_status x where x.partnership_id = r.partnership_id and x.risk_id = r.id order by x.id desc limit 1) s on true;
comment on view delivery.risk_now is 'Each risk or issue with its latest likelihood, impact and state.';
grant select on delivery.risk_now to concord_app;

create view delivery.gap_now with (security_invoker = true) as
  select g.partnership_id, g.id, g.project_id, g.plan_id, g.outcome_id, g.about, g.says, g.owner_post_id, g.since, g.due_on, f.filled_on
  from delivery.gap g left join delivery.gap_filled f on f.partnership_id = g.partnership_id and f.gap_id = g.id;
comment on view delivery.gap_now is 'Each unknown, and when it became known.';
grant select on delivery.gap_now to concord_app;

-- What can be said of one project on a day. Updates are due by cadence from the last one, or else from when the project
-- began or its plan was adopted, whichever is later. Looked up by index, so that duties and warnings, which ask about projects that
-- are not closed, do not read the history of all that are.
create function delivery.signals_of(partnership uuid, project uuid, every_days integer, as_at date) returns table (
  stage text, stage_on date, running boolean, endorsed_on date, last_update_on date, said text, update_due_on date,
  late_milestones integer, late_since date, late_title text, slipped_milestones integer, open_conditions integer,
  condition_due_on date, override_rag text, override_reason text)
language sql stable as $$
  select coalesce(st.stage, 'planned'), st.changed_on, coalesce(st.stage in ('pilot', 'review', 'roll-out'), false),
    e.endorsed_on, u.reported_on, u.standing,
    case when st.stage in ('pilot', 'review', 'roll-out') then coalesce(u.reported_on, greatest(st.began_on, n.adopted_on)) + every_days end,
    coalesce(m.late, 0)::integer, m.late_since, m.late_title, coalesce(m.slipped, 0)::integer,
    coalesce(c.open, 0)::integer, c.due_on, o.rag, o.reason
  from (select) one
  left join lateral (
    select x.stage, x.changed_on, (
        select min(y.changed_on) from delivery.stage_change y
        where y.partnership_id = partnership and y.project_id = project and y.changed_on <= as_at
          and y.stage in ('pilot', 'review', 'roll-out')) as began_on
    from delivery.stage_change x where x.partnership_id = partnership and x.project_id = project and x.changed_on <= as_at
    order by x.changed_on desc, x.id desc limit 1) st on true
  left join lateral (
    select max(a.adopted_on) as adopted_on from delivery.plan_line l
    join delivery.plan_adoption a on a.partnership_id = l.partnership_id and a.plan_id = l.plan_id and a.adopted_on <= as_at
    where l.partnership_id = partnership and l.project_id = project) n on true
  left join lateral (
    select x.endorsed_on from delivery.endorsement x
    where x.partnership_id = partnership and x.project_id = project and x.endorsed_on <= as_at) e on true
  left join lateral (
    select x.reported_on, x.standing from delivery.progress_update x
    where x.partnership_id = partnership and x.project_id = project and x.reported_on <= as_at
    order by x.reported_on desc, x.id desc limit 1) u on true
  left join lateral (
    select count(*) filter (where x.due_on < as_at and (x.met_on is null or x.met_on > as_at)) as late,
      min(x.due_on) filter (where x.due_on < as_at and (x.met_on is null or x.met_on > as_at)) as late_since,
      (array_agg(x.title order by x.due_on, x.position) filter (where x.due_on < as_at and (x.met_on is null or x.met_on > as_at)))[1] as late_title,
      count(*) filter (where x.due_on > x.original_on and x.met_on is null) as slipped
    from delivery.milestone_now x where x.partnership_id = partnership and x.project_id = project) m on true
  left join lateral (
    select count(*) as open, min(x.due_on) as due_on
    from delivery.endorsement_condition x
    left join delivery.condition_met y on y.partnership_id = x.partnership_id and y.condition_id = x.id
    where x.partnership_id = partnership and x.project_id = project and (y.met_on is null or y.met_on > as_at)) c on true
  left join lateral (
    select x.rag, x.reason from delivery.rag_override x
    where x.partnership_id = partnership and x.project_id = project and x.set_on <= as_at
    order by x.set_on desc, x.id desc limit 1) o on true
$$;
comment on function delivery.signals_of(uuid, uuid, integer, date) is 'What is known of one project on a day.';

-- The same of each project; pages and figures read this one.
create function delivery.signals(as_at date) returns table (
  partnership_id uuid, project_id uuid, stage text, stage_on date, running boolean, endorsed_on date,
  last_update_on date, said text, update_due_on date, late_milestones integer, late_since date, late_title text,
  slipped_milestones integer, open_conditions integer, condition_due_on date, override_rag text, override_reason text)
language sql stable as $$
  select p.partnership_id, p.id, s.*
  from delivery.project p
  cross join lateral delivery.signals_of(p.partnership_id, p.id, p.update_every_days, as_at) s
$$;
comment on function delivery.signals(date) is 'What can be said of each project on a day: stage, silence, late milestones, open conditions, the judgement that was set over the rules.';

create view delivery.open_project with (security_invoker = true) as
  select p.partnership_id, p.id, p.slug, p.title, p.agency_id, p.update_every_days
  from delivery.project p where p.closed_on is null;
comment on view delivery.open_project is 'Projects that are not closed: what duties and warnings are about.';
grant select on delivery.open_project to concord_app;

create view delivery.kinds with (security_invoker = true) as
  select partnership_id, 'plan'::text as kind, id, title, '/plans/' || slug as path from delivery.plan
  union all
  select partnership_id, 'project', id, title, '/projects/' || slug from delivery.project
  union all
  select partnership_id, 'programme', id, title, '/projects?programme=' || slug from delivery.programme
  union all
  select m.partnership_id, 'milestone', m.id, m.title, '/projects/' || p.slug || '/milestones'
  from delivery.milestone m join delivery.project p on p.partnership_id = m.partnership_id and p.id = m.project_id
  union all
  select r.partnership_id, 'risk', r.id, r.title, '/projects/' || p.slug || '/risks'
  from delivery.risk r join delivery.project p on p.partnership_id = r.partnership_id and p.id = r.project_id
  union all
  select c.partnership_id, 'case-study', c.id, c.title, '/projects/' || p.slug || '/case-studies'
  from delivery.case_study c join delivery.project p on p.partnership_id = c.partnership_id and p.id = c.project_id;
comment on view delivery.kinds is 'The things of this module that others may name and link.';
grant select on delivery.kinds to concord_app;

create view delivery.thread with (security_invoker = true) as
  select partnership_id, 'priority'::text as from_kind, priority_id as from_id, 'plan'::text as to_kind, id as to_id
  from delivery.plan where priority_id is not null
  union
  select partnership_id, 'plan', plan_id, 'project', project_id from delivery.plan_line
  union
  select partnership_id, 'outcome', outcome_id, 'project', project_id from delivery.project_outcome
  union
  select partnership_id, 'outcome', outcome_id, 'project', project_id from delivery.plan_line
  union
  select partnership_id, 'indicator', indicator_id, 'project', project_id from delivery.measure
  union
  select partnership_id, 'programme', programme_id, 'project', id from delivery.project where programme_id is not null
  union
  select partnership_id, 'project', project_id, 'milestone', id from delivery.milestone
  union
  select partnership_id, 'project', project_id, 'case-study', id from delivery.case_study
  union
  select partnership_id, 'outcome', outcome_id, 'agency', agency_id from delivery.agency_line;
comment on view delivery.thread is 'This module''s edges of the golden thread, from why to what.';
grant select on delivery.thread to concord_app;

create view delivery.gaps with (security_invoker = true) as
  select g.partnership_id, 'project'::text as subject_kind, g.project_id as subject_id, p.title, '/projects/' || p.slug as path,
    upper(left(g.about, 1)) || substr(g.about, 2) || ' not known yet' as missing, g.says, null::text as for_kind, null::uuid as for_id,
    g.since, g.due_on as expected_on, p.agency_id as owner_agency_id, g.owner_post_id
  from delivery.gap_now g join delivery.open_project p on p.partnership_id = g.partnership_id and p.id = g.project_id
  where g.filled_on is null and not exists (
    select from delivery.measure m join intelligence.data_gap d on d.partnership_id = m.partnership_id and d.indicator_id = m.indicator_id
    where m.partnership_id = g.partnership_id and m.project_id = g.project_id and d.says = g.says)
  union all
  select g.partnership_id, 'plan', g.plan_id, n.title, '/plans/' || n.slug, upper(left(g.about, 1)) || substr(g.about, 2) || ' not known yet', g.says,
    'outcome', g.outcome_id, g.since, g.due_on, n.owner_agency_id, coalesce(g.owner_post_id, n.owner_post_id)
  from delivery.gap_now g join delivery.plan_now n on n.partnership_id = g.partnership_id and n.id = g.plan_id
  where g.filled_on is null and n.state <> 'superseded' and not exists (
    select from strategy.outcome_indicator m join intelligence.data_gap d on d.partnership_id = m.partnership_id and d.indicator_id = m.indicator_id
    where m.partnership_id = g.partnership_id and m.outcome_id = g.outcome_id and d.says = g.says);
comment on view delivery.gaps is 'What open projects and plans in use do not know yet; what an indicator of theirs says in the same words is listed there.';
grant select on delivery.gaps to concord_app;

create view delivery.duties with (security_invoker = true) as
  select p.partnership_id, 'progress-update'::text as kind, 'project'::text as subject_kind, p.id as subject_id,
    'Report progress on ' || p.title as title, '/projects/' || p.slug || '/update' as path, s.update_due_on as due_on,
    p.agency_id as owner_agency_id, l.post_id as owner_post_id, null::date as met_on
  from partners.partnership t
  join delivery.open_project p on p.partnership_id = t.partnership_id
  cross join lateral delivery.signals_of(p.partnership_id, p.id, p.update_every_days, partners.business_date(t)) s
  left join lateral (select x.post_id from delivery.lead x where x.partnership_id = p.partnership_id and x.project_id = p.id and x.post_id is not null
    order by x.position limit 1) l on true
  where s.update_due_on is not null
  union all
  select m.partnership_id, 'milestone', 'milestone', m.id, m.title || ' (' || p.title || ')', '/projects/' || p.slug || '/milestones', m.due_on,
    p.agency_id, l.post_id, m.met_on
  from delivery.open_project p
  join delivery.milestone_now m on m.partnership_id = p.partnership_id and m.project_id = p.id
  left join lateral (select x.post_id from delivery.lead x where x.partnership_id = p.partnership_id and x.project_id = p.id and x.post_id is not null
    order by x.position limit 1) l on true
  where m.due_on is not null
  union all
  select c.partnership_id, 'endorsement-condition', 'project', c.project_id,
    'Complete the project plan of ' || p.title || ': ' || array_to_string(c.missing, ', '), '/projects/' || p.slug || '/endorsement', c.due_on,
    p.agency_id, c.owner_post_id, y.met_on
  from delivery.endorsement_condition c
  join delivery.project p on p.partnership_id = c.partnership_id and p.id = c.project_id
  left join delivery.condition_met y on y.partnership_id = c.partnership_id and y.condition_id = c.id
  union all
  select e.partnership_id, 'equality-' || e.step, 'project', e.project_id, 'Equality impact ' || e.step || ' of ' || p.title,
    '/projects/' || p.slug || '/equality', e.due_on, p.agency_id, null, r.done_on
  from delivery.equality_step e
  join delivery.project p on p.partnership_id = e.partnership_id and p.id = e.project_id
  left join delivery.equality_result r on r.partnership_id = e.partnership_id and r.step_id = e.id
  union all
  select g.partnership_id, 'data-gap', 'project', g.project_id, p.title || ': ' || g.says, '/projects/' || p.slug, g.due_on,
    p.agency_id, g.owner_post_id, g.filled_on
  from delivery.gap_now g join delivery.project p on p.partnership_id = g.partnership_id and p.id = g.project_id
  where g.due_on is not null
  union all
  select g.partnership_id, 'data-gap', 'plan', g.plan_id, n.title || ': ' || g.says, '/plans/' || n.slug, g.due_on,
    n.owner_agency_id, coalesce(g.owner_post_id, n.owner_post_id), g.filled_on
  from delivery.gap_now g join delivery.plan n on n.partnership_id = g.partnership_id and n.id = g.plan_id
  where g.due_on is not null
  union all
  select r.partnership_id, 'escalated-silence', 'project', p.id, 'Ask why ' || p.title || ' has not reported', '/projects/' || p.slug, r.sent_on,
    o.owner_agency_id, o.owner_post_id, u.met_on
  from delivery.open_project p
  join delivery.reminder r on r.partnership_id = p.partnership_id and r.project_id = p.id and r.step = 'escalated'
  left join lateral (select x.owner_post_id, x.owner_agency_id from delivery.plan_line l
    join delivery.plan_now x on x.partnership_id = l.partnership_id and x.id = l.plan_id and x.state <> 'superseded'
    where l.partnership_id = p.partnership_id and l.project_id = p.id and (x.owner_post_id is not null or x.owner_agency_id is not null)
    order by x.starts_on desc, x.id limit 1) o on true
  left join lateral (select min(y.reported_on) as met_on from delivery.progress_update y
    where y.partnership_id = p.partnership_id and y.project_id = p.id and y.reported_on >= r.sent_on) u on true;
comment on view delivery.duties is 'Updates and silence in spite of chasing, milestones, conditions of endorsement, equality steps and unknowns: by whom and when.';
grant select on delivery.duties to concord_app;

create view delivery.warnings with (security_invoker = true) as
  with signal as (
    select s.*, p.partnership_id, p.id as project_id, p.title, p.slug, p.agency_id, partners.business_date(t) as today
    from partners.partnership t
    join delivery.open_project p on p.partnership_id = t.partnership_id
    cross join lateral delivery.signals_of(p.partnership_id, p.id, p.update_every_days, partners.business_date(t)) s
    where s.stage <> 'ended')
  select partnership_id, 'silent-project'::text as kind, 'project'::text as subject_kind, project_id as subject_id, update_due_on as since,
    case when today - update_due_on > 28 then 'high' else 'medium' end as severity,
    title || ': ' || case when last_update_on is null then 'nobody has reported yet' else 'no update since ' || to_char(last_update_on, 'FMDD FMMonth YYYY') end
      || '; one was due on ' || to_char(update_due_on, 'FMDD FMMonth YYYY') || '.' as sentence,
    '/projects/' || slug as path, agency_id as owner_agency_id
  from signal where update_due_on < today
  union all
  select partnership_id, 'late-milestone', 'project', project_id, late_since, case when today - late_since > 30 then 'high' else 'medium' end,
    title || ': ' || late_milestones || case late_milestones when 1 then ' milestone is late: "' else ' milestones are late, the first being "' end
      || late_title || '", due by ' || to_char(late_since, 'FMDD FMMonth YYYY') || '.', '/projects/' || slug || '/milestones', agency_id
  from signal where late_milestones > 0
  union all
  select s.partnership_id, 'slipped-milestone', 'milestone', m.id, x.slipped_on, 'medium',
    s.title || ': "' || m.title || '" moved from ' || coalesce(to_char(m.original_on, 'FMDD FMMonth YYYY'), 'no date') || ' to '
      || to_char(m.due_on, 'FMDD FMMonth YYYY') || ': ' || x.reason, '/projects/' || s.slug || '/milestones', s.agency_id
  from signal s
  join delivery.milestone_now m on m.partnership_id = s.partnership_id and m.project_id = s.project_id
  join lateral (select y.slipped_on, y.reason from delivery.milestone_slip y
    where y.partnership_id = m.partnership_id and y.milestone_id = m.id order by y.id desc limit 1) x on true
  where s.slipped_milestones > 0 and m.met_on is null and m.due_on >= s.today
  union all
  select partnership_id, 'unmet-condition', 'project', project_id, condition_due_on, 'high',
    title || ': the condition of its endorsement was to be met by ' || to_char(condition_due_on, 'FMDD FMMonth YYYY') || '.',
    '/projects/' || slug || '/endorsement', agency_id
  from signal where open_conditions > 0 and condition_due_on < today
  union all
  select partnership_id, 'project-off-track', 'project', project_id, coalesce(last_update_on, today), 'high',
    title || case when override_rag = 'red' then ': judged red: ' || override_reason else ': its lead officer says it is off track.' end,
    '/projects/' || slug, agency_id
  from signal where override_rag = 'red' or (override_rag is null and said = 'off-track');
comment on view delivery.warnings is 'Projects that are silent, late, off track, or endorsed on a condition that was not met.';
grant select on delivery.warnings to concord_app;
