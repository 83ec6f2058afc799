/** What becomes of a place on a programme. */
import { sql } from 'kysely';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { keepEvent } from './events.ts';
import { listPlacements, type Placement } from './queries.ts';
import {
  NEEDS_WORDS,
  NEXT,
  PLACEMENT_STATES,
  type PlacementOutcome,
  type PlacementState,
  TAKES_A_PLACE,
} from './words.ts';

export interface Move {
  readonly id: string;
  readonly revision: number;
  readonly to: PlacementState;
  readonly on: PlainDate;
  readonly words: string;
  /** When a place that is offered begins. */
  readonly startsOn?: PlainDate | null;
  readonly outcome?: PlacementOutcome | null;
}

/** Who may move it there: the agency that runs the programme; who referred may only withdraw. */
const mayMove = (own: string | undefined, placement: Placement, to: PlacementState): boolean =>
  own === placement.agencyId || (own === placement.fromAgencyId && to === 'withdrawn');

/** By when the next step is due. */
const dueAfter = ({ to, on, startsOn }: Move, before: Placement): PlainDate | null =>
  to === 'accepted'
    ? (startsOn ?? null)
    : to === 'tasted'
      ? before.dueOn
      : to === 'completed'
        ? addMonths(on, 6)
        : null;

/**
 * Moves a placement on. Refused: not-found, not-allowed, placement-cannot-move, words-missing, place-begins-when,
 * programme-is-full, moved-before-it-began, placement-of-a-minor-begins-with-consent, changed-meanwhile.
 */
export async function movePlacement(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  move: Move,
): Promise<{ id: string } | Refusal> {
  const [before] = await listPlacements(tx, actor, subjects, { id: move.id });
  if (!before) return notFound('placement');
  const own = agencyOf(actor);
  if (own === undefined || !mayFor(actor, 'casework.write', own) || !mayMove(own, before, move.to))
    return notAllowed();
  const wrong = await wrongMove(tx, actor, before, move);
  if (wrong) return wrong;
  const { numUpdatedRows } = await tx
    .updateTable('casework.placement')
    .set({
      state: move.to,
      state_on: move.on,
      due_on: dueAfter(move, before),
      ...(move.to === 'completed' ? { completed_on: move.on } : {}),
      ...(move.to === 'followed-up' ? { outcome: move.outcome ?? null } : {}),
      review_on: await reviewOn(tx, actor, 'programme', move.on),
      revision: move.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', move.id)
    .where('revision', '=', move.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('placement');
  const agencyIds = [...new Set([before.agencyId, before.fromAgencyId])];
  await keepEvent(
    tx,
    actor,
    subjects,
    { id: move.id, agencyIds, restricted: before.restricted },
    { from: before.state, to: move.to, on: move.on, words: move.words },
  );
  await recordCommand(tx, actor, {
    action: 'placement.move',
    subject: { kind: 'placement', id: move.id },
    detail: { from: before.state, to: move.to },
  });
  return { id: move.id };
}

async function wrongMove(tx: Tx, actor: Actor, before: Placement, move: Move): Promise<Refusal | undefined> {
  const allowed: readonly PlacementState[] = NEXT[before.state];
  if (!allowed.includes(move.to))
    return refused(
      'placement-cannot-move',
      `It is “${PLACEMENT_STATES[before.state]}”: that cannot be followed by “${PLACEMENT_STATES[move.to]}”.`,
    );
  if (move.on < before.stateOn || move.on > (await businessToday(tx)))
    return refused('moved-before-it-began', 'Give a day between the last step and today.', { field: 'on' });
  if (NEEDS_WORDS.includes(move.to) && move.words.trim() === '')
    return refused('words-missing', 'Say why.', { field: 'words' });
  if (move.to === 'accepted' && !move.startsOn)
    return refused('place-begins-when', 'Say when the place begins.', { field: 'startsOn' });
  if (before.underAge && before.consent !== 'given' && ['tasted', 'started'].includes(move.to))
    return refused(
      'placement-of-a-minor-begins-with-consent',
      'Record the consent of a parent first: the person is under 18.',
    );
  if (move.to === 'started' && before.kind === 'peer-support' && before.matchedOn === null)
    return refused(
      'peer-support-begins-with-a-supporter',
      'Match a supporter first: peer support begins with one.',
    );
  return move.to === 'accepted' ? fullOf(tx, actor, before) : undefined;
}

/** Every place counts, also of those whom the actor may not see. One at a time: two do not take the last place at once. */
async function fullOf(tx: Tx, actor: Actor, { programmeId }: Placement): Promise<Refusal | undefined> {
  await tx
    .selectFrom('casework.programme')
    .select('id')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', programmeId)
    .forUpdate()
    .execute();
  const { places, taken } = await asMachine(tx, actor, async () => {
    const { rows } = await sql<{ places: number; taken: number }>`
      select g.places, (select count(*)::integer from casework.placement p where p.partnership_id = g.partnership_id
        and p.programme_id = g.id and p.state = any(${[...TAKES_A_PLACE]}::text[])) as taken
      from casework.programme g where g.partnership_id = ${actor.partnershipId} and g.id = ${programmeId}`.execute(
      tx,
    );
    return rows[0] ?? { places: 0, taken: 0 };
  });
  return taken >= places ? refused('programme-is-full', `All ${places} places are taken.`) : undefined;
}
