import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findPlace } from '../../places/index.ts';
import { readPeriod } from '../period.ts';
import { listWaves } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { type CheckState, type FigureCheck, findCheck } from './queries.ts';

/** Which steps may follow; that a figure was corrected follows from its later version, not from a step. */
export const NEXT = {
  raised: ['asked', 'withdrawn'],
  asked: ['asked', 'confirmed', 'withdrawn'],
  confirmed: [],
  corrected: [],
  withdrawn: [],
} as const satisfies Record<CheckState, readonly ('asked' | 'confirmed' | 'withdrawn')[]>;

export type Step = 'asked' | 'confirmed' | 'withdrawn';
export const mayFollow = (state: CheckState, step: Step): boolean =>
  (NEXT[state] as readonly Step[]).includes(step);

export interface RaisedInput {
  readonly why: 'late' | 'odd';
  /** As it is written: `2012-10`, `2012/13 Q3`, a wave's slug. */
  readonly period: string;
  /** Slug, code or name of the place; null for the indicator's own. */
  readonly place: string | null;
  readonly says: string;
}

/** The version of a figure that is in use. */
async function findVersion(
  tx: Tx,
  indicatorId: string,
  { period, place }: Pick<RaisedInput, 'period' | 'place'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select o.id from intelligence.observation o
    where o.indicator_id = ${indicatorId}::uuid and o.period = ${period} and o.value is not null
      and ${place === null ? sql`o.place_slug is null` : sql`o.place_slug = ${place}`}
    order by o.version desc limit 1`.execute(tx);
  return rows[0]?.id;
}

/**
 * Raises a late or odd return. The figure stays in use, and is shown as being checked. Refused: not-allowed,
 * period-unreadable, place-unknown, late-return-of-a-place, figure-unknown (odd, and there is none), figure-is-there (late, and there is one), figure-check-once.
 */
export async function raiseCheck(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  { why, says, ...written }: RaisedInput,
  today: PlainDate,
): Promise<{ readonly id: string } | Refusal> {
  if (!mayFor(actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  const period = readPeriod(written.period, await listWaves(tx, [written.period.trim().toLowerCase()]))?.text;
  if (period === undefined)
    return refused(
      'period-unreadable',
      `“${written.period}” is no period. Write 2012-10, 2012/13 Q3 or 2011/12.`,
      { field: 'period' },
    );
  const found = written.place === null ? undefined : await findPlace(tx, written.place);
  if (written.place !== null && !found)
    return refused('place-unknown', `There is no place “${written.place}”.`, { field: 'place' });
  const place = found?.slug ?? null;
  if (why === 'late' && place !== null)
    return refused('late-return-of-a-place', 'A return is of the whole area: leave the place empty.', {
      field: 'place',
    });
  const version = await findVersion(tx, indicator.id, { period, place });
  if (why === 'odd' && version === undefined)
    return refused('figure-unknown', 'There is no figure for this period and place.', { field: 'period' });
  if (why === 'late' && version !== undefined)
    return refused('figure-is-there', 'The figure has arrived: it is not late any more.', {
      field: 'period',
    });
  const id = newId<'figure-check'>();
  await tx
    .insertInto('intelligence.figure_check')
    .values({
      partnership_id: actor.partnershipId,
      id,
      indicator_id: indicator.id,
      place_slug: place,
      period,
      why,
      observation_id: why === 'odd' ? (version ?? null) : null,
      says,
      raised_on: today,
      owner_agency_id: indicator.ownerAgencyId,
      owner_post_id: indicator.ownerPostId,
      raised_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'figure-check.raise',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { checkId: id, why, period, place },
  });
  return { id };
}

/** Asks the owner to confirm or correct a figure by a day. Refused: not-found, not-allowed, check-is-over, changed-meanwhile, day-has-passed. */
export async function askOwner(
  tx: Tx,
  actor: Actor,
  checkId: string,
  { dueOn, seen }: { readonly dueOn: PlainDate; readonly seen: number },
  today: PlainDate,
): Promise<undefined | Refusal> {
  if (dueOn < today)
    return refused('day-has-passed', 'Give a day that is still to come.', { field: 'dueOn' });
  return takeStep(tx, actor, checkId, { state: 'asked', reason: '', dueOn, seen }, today);
}

/** The owner confirms that a figure is right, or why it is late. Refused as asking, and figure-check-step-says-why. */
export const confirmFigure = (
  tx: Tx,
  actor: Actor,
  checkId: string,
  { reason, seen }: { readonly reason: string; readonly seen: number },
  today: PlainDate,
): Promise<undefined | Refusal> =>
  takeStep(tx, actor, checkId, { state: 'confirmed', reason, dueOn: null, seen }, today);

/** Takes back what was raised, and says why. Refused as confirming. */
export const withdrawCheck = (
  tx: Tx,
  actor: Actor,
  checkId: string,
  { reason, seen }: { readonly reason: string; readonly seen: number },
  today: PlainDate,
): Promise<undefined | Refusal> =>
  takeStep(tx, actor, checkId, { state: 'withdrawn', reason, dueOn: null, seen }, today);

/** Who may take which step: whoever looks after the indicator asks and takes back, whoever records its figures confirms. */
export const mayTake = (
  actor: Actor,
  step: Step,
  { ownerAgencyId }: Pick<FigureCheck, 'ownerAgencyId'>,
): boolean => mayFor(actor, step === 'confirmed' ? 'observations.record' : 'indicators.edit', ownerAgencyId);

async function takeStep(
  tx: Tx,
  actor: Actor,
  checkId: string,
  step: { state: Step; reason: string; dueOn: PlainDate | null; seen: number },
  today: PlainDate,
): Promise<undefined | Refusal> {
  const check = await findCheck(tx, checkId);
  if (!check) return notFound('check');
  if (!mayTake(actor, step.state, check)) return notAllowed();
  if (!mayFollow(check.state, step.state))
    return refused('check-is-over', 'This was answered meanwhile. Look at the page again.');
  if (check.position !== step.seen)
    return refused('changed-meanwhile', 'Somebody else answered meanwhile. Look at the page again.');
  await tx
    .insertInto('intelligence.figure_check_step')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'figure-check-step'>(),
      check_id: checkId,
      position: step.seen + 1,
      state: step.state,
      reason: step.reason,
      due_on: step.dueOn,
      on_day: today,
      owner_agency_id: check.ownerAgencyId,
      done_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `figure-check.${{ asked: 'ask', confirmed: 'confirm', withdrawn: 'withdraw' }[step.state]}`,
    subject: { kind: 'indicator', id: check.indicatorId },
    detail: { checkId, reason: step.reason, dueOn: step.dueOn },
  });
  return undefined;
}
