import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { sqlOf, targetSql } from './figure-sql.ts';
import { listIndicators } from './queries.ts';
import type { Standing, Target } from './types.ts';

/** The SQL that a value rests on, and how many rows it gives. */
export interface Basis {
  readonly query: string;
  readonly rows: number;
}

export const targetBasis = ({ id, stages }: Target): Basis => ({
  query: targetSql(id),
  // A target without stages is one row all the same.
  rows: Math.max(1, stages.length),
});

/** What the latest figure of each of these standings rests on: for other modules that report them. */
export async function latestBases(
  tx: Tx,
  standings: readonly Standing[],
  asAt: PlainDate,
): Promise<(standing: Standing) => Basis> {
  const parts = standings.flatMap(({ indicator }) => [indicator.numeratorId, indicator.denominatorId]);
  const ids = [...new Set(parts.filter((id) => id !== null))];
  const slugs = new Map<string, string>((await listIndicators(tx, { ids })).map((one) => [one.id, one.slug]));
  return ({ indicator, latest }) =>
    sqlOf(indicator, latest ? [latest] : [], (id) => slugs.get(id ?? '') ?? '', asAt);
}
