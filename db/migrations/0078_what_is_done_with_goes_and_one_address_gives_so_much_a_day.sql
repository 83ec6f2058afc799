-- Street files that were brought by page go when nothing can be done with them any more: once they are imported, refused or put aside.
-- What they were, and what became of their rows, stays.
alter table intelligence.street_upload_file
  alter column file_id drop not null,
  add column gone_at timestamptz,
  add column bytes_hash bytea,
  add constraint street_upload_file_is_there_or_gone check ((file_id is null) = (gone_at is not null)),
  add constraint street_upload_file_is_destroyed_when_gone check (bytes_hash is null or gone_at is not null);
comment on table intelligence.street_upload_file is 'One street file of an upload, in the order in which they are imported. What it was stays when the file itself goes.';
comment on column intelligence.street_upload_file.file_id is 'The file while it can still be imported; null once it is gone.';
comment on column intelligence.street_upload_file.gone_at is 'Since when nothing can be done with it: its row of platform.file went then.';
comment on column intelligence.street_upload_file.bytes_hash is 'Which bytes are still to be destroyed; null when they are, or when another row has the same.';
create index street_upload_file_to_be_destroyed on intelligence.street_upload_file (partnership_id, upload_id)
  where file_id is not null or bytes_hash is not null;
create policy street_upload_file_goes_when_it_is_done_with on intelligence.street_upload_file for update
  using (partnership_id = platform.partnership() and platform.may('street-files.destroy'));
grant update (file_id, gone_at, bytes_hash) on intelligence.street_upload_file to concord_app;
create policy street_file_is_destroyed on platform.file for delete
  using (partnership_id = platform.partnership() and platform.may('street-files.destroy') and media_type = 'text/csv');
create index file_by_hash on platform.file (partnership_id, sha256);

-- Of what the public form of a wave without codes takes in a day, one network gives a share: one hand cannot fill the day. Who sent how
-- many is counted in memory alone, until the day is over.
alter table intelligence.survey_cap
  add column most_from_one integer not null default 20 constraint survey_cap_from_one_is_a_number check (most_from_one between 1 and 100000);
comment on column intelligence.survey_cap.most_from_one is 'How many answers it takes in a day from one network, such as the computers of a library.';
comment on constraint survey_cap_from_one_is_a_number on intelligence.survey_cap is 'mostFromOne: Enter a number from 1 to 100,000.';
grant update (most_from_one) on intelligence.survey_cap to concord_app;
