-- Early warning looks each night at whatever changed since it last looked; to go on where it stopped it keeps when that was and by
-- which thresholds. A look is kept when it has looked at everything, so that one that broke off is begun again.
create table casework.pattern_look (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  began_at timestamptz not null,
  on_day date not null,
  thresholds jsonb not null,
  whole_year boolean not null,
  looked_at integer not null constraint pattern_look_counts_up_from_none check (looked_at >= 0),
  raised integer not null constraint pattern_look_raised_no_more_than_it_could check (raised >= 0),
  primary key (partnership_id, id)
);
comment on table casework.pattern_look is 'A nightly look for patterns: when it began, by which thresholds, at how much, and how many flags were raised or grew. Insert-only; names nobody.';
comment on column casework.pattern_look.whole_year is 'It looked at everything of the last year, since thresholds differed from those of the look before, or there was none.';
create index pattern_look_by_time on casework.pattern_look (partnership_id, began_at desc, id desc);
alter table casework.pattern_look enable row level security;
create policy pattern_look_is_read_by_who_answers_flags on casework.pattern_look for select using (partnership_id = platform.partnership() and (casework.machine() or platform.may('casework.settings') or platform.may('casework.govern') or platform.may_for('casework.read', platform.agency())));
create policy pattern_look_is_kept_by_the_machine on casework.pattern_look for insert with check (partnership_id = platform.partnership() and casework.machine());
grant select, insert on casework.pattern_look to concord_app;
