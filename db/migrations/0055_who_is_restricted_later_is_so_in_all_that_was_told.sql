-- What cohorts, support for victims, case reviews and assessments hold of somebody becomes as restricted as their record,
-- when that is restricted later, and is open again when it no longer is. Only the machine does it.
do $$
declare
  named text;
begin
  foreach named in array array['cohort_not_now', 'victim_contact'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.machine())', named || '_is_as_restricted_as_its_record', named);
  end loop;
  foreach named in array array['cohort_not_now', 'victim_contact', 'cohort_rating', 'assessment', 'case_review_complaint', 'case_review_step'] loop
    execute format('grant update (restricted) on casework.%I to concord_app', named);
  end loop;
end $$;
