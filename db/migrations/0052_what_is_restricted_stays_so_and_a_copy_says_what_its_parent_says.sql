-- Who may not see a restricted row does not change it either, not even without looking: an update asks for the permission too.
create function casework.joins_in(permission text, agency_ids uuid[], restricted boolean) returns boolean language sql stable parallel safe
  return casework.joins_in(permission, agency_ids) and (not restricted or platform.may_for('casework.restricted', platform.agency()));
comment on function casework.joins_in(text, uuid[], boolean) is 'As joining in; a restricted row only with the permission for restricted records.';
alter policy record_is_changed_by_its_agency on casework.record using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('casework.write', agency_id)
  and (not restricted or platform.may_for('casework.restricted', agency_id)))));
alter policy residence_is_ended_by_its_agency on casework.residence using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('casework.write', agency_id)
  and (not restricted or platform.may_for('casework.restricted', agency_id)))));
alter policy referral_is_moved_by_who_takes_part on casework.referral using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and platform.agency() = any (agency_ids)
  and (casework.keeps('referral.make', agency_id) or casework.keeps('referral.receive', to_agency_id))
  and (not restricted or platform.may_for('casework.restricted', platform.agency()) or maker_id = platform.account()))));
alter policy case_review_is_handled on casework.case_review using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('case-review.handle', agency_id)
  and (not restricted or platform.may_for('casework.restricted', agency_id)))));
alter policy case_file_is_kept_by_who_takes_part on casework.case_file using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in('casework.write', agency_ids, restricted)));
do $$
declare
  named text;
begin
  foreach named in array array['case_member', 'case_person', 'case_need', 'task', 'hub_item', 'restorative_matter', 'restorative_person', 'restorative_item', 'cohort_member', 'cohort_person'] loop
    execute format('alter policy %I on casework.%I using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(%L, agency_ids, restricted)))', named || '_is_changed_by_who_takes_part', named,
      case when named = 'hub_item' then 'hub.run' else 'casework.write' end);
  end loop;
  foreach named in array array['victim_support', 'victim_need', 'victim_promise'] loop
    execute format('alter policy %I on casework.%I using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps(''casework.write'', agency_id)
      and (not restricted or platform.may_for(''casework.restricted'', agency_id)))))', named || '_is_changed_by_its_agency', named);
  end loop;
  foreach named in array array['placement', 'placement_attendance'] loop
    execute format('alter policy %I on casework.%I using (partnership_id = platform.partnership() and (casework.machine() or casework.joins_in(''casework.write'', agency_ids, restricted)))', named || '_is_moved_by_who_takes_part', named);
  end loop;
  -- Nobody writes in another agency's name.
  foreach named in array array['case_note', 'case_event', 'assessment', 'attachment'] loop
    execute format('alter policy %I on casework.%I with check (partnership_id = platform.partnership() and (casework.machine() or (agency_id = platform.agency() and casework.joins_in(''casework.write'', agency_ids))))', named || '_is_added_by_who_takes_part', named);
  end loop;
  -- What was told of somebody before their record was restricted becomes as restricted as the record.
  foreach named in array array['concern_person', 'visit', 'signpost', 'referral_event', 'placement_event'] loop
    execute format('create policy %I on casework.%I for update using (partnership_id = platform.partnership() and casework.machine())', named || '_is_as_restricted_as_its_record', named);
    execute format('grant update (restricted) on casework.%I to concord_app', named);
  end loop;
end $$;
alter policy placement_event_is_added_by_who_takes_part on casework.placement_event with check (partnership_id = platform.partnership() and (casework.machine() or (agency_id = platform.agency() and casework.joins_in('casework.write', agency_ids))));

-- Policies judge an answer by columns that it copies from what it answers: they are the same, or the answer is none.
alter table casework.ask add constraint ask_between_agencies unique (partnership_id, id, agency_id, asker_agency_id);
alter table casework.ask_answer add constraint ask_answer_is_of_who_was_asked foreign key (partnership_id, ask_id, agency_id, asker_agency_id) references casework.ask (partnership_id, id, agency_id, asker_agency_id) on delete cascade;
alter table casework.ask_ending add constraint ask_ending_is_of_who_was_asked foreign key (partnership_id, ask_id, agency_id, asker_agency_id) references casework.ask (partnership_id, id, agency_id, asker_agency_id) on delete cascade;
alter table casework.rights_request add constraint rights_request_to_its_agency unique (partnership_id, id, agency_id);
alter table casework.rights_answer add constraint rights_answer_is_of_who_was_asked foreign key (partnership_id, request_id, agency_id) references casework.rights_request (partnership_id, id, agency_id) on delete cascade;
alter table casework.correction add constraint correction_is_of_who_was_asked foreign key (partnership_id, request_id, from_agency_id) references casework.rights_request (partnership_id, id, agency_id) on delete cascade;
alter table casework.correction add constraint correction_of_who_disclosed unique (partnership_id, id, from_agency_id);
alter table casework.correction_made add constraint correction_made_to_who_disclosed foreign key (partnership_id, correction_id, from_agency_id) references casework.correction (partnership_id, id, from_agency_id) on delete cascade;
alter table casework.break_glass add constraint break_glass_of_its_reader unique (partnership_id, id, account_id);
alter table casework.break_glass_review add constraint break_glass_review_names_its_reader foreign key (partnership_id, break_glass_id, opened_by) references casework.break_glass (partnership_id, id, account_id) on delete cascade;
alter table casework.unusual_reading add constraint unusual_reading_of_its_reader unique (partnership_id, id, account_id);
alter table casework.unusual_answer add constraint unusual_answer_names_its_reader foreign key (partnership_id, reading_id, reader_id) references casework.unusual_reading (partnership_id, id, account_id) on delete cascade;

-- What is restricted is opened to another agency by who may see it.
alter policy ask_answer_is_given_for_the_agency on casework.ask_answer with check (partnership_id = platform.partnership() and platform.purpose() is not null and casework.keeps('sharing.answer', agency_id) and account_id is not distinct from platform.account()
  and (not opens_restricted or platform.may_for('casework.restricted', agency_id)));
