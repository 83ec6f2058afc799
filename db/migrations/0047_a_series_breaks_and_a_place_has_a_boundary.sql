create table intelligence.series_break (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  indicator_id uuid not null,
  starts_on date not null,
  kind text not null constraint series_break_kind check (kind in ('definition', 'method', 'boundary', 'process')),
  reason text not null constraint series_break_says_why check (length(trim(reason)) > 0),
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (partnership_id, id),
  constraint series_break_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint series_break_unique unique (partnership_id, indicator_id, starts_on)
);
comment on table intelligence.series_break is 'From which day on the figures of an indicator are not comparable with those before, and why. Insert-only: a break that is told of wrongly is withdrawn.';
comment on column intelligence.series_break.kind is 'What changed: the definition, the method of counting, the boundary of the place, or the process itself, so that limits are reckoned anew.';
comment on column intelligence.series_break.owner_agency_id is 'The owner of the indicator when the break was recorded, so that the policy can compare it.';
comment on constraint series_break_kind on intelligence.series_break is 'kind: Say what changed.';
comment on constraint series_break_says_why on intelligence.series_break is 'reason: Say what changed, in a sentence that a reader of the chart can understand.';
comment on constraint series_break_unique on intelligence.series_break is 'startsOn: A break on this day is recorded already.';
alter table intelligence.series_break enable row level security;
create policy series_break_is_read_by_members on intelligence.series_break for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy series_break_is_recorded_by_editors on intelligence.series_break for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.series_break to concord_app;

create table intelligence.series_break_withdrawal (
  partnership_id uuid not null,
  break_id uuid not null,
  reason text not null constraint series_break_withdrawal_says_why check (length(trim(reason)) > 0),
  owner_agency_id uuid,
  withdrawn_at timestamptz not null default now(),
  withdrawn_by uuid,
  primary key (partnership_id, break_id),
  constraint series_break_withdrawal_of_break foreign key (partnership_id, break_id) references intelligence.series_break (partnership_id, id)
);
comment on table intelligence.series_break_withdrawal is 'A break that was told of wrongly, who took it back and why. Insert-only.';
comment on constraint series_break_withdrawal_says_why on intelligence.series_break_withdrawal is 'reason: Say why the figures are comparable after all.';
alter table intelligence.series_break_withdrawal enable row level security;
create policy series_break_withdrawal_is_read_by_members on intelligence.series_break_withdrawal for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy series_break_withdrawal_is_made_by_editors on intelligence.series_break_withdrawal for insert
  with check (partnership_id = platform.partnership() and platform.may_for('indicators.edit', owner_agency_id));
grant select, insert on intelligence.series_break_withdrawal to concord_app;
