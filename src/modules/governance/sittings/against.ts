import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SittingStatus } from '../queries.ts';

/** Named rule: a sitting that decided with a quorum was not inquorate, and one at which somebody was, was not cancelled. */
export async function recordSpeaksAgainst(
  tx: Tx,
  sittingId: string,
  outcome: SittingStatus,
): Promise<Refusal | undefined> {
  const decided = await tx
    .selectFrom('governance.decision')
    .select(['reference', 'quorate'])
    .where('sitting_id', '=', sittingId)
    .orderBy('id')
    .execute();
  const quorate = decided.find((one) => one.quorate === true);
  if (outcome === 'inquorate' && quorate)
    return refused(
      'sitting-was-quorate',
      `Decision ${quorate.reference} was taken there with a quorum. Record that it was held, or adjourned: what was decided without a quorum waits to be ratified by itself.`,
      { field: 'outcome' },
    );
  if (outcome !== 'cancelled') return undefined;
  const came = await tx
    .selectFrom('governance.presence')
    .select('id')
    .where('sitting_id', '=', sittingId)
    .limit(1)
    .executeTakeFirst();
  return decided.length > 0 || came
    ? refused(
        'sitting-took-place',
        'Who was there, or what was decided, is recorded of it: it was not cancelled.',
        {
          field: 'outcome',
        },
      )
    : undefined;
}
