import { sql } from 'kysely';
import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { findSitting } from '../queries.ts';
import { type AgendaItem, findAgendaItem, type ItemSource, type ItemType, type Subject } from './queries.ts';

/** What is said of an item; whatever is left out is empty. */
export interface AgendaItemFields {
  readonly title: string;
  readonly type: ItemType;
  readonly keyDecision?: boolean;
  readonly ownerPostId?: string | null;
  readonly ownerAgencyId?: string | null;
  readonly minutes?: number | null;
  /** Makes the item exempt: those without leave then cannot see it nor its papers. */
  readonly exemptReason?: string | null;
  readonly proposal?: string;
  /** What it decides or is about, by kind and id. */
  readonly subject?: Subject | null;
}

const columnsOf = (fields: AgendaItemFields) => {
  const exemptReason = fields.exemptReason?.trim() || null;
  return {
    title: fields.title,
    type: fields.type,
    key_decision: fields.keyDecision ?? false,
    owner_post_id: fields.ownerPostId ?? null,
    owner_agency_id: fields.ownerAgencyId ?? null,
    minutes: fields.minutes ?? null,
    exempt: exemptReason !== null,
    exempt_reason: exemptReason,
    proposal: fields.proposal ?? '',
    subject_kind: fields.subject?.kind ?? null,
    subject_id: fields.subject?.id ?? null,
  };
};

/** Numbering counts exempt items too, whoever edits: only so has an item one number for everybody. */
const withLeave = <T>(tx: Tx, actor: Actor, work: () => Promise<T>): Promise<T> =>
  actingAs(tx, actor, { ...actor, permissions: [...actor.permissions, 'papers.exempt'] }, work);

/** Lets one agenda be changed by one person at a time, so that no two items get one number. */
export const holdAgenda = (tx: Tx, sittingId: string) =>
  tx.selectFrom('governance.sitting').select('id').where('id', '=', sittingId).forUpdate().execute();

const inOrder = (tx: Tx, sittingId: string) =>
  tx
    .selectFrom('governance.agenda_item')
    .select(['id', 'position'])
    .where('sitting_id', '=', sittingId)
    .where('withdrawn_on', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();

async function number(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await tx
      .updateTable('governance.agenda_item')
      .set({ position: index + 1 })
      .where('id', '=', id)
      .where('position', '<>', index + 1)
      .execute();
}

/** Puts an item on a sitting's agenda, at its end or `at` a number. A cancelled sitting has no agenda to add to. */
export async function addAgendaItem(
  tx: Tx,
  actor: Actor,
  input: AgendaItemFields & {
    readonly sittingId: string;
    readonly at?: number;
    readonly from?: { readonly kind: ItemSource; readonly id: string };
  },
): Promise<Id<'agenda-item'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const sitting = await findSitting(tx, input.sittingId);
  if (!sitting) return notFound('sitting');
  if (sitting.status === 'cancelled')
    return refused('sitting-is-cancelled', 'This sitting is cancelled. Plan it again first.');
  await holdAgenda(tx, sitting.id);
  const id = newId<'agenda-item'>();
  await withLeave(tx, actor, async () => {
    const ids = (await inOrder(tx, sitting.id)).map((item) => item.id);
    await tx
      .insertInto('governance.agenda_item')
      .values({
        partnership_id: actor.partnershipId,
        id,
        sitting_id: sitting.id,
        position: ids.length + 1,
        ...columnsOf(input),
        from_kind: input.from?.kind ?? null,
        from_id: input.from?.id ?? null,
      })
      .execute();
    if (input.at !== undefined) await number(tx, ids.toSpliced(Math.max(input.at - 1, 0), 0, id));
  });
  await recordCommand(tx, actor, {
    action: 'agenda-item.add',
    subject: { kind: 'sitting', id: sitting.id },
    detail: { itemId: id, type: input.type, exempt: Boolean(input.exemptReason), from: input.from ?? null },
  });
  return id;
}

/** The item, if it is there to be changed by somebody who saw that revision of it. */
async function toChange(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number | undefined,
): Promise<AgendaItem | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const item = await findAgendaItem(tx, id);
  if (!item) return notFound('agenda item');
  if (item.withdrawnOn !== null)
    return refused('item-was-withdrawn', 'This item was withdrawn. Add it to the agenda again.');
  return revision !== undefined && item.revision !== revision ? changedMeanwhile('agenda item') : item;
}

/** Changes what is said of an item. Making it exempt hides its papers, in all their versions, too. */
export async function changeAgendaItem(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  fields: AgendaItemFields,
): Promise<undefined | Refusal> {
  const item = await toChange(tx, actor, id, revision);
  if (isRefusal(item)) return item;
  const columns = columnsOf(fields);
  return withLeave(tx, actor, async () => {
    if (columns.exempt && item.exemptReason === null)
      await tx
        .updateTable('governance.paper')
        .set({ exempt: true })
        .where('item_id', '=', id)
        .where('exempt', '=', false)
        .execute();
    const { numUpdatedRows } = await tx
      .updateTable('governance.agenda_item')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return changedMeanwhile('agenda item');
    await recordCommand(tx, actor, {
      action: 'agenda-item.change',
      subject: { kind: 'sitting', id: item.sittingId },
      detail: { itemId: id, type: fields.type, exempt: columns.exempt },
    });
    return undefined;
  });
}

/** Moves an item one place up or down, or to a number; beyond either end it stays at that end. */
export async function moveAgendaItem(
  tx: Tx,
  actor: Actor,
  id: string,
  to: 'up' | 'down' | number,
): Promise<undefined | Refusal> {
  const item = await toChange(tx, actor, id, undefined);
  if (isRefusal(item)) return item;
  await holdAgenda(tx, item.sittingId);
  await withLeave(tx, actor, async () => {
    const ids = (await inOrder(tx, item.sittingId)).map((one) => one.id);
    const now = ids.indexOf(id);
    const wanted = to === 'up' ? now - 1 : to === 'down' ? now + 1 : to - 1;
    const rest = ids.filter((one) => one !== id);
    await number(tx, rest.toSpliced(Math.min(Math.max(wanted, 0), rest.length), 0, id));
  });
  await recordCommand(tx, actor, {
    action: 'agenda-item.move',
    subject: { kind: 'sitting', id: item.sittingId },
    detail: { itemId: id, to },
  });
  return undefined;
}

/** Takes an item off the agenda on a day; it stays on record, and those after it move up. */
export async function withdrawAgendaItem(
  tx: Tx,
  actor: Actor,
  id: string,
  { revision, on }: { readonly revision: number; readonly on: PlainDate },
): Promise<undefined | Refusal> {
  const item = await toChange(tx, actor, id, revision);
  if (isRefusal(item)) return item;
  await holdAgenda(tx, item.sittingId);
  await withLeave(tx, actor, async () => {
    await tx
      .updateTable('governance.agenda_item')
      .set({ withdrawn_on: on, position: 0, revision: sql`revision + 1` })
      .where('id', '=', id)
      .execute();
    await number(
      tx,
      (await inOrder(tx, item.sittingId)).map((one) => one.id),
    );
  });
  await recordCommand(tx, actor, {
    action: 'agenda-item.withdraw',
    subject: { kind: 'sitting', id: item.sittingId },
    detail: { itemId: id, on },
  });
  return undefined;
}
