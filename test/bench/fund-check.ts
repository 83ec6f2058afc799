/** How long it takes to check the fund: every entry with its hash, its decision and its audit event. */
import { checkFund } from './concord.ts';
import type { Size, Sizes } from './sizes.ts';

export interface FundCheck {
  readonly onceMs: number;
  readonly manyMs: number;
  readonly holds: boolean;
}

/** Once in each size: it takes as long as it takes. */
export async function measureFundCheck({ once, many }: Sizes): Promise<FundCheck> {
  const [first, second] = [await timed(once), await timed(many)];
  return { onceMs: first.ms, manyMs: second.ms, holds: first.holds && second.holds };
}

async function timed({ data, slug }: Size): Promise<{ readonly ms: number; readonly holds: boolean }> {
  const began = performance.now();
  const holds = await checkFund(data, slug).then(
    () => true,
    () => false,
  );
  return { ms: performance.now() - began, holds };
}
