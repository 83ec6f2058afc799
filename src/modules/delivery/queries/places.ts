import type { Tx } from '../../../platform/database/transaction.ts';

export interface Place {
  readonly planTitle: string;
  readonly planSlug: string;
  readonly outcome: string;
  readonly objective: string;
  readonly outcomeSlug: string;
  readonly state: string;
}

/** In which plans a project stands, under which outcome and objective. */
export const placesOf = async (tx: Tx, projectId: string): Promise<readonly Place[]> =>
  tx
    .selectFrom('delivery.plan_line as line')
    .innerJoin('delivery.plan_now as plan', (join) =>
      join.onRef('plan.partnership_id', '=', 'line.partnership_id').onRef('plan.id', '=', 'line.plan_id'),
    )
    .innerJoin('strategy.outcome_now as outcome', (join) =>
      join
        .onRef('outcome.partnership_id', '=', 'line.partnership_id')
        .onRef('outcome.id', '=', 'line.outcome_id'),
    )
    .select([
      'plan.title as planTitle',
      'plan.slug as planSlug',
      'outcome.wording as outcome',
      'line.objective',
      'outcome.slug as outcomeSlug',
      'plan.state',
    ])
    .where('line.project_id', '=', projectId)
    .orderBy('plan.starts_on', 'desc')
    .execute();
