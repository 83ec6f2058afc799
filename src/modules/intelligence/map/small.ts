import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFigures } from '../few/hidden.ts';
import type { Indicator } from '../types.ts';
import type { PlaceValue } from './queries.ts';

const HIDDEN = { value: null, numerator: null, denominator: null, sampleSize: null, hidden: true } as const;

/** The figures without those that tell of so few people that they stay hidden, over all geographies and periods together. */
export async function withoutSmall(
  tx: Tx,
  indicator: Indicator,
  values: readonly PlaceValue[],
): Promise<readonly PlaceValue[]> {
  const periods = [...new Set(values.map(({ period }) => period))];
  const hidden = await hiddenFigures(tx, [{ indicator, periods }]);
  return values.map((one) => (hidden.has(indicator.id, one.slug, one.period) ? { ...one, ...HIDDEN } : one));
}
