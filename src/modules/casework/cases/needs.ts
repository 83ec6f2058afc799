/** What somebody needs, the outcome that is wanted by a day, and whether it was achieved. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { caseToWorkOn } from './case-row.ts';
import type { Achieved } from './words.ts';

/** Adds a need with its desired outcome. */
export async function addNeed(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; says: string; wanted: string; wantedBy: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const id = newId<'case-need'>();
  await tx
    .insertInto('casework.case_need')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: input.caseId,
      agency_ids: [...found.row.agency_ids],
      restricted: found.row.restricted,
      says: subjects.seal(input.caseId, input.says.trim()),
      wanted: subjects.seal(input.caseId, input.wanted.trim()),
      wanted_by: input.wantedBy,
    })
    .execute();
  await recordCommand(tx, actor, { action: 'case.need-added', subject: { kind: 'case', id: input.caseId } });
  return { id };
}

/** Says whether a desired outcome was achieved, partly or not. */
export async function judgeNeed(
  tx: Tx,
  actor: Actor,
  input: { caseId: string; id: string; revision: number; achieved: Achieved; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const { numUpdatedRows } = await tx
    .updateTable('casework.case_need')
    .set({ achieved: input.achieved, judged_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('case_id', '=', input.caseId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('desired outcome');
  await recordCommand(tx, actor, {
    action: 'case.need-judged',
    subject: { kind: 'case', id: input.caseId },
    detail: { achieved: input.achieved },
  });
  return { id: input.id };
}
