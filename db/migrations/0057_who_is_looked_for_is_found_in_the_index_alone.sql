-- Searching and matching read up to thousands of hashes to find a few records, and the policy asks of each whose it is. With that in
-- the index itself no row of the table is fetched for it: among a hundred thousand people that was most of the time of both.
alter table casework.record_token drop constraint record_token_pkey;
alter table casework.record_token add primary key (partnership_id, kind, hash, record_id) include (agency_id, restricted);

-- Which clusters stand in one person is looked up, too, and not read through all of them. It is said by `case`, since behind a policy
-- an index serves only what PostgreSQL knows to tell nothing of the rows it leaves out: `coalesce` is not among that.
create or replace view casework.person_now with (security_invoker = true) as
  select partnership_id, id as cluster_id, case when joined_into is null then id else joined_into end as person_id from casework.cluster;
create index cluster_by_person on casework.cluster (partnership_id, (case when joined_into is null then id else joined_into end));
