import { sql } from 'kysely';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';

/** Nobody works with more restricted people than these at once; the latest named count. */
const AT_MOST = 200;

/**
 * What restricted things were entrusted to the actor by name, today (0059): `entrusted@<id>` of each thing that is restricted
 * because of them, `beside@<id>` of what is not restricted itself and names them. A thing of several restricted people is
 * there only when all of them were entrusted.
 */
export async function entrustedTo(tx: Tx, actor: Actor): Promise<readonly string[]> {
  const account = accountOf(actor);
  if (account === undefined) return [];
  const named = await tx
    .selectFrom('casework.entrusting as e')
    .innerJoin('partners.partnership as s', 's.partnership_id', 'e.partnership_id')
    .leftJoin('casework.entrusting_ending as n', (on) =>
      on.onRef('n.partnership_id', '=', 'e.partnership_id').onRef('n.entrusting_id', '=', 'e.id'),
    )
    .where('e.partnership_id', '=', actor.partnershipId)
    .where('e.account_id', '=', account)
    .where('n.entrusting_id', 'is', null)
    .where(sql<boolean>`e.until_on >= partners.business_date(s)`)
    .orderBy('e.at', 'desc')
    .limit(AT_MOST)
    .select(['e.record_id', 'e.case_id'])
    .execute();
  if (named.length === 0) return [];
  const records = named.flatMap(({ record_id }) => record_id ?? []);
  const cases = named.flatMap(({ case_id }) => case_id ?? []);
  return actingAs(
    tx,
    actor,
    { ...actor, permissions: [...actor.permissions, 'casework.machine'] },
    (machine) => wordsFor(tx, machine, records, cases),
  );
}

async function wordsFor(
  tx: Tx,
  machine: Actor,
  records: readonly string[],
  cases: readonly string[],
): Promise<readonly string[]> {
  const here = machine.partnershipId;
  const [mine, files] = [sql`${[...records]}::uuid[]`, sql`${[...cases]}::uuid[]`];
  const { rows } = await sql<{ word: string }>`
    with thing as materialized (
      select id from casework.visit where partnership_id = ${here} and record_id = any(${mine})
      union all
      select f.id from casework.referral f where f.partnership_id = ${here} and (f.record_id = any(${mine}) or f.to_record_id = any(${mine}))
        and not exists (select from casework.record o where o.partnership_id = f.partnership_id and o.id in (f.record_id, f.to_record_id) and o.restricted and o.id <> all(${mine}))
      union all
      select id from casework.placement where partnership_id = ${here} and record_id = any(${mine})
      union all
      select id from casework.victim_support where partnership_id = ${here} and record_id = any(${mine})
      union all
      select id from casework.case_review where partnership_id = ${here} and record_id = any(${mine})
      union all
      select p.member_id from casework.cohort_person p where p.partnership_id = ${here} and p.record_id = any(${mine})
        and not exists (select from casework.cohort_person q join casework.record o on o.partnership_id = q.partnership_id and o.id = q.record_id
          where q.partnership_id = p.partnership_id and q.member_id = p.member_id and o.restricted and o.id <> all(${mine}))
      union all
      select unnest(${files}))
    select 'entrusted@' || id as word from unnest(${mine}) as id
    union
    select 'entrusted@' || id from thing
    union
    select 'entrusted@' || i.id from casework.hub_item i join thing t on t.id = i.subject_id where i.partnership_id = ${here}
    union
    select 'beside@' || c.id from casework.concern_person p join casework.concern c on c.partnership_id = p.partnership_id and c.id = p.concern_id and not c.restricted
      where p.partnership_id = ${here} and p.record_id = any(${mine})
    union
    select 'beside@' || c.id from casework.case_person p join casework.case_file c on c.partnership_id = p.partnership_id and c.id = p.case_id and not c.restricted
      where p.partnership_id = ${here} and p.record_id = any(${mine})
    union
    select 'beside@' || m.id from casework.restorative_person p join casework.restorative_matter m on m.partnership_id = p.partnership_id and m.id = p.matter_id and not m.restricted
      where p.partnership_id = ${here} and p.record_id = any(${mine})
    union
    select 'beside@' || r.id from casework.case_person p join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id and not r.restricted
      where p.partnership_id = ${here} and p.case_id = any(${files})`.execute(tx);
  return rows.map(({ word }) => word);
}
