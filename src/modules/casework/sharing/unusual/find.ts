import { sql } from 'kysely';
import { newId } from '../../../../kernel/ids.ts';
import { addDays, dayInLondon, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Job } from '../../../../platform/module.ts';
import { businessToday } from '../../retention/review-on.ts';
import { knownOf } from './known.ts';
import { type Read, type Sign, signsIn } from './signs.ts';

/** What is needed to look: events of casework (ids only), who reads, and hashes of names. No role holds it. */
const LOOKING = ['casework.machine', 'read'];

/** Each night looks at what was read the day before, by the clock of the audit trail. */
export const unusualJob: Job = {
  name: 'casework.unusual-reading',
  every: '40 4 * * *',
  run: ({ transact, services }) =>
    transact(LOOKING, async (tx, machine) => {
      await findUnusual(tx, machine, services.subjects, addDays(dayInLondon(new Date()), -1));
    }),
};

/** Finds and keeps the signs of one day; what was found before is kept once. Gives how many are new. */
export async function findUnusual(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  day: PlainDate,
): Promise<number> {
  const reads = await readsOn(tx, machine, day);
  const signs = [
    ...signsIn(reads, await knownOf(tx, machine, subjects, reads, day)),
    ...(await opened(tx, machine, day)),
  ];
  const foundOn = await businessToday(tx);
  let found = 0;
  for (const sign of signs) {
    const id = newId<'unusual-reading'>();
    const kept = await tx
      .insertInto('casework.unusual_reading')
      .values({
        partnership_id: machine.partnershipId,
        id,
        found_on: foundOn,
        on_day: day,
        kind: sign.kind,
        account_id: sign.accountId,
        agency_id: sign.agencyId,
        cluster_id: sign.clusterId,
        times: sign.times,
        people: sign.people,
      })
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (kept.numInsertedOrUpdatedRows !== 1n) continue;
    found += 1;
    await recordCommand(tx, machine, {
      action: 'unusual-reading.found',
      subject: { kind: 'unusual-reading', id },
      detail: { kind: sign.kind },
    });
  }
  return found;
}

const BETWEEN = (day: PlainDate) =>
  sql`e.at >= (${day}::date)::timestamp at time zone 'Europe/London' and e.at < (${day}::date + 1)::timestamp at time zone 'Europe/London'`;

/** Who read whom on that day in casework, as persons stand now: their page, a record, a concern or a case of theirs. */
async function readsOn(tx: Tx, machine: Actor, day: PlainDate): Promise<readonly Read[]> {
  const { rows } = await sql<Read>`
    select e.id as event, e.account_id as "accountId", e.agency_id as "agencyId", p.person as "clusterId",
      extract(hour from e.at at time zone 'Europe/London')::int as hour
    from platform.audit_event e
    left join lateral (
      select n.person_id as person from casework.person_now n
      where e.subject_kind = 'person' and n.partnership_id = e.partnership_id and n.cluster_id = e.subject_id
      union select r.cluster_id from casework.record r
      where e.subject_kind = 'record' and r.partnership_id = e.partnership_id and r.id = e.subject_id
      union select r.cluster_id from casework.concern_person c join casework.record r on r.partnership_id = c.partnership_id and r.id = c.record_id
      where e.subject_kind = 'concern' and c.partnership_id = e.partnership_id and c.concern_id = e.subject_id
      union select r.cluster_id from casework.case_person c join casework.record r on r.partnership_id = c.partnership_id and r.id = c.record_id
      where e.subject_kind = 'case' and c.partnership_id = e.partnership_id and c.case_id = e.subject_id) p on true
    where e.partnership_id = ${machine.partnershipId} and e.verb = 'read' and e.purpose is not null and e.account_id is not null
      and ${BETWEEN(day)}`.execute(tx);
  return rows;
}

const opened = async (
  tx: Tx,
  machine: Actor,
  day: PlainDate,
): Promise<readonly (Omit<Sign, 'kind'> & { kind: 'break-glass' })[]> => {
  const { rows } = await sql<{ account: string; agency: string; cluster: string; times: number }>`
    select e.account_id as account, e.agency_id as agency, e.cluster_id as cluster, count(*)::int as times
    from (select account_id, agency_id, cluster_id, partnership_id, opened_at as at from casework.break_glass) e
    where e.partnership_id = ${machine.partnershipId} and ${BETWEEN(day)} group by 1, 2, 3`.execute(tx);
  return rows.map((row) => ({
    kind: 'break-glass',
    accountId: row.account,
    agencyId: row.agency,
    clusterId: row.cluster,
    times: row.times,
    people: 1,
  }));
};
