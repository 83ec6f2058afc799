import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { WhoKnows } from './pages/pattern.tsx';

/** These agencies, the own first, and whom to ask at each. */
export async function whoKnows(
  tx: Tx,
  actor: Actor,
  agencyIds: readonly string[],
): Promise<readonly WhoKnows[]> {
  if (agencyIds.length === 0) return [];
  const rows = await tx
    .selectFrom('partners.agency as a')
    .leftJoin('casework.contact as t', (on) =>
      on.onRef('t.partnership_id', '=', 'a.partnership_id').onRef('t.agency_id', '=', 'a.id'),
    )
    .leftJoin('partners.post as p', (on) =>
      on.onRef('p.partnership_id', '=', 't.partnership_id').onRef('p.id', '=', 't.post_id'),
    )
    .where('a.partnership_id', '=', actor.partnershipId)
    .where('a.id', 'in', agencyIds)
    .orderBy('a.name')
    .select(['a.id', 'a.name', 'p.title'])
    .execute();
  const own = agencyOf(actor);
  return rows
    .map((row) => ({ agency: row.name, own: row.id === own, ask: row.title ?? undefined }))
    .toSorted((a, b) => Number(b.own) - Number(a.own));
}
