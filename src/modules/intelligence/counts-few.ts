import type { Tx } from '../../platform/database/transaction.ts';
import { listIndicators } from './queries.ts';
import type { Indicator } from './types.ts';

type Counting = Pick<Indicator, 'id' | 'smallNumbers' | 'numeratorId' | 'denominatorId'>;

/**
 * The ids of those that count few people, or are rates or shares of such, above or below the line: their figures would tell
 * the counts. One query for all.
 */
export async function fewAmong(tx: Tx, indicators: readonly Counting[]): Promise<ReadonlySet<string>> {
  const partsOf = ({ numeratorId, denominatorId }: Counting) =>
    [numeratorId, denominatorId].filter((id) => id !== null);
  const ids = indicators.flatMap((one) => (one.smallNumbers ? [] : partsOf(one)));
  const parts = new Map((await listIndicators(tx, { ids: [...new Set(ids)] })).map((one) => [one.id, one]));
  return new Set(
    indicators
      .filter((one) => one.smallNumbers || partsOf(one).some((id) => parts.get(id)?.smallNumbers ?? true))
      .map(({ id }) => id),
  );
}

/** True for an indicator that counts few people, or is a rate or share of one that does. */
export const countsFew = async (tx: Tx, indicator: Counting): Promise<boolean> =>
  (await fewAmong(tx, [indicator])).has(indicator.id);
