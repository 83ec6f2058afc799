/** What becomes of money that was allocated: it is drawn with evidence, comes back with a reason, and in the end is let go. */
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type FileStore, storeFile } from '../../../platform/files.ts';
import { lockStream } from '../ledger/balances.ts';
import { type Posted, postEntry } from '../ledger/entry.ts';
import { type StillHeld, stillHeld } from '../ledger/held.ts';
import { listRules } from '../streams/queries.ts';
import { giveBack, giveBackAll } from './commitments.ts';
import { findRequestById, type Request } from './queries.ts';
import { mayKeep } from './request.ts';
import { takeStep } from './steps.ts';

interface FromStream {
  readonly requestId: string;
  readonly streamId: string;
  readonly pence: number;
  readonly on: PlainDate;
}

/** The request and what it holds in the stream, when the actor may move it. */
async function holding(
  tx: Tx,
  actor: Actor,
  { requestId, streamId }: FromStream,
): Promise<{ request: Request; held: StillHeld } | Refusal> {
  const request = await findRequestById(tx, requestId);
  if (!request) return notFound('request');
  if (!mayKeep(actor, request.agencyId)) return notAllowed();
  const held = (await stillHeld(tx, { requestId })).find((one) => one.streamId === streamId);
  if (!held)
    return refused('nothing-from-this-stream', 'No board has given this request money from this stream.', {
      field: 'stream',
    });
  return { request, held };
}

/**
 * Draws allocated money, with what shows that it was spent. Refused while it is only reserved: money endorsed on a
 * condition is drawn once the condition is met.
 */
export async function drawDown(
  tx: Tx,
  actor: Actor,
  input: FromStream & {
    readonly evidence: string;
    /** A copy of what shows it; kept once nothing else speaks against the drawing. */
    readonly file?:
      | { readonly store: FileStore; readonly upload: { readonly fileName: string; readonly bytes: Buffer } }
      | undefined;
    /** Why it is entered only after the stream has lapsed. */
    readonly lateReason?: string | undefined;
  },
): Promise<Posted | Refusal> {
  const found = await holding(tx, actor, input);
  if (isRefusal(found)) return found;
  const { held, request } = found;
  if (held.reserved > 0 && held.allocated === 0)
    return refused(
      'money-is-only-reserved',
      `${formatPence(held.reserved)} of ${held.stream} is reserved for this request, and can be drawn once the condition of its endorsement is met.`,
      { field: 'amount', details: { reserved: held.reserved } },
    );
  if (input.evidence.trim() === '')
    return refused('entry-drawdown-has-evidence', 'Say what shows that the money was spent.', {
      field: 'evidence',
    });
  const outside = await outsideDates(tx, input, held.stream);
  if (outside) return outside;
  const stored = input.file && (await storeFile(tx, actor, input.file.store, input.file.upload));
  if (isRefusal(stored)) return { ...stored, field: 'file' };
  return postEntry(tx, actor, {
    streamId: input.streamId,
    kind: 'drawn',
    from: 'allocated',
    to: 'spent',
    pence: input.pence,
    on: input.on,
    says: `Drawn for ${request.title}`,
    evidence: input.evidence,
    fileId: stored?.id,
    late: input.lateReason ? { reason: input.lateReason, evidence: input.evidence } : undefined,
    request: held.request,
  });
}

/** Named rule: what a restriction allows between two days is spent between them, whatever was planned. */
async function outsideDates(
  tx: Tx,
  { streamId, on }: FromStream,
  stream: string,
): Promise<Refusal | undefined> {
  await lockStream(tx, streamId);
  const rule = (await listRules(tx, [streamId])).find(
    ({ kind, fromOn, untilOn, liftedOn }) =>
      kind === 'dates' &&
      (liftedOn === null || liftedOn > on) &&
      ((fromOn !== null && on < fromOn) || (untilOn !== null && on > untilOn)),
  );
  return (
    rule &&
    refused('restricted', `${stream} may not pay on ${longDate(on)}. ${rule.says}`, {
      field: 'day',
      details: { rule: rule.id },
    })
  );
}

/** Returns money to the stream it came from, with the reason: what was drawn and not used, or allocated and not needed. */
export async function returnMoney(
  tx: Tx,
  actor: Actor,
  input: FromStream & {
    readonly from: 'spent' | 'allocated';
    readonly reason: string;
    readonly evidence?: string | undefined;
    readonly site?: string | undefined;
  },
): Promise<(Posted & { to: 'available' | 'owed'; offered: number }) | Refusal> {
  const found = await holding(tx, actor, input);
  if (isRefusal(found)) return found;
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Say why the money comes back.', { field: 'reason' });
  return giveBack(tx, actor, {
    streamId: input.streamId,
    from: input.from,
    pence: input.pence,
    on: input.on,
    says: input.reason,
    evidence: input.evidence,
    request: found.held.request,
    site: input.site,
  });
}

/** Releases a part of what is reserved, or all of it, without another decision: less is needed than was endorsed. */
export async function releaseReserved(
  tx: Tx,
  actor: Actor,
  input: FromStream & { readonly reason: string; readonly site?: string | undefined },
): Promise<Posted | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const found = await holding(tx, actor, input);
  if (isRefusal(found)) return found;
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Say why the money is released.', { field: 'reason' });
  return giveBack(tx, actor, { ...input, from: 'reserved', says: input.reason, request: found.held.request });
}

/** Ends a request: what it still holds and has not spent goes back to where it came from, with the reason. */
export async function endRequest(
  tx: Tx,
  actor: Actor,
  input: {
    readonly requestId: string;
    readonly on: PlainDate;
    readonly reason: string;
    readonly site?: string | undefined;
  },
): Promise<{ slug: string; givenBack: number } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const request = await findRequestById(tx, input.requestId);
  if (!request) return notFound('request');
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Say how the request ended.', { field: 'reason' });
  const givenBack = await giveBackAll(tx, actor, request, {
    on: input.on,
    says: input.reason,
    site: input.site,
  });
  if (isRefusal(givenBack)) return givenBack;
  const step = await takeStep(tx, actor, request, { state: 'ended', on: input.on, reason: input.reason });
  if (isRefusal(step)) return step;
  await recordCommand(tx, actor, {
    action: 'request.ended',
    subject: { kind: 'request', id: request.id },
    detail: { reason: input.reason, givenBack },
  });
  return { slug: request.slug, givenBack };
}
