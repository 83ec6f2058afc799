-- Street files are brought and decided about by who records figures and edits indicators, as the commands have it: figures of all
-- indicators follow them.
alter policy street_upload_is_brought_by_analysts on intelligence.street_upload
  with check (partnership_id = platform.partnership() and platform.may('observations.record') and platform.may('indicators.edit')
    and uploaded_by is not distinct from platform.account());
alter policy street_upload_file_is_brought_by_analysts on intelligence.street_upload_file
  with check (partnership_id = platform.partnership() and platform.may('observations.record') and platform.may('indicators.edit'));
alter policy street_upload_step_is_taken_by_analysts on intelligence.street_upload_step
  with check (partnership_id = platform.partnership() and platform.may('observations.record') and platform.may('indicators.edit')
    and taken_by is not distinct from platform.account());

-- Of what an archive holds beside street files the first names are kept, each of a length that can be read, and how many more there are.
alter table intelligence.street_upload
  add column not_read_more integer not null default 0 constraint street_upload_counts_what_is_not_read check (not_read_more >= 0);
update intelligence.street_upload u set not_read_more = greatest(cardinality(u.not_read) - 50, 0),
    not_read = array(select left(n.name, 200) from unnest(u.not_read) with ordinality n (name, nth) where n.nth <= 50 order by n.nth)
  where cardinality(u.not_read) > 50 or length(array_to_string(u.not_read, '')) > 10000;
alter table intelligence.street_upload
  add constraint street_upload_names_some_of_what_is_not_read check (cardinality(not_read) <= 50 and length(array_to_string(not_read, '')) <= 10000);
comment on column intelligence.street_upload.not_read is 'Files of an archive that are no street files, by name: outcomes, stop and search. The first of them.';
comment on column intelligence.street_upload.not_read_more is 'How many more there are.';
grant insert (not_read_more) on intelligence.street_upload to concord_app;
