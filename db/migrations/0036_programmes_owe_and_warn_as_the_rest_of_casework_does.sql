-- What programmes owe and warn of stands beside the rest of casework. It names nobody.
create or replace view casework.duties with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.referral_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.concern_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.case_review_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.sharing_duties
  union all
  select partnership_id, kind, subject_kind, subject_id, title, path, due_on, owner_agency_id, owner_post_id, met_on from casework.programme_duties;
create or replace view casework.warnings with (security_invoker = true) as
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.referral_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.concern_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.case_review_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.sharing_warnings
  union all
  select partnership_id, kind, subject_kind, subject_id, since, severity, sentence, path, owner_agency_id from casework.programme_warnings;
