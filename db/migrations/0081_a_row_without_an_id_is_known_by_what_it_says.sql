-- Anti-social behaviour has no id. Its rows were known by the text of their line: the same month in another order of columns, or with
-- other spellings of its numbers, counted twice. They are known by their values now, and by how many such rows there are.
update intelligence.street_crime c set key = k.key
from (
  select partnership_id, month, key as former, encode(
    substring(sha256(convert_to(concat_ws(E'\x1f', to_char(month, 'YYYY-MM'), crime_type, reported_by, coalesce(lsoa_code, ''),
      coalesce(floor(longitude * 1e6 + 0.5)::bigint::text, ''), coalesce(floor(latitude * 1e6 + 0.5)::bigint::text, ''), location), 'UTF8')) from 1 for 12)
    || int4send((row_number() over (
      partition by partnership_id, month, crime_type, reported_by, lsoa_code,
        floor(longitude * 1e6 + 0.5), floor(latitude * 1e6 + 0.5), location
      order by key))::integer), 'hex')::uuid as key
  from intelligence.street_crime where crime_type = 'Anti-social behaviour') k
where c.partnership_id = k.partnership_id and c.month = k.month and c.key = k.former;
comment on column intelligence.street_crime.key is 'Hash of month and crime id; where there is no id (anti-social behaviour), the first 12 bytes of a hash of what the row says, and in the last 4 how many such rows its file has up to it.';
-- Of crimes without an id, as the police published them in 2011, nothing that is kept tells that they have none: an import renews their keys.
grant update (key) on intelligence.street_crime to concord_app;
