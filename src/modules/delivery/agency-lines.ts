import { newId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';

/** Records which line of an agency's own business plan serves an outcome. */
export async function addAgencyLine(
  tx: Tx,
  actor: Actor,
  input: {
    readonly agencyId: string;
    readonly outcomeId: string;
    readonly document: string;
    readonly says: string;
  },
): Promise<{ id: string } | Refusal> {
  if (!mayFor(actor, 'plan.edit', input.agencyId)) return notAllowed();
  const id = newId<'agency-line'>();
  await tx
    .insertInto('delivery.agency_line')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: input.agencyId,
      outcome_id: input.outcomeId,
      document: input.document.trim(),
      says: input.says.trim(),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'agency-line.added',
    subject: { kind: 'agency', id: input.agencyId },
    detail: { outcomeId: input.outcomeId, document: input.document },
  });
  return { id };
}

/** Takes a line out again; only for the agency whose plan it is. */
export async function removeAgencyLine(tx: Tx, actor: Actor, id: string): Promise<undefined | Refusal> {
  const line = await tx
    .selectFrom('delivery.agency_line')
    .select('agency_id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (!line || !mayFor(actor, 'plan.edit', line.agency_id)) return notAllowed();
  await tx.deleteFrom('delivery.agency_line').where('id', '=', id).execute();
  await recordCommand(tx, actor, {
    action: 'agency-line.removed',
    subject: { kind: 'agency', id: line.agency_id },
  });
  return undefined;
}

/** Lines of agencies' own plans, with agency and outcome in words. */
export const listAgencyLines = (tx: Tx, outcomeIds?: readonly string[]) =>
  tx
    .selectFrom('delivery.agency_line as line')
    .innerJoin('partners.agency as agency', 'agency.id', 'line.agency_id')
    .innerJoin('strategy.outcome_now as outcome', 'outcome.id', 'line.outcome_id')
    .select([
      'line.id',
      'line.agency_id',
      'line.outcome_id',
      'line.document',
      'line.says',
      'agency.name as agency',
      'agency.slug as agency_slug',
      'outcome.wording as outcome',
      'outcome.slug as outcome_slug',
    ])
    .$if(outcomeIds !== undefined, (q) =>
      q.where(
        'line.outcome_id',
        'in',
        outcomeIds?.length ? [...outcomeIds] : ['00000000-0000-0000-0000-000000000000'],
      ),
    )
    .orderBy('agency.name')
    .orderBy('line.id')
    .execute();
