/** Consent of parents, and the register of who was there. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { listPlacements, listProgrammes } from './queries.ts';

/** Records what a parent said for somebody under 18. Refused: not-found, not-allowed, consent-not-needed, changed-meanwhile. */
export async function recordConsent(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { id: string; revision: number; consent: 'given' | 'refused'; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const [placement] = await listPlacements(tx, actor, subjects, { id: input.id });
  if (!placement) return notFound('placement');
  if (!mayFor(actor, 'casework.write', agencyOf(actor))) return notAllowed();
  if (!placement.underAge)
    return refused('consent-not-needed', 'Only for somebody under 18 does a parent consent.', {
      field: 'consent',
    });
  if (input.on > (await businessToday(tx)))
    return refused('consent-is-ahead', 'Give the day on which it was said.', { field: 'on' });
  const { numUpdatedRows } = await tx
    .updateTable('casework.placement')
    .set({ consent: input.consent, consent_on: input.on, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('placement');
  await recordCommand(tx, actor, {
    action: 'placement.consent',
    subject: { kind: 'placement', id: input.id },
    detail: { consent: input.consent },
  });
  return { id: input.id };
}

/** Keeps the register of a day: everybody who has begun was there or was not. Refused: not-found, not-allowed, register-is-ahead. */
export async function keepRegister(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { programme: string; on: PlainDate; present: readonly string[] },
): Promise<{ there: number; of: number } | Refusal> {
  const [programme] = await listProgrammes(tx, actor, input.programme);
  if (!programme) return notFound('programme');
  if (agencyOf(actor) !== programme.agencyId || !mayFor(actor, 'casework.write', programme.agencyId))
    return notAllowed();
  if (input.on > (await businessToday(tx)))
    return refused('register-is-ahead', 'The register is kept on the day or after it.', { field: 'on' });
  const expected = await listPlacements(tx, actor, subjects, {
    programmeId: programme.id,
    states: ['started'],
  });
  if (expected.length === 0)
    return refused('nobody-has-begun', 'Nobody has begun yet.', { field: 'present' });
  for (const placement of expected) {
    const present = input.present.includes(placement.id);
    await tx
      .insertInto('casework.placement_attendance')
      .values({
        partnership_id: actor.partnershipId,
        placement_id: placement.id,
        on_day: input.on,
        agency_id: programme.agencyId,
        agency_ids: [...new Set([placement.agencyId, placement.fromAgencyId])],
        restricted: placement.restricted,
        present,
      })
      .onConflict((row) => row.columns(['partnership_id', 'placement_id', 'on_day']).doUpdateSet({ present }))
      .execute();
  }
  const there = expected.filter(({ id }) => input.present.includes(id)).length;
  await recordCommand(tx, actor, {
    action: 'programme.keep-register',
    subject: { kind: 'programme', id: programme.id },
    detail: { on: input.on, there, of: expected.length },
  });
  return { there, of: expected.length };
}
