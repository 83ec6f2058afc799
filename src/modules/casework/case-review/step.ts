import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { settingsOn } from '../concerns/settings.ts';
import { CLOCKS, RUNS_FROM_APPLICATION, type Step } from './states.ts';

/** Writes a step with the clock that it starts. For the machine, after the command has judged it. */
export async function addStep(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  step: {
    readonly reviewId: string;
    readonly step: Step;
    readonly today: PlainDate;
    readonly says?: string;
    readonly facts?: object;
  },
): Promise<void> {
  const review = await tx
    .selectFrom('casework.case_review')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', step.reviewId)
    .select(['agency_ids', 'restricted', 'applied_on'])
    .executeTakeFirstOrThrow();
  const clock = CLOCKS[step.step];
  const days = clock && (await settingsOn(tx, machine, step.today))[clock].value;
  const from = RUNS_FROM_APPLICATION.includes(step.step) ? review.applied_on : step.today;
  const id = newId();
  await tx
    .insertInto('casework.case_review_step')
    .values({
      partnership_id: machine.partnershipId,
      id,
      review_id: step.reviewId,
      agency_ids: review.agency_ids,
      restricted: review.restricted,
      step: step.step,
      on_day: step.today,
      due_on:
        days === null ? null : sql<PlainDate>`platform.add_working_days(${from}::date, ${sql.lit(days)})`,
      facts: JSON.stringify(step.facts ?? {}),
      says: step.says?.trim() ? subjects.seal(id, step.says.trim()) : null,
      account_id: accountOf(machine) ?? null,
    })
    .execute();
}
