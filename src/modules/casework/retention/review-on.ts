/** Personal data has a review date from the day it is written. */
import { sql } from 'kysely';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** What a retention rule is for. */
export type RetentionCategory =
  | 'record'
  | 'concern'
  | 'referral'
  | 'case'
  | 'case-review'
  | 'programme'
  | 'victim-support'
  | 'hub';

/** Seven years, where the partnership has made no rule of its own. */
export const USUAL_MONTHS = 84;

/** The day on which a row of this category, written or closed on `from`, is to be reviewed. */
export async function reviewOn(
  tx: Tx,
  actor: Actor,
  category: RetentionCategory,
  from: PlainDate,
): Promise<PlainDate> {
  const rule = await tx
    .selectFrom('casework.retention_rule')
    .where('partnership_id', '=', actor.partnershipId)
    .where('category', '=', category)
    .select('months')
    .executeTakeFirst();
  return addMonths(from, rule?.months ?? USUAL_MONTHS);
}

/** Within a transaction today is one day, however many ask. */
const todays = new WeakMap<Tx, PlainDate>();

/** Today by the partnership's business date. */
export async function businessToday(tx: Tx): Promise<PlainDate> {
  const known = todays.get(tx);
  if (known) return known;
  const { rows } = await sql<{ today: PlainDate }>`
    select partners.business_date(p) as today from partners.partnership p
    where p.partnership_id = platform.partnership()`.execute(tx);
  const today = rows[0]?.today;
  if (!today) throw new Error('The transaction has no partnership');
  todays.set(tx, today);
  return today;
}
