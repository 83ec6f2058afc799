-- Casework begins with what every part of it stands on: purposes, agreements, records of people, and the ledger of what was disclosed.
-- Names and free text are never in clear: they are sealed under keys outside the database, and found by keyed hashes.
alter table access.session add column purpose text
  constraint session_purpose_is_a_word check (purpose ~ '^[a-z][a-z0-9-]{1,60}$');
comment on column access.session.purpose is 'Why the member reads personal data, as chosen on entry to casework.';
grant update (purpose) on access.session to concord_app;

create function platform.purpose() returns text language sql stable parallel safe
  return nullif(current_setting('app.purpose', true), '');
comment on function platform.purpose() is 'Why the actor reads personal data; null when no purpose was chosen.';
create function platform.shared(category text, agency_id uuid) returns boolean language sql stable parallel safe
  return coalesce(position(',' || category || '@' || agency_id::text || ',' in current_setting('app.shared_by', true)) > 0, false);
comment on function platform.shared(text, uuid) is 'True when this agency shares this category with the actor for the chosen purpose, as resolved when the transaction began.';

create schema casework;
comment on schema casework is 'People of concern: records, concerns, referrals, cases, the hub, and the lawful sharing of what is known. Nobody outside casework reads it.';
grant usage on schema casework to concord_app, concord_statistics;

-- The one rule of seeing. Own agency's rows for a purpose; another's only in a category that it shares for that purpose;
-- a restricted row only with the permission for it, or when it was opened for one person (ask to see, break-glass).
create function casework.sees(category text, agency_id uuid, restricted boolean) returns boolean language sql stable parallel safe
  return platform.purpose() is not null and (
    (agency_id = platform.agency() and platform.may_for('casework.read', agency_id)
      and (not restricted or platform.may_for('casework.restricted', agency_id)))
    or (platform.shared(category, agency_id) and (not restricted or platform.shared('restricted', agency_id))));
comment on function casework.sees(text, uuid, boolean) is 'Whether the actor may see a row of this category that this agency holds.';
create function casework.keeps(permission text, agency_id uuid) returns boolean language sql stable parallel safe
  return agency_id = platform.agency() and platform.may_for(permission, agency_id);
comment on function casework.keeps(text, uuid) is 'Whether the actor works for this agency and holds the permission for it: nobody writes another agency''s records.';
create function casework.works() returns boolean language sql stable parallel safe
  return platform.purpose() is not null and (platform.may_for('casework.read', platform.agency()) or platform.may_for('referral.make', platform.agency()));
comment on function casework.works() is 'Whether the actor is in casework for a purpose: for rows that name nobody.';
create function casework.machine() returns boolean language sql stable parallel safe
  return platform.may('casework.machine');
comment on function casework.machine() is 'Matching, patterns, retention and measures see what no single agency may; no role holds this.';

create table casework.purpose (
  partnership_id uuid not null references partners.partnership (partnership_id),
  slug text not null constraint purpose_slug_is_a_word check (slug ~ '^[a-z][a-z0-9-]{1,60}$'),
  title text not null constraint purpose_title_is_given check (length(trim(title)) > 0),
  says text not null,
  gateway text not null constraint purpose_names_its_legal_gateway check (length(trim(gateway)) > 0),
  regime text not null constraint purpose_regime check (regime in ('uk-gdpr', 'part-3')),
  position integer not null,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, slug)
);
comment on table casework.purpose is 'Why somebody may read personal data, and the legal gateway that allows it.';
comment on column casework.purpose.regime is 'UK GDPR, or Part 3 of the Data Protection Act 2018 (law enforcement).';
comment on constraint purpose_names_its_legal_gateway on casework.purpose is 'gateway: Name the law that allows it, such as the Crime and Disorder Act 1998, section 115.';
alter table casework.purpose enable row level security;
create policy purpose_is_read_by_members on casework.purpose for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy purpose_is_added_by_information_governance on casework.purpose for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy purpose_is_changed_by_information_governance on casework.purpose for update using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
grant select, insert, update on casework.purpose to concord_app;

create function casework.is_category(category text) returns boolean language sql immutable parallel safe
  return category in ('known', 'identity', 'contact', 'concerns', 'referrals', 'cases', 'offending', 'victim', 'health', 'support');
comment on function casework.is_category(text) is 'The categories of data that agreements share: known (that the agency knows the person, and whom to ask) and nine of substance.';

create table casework.agreement (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  slug text not null,
  title text not null constraint agreement_title_is_given check (length(trim(title)) > 0),
  conditions text not null default '',
  assessment text not null default '',
  starts_on date not null,
  review_on date not null,
  ends_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint agreement_slug_unique unique (partnership_id, slug),
  constraint agreement_is_reviewed_after_it_starts check (review_on > starts_on),
  constraint agreement_ends_after_it_starts check (ends_on is null or ends_on >= starts_on)
);
comment on table casework.agreement is 'An information sharing agreement: who shares which categories for which purposes, on which conditions, until when.';
comment on column casework.agreement.assessment is 'The data protection impact assessment that it rests on, by reference.';
comment on constraint agreement_is_reviewed_after_it_starts on casework.agreement is 'reviewOn: Give a review date after the day it starts.';
alter table casework.agreement enable row level security;
create policy agreement_is_read_by_members on casework.agreement for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy agreement_is_added_by_information_governance on casework.agreement for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_is_changed_by_information_governance on casework.agreement for update using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
grant select, insert, update on casework.agreement to concord_app;

create table casework.agreement_party (
  partnership_id uuid not null,
  agreement_id uuid not null,
  agency_id uuid not null,
  provides boolean not null,
  receives boolean not null,
  primary key (partnership_id, agreement_id, agency_id),
  constraint agreement_party_of_agreement foreign key (partnership_id, agreement_id) references casework.agreement (partnership_id, id),
  constraint agreement_party_is_an_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint agreement_party_takes_part check (provides or receives)
);
comment on table casework.agreement_party is 'An agency that provides or receives under an agreement.';
create table casework.agreement_purpose (
  partnership_id uuid not null,
  agreement_id uuid not null,
  purpose text not null,
  primary key (partnership_id, agreement_id, purpose),
  constraint agreement_purpose_of_agreement foreign key (partnership_id, agreement_id) references casework.agreement (partnership_id, id),
  constraint agreement_purpose_is_known foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug)
);
comment on table casework.agreement_purpose is 'A purpose that an agreement covers.';
create table casework.agreement_category (
  partnership_id uuid not null,
  agreement_id uuid not null,
  category text not null constraint agreement_category_is_known check (casework.is_category(category)),
  primary key (partnership_id, agreement_id, category),
  constraint agreement_category_of_agreement foreign key (partnership_id, agreement_id) references casework.agreement (partnership_id, id)
);
comment on table casework.agreement_category is 'A category of data that an agreement shares.';
alter table casework.agreement_party enable row level security;
alter table casework.agreement_purpose enable row level security;
alter table casework.agreement_category enable row level security;
create policy agreement_party_is_read_by_members on casework.agreement_party for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy agreement_party_is_added on casework.agreement_party for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_party_is_taken_out on casework.agreement_party for delete using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_purpose_is_read_by_members on casework.agreement_purpose for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy agreement_purpose_is_added on casework.agreement_purpose for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_purpose_is_taken_out on casework.agreement_purpose for delete using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_category_is_read_by_members on casework.agreement_category for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy agreement_category_is_added on casework.agreement_category for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy agreement_category_is_taken_out on casework.agreement_category for delete using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
grant select, insert, delete on casework.agreement_party, casework.agreement_purpose, casework.agreement_category to concord_app;

create table casework.contact (
  partnership_id uuid not null,
  agency_id uuid not null,
  post_id uuid not null,
  primary key (partnership_id, agency_id),
  constraint contact_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint contact_is_a_post foreign key (partnership_id, post_id) references partners.post (partnership_id, id)
);
comment on table casework.contact is 'Whom to ask at an agency about somebody it knows.';
alter table casework.contact enable row level security;
create policy contact_is_read_by_members on casework.contact for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy contact_is_named_by_information_governance on casework.contact for insert with check (partnership_id = platform.partnership() and platform.may('sharing.agree'));
create policy contact_is_changed_by_information_governance on casework.contact for update using (partnership_id = platform.partnership() and platform.may('sharing.agree'));
grant select, insert, update on casework.contact to concord_app;

create view casework.sharing_in_force with (security_invoker = true) as
  select a.partnership_id, a.id as agreement_id, a.slug as agreement, u.purpose, p.agency_id as provider_id, r.agency_id as recipient_id, c.category
  from casework.agreement a
  join partners.partnership s on s.partnership_id = a.partnership_id
  join casework.agreement_party r on r.partnership_id = a.partnership_id and r.agreement_id = a.id and r.receives
  join casework.agreement_party p on p.partnership_id = a.partnership_id and p.agreement_id = a.id and p.provides and p.agency_id <> r.agency_id
  join casework.agreement_purpose u on u.partnership_id = a.partnership_id and u.agreement_id = a.id
  join casework.purpose g on g.partnership_id = u.partnership_id and g.slug = u.purpose and (g.ends_on is null or g.ends_on >= partners.business_date(s))
  join casework.agreement_category c on c.partnership_id = a.partnership_id and c.agreement_id = a.id
  where a.starts_on <= partners.business_date(s) and (a.ends_on is null or a.ends_on >= partners.business_date(s));
comment on view casework.sharing_in_force is 'Which agency shares which category with which for which purpose today, and under which agreement.';
grant select on casework.sharing_in_force to concord_app;

-- Retention is a rule by category; every personal row carries the date on which it is to be reviewed.
create table casework.retention_rule (
  partnership_id uuid not null references partners.partnership (partnership_id),
  category text not null constraint retention_rule_is_for_a_kind_of_row check (category in ('record', 'concern', 'referral', 'case', 'case-review', 'programme', 'victim-support', 'hub')),
  trigger text not null constraint retention_rule_trigger check (trigger in ('recorded', 'last-active', 'closed')),
  months integer not null constraint retention_rule_is_a_time check (months between 1 and 1200),
  says text not null constraint retention_rule_says_why check (length(trim(says)) > 0),
  revision integer not null default 1,
  primary key (partnership_id, category)
);
comment on table casework.retention_rule is 'For how many months after which event rows of a category are kept before somebody reviews them.';
alter table casework.retention_rule enable row level security;
create policy retention_rule_is_read_by_members on casework.retention_rule for select using (partnership_id = platform.partnership() and platform.may('read'));
create policy retention_rule_is_made_by_information_governance on casework.retention_rule for insert with check (partnership_id = platform.partnership() and platform.may('casework.govern'));
create policy retention_rule_is_changed_by_information_governance on casework.retention_rule for update using (partnership_id = platform.partnership() and platform.may('casework.govern'));
grant select, insert, update on casework.retention_rule to concord_app;

-- A cluster is what is believed to be one person; what an agency holds about them is its record.
create table casework.cluster (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  revision integer not null default 1,
  primary key (partnership_id, id)
);
comment on table casework.cluster is 'Records that are believed to be one person. Holds nothing about them.';
alter table casework.cluster enable row level security;
create policy cluster_is_seen_in_casework on casework.cluster for select using (partnership_id = platform.partnership() and (casework.works() or casework.machine()));
create policy cluster_is_made_by_matching on casework.cluster for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy cluster_is_changed_by_matching on casework.cluster for update using (partnership_id = platform.partnership() and casework.machine());
create policy cluster_goes_when_empty on casework.cluster for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.cluster to concord_app;

create table casework.record (
  partnership_id uuid not null,
  id uuid not null,
  agency_id uuid not null,
  cluster_id uuid not null,
  reference_hash bytea,
  identity bytea not null,
  regime text not null constraint record_regime check (regime in ('uk-gdpr', 'part-3')),
  restricted boolean not null default false,
  restricted_because text constraint record_restricted_because check (restricted_because in ('staff', 'relative-of-staff', 'protected-address', 'other')),
  source text not null constraint record_source check (source in ('form', 'referral', 'concern', 'import', 'api')),
  recorded_on date not null,
  last_active_on date not null,
  review_on date not null,
  disputed boolean not null default false,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint record_of_agency foreign key (partnership_id, agency_id) references partners.agency (partnership_id, id),
  constraint record_of_cluster foreign key (partnership_id, cluster_id) references casework.cluster (partnership_id, id),
  constraint record_reference_unique unique (partnership_id, agency_id, reference_hash),
  constraint record_restriction_says_why check (restricted = (restricted_because is not null)),
  constraint record_is_reviewed_after_it_is_written check (review_on > recorded_on)
);
comment on table casework.record is 'What one agency holds about one person: names, dates, contacts sealed in `identity`.';
comment on column casework.record.identity is 'Names, birth date, telephone, e-mail, official numbers as JSON, sealed under the record''s own key.';
comment on column casework.record.reference_hash is 'Keyed hash of the agency''s own number for the person.';
comment on column casework.record.disputed is 'The person objected or asks for rectification; shown until it is answered.';
comment on constraint record_reference_unique on casework.record is 'reference: Your agency holds a record of this number already. Open that one.';
comment on constraint record_restriction_says_why on casework.record is 'restrictedBecause: Say why the record is restricted.';
create index record_by_cluster on casework.record (partnership_id, cluster_id);
create index record_by_review on casework.record (partnership_id, review_on);
alter table casework.record enable row level security;
create policy record_is_seen_for_a_purpose on casework.record for select using (partnership_id = platform.partnership() and (casework.sees('identity', agency_id, restricted) or casework.machine()));
create policy record_is_kept_by_its_agency on casework.record for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and (casework.keeps('casework.write', agency_id) or casework.keeps('referral.make', agency_id) or casework.keeps('concern.record', agency_id)))));
create policy record_is_changed_by_its_agency on casework.record for update using (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and casework.keeps('casework.write', agency_id))));
create policy record_is_disposed_of on casework.record for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.record to concord_app;

create table casework.presence (
  partnership_id uuid not null,
  record_id uuid not null,
  cluster_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  primary key (partnership_id, record_id),
  constraint presence_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade
);
comment on table casework.presence is 'That an agency knows a person, and nothing else: the least that an agreement shares.';
create index presence_by_cluster on casework.presence (partnership_id, cluster_id);
alter table casework.presence enable row level security;
create policy presence_is_seen_where_knowing_is_shared on casework.presence for select using (partnership_id = platform.partnership() and (casework.sees('known', agency_id, restricted) or casework.machine()));
create policy presence_is_made_by_matching on casework.presence for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy presence_is_changed_by_matching on casework.presence for update using (partnership_id = platform.partnership() and casework.machine());
create policy presence_goes_with_its_record on casework.presence for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.presence to concord_app;

create table casework.record_token (
  partnership_id uuid not null,
  kind text not null,
  hash bytea not null,
  record_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  primary key (partnership_id, kind, hash, record_id),
  constraint record_token_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade
);
comment on table casework.record_token is 'Keyed hashes of what a record is found or matched by: equality is leakproof, so an index serves it behind a policy.';
create index record_token_by_record on casework.record_token (partnership_id, record_id);
alter table casework.record_token enable row level security;
create policy record_token_is_searched_for_a_purpose on casework.record_token for select using (partnership_id = platform.partnership() and (casework.machine() or casework.sees('identity', agency_id, restricted)));
create policy record_token_is_made_by_matching on casework.record_token for insert with check (partnership_id = platform.partnership() and casework.machine());
create policy record_token_is_renewed_by_matching on casework.record_token for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, delete on casework.record_token to concord_app;

-- Addresses and households, with who lives where and when.
create table casework.address (
  partnership_id uuid not null references partners.partnership (partnership_id),
  id uuid not null,
  sealed bytea not null,
  full_hash bytea not null,
  uprn_hash bytea,
  outward text constraint address_outward_is_half_a_postcode check (outward ~ '^[A-Z]{1,2}[0-9][0-9A-Z]?$'),
  place_id uuid,
  primary key (partnership_id, id),
  constraint address_is_one unique (partnership_id, full_hash),
  constraint address_in_place foreign key (partnership_id, place_id) references places.place (partnership_id, id)
);
comment on table casework.address is 'One address, whoever told of it: lines, postcode and UPRN sealed under its own key.';
create index address_by_uprn on casework.address (partnership_id, uprn_hash);
alter table casework.address enable row level security;
create policy address_is_seen_in_casework on casework.address for select using (partnership_id = platform.partnership() and (casework.works() or casework.machine()));
create policy address_is_added_in_casework on casework.address for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and (platform.may_for('casework.write', platform.agency()) or platform.may_for('referral.make', platform.agency()) or platform.may_for('concern.record', platform.agency())))));
create policy address_is_corrected_by_matching on casework.address for update using (partnership_id = platform.partnership() and casework.machine());
create policy address_is_disposed_of on casework.address for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.address to concord_app;

create table casework.residence (
  partnership_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  agency_id uuid not null,
  restricted boolean not null,
  address_id uuid not null,
  relation text not null default 'lives' constraint residence_relation check (relation in ('lives', 'stays', 'works', 'correspondence', 'formerly')),
  from_on date,
  until_on date,
  revision integer not null default 1,
  primary key (partnership_id, id),
  constraint residence_of_record foreign key (partnership_id, record_id) references casework.record (partnership_id, id) on delete cascade,
  constraint residence_at_address foreign key (partnership_id, address_id) references casework.address (partnership_id, id),
  constraint residence_ends_after_it_begins check (until_on is null or from_on is null or until_on >= from_on)
);
comment on table casework.residence is 'Who lives where and when, as one agency knows it. People who live at an address at one time are its household.';
create index residence_by_record on casework.residence (partnership_id, record_id);
create index residence_by_address on casework.residence (partnership_id, address_id);
alter table casework.residence enable row level security;
create policy residence_is_seen_for_a_purpose on casework.residence for select using (partnership_id = platform.partnership() and (casework.sees('contact', agency_id, restricted) or casework.machine()));
create policy residence_is_told_by_its_agency on casework.residence for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and (casework.keeps('casework.write', agency_id) or casework.keeps('referral.make', agency_id) or casework.keeps('concern.record', agency_id)))));
create policy residence_is_ended_by_its_agency on casework.residence for update using (partnership_id = platform.partnership() and (casework.machine() or casework.keeps('casework.write', agency_id)));
create policy residence_is_disposed_of on casework.residence for delete using (partnership_id = platform.partnership() and casework.machine());
grant select, insert, update, delete on casework.residence to concord_app;

-- What left an agency, to whom, for what and on which ground. Insert-only.
create table casework.disclosure (
  partnership_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  on_day date not null,
  item_kind text not null,
  item_id uuid not null,
  cluster_id uuid,
  from_agency_id uuid not null,
  to_agency_id uuid,
  to_outside bytea,
  purpose text not null,
  basis text not null constraint disclosure_names_its_basis check (length(trim(basis)) > 0),
  agreement_id uuid,
  categories text[] not null constraint disclosure_says_what check (cardinality(categories) > 0),
  conditions text not null default '',
  expires_on date,
  account_id uuid,
  primary key (partnership_id, id),
  constraint disclosure_from_agency foreign key (partnership_id, from_agency_id) references partners.agency (partnership_id, id),
  constraint disclosure_to_agency foreign key (partnership_id, to_agency_id) references partners.agency (partnership_id, id),
  constraint disclosure_for_purpose foreign key (partnership_id, purpose) references casework.purpose (partnership_id, slug),
  constraint disclosure_under_agreement foreign key (partnership_id, agreement_id) references casework.agreement (partnership_id, id),
  constraint disclosure_has_one_recipient check ((to_agency_id is null) <> (to_outside is null))
);
comment on table casework.disclosure is 'The ledger of what was disclosed: item, recipient, purpose, basis, conditions, expiry. Insert-only; `to_outside` is sealed under the row''s own key.';
create index disclosure_by_cluster on casework.disclosure (partnership_id, cluster_id, at desc);
create index disclosure_by_time on casework.disclosure (partnership_id, at desc, id desc);
create index disclosure_by_item on casework.disclosure (partnership_id, item_kind, item_id);
alter table casework.disclosure enable row level security;
create policy disclosure_is_written_by_who_discloses on casework.disclosure for insert with check (partnership_id = platform.partnership() and (casework.machine() or (platform.purpose() is not null and from_agency_id = platform.agency())));
create policy disclosure_is_read_by_both_sides_and_information_governance on casework.disclosure for select using (partnership_id = platform.partnership() and (platform.may('casework.govern') or casework.machine() or (platform.purpose() is not null and platform.may_for('casework.read', platform.agency()) and platform.agency() in (from_agency_id, to_agency_id))));
grant select, insert on casework.disclosure to concord_app;
