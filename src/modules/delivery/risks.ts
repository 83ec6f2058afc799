import { newId } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { type ProjectHead, reportable } from './may.ts';

export const RISK_STATES = ['open', 'controlled', 'closed'] as const;
export type RiskState = (typeof RISK_STATES)[number];

/** How a risk may go on; an open one may be noted again with another likelihood or impact. */
export const RISK_NEXT = {
  open: ['open', 'controlled', 'closed'],
  controlled: ['open', 'controlled', 'closed'],
  closed: ['open'],
} as const satisfies Record<RiskState, readonly RiskState[]>;

export interface RiskNote {
  readonly state: RiskState;
  /** 1 (rare, negligible) to 5 (almost certain, severe). */
  readonly likelihood: number;
  readonly impact: number;
  readonly says: string;
  readonly on: PlainDate;
}

/** `High` from 15 of 25, `Medium` from 8, else `Low`. */
export const riskLevel = (score: number): 'High' | 'Medium' | 'Low' =>
  score >= 15 ? 'High' : score >= 8 ? 'Medium' : 'Low';

const outOfRange = (note: RiskNote): Refusal | undefined => {
  const fields = Object.fromEntries(
    (['likelihood', 'impact'] as const)
      .filter((field) => !(Number.isInteger(note[field]) && note[field] >= 1 && note[field] <= 5))
      .map((field) => [field, `Choose ${field} from 1 to 5.`]),
  );
  return Object.keys(fields).length > 0
    ? refused('risk-out-of-range', 'Likelihood and impact go from 1 to 5.', { details: { fields } })
    : undefined;
};

/** Raises a risk or an issue with its first note. */
export async function raiseRisk(
  tx: Tx,
  actor: Actor,
  input: RiskNote & {
    readonly projectId: string;
    readonly kind: 'risk' | 'issue';
    readonly title: string;
    readonly ownerPostId?: string | undefined;
  },
): Promise<(ProjectHead & { riskId: string }) | Refusal> {
  const project = await reportable(tx, actor, input.projectId);
  if (isRefusal(project)) return project;
  const wrong = outOfRange(input);
  if (wrong) return wrong;
  const id = newId<'risk'>();
  await tx
    .insertInto('delivery.risk')
    .values({
      partnership_id: actor.partnershipId,
      id,
      project_id: project.id,
      agency_id: project.agency_id,
      kind: input.kind,
      title: input.title.trim(),
      owner_post_id: input.ownerPostId ?? null,
      raised_on: input.on,
    })
    .execute();
  await addStatus(tx, actor, id, project, input);
  await recordCommand(tx, actor, {
    action: 'risk.raised',
    subject: { kind: 'risk', id },
    detail: { title: input.title },
  });
  return { ...project, riskId: id };
}

/** Notes how a risk stands now; the notes before stay. */
export async function noteRisk(
  tx: Tx,
  actor: Actor,
  input: RiskNote & { readonly riskId: string },
): Promise<ProjectHead | Refusal> {
  const risk = await tx
    .selectFrom('delivery.risk_now')
    .select(['project_id', 'state'])
    .where('id', '=', input.riskId)
    .executeTakeFirst();
  if (!risk) return notFound('risk');
  const project = await reportable(tx, actor, risk.project_id);
  if (isRefusal(project)) return project;
  const wrong = outOfRange(input);
  if (wrong) return wrong;
  if (!(RISK_NEXT[risk.state as RiskState] as readonly RiskState[]).includes(input.state))
    return refused('risk-state-does-not-follow', 'A closed risk can only be opened again.', {
      field: 'state',
    });
  await addStatus(tx, actor, input.riskId, project, input);
  await recordCommand(tx, actor, {
    action: 'risk.noted',
    subject: { kind: 'risk', id: input.riskId },
    detail: { state: input.state, likelihood: input.likelihood, impact: input.impact },
  });
  return project;
}

const addStatus = (tx: Tx, actor: Actor, riskId: string, project: ProjectHead, note: RiskNote) =>
  tx
    .insertInto('delivery.risk_status')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      risk_id: riskId,
      agency_id: project.agency_id,
      noted_on: note.on,
      state: note.state,
      likelihood: note.likelihood,
      impact: note.impact,
      says: note.says.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
