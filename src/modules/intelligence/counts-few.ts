import type { Tx } from '../../platform/database/transaction.ts';
import { listIndicators } from './queries.ts';
import type { Indicator } from './types.ts';

/** True for an indicator that counts few people, or is a rate of one that does: its figures would tell the counts. */
export async function countsFew(
  tx: Tx,
  { smallNumbers, numeratorId }: Pick<Indicator, 'smallNumbers' | 'numeratorId'>,
): Promise<boolean> {
  if (smallNumbers || numeratorId === null) return smallNumbers;
  const [numerator] = await listIndicators(tx, { ids: [numeratorId] });
  return numerator?.smallNumbers ?? true;
}
