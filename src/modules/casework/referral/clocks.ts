/** What time does to referrals: reminders, escalation, and "no response" where nobody answered. */
import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, RefusedError } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Job } from '../../../platform/module.ts';
import { businessToday } from '../retention/review-on.ts';
import { type Desk, deskOf } from './desk.ts';
import { tellEscalation, tellReceiver, tellReferrer } from './letters.ts';
import { move } from './move.ts';
import type { ReferralRow } from './queries.ts';
import { referralSettings } from './settings.ts';
import { waitsIn } from './states.ts';

const rows = (tx: Tx, actor: Actor) =>
  tx.selectFrom('casework.referral as r').where('r.partnership_id', '=', actor.partnershipId).selectAll('r');

/** Those of a kind that nobody was told of yet, for the clock that runs now. */
const untold = (tx: Tx, actor: Actor, kind: 'reminder' | 'escalation') =>
  rows(tx, actor)
    .where('r.due_on', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('casework.referral_notice as n')
            .whereRef('n.partnership_id', '=', 'r.partnership_id')
            .whereRef('n.referral_id', '=', 'r.id')
            .whereRef('n.due_on', '=', 'r.due_on')
            .where('n.kind', '=', kind)
            .select('n.kind'),
        ),
      ),
    );

/**
 * Runs the clocks of one partnership as the machine, on its business date. One working day before and on the day itself
 * who is waited for is reminded, once; the day after it is escalated, once; so many working days later a referral that was
 * never answered becomes `no-response`, and the referrer hears. Gives how many of each.
 */
export async function runClocks(
  tx: Tx,
  machine: Actor,
  desk: Desk,
): Promise<{ readonly reminded: number; readonly escalated: number; readonly silent: number }> {
  const today = await businessToday(tx);
  const settings = await referralSettings(tx, machine);
  const soon = sql<PlainDate>`platform.add_working_days(${today}::date, 1)`;
  const near = await untold(tx, machine, 'reminder').where('r.due_on', '<=', soon).execute();
  for (const referral of near as unknown as readonly ReferralRow[])
    await remind(tx, machine, desk, referral, today);
  const late = await untold(tx, machine, 'escalation').where('r.due_on', '<', today).execute();
  for (const referral of late as unknown as readonly ReferralRow[])
    await escalate(tx, machine, desk, referral, settings.escalateTo, today);
  const gone = await rows(tx, machine)
    .where('r.state', 'in', ['sent', 'received'])
    .where(
      'r.due_on',
      '<',
      sql<PlainDate>`platform.add_working_days(${today}::date, ${-settings.silentDays}::integer)`,
    )
    .execute();
  for (const referral of gone as unknown as readonly ReferralRow[]) {
    const moved = await move(tx, machine, desk, referral, { to: 'no-response' });
    if (isRefusal(moved)) throw new RefusedError(moved);
    await tellReferrer(tx, machine, desk, moved, 'was not answered in time. Say what is to happen next');
  }
  return { reminded: near.length, escalated: late.length, silent: gone.length };
}

async function remind(
  tx: Tx,
  machine: Actor,
  desk: Desk,
  referral: ReferralRow,
  today: PlainDate,
): Promise<void> {
  await note(tx, machine, referral, 'reminder', today);
  if (waitsIn(referral.state)?.for === 'receiver')
    await tellReceiver(tx, machine, desk, referral, {
      subject: 'Reminder: a referral to your service waits',
      due: referral.due_on,
    });
  else await tellReferrer(tx, machine, desk, referral, 'waits for you to say what is to happen next');
}

async function escalate(
  tx: Tx,
  machine: Actor,
  desk: Desk,
  referral: ReferralRow,
  to: string | null,
  today: PlainDate,
): Promise<void> {
  await note(tx, machine, referral, 'escalation', today);
  const due = referral.due_on === null ? '' : ` It was due on ${longDate(referral.due_on)}.`;
  if (to !== null)
    await tellEscalation(tx, machine, desk, referral, to, `Referral ${referral.reference} is late.${due}`);
  if (waitsIn(referral.state)?.for === 'receiver')
    await tellReferrer(tx, machine, desk, referral, 'is late. The service was reminded');
}

const note = (
  tx: Tx,
  machine: Actor,
  referral: ReferralRow,
  kind: 'reminder' | 'escalation',
  today: PlainDate,
) =>
  tx
    .insertInto('casework.referral_notice')
    .values({
      partnership_id: machine.partnershipId,
      referral_id: referral.id,
      kind,
      due_on: referral.due_on ?? today,
      on_day: today,
    })
    .execute();

const KNOCKS_KEPT = 86_400_000;

/** Runs the clocks every working morning, and forgets who of the public knocked more than a day ago. */
export const referralClocks: Job = {
  name: 'casework.referral-clocks',
  every: '20 6 * * 1-5',
  run: async ({ services, transact }) => {
    await transact(['read', 'casework.machine'], async (tx, actor) => {
      await runClocks(tx, actor, deskOf(services));
      await tx
        .deleteFrom('casework.referral_knock')
        .where('partnership_id', '=', actor.partnershipId)
        .where('at', '<', new Date(Date.now() - KNOCKS_KEPT))
        .execute();
      await tx
        .deleteFrom('casework.referral_draft')
        .where('partnership_id', '=', actor.partnershipId)
        .where('review_on', '<', await businessToday(tx))
        .execute();
    });
  },
};
