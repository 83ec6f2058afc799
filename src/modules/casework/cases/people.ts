/** Whom a case is about, in which role. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { displayName, findRecord, personCode, type RecordView } from '../people/index.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { caseToWorkOn } from './case-row.ts';
import type { CaseRole } from './words.ts';

/**
 * Adds somebody to a case by a record that the actor sees; the other agencies of the case hear of them, in the ledger.
 * Refuses what `disclose` refuses.
 */
export async function addCasePerson(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    caseId: string;
    recordId: string;
    role: CaseRole;
    on: PlainDate;
    ground?: Ground;
    basis?: string;
  },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const { row, agencyId } = found;
  const record = await findRecord(tx, actor, subjects, input.recordId);
  if (!record) return notFound('record');
  for (const other of row.agency_ids.filter((id) => id !== agencyId)) {
    const made = await disclose(tx, actor, subjects, {
      item: { kind: 'case', id: row.id },
      clusterId: record.clusterId,
      to: { agencyId: other },
      categories: ['identity', 'cases'],
      conditions: 'What is recorded in this case while the agency takes part in it.',
      ...(input.ground === undefined ? {} : { ground: input.ground }),
      ...(input.basis === undefined ? {} : { basis: input.basis }),
    });
    if (isRefusal(made)) return made;
  }
  const id = newId<'case-person'>();
  await tx
    .insertInto('casework.case_person')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: row.id,
      agency_ids: [...row.agency_ids],
      restricted: row.restricted || record.restricted,
      record_id: input.recordId,
      name: subjects.seal(input.recordId, nameIn(record)),
      role: input.role,
      from_on: input.on,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'case.person-added',
    subject: { kind: 'case', id: row.id },
    detail: { role: input.role },
  });
  return { id };
}

/** Somebody is in that role no longer; that they were stays. */
export async function endCasePerson(
  tx: Tx,
  actor: Actor,
  input: { caseId: string; id: string; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const { numUpdatedRows } = await tx
    .updateTable('casework.case_person')
    .set({ until_on: input.on })
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', input.caseId)
    .where('id', '=', input.id)
    .where('until_on', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return notFound('person in this case');
  await recordCommand(tx, actor, {
    action: 'case.person-ended',
    subject: { kind: 'case', id: input.caseId },
  });
  return { id: input.id };
}

/** What the agencies of the case call the person. */
const nameIn = ({ identity, clusterId }: RecordView): string =>
  identity === undefined ? personCode(clusterId) : displayName(identity);
