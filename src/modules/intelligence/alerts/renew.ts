import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Standing } from '../types.ts';
import { sayValue } from '../words.ts';
import { shakenSince } from './shaken.ts';
import { favourOf, newestSignal, type Signal, stillSays } from './signal.ts';

interface Told {
  readonly id: string;
  readonly indicatorId: string;
  readonly period: string;
  readonly periodEnd: PlainDate;
  readonly rule: string;
  readonly side: string;
  readonly value: number;
  readonly withdrawn: boolean;
  /** A figure that it rests on, or a break, was recorded anew since it was raised. */
  readonly shaken: boolean;
}

/** The alerts of these indicators that may matter still: of figures that end after a day. */
async function listTold(tx: Tx, ids: readonly string[]): Promise<Map<string, Told[]>> {
  const { rows } = await sql<Told>`
    select a.id, a.indicator_id as "indicatorId", a.period, a.period_end as "periodEnd", a.rule, a.side, a.value,
      w.alert_id is not null as withdrawn,
      ${shakenSince(sql`o.place_slug is null`, sql`a.recorded_at`)} as shaken
    from intelligence.alert a
    join intelligence.indicator i on i.partnership_id = a.partnership_id and i.id = a.indicator_id
    left join intelligence.alert_withdrawal w on w.partnership_id = a.partnership_id and w.alert_id = a.id
    where a.indicator_id = any(${ids}::uuid[]) and a.rule <> 'places'`.execute(tx);
  return Map.groupBy(rows, ({ indicatorId }) => indicatorId);
}

/**
 * Raises an alert where the newest figure of an indicator is a signal that was not told yet, and withdraws alerts that no
 * longer follow since a figure was revised or a break recorded. Called with what was just judged.
 */
export async function renewAlerts(
  tx: Tx,
  actor: Actor,
  standings: readonly Standing[],
  today: PlainDate,
): Promise<void> {
  const told = await listTold(
    tx,
    standings.map(({ indicator }) => indicator.id),
  );
  for (const standing of standings) {
    const own = told.get(standing.indicator.id) ?? [];
    const gone = own.filter(
      (one) => !one.withdrawn && one.shaken && !stillSays(standing.indicator, standing, one),
    );
    for (const one of gone) await withdraw(tx, actor, standing, one, today);
    const signal = newestSignal(standing.indicator, standing, today);
    const stands = own.filter((one) => !one.withdrawn && !gone.includes(one));
    if (signal && !isTold(signal, stands)) await raise(tx, actor, standing, signal, own, today);
  }
}

/** True when the same rule told of this run of figures on this side already. */
const isTold = ({ rule, side, since }: Signal, told: readonly Told[]): boolean =>
  told.some((one) => one.rule === rule && one.side === side && since.includes(one.period));

async function raise(
  tx: Tx,
  actor: Actor,
  { indicator }: Standing,
  { point, rule, side, sentence }: Signal,
  before: readonly Told[],
  today: PlainDate,
): Promise<void> {
  const period = point.period.text;
  const nth =
    before.filter((one) => one.period === period && one.rule === rule && one.side === side).length + 1;
  const made = await tx
    .insertInto('intelligence.alert')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      indicator_id: indicator.id,
      period,
      period_end: point.period.end,
      rule,
      side,
      favour: favourOf(indicator.direction, side),
      nth,
      value: point.value,
      sentence,
      raised_on: today,
      owner_agency_id: indicator.ownerAgencyId,
    })
    // Somebody else who recorded at the same moment told of it.
    .onConflict((conflict) => conflict.constraint('alert_is_told_once').doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 0n) return;
  await recordCommand(tx, actor, {
    action: 'indicator.alert-raised',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { period, rule, side },
  });
}

async function withdraw(
  tx: Tx,
  actor: Actor,
  { indicator, series }: Standing,
  told: Told,
  today: PlainDate,
): Promise<void> {
  const now = series.find(({ period }) => period.text === told.period);
  const reason =
    now?.value == null
      ? `The figure for ${told.period} is not known any more.`
      : now.value !== told.value
        ? `The figure for ${now.period.label} is now ${sayValue(indicator, now.value)}, and no longer a signal.`
        : 'Earlier figures or breaks of the series changed, and with them the usual variation.';
  await tx
    .insertInto('intelligence.alert_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      alert_id: told.id,
      indicator_id: indicator.id,
      reason,
      withdrawn_on: today,
      owner_agency_id: indicator.ownerAgencyId,
    })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'alert_id']).doNothing())
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.alert-withdrawn',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { period: told.period, reason },
  });
}
