import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { loadBreaks } from '../course/break-queries.ts';
import { businessToday, listIndicators } from '../queries.ts';
import { renewPlaceAlerts } from './place-alerts.ts';

/** As many indicators are looked at in one transaction. */
const MOST_AT_ONCE = 20;

/** Looks at the places of the indicators that were asked for, those that wait longest first; returns how many. */
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
  const breaks = await loadBreaks(tx, ids);
  for (const indicator of await listIndicators(tx, { ids }))
    await renewPlaceAlerts(tx, actor, indicator, breaks.get(indicator.id) ?? [], today);
  return ids.length;
}
