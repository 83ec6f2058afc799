import { sql } from 'kysely';
import { type Actor, mayFor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { renewAlerts } from './alerts/renew.ts';
import { businessToday, listStandings } from './queries.ts';
import type { Standing } from './types.ts';

/** The indicators themselves and the rates that are computed from them. */
async function withDependants(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from intelligence.indicator where numerator_id = any(${ids}::uuid[])
    union select id from intelligence.indicator where denominator_id = any(${ids}::uuid[])`.execute(tx);
  return [...new Set([...ids, ...rows.map((row) => row.id)])];
}

/**
 * Renews the stored copy of what the rules say of these indicators and of rates computed from them. Those of another
 * agency, which the actor may not touch, wait for the nightly renewal.
 */
export async function renewJudgements(tx: Tx, actor: Actor, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const asAt = await businessToday(tx);
  const standings = (await listStandings(tx, { asAt, ids: await withDependants(tx, ids) })).filter(
    ({ indicator: { ownerAgencyId } }) =>
      mayFor(actor, 'indicators.edit', ownerAgencyId) || mayFor(actor, 'observations.record', ownerAgencyId),
  );
  for (let at = 0; at < standings.length; at += 500)
    await store(tx, actor, standings.slice(at, at + 500), asAt);
  await renewAlerts(tx, actor, standings, asAt);
  return standings.length;
}

async function store(
  tx: Tx,
  actor: Actor,
  standings: readonly Standing[],
  asAt: Standing['indicator']['endedOn'],
) {
  if (standings.length === 0 || asAt === null) return;
  await tx
    .insertInto('intelligence.judgement')
    .values(
      standings.map(({ indicator, status, sentence, track }) => ({
        partnership_id: actor.partnershipId,
        indicator_id: indicator.id,
        owner_agency_id: indicator.ownerAgencyId,
        status,
        status_sentence: sentence,
        status_since: asAt,
        track: track.track,
        track_sentence: track.sentence,
        track_since: asAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['partnership_id', 'indicator_id']).doUpdateSet({
        owner_agency_id: sql`excluded.owner_agency_id`,
        status: sql`excluded.status`,
        status_sentence: sql`excluded.status_sentence`,
        status_since: sql`case when judgement.status = excluded.status then judgement.status_since else excluded.status_since end`,
        track: sql`excluded.track`,
        track_sentence: sql`excluded.track_sentence`,
        track_since: sql`case when judgement.track = excluded.track then judgement.track_since else excluded.track_since end`,
      }),
    )
    .execute();
}
