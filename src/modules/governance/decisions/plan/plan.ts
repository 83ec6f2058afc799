import { type Id, newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { findInterest, findPlanned, type InterestKind } from './queries.ts';

/** What is said of something that is to come before a body. */
export interface PlannedFields {
  readonly bodyId: string;
  readonly title: string;
  readonly says: string;
  readonly expectedOn: PlainDate;
  readonly precision: 'day' | 'month';
  readonly type: 'information' | 'discussion' | 'decision';
  readonly keyDecision: boolean;
  readonly subject: { readonly kind: string; readonly id: string } | undefined;
}

const columnsOf = (fields: PlannedFields) => ({
  body_id: fields.bodyId,
  title: fields.title.trim(),
  says: fields.says.trim(),
  expected_on: fields.expectedOn,
  precision: fields.precision,
  type: fields.type,
  key_decision: fields.keyDecision,
  subject_kind: fields.subject?.kind ?? null,
  subject_id: fields.subject?.id ?? null,
});

const mistaken = ({ keyDecision, type }: PlannedFields): Refusal | undefined =>
  keyDecision && type !== 'decision'
    ? refused('key-ones-are-decided', 'A key decision is for decision. Choose that.', { field: 'type' })
    : undefined;

/** Puts something in the forward plan. */
export async function addToForwardPlan(
  tx: Tx,
  actor: Actor,
  fields: PlannedFields,
): Promise<Id<'forward-plan'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const mistake = mistaken(fields);
  if (mistake) return mistake;
  const id = newId<'forward-plan'>();
  await tx
    .insertInto('governance.forward_plan')
    .values({ partnership_id: actor.partnershipId, id, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'forward-plan.add',
    subject: { kind: 'forward-plan', id },
    detail: { ...fields },
  });
  return id;
}

/** Changes what is planned; `revision` is the one that was seen. */
export async function changePlanned(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  fields: PlannedFields,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const mistake = mistaken(fields);
  if (mistake) return mistake;
  return update(tx, actor, { id, revision, action: 'forward-plan.change' }, columnsOf(fields));
}

/** Takes something out of the forward plan on a day; it stays readable. */
export const withdrawPlanned = async (
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  on: PlainDate,
): Promise<undefined | Refusal> =>
  may(actor, 'governance.edit')
    ? update(tx, actor, { id, revision, action: 'forward-plan.withdraw' }, { withdrawn_on: on })
    : notAllowed();

async function update(
  tx: Tx,
  actor: Actor,
  { id, revision, action }: { readonly id: string; readonly revision: number; readonly action: string },
  columns: Partial<ReturnType<typeof columnsOf>> & { readonly withdrawn_on?: PlainDate },
): Promise<undefined | Refusal> {
  const item = await findPlanned(tx, id);
  if (!item) return notFound('item of the forward plan');
  if (item.withdrawnOn) return refused('planned-item-withdrawn', 'It was taken out of the plan already.');
  const { numUpdatedRows } = await tx
    .updateTable('governance.forward_plan')
    .set({ ...columns, revision: item.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('item of the forward plan');
  await recordCommand(tx, actor, { action, subject: { kind: 'forward-plan', id }, detail: { ...columns } });
  return undefined;
}

export interface InterestFields {
  readonly membershipId: string;
  readonly kind: InterestKind;
  readonly says: string;
  readonly agencyId: string | null;
  readonly startsOn: PlainDate;
}

/** Enters an interest of a member in the register. */
export async function registerInterest(
  tx: Tx,
  actor: Actor,
  fields: InterestFields,
): Promise<Id<'interest'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const id = newId<'interest'>();
  await tx
    .insertInto('governance.interest')
    .values({
      partnership_id: actor.partnershipId,
      id,
      membership_id: fields.membershipId,
      kind: fields.kind,
      says: fields.says.trim(),
      agency_id: fields.agencyId,
      starts_on: fields.startsOn,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'interest.register',
    subject: { kind: 'interest', id },
    detail: { ...fields },
  });
  return id;
}

/** Ends an interest on a day; it stays in the register. */
export async function endInterest(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const interest = await findInterest(tx, id);
  if (!interest) return notFound('interest');
  if (interest.endsOn) return refused('interest-ended', 'This interest was ended already.');
  const { numUpdatedRows } = await tx
    .updateTable('governance.interest')
    .set({ ends_on: endsOn, revision: interest.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('interest');
  await recordCommand(tx, actor, {
    action: 'interest.end',
    subject: { kind: 'interest', id },
    detail: { endsOn },
  });
  return undefined;
}
