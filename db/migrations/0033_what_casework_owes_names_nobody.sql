-- What casework shows to the rest of Concord: what is due, what goes wrong, and what a link may be called. None of it names anybody.
create view casework.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.referral_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.concern_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_review_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.sharing_duties;
comment on view casework.duties is 'What agencies owe in casework, by day; seen for a purpose, and naming nobody.';
create view casework.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.referral_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.concern_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_review_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.sharing_warnings;
comment on view casework.warnings is 'What goes wrong in casework by rule; naming nobody.';
grant select on casework.duties, casework.warnings to concord_app;
