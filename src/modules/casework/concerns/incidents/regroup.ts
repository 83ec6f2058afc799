/** Brings incidents in line with the verdicts on their reports. For the machine. */
import { sql } from 'kysely';
import { newId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Precision } from '../types.ts';
import { type Edge, groupReports, type Member } from './group.ts';

export interface Grouped {
  readonly incidentId: string;
  readonly concernIds: readonly string[];
}

interface Told extends Member {
  readonly incidentId: string;
  readonly agencyId: string;
  readonly restricted: boolean;
}

/** Groups anew all reports that hang together with these by a verdict, and gives their incidents. */
export async function regroup(
  tx: Tx,
  machine: Actor,
  concernIds: readonly string[],
): Promise<readonly Grouped[]> {
  const { members, edges } = await hangingTogether(tx, machine, concernIds);
  const byId = new Map(members.map((member) => [member.id, member]));
  const taken = new Set<string>();
  const grouped: Grouped[] = [];
  const groups = groupReports(members, edges).toSorted((a, b) => b.length - a.length);
  for (const ids of groups) {
    const told = ids.flatMap((id) => byId.get(id) ?? []);
    const incidentId = incidentFor(told, taken);
    taken.add(incidentId);
    await keepIncident(tx, machine, incidentId, told);
    grouped.push({ incidentId, concernIds: ids });
  }
  const left = [...new Set(members.map(({ incidentId }) => incidentId))].filter((id) => !taken.has(id));
  if (left.length > 0)
    await tx
      .deleteFrom('casework.incident')
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', 'in', left)
      .execute();
  return grouped;
}

/** The incident that most of the reports are in already, unless another group has it; else a new one. */
function incidentFor(told: readonly Told[], taken: ReadonlySet<string>): string {
  const counts = Map.groupBy(told, ({ incidentId }) => incidentId);
  const free = [...counts]
    .filter(([id]) => !taken.has(id))
    .toSorted(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1));
  return free[0]?.[0] ?? newId();
}

async function keepIncident(
  tx: Tx,
  machine: Actor,
  incidentId: string,
  told: readonly Told[],
): Promise<void> {
  const agencyIds = [...new Set(told.map(({ agencyId }) => agencyId))].toSorted();
  const restricted = told.some((one) => one.restricted);
  const onDay = told.map((one) => one.onDay).toSorted()[0];
  if (onDay === undefined) return;
  await tx
    .insertInto('casework.incident')
    .values({
      partnership_id: machine.partnershipId,
      id: incidentId,
      agency_ids: agencyIds,
      restricted,
      on_day: onDay,
    })
    .onConflict((conflict) =>
      conflict.columns(['partnership_id', 'id']).doUpdateSet({
        agency_ids: agencyIds,
        restricted,
        on_day: onDay,
        revision: sql<number>`casework.incident.revision + 1`,
      }),
    )
    .execute();
  const moved = told.filter((one) => one.incidentId !== incidentId).map(({ id }) => id);
  if (moved.length > 0)
    await tx
      .updateTable('casework.concern')
      .set({ incident_id: incidentId })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', 'in', moved)
      .execute();
}

/** The reports of the same incidents, and all that verdicts tie to any of them. */
async function hangingTogether(
  tx: Tx,
  machine: Actor,
  concernIds: readonly string[],
): Promise<{ members: readonly Told[]; edges: readonly Edge[] }> {
  const { rows } = await sql<{ id: string }>`
    with recursive tied (id) as (
      select c.id from casework.concern c where c.partnership_id = ${machine.partnershipId} and c.id = any (${sql.val(concernIds)}::uuid[])
      union
      select o.id from tied t cross join lateral (
        select p.right_id as id from casework.concern_pair p
        where p.partnership_id = ${machine.partnershipId} and p.left_id = t.id and p.verdict <> 'possible'
        union all
        select p.left_id from casework.concern_pair p
        where p.partnership_id = ${machine.partnershipId} and p.right_id = t.id and p.verdict <> 'possible'
        union all
        select s.id from casework.concern c join casework.concern s on s.partnership_id = c.partnership_id and s.incident_id = c.incident_id
        where c.partnership_id = ${machine.partnershipId} and c.id = t.id
      ) o
    ) select id from tied`.execute(tx);
  const ids = rows.map(({ id }) => id);
  const told = await tx
    .selectFrom('casework.concern')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', 'in', ids)
    .select(['id', 'incident_id', 'agency_id', 'restricted', 'on_day', 'at_time', 'precision'])
    .orderBy('id')
    .forUpdate()
    .execute();
  const pairs = await tx
    .selectFrom('casework.concern_pair')
    .where('partnership_id', '=', machine.partnershipId)
    .where('left_id', 'in', ids)
    .where('right_id', 'in', ids)
    .select(['left_id', 'right_id', 'score', 'verdict'])
    .execute();
  return {
    members: told.map((row) => ({
      id: row.id,
      incidentId: row.incident_id,
      agencyId: row.agency_id,
      restricted: row.restricted,
      onDay: row.on_day,
      atTime: row.at_time,
      precision: row.precision as Precision,
    })),
    edges: pairs.map((row) => ({
      leftId: row.left_id,
      rightId: row.right_id,
      score: row.score,
      verdict: row.verdict as Edge['verdict'],
    })),
  };
}
