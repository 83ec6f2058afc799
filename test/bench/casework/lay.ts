/** Made-up people with what agencies told and asked of them, laid past every command, sealed and hashed as commands do it. */
import pg from 'pg';
import { plainDate } from '../../../src/kernel/plain-date.ts';
import { isRefusal } from '../../../src/kernel/refusal.ts';
import type { MadeUp } from '../../../src/modules/casework/linkage/testing/made-up-row.ts';
import { synthetic } from '../../../src/modules/casework/linkage/testing/synthetic.ts';
import { readIdentity } from '../../../src/modules/casework/people/identity.ts';
import { idOfLastYear, layPeople, toldOf } from '../../../src/modules/casework/people/testing/lay.ts';
import type { TokenKind } from '../../../src/modules/casework/people/tokens.ts';
import type { Connection } from '../../../src/platform/database/connection.ts';
import type { SubjectKeys } from '../../../src/platform/keys/index.ts';

export interface CaseworkSize {
  readonly people: number;
  readonly concerns: number;
  readonly referrals: number;
  /** The kinds of hashes that people are found by; all of them unless named. */
  readonly hashes?: readonly TokenKind[];
}

/** The same people are made up again to be looked for. */
export const SEED = 17;
const AT_ONCE = 50_000;
/** Every fiftieth referral is open, as a year's are at any one time. */
const OPEN_EACH = 50;
export const TODAY = '2013-01-17';

interface Known {
  readonly record: string;
  readonly agency: string;
  readonly address: string | null;
}

/** Lays them into the only partnership of this database. Needs a superuser: foreign keys are not asked one by one. */
export async function layCasework(
  admin: Connection,
  subjects: SubjectKeys,
  size: CaseworkSize,
): Promise<void> {
  const pool = new pg.Pool({
    ...admin,
    max: 1,
    options: '-c session_replication_role=replica -c synchronous_commit=off -c maintenance_work_mem=512MB',
  });
  try {
    const { rows } = await pool.query<{ id: string; agencies: string[] }>(
      `select p.partnership_id as id, array(select a.id::text from partners.agency a where a.partnership_id = p.partnership_id and a.left_on is null order by a.id) as agencies
       from partners.partnership p`,
    );
    const { id, agencies } = rows[0] ?? { id: '', agencies: [] };
    const made = synthetic({ seed: SEED, records: size.people * 2, duplicates: 0.1 });
    const people = firstThatCanBeTold(made, size.people);
    await withoutIndexes(pool, 'casework.record_token', () =>
      layPeople(pool, id, agencies, subjects, people, size.hashes),
    );
    const known = await pool.query<Known>(
      `select r.id as record, r.agency_id as agency, (select h.address_id from casework.residence h
         where h.partnership_id = r.partnership_id and h.record_id = r.id limit 1) as address
       from casework.record r where r.partnership_id = $1 order by r.id`,
      [id],
    );
    await inBatches(size.concerns, (from, to) => layConcerns(pool, id, subjects, known.rows, from, to));
    await inBatches(size.referrals, (from, to) => layReferrals(pool, id, subjects, known.rows, from, to));
    await pool.query('vacuum (analyze)');
  } finally {
    await pool.end();
  }
}

/** Some are made up with a day of birth that no calendar has, as in life; nobody can be told of so. */
function* firstThatCanBeTold(people: Iterable<MadeUp>, count: number): Generator<MadeUp> {
  let told = 0;
  for (const one of people) {
    if (isRefusal(readIdentity(toldOf(one), plainDate(TODAY)))) continue;
    yield one;
    told += 1;
    if (told === count) return;
  }
}

/** Many rows go into a table without indexes in a fraction of the time; they are made again over all of them. */
async function withoutIndexes(pool: pg.Pool, table: string, lay: () => Promise<unknown>): Promise<void> {
  const { rows } = await pool.query<{ drop: string; make: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
     from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u')
     union all
     select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
     from pg_index i where i.indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [table],
  );
  for (const { drop } of rows) await pool.query(drop);
  await lay();
  for (const { make } of rows) await pool.query(make);
}

async function inBatches(count: number, lay: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) await lay(from, Math.min(count, from + AT_ONCE));
}

/** Few people are told of often: the nth concern is of somebody near the beginning more often than not. */
const whom = (known: readonly Known[], nth: number): Known => {
  const share = ((nth * 7919) % 10_007) / 10_007;
  const found = known[Math.floor(share * share * known.length)];
  if (!found) throw new Error('There is nobody to tell of');
  return found;
};

async function layConcerns(
  pool: pg.Pool,
  partnershipId: string,
  subjects: SubjectKeys,
  known: readonly Known[],
  from: number,
  to: number,
): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, at) => ({
    nth: from + at,
    id: idOfLastYear(),
    incident: idOfLastYear(),
    ...whom(known, from + at),
  }));
  subjects.prepare(rows.map(({ id }) => id));
  const columns = `unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::bytea[], $8::int[]) as t (id, incident, record, agency, address, narrative, nth)`;
  const values = [
    partnershipId,
    rows.map(({ id }) => id),
    rows.map(({ incident }) => incident),
    rows.map(({ record }) => record),
    rows.map(({ agency }) => agency),
    rows.map(({ address }) => address),
    rows.map(({ id, nth }) => subjects.seal(id, `What was seen and heard, number ${nth}. This is made up.`)),
    rows.map(({ nth }) => nth),
  ];
  const day = `date '${TODAY}' - 1 - (t.nth % 1400)`;
  await pool.query(
    `with t as materialized (select * from ${columns}),
     incident as (
       insert into casework.incident (partnership_id, id, agency_ids, on_day) select $1, t.incident, array[t.agency], ${day} from t),
     concern as (
       insert into casework.concern (partnership_id, id, agency_id, incident_id, regime, type, on_day, precision, address_id, reported_by, reported_on,
         happened_before, told_others, feels_targeted, ill_at_home, narrative, source, recorded_on, review_on)
       select $1, t.id, t.agency, t.incident, 'uk-gdpr', (array['noise', 'verbal-abuse', 'damage', 'gathering', 'welfare'])[1 + t.nth % 5], ${day}, 'day', t.address,
         'victim', ${day}, 'not-known', 'not-known', 'not-known', 'not-known', t.narrative, 'import', ${day}, ${day} + 2555 from t)
     insert into casework.concern_person (partnership_id, concern_id, record_id, role, agency_id, restricted)
     select $1, t.id, t.record, 'affected', t.agency, false from t`,
    values,
  );
}

async function layReferrals(
  pool: pg.Pool,
  partnershipId: string,
  subjects: SubjectKeys,
  known: readonly Known[],
  from: number,
  to: number,
): Promise<void> {
  const rows = Array.from({ length: to - from }, (_, at) => ({
    nth: from + at,
    id: idOfLastYear(),
    visit: idOfLastYear(),
    ...whom(known, from + at + 5),
  }));
  subjects.prepare(rows.flatMap(({ id, visit }) => [id, visit]));
  const told = JSON.stringify({
    subject: { kind: 'person', givenNames: 'Made', surname: 'Up' },
    seen: 'Made up.',
  });
  await pool.query(
    `with t as materialized (
       select t.*, s.id as service, s.agency_id as receiver, s.indicators[1] as need, date '${TODAY}' - (t.nth % 700) as day, t.nth % ${OPEN_EACH} = 0 as open
       from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bytea[], $7::bytea[], $8::int[]) as t (id, visit, record, agency, seen, told, nth)
       join (select s.*, row_number() over (order by s.slug) - 1 as at, count(*) over () as all_of_them from partners.service s
         where s.partnership_id = $1 and s.accepts = 'referrals' and cardinality(s.indicators) > 0) s on s.at = t.nth % s.all_of_them),
     visit as (
       insert into casework.visit (partnership_id, id, agency_id, restricted, source, subject_kind, checklist_id, needs, record_id, sealed, on_day, review_on)
       select $1, t.visit, t.agency, false, 'form', 'person', (select c.id from casework.checklist c where c.partnership_id = $1 order by c.id desc limit 1),
         array[t.need], t.record, t.seen, t.day, t.day + 2555 from t)
     insert into casework.referral (partnership_id, id, reference, visit_id, agency_id, to_agency_id, agency_ids, service_id, restricted, urgent, needs, purpose, regime,
       basis, consent, told, sealed, record_id, state, state_on, made_on, sent_on, due_on, outcome, review_on)
     select $1, t.id, 'R-B' || lpad(upper(to_hex(t.nth)), 6, '0'), t.visit, t.agency, t.receiver, array[t.agency, t.receiver], t.service, false, t.nth % 20 = 0, array[t.need],
       'making-a-referral', 'uk-gdpr', 'consent', 'spoken', array['who-receives'], t.told, t.record, case when t.open then 'sent' else 'completed' end,
       t.day, t.day, t.day, case when t.open then t.day + 7 end, case when t.open then null else 'helped' end, t.day + 2555 from t`,
    [
      partnershipId,
      rows.map(({ id }) => id),
      rows.map(({ visit }) => visit),
      rows.map(({ record }) => record),
      rows.map(({ agency }) => agency),
      rows.map(({ visit }) => subjects.seal(visit, told)),
      rows.map(({ id }) => subjects.seal(id, told)),
      rows.map(({ nth }) => nth),
    ],
  );
}
