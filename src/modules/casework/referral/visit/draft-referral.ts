import { newId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Service } from '../../../partners/index.ts';
import type { Desk } from '../desk.ts';
import { dueIn, tellOf } from '../move.ts';
import type { ReferralRow } from '../queries.ts';
import { newReference } from '../reference.ts';
import type { Told, VisitInput } from './input.ts';
import type { Visiting } from './visiting.ts';

interface Drafting {
  readonly service: Service;
  readonly needs: readonly string[];
  readonly visit: Visiting;
  /** The referral that this one follows, when it was redirected. */
  readonly redirectedFrom?: string;
}

/** Writes a referral down as a draft, which only the agency of who makes it sees. */
export async function draftReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  input: Pick<VisitInput, 'subject' | 'seen' | 'toldWords' | 'urgent'>,
  { service, needs, visit, redirectedFrom }: Drafting,
): Promise<ReferralRow> {
  const id = newId<'referral'>();
  const told: Told = { subject: input.subject, seen: input.seen, toldWords: input.toldWords };
  const begun = { service_id: service.id, urgent: input.urgent, due_on: null, state: 'draft' as const };
  const row: ReferralRow = {
    ...begun,
    id,
    reference: newReference(),
    visit_id: visit.visitId,
    agency_id: visit.maker.agencyId,
    to_agency_id: service.agencyId,
    agency_ids: [visit.maker.agencyId],
    maker_id: visit.maker.accountId,
    restricted: visit.restricted,
    needs: [...needs],
    purpose: visit.purpose.slug,
    regime: visit.purpose.regime,
    basis: null,
    consent: null,
    told: [],
    may_pass_on: false,
    sealed: desk.subjects.seal(id, JSON.stringify(told)),
    record_id: visit.about.recordId,
    to_record_id: null,
    redirected_from: redirectedFrom ?? null,
    state_on: visit.today,
    made_on: visit.today,
    sent_on: null,
    answered_on: null,
    begun_on: null,
    due_on: await dueIn(tx, actor, begun, 'draft', visit.today),
    outcome: null,
    review_on: visit.review,
    revision: 1,
  };
  await tx
    .insertInto('casework.referral')
    .values({
      ...row,
      partnership_id: actor.partnershipId,
      agency_ids: [...row.agency_ids],
      needs: [...needs],
      told: [],
    })
    .execute();
  await tellOf(tx, actor, desk, row, null, {}, visit.today);
  return row;
}
