/** Which agencies take part in a case, and from when each reads what: joining is a disclosure to each new reader. */
import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { change, tell } from './case.ts';
import { type CaseRow, caseToWorkOn } from './case-row.ts';

/** Rows that say who, what and by when: every agency of the case reads them. */
const SHARED_BY_ALL = ['case_member', 'case_person', 'case_need', 'case_link', 'task'] as const;
/** Rows that say what an agency knew: who joins later reads them only if that is decided, and lawful. */
const HISTORY = ['case_note', 'case_event', 'assessment', 'attachment', 'file_withdrawn'] as const;

export interface Joining {
  readonly caseId: string;
  readonly revision: number;
  readonly agencyId: string;
  readonly postId: string | null;
  readonly controller: boolean;
  /** What was written before it joined is shared too. */
  readonly history: boolean;
  /** The assessment of the joint work, where the case has none yet. */
  readonly assessment: string;
  readonly on: PlainDate;
  readonly words: string;
  /** Unless an agreement covers it: another lawful ground. */
  readonly ground?: Ground;
  readonly basis?: string;
}

/**
 * An agency joins a case. Each person of the case is disclosed to it, in the ledger. Refuses `takes-part-already` and what
 * `disclose` refuses.
 */
export async function joinCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Joining,
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const { row } = found;
  if (row.agency_ids.includes(input.agencyId))
    return refused('takes-part-already', 'This agency takes part in the case already.', {
      field: 'agencyId',
    });
  const disclosed = await discloseTo(tx, actor, subjects, row, input);
  if (isRefusal(disclosed)) return disclosed;
  const agencyIds = [...row.agency_ids, input.agencyId];
  const changed = await change(tx, actor, row, input.revision, {
    agency_ids: agencyIds,
    ...(input.assessment.trim() === '' ? {} : { assessment: input.assessment.trim() }),
  });
  if (isRefusal(changed)) return changed;
  await tx
    .insertInto('casework.case_member')
    .values({
      partnership_id: actor.partnershipId,
      case_id: row.id,
      agency_id: input.agencyId,
      agency_ids: agencyIds,
      restricted: row.restricted,
      post_id: input.postId,
      controller: input.controller,
      brought_by_agency_id: found.agencyId,
      from_on: input.on,
    })
    .onConflict((again) =>
      again.columns(['partnership_id', 'case_id', 'agency_id']).doUpdateSet({
        from_on: input.on,
        until_on: null,
        agency_ids: agencyIds,
        controller: input.controller,
      }),
    )
    .execute();
  await shareWith(tx, actor, row, input);
  await tell(
    tx,
    actor,
    subjects,
    { ...row, agency_ids: agencyIds },
    { kind: 'joined', on: input.on, words: input.words },
  );
  return { id: row.id };
}

/** An agency that does not lead leaves: it reads the case no longer. Refuses `lead-cannot-leave`. */
export async function leaveCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; revision: number; agencyId: string; on: PlainDate; words: string },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const { row } = found;
  if (row.lead_agency_id === input.agencyId)
    return refused('lead-cannot-leave', 'Hand the lead to another agency first.');
  if (!row.agency_ids.includes(input.agencyId))
    return refused('takes-no-part', 'This agency takes no part in the case.');
  if (await hasOpenTasks(tx, actor, row.id, input.agencyId))
    return refused(
      'tasks-are-open',
      'End the tasks of this agency first: done, or not done with the reason.',
    );
  await tell(tx, actor, subjects, row, { kind: 'left', on: input.on, words: input.words });
  const agencyIds = row.agency_ids.filter((id) => id !== input.agencyId);
  return asMachine(tx, actor, async (machine) => {
    const changed = await change(tx, machine, row, input.revision, { agency_ids: agencyIds });
    if (isRefusal(changed)) return changed;
    await tx
      .updateTable('casework.case_member')
      .set({ until_on: input.on })
      .where('partnership_id', '=', actor.partnershipId)
      .where('case_id', '=', row.id)
      .where('agency_id', '=', input.agencyId)
      .execute();
    await without(tx, machine, row.id, input.agencyId);
    return { id: row.id };
  });
}

/** Another agency that takes part leads from now on. */
export async function handLead(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; revision: number; agencyId: string; on: PlainDate; words: string },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  if (!found.row.agency_ids.includes(input.agencyId) || found.row.lead_agency_id === input.agencyId)
    return refused('lead-takes-part', 'Choose another agency that takes part in the case.', {
      field: 'agencyId',
    });
  const changed = await change(tx, actor, found.row, input.revision, { lead_agency_id: input.agencyId });
  if (isRefusal(changed)) return changed;
  await tell(tx, actor, subjects, found.row, { kind: 'led-by', on: input.on, words: input.words });
  return { id: input.caseId };
}

async function hasOpenTasks(tx: Tx, actor: Actor, caseId: string, agencyId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('casework.task')
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', caseId)
    .where('owner_agency_id', '=', agencyId)
    .where('state', '=', 'open')
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Who is told about a case hears of each person in it: one row of the ledger for each. */
async function discloseTo(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  row: CaseRow,
  input: Pick<Joining, 'agencyId' | 'ground' | 'basis'>,
): Promise<Refusal | undefined> {
  // The machine looks: who is in the case is disclosed, also those whom the inviter may not know by their record.
  const people = await asMachine(tx, actor, (machine) =>
    tx
      .selectFrom('casework.case_person as p')
      .innerJoin('casework.presence as r', (join) =>
        join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
      )
      .where('p.partnership_id', '=', machine.partnershipId)
      .where('p.case_id', '=', row.id)
      .where('p.until_on', 'is', null)
      .select('r.cluster_id')
      .distinct()
      .execute(),
  );
  const clusters: (string | null)[] =
    people.length === 0 ? [null] : people.map((person) => person.cluster_id);
  for (const clusterId of clusters) {
    const made = await disclose(tx, actor, subjects, {
      item: { kind: 'case', id: row.id },
      clusterId,
      to: { agencyId: input.agencyId },
      categories: ['identity', 'cases'],
      conditions: 'What is recorded in this case while the agency takes part in it.',
      ...(input.ground === undefined ? {} : { ground: input.ground }),
      ...(input.basis === undefined ? {} : { basis: input.basis }),
    });
    if (isRefusal(made)) return made;
  }
  return undefined;
}

/**
 * The new agency reads what all the others read. What an agency wrote before is shared only by itself or under an agreement
 * of its own, and what was kept among some stays among them.
 */
async function shareWith(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  { agencyId, history }: Pick<Joining, 'agencyId' | 'history'>,
): Promise<void> {
  const providers = history ? await sharing(tx, actor, agencyId) : [];
  await asMachine(tx, actor, async () => {
    const widen = (table: string, by: RawBuilder<unknown>) =>
      sql`update ${sql.table(`casework.${table}`)} set agency_ids = array_append(agency_ids, ${agencyId}::uuid)
        where partnership_id = ${actor.partnershipId} and case_id = ${row.id}
          and agency_ids @> ${row.agency_ids}::uuid[] and not agency_ids @> array[${agencyId}::uuid] and ${by}`.execute(
        tx,
      );
    for (const table of SHARED_BY_ALL) await widen(table, sql`true`);
    await sql`update casework.hub_item set agency_ids = array_append(agency_ids, ${agencyId}::uuid)
      where partnership_id = ${actor.partnershipId} and subject_kind = 'case' and subject_id = ${row.id}
        and state in ('waiting', 'open') and not agency_ids @> array[${agencyId}::uuid]`.execute(tx);
    if (providers.length > 0)
      for (const table of HISTORY) await widen(table, sql`agency_id = any (${providers}::uuid[])`);
  });
}

/** The actor's agency, and those with an agreement that lets this agency read their cases for the purpose. */
async function sharing(tx: Tx, actor: Actor, recipientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('casework.sharing_in_force')
    .where('partnership_id', '=', actor.partnershipId)
    .where('recipient_id', '=', recipientId)
    .where('purpose', '=', actor.purpose ?? '')
    .where('category', '=', 'cases')
    .select('provider_id')
    .distinct()
    .execute();
  return [agencyOf(actor) ?? '', ...rows.map((row) => row.provider_id ?? '')];
}

/** Who left reads nothing more of the case but what it wrote or did itself. */
async function without(tx: Tx, actor: Actor, caseId: string, agencyId: string): Promise<void> {
  const narrow = (table: string, others: RawBuilder<unknown>) =>
    sql`update ${sql.table(`casework.${table}`)} set agency_ids = array_remove(agency_ids, ${agencyId}::uuid)
      where partnership_id = ${actor.partnershipId} and case_id = ${caseId} and ${others}`.execute(tx);
  for (const table of SHARED_BY_ALL)
    await narrow(table, table === 'task' ? sql`owner_agency_id <> ${agencyId}` : sql`true`);
  for (const table of HISTORY) await narrow(table, sql`agency_id <> ${agencyId}`);
  await sql`update casework.hub_item set agency_ids = array_remove(agency_ids, ${agencyId}::uuid)
    where partnership_id = ${actor.partnershipId} and subject_kind = 'case' and subject_id = ${caseId}`.execute(
    tx,
  );
}
