/** Bringing a referral from one state to another: the one place where its row and its events are written. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import type { Desk } from './desk.ts';
import type { ReferralRow } from './queries.ts';
import { referralSettings } from './settings.ts';
import { MOVERS, mayFollow, type ReferralState, type Side, STATES, waitsIn } from './states.ts';

/** On which sides of a referral the actor may act. */
export function sidesOf(
  actor: Actor,
  referral: Pick<ReferralRow, 'agency_id' | 'to_agency_id' | 'agency_ids'>,
): readonly Side[] {
  const agency = agencyOf(actor);
  const sides: Side[] = [];
  if (agency === referral.agency_id && mayFor(actor, 'referral.make', agency)) sides.push('referrer');
  if (
    agency === referral.to_agency_id &&
    referral.agency_ids.includes(referral.to_agency_id) &&
    mayFor(actor, 'referral.receive', agency)
  )
    sides.push('receiver');
  return sides;
}

export interface Move {
  readonly to: ReferralState;
  /** The revision that was seen; 0 when it was not looked at. */
  readonly revision?: number;
  readonly reason?: string | null;
  readonly outcome?: string | null;
  /** The alternative offered, or where it was redirected to. */
  readonly serviceId?: string | null;
  /** For the referrer; sealed. */
  readonly words?: string | null;
  /** Other columns of the referral that change with it. */
  readonly columns?: Readonly<Record<string, unknown>>;
}

/**
 * Moves a referral, when the table of states and the actor's side allow it, and writes the event. Refuses `not-allowed`,
 * `referral-cannot-go-there` and `changed-meanwhile`. Gives the referral as it is now.
 */
export async function move(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  referral: ReferralRow,
  { to, revision = 0, ...act }: Move,
): Promise<ReferralRow | Refusal> {
  const sides = sidesOf(actor, referral);
  const clock = may(actor, 'casework.machine') && agencyOf(actor) === undefined;
  if (!clock && !(MOVERS[to] as readonly Side[]).some((side) => sides.includes(side))) return notAllowed();
  if (revision !== 0 && revision !== referral.revision) return changedMeanwhile('referral');
  if (!mayFollow(referral.state, to))
    return refused(
      'referral-cannot-go-there',
      `This referral is ${STATES[referral.state].says.toLowerCase()} and cannot become ${STATES[to].says.toLowerCase()}.`,
      { details: { state: referral.state, to } },
    );
  const today = await businessToday(tx);
  const due = await dueIn(tx, actor, referral, to, today);
  const columns = {
    state: to,
    state_on: today,
    due_on: due,
    ...(to === 'accepted' || to === 'declined' ? { answered_on: today } : {}),
    ...(to === 'in-progress' ? { begun_on: today } : {}),
    ...(to === 'completed' ? { outcome: act.outcome ?? null } : {}),
    ...(due === null ? { review_on: await reviewOn(tx, actor, 'referral', today) } : {}),
    ...act.columns,
  };
  const { numUpdatedRows } = await tx
    .updateTable('casework.referral')
    .set({ ...columns, revision: referral.revision + 1 } as never)
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', referral.id)
    .where('revision', '=', referral.revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('referral');
  const now = { ...referral, ...columns, revision: referral.revision + 1 } as ReferralRow;
  await tellOf(tx, actor, desk, now, referral.state, act, today);
  return now;
}

/** Writes the event of a move and its audit event, which holds codes only. */
export async function tellOf(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  referral: ReferralRow,
  from: ReferralState | null,
  act: Omit<Move, 'to' | 'revision' | 'columns'>,
  today: PlainDate,
): Promise<void> {
  await tx
    .insertInto('casework.referral_event')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      referral_id: referral.id,
      agency_id:
        agencyOf(actor) ?? (referral.state === 'no-response' ? referral.to_agency_id : referral.agency_id),
      agency_ids: [...referral.agency_ids],
      maker_id: referral.maker_id,
      restricted: referral.restricted,
      from_state: from,
      to_state: referral.state,
      at: new Date(),
      on_day: today,
      account_id: accountOf(actor) ?? null,
      reason: act.reason ?? null,
      outcome: act.outcome ?? null,
      service_id: act.serviceId ?? null,
      words: act.words ? desk.subjects.seal(referral.id, act.words) : null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `referral.${referral.state}`,
    subject: { kind: 'referral', id: referral.id },
    detail: { from, reason: act.reason ?? null, outcome: act.outcome ?? null },
  });
}

/** By when whoever is waited for in a state has to act; null when nobody is. */
export async function dueIn(
  tx: Tx,
  actor: Actor,
  referral: Pick<ReferralRow, 'service_id' | 'urgent' | 'due_on' | 'state'>,
  state: ReferralState,
  today: PlainDate,
): Promise<PlainDate | null> {
  const waits = waitsIn(state);
  if (waits === null) return null;
  // Opening a referral is no answer: the clock that began when it was sent goes on.
  if (state === 'received' && referral.state === 'sent' && referral.due_on !== null) return referral.due_on;
  const settings = await referralSettings(tx, actor);
  const days = waits.clock === 'answer' ? await daysToAnswer(tx, actor, referral) : settings[waits.clock];
  const { rows } = await sql<{ due: PlainDate }>`
    select platform.add_working_days(${today}::date, ${days}::integer) as due`.execute(tx);
  return rows[0]?.due ?? null;
}

async function daysToAnswer(
  tx: Tx,
  actor: Actor,
  { service_id, urgent }: Pick<ReferralRow, 'service_id' | 'urgent'>,
): Promise<number> {
  const service = await tx
    .selectFrom('partners.service')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', service_id)
    .select(['normal_days', 'urgent_days'])
    .executeTakeFirstOrThrow();
  return (urgent ? service.urgent_days : null) ?? service.normal_days ?? USUAL_DAYS;
}

/** Of a service that stopped taking referrals after one was sent. */
const USUAL_DAYS = 5;
