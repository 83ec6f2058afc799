import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findRequestById, listSplit, type Request } from './queries.ts';
import { isOpen, mayBecome, type RequestState, STATE_SAYS } from './states.ts';

interface NewStep {
  readonly state: RequestState;
  readonly on: PlainDate;
  readonly decisionId?: string | undefined;
  readonly deferredTo?: PlainDate | undefined;
  readonly reason?: string | undefined;
}

/** Takes a step, if the table of states allows it from where the request is. Row level security decides who may. */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  request: { readonly id: string; readonly agencyId: string | null },
  step: NewStep,
): Promise<{ position: number } | Refusal> {
  const last = await tx
    .selectFrom('fund.request_step')
    .select(['position', 'state'])
    .where('request_id', '=', request.id)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last ? !mayBecome(last.state, step.state) : step.state !== 'draft')
    return refused(
      'not-from-this-state',
      last
        ? `This request is ${STATE_SAYS[last.state].toLowerCase()}: it cannot become ${STATE_SAYS[step.state].toLowerCase()} from there.`
        : 'A request starts as a draft.',
      { details: { from: last?.state ?? null, to: step.state } },
    );
  const decision =
    step.decisionId === undefined
      ? undefined
      : await tx
          .selectFrom('governance.decision')
          .select('outcome')
          .where('id', '=', step.decisionId)
          .executeTakeFirst();
  const position = (last?.position ?? 0) + 1;
  await tx
    .insertInto('fund.request_step')
    .values({
      partnership_id: actor.partnershipId,
      request_id: request.id,
      position,
      state: step.state,
      on_day: step.on,
      decision_id: step.decisionId ?? null,
      decision_outcome: decision?.outcome ?? null,
      deferred_to: step.deferredTo ?? null,
      reason: step.reason?.trim() ?? '',
      agency_id: request.agencyId,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  // Takes the request's lock too, so that nobody changes what a board is being shown.
  await tx
    .updateTable('fund.request')
    .set({ open: isOpen(step.state) })
    .where('id', '=', request.id)
    .execute();
  return { position };
}

async function byHand(
  tx: Tx,
  actor: Actor,
  input: { readonly requestId: string; readonly on: PlainDate; readonly reason?: string | undefined },
  state: 'submitted' | 'withdrawn',
  hindrance?: (request: Request) => Promise<Refusal | undefined>,
): Promise<{ slug: string } | Refusal> {
  const request = await findRequestById(tx, input.requestId);
  if (!request) return notFound('request');
  if (!mayFor(actor, 'fund.keep', null) && !mayFor(actor, 'fund.request', request.agencyId))
    return notAllowed();
  const refusal = await hindrance?.(request);
  if (refusal) return refusal;
  const step = await takeStep(tx, actor, request, { state, on: input.on, reason: input.reason });
  if (isRefusal(step)) return step;
  await recordCommand(tx, actor, {
    action: `request.${state}`,
    subject: { kind: 'request', id: request.id },
    ...(input.reason ? { detail: { reason: input.reason } } : {}),
  });
  return { slug: request.slug };
}

/** Puts a request before the boards. From then on its figures stay as they are, until it is referred back. */
export const submitRequest = (
  tx: Tx,
  actor: Actor,
  input: { readonly requestId: string; readonly on: PlainDate },
): Promise<{ slug: string } | Refusal> =>
  byHand(tx, actor, input, 'submitted', async (request) => {
    const shares = await listSplit(tx, request.id);
    const sum = shares.reduce((total, share) => total + share.pence, 0);
    if (shares.length === 0 || sum === request.pence) return undefined;
    return refused(
      'split-does-not-add-up',
      'The proposed split no longer adds up to what is asked for. Propose it again.',
      {
        field: 'split',
        details: { sum, asked: request.pence },
      },
    );
  });

/** Takes a request back, before a board has endorsed it. */
export const withdrawRequest = (
  tx: Tx,
  actor: Actor,
  input: { readonly requestId: string; readonly on: PlainDate; readonly reason: string },
): Promise<{ slug: string } | Refusal> =>
  byHand(tx, actor, input, 'withdrawn', async () =>
    input.reason.trim() === ''
      ? refused('reason-needed', 'Say why the request is withdrawn.', { field: 'reason' })
      : undefined,
  );
