-- What an agency shares of its referrals are those that were sent: a draft has no lawful basis yet, whatever was agreed.
alter policy referral_is_seen_by_who_takes_part on casework.referral using (partnership_id = platform.partnership() and (casework.machine() or casework.refers(agency_ids, maker_id, restricted)
  or (sent_on is not null and casework.sees('referrals', agency_id, restricted, record_id))));
