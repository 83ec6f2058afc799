-- What stands on the dashboard of a board, a place or a theme, in its order. Without a choice it follows from the golden thread.
create table intelligence.dashboard (
  partnership_id uuid not null references partners.partnership (partnership_id),
  subject_kind text not null constraint dashboard_subject_kind check (subject_kind in ('body', 'place', 'theme', 'priority')),
  subject_id uuid not null,
  revision integer not null default 1,
  primary key (partnership_id, subject_kind, subject_id)
);
comment on table intelligence.dashboard is 'That somebody chose what stands on the dashboard of a board, a place, a theme or a priority.';
alter table intelligence.dashboard enable row level security;
create policy dashboard_is_read_by_members on intelligence.dashboard for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy dashboard_is_made_by_editors on intelligence.dashboard for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy dashboard_is_changed_by_editors on intelligence.dashboard for update
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, update on intelligence.dashboard to concord_app;

create table intelligence.dashboard_tile (
  partnership_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  position integer not null constraint dashboard_tile_counts_from_one check (position > 0),
  thing_kind text not null constraint dashboard_tile_kind check (thing_kind in ('indicator', 'project')),
  thing_id uuid not null,
  primary key (partnership_id, subject_kind, subject_id, position),
  constraint dashboard_tile_of_dashboard foreign key (partnership_id, subject_kind, subject_id)
    references intelligence.dashboard (partnership_id, subject_kind, subject_id),
  constraint dashboard_tile_stands_once unique (partnership_id, subject_kind, subject_id, thing_kind, thing_id)
);
comment on table intelligence.dashboard_tile is 'What stands on a dashboard: an indicator or a project, by a soft link. A dashboard without any is empty on purpose.';
comment on constraint dashboard_tile_stands_once on intelligence.dashboard_tile is 'tiles: The same stands there twice. Keep one.';
alter table intelligence.dashboard_tile enable row level security;
create policy dashboard_tile_is_read_by_members on intelligence.dashboard_tile for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy dashboard_tile_is_chosen_by_editors on intelligence.dashboard_tile for insert
  with check (partnership_id = platform.partnership() and platform.may('indicators.edit'));
create policy dashboard_tile_is_taken_off_by_editors on intelligence.dashboard_tile for delete
  using (partnership_id = platform.partnership() and platform.may('indicators.edit'));
grant select, insert, delete on intelligence.dashboard_tile to concord_app;

-- An alert says that a figure, when it came, was more than the usual variation. It is derived once and told once; what becomes
-- of it is a row of its own.
create table intelligence.alert (
  partnership_id uuid not null,
  id uuid not null,
  indicator_id uuid not null,
  period text not null,
  period_end date not null,
  rule text not null constraint alert_rule check (rule in ('outside', 'run', 'trend', 'two-of-three')),
  side text not null constraint alert_side check (side in ('high', 'low')),
  favour text not null constraint alert_favour check (favour in ('worse', 'better', 'neither')),
  nth integer not null constraint alert_nth_counts_from_one check (nth > 0),
  value numeric not null,
  sentence text not null,
  raised_on date not null,
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  constraint alert_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint alert_is_told_once unique (partnership_id, indicator_id, period, rule, side, nth)
);
comment on table intelligence.alert is 'That the rules of control charts found a figure to be more than the usual variation when it was the newest. Insert-only.';
comment on column intelligence.alert.favour is 'Whether that side is the better one for this indicator.';
comment on column intelligence.alert.nth is 'Counts up where a signal was withdrawn and found again.';
comment on column intelligence.alert.owner_agency_id is 'The owner of the indicator at that time, so that the policy can compare it.';
create index alert_by_time on intelligence.alert (partnership_id, raised_on desc, id desc);
alter table intelligence.alert enable row level security;
create policy alert_is_read_by_members on intelligence.alert for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy alert_follows_from_figures on intelligence.alert for insert
  with check (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
grant select, insert on intelligence.alert to concord_app;

create table intelligence.alert_withdrawal (
  partnership_id uuid not null,
  alert_id uuid not null,
  reason text not null constraint alert_withdrawal_says_why check (length(trim(reason)) > 0),
  withdrawn_on date not null,
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, alert_id),
  constraint alert_withdrawal_of_alert foreign key (partnership_id, alert_id) references intelligence.alert (partnership_id, id)
);
comment on table intelligence.alert_withdrawal is 'An alert that no longer follows from the figures, since one was revised or a break was recorded. Insert-only.';
alter table intelligence.alert_withdrawal enable row level security;
create policy alert_withdrawal_is_read_by_members on intelligence.alert_withdrawal for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy alert_withdrawal_follows_from_figures on intelligence.alert_withdrawal for insert
  with check (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
grant select, insert on intelligence.alert_withdrawal to concord_app;

create table intelligence.alert_acknowledgement (
  partnership_id uuid not null,
  alert_id uuid not null,
  reason text not null constraint alert_acknowledgement_says_why check (length(trim(reason)) > 0 and length(reason) <= 4000),
  acknowledged_on date not null,
  acknowledged_by uuid,
  owner_agency_id uuid,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, alert_id),
  constraint alert_acknowledgement_of_alert foreign key (partnership_id, alert_id) references intelligence.alert (partnership_id, id)
);
comment on table intelligence.alert_acknowledgement is 'What the owner of an indicator says of an alert: why it is so, or what is done. Insert-only.';
comment on constraint alert_acknowledgement_says_why on intelligence.alert_acknowledgement is 'reason: Say what is behind it or what is done, in at most 4,000 characters.';
comment on constraint alert_acknowledgement_pkey on intelligence.alert_acknowledgement is 'reason: Somebody has acknowledged it already.';
alter table intelligence.alert_acknowledgement enable row level security;
create policy alert_acknowledgement_is_read_by_members on intelligence.alert_acknowledgement for select
  using (partnership_id = platform.partnership() and platform.may('read'));
create policy alert_acknowledgement_is_made_by_owners on intelligence.alert_acknowledgement for insert
  with check (partnership_id = platform.partnership()
    and (platform.may_for('indicators.edit', owner_agency_id) or platform.may_for('observations.record', owner_agency_id)));
grant select, insert on intelligence.alert_acknowledgement to concord_app;

create table intelligence.alert_subscription (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  account_id uuid not null,
  indicator_id uuid,
  since date not null,
  primary key (partnership_id, id),
  constraint alert_subscription_of_account foreign key (partnership_id, account_id) references access.account (partnership_id, id),
  constraint alert_subscription_of_indicator foreign key (partnership_id, indicator_id) references intelligence.indicator (partnership_id, id),
  constraint alert_subscription_unique unique nulls not distinct (partnership_id, account_id, indicator_id)
);
comment on table intelligence.alert_subscription is 'Who asked to be written to when an indicator, or any (null), changes by the rules. Their own choice, and theirs to end.';
comment on constraint alert_subscription_unique on intelligence.alert_subscription is 'You are written to about this already.';
create index alert_subscription_by_indicator on intelligence.alert_subscription (partnership_id, indicator_id);
alter table intelligence.alert_subscription enable row level security;
create policy alert_subscription_is_read_by_its_own on intelligence.alert_subscription for select
  using (partnership_id = platform.partnership() and (account_id = platform.account() or platform.may('alerts.notify')));
create policy alert_subscription_is_made_by_its_own on intelligence.alert_subscription for insert
  with check (partnership_id = platform.partnership() and account_id = platform.account() and platform.may('read'));
create policy alert_subscription_is_ended_by_its_own on intelligence.alert_subscription for delete
  using (partnership_id = platform.partnership() and account_id = platform.account());
grant select, insert, delete on intelligence.alert_subscription to concord_app;

create table intelligence.alert_notice (
  partnership_id uuid not null,
  alert_id uuid not null,
  written_to integer not null,
  recorded_at timestamptz not null default now(),
  primary key (partnership_id, alert_id),
  constraint alert_notice_of_alert foreign key (partnership_id, alert_id) references intelligence.alert (partnership_id, id)
);
comment on table intelligence.alert_notice is 'That those who asked for it were written to about an alert, and how many: nobody is written to twice. Insert-only.';
alter table intelligence.alert_notice enable row level security;
create policy alert_notice_is_read_by_its_job on intelligence.alert_notice for select
  using (partnership_id = platform.partnership() and platform.may('alerts.notify'));
create policy alert_notice_is_made_by_its_job on intelligence.alert_notice for insert
  with check (partnership_id = platform.partnership() and platform.may('alerts.notify'));
grant select, insert on intelligence.alert_notice to concord_app;

create view intelligence.open_alert with (security_invoker = true) as
  select a.partnership_id, a.id, a.indicator_id, i.slug, i.title, a.period, a.rule, a.side, a.favour, a.sentence, a.raised_on, i.owner_agency_id
  from intelligence.alert a
  join intelligence.indicator i on i.partnership_id = a.partnership_id and i.id = a.indicator_id
  where i.ended_on is null
    and not exists (select from intelligence.alert_withdrawal w where w.partnership_id = a.partnership_id and w.alert_id = a.id)
    and not exists (select from intelligence.alert_acknowledgement k where k.partnership_id = a.partnership_id and k.alert_id = a.id);
comment on view intelligence.open_alert is 'Alerts that follow from the figures still and that nobody has answered.';
grant select on intelligence.open_alert to concord_app;

-- What was warned of before stays as it is; an alert for the worse is warned of until its owner answers.
alter view intelligence.warnings rename to warnings_without_alerts;
create view intelligence.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from intelligence.warnings_without_alerts
  union all
  select partnership_id, case favour when 'worse' then 'alert-worse' else 'alert' end, 'indicator', indicator_id, raised_on,
    case when favour = 'worse' and rule = 'outside' then 'high' else 'medium' end, sentence, '/indicators/alerts/' || id, owner_agency_id
  from intelligence.open_alert where favour <> 'better';
comment on view intelligence.warnings is 'Indicators that worsen, leave their path, change by the rules of control charts, or whose return is late; tension that rises.';
grant select on intelligence.warnings to concord_app;
