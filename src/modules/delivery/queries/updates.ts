import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Part } from '../../../platform/database/keyset.ts';
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

/** The updates of a project, the latest first, a part of them: `after` is the day and id of the one to go on after. */
export async function listUpdates(
  tx: Tx,
  projectId: string,
  { limit, after }: Part,
): Promise<readonly UpdateView[]> {
  const { rows } = await sql<UpdateView>`
    select id, reported_on as "reportedOn", standing, says, help, figures from delivery.progress_update
    where project_id = ${projectId}::uuid
      ${after ? sql`and (reported_on, id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by reported_on desc, id desc limit ${limit ?? null}`.execute(tx);
  return rows;
}
