import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { loadBreaks } from '../course/break-queries.ts';
import { businessToday, listIndicators } from '../queries.ts';
import { renewPlaceAlerts } from './place-alerts.ts';

/** As many indicators are looked at in one transaction. */
const MOST_AT_ONCE = 20;

/**
 * The indicators themselves, what they are computed from, and the rates and shares of those: which places of one may be told
 * depends on the figures of all of them, whichever agency owns them.
 */
async function withKin(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with counted as (
      select coalesce(numerator_id, id) as id from intelligence.indicator where id = any(${ids}::uuid[]))
    select id from intelligence.indicator where id = any(${ids}::uuid[])
    union select id from counted
    union select i.id from intelligence.indicator i join counted c on i.numerator_id = c.id
    union select i.id from intelligence.indicator i join counted c on i.denominator_id = c.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Looks at the places of the indicators that were asked for, those that wait longest first, and of their kin; returns how
 * many were asked for.
 */
export async function lookAtPlaces(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from intelligence.alert_look
    where partnership_id = platform.partnership() and indicator_id in (
      select l.indicator_id from intelligence.alert_look l where l.partnership_id = platform.partnership()
      order by l.since, l.indicator_id limit ${MOST_AT_ONCE})
    returning indicator_id as id`.execute(tx);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const today = await businessToday(tx);
  const looked = await withKin(tx, ids);
  const breaks = await loadBreaks(tx, looked);
  for (const indicator of await listIndicators(tx, { ids: looked }))
    await renewPlaceAlerts(tx, actor, indicator, breaks.get(indicator.id) ?? [], today);
  return ids.length;
}
