import { sql } from 'kysely';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { loadBreaks } from './course/break-queries.ts';
import { NO_WAVES, readPeriod, type Waves } from './period.ts';
import { baselineOf, indicatorOf, type ObservationRow, pointOf, stageOf, targetOf, waveOf } from './rows.ts';
import { isKnown, isSeen } from './seen.ts';
import { computedPoints, standingOf } from './standing.ts';
import type { Baseline, Indicator, IndicatorId, Point, Stage, Standing, Target } from './types.ts';

/** Newest figures that a standing looks at: ten years of months. */
const MOST_POINTS = 120;

export interface Wanted extends Part {
  /** Business date: what was published (or whose period had ended) by then. */
  readonly asAt: PlainDate;
  readonly ids?: readonly string[];
  readonly slugs?: readonly string[];
  /** Only those that were not retired by then: a partnership retires more indicators than it has. */
  readonly currentOn?: PlainDate | undefined;
  /** Figures of another place than the indicators' own. */
  readonly place?: string;
  /** With figures of a later time, each as it is known when its period is over. */
  readonly later?: boolean;
}

/** Today by the partnership's business date. */
export async function businessToday(tx: Tx): Promise<PlainDate> {
  const { rows } = await sql<{ today: PlainDate }>`
    select partners.business_date(p) as today from partners.partnership p
    where p.partnership_id = platform.partnership()`.execute(tx);
  const today = rows[0]?.today;
  if (!today) throw new Error('The transaction has no partnership');
  return today;
}

/** Indicators by title and id, all or a part. */
export async function listIndicators(
  tx: Tx,
  { ids, slugs, currentOn, ...part }: Omit<Wanted, 'asAt' | 'place' | 'later'> = {},
): Promise<Indicator[]> {
  if (ids?.length === 0 || slugs?.length === 0) return [];
  let query = partOf(tx.selectFrom('intelligence.indicator').selectAll(), ['title', 'id'], part);
  if (ids) query = query.where('id', '=', sql<string>`any(${ids}::uuid[])`);
  if (slugs) query = query.where('slug', '=', sql<string>`any(${slugs}::text[])`);
  if (currentOn)
    query = query.where(sql<boolean>`(ended_on is null or ended_on > ${sql.lit(currentOn)}::date)`);
  return (await query.execute()).map(indicatorOf);
}

/** The indicator of a slug; undefined when there is none. */
export const findIndicator = async (tx: Tx, slug: string): Promise<Indicator | undefined> =>
  (await listIndicators(tx, { slugs: [slug] }))[0];

/** Survey waves by slug: all, or those of some slugs. */
export async function listWaves(tx: Tx, slugs?: readonly string[]): Promise<Waves> {
  if (slugs?.length === 0) return NO_WAVES;
  let query = tx.selectFrom('intelligence.survey_wave').selectAll().orderBy('ends_on');
  if (slugs) query = query.where('slug', '=', sql<string>`any(${[...new Set(slugs)]}::text[])`);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.slug, waveOf(row)]));
}

async function loadPoints(
  tx: Tx,
  ids: readonly string[],
  { asAt, place, later = false }: Pick<Wanted, 'asAt' | 'place' | 'later'>,
): Promise<Map<string, ObservationRow[]>> {
  // Not "is not distinct from", which no index serves: an indicator may be observed in every ward.
  const ofPlace = place === undefined ? sql`o.place_slug is null` : sql`o.place_slug = ${place}`;
  const { rows } = await sql<ObservationRow>`
    select o.* from unnest(${ids}::uuid[]) as wanted (id)
    cross join lateral (
      select o.id, o.indicator_id, o.place_slug, o.period, o.period_kind, o.period_start, o.period_end, o.version,
        o.value, o.numerator, o.denominator, o.quality, o.source, o.note
      from intelligence.observation o
      where o.indicator_id = wanted.id and ${ofPlace} and ${later ? isSeen(asAt) : isKnown(asAt)}
      order by o.period_end desc
      limit ${MOST_POINTS}) o`.execute(tx);
  return Map.groupBy(rows, (row) => row.indicator_id);
}

const baselineRows = (tx: Tx, ids: readonly string[]) =>
  tx
    .selectFrom('intelligence.baseline')
    .selectAll()
    .where('indicator_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();

/** Baselines by indicator. */
export const loadBaselines = async (
  tx: Tx,
  ids: readonly string[],
  waves: Waves,
): Promise<Map<string, Baseline[]>> => baselinesOf(await baselineRows(tx, ids), waves);

function baselinesOf(rows: Awaited<ReturnType<typeof baselineRows>>, waves: Waves): Map<string, Baseline[]> {
  const byIndicator = Map.groupBy(rows, (row) => row.indicator_id);
  return new Map([...byIndicator].map(([id, own]) => [id, own.map((row) => baselineOf(row, waves))]));
}

/** Targets with their stages, by indicator. */
export async function loadTargets(tx: Tx, ids: readonly string[]): Promise<Map<string, Target[]>> {
  const rows = await tx
    .selectFrom('intelligence.target')
    .selectAll()
    .where('indicator_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
  const stages = await loadStages(
    tx,
    rows.map(({ id }) => id),
  );
  const byIndicator = Map.groupBy(rows, (row) => row.indicator_id);
  return new Map(
    [...byIndicator].map(([id, own]) => [id, own.map((row) => targetOf(row, stages.get(row.id) ?? []))]),
  );
}

async function loadStages(tx: Tx, targetIds: readonly string[]): Promise<Map<string, Stage[]>> {
  const rows = await tx
    .selectFrom('intelligence.target_stage')
    .selectAll()
    .where('target_id', '=', sql<string>`any(${targetIds}::uuid[])`)
    .orderBy('due_on')
    .execute();
  const byTarget = Map.groupBy(rows, (row) => row.target_id);
  return new Map([...byTarget].map(([id, own]) => [id, own.map(stageOf)]));
}

/** How indicators stand on a date, by title: a fixed number of queries for any number of indicators. */
export async function listStandings(tx: Tx, wanted: Wanted): Promise<Standing[]> {
  const indicators = await listIndicators(tx, wanted);
  if (indicators.length === 0) return [];
  const ids = indicators.map(({ id }) => id);
  const parts = indicators.flatMap(({ numeratorId, denominatorId }) =>
    [numeratorId, denominatorId].filter((id): id is IndicatorId => id !== null),
  );
  const rows = await loadPoints(tx, [...new Set([...ids, ...parts])], wanted);
  const written = await baselineRows(tx, ids);
  // A survey goes on for decades, and figures name few of its waves.
  const named = [...[...rows.values()].flat(), ...written].map(({ period }) => period ?? '');
  const waves = await listWaves(
    tx,
    named.filter((period) => period !== '' && !readPeriod(period)),
  );
  const baselines = baselinesOf(written, waves);
  const targets = await loadTargets(tx, ids);
  const breaks = await loadBreaks(tx, ids);
  const pointsOf = (id: string | null): Point[] =>
    id === null ? [] : (rows.get(id) ?? []).map((row) => pointOf(row, waves));
  // What nobody had agreed or asked for yet on that day is no part of how things stood.
  const isRaised = ({ raisedOn }: { readonly raisedOn: PlainDate }): boolean => raisedOn <= wanted.asAt;
  return indicators.map((indicator) => {
    const own = pointsOf(indicator.id);
    const computed =
      indicator.numeratorId === null
        ? []
        : computedPoints(indicator, own, pointsOf(indicator.numeratorId), pointsOf(indicator.denominatorId));
    return standingOf(
      indicator,
      [...own, ...computed],
      (baselines.get(indicator.id) ?? []).filter(isRaised),
      (targets.get(indicator.id) ?? []).filter(isRaised),
      (breaks.get(indicator.id) ?? []).filter(({ startsOn }) => startsOn <= wanted.asAt),
    );
  });
}

/** How one indicator stands; undefined when there is no indicator of that slug. */
export const findStanding = async (tx: Tx, slug: string, asAt: PlainDate): Promise<Standing | undefined> =>
  (await listStandings(tx, { asAt, slugs: [slug] }))[0];

export interface IndicatorTarget {
  readonly indicator: string;
  readonly title: string;
  readonly target: Target;
}

/** Targets that had been raised by a day, by the title of their indicator and by id, all or a part. */
export async function listTargets(
  tx: Tx,
  { asAt, ...part }: Part & Pick<Wanted, 'asAt'>,
): Promise<readonly IndicatorTarget[]> {
  const raised = tx
    .selectFrom('intelligence.target as t')
    .innerJoin('intelligence.indicator as i', (join) =>
      join.onRef('i.partnership_id', '=', 't.partnership_id').onRef('i.id', '=', 't.indicator_id'),
    )
    .where('t.raised_on', '<=', asAt)
    .selectAll('t')
    .select(['i.slug', 'i.title']);
  const rows = await partOf(raised, ['i.title', 't.id'], part).execute();
  const stages = await loadStages(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    indicator: row.slug,
    title: row.title,
    target: targetOf(row, stages.get(row.id) ?? []),
  }));
}

export interface SubjectTarget {
  readonly indicator: Indicator;
  readonly baseline: Baseline | undefined;
  readonly target: Target | undefined;
}

/** The indicators for which a thing (an outcome, a project) has a target or baseline of its own. */
export async function listTargetsFor(tx: Tx, kind: string, id: string): Promise<SubjectTarget[]> {
  const subjects = await sql<{ indicator_id: string }>`
    select indicator_id from intelligence.target where for_kind = ${kind} and for_id = ${id}
    union
    select indicator_id from intelligence.baseline where for_kind = ${kind} and for_id = ${id}`.execute(tx);
  const ids = subjects.rows.map((row) => row.indicator_id);
  if (ids.length === 0) return [];
  const isOurs = (one: { subject: { kind: string; id: string } | null }): boolean =>
    one.subject?.kind === kind && one.subject.id === id;
  const [targets, baselines] = [
    await loadTargets(tx, ids),
    await loadBaselines(tx, ids, await listWaves(tx)),
  ];
  return (await listIndicators(tx, { ids })).map((indicator) => ({
    indicator,
    baseline: baselines.get(indicator.id)?.find(isOurs),
    target: targets.get(indicator.id)?.find(isOurs),
  }));
}

/** The ids of the indicators that are computed from this one. */
export async function computedFrom(tx: Tx, id: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('intelligence.indicator')
    .where((is) => is.or([is('numerator_id', '=', id), is('denominator_id', '=', id)]))
    .select('id')
    .execute();
  return rows.map((row) => row.id);
}
