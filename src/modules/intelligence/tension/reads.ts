import { noteRead } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { TensionItem } from './item-queries.ts';
import type { Tier } from './words.ts';

/** The tiers that not every member sees. Who reads of them stands in the audit trail. */
const INNER: readonly Tier[] = ['agency', 'group'];

/** Said wherever such items are listed. */
export const READS_ARE_RECORDED =
  'Who reads signs that are for the tension group or for one agency alone is recorded.';

export const isInner = ({ tier }: Pick<TensionItem, 'tier'>): boolean => INNER.includes(tier);

/** Notes that these items were shown: how many of which inner tier, and none of their words. Nothing, where none is of one. */
export function noteInner(
  tx: Tx,
  action: 'tension-item.list' | 'tension-item.read' | 'tension-report.read',
  items: readonly Pick<TensionItem, 'id' | 'tier'>[],
): void {
  const tiers = INNER.flatMap((tier) => {
    const count = items.filter((item) => item.tier === tier).length;
    return count === 0 ? [] : [[tier, count] as const];
  });
  const [first] = items;
  if (tiers.length === 0 || !first) return;
  noteRead(tx, {
    action,
    ...(action === 'tension-item.read' ? { subject: { kind: 'tension-item', id: first.id } } : {}),
    detail: { tiers: Object.fromEntries(tiers) },
  });
}
