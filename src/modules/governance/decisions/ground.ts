import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { earlierInWords } from '../../partners/index.ts';

/** By what something was adopted, in words; `href` where that is a decision that the reader may see. */
export interface GroundTold {
  readonly says: string;
  readonly href: string | null;
}

/**
 * Tells by what something was adopted. `row` selects `decision_id`, `earlier_minutes` and `earlier_reason` of its
 * adoption; undefined where it was not adopted.
 */
export async function groundTold(tx: Tx, row: RawBuilder<unknown>): Promise<GroundTold | undefined> {
  const { rows } = await sql<{ reference: string | null; minutes: string | null; reason: string | null }>`
    select d.reference, x.earlier_minutes as minutes, x.earlier_reason as reason from (${row}) x
    left join governance.decision d on d.partnership_id = platform.partnership() and d.id = x.decision_id`.execute(
    tx,
  );
  const [found] = rows;
  if (!found) return undefined;
  const { reference, minutes, reason } = found;
  if (reference !== null)
    return { says: `Adopted by decision ${reference}`, href: `/decisions/${reference}` };
  const says = earlierInWords(minutes, reason);
  return says === undefined ? undefined : { says, href: null };
}
