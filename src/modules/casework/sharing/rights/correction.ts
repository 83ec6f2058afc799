/** A correction reaches everybody who received what was wrong; each says what they did. */
import { sql } from 'kysely';
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { queueMail } from '../../../../platform/mail/index.ts';
import { addressesOfHolders } from '../../../access/index.ts';
import { clustersOf } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { businessToday } from '../../retention/review-on.ts';
import { findCorrection } from './queries.ts';
import type { Corrected } from './words.ts';

/** Working days within which a recipient confirms. */
const CONFIRM_WITHIN = 10;

/** Tells everybody to whom the agency disclosed anything about the person, each once. Gives how many. */
export async function tellRecipients(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  request: { readonly id: string; readonly agencyId: string; readonly clusterId: string },
  { says, site }: { readonly says: string; readonly site?: string },
): Promise<number> {
  const today = await businessToday(tx);
  const recipients = await recipientsOf(tx, actor, request);
  for (const { disclosureId, agencyId } of recipients) {
    const id = newId<'correction'>();
    await tx
      .insertInto('casework.correction')
      .values({
        partnership_id: actor.partnershipId,
        id,
        request_id: request.id,
        at: new Date(),
        told_on: today,
        confirm_by: sql<PlainDate>`platform.add_working_days(${today}::date, ${CONFIRM_WITHIN})`,
        from_agency_id: request.agencyId,
        agency_id: agencyId,
        disclosure_id: disclosureId,
        cluster_id: request.clusterId,
        says: subjects.seal(id, says.trim()),
        account_id: accountOf(actor) ?? null,
      })
      .execute();
    await recordCommand(tx, actor, { action: 'correction.told', subject: { kind: 'correction', id } });
    if (site !== undefined && agencyId !== null)
      for (const to of await addressesOfHolders(tx, actor, 'sharing.answer', agencyId))
        await queueMail(tx, actor, {
          to,
          subject: 'Something that was disclosed to you is to be corrected',
          body: `An agency corrected or restricted what it had disclosed to yours. Correct what you hold, and confirm it:\n\n${site}/casework/sharing/corrections/${id}\n`,
          about: { kind: 'correction', id },
        });
  }
  return recipients.length;
}

/** Each agency that received something, by what it received last, and each disclosure to somebody outside. */
async function recipientsOf(
  tx: Tx,
  actor: Actor,
  { agencyId, clusterId }: { readonly agencyId: string; readonly clusterId: string },
): Promise<readonly { readonly disclosureId: string; readonly agencyId: string | null }[]> {
  const clusters = await clustersOf(tx, actor, clusterId);
  return asMachine(tx, actor, (machine) =>
    tx
      .selectFrom('casework.disclosure')
      .where('partnership_id', '=', machine.partnershipId)
      .where('from_agency_id', '=', agencyId)
      .where('cluster_id', 'in', [...clusters])
      .where('ground', '<>', 'subject-access')
      .distinctOn(sql`coalesce(to_agency_id, id)`)
      .orderBy(sql`coalesce(to_agency_id, id)`)
      .orderBy('at', 'desc')
      .select(['id as disclosureId', 'to_agency_id as agencyId'])
      .execute(),
  );
}

/** The recipient says what it did; for a recipient outside, the agency that wrote to it does. Refuses `confirmed-already`. */
export async function confirmCorrection(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
  input: { readonly outcome: Corrected; readonly says: string },
): Promise<{ id: string } | Refusal> {
  const correction = await findCorrection(tx, actor, subjects, id);
  if (!correction) return notFound('correction');
  const answering = correction.agencyId ?? correction.fromAgencyId;
  const own = answering === agencyOf(actor);
  if (!may(actor, 'casework.govern') && !(own && mayAnswer(actor, answering))) return notAllowed();
  if (correction.outcome !== null) return refused('confirmed-already', 'This has been confirmed already.');
  await tx
    .insertInto('casework.correction_made')
    .values({
      partnership_id: actor.partnershipId,
      correction_id: correction.id,
      at: new Date(),
      on_day: await businessToday(tx),
      from_agency_id: correction.fromAgencyId,
      agency_id: correction.agencyId,
      outcome: input.outcome,
      says: input.says.trim() === '' ? null : subjects.seal(correction.id, input.says.trim()),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'correction.confirmed',
    subject: { kind: 'correction', id: correction.id },
    detail: { outcome: input.outcome },
  });
  return { id: correction.id };
}

const mayAnswer = (actor: Actor, agencyId: string): boolean =>
  mayFor(actor, 'sharing.answer', agencyId) || mayFor(actor, 'casework.write', agencyId);
