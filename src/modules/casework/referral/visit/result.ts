import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { ReferralState } from '../states.ts';

export interface VisitResult {
  readonly referrals: readonly {
    readonly reference: string;
    readonly service: string;
    readonly state: ReferralState;
    readonly dueOn: PlainDate | null;
  }[];
  readonly signposts: readonly { readonly service: string }[];
}

/** What was made of a visit, for who made it and their agency; undefined when there is no such visit. */
export async function visitResult(tx: Tx, actor: Actor, visitId: string): Promise<VisitResult | undefined> {
  if (!isUuid(visitId)) return undefined;
  const visit = await tx
    .selectFrom('casework.visit')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', visitId)
    .select('id')
    .executeTakeFirst();
  if (!visit) return undefined;
  const referrals = await tx
    .selectFrom('casework.referral as r')
    .innerJoin('partners.service as s', (on) =>
      on.onRef('s.partnership_id', '=', 'r.partnership_id').onRef('s.id', '=', 'r.service_id'),
    )
    .where('r.partnership_id', '=', actor.partnershipId)
    .where('r.visit_id', '=', visitId)
    .orderBy('r.id')
    .select(['r.reference', 's.name as service', 'r.state', 'r.due_on as dueOn'])
    .execute();
  const signposts = await tx
    .selectFrom('casework.signpost as p')
    .innerJoin('partners.service as s', (on) =>
      on.onRef('s.partnership_id', '=', 'p.partnership_id').onRef('s.id', '=', 'p.service_id'),
    )
    .where('p.partnership_id', '=', actor.partnershipId)
    .where('p.visit_id', '=', visitId)
    .orderBy('s.name')
    .select('s.name as service')
    .execute();
  return { referrals: referrals as VisitResult['referrals'], signposts };
}
