import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export interface DecisionTaken {
  readonly id: string;
  readonly reference: string;
  /** The reference of the decision that it ratifies or undoes. */
  readonly ofDecision: string | null;
  readonly itemId: string | null;
  readonly motionId: string | null;
  readonly title: string;
  readonly words: string;
  readonly outcome: string;
  readonly standing: string;
  readonly method: string;
  readonly keyDecision: boolean;
  readonly exempt: boolean;
  readonly quorumSays: string;
  readonly reason: string;
  readonly deferredTo: PlainDate | null;
  readonly effectSays: string | null;
  readonly conditions: readonly { readonly says: string; readonly dueOn: PlainDate }[];
  readonly dissent: readonly { readonly membershipId: string; readonly words: string }[];
}

export interface ActionSet {
  readonly id: string;
  readonly itemId: string | null;
  readonly says: string;
  readonly owner: string;
  readonly dueOn: PlainDate;
}

/** What was decided at a sitting, in the order of recording. */
export async function listDecisionsTaken(tx: Tx, sittingId: string): Promise<readonly DecisionTaken[]> {
  const decisions = await tx
    .selectFrom('governance.decision as d')
    .leftJoin('governance.decision_effect as e', (join) =>
      join.onRef('e.partnership_id', '=', 'd.partnership_id').onRef('e.decision_id', '=', 'd.id'),
    )
    .leftJoin('governance.decision as earlier', (join) =>
      join
        .onRef('earlier.partnership_id', '=', 'd.partnership_id')
        .on((on) => on('earlier.id', '=', on.fn.coalesce('d.ratifies_id', 'd.undoes_id'))),
    )
    .select([
      'd.id',
      'e.says as effectSays',
      'earlier.reference as ofDecision',
      'd.reference',
      'd.item_id as itemId',
      'd.motion_id as motionId',
      'd.title',
      'd.words',
      'd.outcome',
      'd.standing',
      'd.method',
      'd.key_decision as keyDecision',
      'd.exempt',
      'd.quorum_says as quorumSays',
      'd.reason',
      'd.deferred_to as deferredTo',
    ])
    .where('d.sitting_id', '=', sittingId)
    .orderBy('d.recorded_at')
    .orderBy('d.id')
    .execute();
  if (decisions.length === 0) return [];
  const ids = decisions.map(({ id }) => id);
  const conditions = await tx
    .selectFrom('governance.decision_condition')
    .select(['decision_id', 'says', 'due_on as dueOn'])
    .where('decision_id', 'in', ids)
    .orderBy('id')
    .execute();
  const dissent = await tx
    .selectFrom('governance.dissent')
    .select(['decision_id', 'membership_id as membershipId', 'words'])
    .where('decision_id', 'in', ids)
    .execute();
  return decisions.map((decision) => ({
    ...decision,
    conditions: conditions.filter(({ decision_id }) => decision_id === decision.id),
    dissent: dissent.filter(({ decision_id }) => decision_id === decision.id),
  }));
}

/** What actions were set at a sitting. */
export const listActionsSet = (tx: Tx, sittingId: string): Promise<readonly ActionSet[]> =>
  tx
    .selectFrom('governance.action as t')
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 't.partnership_id').onRef('a.id', '=', 't.owner_agency_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 't.partnership_id').onRef('p.id', '=', 't.owner_post_id'),
    )
    .select(({ fn, val }) => [
      't.id',
      't.item_id as itemId',
      't.says',
      fn.coalesce('p.title', 'a.name', val('')).as('owner'),
      't.due_on as dueOn',
    ])
    .where('t.sitting_id', '=', sittingId)
    .orderBy('t.id')
    .$castTo<ActionSet>()
    .execute();
