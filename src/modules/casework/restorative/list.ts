/** Restorative matters as lists show them; nobody is named. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { matterCode } from './queries.ts';
import { type MatterKind, type MatterRole, type MatterState, OPEN } from './words.ts';

export interface MatterInList {
  readonly id: string;
  readonly code: string;
  readonly kind: MatterKind;
  readonly state: MatterState;
  readonly runBy: string;
  readonly referredOn: PlainDate;
  /** The next step, or what was agreed and is due earlier. */
  readonly dueOn: PlainDate | null;
  readonly heldOn: PlainDate | null;
}

const MOST = 500;

/** Matters that the actor's agency takes part in: open ones by the day of their next step, others the newest first. */
export async function listMatters(
  tx: Tx,
  actor: Actor,
  filter: { readonly open?: boolean; readonly ids?: readonly string[] },
): Promise<readonly MatterInList[]> {
  if (filter.ids?.length === 0) return [];
  let query = tx
    .selectFrom('casework.restorative_matter as m')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .where('m.partnership_id', '=', actor.partnershipId);
  if (filter.open !== undefined) query = query.where('m.state', filter.open ? 'in' : 'not in', OPEN);
  if (filter.ids !== undefined) query = query.where('m.id', 'in', filter.ids);
  const rows = await query
    .select(['m.id', 'm.kind', 'm.state', 'a.short_name', 'm.referred_on', 'm.held_on'])
    .select(
      sql<PlainDate | null>`least(m.due_on, (select min(i.due_on) from casework.restorative_item i
        where i.partnership_id = m.partnership_id and i.matter_id = m.id and i.kept is null))`.as('due_on'),
    )
    .orderBy('due_on')
    .orderBy('m.referred_on', 'desc')
    .orderBy('m.id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: matterCode(row.id),
    kind: row.kind,
    state: row.state,
    runBy: row.short_name,
    referredOn: row.referred_on,
    dueOn: row.due_on,
    heldOn: row.held_on,
  }));
}

/** The matters in which somebody stands by one of these records, in which role. */
export async function mattersOf(
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<readonly (MatterInList & { readonly role: MatterRole })[]> {
  if (recordIds.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.restorative_person')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', 'in', recordIds)
    .select(['matter_id', 'role'])
    .execute();
  const matters = await listMatters(tx, actor, { ids: rows.map((row) => row.matter_id) });
  return matters.flatMap((matter) =>
    rows.filter((row) => row.matter_id === matter.id).map(({ role }) => ({ ...matter, role })),
  );
}
