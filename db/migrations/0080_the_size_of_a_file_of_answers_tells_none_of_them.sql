-- Of a file of few answers its size in bytes tells them: one byte more for "yes" than for "no". It is kept no more than the hash is,
-- and goes from what was brought in before.
alter table platform.imported_file alter column bytes drop not null;
update platform.imported_file set bytes = null, sha256 = null where importer = 'survey-responses';
alter table platform.imported_file
  add constraint imported_file_of_answers_tells_none check (importer <> 'survey-responses' or (bytes is null and sha256 is null));
comment on column platform.imported_file.bytes is 'Its size; null for files of answers, which it would tell.';
