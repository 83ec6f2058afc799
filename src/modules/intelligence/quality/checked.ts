import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** The versions of an indicator's figures that are being checked: raised or put to their owner, and not answered yet. */
export async function checkedObservations(tx: Tx, indicatorId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select observation_id as id from intelligence.figure_check_now
    where indicator_id = ${indicatorId}::uuid and state in ('raised', 'asked') and observation_id is not null`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The periods of the indicator's own figures that are being checked, a late return's too. */
export async function checkedPeriods(tx: Tx, indicatorId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ period: string }>`
    select period from intelligence.figure_check_now
    where indicator_id = ${indicatorId}::uuid and place_slug is null and state in ('raised', 'asked')`.execute(
    tx,
  );
  return new Set(rows.map(({ period }) => period));
}
