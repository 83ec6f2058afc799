import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { findHandover, type Handover, listHandoverItems } from './handover-queries.ts';
import { listProgrammeBoards } from './queries.ts';
import { addProgrammeBoard, endProgrammeBoard } from './relations.ts';

const optionalId = <Kind extends string>() => optionalText().transform((id) => id as Id<Kind> | null);
const words = () => optionalText().transform((text) => text ?? '');

/** What the form of a hand-over asks. */
export const handoverFields = z.object({
  fromBodyId: givenText('Choose the body that hands over').transform((id) => id as Id<'body'>),
  toBodyId: optionalId<'body'>(),
  plannedOn: givenDate('Say by which day it is to be done'),
  placeId: optionalId<'place'>(),
  areaFocus: words(),
  note: words(),
});

/** What is said of one project of a hand-over. */
export const itemFields = z.object({
  ready: z.enum(['yes', 'no'], { error: 'Say whether it is ready' }).transform((answer) => answer === 'yes'),
  toBodyId: optionalId<'body'>(),
  plannedOn: optionalDate(),
  says: words(),
});

export type HandoverFields = z.output<typeof handoverFields>;

const columnsOf = (fields: HandoverFields) => ({
  from_body_id: fields.fromBodyId,
  to_body_id: fields.toBodyId,
  planned_on: fields.plannedOn,
  place_id: fields.placeId,
  area_focus: fields.areaFocus,
  note: fields.note,
});

/** Plans the hand-over of a programme's projects from one body to another. */
export async function planHandover(
  tx: Tx,
  actor: Actor,
  fields: HandoverFields & { readonly subject: { readonly kind: string; readonly id: string } },
): Promise<Id<'handover'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const id = newId<'handover'>();
  await tx
    .insertInto('governance.handover')
    .values({
      partnership_id: actor.partnershipId,
      id,
      subject_kind: fields.subject.kind,
      subject_id: fields.subject.id,
      ...columnsOf(fields),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'handover.plan',
    subject: { kind: 'handover', id },
    detail: { ...fields },
  });
  return id;
}

/** Changes what is planned; `revision` is the one that was seen. What was completed stays. */
export async function changeHandover(
  tx: Tx,
  actor: Actor,
  handoverId: string,
  revision: number,
  fields: HandoverFields,
): Promise<undefined | Refusal> {
  const handover = await openHandover(tx, actor, handoverId);
  if (isRefusal(handover)) return handover;
  const { numUpdatedRows } = await tx
    .updateTable('governance.handover')
    .set({ ...columnsOf(fields), revision: revision + 1 })
    .where('id', '=', handover.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('hand-over');
  await recordCommand(tx, actor, {
    action: 'handover.change',
    subject: { kind: 'handover', id: handover.id },
    detail: { ...fields },
  });
  return undefined;
}

/** Notes whether a project is ready to be handed over, to whom and by when; the latest note counts. */
export async function noteReadiness(
  tx: Tx,
  actor: Actor,
  handoverId: string,
  subject: { readonly kind: string; readonly id: string },
  fields: z.output<typeof itemFields> & { readonly notedOn: PlainDate },
): Promise<undefined | Refusal> {
  const handover = await openHandover(tx, actor, handoverId);
  if (isRefusal(handover)) return handover;
  await tx
    .insertInto('governance.handover_item')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      handover_id: handover.id,
      subject_kind: subject.kind,
      subject_id: subject.id,
      ready: fields.ready,
      to_body_id: fields.toBodyId,
      planned_on: fields.plannedOn,
      says: fields.says,
      noted_on: fields.notedOn,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'handover.note-readiness',
    subject: { kind: 'handover', id: handover.id },
    detail: { ...fields, subject },
  });
  return undefined;
}

/**
 * Completes a hand-over. Refused while a project is not ready or has nobody who takes it, and while it is unsaid how the
 * focus on the area survives. The receiving body becomes the programme board from the next day on.
 */
export async function completeHandover(
  tx: Tx,
  actor: Actor,
  handoverId: string,
  input: { readonly on: PlainDate; readonly says: string; readonly projects: readonly string[] },
): Promise<undefined | Refusal> {
  const handover = await openHandover(tx, actor, handoverId);
  if (isRefusal(handover)) return handover;
  const lacks = await lacking(tx, handover, input.projects);
  if (lacks) return lacks;
  await tx
    .insertInto('governance.handover_completion')
    .values({
      partnership_id: actor.partnershipId,
      handover_id: handover.id,
      completed_on: input.on,
      says: input.says,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  const moved = await moveProgramme(tx, actor, handover, input.on);
  if (moved) return moved;
  await recordCommand(tx, actor, {
    action: 'handover.complete',
    subject: { kind: 'handover', id: handover.id },
    detail: { on: input.on, says: input.says },
  });
  return undefined;
}

async function lacking(
  tx: Tx,
  handover: Handover,
  projects: readonly string[],
): Promise<Refusal | undefined> {
  if (handover.areaFocus.trim() === '')
    return refused('area-focus-unsaid', 'Say first how the focus on the area survives the hand-over.', {
      field: 'areaFocus',
    });
  const items = await listHandoverItems(tx, handover.id);
  const subjects = [...new Set([...projects, ...items.map(({ subjectId }) => subjectId)])];
  const notReady = subjects.filter((id) => !items.some((one) => one.subjectId === id && one.ready));
  if (notReady.length > 0 || subjects.length === 0)
    return refused(
      'handover-not-ready',
      subjects.length === 0
        ? 'No project is part of it yet. Note the readiness of the first one.'
        : `${notReady.length} of ${subjects.length} projects are not ready. Note their readiness first.`,
      { details: { notReady } },
    );
  const homeless = items.filter((one) => one.toBodyId === null && handover.toBodyId === null);
  return homeless.length === 0
    ? undefined
    : refused('handover-to-nobody', 'Say first which body takes each project.', { field: 'toBodyId' });
}

/** The receiving body becomes the programme board where the handing one was. */
async function moveProgramme(
  tx: Tx,
  actor: Actor,
  { subject, fromBodyId, toBodyId }: Handover,
  on: PlainDate,
): Promise<Refusal | undefined> {
  const board = (await listProgrammeBoards(tx)).find(
    (one) => one.bodyId === fromBodyId && one.subjectId === subject.id && one.endsOn === null,
  );
  if (!board || toBodyId === null) return undefined;
  const ended = await endProgrammeBoard(tx, actor, fromBodyId, board.id, on);
  if (ended) return ended;
  const added = await addProgrammeBoard(tx, actor, { bodyId: toBodyId, subject, startsOn: addDays(on, 1) });
  return isRefusal(added) ? added : undefined;
}

async function openHandover(tx: Tx, actor: Actor, id: string): Promise<Handover | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const handover = await findHandover(tx, id);
  if (!handover) return notFound('hand-over');
  return handover.completedOn === null
    ? handover
    : refused('handover-completed-already', 'This hand-over is done and cannot be changed.');
}
