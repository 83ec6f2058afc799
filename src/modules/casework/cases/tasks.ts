/** What an agency does by when: the plan of a case, and what the hub decided. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { reviewOn } from '../retention/review-on.ts';
import { caseToWorkOn } from './case-row.ts';

export interface TaskFields {
  readonly says: string;
  readonly ownerAgencyId: string;
  readonly ownerPostId: string | null;
  readonly dueOn: PlainDate;
}

/** Where a task comes from and who reads it. */
export interface TaskOf {
  readonly caseId: string | null;
  readonly hubItemId: string | null;
  readonly agencyIds: readonly string[];
  readonly restricted: boolean;
}

/** Adds a task to the plan of a case. Refuses `task-is-empty`. */
export async function addCaseTask(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  caseId: string,
  fields: TaskFields,
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, caseId);
  if (isRefusal(found)) return found;
  const of = { caseId, hubItemId: null, agencyIds: found.row.agency_ids, restricted: found.row.restricted };
  return addTask(tx, actor, subjects, of, fields);
}

/** Adds a task of a case or of a decision of the hub; who may is the caller's to ask. Refuses `task-is-empty`. */
export async function addTask(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  of: TaskOf,
  fields: TaskFields,
): Promise<{ id: string } | Refusal> {
  if (fields.says.trim() === '')
    return refused('task-is-empty', 'Write what is to be done.', { field: 'says' });
  const id = newId<'case-task'>();
  await tx
    .insertInto('casework.task')
    .values({
      partnership_id: actor.partnershipId,
      id,
      case_id: of.caseId,
      hub_item_id: of.hubItemId,
      agency_ids: [...of.agencyIds],
      restricted: of.restricted,
      owner_agency_id: fields.ownerAgencyId,
      owner_post_id: fields.ownerPostId,
      says: subjects.seal(of.caseId ?? id, fields.says.trim()),
      due_on: fields.dueOn,
      review_on: await reviewOn(tx, actor, of.caseId === null ? 'hub' : 'case', fields.dueOn),
    })
    .execute();
  await recordCommand(tx, actor, { action: 'case-task.added', subject: { kind: 'case-task', id } });
  return { id };
}

/** The agency that owns a task ends it: done, or not done with the reason. Refuses `task-has-ended`. */
export async function endTask(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { id: string; revision: number; done: boolean; answer: string; on: PlainDate },
): Promise<{ id: string; caseId: string | null } | Refusal> {
  const task = await tx
    .selectFrom('casework.task')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .select(['case_id', 'owner_agency_id', 'state'])
    .executeTakeFirst();
  if (!task) return notFound('task');
  if (task.owner_agency_id !== agencyOf(actor) || !mayFor(actor, 'casework.write', task.owner_agency_id))
    return notAllowed();
  if (task.state !== 'open') return refused('task-has-ended', 'This task has ended already.');
  const { numUpdatedRows } = await tx
    .updateTable('casework.task')
    .set({
      state: input.done ? 'done' : 'not-done',
      ended_on: input.on,
      answer:
        input.answer.trim() === '' ? null : subjects.seal(task.case_id ?? input.id, input.answer.trim()),
      revision: input.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('task');
  await recordCommand(tx, actor, {
    action: input.done ? 'case-task.done' : 'case-task.not-done',
    subject: { kind: 'case-task', id: input.id },
  });
  return { id: input.id, caseId: task.case_id };
}
