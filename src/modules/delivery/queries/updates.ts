import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** What a lead officer said of a project. */
export interface UpdateView {
  readonly id: string;
  readonly reportedOn: PlainDate;
  readonly standing: 'on-track' | 'at-risk' | 'off-track';
  readonly says: string;
  readonly help: string;
  /** The figures given with it, one sentence a line. */
  readonly figures: string;
}

/** The updates of a project, the latest first; `before` is the one to go on after. */
export async function listUpdates(
  tx: Tx,
  projectId: string,
  {
    limit,
    before,
  }: { readonly limit: number; readonly before?: { readonly on: string; readonly id: string } },
): Promise<readonly UpdateView[]> {
  const { rows } = await sql<UpdateView>`
    select id, reported_on as "reportedOn", standing, says, help, figures from delivery.progress_update
    where project_id = ${projectId}::uuid
      ${before ? sql`and (reported_on, id) < (${before.on}::date, ${before.id}::uuid)` : sql``}
    order by reported_on desc, id desc limit ${limit}`.execute(tx);
  return rows;
}
