-- Street files of police.uk come by page too: they are kept, read to the end without writing anything, and imported once somebody
-- says so. Each file is one transaction, so that an import that breaks off goes on with the file in which it stopped.
create table intelligence.street_upload (
  partnership_id uuid not null,
  id uuid not null,
  progress_id uuid not null,
  not_read text[] not null default '{}',
  uploaded_by uuid,
  uploaded_at timestamptz not null default now(),
  primary key (partnership_id, id),
  constraint street_upload_tells_how_far_it_is foreign key (partnership_id, progress_id) references platform.progress (partnership_id, id)
);
comment on table intelligence.street_upload is 'Street files that somebody brought by page, before and after they are imported. Insert-only.';
comment on column intelligence.street_upload.progress_id is 'How far the reading of them is, for the preview.';
comment on column intelligence.street_upload.not_read is 'Files of an archive that are no street files, by name: outcomes, stop and search.';
alter table intelligence.street_upload enable row level security;
create policy street_upload_is_seen_by_analysts on intelligence.street_upload for select
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy street_upload_is_brought_by_analysts on intelligence.street_upload for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record') and uploaded_by is not distinct from platform.account());
grant select, insert on intelligence.street_upload to concord_app;

create table intelligence.street_upload_file (
  partnership_id uuid not null,
  upload_id uuid not null,
  position integer not null,
  file_id uuid not null,
  name text not null,
  bytes bigint not null,
  lines integer not null,
  primary key (partnership_id, upload_id, position),
  constraint street_upload_file_of_upload foreign key (partnership_id, upload_id) references intelligence.street_upload (partnership_id, id),
  constraint street_upload_file_is_kept foreign key (partnership_id, file_id) references platform.file (partnership_id, id)
);
comment on table intelligence.street_upload_file is 'One street file of an upload, in the order in which they are imported. Insert-only.';
comment on column intelligence.street_upload_file.lines is 'How many lines it has, so that one can tell how far its reading is.';
create index street_upload_file_by_file on intelligence.street_upload_file (partnership_id, file_id);
alter table intelligence.street_upload_file enable row level security;
create policy street_upload_file_is_seen_by_analysts on intelligence.street_upload_file for select
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy street_upload_file_is_brought_by_analysts on intelligence.street_upload_file for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record'));
grant select, insert on intelligence.street_upload_file to concord_app;

create table intelligence.street_upload_step (
  partnership_id uuid not null,
  id uuid not null,
  upload_id uuid not null,
  step text not null constraint street_upload_step_is_known
    check (step in ('looked', 'refused', 'confirmed', 'imported', 'finished', 'put-aside')),
  position integer,
  accounts jsonb,
  says text,
  leave_out boolean,
  progress_id uuid,
  taken_by uuid,
  taken_at timestamptz not null default now(),
  primary key (partnership_id, id),
  constraint street_upload_step_is_taken_once unique nulls not distinct (partnership_id, upload_id, step, position),
  constraint street_upload_step_of_file check ((step = 'imported') = (position is not null)),
  constraint street_upload_step_says_why check ((step = 'refused') = (says is not null)),
  constraint street_upload_step_has_its_accounts check ((step in ('looked', 'imported')) = (accounts is not null)),
  constraint street_upload_step_of_upload foreign key (partnership_id, upload_id) references intelligence.street_upload (partnership_id, id),
  constraint street_upload_step_tells_how_far_it_is foreign key (partnership_id, progress_id) references platform.progress (partnership_id, id)
);
comment on table intelligence.street_upload_step is 'What happened to an upload: read for its preview, confirmed, each file imported, all finished; or refused, or put aside. Insert-only.';
comment on column intelligence.street_upload_step.position is 'The file that was imported; null for steps of the whole upload.';
comment on column intelligence.street_upload_step.accounts is 'What would become of every row, or became of it: an account for each file.';
comment on column intelligence.street_upload_step.leave_out is 'Whether rows that cannot be read are left out, as whoever confirmed said.';
comment on constraint street_upload_step_is_taken_once on intelligence.street_upload_step is 'This was done already. Look at the page again.';
alter table intelligence.street_upload_step enable row level security;
create policy street_upload_step_is_seen_by_analysts on intelligence.street_upload_step for select
  using (partnership_id = platform.partnership() and platform.may('observations.record'));
create policy street_upload_step_is_taken_by_analysts on intelligence.street_upload_step for insert
  with check (partnership_id = platform.partnership() and platform.may('observations.record') and taken_by is not distinct from platform.account());
grant select, insert on intelligence.street_upload_step to concord_app;

-- Files of answers leave where they came from as all others do, but no hash: members may not learn what few people answered, and of
-- few answers every possible file can be made and tried against its hash.
alter table platform.imported_file alter column sha256 drop not null;
comment on column platform.imported_file.sha256 is 'What it was byte by byte; null for files of answers, which could be guessed by it.';
