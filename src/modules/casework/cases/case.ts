/** A case from opening to closing; every step is an insert-only event with its reason sealed. */
import { newId } from '../../../kernel/ids.ts';
import { addDays, addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { goesOnForNow } from '../purpose/goes-on.ts';
import { reviewOn } from '../retention/review-on.ts';
import { type CaseRow, caseToWorkOn } from './case-row.ts';
import type { CaseKind, CaseOutcome } from './words.ts';

/** A case is looked at again within this many days unless an assessment or a review says sooner. */
const FIRST_REVIEW_DAYS = 28;
/** No case is put away for good by a day that nobody sees. */
const LONGEST_UNTIL_REVIEW_MONTHS = 24;

export interface CaseFields {
  readonly kind: CaseKind;
  readonly title: string;
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly restricted: boolean;
  /** The data protection impact assessment that joint work rests on, by reference; may be empty while one agency works alone. */
  readonly assessment: string;
  readonly openedOn: PlainDate;
  readonly because: string;
}

/** Opens a case of the actor's agency, which leads it; who opens a restricted one goes on with it for now. Refuses `not-allowed`. */
export async function openCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  fields: CaseFields,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const id = newId<'case'>();
  await tx
    .insertInto('casework.case_file')
    .values({
      partnership_id: actor.partnershipId,
      id,
      kind: fields.kind,
      lead_agency_id: agencyId,
      agency_ids: [agencyId],
      restricted: fields.restricted,
      title: subjects.seal(id, fields.title.trim()),
      regime: fields.regime,
      assessment: fields.assessment.trim(),
      opened_on: fields.openedOn,
      next_review_on: addDays(fields.openedOn, FIRST_REVIEW_DAYS),
      review_on: await reviewOn(tx, actor, 'case', fields.openedOn),
    })
    .execute();
  await tx
    .insertInto('casework.case_member')
    .values({
      partnership_id: actor.partnershipId,
      case_id: id,
      agency_id: agencyId,
      agency_ids: [agencyId],
      restricted: fields.restricted,
      from_on: fields.openedOn,
    })
    .execute();
  const row = { id, agency_ids: [agencyId], restricted: fields.restricted };
  await tell(tx, actor, subjects, row, { kind: 'opened', on: fields.openedOn, words: fields.because });
  await goesOnForNow(tx, actor, subjects, { kind: 'case', id });
  return { id };
}

/** Says that a case was looked at, and when next. Refuses `review-comes-later` and `review-is-too-far`. */
export async function reviewCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; revision: number; on: PlainDate; nextOn: PlainDate; words: string },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  if (input.nextOn <= input.on)
    return refused('review-comes-later', 'Give a day for the next review that comes after this one.', {
      field: 'nextOn',
    });
  if (input.nextOn > addMonths(input.on, LONGEST_UNTIL_REVIEW_MONTHS))
    return refused('review-is-too-far', 'Give a day for the next review within two years.', {
      field: 'nextOn',
    });
  const changed = await change(tx, actor, found.row, input.revision, { next_review_on: input.nextOn });
  if (isRefusal(changed)) return changed;
  await tell(tx, actor, subjects, found.row, { kind: 'reviewed', on: input.on, words: input.words });
  return { id: input.caseId };
}

/**
 * Closes a case with its outcome. Every desired outcome must have been judged and every task ended, so that nothing is
 * silently lost. Refuses `outcomes-are-not-judged` and `tasks-are-open`.
 */
export async function closeCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; revision: number; on: PlainDate; outcome: CaseOutcome; words: string },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId);
  if (isRefusal(found)) return found;
  const open = await openEnds(tx, actor, input.caseId);
  if (open.needs > 0)
    return refused(
      'outcomes-are-not-judged',
      'Say of each desired outcome whether it was achieved, partly or not.',
    );
  if (open.tasks > 0)
    return refused('tasks-are-open', 'End each task first: done, or not done with the reason.');
  const changed = await change(tx, actor, found.row, input.revision, {
    closed_on: input.on,
    outcome: input.outcome,
    review_on: await reviewOn(tx, actor, 'case', input.on),
  });
  if (isRefusal(changed)) return changed;
  await tell(tx, actor, subjects, found.row, { kind: 'closed', on: input.on, words: input.words });
  return { id: input.caseId };
}

/** Opens a closed case again, with the reason; its history stays. Refuses `case-is-open`. */
export async function reopenCase(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { caseId: string; revision: number; on: PlainDate; words: string },
): Promise<{ id: string } | Refusal> {
  const found = await caseToWorkOn(tx, actor, input.caseId, { closedToo: true });
  if (isRefusal(found)) return found;
  if (found.row.closed_on === null) return refused('case-is-open', 'This case is open.');
  const changed = await change(tx, actor, found.row, input.revision, {
    closed_on: null,
    outcome: null,
    next_review_on: addDays(input.on, FIRST_REVIEW_DAYS),
    review_on: await reviewOn(tx, actor, 'case', input.on),
  });
  if (isRefusal(changed)) return changed;
  await tell(tx, actor, subjects, found.row, { kind: 'reopened', on: input.on, words: input.words });
  return { id: input.caseId };
}

type Columns = Partial<{
  next_review_on: PlainDate;
  closed_on: PlainDate | null;
  outcome: CaseOutcome | null;
  review_on: PlainDate;
  agency_ids: string[];
  lead_agency_id: string;
  assessment: string;
}>;

/** Changes the row of the revision that was seen. */
export async function change(
  tx: Tx,
  actor: Actor,
  row: Pick<CaseRow, 'id'>,
  revision: number,
  columns: Columns,
): Promise<Refusal | undefined> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.case_file')
    .set({ ...columns, revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', row.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? changedMeanwhile('case') : undefined;
}

type EventKind = 'opened' | 'led-by' | 'joined' | 'left' | 'reviewed' | 'closed' | 'reopened';

/** Writes what became of a case, and its audit event. */
export async function tell(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  row: Pick<CaseRow, 'id' | 'agency_ids' | 'restricted'>,
  { kind, on, words }: { kind: EventKind; on: PlainDate; words: string },
): Promise<void> {
  await tx
    .insertInto('casework.case_event')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'case-event'>(),
      case_id: row.id,
      agency_id: agencyOf(actor) ?? '',
      agency_ids: [...row.agency_ids],
      restricted: row.restricted,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      on_day: on,
      kind,
      words: words.trim() === '' ? null : subjects.seal(row.id, words.trim()),
    })
    .execute();
  await recordCommand(tx, actor, { action: `case.${kind}`, subject: { kind: 'case', id: row.id } });
}

/** How many desired outcomes wait for a judgement and how many tasks for an end. */
async function openEnds(tx: Tx, actor: Actor, caseId: string): Promise<{ needs: number; tasks: number }> {
  const count = async (table: 'casework.case_need' | 'casework.task'): Promise<number> => {
    const query = tx
      .selectFrom(table)
      .where('partnership_id', '=', actor.partnershipId)
      .where('case_id', '=', caseId);
    const open =
      table === 'casework.task'
        ? query.where('state' as never, '=', 'open' as never)
        : query.where('achieved' as never, 'is', null);
    const row = await open.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { needs: await count('casework.case_need'), tasks: await count('casework.task') };
}
