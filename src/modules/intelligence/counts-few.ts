import type { Tx } from '../../platform/database/transaction.ts';
import { listIndicators } from './queries.ts';
import type { Indicator } from './types.ts';

type Counting = Pick<Indicator, 'id' | 'smallNumbers' | 'numeratorId'>;

/** The ids of those that count few people, or are rates of such: their figures would tell the counts. One query for all. */
export async function fewAmong(tx: Tx, indicators: readonly Counting[]): Promise<ReadonlySet<string>> {
  const ids = indicators.flatMap(({ smallNumbers, numeratorId }) =>
    smallNumbers ? [] : (numeratorId ?? []),
  );
  const numerators = new Map(
    (await listIndicators(tx, { ids: [...new Set(ids)] })).map((one) => [one.id, one]),
  );
  return new Set(
    indicators
      .filter(
        ({ smallNumbers, numeratorId }) =>
          smallNumbers || (numeratorId !== null && (numerators.get(numeratorId)?.smallNumbers ?? true)),
      )
      .map(({ id }) => id),
  );
}

/** True for an indicator that counts few people, or is a rate of one that does. */
export const countsFew = async (tx: Tx, indicator: Counting): Promise<boolean> =>
  (await fewAmong(tx, [indicator])).has(indicator.id);
