/** What the agency that leads a cohort changes of it: the criterion, and who takes part. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { cohortHasEnded } from './cohort.ts';
import { type CohortRow, cohortRow } from './rows.ts';
import { TOLD } from './words.ts';

interface Seen {
  readonly cohortId: string;
  readonly revision: number;
  readonly on: PlainDate;
}

/**
 * Another criterion from today on; what it was stays in the history. Refused by name: not-found, not-allowed,
 * cohort-has-ended, say-why, criterion-is-the-same, changed-meanwhile.
 */
export async function changeCriterion(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Seen & {
    readonly criterionCount: number;
    readonly criterionMonths: number;
    readonly reason: string;
  },
): Promise<{ id: string } | Refusal> {
  const cohort = await cohortToLead(tx, actor, input.cohortId);
  if (isRefusal(cohort)) return cohort;
  const { criterionCount, criterionMonths } = input;
  if (input.reason.trim() === '') return refused('say-why', 'Say why it is changed.', { field: 'reason' });
  if (cohort.criterion_count === criterionCount && cohort.criterion_months === criterionMonths)
    return refused('criterion-is-the-same', 'This is the criterion already. Give another number.', {
      field: 'criterionCount',
    });
  const changed = await change(tx, actor, input, {
    criterion_count: criterionCount,
    criterion_months: criterionMonths,
  });
  if (changed) return changed;
  const id = newId<'cohort-criterion-change'>();
  await tx
    .insertInto('casework.cohort_criterion_change')
    .values({
      partnership_id: actor.partnershipId,
      id,
      cohort_id: cohort.id,
      agency_id: cohort.lead_agency_id,
      agency_ids: [...cohort.agency_ids],
      was_count: cohort.criterion_count,
      was_months: cohort.criterion_months,
      criterion_count: criterionCount,
      criterion_months: criterionMonths,
      reason: subjects.seal(id, input.reason.trim()),
      on_day: input.on,
      at: new Date(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'cohort.criterion-changed',
    subject: { kind: 'cohort', id: cohort.id },
    detail: { count: criterionCount, months: criterionMonths },
  });
  return { id: cohort.id };
}

/** A criterion that was, until when, and why it was changed. */
export interface FormerCriterion {
  readonly id: string;
  readonly count: number;
  readonly months: number;
  readonly untilOn: PlainDate;
  readonly reason: string | undefined;
}

/** What the criterion was before, the latest first. */
export async function formerCriteria(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohortId: string,
): Promise<readonly FormerCriterion[]> {
  const rows = await tx
    .selectFrom('casework.cohort_criterion_change')
    .where('partnership_id', '=', actor.partnershipId)
    .where('cohort_id', '=', cohortId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .select(['id', 'was_count as count', 'was_months as months', 'on_day as untilOn', 'reason as sealed'])
    .execute();
  return rows.map(({ sealed, ...row }) => ({ ...row, reason: subjects.open(row.id, sealed) }));
}

/**
 * An agency takes part from today on: whoever is in the cohort now is disclosed to it, one by one, in the ledger, and it reads
 * what is recorded of them here. Who left stays unseen. Refused by name: not-found, not-allowed, cohort-has-ended,
 * takes-part-already, changed-meanwhile, and what `disclose` refuses.
 */
export async function joinCohort(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Seen & {
    readonly agencyId: string;
    /** The assessment of the joint work, where the cohort has none yet. */
    readonly assessment: string;
    readonly ground?: Ground | undefined;
    readonly basis?: string | undefined;
  },
): Promise<{ id: string } | Refusal> {
  const cohort = await cohortToLead(tx, actor, input.cohortId);
  if (isRefusal(cohort)) return cohort;
  if (cohort.agency_ids.includes(input.agencyId))
    return refused('takes-part-already', 'This agency takes part in the cohort already.', {
      field: 'agencyId',
    });
  const disclosed = await discloseEach(tx, actor, subjects, cohort, input);
  if (isRefusal(disclosed)) return disclosed;
  const assessment = input.assessment.trim();
  const changed = await change(tx, actor, input, {
    agency_ids: [...cohort.agency_ids, input.agencyId],
    ...(assessment === '' ? {} : { assessment }),
  });
  if (changed) return changed;
  await tx
    .insertInto('casework.cohort_agency')
    .values({
      ...{ partnership_id: actor.partnershipId, cohort_id: cohort.id, agency_id: input.agencyId },
      ...{ lead_agency_id: cohort.lead_agency_id, from_on: input.on },
    })
    .execute();
  await asMachine(tx, actor, () => widen(tx, actor, cohort.id, input.agencyId));
  await recordCommand(tx, actor, {
    action: 'cohort.joined',
    subject: { kind: 'cohort', id: cohort.id },
    detail: { agency: input.agencyId, people: disclosed },
  });
  return { id: cohort.id };
}

async function cohortToLead(tx: Tx, actor: Actor, id: string): Promise<CohortRow | Refusal> {
  const cohort = await cohortRow(tx, actor, id);
  if (!cohort) return notFound('cohort');
  if (agencyOf(actor) !== cohort.lead_agency_id || !mayFor(actor, 'casework.write', cohort.lead_agency_id))
    return notAllowed();
  return cohort.ended_on === null ? cohort : cohortHasEnded();
}

async function change(
  tx: Tx,
  actor: Actor,
  seen: Seen,
  columns: Partial<Pick<CohortRow, 'criterion_count' | 'criterion_months' | 'assessment'>> & {
    agency_ids?: string[];
  },
): Promise<Refusal | undefined> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.cohort')
    .set({ ...columns, revision: seen.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', seen.cohortId)
    .where('revision', '=', seen.revision)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? changedMeanwhile('cohort') : undefined;
}

/** One line of the ledger for each who is in the cohort now, also for those whom the lead may not know by their record. */
async function discloseEach(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohort: CohortRow,
  input: {
    readonly agencyId: string;
    readonly ground?: Ground | undefined;
    readonly basis?: string | undefined;
  },
): Promise<number | Refusal> {
  const people = await asMachine(tx, actor, (machine) =>
    tx
      .selectFrom('casework.cohort_person as p')
      .innerJoin('casework.presence as r', (join) =>
        join.onRef('r.partnership_id', '=', 'p.partnership_id').onRef('r.record_id', '=', 'p.record_id'),
      )
      .where('p.partnership_id', '=', machine.partnershipId)
      .where('p.cohort_id', '=', cohort.id)
      .where('p.until_on', 'is', null)
      .select(['p.member_id', 'r.cluster_id'])
      .distinct()
      .execute(),
  );
  for (const { member_id, cluster_id } of people) {
    const made = await disclose(tx, actor, subjects, {
      item: { kind: 'cohort-member', id: member_id },
      clusterId: cluster_id,
      to: { agencyId: input.agencyId },
      categories: TOLD[cohort.kind],
      conditions: 'What is recorded of them in this cohort, while they are in it.',
      ...(input.ground === undefined ? {} : { ground: input.ground }),
      ...(input.basis ? { basis: input.basis } : {}),
    });
    if (isRefusal(made)) return made;
  }
  return people.length;
}

/** The new agency reads of whoever is in the cohort now what the others read, and why the criterion is as it is. For the machine. */
async function widen(tx: Tx, actor: Actor, cohortId: string, agencyId: string): Promise<void> {
  const also = sql`set agency_ids = array_append(agency_ids, ${agencyId}::uuid)`;
  const here = sql`partnership_id = ${actor.partnershipId} and not agency_ids @> array[${agencyId}::uuid]`;
  const now = sql`select id from casework.cohort_member where partnership_id = ${actor.partnershipId} and cohort_id = ${cohortId} and until_on is null`;
  await sql`update casework.cohort_person ${also} where ${here} and member_id in (${now}) and until_on is null`.execute(
    tx,
  );
  await sql`update casework.cohort_rating ${also} where ${here} and member_id in (${now})`.execute(tx);
  await sql`update casework.hub_item ${also} where ${here} and subject_kind = 'cohort-member' and subject_id in (${now}) and state in ('waiting', 'open')`.execute(
    tx,
  );
  await sql`update casework.cohort_member ${also} where ${here} and id in (${now})`.execute(tx);
  await sql`update casework.cohort_criterion_change ${also} where ${here} and cohort_id = ${cohortId}`.execute(
    tx,
  );
}
