import { formatPence } from '../../../kernel/pence.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { lockStream } from '../ledger/balances.ts';
import { type Late, type OfRequest, type Posted, postEntry } from '../ledger/entry.ts';
import { stillHeld } from '../ledger/held.ts';
import { offerMoney } from './offers.ts';
import { listSplit, type Request } from './queries.ts';
import { judgeCommitment } from './verdicts.ts';

/** Commits the proposed split of a request: every share is judged, and all of it is committed or nothing. */
export async function commitSplit(
  tx: Tx,
  actor: Actor,
  request: Request,
  by: {
    readonly kind: 'reserved' | 'allocated';
    readonly decisionId: string;
    readonly on: PlainDate;
    readonly says: string;
    readonly late?: Late | undefined;
  },
): Promise<readonly { stream: string; pence: number }[] | Refusal> {
  const shares = await listSplit(tx, request.id);
  const sum = shares.reduce((total, share) => total + share.pence, 0);
  if (sum !== request.pence)
    return refused(
      'split-does-not-add-up',
      shares.length === 0
        ? `Nobody has proposed yet which streams pay the ${formatPence(request.pence)}.`
        : `The streams would pay ${formatPence(sum)}, and ${formatPence(request.pence)} is asked for.`,
      { field: 'split', details: { sum, asked: request.pence } },
    );
  const decided = by.kind === 'reserved' ? 'endorsed-on-condition' : 'endorsed';
  for (const share of shares) {
    const judged = await judgeCommitment(tx, actor, request, share, by.on);
    if (isRefusal(judged)) return judged;
    const posted = await postEntry(tx, actor, {
      streamId: share.streamId,
      kind: by.kind,
      from: 'available',
      to: by.kind,
      pence: share.pence,
      on: by.on,
      says: by.says,
      request: { ...ofRequest(request), decisionId: by.decisionId, decided },
      verdictId: judged.verdictId,
      late: by.late,
    });
    if (isRefusal(posted)) return posted;
  }
  return shares.map(({ stream, pence }) => ({ stream, pence }));
}

export const ofRequest = ({
  id,
  projectId,
  agencyId,
}: Request): Omit<OfRequest, 'decisionId' | 'decided'> => ({
  id,
  projectId,
  agencyId,
});

/** Posts reserved money to allocated: all of it, or a part of one stream's. The rules are asked again. */
export async function postReserved(
  tx: Tx,
  actor: Actor,
  request: Request,
  input: {
    readonly on: PlainDate;
    readonly says: string;
    readonly late?: Late | undefined;
    readonly part?: { readonly streamId: string; readonly pence: number } | undefined;
  },
): Promise<readonly { stream: string; pence: number }[] | Refusal> {
  const done: { stream: string; pence: number }[] = [];
  for (const one of await stillHeld(tx, { requestId: request.id })) {
    const pence =
      input.part === undefined ? one.reserved : input.part.streamId === one.streamId ? input.part.pence : 0;
    if (pence === 0) continue;
    const judged = await judgeCommitment(tx, actor, request, { streamId: one.streamId, pence }, input.on);
    if (isRefusal(judged)) return judged;
    const posted = await postEntry(tx, actor, {
      streamId: one.streamId,
      kind: 'posted',
      from: 'reserved',
      to: 'allocated',
      pence,
      on: input.on,
      says: input.says,
      request: one.request,
      verdictId: judged.verdictId,
      late: input.late,
    });
    if (isRefusal(posted)) return posted;
    done.push({ stream: one.stream, pence });
  }
  return done;
}

const GIVING_BACK = { reserved: 'released', allocated: 'freed', spent: 'returned' } as const;

/**
 * Gives money of a request back to the stream it came from, restriction intact; where the stream has lapsed by then it is
 * owed to the funder. Deferred requests that it may lawfully pay are offered it in the same transaction.
 */
export async function giveBack(
  tx: Tx,
  actor: Actor,
  input: {
    readonly streamId: string;
    readonly from: keyof typeof GIVING_BACK;
    readonly pence: number;
    readonly on: PlainDate;
    readonly says: string;
    readonly request: OfRequest;
    readonly evidence?: string | undefined;
    /** Where mails lead; without it nobody is written to. */
    readonly site?: string | undefined;
  },
): Promise<(Posted & { to: 'available' | 'owed'; offered: number }) | Refusal> {
  const { site, from, ...rest } = input;
  await lockStream(tx, input.streamId);
  const stream = await tx
    .selectFrom('fund.stream')
    .select('lapses_on')
    .where('id', '=', input.streamId)
    .executeTakeFirst();
  const to = stream?.lapses_on != null && input.on > stream.lapses_on ? 'owed' : 'available';
  const posted = await postEntry(tx, actor, { ...rest, kind: GIVING_BACK[from], from, to });
  if (isRefusal(posted)) return posted;
  const offered =
    to === 'owed'
      ? 0
      : await offerMoney(tx, actor, { entryId: posted.id, streamId: input.streamId, on: input.on, site });
  return { ...posted, to, offered };
}

/** Gives back whatever a request still holds and has not spent. */
export async function giveBackAll(
  tx: Tx,
  actor: Actor,
  request: Request,
  input: {
    readonly on: PlainDate;
    readonly says: string;
    readonly by?: Pick<OfRequest, 'decisionId' | 'decided'> | undefined;
    readonly site?: string | undefined;
  },
): Promise<number | Refusal> {
  let sum = 0;
  for (const one of await stillHeld(tx, { requestId: request.id }))
    for (const from of ['reserved', 'allocated'] as const) {
      if (one[from] === 0) continue;
      const given = await giveBack(tx, actor, {
        streamId: one.streamId,
        from,
        pence: one[from],
        on: input.on,
        says: input.says,
        request: { ...one.request, ...input.by },
        site: input.site,
      });
      if (isRefusal(given)) return given;
      sum += one[from];
    }
  return sum;
}
