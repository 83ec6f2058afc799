import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { foldName } from '../../linkage/text/fold.ts';
import type { Known, Read } from './signs.ts';

/** What is known of readers and those they read: by hashes of names, never by names. */
export async function knownOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  reads: readonly Read[],
  day: PlainDate,
): Promise<Known> {
  const people = [...new Set(reads.flatMap(({ clusterId }) => clusterId ?? []))];
  const accounts = [...new Set(reads.map(({ accountId }) => accountId))];
  if (people.length === 0)
    return {
      restricted: new Set(),
      atWork: new Set(),
      sameSurname: new Set(),
      ownRecord: new Set(),
      sameAddress: new Set(),
      samePostcode: new Set(),
      readersInAWeek: new Map(),
    };
  const readers = await readersBy(tx, machine, subjects, accounts);
  const tokens = await namesOf(tx, machine, people);
  const sameSurname = new Set<string>();
  const ownRecord = new Set<string>();
  for (const reader of readers)
    for (const person of people) {
      const values = tokens.get(person);
      if (!values?.has(reader.surname)) continue;
      sameSurname.add(`${reader.accountId} ${person}`);
      if (values.has(reader.given)) ownRecord.add(`${reader.accountId} ${person}`);
    }
  return {
    restricted: await restrictedAmong(tx, machine, people),
    atWork: await atWork(tx, machine, people),
    sameSurname,
    ownRecord,
    sameAddress: await nearTheReader(tx, machine, readers, people, AT_THEIR_ADDRESS),
    samePostcode: await nearTheReader(tx, machine, readers, people, AT_THEIR_POSTCODE),
    readersInAWeek: await readersInAWeek(tx, machine, people, day),
  };
}

interface Reader {
  readonly accountId: string;
  /** Keyed hashes as matching keeps them, in base64. */
  readonly given: string;
  readonly surname: string;
}

async function readersBy(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  accounts: readonly string[],
): Promise<readonly Reader[]> {
  const rows = await tx
    .selectFrom('access.account as a')
    .innerJoin('partners.person as n', (on) =>
      on.onRef('n.partnership_id', '=', 'a.partnership_id').onRef('n.id', '=', 'a.person_id'),
    )
    .where('a.partnership_id', '=', machine.partnershipId)
    .where('a.id', 'in', [...accounts])
    .select(['a.id', 'n.name'])
    .execute();
  const hash = (text: string): string => subjects.hash('value', text).toString('base64');
  return rows.map(({ id, name }) => {
    const words = foldName(name).split(' ');
    return {
      accountId: id,
      given: hash(`given_name ${words.slice(0, -1).join(' ')}`),
      surname: hash(`surname ${words.at(-1) ?? ''}`),
    };
  });
}

/** The hashed values of each person's records. */
async function namesOf(
  tx: Tx,
  machine: Actor,
  people: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx
    .selectFrom('casework.record as r')
    .innerJoin('casework.record_token as t', (on) =>
      on.onRef('t.partnership_id', '=', 'r.partnership_id').onRef('t.record_id', '=', 'r.id'),
    )
    .where('r.partnership_id', '=', machine.partnershipId)
    .where('r.cluster_id', 'in', [...people])
    .where('t.kind', '=', 'value')
    .select(['r.cluster_id', 't.hash'])
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.cluster_id)].map(([person, of]) => [
      person,
      new Set(of.map((row) => row.hash.toString('base64'))),
    ]),
  );
}

async function restrictedAmong(
  tx: Tx,
  machine: Actor,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('cluster_id', 'in', [...people])
    .where('restricted', '=', true)
    .select('cluster_id')
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.cluster_id));
}

/** With whom each agency has open work: a case that is open, a referral, or a concern of the last year. */
async function atWork(tx: Tx, machine: Actor, people: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`
    with mine as (select id, cluster_id from casework.record where partnership_id = ${machine.partnershipId} and cluster_id = any(${[...people]}::uuid[]))
    select distinct unnest(c.agency_ids)::text || ' ' || m.cluster_id::text as pair
    from mine m join casework.case_person p on p.partnership_id = ${machine.partnershipId} and p.record_id = m.id
    join casework.case_file c on c.partnership_id = p.partnership_id and c.id = p.case_id and c.closed_on is null
    union
    select distinct unnest(r.agency_ids)::text || ' ' || m.cluster_id::text
    from mine m join casework.referral r on r.partnership_id = ${machine.partnershipId} and m.id in (r.record_id, r.to_record_id)
    union
    select distinct p.agency_id::text || ' ' || m.cluster_id::text
    from mine m join casework.concern_person p on p.partnership_id = ${machine.partnershipId} and p.record_id = m.id
    join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id
    join partners.partnership s on s.partnership_id = p.partnership_id
    where c.reported_on > partners.business_date(s) - 365`.execute(tx);
  return new Set(rows.map(({ pair }) => pair));
}

/** From the reader's own record `s` to records `r` of who lives there now. */
const AT_THEIR_ADDRESS = sql`
  join casework.residence own on own.partnership_id = s.partnership_id and own.record_id = s.record_id and own.until_on is null
  join casework.residence near on near.partnership_id = own.partnership_id and near.address_id = own.address_id and near.until_on is null
  join casework.record r on r.partnership_id = near.partnership_id and r.id = near.record_id`;
/** From the reader's own record `s` to records `r` with a postcode of its own. */
const AT_THEIR_POSTCODE = sql`
  join casework.record_token own on own.partnership_id = s.partnership_id and own.record_id = s.record_id and own.kind = 'postcode'
  join casework.record_token near on near.partnership_id = own.partnership_id and near.kind = 'postcode' and near.hash = own.hash
  join casework.record r on r.partnership_id = near.partnership_id and r.id = near.record_id`;

/** `account person` pairs: neighbours are known only where the reader has a record of their own here, with an address. */
async function nearTheReader(
  tx: Tx,
  machine: Actor,
  readers: readonly Reader[],
  people: readonly string[],
  near: typeof AT_THEIR_ADDRESS,
): Promise<ReadonlySet<string>> {
  const pairs = new Set<string>();
  for (const reader of readers) {
    const { rows } = await sql<{ person: string }>`
      select distinct r.cluster_id as person
      from casework.record_token s
      join casework.record_token g on g.partnership_id = s.partnership_id and g.record_id = s.record_id and g.kind = 'value' and g.hash = ${Buffer.from(reader.given, 'base64')}
      ${near}
      where s.partnership_id = ${machine.partnershipId} and s.kind = 'value' and s.hash = ${Buffer.from(reader.surname, 'base64')}
        and r.cluster_id = any(${[...people]}::uuid[])`.execute(tx);
    for (const { person } of rows) pairs.add(`${reader.accountId} ${person}`);
  }
  return pairs;
}

/** How many read the page of each of these people in the week that ends with the day. */
async function readersInAWeek(
  tx: Tx,
  machine: Actor,
  people: readonly string[],
  day: PlainDate,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ person: string; readers: number }>`
    select p.person_id as person, count(distinct e.account_id)::int as readers
    from platform.audit_event e
    join casework.person_now p on p.partnership_id = e.partnership_id and p.cluster_id = e.subject_id
    where e.partnership_id = ${machine.partnershipId} and e.subject_kind = 'person' and e.verb = 'read' and e.purpose is not null
      and e.account_id is not null and e.at >= (${day}::date - 6)::timestamp at time zone 'Europe/London'
      and e.at < (${day}::date + 1)::timestamp at time zone 'Europe/London' and p.person_id = any(${[...people]}::uuid[])
    group by 1`.execute(tx);
  return new Map(rows.map(({ person, readers }) => [person, readers]));
}
