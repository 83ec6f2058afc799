/** What boards decide of a request, and what each outcome does, in the decision's own transaction. */
import { listInWords } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decided, Effect } from '../../../platform/module.ts';
import type { Late } from '../ledger/entry.ts';
import { stillHeld } from '../ledger/held.ts';
import { commitSplit, giveBackAll } from './commitments.ts';
import { addConditions, endorseTheProject, missingOf } from './conditions.ts';
import { findRequestById, listSteps, type Request } from './queries.ts';
import { awaitsDecision, type RequestState, STATE_SAYS } from './states.ts';
import { takeStep } from './steps.ts';

/** The request, when it waits for a board. */
async function waiting(tx: Tx, requestId: string): Promise<Request | Refusal> {
  const request = await findRequestById(tx, requestId);
  if (!request) return notFound('request');
  if (awaitsDecision(request.state)) return request;
  return refused(
    'request-does-not-wait',
    `This request is ${STATE_SAYS[request.state].toLowerCase()}: there is nothing for a board to decide of it.`,
    { details: { state: request.state } },
  );
}

/** An effect that takes a step, after its own work or before it. */
const deciding =
  (
    state: RequestState,
    after: (tx: Tx, actor: Actor, request: Request, decided: Decided) => Promise<string | Refusal>,
  ): Effect =>
  async (tx, actor, requestId, decided) => {
    const request = await waiting(tx, requestId);
    if (isRefusal(request)) return request;
    const step = await takeStep(tx, actor, request, {
      state,
      on: decided.decidedOn,
      decisionId: decided.decisionId,
      deferredTo: decided.deferredTo,
      reason: decided.reason,
    });
    if (isRefusal(step)) return step;
    const says = await after(tx, actor, request, decided);
    if (isRefusal(says)) return says;
    await recordCommand(tx, actor, {
      action: `request.${state}`,
      subject: { kind: 'request', id: request.id },
      detail: { decision: decided.decisionId, says },
    });
    return says;
  };

const inWords = (shares: readonly { stream: string; pence: number }[]): string =>
  listInWords(shares.map(({ stream, pence }) => `${formatPence(pence)} of ${stream}`));

/** A decision that is recorded after a stream has lapsed: its reason says why so late, and the register shows the decision. */
async function lateOf(tx: Tx, { decisionId, reason, body, decidedOn }: Decided): Promise<Late> {
  const decision = await tx
    .selectFrom('governance.decision')
    .select('reference')
    .where('id', '=', decisionId)
    .executeTakeFirst();
  return {
    reason,
    evidence: `Decision ${decision?.reference ?? ''} of the ${body} of ${longDate(decidedOn)}`,
  };
}

const recommended = deciding(
  'recommended',
  async (_tx, _actor, request, { body }) =>
    `The ${body} recommends the request for ${formatPence(request.pence)}.`,
);

/** Named rule: an incomplete project plan is endorsed only on a dated condition. */
const endorsed = deciding('endorsed', async (tx, actor, request, decided) => {
  const missing = await missingOf(tx, request);
  if (missing.length > 0)
    return refused(
      'condition-needed',
      `The project plan does not say ${listInWords(missing)}. The request can be endorsed only on the condition that this is completed by a date.`,
      { field: 'condition', details: { missing } },
    );
  const project = await endorseTheProject(tx, actor, request, decided);
  if (isRefusal(project)) return project;
  const shares = await commitSplit(tx, actor, request, {
    kind: 'allocated',
    decisionId: decided.decisionId,
    on: decided.decidedOn,
    says: `Endorsed by the ${decided.body}`,
    late: await lateOf(tx, decided),
  });
  return isRefusal(shares) ? shares : `${inWords(shares)} is allocated.`;
});

const endorsedOnCondition = deciding('endorsed-on-condition', async (tx, actor, request, decided) => {
  const project = await endorseTheProject(tx, actor, request, decided);
  if (isRefusal(project)) return project;
  const conditions = await addConditions(tx, actor, request, decided);
  if (isRefusal(conditions)) return conditions;
  const shares = await commitSplit(tx, actor, request, {
    kind: 'reserved',
    decisionId: decided.decisionId,
    on: decided.decidedOn,
    says: `Endorsed on condition by the ${decided.body}`,
    late: await lateOf(tx, decided),
  });
  if (isRefusal(shares)) return shares;
  const { missing, dueOn } = conditions;
  const lacks = missing.length > 0 ? `: the project plan still lacks ${listInWords(missing)}` : '';
  return `${inWords(shares)} is reserved until the condition is met, by ${longDate(dueOn)}${lacks}.`;
});

const deferred = deciding('deferred', async (_tx, _actor, _request, { deferredTo }) =>
  deferredTo === undefined
    ? refused('deferral-needs-a-date', 'Say until which day the request is deferred.', {
        field: 'deferredTo',
      })
    : `The request is deferred until ${longDate(deferredTo)}.`,
);

const referredBack = deciding('referred-back', async () => 'The request goes back to whom it came from.');
const refusedByBoard = deciding('refused', async () => 'The request is refused.');

/** A decision is undone: the request is where it was before, and what the decision committed and nobody drew goes back. */
const undone: Effect = async (tx, actor, requestId, decided) => {
  const request = await findRequestById(tx, requestId);
  if (!request) return notFound('request');
  const steps = await listSteps(tx, requestId);
  const undoes = await tx
    .selectFrom('governance.decision')
    .select('undoes_id')
    .where('id', '=', decided.decisionId)
    .executeTakeFirst();
  const byBoard = undoes?.undoes_id ?? steps.findLast((step) => step.decisionId !== null)?.decisionId;
  const at = steps.findIndex((step) => step.decisionId === byBoard);
  const before = steps[at - 1];
  if (!before || steps.at(-1)?.decisionId !== byBoard)
    return refused('later-steps-stand', 'Something was decided of this request since: undo that first.');
  const spent = (await stillHeld(tx, { requestId })).reduce((sum, one) => sum + one.spent, 0);
  if (spent > 0)
    return refused(
      'money-was-drawn',
      `${formatPence(spent)} was drawn on this decision. It can be undone once that has been returned.`,
      { details: { spent } },
    );
  const step = await takeStep(tx, actor, request, {
    state: before.state,
    on: decided.decidedOn,
    decisionId: decided.decisionId,
    deferredTo: before.deferredTo ?? undefined,
    reason: decided.reason,
  });
  if (isRefusal(step)) return step;
  const given = await giveBackAll(tx, actor, request, {
    on: decided.decidedOn,
    says: `The decision was undone: ${decided.reason}`,
    by: { decisionId: decided.decisionId, decided: before.state },
  });
  if (isRefusal(given)) return given;
  await recordCommand(tx, actor, {
    action: 'request.decision-undone',
    subject: { kind: 'request', id: requestId },
    detail: { decision: decided.decisionId, givenBack: given },
  });
  return given > 0
    ? `The request is ${STATE_SAYS[before.state].toLowerCase()} again, and ${formatPence(given)} is free.`
    : `The request is ${STATE_SAYS[before.state].toLowerCase()} again.`;
};

export const requestEffects = {
  recommended,
  endorsed,
  'endorsed-on-condition': endorsedOnCondition,
  deferred,
  'referred-back': referredBack,
  refused: refusedByBoard,
  undone,
} as const;
