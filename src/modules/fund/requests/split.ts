import { formatPence } from '../../../kernel/pence.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { mayKeep } from './request.ts';

/**
 * Proposes which streams pay how much; an empty list takes it back. Who asks may change it while the request is open, the
 * keeper of the fund until a board has endorsed it.
 */
export async function proposeSplit(
  tx: Tx,
  actor: Actor,
  input: {
    readonly requestId: string;
    readonly shares: readonly { readonly streamId: string; readonly pence: number }[];
  },
): Promise<{ slug: string } | Refusal> {
  // Whoever decides of it waits, or has decided.
  await tx.selectFrom('fund.request').select('id').where('id', '=', input.requestId).forUpdate().execute();
  const request = await tx
    .selectFrom('fund.request_now')
    .select(['id', 'slug', 'pence', 'state', 'open', 'agency_id as agencyId'])
    .where('id', '=', input.requestId)
    .executeTakeFirst();
  if (!request) return notFound('request');
  const { agencyId } = request as { agencyId: string | null };
  if (!mayKeep(actor, agencyId)) return notAllowed();
  if (['endorsed', 'endorsed-on-condition', 'withdrawn', 'ended', 'refused'].includes(request.state))
    return refused(
      'split-is-decided',
      'The split can no longer be changed: the board has decided, or the request is over.',
      { details: { state: request.state } },
    );
  if (!request.open && !mayFor(actor, 'fund.keep', null))
    return refused(
      'request-is-not-open',
      'The boards have this request: only the keeper of the fund can change now which streams pay.',
      { details: { state: request.state } },
    );
  const sum = input.shares.reduce((total, share) => total + share.pence, 0);
  if (input.shares.length > 0 && sum !== request.pence)
    return refused(
      'split-does-not-add-up',
      `The streams would pay ${formatPence(sum)}, and ${formatPence(request.pence)} is asked for.`,
      { field: 'split', details: { sum, asked: request.pence } },
    );
  await tx.deleteFrom('fund.split').where('request_id', '=', request.id).execute();
  if (input.shares.length > 0)
    await tx
      .insertInto('fund.split')
      .values(
        input.shares.map((share) => ({
          partnership_id: actor.partnershipId,
          request_id: request.id,
          stream_id: share.streamId,
          pence: share.pence,
          agency_id: agencyId,
          open: request.open ?? true,
        })),
      )
      .execute();
  await recordCommand(tx, actor, {
    action: 'request.split-proposed',
    subject: { kind: 'request', id: request.id },
    detail: { shares: input.shares },
  });
  return { slug: request.slug };
}
