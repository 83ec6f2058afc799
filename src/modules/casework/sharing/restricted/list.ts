import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { type Actor, agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { notAllowed } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { personCode, type RestrictedBecause } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';

/** A record that is restricted: whose, why, since when it is held; nothing of who it is. */
export interface RestrictedRecord {
  readonly recordId: string;
  readonly clusterId: string;
  readonly code: string;
  readonly agency: string;
  readonly because: RestrictedBecause;
  readonly heldSince: PlainDate;
  readonly reviewOn: PlainDate;
}

/** May list restricted records: of all agencies who governs, of the own agency who may see them. */
export const mayListRestricted = (actor: Actor): boolean =>
  may(actor, 'casework.govern') || mayFor(actor, 'casework.restricted', agencyOf(actor));

/**
 * Restricted records, what is to be reviewed first first. Information governance is told that they are there, of every
 * agency, by code; whoever may see those of one agency has that agency's by the rule of seeing.
 */
export async function listRestricted(
  tx: Tx,
  actor: Actor,
  { after, limit }: { readonly after?: readonly [PlainDate, string] | undefined; readonly limit: number },
): Promise<readonly RestrictedRecord[] | Refusal> {
  if (!mayListRestricted(actor)) return notAllowed();
  const find = async () => {
    let query = tx
      .selectFrom('casework.record as r')
      .innerJoin('partners.agency as a', (on) =>
        on.onRef('a.partnership_id', '=', 'r.partnership_id').onRef('a.id', '=', 'r.agency_id'),
      )
      .where('r.partnership_id', '=', actor.partnershipId)
      .where('r.restricted', '=', true);
    if (after)
      query = query.where(sql<boolean>`(r.review_on, r.id) > (${after[0]}::date, ${after[1]}::uuid)`);
    return query
      .orderBy('r.review_on')
      .orderBy('r.id')
      .limit(limit)
      .select(['r.id', 'r.cluster_id', 'a.name', 'r.restricted_because', 'r.recorded_on', 'r.review_on'])
      .execute();
  };
  const rows = may(actor, 'casework.govern') ? await asMachine(tx, actor, find) : await find();
  return rows.map((row) => ({
    recordId: row.id,
    clusterId: row.cluster_id,
    code: personCode(row.cluster_id),
    agency: row.name,
    because: row.restricted_because ?? 'other',
    heldSince: row.recorded_on,
    reviewOn: row.review_on,
  }));
}
