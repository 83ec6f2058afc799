import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Precision } from '../project-plan.ts';

/** A milestone with its current date, how often it slipped, and whether it was met. */
export interface MilestoneView {
  readonly id: string;
  readonly title: string;
  readonly originalOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly precision: Precision;
  readonly slips: number;
  readonly slipReason: string | null;
  readonly metOn: PlainDate | null;
}

/** The milestones of a project, in its order. */
export async function listMilestones(tx: Tx, projectId: string): Promise<readonly MilestoneView[]> {
  const rows = await tx
    .selectFrom('delivery.milestone_now')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: String(row.id),
    title: row.title ?? '',
    originalOn: row.original_on,
    dueOn: row.due_on,
    precision: row.precision as Precision,
    slips: Number(row.slips ?? 0),
    slipReason: row.slip_reason,
    metOn: row.met_on,
  }));
}
