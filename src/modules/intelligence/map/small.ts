import type { Tx } from '../../../platform/database/transaction.ts';
import type { Here } from '../compare/assemble.ts';
import { hiddenIn } from '../compare/hide.ts';
import { homeOf } from '../compare/places.ts';
import { countsFew } from '../counts-few.ts';
import { readPeriod } from '../period.ts';
import { listWaves } from '../queries.ts';
import type { Indicator } from '../types.ts';
import type { PlaceValue } from './queries.ts';

const HIDDEN = { value: null, numerator: null, denominator: null, sampleSize: null, hidden: true } as const;

/** The figures without those that tell of so few people that they stay hidden, over all geographies together. */
export async function withoutSmall(
  tx: Tx,
  indicator: Indicator,
  values: readonly PlaceValue[],
  { today, area }: Here,
): Promise<readonly PlaceValue[]> {
  if (!(await countsFew(tx, indicator))) return values;
  const texts = [...new Set(values.map(({ period }) => period))];
  const waves = await listWaves(
    tx,
    texts.filter((text) => !readPeriod(text)),
  );
  const home = await homeOf(tx, indicator, area);
  const hidden = new Map<string, ReadonlySet<string>>();
  for (const text of texts) {
    const period = readPeriod(text, waves);
    if (period) hidden.set(text, await hiddenIn(tx, indicator, period, home, today));
  }
  // Of a period that cannot be read nothing can be told to be large enough.
  return values.map((one) => ((hidden.get(one.period)?.has(one.slug) ?? true) ? { ...one, ...HIDDEN } : one));
}
