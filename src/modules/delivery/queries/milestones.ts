import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../platform/database/keyset.ts';
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

const ofProject = (tx: Tx, projectId: string) =>
  tx.selectFrom('delivery.milestone_now').selectAll().where('project_id', '=', projectId);

/** Where a milestone without a date stands among the others. */
export const UNDATED = '9999-12-31';

/** The milestones of a project by date and id, undated ones last, all or a part. */
export const listMilestones = async (
  tx: Tx,
  projectId: string,
  part: Part = {},
): Promise<readonly MilestoneView[]> =>
  (
    await partOf(ofProject(tx, projectId), [sql`coalesce(due_on, ${UNDATED}::date)`, 'id'], part).execute()
  ).map(viewOf);

/** One milestone of a project. */
export async function findMilestone(
  tx: Tx,
  projectId: string,
  id: string,
): Promise<MilestoneView | undefined> {
  const row = await ofProject(tx, projectId).where('id', '=', id).executeTakeFirst();
  return row && viewOf(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof ofProject>['executeTakeFirstOrThrow']>>;

function viewOf(row: Row): MilestoneView {
  return {
    id: String(row.id),
    title: row.title ?? '',
    originalOn: row.original_on,
    dueOn: row.due_on,
    precision: row.precision as Precision,
    slips: Number(row.slips ?? 0),
    slipReason: row.slip_reason,
    metOn: row.met_on,
  };
}
