import { createHash } from 'node:crypto';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Job } from '../module.ts';

/** The answer that a first sending got; enough to give it again. */
export interface ReceiptAnswer {
  readonly redirect?: string;
  readonly json?: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Claims a form's or API call's key in the caller's transaction. Gives `new` the first time, the first answer when
 * the same thing was sent before, and a refusal when the key was used for something else. A second sending that
 * arrives while the first is under way waits for it.
 */
export async function claimReceipt(
  tx: Tx,
  actor: Actor,
  key: string,
  sent: unknown,
): Promise<'new' | ReceiptAnswer | Refusal> {
  const fingerprint = createHash('sha256').update(JSON.stringify(sent)).digest();
  const sender = accountOf(actor) ?? 'visitor';
  const claimed = await tx
    .insertInto('platform.receipt')
    .values({ partnership_id: actor.partnershipId, sender, key, fingerprint })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows === 1n) return 'new';
  const earlier = await tx
    .selectFrom('platform.receipt')
    .select(['fingerprint', 'answer'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('sender', '=', sender)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!earlier?.answer || !earlier.fingerprint.equals(fingerprint))
    return refused(
      'key-used',
      'This key was sent before with other contents. Use a new key, and send it again.',
    );
  return earlier.answer as ReceiptAnswer;
}

/** The refusal of `claimReceipt` for people, who know of no keys: what happened, that nothing is lost, and what to do. */
export const sentBefore = (refusal: Refusal, shownAgain: boolean): Refusal => ({
  ...refusal,
  message: `This page was sent before, and what was sent then stands. ${
    shownAgain
      ? 'What is written here now was not taken and is not lost: it stands below. Look it over, and send it again if it is meant too.'
      : 'What was written after that was not taken. Go back to it, keep what is to be kept, open the page anew and send it from there.'
  }`,
});

/** Keeps the answer beside the claimed key. */
export async function keepReceipt(tx: Tx, actor: Actor, key: string, answer: ReceiptAnswer): Promise<void> {
  await tx
    .updateTable('platform.receipt')
    .set({ answer: JSON.stringify(answer) })
    .where('partnership_id', '=', actor.partnershipId)
    .where('sender', '=', accountOf(actor) ?? 'visitor')
    .where('key', '=', key)
    .execute();
}

const KEPT_DAYS = 7;

/** Forgets receipts after a week; no browser or program sends the same thing again after that. */
export const receiptSweep: Job = {
  name: 'receipt.sweep',
  every: '40 3 * * *',
  run: ({ transact }) =>
    transact(['platform.sweep'], async (tx, actor) => {
      await tx
        .deleteFrom('platform.receipt')
        .where('partnership_id', '=', actor.partnershipId)
        .where('at', '<', new Date(Date.now() - KEPT_DAYS * 86_400_000))
        .execute();
    }),
};
