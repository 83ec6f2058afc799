/** Somebody comes onto a programme. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { displayName, findRecord, personCode } from '../people/index.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { keepEvent } from './events.ts';
import { listProgrammes, type Programme } from './queries.ts';

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
