/** What must hold of people, whatever happened: `concord check` and `concord check casework` ask it. */
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Check } from '../../../platform/module.ts';

/** Rows of a query as sentences. */
const sentences = async (
  tx: Tx,
  query: ReturnType<typeof sql<{ says: string }>>,
): Promise<readonly string[]> => (await query.execute(tx)).rows.map(({ says }) => says);

/** Columns of text in casework that hold words of settings, templates and agreements, or codes: never anything about a person. */
const CLEAR_TABLES = [
  'purpose',
  'agreement',
  'agreement_party',
  'agreement_purpose',
  'agreement_category',
  'retention_rule',
];
/** What a text column may be called that could hold a person's name or somebody's words. */
const TELLING =
  '^(name|names|given_names?|surname|title|note|notes|text|body|words|says|summary|description|reason|detail|details|comment|email|telephone|phone|address|postcode|uprn|file_name|story|told|narrative|born|date_of_birth)$';

export const peopleChecks: readonly Check[] = [
  {
    name: 'casework.each-record-has-one-presence',
    says: 'Each record of a person has a presence of the same person, agency and restriction',
    find: (tx) =>
      sentences(
        tx,
        sql<{ says: string }>`
          select 'Record ' || coalesce(r.id, p.record_id) || ' and its presence differ' as says
          from casework.record r full join casework.presence p on p.partnership_id = r.partnership_id and p.record_id = r.id
          where r.id is null or p.record_id is null or (r.cluster_id, r.agency_id, r.restricted) is distinct from (p.cluster_id, p.agency_id, p.restricted)`,
      ),
  },
  {
    name: 'casework.each-person-has-a-record',
    says: 'Each cluster that stands for itself has a record, and one that was joined points to where its record stands',
    find: (tx) =>
      sentences(
        tx,
        sql<{ says: string }>`
          select 'Cluster ' || c.id || ' has no record' as says from casework.cluster c
          where c.joined_into is null and not exists (
            select from casework.record r where r.partnership_id = c.partnership_id and r.cluster_id = c.id)
          union all
          select 'Cluster ' || c.id || ' does not point to where its record stands' from casework.cluster c
          join casework.record r on r.partnership_id = c.partnership_id and r.own_cluster_id = c.id
          where coalesce(c.joined_into, c.id) <> r.cluster_id`,
      ),
  },
  {
    name: 'casework.who-was-said-to-differ-is-apart',
    says: 'Records that a person said are of different people stand in different clusters',
    find: (tx) =>
      sentences(
        tx,
        sql<{ says: string }>`
          select 'Records ' || k.left_record_id || ' and ' || k.right_record_id || ' were said to be different people and stand together' as says
          from casework.link_now k
          join casework.record l on l.partnership_id = k.partnership_id and l.id = k.left_record_id
          join casework.record r on r.partnership_id = k.partnership_id and r.id = k.right_record_id
          where k.verdict = 'different' and l.cluster_id = r.cluster_id`,
      ),
  },
  {
    name: 'casework.each-record-has-tokens-of-its-own',
    says: 'Each record of a person has tokens, of its own agency and restriction',
    find: (tx) =>
      sentences(
        tx,
        sql<{ says: string }>`
          select 'Record ' || r.id || ' has no tokens of its own' as says from casework.record r
          where not exists (
            select from casework.record_token t where t.partnership_id = r.partnership_id and t.record_id = r.id
              and t.agency_id = r.agency_id and t.restricted = r.restricted)`,
      ),
  },
  {
    name: 'casework.nothing-about-a-person-is-in-clear',
    says: 'No table of casework about people has a column of clear text in which a name or somebody’s words could stand',
    find: (tx) =>
      sentences(
        tx,
        sql<{ says: string }>`
          select c.relname || '.' || a.attname || ' could hold personal data in clear' as says
          from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relkind = 'r' and c.relname <> all(${CLEAR_TABLES}::text[])
            and exists (select from pg_attribute s where s.attrelid = c.oid and s.attname in ('record_id', 'identity', 'sealed', 'cluster_id') and not s.attisdropped)
            and a.atttypid in ('text'::regtype, 'varchar'::regtype) and a.attname ~ ${TELLING}`,
      ),
  },
];
