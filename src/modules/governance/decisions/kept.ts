import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

interface OfDecision {
  readonly partnership_id: string;
  readonly decision_id: string;
  readonly exempt: boolean;
}

/** Keeps the conditions of a decision. */
export async function keepConditions(
  tx: Tx,
  rows: readonly (OfDecision & {
    readonly id: string;
    readonly says: string;
    readonly missing: string[];
    readonly due_on: PlainDate;
    readonly owner_post_id: string | null;
    readonly owner_agency_id: string | null;
    readonly kept_by: string | null;
  })[],
): Promise<undefined> {
  if (rows.length > 0)
    await tx
      .insertInto('governance.decision_condition')
      .values([...rows])
      .execute();
}

/** Keeps who asked that their dissent be recorded; only members of the body dissent from it. */
export async function keepDissent(
  tx: Tx,
  bodyId: string,
  rows: readonly (OfDecision & { readonly membership_id: string; readonly words: string })[],
): Promise<undefined | Refusal> {
  if (rows.length === 0) return undefined;
  const members = await tx
    .selectFrom('governance.membership')
    .select('id')
    .where('body_id', '=', bodyId)
    .where(
      'id',
      'in',
      rows.map((row) => row.membership_id),
    )
    .execute();
  if (members.length !== new Set(rows.map((row) => row.membership_id)).size)
    return refused('not-a-member', 'Only a member of the body can dissent from its decision.', {
      field: 'dissent',
    });
  await tx
    .insertInto('governance.dissent')
    .values([...rows])
    .execute();
  return undefined;
}
