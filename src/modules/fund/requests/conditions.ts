import { listInWords } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { Decided } from '../../../platform/module.ts';
import { endorseProject, examineForEndorsement } from '../../delivery/index.ts';
import { meetCondition } from '../../governance/index.ts';
import type { Late } from '../ledger/entry.ts';
import { postReserved } from './commitments.ts';
import { findRequestById, listConditions, type Request } from './queries.ts';
import { takeStep } from './steps.ts';

/** What the project plan behind a request still lacks, by name; nothing where no project stands behind it. */
export async function missingOf(tx: Tx, request: Pick<Request, 'projectId'>): Promise<readonly string[]> {
  if (request.projectId === null) return [];
  return (await examineForEndorsement(tx, request.projectId))?.missing ?? [];
}

/** Whom gets money is endorsed: endorses the project with the request, unless a board had endorsed it before. */
export async function endorseTheProject(
  tx: Tx,
  actor: Actor,
  { projectId }: Pick<Request, 'projectId'>,
  { decidedOn, body, decisionId, conditions: [condition] }: Decided,
): Promise<undefined | Refusal> {
  if (projectId === null) return undefined;
  const already = await tx
    .selectFrom('delivery.endorsement')
    .select('id')
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  if (already) return undefined;
  const endorsed = await endorseProject(tx, actor, {
    projectId,
    on: decidedOn,
    by: body,
    ground: { decisionId },
    ...(condition
      ? { condition: { dueOn: condition.dueOn, ownerPostId: condition.ownerPostId, note: condition.says } }
      : {}),
  });
  return isRefusal(endorsed) ? endorsed : undefined;
}

/**
 * Keeps the conditions of an endorsement. What the project plan lacks is listed by name with the first, so that nobody
 * has to type it, and it cannot be called met before the plan says it.
 */
export async function addConditions(
  tx: Tx,
  actor: Actor,
  request: Request,
  decided: Decided,
): Promise<{ missing: readonly string[]; dueOn: PlainDate } | Refusal> {
  const [first] = decided.conditions;
  if (!first)
    return refused('condition-needed', 'Say what the condition is and by when it must be met.', {
      field: 'condition',
    });
  if (decided.conditions.some((one) => one.dueOn <= decided.decidedOn))
    return refused('condition-needs-time', 'The condition must be due after the day of the decision.', {
      field: 'condition',
    });
  const missing = await missingOf(tx, request);
  await tx
    .insertInto('fund.condition')
    .values(
      decided.conditions.map((one, at) => ({
        partnership_id: actor.partnershipId,
        id: one.id,
        request_id: request.id,
        decision_id: decided.decisionId,
        says: one.says,
        missing: at === 0 ? [...missing] : [],
        due_on: one.dueOn,
        owner_agency_id: request.agencyId,
        owner_post_id: one.ownerPostId ?? null,
      })),
    )
    .execute();
  return { missing, dueOn: first.dueOn };
}

/**
 * Marks a condition as met, with what shows it; refused while the project plan still lacks what it lists. Once the last
 * is met, what was reserved is allocated, and the request is endorsed.
 */
export async function meetFundingCondition(
  tx: Tx,
  actor: Actor,
  input: {
    readonly conditionId: string;
    readonly on: PlainDate;
    readonly evidence: string;
    readonly lateReason?: string | undefined;
  },
): Promise<{ slug: string; allocated: readonly { stream: string; pence: number }[] } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const row = await tx
    .selectFrom('fund.condition')
    .select(['request_id', 'missing', 'decision_id'])
    .where('id', '=', input.conditionId)
    .executeTakeFirst();
  const request = row && (await findRequestById(tx, row.request_id));
  if (!row || !request) return notFound('condition');
  if (request.state !== 'endorsed-on-condition')
    return refused('request-has-no-open-condition', 'No condition of this request is open.', {
      details: { state: request.state },
    });
  const met = (await listConditions(tx, request.id)).find((one) => one.id === input.conditionId)?.metOn;
  if (met) return refused('condition-met-already', `This was met on ${longDate(met)} already.`);
  const still = (await missingOf(tx, request)).filter((name) => row.missing.includes(name));
  if (still.length > 0)
    return refused(
      'condition-not-met',
      `The project plan still does not say ${listInWords(still)}. Complete it first.`,
      { details: { missing: still } },
    );
  await tx
    .insertInto('fund.condition_met')
    .values({
      partnership_id: actor.partnershipId,
      condition_id: input.conditionId,
      met_on: input.on,
      evidence: input.evidence.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'request.condition-met',
    subject: { kind: 'request', id: request.id },
    detail: { condition: input.conditionId, evidence: input.evidence },
  });
  const { conditionId, on: metOn, evidence } = input;
  const told = await actingAs(
    tx,
    actor,
    { ...actor, permissions: [...actor.permissions, 'meeting.record'] },
    (register) => meetCondition(tx, register, { conditionId, metOn, evidence, keeper: 'request' }),
  );
  if (isRefusal(told)) return told;
  const open = (await listConditions(tx, request.id)).filter(
    (one) => one.metOn === null && one.decisionId === row.decision_id,
  );
  if (open.length > 0) return { slug: request.slug, allocated: [] };
  const allocated = await postReserved(tx, actor, request, {
    on: input.on,
    says: `The condition is met: ${input.evidence.trim()}`,
    late: input.lateReason ? { reason: input.lateReason, evidence: input.evidence } : undefined,
  });
  if (isRefusal(allocated)) return allocated;
  const step = await takeStep(tx, actor, request, {
    state: 'endorsed',
    on: input.on,
    decisionId: row.decision_id,
    reason: input.evidence,
  });
  return isRefusal(step) ? step : { slug: request.slug, allocated };
}

/** Posts a part of what is reserved in one stream before everything is: what the met conditions already bear. */
export async function postInPart(
  tx: Tx,
  actor: Actor,
  input: {
    readonly requestId: string;
    readonly streamId: string;
    readonly pence: number;
    readonly on: PlainDate;
    readonly reason: string;
    readonly late?: Late | undefined;
  },
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const request = await findRequestById(tx, input.requestId);
  if (!request) return notFound('request');
  if (input.reason.trim() === '')
    return refused('reason-needed', 'Say which met condition bears this part.', { field: 'reason' });
  const conditions = await listConditions(tx, request.id);
  if (!conditions.some((one) => one.metOn !== null))
    return refused(
      'no-condition-is-met',
      'No condition of this request is met yet, so nothing of it may be allocated.',
    );
  const posted = await postReserved(tx, actor, request, {
    on: input.on,
    says: input.reason,
    part: { streamId: input.streamId, pence: input.pence },
    late: input.late,
  });
  if (isRefusal(posted)) return posted;
  return posted.length > 0
    ? { slug: request.slug }
    : refused('nothing-from-this-stream', 'Nothing of this stream is reserved for the request.', {
        field: 'stream',
      });
}
