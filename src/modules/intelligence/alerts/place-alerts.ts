/** One alert for all places of an indicator that stand out in a period on one side. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SeriesBreak } from '../course/break-queries.ts';
import type { Indicator } from '../types.ts';
import { shakenSince } from './shaken.ts';
import { type Course, favourOf, type Signal, stillSays } from './signal.ts';
import { placeSignals, watchedCourses, withHidden } from './watched.ts';

/** A place that an alert told of and that stands still. */
interface ToldPlace {
  readonly alertId: string;
  readonly place: string;
  readonly period: string;
  readonly periodEnd: PlainDate;
  readonly rule: string;
  readonly side: string;
  /** Somebody answered the alert. */
  readonly answered: boolean;
  /** A figure of the place that it rests on, or a break, was recorded anew since it was added. */
  readonly shaken: boolean;
}

async function listToldPlaces(tx: Tx, indicatorId: string): Promise<readonly ToldPlace[]> {
  const { rows } = await sql<ToldPlace>`
    select a.id as "alertId", p.place_slug as place, a.period, a.period_end as "periodEnd", p.rule, a.side,
      exists (select from intelligence.alert_acknowledgement k where k.partnership_id = a.partnership_id and k.alert_id = a.id) as answered,
      ${shakenSince(sql`o.place_slug = p.place_slug`, sql`p.recorded_at`)} as shaken
    from intelligence.alert a
    join intelligence.indicator i on i.partnership_id = a.partnership_id and i.id = a.indicator_id
    join intelligence.alert_place p on p.partnership_id = a.partnership_id and p.alert_id = a.id
    where a.indicator_id = ${indicatorId}::uuid and a.rule = 'places'
      and not exists (select from intelligence.alert_place_withdrawal w
        where w.partnership_id = p.partnership_id and w.alert_id = p.alert_id and w.place_slug = p.place_slug)`.execute(
    tx,
  );
  return rows;
}

/**
 * Tells of the places of an indicator whose newest figures stand out and were not told yet, and takes back what no longer
 * follows, or may not be told any more.
 */
export async function renewPlaceAlerts(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  breaks: readonly SeriesBreak[],
  today: PlainDate,
): Promise<void> {
  const courses = await watchedCourses(tx, indicator, breaks, today);
  const told = await listToldPlaces(tx, indicator.id);
  const gone = await noLonger(tx, indicator, courses, told);
  for (const one of gone) await takeBack(tx, actor, indicator, one, today);
  const standing = told.filter((one) => !gone.includes(one));
  for (const alertId of new Set(gone.map((one) => one.alertId)))
    if (!standing.some((one) => one.alertId === alertId))
      await withdraw(tx, actor, indicator, alertId, today);
  const fresh = [...(await placeSignals(tx, indicator, courses, today))].filter(
    ([place, signal]) => !standing.some((one) => one.place === place && tellsOf(one, signal)),
  );
  const groups = Map.groupBy(fresh, ([, { point, side }]) => `${point.period.text} ${side}`);
  for (const group of groups.values()) await raise(tx, actor, indicator, group, standing, today);
}

/** True when the same rule told of this run of figures on this side already. */
const tellsOf = (one: ToldPlace, { rule, side, since }: Signal): boolean =>
  one.rule === rule && one.side === side && since.includes(one.period);

/** What was told and does not follow from the figures as they are known and may be told now. */
async function noLonger(
  tx: Tx,
  indicator: Indicator,
  courses: ReadonlyMap<string, Course>,
  told: readonly ToldPlace[],
): Promise<readonly ToldPlace[]> {
  if (told.length === 0) return [];
  const of = new Set(told.map(({ place }) => place));
  const hidden = await withHidden(tx, indicator, new Map([...courses].filter(([slug]) => of.has(slug))));
  return told.filter((one) => {
    const course = courses.get(one.place);
    return hidden.has(one.place) || (one.shaken && !(course && stillSays(indicator, course, one)));
  });
}

type Fresh = readonly (readonly [place: string, signal: Signal])[];

/**
 * Adds places to the alert of their period and side that waits for an answer; raises one where there is none, or for places
 * that were taken back from it and stand out again.
 */
async function raise(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  group: Fresh,
  standing: readonly ToldPlace[],
  today: PlainDate,
): Promise<void> {
  const signal = group[0]?.[1];
  if (!signal) return;
  const { point, side } = signal;
  const period = point.period.text;
  const open = standing.find((one) => one.period === period && one.side === side && !one.answered);
  const before = open ? await placesEverIn(tx, open.alertId) : new Set<string>();
  const joining = open ? group.filter(([place]) => !before.has(place)) : [];
  const anew = group.filter((one) => !joining.includes(one));
  if (open && joining.length > 0) await addPlaces(tx, actor, indicator, open.alertId, joining, today);
  if (anew.length > 0) {
    const alertId = await raiseAlert(tx, actor, indicator, signal, anew.length, today);
    await addPlaces(tx, actor, indicator, alertId, anew, today);
  }
  await recordCommand(tx, actor, {
    action: 'indicator.alert-raised',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { period, side, places: group.map(([place]) => place) },
  });
}

async function placesEverIn(tx: Tx, alertId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('intelligence.alert_place')
    .where('alert_id', '=', alertId)
    .select('place_slug')
    .execute();
  return new Set(rows.map(({ place_slug }) => place_slug));
}

const addPlaces = (
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  alertId: string,
  group: Fresh,
  today: PlainDate,
) =>
  tx
    .insertInto('intelligence.alert_place')
    .values(
      group.map(([place_slug, { rule }]) => ({
        partnership_id: actor.partnershipId,
        alert_id: alertId,
        indicator_id: indicator.id,
        place_slug,
        rule,
        added_on: today,
        owner_agency_id: indicator.ownerAgencyId,
      })),
    )
    .execute();

async function raiseAlert(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  { point: { period }, side }: Signal,
  places: number,
  today: PlainDate,
): Promise<string> {
  const { before } = await tx
    .selectFrom('intelligence.alert')
    .where('indicator_id', '=', indicator.id)
    .where('period', '=', period.text)
    .where('rule', '=', 'places')
    .where('side', '=', side)
    .select(({ fn }) => fn.max('nth').as('before'))
    .executeTakeFirstOrThrow();
  const id = newId<'alert'>();
  await tx
    .insertInto('intelligence.alert')
    .values({
      partnership_id: actor.partnershipId,
      id,
      indicator_id: indicator.id,
      period: period.text,
      period_end: period.end,
      rule: 'places',
      side,
      favour: favourOf(indicator.direction, side),
      nth: (before ?? 0) + 1,
      value: places,
      sentence: `${indicator.title}: some places stand out in ${period.label}, ${side === 'high' ? 'above' : 'below'} what is usual for them.`,
      raised_on: today,
      owner_agency_id: indicator.ownerAgencyId,
    })
    .execute();
  return id;
}

async function takeBack(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  { alertId, place, period }: ToldPlace,
  today: PlainDate,
): Promise<void> {
  await tx
    .insertInto('intelligence.alert_place_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      alert_id: alertId,
      indicator_id: indicator.id,
      place_slug: place,
      withdrawn_on: today,
      owner_agency_id: indicator.ownerAgencyId,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.alert-withdrawn',
    subject: { kind: 'indicator', id: indicator.id },
    detail: { period, place },
  });
}

const withdraw = (tx: Tx, actor: Actor, indicator: Indicator, alertId: string, today: PlainDate) =>
  tx
    .insertInto('intelligence.alert_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      alert_id: alertId,
      indicator_id: indicator.id,
      reason:
        'No place stands out any more: figures were revised, a break was recorded, or figures are hidden now.',
      withdrawn_on: today,
      owner_agency_id: indicator.ownerAgencyId,
    })
    .onConflict((conflict) => conflict.columns(['partnership_id', 'alert_id']).doNothing())
    .execute();
