-- In the meeting --------------------------------------------------------------------------------------------------
create table governance.presence (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  kind text not null constraint presence_kind check (kind in ('arrived', 'left', 'corrected')),
  membership_id uuid,
  guest text,
  agency_id uuid,
  substitute text,
  remote boolean not null default false,
  from_item_id uuid,
  from_position integer,
  at time,
  corrects_id uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  primary key (partnership_id, id),
  constraint presence_at_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint presence_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id),
  constraint presence_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint presence_from_item foreign key (partnership_id, sitting_id, from_item_id) references governance.agenda_item (partnership_id, sitting_id, id),
  constraint presence_corrects_once unique (partnership_id, corrects_id),
  constraint presence_corrects_presence foreign key (partnership_id, corrects_id) references governance.presence (partnership_id, id),
  constraint presence_is_of_somebody check ((kind = 'corrected') = (corrects_id is not null) and (kind = 'corrected' or membership_id is not null or coalesce(length(trim(guest)), 0) > 0))
);
comment on table governance.presence is 'Arrivals and departures as they happened, by item of the agenda; a correction strikes one out. Insert-only.';
comment on column governance.presence.substitute is 'Who sits in the member''s place; the member''s organisation is present through them.';
comment on column governance.presence.from_item_id is 'The item from which on it holds; empty for the whole sitting from its start.';
comment on column governance.presence.from_position is 'The place that item had when this was recorded, for who may not see the item.';
comment on constraint presence_is_of_somebody on governance.presence is 'membershipId: Say who came or left.';
comment on constraint presence_corrects_once on governance.presence is 'This entry was struck out already.';
create index presence_by_sitting on governance.presence (partnership_id, sitting_id, id);
create index presence_by_member on governance.presence (partnership_id, membership_id);

create table governance.declaration (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  item_id uuid not null,
  exempt boolean not null default false,
  membership_id uuid not null,
  nature text not null constraint declaration_says_what check (length(trim(nature)) > 0),
  consequence text not null constraint declaration_consequence check (consequence in ('takes-part', 'speaks-without-vote', 'leaves')),
  round integer not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  primary key (partnership_id, id),
  constraint declaration_at_item foreign key (partnership_id, sitting_id, item_id, exempt)
    references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade,
  constraint declaration_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id),
  constraint declaration_once unique (partnership_id, item_id, membership_id, round)
);
comment on table governance.declaration is 'A member declared an interest in an item, and what follows. One who does not take part fully does not count towards quorum for it. Insert-only.';
comment on column governance.declaration.round is 'A second declaration of a member at an item is possible only once the first was struck out.';
comment on column governance.declaration.exempt is 'Follows its item.';
comment on constraint declaration_says_what on governance.declaration is 'nature: Say what the interest is.';
comment on constraint declaration_consequence on governance.declaration is 'consequence: Say whether they take part, speak without a vote, or leave.';
comment on constraint declaration_once on governance.declaration is 'membershipId: This member declared an interest in this item already.';

create table governance.struck_out (
  partnership_id uuid not null,
  fact_id uuid not null,
  kind text not null constraint struck_out_kind check (kind in ('declaration', 'motion')),
  sitting_id uuid not null,
  reason text not null constraint struck_out_says_why check (length(trim(reason)) > 0),
  struck_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  constraint struck_out_once primary key (partnership_id, fact_id),
  constraint struck_out_at_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id)
);
comment on table governance.struck_out is 'A declaration or a motion that was recorded wrongly, or withdrawn: it stays, struck out, with the reason. Insert-only.';
comment on constraint struck_out_says_why on governance.struck_out is 'reason: Say why it is struck out.';
comment on constraint struck_out_once on governance.struck_out is 'This entry was struck out already.';
create index struck_out_by_sitting on governance.struck_out (partnership_id, sitting_id);

create table governance.note (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  item_id uuid not null,
  account_id uuid,
  person_id uuid,
  words text not null constraint note_says_something check (length(trim(words)) > 0),
  written_at timestamptz not null default clock_timestamp(),
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint note_on_item foreign key (partnership_id, sitting_id, item_id) references governance.agenda_item (partnership_id, sitting_id, id),
  constraint note_by_person foreign key (partnership_id, person_id) references partners.person (partnership_id, id),
  constraint note_once_for_each_writer unique (partnership_id, item_id, account_id)
);
comment on table governance.note is 'What was said at an item, in the words of who took the note; each writer has their own, so that nobody''s are lost.';
comment on constraint note_once_for_each_writer on governance.note is 'words: You wrote a note on this item in another window. Look at it first.';
comment on constraint note_says_something on governance.note is 'words: Write the note.';
create index note_by_item on governance.note (partnership_id, sitting_id, item_id, id);

create table governance.motion (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  item_id uuid not null,
  exempt boolean not null default false,
  words text not null constraint motion_says_something check (length(trim(words)) > 0),
  mover_id uuid not null,
  seconder_id uuid,
  amends_id uuid,
  moved_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  primary key (partnership_id, id),
  constraint motion_at_item foreign key (partnership_id, sitting_id, item_id, exempt)
    references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade,
  constraint motion_by_mover foreign key (partnership_id, mover_id) references governance.membership (partnership_id, id),
  constraint motion_by_seconder foreign key (partnership_id, seconder_id) references governance.membership (partnership_id, id),
  constraint motion_exempt_known unique (partnership_id, id, exempt),
  constraint motion_seconded_by_another check (seconder_id is distinct from mover_id),
  constraint motion_amends_motion foreign key (partnership_id, amends_id) references governance.motion (partnership_id, id)
);
comment on table governance.motion is 'What was moved at an item, by whom, and who seconded it. Insert-only.';
comment on column governance.motion.exempt is 'Follows its item: what is moved at an exempt item is read only by who may see the item.';
comment on constraint motion_says_something on governance.motion is 'words: Write the motion.';
comment on constraint motion_seconded_by_another on governance.motion is 'seconderId: Another member must second the motion.';
create index motion_by_item on governance.motion (partnership_id, sitting_id, item_id, id);

create table governance.vote (
  partnership_id uuid not null,
  id uuid not null,
  motion_id uuid not null,
  exempt boolean not null default false,
  membership_id uuid not null,
  choice text not null constraint vote_choice check (choice in ('for', 'against', 'abstains')),
  casting boolean not null default false,
  recorded_at timestamptz not null default clock_timestamp(),
  account_id uuid,
  primary key (partnership_id, id),
  constraint vote_on_motion foreign key (partnership_id, motion_id, exempt) references governance.motion (partnership_id, id, exempt) on update cascade,
  constraint vote_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id)
);
comment on table governance.vote is 'How each member voted on a motion; recorded again, the later counts; the chair''s casting vote stands as a second. Insert-only.';
create index vote_by_motion on governance.vote (partnership_id, motion_id, membership_id, casting, id);
comment on constraint vote_choice on governance.vote is 'choice: Choose for, against or abstains.';

-- Decisions -------------------------------------------------------------------------------------------------------
create table governance.route_step (
  partnership_id uuid not null,
  id uuid not null,
  subject_kind text not null,
  position integer not null,
  body_id uuid not null,
  does text not null constraint route_step_does check (does in ('recommends', 'decides')),
  starts_on date,
  ends_on date,
  note text not null default '',
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint route_step_by_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint route_step_unique unique nulls not distinct (partnership_id, subject_kind, position, starts_on),
  constraint route_step_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on)
);
comment on table governance.route_step is 'Which bodies a kind of proposal walks past, in order: who recommends, who decides. A dated delegation.';
comment on constraint route_step_does on governance.route_step is 'does: Say whether the body recommends or decides.';
comment on constraint route_step_unique on governance.route_step is 'position: Another body has this place on the route.';

create table governance.decision (
  partnership_id uuid not null,
  id uuid not null,
  reference text not null,
  body_id uuid not null,
  sitting_id uuid,
  item_id uuid,
  motion_id uuid,
  decided_on date not null,
  title text not null constraint decision_title_is_given check (length(trim(title)) > 0),
  words text not null constraint decision_says_something check (length(trim(words)) > 0),
  outcome text not null constraint decision_outcome check (outcome in
    ('agreed', 'noted', 'recommended', 'endorsed', 'endorsed-on-condition', 'deferred', 'referred-back', 'refused', 'ratified', 'undone')),
  key_decision boolean not null default false,
  standing text not null constraint decision_standing check (standing in ('stands', 'awaits-ratification')),
  method text not null constraint decision_method check (method in ('consensus', 'vote', 'delegated', 'recorded-from-minutes')),
  votes_for integer, votes_against integer, abstained integer,
  quorate boolean,
  quorum jsonb not null,
  quorum_says text not null,
  subject_kind text,
  subject_id uuid,
  deferred_to date,
  reason text not null default '',
  exempt boolean not null default false,
  ratifies_id uuid,
  undoes_id uuid,
  does text constraint decision_does check (does in ('recommends', 'decides')),
  route jsonb not null,
  account_id uuid,
  recorded_at timestamptz not null default clock_timestamp(),
  hash bytea not null,
  primary key (partnership_id, id),
  constraint decision_reference_unique unique (partnership_id, reference),
  constraint decision_exemption_known unique (partnership_id, id, exempt),
  constraint decision_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint decision_at_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint decision_at_item foreign key (partnership_id, sitting_id, item_id) references governance.agenda_item (partnership_id, sitting_id, id),
  constraint decision_on_motion foreign key (partnership_id, motion_id) references governance.motion (partnership_id, id),
  constraint decision_ratifies_decision foreign key (partnership_id, ratifies_id) references governance.decision (partnership_id, id),
  constraint decision_undoes_decision foreign key (partnership_id, undoes_id) references governance.decision (partnership_id, id),
  constraint decision_ratified_once unique (partnership_id, ratifies_id),
  constraint decision_undone_once unique (partnership_id, undoes_id),
  constraint decision_motion_decided_once unique (partnership_id, motion_id),
  constraint decision_deferral_has_a_date_and_reason check (outcome <> 'deferred' or (deferred_to is not null and deferred_to > decided_on and length(trim(reason)) > 0)),
  constraint decision_refusal_says_why check (outcome not in ('refused', 'referred-back', 'undone') or length(trim(reason)) > 0),
  constraint decision_ratification_names_it check ((outcome = 'ratified') = (ratifies_id is not null)),
  constraint decision_undoing_names_it check ((outcome = 'undone') = (undoes_id is not null)),
  constraint decision_key_needs_quorum check (not key_decision or standing = 'awaits-ratification' or coalesce(quorate, false) or method in ('delegated', 'recorded-from-minutes')),
  constraint decision_standing_known unique (partnership_id, id, standing, exempt),
  constraint decision_on_subject_known unique (partnership_id, id, subject_kind, subject_id, outcome, standing),
  constraint decision_recommends_what_another_decides check (does <> 'recommends' or outcome not in ('endorsed', 'endorsed-on-condition')),
  constraint decision_votes_are_counted check (method <> 'vote' or (votes_for is not null and votes_against is not null and abstained is not null))
);
comment on table governance.decision is 'What a body decided, for good: route, quorum as it was, conditions, dissent, effect. Undoing is a new decision. Insert-only.';
comment on column governance.decision.quorum is 'Evidence: organisations and members present, what was needed, who did not count and why.';
comment on column governance.decision.standing is 'A decision that needed a quorum and had none waits to be ratified and has no effect until then.';
comment on column governance.decision.quorate is 'Empty where the sources do not say.';
comment on column governance.decision.does is 'Whether the body recommends or decides on the subject''s route; empty where the subject has none.';
comment on column governance.decision.route is 'The route as it stood on the day: each body, whether it recommends or decides, and by which decision it had passed.';
comment on constraint decision_recommends_what_another_decides on governance.decision is 'outcome: This body recommends. Choose recommended.';
comment on constraint decision_title_is_given on governance.decision is 'title: Enter a title.';
comment on constraint decision_says_something on governance.decision is 'words: Write what was decided.';
comment on constraint decision_outcome on governance.decision is 'outcome: Choose what was decided.';
comment on constraint decision_deferral_has_a_date_and_reason on governance.decision is 'untilOn: Say until which later day it is deferred, and why.';
comment on constraint decision_refusal_says_why on governance.decision is 'reason: Say why.';
comment on constraint decision_ratified_once on governance.decision is 'This decision was ratified already.';
comment on constraint decision_undone_once on governance.decision is 'This decision was undone already.';
comment on constraint decision_motion_decided_once on governance.decision is 'This motion was decided already.';
comment on constraint decision_reference_unique on governance.decision is 'Another decision got this number at the same moment. Send it again.';
comment on constraint decision_key_needs_quorum on governance.decision is 'outcome: A key decision counts only while the sitting is quorate.';
create index decision_by_body on governance.decision (partnership_id, body_id, decided_on desc);
create index decision_by_subject on governance.decision (partnership_id, subject_kind, subject_id, decided_on);
create index decision_by_day on governance.decision (partnership_id, decided_on desc, id desc);
create index decision_by_sitting on governance.decision (partnership_id, sitting_id);
create table governance.decision_effect (
  partnership_id uuid not null,
  decision_id uuid not null,
  standing text not null default 'stands' constraint decision_effect_only_when_it_stands check (standing = 'stands'),
  exempt boolean not null,
  kind text not null constraint decision_effect_kind check (kind in ('ran', 'done-before')),
  outcome text not null,
  says text not null constraint decision_effect_says_what check (length(trim(says)) > 0),
  hash bytea not null,
  primary key (partnership_id, decision_id),
  constraint decision_effect_of_standing_decision foreign key (partnership_id, decision_id, standing, exempt)
    references governance.decision (partnership_id, id, standing, exempt)
);
comment on table governance.decision_effect is 'What a decision did, in its own transaction; only one that stands can have done anything. Insert-only.';
comment on column governance.decision_effect.kind is 'done-before: carried out before the decision was recorded here, from its minutes.';
comment on constraint decision_effect_only_when_it_stands on governance.decision_effect is 'A decision that waits to be ratified has no effect.';

create table governance.decision_condition (
  partnership_id uuid not null,
  id uuid not null,
  decision_id uuid not null,
  exempt boolean not null default false,
  says text not null constraint decision_condition_says_what check (length(trim(says)) > 0),
  missing text[] not null default '{}',
  due_on date not null,
  owner_post_id uuid,
  owner_agency_id uuid,
  kept_by text,
  primary key (partnership_id, id),
  constraint decision_condition_exempt_known unique (partnership_id, id, exempt),
  constraint decision_condition_of_decision foreign key (partnership_id, decision_id, exempt) references governance.decision (partnership_id, id, exempt),
  constraint decision_condition_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint decision_condition_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id)
);
comment on table governance.decision_condition is 'A condition of a decision: what must be so, by when, and who sees to it. Insert-only.';
comment on column governance.decision_condition.kept_by is 'The kind of thing that keeps the condition and asks for it (a request for money); empty where the register does.';
comment on constraint decision_condition_says_what on governance.decision_condition is 'condition: Say what the condition is.';
create index decision_condition_by_decision on governance.decision_condition (partnership_id, decision_id);
create table governance.decision_condition_met (
  partnership_id uuid not null,
  condition_id uuid not null,
  exempt boolean not null default false,
  met_on date not null,
  evidence text not null constraint decision_condition_met_has_evidence check (length(trim(evidence)) > 0),
  account_id uuid,
  primary key (partnership_id, condition_id),
  constraint decision_condition_met_of_condition foreign key (partnership_id, condition_id, exempt) references governance.decision_condition (partnership_id, id, exempt)
);
comment on table governance.decision_condition_met is 'A condition was met, with what shows it. Insert-only.';
comment on constraint decision_condition_met_has_evidence on governance.decision_condition_met is 'evidence: Say what shows that the condition is met.';
create table governance.dissent (
  partnership_id uuid not null,
  decision_id uuid not null,
  exempt boolean not null default false,
  membership_id uuid not null,
  words text not null constraint dissent_says_what check (length(trim(words)) > 0),
  primary key (partnership_id, decision_id, membership_id),
  constraint dissent_from_decision foreign key (partnership_id, decision_id, exempt) references governance.decision (partnership_id, id, exempt),
  constraint dissent_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id)
);
comment on table governance.dissent is 'A member asked that their dissent be recorded. Insert-only.';
create table governance.public_decision (
  partnership_id uuid not null,
  decision_id uuid not null,
  exempt boolean not null default false constraint public_decision_is_open check (not exempt),
  reference text not null,
  decided_on date not null,
  published_on date not null,
  body_name text not null,
  contents jsonb not null,
  primary key (partnership_id, decision_id),
  constraint public_decision_reference_unique unique (partnership_id, reference),
  constraint public_decision_of_decision foreign key (partnership_id, decision_id, exempt) references governance.decision (partnership_id, id, exempt)
);
comment on constraint public_decision_is_open on governance.public_decision is 'An exempt decision is not published.';
comment on table governance.public_decision is 'What everybody may read of a decision, once its minutes are published. Insert-only.';

-- Minutes ---------------------------------------------------------------------------------------------------------
create table governance.minutes (
  partnership_id uuid not null,
  id uuid not null,
  sitting_id uuid not null,
  version integer not null,
  state text not null constraint minutes_state check (state in ('drafted', 'corrected', 'agreed', 'published')),
  on_day date not null,
  contents jsonb not null,
  reason text not null default '',
  agreed_by text constraint minutes_agreed_by check (agreed_by in ('chair', 'recorded-for-the-chair')),
  account_id uuid,
  written_at timestamptz not null default clock_timestamp(),
  hash bytea not null,
  primary key (partnership_id, id),
  constraint minutes_agreed_says_by_whom check ((state = 'agreed') = (agreed_by is not null)),
  constraint minutes_version_unique unique (partnership_id, sitting_id, version),
  constraint minutes_of_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint minutes_correction_says_why check (state <> 'corrected' or length(trim(reason)) > 0)
);
comment on table governance.minutes is 'Every version of a sitting''s minutes: drafted from what was recorded, corrected, agreed by the chair, published. The last counts. Insert-only.';
comment on column governance.minutes.agreed_by is 'Whether the chair agreed them here, or a manager recorded that the chair had agreed.';
comment on constraint minutes_agreed_says_by_whom on governance.minutes is 'agreedBy: Say whether the chair agreed, or you record that the chair did.';
comment on constraint minutes_version_unique on governance.minutes is 'Somebody changed the minutes meanwhile. Look at them first.';
comment on constraint minutes_correction_says_why on governance.minutes is 'reason: Say what was corrected.';

create table governance.public_minutes (
  partnership_id uuid not null,
  minutes_id uuid not null,
  sitting_id uuid not null,
  body_slug text not null,
  body_name text not null,
  day date not null,
  published_on date not null,
  contents jsonb not null,
  primary key (partnership_id, minutes_id),
  constraint public_minutes_of_minutes foreign key (partnership_id, minutes_id) references governance.minutes (partnership_id, id)
);
comment on table governance.public_minutes is 'The open part of published minutes, for everybody. Insert-only.';
create index public_minutes_by_sitting on governance.public_minutes (partnership_id, sitting_id);

-- Actions, escalations, forward plan, interests -------------------------------------------------------------------
create table governance.action (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  sitting_id uuid,
  item_id uuid,
  exempt boolean not null default false,
  says text not null constraint action_says_what check (length(trim(says)) > 0),
  owner_agency_id uuid,
  owner_post_id uuid,
  set_on date not null,
  due_on date not null,
  revision integer not null default 1,
  account_id uuid,
  primary key (partnership_id, id),
  constraint action_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint action_at_item foreign key (partnership_id, sitting_id, item_id, exempt)
    references governance.agenda_item (partnership_id, sitting_id, id, exempt) on update cascade,
  constraint action_owner_agency foreign key (partnership_id, owner_agency_id) references partners.agency (partnership_id, id),
  constraint action_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id),
  constraint action_owner_known unique nulls not distinct (partnership_id, id, owner_agency_id),
  constraint action_exempt_known unique (partnership_id, id, exempt),
  constraint action_has_an_owner check (owner_agency_id is not null or owner_post_id is not null),
  constraint action_is_due_after_it_is_set check (due_on >= set_on)
);
comment on table governance.action is 'An action that a body set: who does what by when.';
comment on column governance.action.exempt is 'Follows its item: read by who may see the item, and by the agency that owes the action.';
comment on constraint action_says_what on governance.action is 'says: Say what is to be done.';
comment on constraint action_has_an_owner on governance.action is 'ownerAgencyId: Say who does it.';
comment on constraint action_is_due_after_it_is_set on governance.action is 'dueOn: The action cannot be due before it is set.';
create index action_by_body on governance.action (partnership_id, body_id, due_on);
create index action_by_agency on governance.action (partnership_id, owner_agency_id);
create index action_by_sitting on governance.action (partnership_id, sitting_id);
create index agenda_item_by_source on governance.agenda_item (partnership_id, from_kind, from_id);
create table governance.action_reminder (
  partnership_id uuid not null,
  id uuid not null,
  action_id uuid not null,
  due_on date not null,
  step text not null constraint action_reminder_step check (step in ('reminded', 'chased')),
  sent_on date not null,
  sent_to text not null,
  primary key (partnership_id, id),
  constraint action_reminder_once unique (partnership_id, action_id, due_on, step),
  constraint action_reminder_of_action foreign key (partnership_id, action_id) references governance.action (partnership_id, id)
);
comment on table governance.action_reminder is 'Who was reminded of an action: a week before it is due, and once it is late. Insert-only.';
create table governance.action_closure (
  partnership_id uuid not null,
  action_id uuid not null,
  exempt boolean not null default false,
  owner_agency_id uuid,
  closed_on date not null,
  outcome text not null constraint action_closure_outcome check (outcome in ('done', 'partly-done', 'not-doing', 'overtaken')),
  evidence text not null constraint action_closure_has_evidence check (length(trim(evidence)) > 0),
  file_id uuid,
  account_id uuid,
  primary key (partnership_id, action_id),
  constraint action_closure_of_action foreign key (partnership_id, action_id, exempt) references governance.action (partnership_id, id, exempt) on update cascade,
  constraint action_closure_by_its_owner foreign key (partnership_id, action_id, owner_agency_id) references governance.action (partnership_id, id, owner_agency_id),
  constraint action_closure_file foreign key (partnership_id, file_id) references platform.file (partnership_id, id)
);
comment on table governance.action_closure is 'An action was closed, with what shows it. Insert-only.';
comment on constraint action_closure_outcome on governance.action_closure is 'outcome: Say what became of it.';
comment on constraint action_closure_has_evidence on governance.action_closure is 'evidence: Say what shows it.';

create table governance.escalation (
  partnership_id uuid not null,
  id uuid not null,
  from_body_id uuid,
  to_body_id uuid not null,
  raised_by text not null constraint escalation_raised_by check (raised_by in ('person', 'rule')),
  rule text,
  round integer not null default 1,
  subject_kind text,
  subject_id uuid,
  title text not null constraint escalation_title_is_given check (length(trim(title)) > 0),
  says text not null constraint escalation_says_what check (length(trim(says)) > 0),
  raised_on date not null,
  answer_by date not null,
  agency_id uuid,
  account_id uuid,
  primary key (partnership_id, id),
  constraint escalation_from_body foreign key (partnership_id, from_body_id) references governance.body (partnership_id, id),
  constraint escalation_to_body foreign key (partnership_id, to_body_id) references governance.body (partnership_id, id),
  constraint escalation_rule_is_named check ((raised_by = 'rule') = (rule is not null)),
  constraint escalation_to_another_body check (from_body_id is distinct from to_body_id),
  constraint escalation_leaves_time check (answer_by >= raised_on)
);
comment on table governance.escalation is 'A problem that could not be settled where it arose, routed by the terms of reference. Insert-only.';
comment on constraint escalation_title_is_given on governance.escalation is 'title: Enter what it is about.';
comment on constraint escalation_says_what on governance.escalation is 'says: Say what the problem is.';
comment on column governance.escalation.round is 'How often the rule has raised it, counting those that were answered: while one is open it cannot be raised again.';
comment on constraint escalation_leaves_time on governance.escalation is 'answerOn: The answer cannot be due before the problem is raised.';
comment on constraint escalation_to_another_body on governance.escalation is 'toBody: A body cannot escalate to itself.';
create unique index escalation_raised_once_by_a_rule on governance.escalation (partnership_id, to_body_id, rule, subject_kind, subject_id, round)
  nulls not distinct where raised_by = 'rule';
create index escalation_by_body on governance.escalation (partnership_id, to_body_id, raised_on);
create index escalation_by_subject on governance.escalation (partnership_id, subject_kind, subject_id, rule);
create table governance.escalation_answer (
  partnership_id uuid not null,
  escalation_id uuid not null,
  answered_on date not null,
  outcome text not null constraint escalation_answer_outcome check (outcome in ('resolved', 'action-set', 'passed-up', 'no-action')),
  says text not null constraint escalation_answer_says_what check (length(trim(says)) > 0),
  decision_id uuid,
  account_id uuid,
  primary key (partnership_id, escalation_id),
  constraint escalation_answer_to_escalation foreign key (partnership_id, escalation_id) references governance.escalation (partnership_id, id),
  constraint escalation_answer_by_decision foreign key (partnership_id, decision_id) references governance.decision (partnership_id, id)
);
comment on table governance.escalation_answer is 'What the body answered to an escalation. Insert-only.';
comment on constraint escalation_answer_says_what on governance.escalation_answer is 'says: Write the answer.';
comment on constraint escalation_answer_outcome on governance.escalation_answer is 'outcome: Choose what follows.';

create table governance.forward_plan (
  partnership_id uuid not null,
  id uuid not null,
  body_id uuid not null,
  title text not null constraint forward_plan_title_is_given check (length(trim(title)) > 0),
  says text not null default '',
  expected_on date not null,
  precision text not null constraint forward_plan_precision check (precision in ('day', 'month')),
  sitting_id uuid,
  key_decision boolean not null default false,
  type text not null default 'decision' constraint forward_plan_type check (type in ('information', 'discussion', 'decision')),
  subject_kind text,
  subject_id uuid,
  owner_post_id uuid,
  from_decision_id uuid,
  withdrawn_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint forward_plan_from_deferral foreign key (partnership_id, from_decision_id) references governance.decision (partnership_id, id),
  constraint forward_plan_deferred_once unique (partnership_id, from_decision_id),
  constraint forward_plan_of_body foreign key (partnership_id, body_id) references governance.body (partnership_id, id),
  constraint forward_plan_at_sitting foreign key (partnership_id, sitting_id) references governance.sitting (partnership_id, id),
  constraint forward_plan_owner_post foreign key (partnership_id, owner_post_id) references partners.post (partnership_id, id)
);
comment on table governance.forward_plan is 'A decision that is to come before a body, and when.';
comment on column governance.forward_plan.from_decision_id is 'The deferral that brought it back to the plan by itself.';
comment on constraint forward_plan_title_is_given on governance.forward_plan is 'title: Enter what is to be decided.';
create index forward_plan_by_body on governance.forward_plan (partnership_id, body_id, expected_on);

create table governance.interest (
  partnership_id uuid not null,
  id uuid not null,
  membership_id uuid not null,
  kind text not null constraint interest_kind check (kind in ('pecuniary', 'employment', 'membership', 'family', 'gift', 'other')),
  says text not null constraint interest_says_what check (length(trim(says)) > 0),
  agency_id uuid,
  starts_on date not null,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint interest_of_member foreign key (partnership_id, membership_id) references governance.membership (partnership_id, id),
  constraint interest_in_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint interest_ends_after_it_starts check (ends_on is null or ends_on >= starts_on)
);
comment on table governance.interest is 'The register of members'' interests.';
comment on constraint interest_says_what on governance.interest is 'says: Say what the interest is.';
comment on constraint interest_kind on governance.interest is 'kind: Choose what kind of interest it is.';
create index interest_by_member on governance.interest (partnership_id, membership_id);

-- Who may ---------------------------------------------------------------------------------------------------------
do $$
declare
  named text;
begin
  foreach named in array array['presence', 'declaration', 'struck_out', 'note', 'motion', 'vote', 'route_step', 'decision', 'decision_effect', 'decision_condition',
    'decision_condition_met', 'dissent', 'minutes', 'action', 'action_closure', 'escalation', 'escalation_answer', 'forward_plan', 'interest'] loop
    execute format('alter table governance.%I enable row level security', named);
    execute format('grant select, insert on governance.%I to concord_app', named);
  end loop;
  foreach named in array array['presence', 'struck_out', 'route_step', 'escalation', 'escalation_answer', 'forward_plan', 'interest'] loop
    execute format('create policy %I on governance.%I for select using (partnership_id = platform.partnership() and platform.may(''read''))', named || '_is_read', named);
  end loop;
  foreach named in array array['presence', 'declaration', 'struck_out', 'motion', 'vote', 'decision', 'decision_effect', 'decision_condition', 'decision_condition_met', 'dissent', 'action'] loop
    execute format('create policy %I on governance.%I for insert with check (partnership_id = platform.partnership() and platform.may(''meeting.record''))', named || '_is_recorded', named);
  end loop;
  foreach named in array array['route_step', 'forward_plan', 'interest', 'escalation_answer'] loop
    execute format('create policy %I on governance.%I for insert with check (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_added', named);
  end loop;
  foreach named in array array['route_step', 'forward_plan', 'interest'] loop
    execute format('create policy %I on governance.%I for update using (partnership_id = platform.partnership() and platform.may(''governance.edit''))', named || '_is_changed', named);
    execute format('grant update on governance.%I to concord_app', named);
  end loop;
end $$;
create policy note_is_read on governance.note for select
  using (partnership_id = platform.partnership() and (platform.may('meeting.record') or account_id = platform.account()));
create policy note_is_written on governance.note for insert
  with check (partnership_id = platform.partnership() and platform.may('meeting.record') and account_id is not distinct from platform.account());
create policy note_is_rewritten_by_its_writer on governance.note for update
  using (partnership_id = platform.partnership() and platform.may('meeting.record') and account_id = platform.account());
grant update on governance.note to concord_app;
alter table governance.action_reminder enable row level security;
create policy action_reminder_is_read on governance.action_reminder for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy action_reminder_is_kept on governance.action_reminder for insert with check (partnership_id = platform.partnership() and platform.may('platform.work'));
grant select, insert on governance.action_reminder to concord_app;
do $$
declare
  named text;
begin
  foreach named in array array['action', 'action_closure'] loop
    execute format('create policy %I on governance.%I for select using (partnership_id = platform.partnership() and platform.may(''read'') and (not exempt or platform.may(''papers.exempt'') or platform.may_for(''action.report'', owner_agency_id)))', named || '_is_read', named);
  end loop;
end $$;
create policy action_is_changed on governance.action for update using (partnership_id = platform.partnership() and platform.may('meeting.record'));
grant update on governance.action to concord_app;
create policy action_closure_is_recorded on governance.action_closure for insert
  with check (partnership_id = platform.partnership() and (platform.may('meeting.record') or platform.may_for('action.report', owner_agency_id)));
create policy escalation_is_raised on governance.escalation for insert
  with check (partnership_id = platform.partnership()
    and (platform.may('governance.edit') or (raised_by = 'person' and platform.may_for('escalation.raise', agency_id))));
do $$
declare
  named text;
begin
  foreach named in array array['decision', 'decision_effect', 'decision_condition', 'decision_condition_met', 'dissent', 'declaration', 'motion', 'vote'] loop
    execute format('create policy %I on governance.%I for select using (partnership_id = platform.partnership() and platform.may(''read'') and (not exempt or platform.may(''papers.exempt'')))', named || '_is_read', named);
  end loop;
end $$;
create policy minutes_are_read on governance.minutes for select
  using (partnership_id = platform.partnership() and platform.may('read') and platform.may('papers.exempt'));
create policy minutes_are_written on governance.minutes for insert
  with check (partnership_id = platform.partnership() and ((platform.may('meeting.record') and (state in ('drafted', 'corrected', 'published') or agreed_by = 'recorded-for-the-chair')) or (platform.may('minutes.agree') and state = 'agreed' and agreed_by = 'chair')));
do $$
declare
  named text;
begin
  foreach named in array array['public_decision', 'public_minutes'] loop
    execute format('alter table governance.%I enable row level security', named);
    execute format('create policy %I on governance.%I for select using (partnership_id = platform.partnership() and (platform.may(''public'') or platform.may(''read'')))', named || '_is_read_by_everybody', named);
    execute format('create policy %I on governance.%I for insert with check (partnership_id = platform.partnership() and platform.may(''meeting.record''))', named || '_is_published', named);
    execute format('grant select, insert on governance.%I to concord_app', named);
  end loop;
end $$;
