/** A restorative matter begins, moves on, and is joined by agencies. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { type MatterRow, matterRow, matterToWorkOn } from './matter-row.ts';
import { readyFor } from './ready.ts';
import { type MatterKind, type MatterState, NEXT, type NotBecause, type Source, STATES } from './words.ts';

/** Working days in which whoever was asked answers, and days after a meeting on which both sides are asked. */
const ANSWER_DAYS = 10;
const FOLLOW_UP_DAYS = 42;

export interface MatterInput {
  readonly kind: MatterKind;
  readonly source: Source;
  readonly referredOn: PlainDate;
  readonly restricted: boolean;
  /** A case that it hangs on; the actor must see it. */
  readonly caseId: string | null;
  readonly fromAgencyId?: string | null;
}

/** Opens a matter that the actor's agency runs. Refused: not-allowed, not-found (the case), referred-ahead. */
export async function openMatter(
  tx: Tx,
  actor: Actor,
  input: MatterInput,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  if (input.referredOn > (await businessToday(tx)))
    return refused('referred-ahead', 'Give the day on which it was asked for.', { field: 'referredOn' });
  const caseRestricted = input.caseId === null ? false : await restrictedCase(tx, actor, input.caseId);
  if (isRefusal(caseRestricted)) return caseRestricted;
  const id = newId<'restorative'>();
  const restricted = input.restricted || caseRestricted;
  const { rows } = await sql<{ due: PlainDate }>`
    select platform.add_working_days(${input.referredOn}::date, ${ANSWER_DAYS}::integer) as due`.execute(tx);
  const row = { id, agency_ids: [agencyId], restricted };
  await tx
    .insertInto('casework.restorative_matter')
    .values({
      partnership_id: actor.partnershipId,
      ...row,
      agency_id: agencyId,
      kind: input.kind,
      source: input.source,
      from_agency_id: input.fromAgencyId ?? null,
      state: 'referred',
      state_on: input.referredOn,
      referred_on: input.referredOn,
      due_on: rows[0]?.due ?? input.referredOn,
      review_on: await reviewOn(tx, actor, 'case', input.referredOn),
    })
    .execute();
  await takesPart(tx, actor, id, agencyId, agencyId);
  if (input.caseId !== null)
    await tx
      .insertInto('casework.case_link')
      .values({
        partnership_id: actor.partnershipId,
        case_id: input.caseId,
        kind: 'restorative',
        item_id: id,
        agency_ids: [agencyId],
        restricted,
        linked_on: input.referredOn,
      })
      .execute();
  await keepEvent(tx, actor, row, { from: null, to: 'referred', on: input.referredOn });
  await recordCommand(tx, actor, {
    action: 'restorative.open',
    subject: { kind: 'restorative', id },
    detail: { kind: input.kind },
  });
  return { id };
}

/** That an agency takes part, brought in by the one that runs the matter: by it, what that agency writes is tied to the matter. */
const takesPart = (tx: Tx, actor: Actor, matterId: string, agencyId: string, lead: string) =>
  tx
    .insertInto('casework.restorative_agency')
    .values({
      partnership_id: actor.partnershipId,
      matter_id: matterId,
      agency_id: agencyId,
      lead_agency_id: lead,
    })
    .execute();

async function restrictedCase(tx: Tx, actor: Actor, caseId: string): Promise<boolean | Refusal> {
  const row = await tx
    .selectFrom('casework.case_file')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', caseId)
    .select('restricted')
    .executeTakeFirst();
  return row ? row.restricted : notFound('case');
}

async function keepEvent(
  tx: Tx,
  actor: Actor,
  row: Pick<MatterRow, 'id' | 'agency_ids' | 'restricted'>,
  event: { from: MatterState | null; to: MatterState; on: PlainDate },
): Promise<void> {
  await tx
    .insertInto('casework.restorative_event')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      matter_id: row.id,
      agency_id: agencyOf(actor) ?? '',
      agency_ids: [...row.agency_ids],
      restricted: row.restricted,
      account_id: accountOf(actor) ?? null,
      from_state: event.from,
      to_state: event.to,
      at: new Date(),
      on_day: event.on,
    })
    .execute();
}

export interface MatterMove {
  readonly id: string;
  readonly revision: number;
  readonly to: MatterState;
  readonly on: PlainDate;
  /** When the meeting is to be, for one that is being prepared. */
  readonly meetingOn: PlainDate | null;
  readonly because: NotBecause | null;
}

/**
 * Moves a matter on; only the agency that runs it does. Refused: not-found, not-allowed, matter-is-over, matter-cannot-move,
 * moved-before-it-began, meeting-when, not-taken-up-says-why, changed-meanwhile, and what `readyFor` refuses.
 */
export async function moveMatter(tx: Tx, actor: Actor, move: MatterMove): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, move.id);
  if (isRefusal(found)) return found;
  const { row, agencyId } = found;
  if (row.agency_id !== agencyId) return notAllowed();
  const wrong = wrongMove(row, move, await businessToday(tx)) ?? (await readyFor(tx, actor, row, move.to));
  if (wrong) return wrong;
  const { numUpdatedRows } = await tx
    .updateTable('casework.restorative_matter')
    .set({
      state: move.to,
      state_on: move.on,
      due_on:
        move.to === 'preparing'
          ? move.meetingOn
          : move.to === 'held'
            ? addDays(move.on, FOLLOW_UP_DAYS)
            : null,
      ...(move.to === 'held' ? { held_on: move.on } : {}),
      ...(move.to === 'not-taken-up' ? { not_because: move.because } : {}),
      review_on: await reviewOn(tx, actor, 'case', move.on),
      revision: move.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', move.id)
    .where('revision', '=', move.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('matter');
  await keepEvent(tx, actor, row, { from: row.state, to: move.to, on: move.on });
  await recordCommand(tx, actor, {
    action: 'restorative.move',
    subject: { kind: 'restorative', id: move.id },
    detail: { from: row.state, to: move.to },
  });
  return { id: move.id };
}

function wrongMove(row: MatterRow, move: MatterMove, today: PlainDate): Refusal | undefined {
  const allowed: readonly MatterState[] = NEXT[row.state];
  if (!allowed.includes(move.to))
    return refused(
      'matter-cannot-move',
      `It is “${STATES[row.state]}”: that cannot be followed by “${STATES[move.to]}”.`,
    );
  if (move.on < row.state_on || move.on > today)
    return refused('moved-before-it-began', 'Give a day between the last step and today.', { field: 'day' });
  if (move.to === 'preparing' && (move.meetingOn === null || move.meetingOn < move.on))
    return refused('meeting-when', 'Say on which day it is to be held.', { field: 'meetingOn' });
  if (move.to === 'not-taken-up' && move.because === null)
    return refused('not-taken-up-says-why', 'Say why it was not taken up.', { field: 'because' });
  return undefined;
}

/**
 * Another agency takes part from now on: it reads the steps, what was agreed and who runs it, and nobody else's name.
 * Refused: not-found, not-allowed, matter-is-over, takes-part-already, changed-meanwhile.
 */
export async function bringIn(
  tx: Tx,
  actor: Actor,
  input: { readonly id: string; readonly revision: number; readonly agencyId: string },
): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, input.id);
  if (isRefusal(found)) return found;
  const { row, agencyId } = found;
  if (row.agency_id !== agencyId) return notAllowed();
  if (row.agency_ids.includes(input.agencyId))
    return refused('takes-part-already', 'This agency takes part already.', { field: 'agencyId' });
  return asMachine(tx, actor, async () => {
    const { numUpdatedRows } = await tx
      .updateTable('casework.restorative_matter')
      .set({ agency_ids: [...row.agency_ids, input.agencyId], revision: input.revision + 1 })
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', '=', input.id)
      .where('revision', '=', input.revision)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return changedMeanwhile('matter');
    await takesPart(tx, actor, input.id, input.agencyId, agencyId);
    const widen = (table: string, more = sql`true`) =>
      sql`update ${sql.table(`casework.${table}`)} set agency_ids = array_append(agency_ids, ${input.agencyId}::uuid)
        where partnership_id = ${actor.partnershipId} and matter_id = ${input.id} and ${more}`.execute(tx);
    await widen('restorative_event');
    await widen('restorative_item');
    await widen('restorative_person', sql`role in ('facilitator', 'volunteer')`);
    await recordCommand(tx, actor, {
      action: 'restorative.bring-in',
      subject: { kind: 'restorative', id: input.id },
      detail: { agency: input.agencyId },
    });
    return (await matterRow(tx, actor, input.id)) ? { id: input.id } : notFound('restorative matter');
  });
}
