-- Matching: every record begins as a person of its own; what links two records is a fact that says who, when and why, and
-- who is one person follows from the links that hold. Nothing is undone, and so every join can be parted exactly.
alter table casework.cluster add column joined_into uuid
  constraint cluster_is_not_joined_into_itself check (joined_into <> id);
comment on column casework.cluster.joined_into is 'The cluster in which its records stand now; null while it stands for itself. References to a cluster hold: read them through casework.person_now.';
create index cluster_by_joined_into on casework.cluster (partnership_id, joined_into) where joined_into is not null;

alter table casework.record add column own_cluster_id uuid not null;
comment on column casework.record.own_cluster_id is 'The cluster that the record makes when it stands alone: to which it returns when it is parted.';
alter table casework.record add constraint record_begins_a_cluster foreign key (partnership_id, own_cluster_id) references casework.cluster (partnership_id, id);
alter table casework.record add constraint record_begins_its_own_cluster unique (partnership_id, own_cluster_id);

create view casework.person_now with (security_invoker = true) as
  select partnership_id, id as cluster_id, coalesce(joined_into, id) as person_id from casework.cluster;
comment on view casework.person_now is 'Of each cluster ever spoken of, the cluster in which its records stand now.';
grant select on casework.person_now to concord_app;

create table casework.link (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  left_record_id uuid not null,
  left_agency_id uuid not null,
  left_restricted boolean not null,
  right_record_id uuid not null,
  right_agency_id uuid not null,
  right_restricted boolean not null,
  verdict text not null constraint link_verdict check (verdict in ('same', 'different', 'cannot-tell', 'no-longer-alike')),
  decided_by text not null constraint link_decided_by check (decided_by in ('machine', 'person')),
  agency_id uuid,
  account_id uuid,
  reason bytea,
  weight double precision,
  probability double precision,
  evidence jsonb not null,
  primary key (partnership_id, id),
  constraint link_of_left foreign key (partnership_id, left_record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint link_of_right foreign key (partnership_id, right_record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint link_names_two_records_in_order check (left_record_id < right_record_id),
  constraint link_by_a_person_says_why check (decided_by = 'machine' or (reason is not null and agency_id is not null)),
  constraint link_by_the_machine_has_evidence check (decided_by = 'person' or (weight is not null and verdict in ('same', 'no-longer-alike')))
);
comment on table casework.link is 'What was decided of two records, by the machine with its evidence or by a person with a reason: same person, different, cannot tell. Insert-only. `reason` is sealed under the row''s own key; `evidence` holds levels in words and weights, never a value.';
comment on constraint link_by_a_person_says_why on casework.link is 'reason: Say what you decided this on.';
create index link_by_left on casework.link (partnership_id, left_record_id);
create index link_by_right on casework.link (partnership_id, right_record_id);
alter table casework.link enable row level security;
create policy link_is_seen_where_both_are_known on casework.link for select using (partnership_id = platform.partnership() and (casework.machine() or (casework.sees('known', left_agency_id, left_restricted) and casework.sees('known', right_agency_id, right_restricted))));
create policy link_is_made_by_matching_or_a_reviewer on casework.link for insert with check (partnership_id = platform.partnership() and (casework.machine() or (decided_by = 'person' and platform.purpose() is not null and casework.keeps('match.decide', agency_id) and account_id is not distinct from platform.account()
  and casework.sees('known', left_agency_id, left_restricted) and casework.sees('known', right_agency_id, right_restricted))));
create policy link_is_as_restricted_as_its_records on casework.link for update using (partnership_id = platform.partnership() and casework.machine());
create policy link_goes_with_its_record on casework.link for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.link to concord_app;
grant update (left_restricted, right_restricted) on casework.link to concord_app;

create view casework.link_now with (security_invoker = true) as
  select distinct on (partnership_id, left_record_id, right_record_id) *
  from casework.link
  order by partnership_id, left_record_id, right_record_id, (decided_by = 'person' and verdict <> 'cannot-tell') desc, (decided_by = 'machine') desc, at desc, id desc;
comment on view casework.link_now is 'What holds of two records: what a person decided last, else what the machine found last, else that somebody could not tell.';
grant select on casework.link_now to concord_app;

create table casework.match_question (
  partnership_id uuid not null,
  left_record_id uuid not null,
  left_agency_id uuid not null,
  left_restricted boolean not null,
  right_record_id uuid not null,
  right_agency_id uuid not null,
  right_restricted boolean not null,
  id uuid not null,
  asked_on date not null,
  weight double precision not null,
  probability double precision not null,
  twins boolean not null,
  evidence jsonb not null,
  primary key (partnership_id, left_record_id, right_record_id),
  constraint match_question_id_unique unique (partnership_id, id),
  constraint match_question_of_left foreign key (partnership_id, left_record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint match_question_of_right foreign key (partnership_id, right_record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint match_question_names_two_records_in_order check (left_record_id < right_record_id)
);
comment on table casework.match_question is 'Two records that may be one person, about which a person is asked; gone when it was answered or no longer stands. Evidence is levels in words and weights, never a value.';
create index match_question_by_right on casework.match_question (partnership_id, right_record_id);
create index match_question_by_weight on casework.match_question (partnership_id, weight desc, id);
alter table casework.match_question enable row level security;
create policy match_question_is_seen_where_both_are_known on casework.match_question for select using (partnership_id = platform.partnership() and (casework.machine() or (casework.sees('known', left_agency_id, left_restricted) and casework.sees('known', right_agency_id, right_restricted))));
create policy match_question_is_asked_by_matching on casework.match_question for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy match_question_is_renewed_by_matching on casework.match_question for update using (partnership_id = platform.partnership() and casework.machine());
create policy match_question_goes_when_answered on casework.match_question for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.match_question to concord_app;

create table casework.match_model (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  learned_on date not null,
  records integer not null,
  model jsonb not null,
  primary key (partnership_id, id)
);
comment on table casework.match_model is 'What matching learned: chances of likeness for each field, thresholds, and how rare values are, by keyed hashes. Names nobody. The latest is in use.';
alter table casework.match_model enable row level security;
create policy match_model_is_read_by_members on casework.match_model for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy match_model_is_learned_by_matching on casework.match_model for insert with check (partnership_id = platform.partnership() and casework.machine());
grant select, insert on casework.match_model to concord_app;
