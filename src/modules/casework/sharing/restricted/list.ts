import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { type Actor, agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { notAllowed } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { caseCode } from '../../cases/words.ts';
import { personCode, type RestrictedBecause } from '../../people/index.ts';
import { asMachine } from '../../purpose/working.ts';

/** A record or case that is restricted: whose, why, since when it is held, who goes on with it; nothing of who it is. */
export interface RestrictedEntry {
  readonly kind: 'record' | 'case';
  readonly id: string;
  readonly code: string;
  readonly agency: string;
  /** Why a record is; a case is because its lead said so when it was opened. */
  readonly because: RestrictedBecause | undefined;
  readonly heldSince: PlainDate;
  readonly reviewOn: PlainDate;
  /** To how many it is entrusted today; information governance is told. */
  readonly entrusted: number;
}

/** May list what is restricted: of all agencies who governs, of the own agency who may see it. */
export const mayListRestricted = (actor: Actor): boolean =>
  may(actor, 'casework.govern') || mayFor(actor, 'casework.restricted', agencyOf(actor));

/**
 * What is restricted, what is to be reviewed first first. Information governance is told that it is there, of every
 * agency, by code; whoever may see that of one agency has that agency's by the rule of seeing.
 */
export async function listRestricted(
  tx: Tx,
  actor: Actor,
  { after, limit }: { readonly after?: readonly [PlainDate, string] | undefined; readonly limit: number },
): Promise<readonly RestrictedEntry[] | Refusal> {
  if (!mayListRestricted(actor)) return notAllowed();
  const [day, id] = after ?? [null, null];
  const find = async () => {
    const { rows } = await sql<
      Omit<RestrictedEntry, 'code' | 'because'> & { clusterId: string; because: RestrictedBecause | null }
    >`
      select t.kind, t.id, t."clusterId", a.name as agency, t.because, t."heldSince", t."reviewOn",
        (select count(*)::int from casework.entrusting e join partners.partnership s on s.partnership_id = e.partnership_id
          where e.partnership_id = t.partnership_id and (e.record_id = t.id or e.case_id = t.id) and e.until_on >= partners.business_date(s)
            and not exists (select from casework.entrusting_ending x where x.partnership_id = e.partnership_id and x.entrusting_id = e.id)) as entrusted
      from (
        select 'record' as kind, partnership_id, id, agency_id, cluster_id as "clusterId", restricted_because as because, recorded_on as "heldSince", review_on as "reviewOn"
          from casework.record where partnership_id = ${actor.partnershipId} and restricted
        union all
        select 'case', partnership_id, id, lead_agency_id, id, null, opened_on, review_on
          from casework.case_file where partnership_id = ${actor.partnershipId} and restricted) t
      join partners.agency a on a.partnership_id = t.partnership_id and a.id = t.agency_id
      where ${day}::date is null or (t."reviewOn", t.id) > (${day}::date, ${id}::uuid)
      order by t."reviewOn", t.id limit ${limit}`.execute(tx);
    return rows;
  };
  const rows = may(actor, 'casework.govern') ? await asMachine(tx, actor, find) : await find();
  return rows.map(({ clusterId, because, ...row }) => ({
    ...row,
    because: because ?? undefined,
    code: row.kind === 'case' ? caseCode(row.id) : personCode(clusterId),
  }));
}
