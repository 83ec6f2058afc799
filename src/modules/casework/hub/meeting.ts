/** The weekly hub: planned, opened, run item by item, closed. Its decisions become tasks. */
import { newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { tellFollowers } from '../../../platform/live.ts';
import { caseToWorkOn } from '../cases/case-row.ts';
import { addTask, type TaskFields } from '../cases/tasks.ts';
import { asMachine } from '../purpose/working.ts';
import { reviewOn } from '../retention/review-on.ts';
import { buildAgenda } from './agenda.ts';
import { findItem, findMeeting, type Item, type MeetingRow } from './queries.ts';

const WEEK = 7;

/** Plans a meeting of the hub and builds its agenda. It looks back to the last one, or a week. Refuses `not-allowed`. */
export async function planMeeting(
  tx: Tx,
  actor: Actor,
  input: { onDay: PlainDate; agencyIds: readonly string[] },
): Promise<{ id: string; added: number } | Refusal> {
  const own = agencyOf(actor);
  if (own === undefined || !mayFor(actor, 'hub.run', own)) return notAllowed();
  const agencyIds = [...new Set([own, ...input.agencyIds])];
  const before = await tx
    .selectFrom('casework.hub_meeting')
    .where('partnership_id', '=', actor.partnershipId)
    .where('on_day', '<', input.onDay)
    .orderBy('on_day', 'desc')
    .limit(1)
    .select('on_day')
    .executeTakeFirst();
  const id = newId<'hub-meeting'>();
  const since = before?.on_day ?? addDays(input.onDay, -WEEK);
  await tx
    .insertInto('casework.hub_meeting')
    .values({
      partnership_id: actor.partnershipId,
      id,
      on_day: input.onDay,
      agency_ids: agencyIds,
      since,
      review_on: await reviewOn(tx, actor, 'hub', input.onDay),
    })
    .execute();
  const { added } = await buildAgenda(tx, actor, { id, since, onDay: input.onDay, agencyIds });
  await recordCommand(tx, actor, {
    action: 'hub.planned',
    subject: { kind: 'hub-meeting', id },
    detail: { onDay: input.onDay, items: added },
  });
  return { id, added };
}

/** Looks again for what came up since the agenda was built; what stands on it stays. */
export async function refreshAgenda(tx: Tx, actor: Actor, id: string): Promise<{ added: number } | Refusal> {
  const meeting = await meetingToRun(tx, actor, id);
  if (isRefusal(meeting)) return meeting;
  const result = await buildAgenda(tx, actor, meeting);
  await recordCommand(tx, actor, {
    action: 'hub.agenda-built',
    subject: { kind: 'hub-meeting', id },
    detail: result,
  });
  tellFollowers(tx, id);
  return result;
}

/** Opens or closes the meeting. What was not decided is carried over when it closes. */
export async function setMeetingState(
  tx: Tx,
  actor: Actor,
  input: { id: string; revision: number; state: 'open' | 'closed' },
): Promise<{ id: string } | Refusal> {
  const meeting = await meetingToRun(tx, actor, input.id);
  if (isRefusal(meeting)) return meeting;
  const { numUpdatedRows } = await tx
    .updateTable('casework.hub_meeting')
    .set({ state: input.state, revision: input.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('meeting');
  if (input.state === 'closed') await carryOver(tx, actor, input.id);
  await recordCommand(tx, actor, {
    action: input.state === 'open' ? 'hub.opened' : 'hub.closed',
    subject: { kind: 'hub-meeting', id: input.id },
  });
  tellFollowers(tx, input.id);
  return { id: input.id };
}

/** Whatever was not decided comes again, also what who closes the meeting takes no part in. */
const carryOver = (tx: Tx, actor: Actor, meetingId: string): Promise<unknown> =>
  asMachine(tx, actor, () =>
    tx
      .updateTable('casework.hub_item')
      .set({ state: 'carried' })
      .where('partnership_id', '=', actor.partnershipId)
      .where('meeting_id', '=', meetingId)
      .where('state', 'in', ['waiting', 'open'])
      .execute(),
  );

/** Who of the hub's agencies is here; called again it corrects. Refuses `agency-is-not-of-the-hub`. */
export async function recordAttendance(
  tx: Tx,
  actor: Actor,
  input: { id: string; present: readonly string[] },
): Promise<{ id: string } | Refusal> {
  const meeting = await meetingToRun(tx, actor, input.id);
  if (isRefusal(meeting)) return meeting;
  if (input.present.some((id) => !meeting.agencyIds.includes(id)))
    return refused('agency-is-not-of-the-hub', 'Choose among the agencies of this meeting.', {
      field: 'present',
    });
  await tx
    .insertInto('casework.hub_attendance')
    .values(
      meeting.agencyIds.map((agency_id) => ({
        partnership_id: actor.partnershipId,
        meeting_id: input.id,
        agency_id,
        present: input.present.includes(agency_id),
      })),
    )
    .onConflict((there) =>
      there
        .columns(['partnership_id', 'meeting_id', 'agency_id'])
        .doUpdateSet((eb) => ({ present: eb.ref('excluded.present') })),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: 'hub.attendance-recorded',
    subject: { kind: 'hub-meeting', id: input.id },
  });
  tellFollowers(tx, input.id);
  return { id: input.id };
}

/**
 * What was decided of an item, with a task where somebody is to do something. The decision is read by the agencies of the
 * item. Refuses `hub-is-not-open`, `item-is-decided` and, for a task of a case that was closed meanwhile, `case-is-closed`.
 */
export async function decideItem(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { itemId: string; revision: number; words: string; task?: TaskFields | undefined },
): Promise<{ id: string; meetingId: string; taskId?: string } | Refusal> {
  const item = await findItem(tx, actor, input.itemId);
  if (!item) return notFound('item');
  const meeting = await meetingToRun(tx, actor, item.meetingId);
  if (isRefusal(meeting)) return meeting;
  if (meeting.state !== 'open')
    return refused('hub-is-not-open', 'Open the meeting first: decisions are taken while it sits.');
  if (item.state === 'decided') return refused('item-is-decided', 'This item was decided already.');
  const changed = await endItem(tx, actor, input.itemId, input.revision, {
    state: 'decided',
    decision: input.words.trim() === '' ? null : subjects.seal(input.itemId, input.words.trim()),
  });
  if (changed) return changed;
  const task = input.task ? await taskOf(tx, actor, subjects, item, input.task) : undefined;
  if (isRefusal(task)) return task;
  await recordCommand(tx, actor, {
    action: 'hub.item-decided',
    subject: { kind: 'hub-item', id: input.itemId },
  });
  tellFollowers(tx, item.meetingId);
  return { id: input.itemId, meetingId: item.meetingId, ...(task ? { taskId: task.id } : {}) };
}

/** The task of a decision: in a case it is one of that case, while it is open, for the agencies that take part in it now. */
async function taskOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  item: Item,
  task: TaskFields,
): Promise<{ id: string } | Refusal> {
  const file = item.subjectKind === 'case' ? await caseToWorkOn(tx, actor, item.subjectId) : undefined;
  if (isRefusal(file)) return file;
  const { agencyIds, restricted } = item;
  const of = file
    ? { caseId: file.row.id, agencyIds: file.row.agency_ids, restricted: file.row.restricted }
    : { caseId: null, agencyIds, restricted };
  return addTask(tx, actor, subjects, { ...of, hubItemId: item.id }, task);
}

/** Puts an item off to the next meeting, or takes it off because nothing is to be said. */
export async function putOffItem(
  tx: Tx,
  actor: Actor,
  input: { itemId: string; revision: number; state: 'carried' | 'withdrawn' },
): Promise<{ id: string; meetingId: string } | Refusal> {
  const item = await findItem(tx, actor, input.itemId);
  if (!item) return notFound('item');
  const meeting = await meetingToRun(tx, actor, item.meetingId);
  if (isRefusal(meeting)) return meeting;
  const changed = await endItem(tx, actor, input.itemId, input.revision, { state: input.state });
  if (changed) return changed;
  await recordCommand(tx, actor, {
    action: `hub.item-${input.state}`,
    subject: { kind: 'hub-item', id: input.itemId },
  });
  tellFollowers(tx, item.meetingId);
  return { id: input.itemId, meetingId: item.meetingId };
}

async function endItem(
  tx: Tx,
  actor: Actor,
  id: string,
  revision: number,
  columns: { state: 'decided' | 'carried' | 'withdrawn'; decision?: Buffer | null },
): Promise<Refusal | undefined> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.hub_item')
    .set({ ...columns, revision: revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 0n ? changedMeanwhile('item') : undefined;
}

/** The meeting, while it is not closed, to who runs the hub. Refuses `hub-is-closed`. */
async function meetingToRun(tx: Tx, actor: Actor, id: string): Promise<MeetingRow | Refusal> {
  const own = agencyOf(actor);
  const meeting = await findMeeting(tx, actor, id);
  if (!meeting) return notFound('meeting');
  if (own === undefined || !mayFor(actor, 'hub.run', own)) return notAllowed();
  if (meeting.state === 'closed')
    return refused('hub-is-closed', 'This meeting is closed. What came later belongs to the next one.');
  return meeting;
}
