import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { QuorumDeclaration } from './quorum.ts';

/** An interest that holds at an item of a sitting: declared there, or carried from an earlier item about the same thing. */
export interface HeldInterest extends QuorumDeclaration {
  readonly declarationId: string;
  readonly nature: string;
  /** Where it was declared, for one that is carried; null for one of the item itself. */
  readonly from: {
    readonly itemId: string;
    readonly title: string;
    readonly body: string;
    readonly day: PlainDate;
  } | null;
  /** Why it no longer holds from here on; null while it does. */
  readonly withdrawn: string | null;
}

/** A decision that is ratified, and the item at which it is; null where no item of the agenda is about it. */
export interface Ratified {
  readonly decisionId: string;
  readonly itemId: string | null;
}

interface Row {
  readonly itemId: string;
  readonly membershipId: string;
  readonly declarationId: string;
  readonly nature: string;
  readonly consequence: QuorumDeclaration['consequence'];
  readonly fromItemId: string;
  readonly fromTitle: string;
  readonly fromBody: string;
  readonly fromDay: PlainDate;
  readonly withdrawn: string | null;
}

/** The interests that hold at each item of a sitting, and those that were withdrawn. */
export async function listInterestsAt(
  tx: Tx,
  sittingId: string,
  ratified?: Ratified,
): Promise<readonly HeldInterest[]> {
  const { rows } = await sql<Row>`
    select item_id as "itemId", membership_id as "membershipId", declaration_id as "declarationId", nature, consequence,
      from_item_id as "fromItemId", from_title as "fromTitle", from_body as "fromBody", from_day as "fromDay", withdrawn
    from governance.interests_at(platform.partnership(), ${sittingId}::uuid, ${ratified?.itemId ?? null}::uuid,
      ${ratified?.decisionId ?? null}::uuid)
    order by item_id, membership_id`.execute(tx);
  return rows.map(({ fromItemId, fromTitle, fromBody, fromDay, ...row }) => ({
    ...row,
    // An item that is not on the agenda is called by its sitting.
    itemId: row.itemId === sittingId ? null : row.itemId,
    from:
      fromItemId === row.itemId
        ? null
        : { itemId: fromItemId, title: fromTitle, body: fromBody, day: fromDay },
    origin:
      fromItemId === row.itemId
        ? undefined
        : `declared an interest in this matter at the ${fromBody} on ${longDate(fromDay)} (${fromTitle})`,
  }));
}
