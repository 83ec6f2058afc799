import { type Id, isUuid, newId } from '../../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { tellFollowers } from '../../../../platform/live.ts';
import { nextSitting } from '../../queries.ts';
import { addAgendaItem } from '../../sittings/agenda.ts';
import { type Action, findAction } from './queries.ts';

export const CLOSURES = {
  done: 'Done',
  'partly-done': 'Partly done',
  'not-doing': 'Will not be done',
  overtaken: 'Overtaken by events',
} as const;

/** Why an item is exempt that follows an action set at an exempt item. */
export const EXEMPT_AS_BEFORE = 'Follows an action that was set at an exempt item';

export type Closure = keyof typeof CLOSURES;

export interface ActionInput {
  readonly bodyId: string;
  readonly sittingId?: string | null | undefined;
  readonly itemId?: string | null | undefined;
  readonly says: string;
  readonly ownerAgencyId?: string | null | undefined;
  /** Its agency then answers for the action. */
  readonly ownerPostId?: string | null | undefined;
  readonly setOn: PlainDate;
  readonly dueOn: PlainDate;
}

/** Sets an action of a body: who does what by when. */
export async function addAction(tx: Tx, actor: Actor, input: ActionInput): Promise<Id<'action'> | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  if ([input.ownerPostId, input.ownerAgencyId].some((owner) => owner && !isUuid(owner)))
    return refused('owner-unknown', 'Choose who does it.', { field: 'ownerAgencyId' });
  const post =
    input.ownerPostId &&
    (await tx
      .selectFrom('partners.post')
      .select('agency_id')
      .where('id', '=', input.ownerPostId)
      .executeTakeFirst());
  if (input.ownerPostId && !post)
    return refused('post-unknown', 'Choose who does it.', { field: 'ownerPostId' });
  const exempt = await atExemptItem(tx, input);
  if (isRefusal(exempt)) return exempt;
  const id = newId<'action'>();
  await tx
    .insertInto('governance.action')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: input.bodyId,
      sitting_id: input.sittingId ?? null,
      item_id: input.itemId ?? null,
      exempt,
      says: input.says.trim(),
      owner_agency_id: (post ? post.agency_id : null) ?? input.ownerAgencyId ?? null,
      owner_post_id: input.ownerPostId ?? null,
      set_on: input.setOn,
      due_on: input.dueOn,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  if (input.sittingId) tellFollowers(tx, input.sittingId);
  await recordCommand(tx, actor, {
    action: 'action.set',
    subject: { kind: 'action', id },
    detail: { ...input, ...(exempt ? { says: undefined } : {}) },
  });
  return id;
}

/** An action that is set at an exempt item is exempt with it. */
async function atExemptItem(
  tx: Tx,
  { sittingId, itemId }: Pick<ActionInput, 'sittingId' | 'itemId'>,
): Promise<boolean | Refusal> {
  if (!itemId) return false;
  const unknown = refused('not-on-this-agenda', 'Choose an item of this agenda.', { field: 'itemId' });
  if (!isUuid(itemId) || !sittingId) return unknown;
  const item = await tx
    .selectFrom('governance.agenda_item')
    .select('exempt')
    .where('id', '=', itemId)
    .where('sitting_id', '=', sittingId)
    .executeTakeFirst();
  return item ? item.exempt : unknown;
}

const open = async (tx: Tx, id: string): Promise<Action | Refusal> => {
  const action = await findAction(tx, id);
  if (!action) return notFound('action');
  return action.closedOn === null
    ? action
    : refused('action-is-closed', `This action was closed on ${longDate(action.closedOn)}.`);
};

/** Closes an action with what shows it: by who records the meetings, or by somebody of the agency that owes it. */
export async function closeAction(
  tx: Tx,
  actor: Actor,
  input: {
    readonly actionId: string;
    readonly outcome: Closure;
    readonly evidence: string;
    readonly on: PlainDate;
  },
): Promise<undefined | Refusal> {
  const action = await open(tx, input.actionId);
  if (isRefusal(action)) return action;
  if (!may(actor, 'meeting.record') && !mayFor(actor, 'action.report', action.ownerAgencyId))
    return notAllowed();
  await tx
    .insertInto('governance.action_closure')
    .values({
      partnership_id: actor.partnershipId,
      action_id: action.id,
      exempt: action.exempt,
      owner_agency_id: action.ownerAgencyId,
      closed_on: input.on,
      outcome: input.outcome,
      evidence: input.evidence.trim(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'action.close',
    subject: { kind: 'action', id: action.id },
    detail: { ...input, ...(action.exempt ? { evidence: undefined } : {}) },
  });
  return undefined;
}

/** Gives an open action another day; `revision` is the one that was seen. */
export async function postponeAction(
  tx: Tx,
  actor: Actor,
  input: { readonly actionId: string; readonly revision: number; readonly dueOn: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  const action = await open(tx, input.actionId);
  if (isRefusal(action)) return action;
  const { numUpdatedRows } = await tx
    .updateTable('governance.action')
    .set({ due_on: input.dueOn, revision: action.revision + 1 })
    .where('id', '=', action.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('action');
  await recordCommand(tx, actor, {
    action: 'action.postpone',
    subject: { kind: 'action', id: action.id },
    detail: { from: action.dueOn, to: input.dueOn },
  });
  return undefined;
}

/** Puts an open action on the agenda of its body's next sitting, once for each sitting. */
export async function carryAction(
  tx: Tx,
  actor: Actor,
  input: { readonly actionId: string; readonly from: PlainDate },
): Promise<Id<'agenda-item'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const action = await open(tx, input.actionId);
  if (isRefusal(action)) return action;
  const next = await nextSitting(tx, action.bodyId, input.from);
  if (!next) return refused('no-sitting-to-come', `Plan the next sitting of the ${action.body} first.`);
  const there = await tx
    .selectFrom('governance.agenda_item')
    .select('id')
    .where('sitting_id', '=', next.id)
    .where('from_kind', '=', 'action')
    .where('from_id', '=', action.id)
    .where('withdrawn_on', 'is', null)
    .executeTakeFirst();
  if (there) return refused('is-on-the-agenda', 'This action is on the next agenda already.');
  return addAgendaItem(tx, actor, {
    sittingId: next.id,
    title: `Action: ${action.says}`,
    type: 'discussion',
    ...(action.exempt ? { exemptReason: EXEMPT_AS_BEFORE } : {}),
    ownerAgencyId: action.ownerAgencyId,
    ownerPostId: action.ownerPostId,
    from: { kind: 'action', id: action.id },
  });
}
