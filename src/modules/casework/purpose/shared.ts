import { sql } from 'kysely';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { CATEGORY_NAMES } from '../sharing/categories.ts';
import { entrustedTo } from './entrusted.ts';

/**
 * What other agencies share with an agency for a purpose today. By agreements, for everybody: `category@<agency id>`;
 * sharing a category of substance shares that the person is known too. For the person whom the work is about, what was
 * granted on asking and what was opened in an emergency: `category:<agency id>@<id of the person, or of a record, concern
 * or case of theirs>`, so that it opens the rows of that person and of nobody else (0021, 0041, 0045). Besides, whatever
 * restricted was entrusted to the actor by name (0059).
 */
export async function sharedWith(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  purpose: string,
  about: string | undefined,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.sharing_in_force')
    .where('partnership_id', '=', actor.partnershipId)
    .where('recipient_id', '=', agencyId)
    .where('purpose', '=', purpose)
    .select(['category', 'provider_id'])
    .distinct()
    .execute();
  const words = rows.flatMap((row) => [`${row.category}@${row.provider_id}`, `known@${row.provider_id}`]);
  const opened =
    about === undefined
      ? []
      : await actingAs(
          tx,
          actor,
          { ...actor, permissions: [...actor.permissions, 'casework.machine'] },
          (machine) => openedFor(tx, machine, { agencyId, purpose, about }),
        );
  return [...new Set([...words, ...opened, ...(await entrustedTo(tx, actor))])].sort();
}

interface Opening {
  readonly agencyId: string;
  readonly purpose: string;
  readonly about: string;
}

async function openedFor(tx: Tx, machine: Actor, opening: Opening): Promise<readonly string[]> {
  const clusters = await clustersOfPerson(tx, machine, opening.about);
  if (clusters.length === 0) return [];
  const grants = await grantsOn(tx, machine, opening, clusters);
  const broken = await isBrokenOpen(tx, machine, opening, clusters);
  if (grants.length === 0 && !broken) return [];
  const things = await thingsOf(tx, machine, clusters);
  const words = things.filter(({ of }) => of === 'record').map(({ id }) => `person@${id}`);
  const open = (agencyId: string, categories: readonly string[]): void => {
    const own = things.filter((one) => one.agencyId === agencyId);
    for (const category of categories) {
      words.push(...[...clusters, ...own.map(({ id }) => id)].map((id) => `${category}:${agencyId}@${id}`));
      if (category === 'cases' || category === 'restricted')
        words.push(...own.filter(({ of }) => of === 'led-case').map(({ id }) => `${category}:lead@${id}`));
    }
  };
  for (const grant of grants)
    open(grant.agency_id, [
      ...new Set(['known', ...grant.categories]),
      ...(grant.opens_restricted ? ['restricted'] : []),
    ]);
  if (broken)
    for (const holder of new Set(things.map((one) => one.agencyId)))
      open(holder, [...CATEGORY_NAMES, 'restricted']);
  return words;
}

interface Thing {
  readonly id: string;
  readonly agencyId: string;
  readonly of: 'record' | 'concern' | 'led-case' | 'joined-case';
}

/** What is of this person, by each agency that answers for it: records, concerns told of them, cases that it leads or takes part in. */
async function thingsOf(tx: Tx, machine: Actor, clusters: readonly string[]): Promise<readonly Thing[]> {
  const { rows } = await sql<Thing>`
    with mine as (select id, agency_id from casework.record where partnership_id = ${machine.partnershipId} and cluster_id = any(${[...clusters]}::uuid[])),
    file as (select distinct f.partnership_id, f.id, f.lead_agency_id from mine
      join casework.case_person p on p.partnership_id = ${machine.partnershipId} and p.record_id = mine.id
      join casework.case_file f on f.partnership_id = p.partnership_id and f.id = p.case_id)
    select id, agency_id as "agencyId", 'record' as of from mine
    union
    select c.concern_id, c.agency_id, 'concern' from mine join casework.concern_person c on c.partnership_id = ${machine.partnershipId} and c.record_id = mine.id
    union
    select id, lead_agency_id, 'led-case' from file
    union
    select f.id, m.agency_id, 'joined-case' from file f
    join casework.case_member m on m.partnership_id = f.partnership_id and m.case_id = f.id and m.agency_id <> f.lead_agency_id`.execute(
    tx,
  );
  return rows;
}

/** Every agency that answers for anything of this person. For the machine. */
export async function agenciesAnsweringFor(
  tx: Tx,
  machine: Actor,
  clusterId: string,
): Promise<readonly string[]> {
  const things = await thingsOf(tx, machine, await clustersOfPerson(tx, machine, clusterId));
  return [...new Set(things.map(({ agencyId }) => agencyId))].sort();
}

/** All clusters whose records stand in one person now. */
async function clustersOfPerson(tx: Tx, machine: Actor, about: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.person_now as p')
    .innerJoin('casework.person_now as other', (on) =>
      on.onRef('other.partnership_id', '=', 'p.partnership_id').onRef('other.person_id', '=', 'p.person_id'),
    )
    .where('p.partnership_id', '=', machine.partnershipId)
    .where('p.cluster_id', '=', about)
    .select('other.cluster_id as id')
    .execute();
  return rows.flatMap(({ id }) => id ?? []);
}

/** What was granted on asking, for the same purpose, until today or later, and was not taken back. */
const grantsOn = (
  tx: Tx,
  machine: Actor,
  { agencyId, purpose }: Opening,
  clusters: readonly string[],
): Promise<readonly { agency_id: string; categories: string[]; opens_restricted: boolean }[]> =>
  tx
    .selectFrom('casework.ask as a')
    .innerJoin('casework.ask_answer as w', (on) =>
      on.onRef('w.partnership_id', '=', 'a.partnership_id').onRef('w.ask_id', '=', 'a.id'),
    )
    .innerJoin('partners.partnership as s', 's.partnership_id', 'a.partnership_id')
    .leftJoin('casework.ask_ending as e', (on) =>
      on.onRef('e.partnership_id', '=', 'a.partnership_id').onRef('e.ask_id', '=', 'a.id'),
    )
    .where('a.partnership_id', '=', machine.partnershipId)
    .where('a.asker_agency_id', '=', agencyId)
    .where('a.purpose', '=', purpose)
    .where('a.cluster_id', 'in', [...clusters])
    .where('w.granted', '=', true)
    .where('e.ask_id', 'is', null)
    .where(sql<boolean>`w.until_on >= partners.business_date(s)`)
    .select(['a.agency_id', 'w.categories', 'w.opens_restricted'])
    .execute();

/** Whether the actor opened this person in an emergency, for the same purpose, less than a day ago. */
async function isBrokenOpen(
  tx: Tx,
  machine: Actor,
  { purpose }: Opening,
  clusters: readonly string[],
): Promise<boolean> {
  const account = accountOf(machine);
  if (account === undefined) return false;
  const row = await tx
    .selectFrom('casework.break_glass')
    .where('partnership_id', '=', machine.partnershipId)
    .where('account_id', '=', account)
    .where('purpose', '=', purpose)
    .where('cluster_id', 'in', [...clusters])
    .where('closes_at', '>', new Date())
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}
