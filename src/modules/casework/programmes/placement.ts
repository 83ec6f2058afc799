/** Somebody comes onto a programme, and what becomes of that. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { displayName, findRecord, personCode } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { listPlacements, listProgrammes, type Placement, type Programme } from './queries.ts';
import {
  NEEDS_WORDS,
  NEXT,
  PLACEMENT_STATES,
  type PlacementOutcome,
  type PlacementState,
  TAKES_A_PLACE,
} from './words.ts';

/** Working days in which a programme answers. */
const ANSWER_DAYS = 10;

const workingDaysFrom = async (tx: Tx, day: PlainDate, days: number): Promise<PlainDate> => {
  const { rows } = await sql<{ due: PlainDate }>`
    select platform.add_working_days(${day}::date, ${days}::integer) as due`.execute(tx);
  return rows[0]?.due ?? day;
};

/** Whole years from a birth date to a day; undefined when the date is not known to the day. */
export function ageOn(born: string | undefined, on: PlainDate): number | undefined {
  if (!born || !/^\d{4}-\d{2}-\d{2}$/.test(born)) return undefined;
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

export interface PlacementInput {
  readonly programme: string;
  readonly recordId: string;
  readonly trigger: string;
  readonly because: string;
  /** Needed only where the birth date is not known. */
  readonly underAge: boolean | undefined;
  readonly ground?: Ground;
  readonly basis?: string;
}

/** Refused by age where it is known: not-eligible-by-age; where it is not, under-age-unknown unless it was said. */
function minorOf(
  programme: Programme,
  born: string | undefined,
  said: boolean | undefined,
  on: PlainDate,
): boolean | Refusal {
  const age = ageOn(born, on);
  if (age === undefined)
    return said === undefined
      ? refused('under-age-unknown', 'Say whether the person is under 18: no birth date is recorded.', {
          field: 'underAge',
        })
      : said;
  if (age < (programme.minimumAge ?? 0) || age > (programme.maximumAge ?? 150))
    return refused(
      'not-eligible-by-age',
      `${programme.title} takes people ${saysAges(programme)}. This person is ${age}.`,
      { field: 'person' },
    );
  return age < 18;
}

const saysAges = ({ minimumAge, maximumAge }: Programme): string =>
  maximumAge === null ? `from ${minimumAge} years` : `from ${minimumAge ?? 0} to ${maximumAge} years`;

/**
 * Refers somebody to a programme by a record that the actor sees. What another agency hears is disclosed to it first.
 * Refused: not-found, not-allowed, programme-has-ended, under-age-unknown, not-eligible-by-age, placement-open-once, and what `disclose` refuses.
 */
export async function referToProgramme(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: PlacementInput,
): Promise<{ id: string } | Refusal> {
  const own = agencyOf(actor);
  if (own === undefined || !mayFor(actor, 'casework.write', own)) return notAllowed();
  const [programme] = await listProgrammes(tx, actor, input.programme);
  if (!programme) return notFound('programme');
  const today = await businessToday(tx);
  if (programme.endsOn !== null && programme.endsOn < today)
    return refused('programme-has-ended', `${programme.title} has ended.`, { field: 'programme' });
  const record = await findRecord(tx, actor, subjects, input.recordId);
  if (!record) return notFound('record');
  const underAge = minorOf(programme, record.identity?.dateOfBirth, input.underAge, today);
  if (isRefusal(underAge)) return underAge;
  const id = newId<'placement'>();
  if (programme.agencyId !== own) {
    const told = await disclose(tx, actor, subjects, {
      item: { kind: 'placement', id },
      clusterId: record.clusterId,
      to: { agencyId: programme.agencyId },
      categories: ['identity', 'referrals'],
      ...(input.ground === undefined ? {} : { ground: input.ground }),
      ...(input.basis ? { basis: input.basis } : {}),
    });
    if (isRefusal(told)) return told;
  }
  const agencyIds = [...new Set([programme.agencyId, own])];
  await tx
    .insertInto('casework.placement')
    .values({
      partnership_id: actor.partnershipId,
      id,
      programme_id: programme.id,
      agency_id: programme.agencyId,
      from_agency_id: own,
      agency_ids: agencyIds,
      restricted: record.restricted,
      record_id: input.recordId,
      name: subjects.seal(
        input.recordId,
        record.identity === undefined ? personCode(record.clusterId) : displayName(record.identity),
      ),
      trigger: input.trigger,
      under_age: underAge,
      state: 'referred',
      state_on: today,
      referred_on: today,
      due_on: await workingDaysFrom(tx, today, ANSWER_DAYS),
      review_on: await reviewOn(tx, actor, 'programme', today),
    })
    .execute();
  await keepEvent(
    tx,
    actor,
    subjects,
    { id, agencyIds, restricted: record.restricted },
    { from: null, to: 'referred', on: today, words: input.because },
  );
  await recordCommand(tx, actor, {
    action: 'placement.refer',
    subject: { kind: 'placement', id },
    detail: { programme: programme.slug },
  });
  return { id };
}

async function keepEvent(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  placement: { readonly id: string; readonly agencyIds: readonly string[]; readonly restricted: boolean },
  event: { from: PlacementState | null; to: PlacementState; on: PlainDate; words: string },
): Promise<void> {
  await tx
    .insertInto('casework.placement_event')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      placement_id: placement.id,
      agency_id: agencyOf(actor) ?? '',
      agency_ids: [...placement.agencyIds],
      restricted: placement.restricted,
      account_id: accountOf(actor) ?? null,
      from_state: event.from,
      to_state: event.to,
      at: new Date(),
      on_day: event.on,
      words: event.words.trim() === '' ? null : subjects.seal(placement.id, event.words.trim()),
    })
    .execute();
}

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
  return move.to === 'accepted' ? fullOf(tx, actor, before) : undefined;
}

/** Every place counts, also of those whom the actor may not see. */
async function fullOf(tx: Tx, actor: Actor, { programmeId }: Placement): Promise<Refusal | undefined> {
  const { places, taken } = await asMachine(tx, actor, async () => {
    const { rows } = await sql<{ places: number; taken: number }>`
      select g.places, (select count(*)::integer from casework.placement p where p.partnership_id = g.partnership_id
        and p.programme_id = g.id and p.state = any(${[...TAKES_A_PLACE]}::text[])) as taken
      from casework.programme g where g.id = ${programmeId}`.execute(tx);
    return rows[0] ?? { places: 0, taken: 0 };
  });
  return taken >= places ? refused('programme-is-full', `All ${places} places are taken.`) : undefined;
}
