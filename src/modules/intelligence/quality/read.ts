import { sql } from 'kysely';
import { isLater } from '../../../kernel/later.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Here } from '../compare/assemble.ts';
import { hiddenFrom } from '../compare/few.ts';
import { choosePeriod, isKnown, listSeries, listSeriesOf, loadFigures } from '../compare/figures.ts';
import { homeOf, listComparedPlaces, listFiguredGeographies } from '../compare/places.ts';
import { stretchesOf } from '../course/control-series.ts';
import { findPageOfIndicators } from '../page-queries.ts';
import { type Period, rangeOf, readPeriod } from '../period.ts';
import { listSeenStandings } from '../seen-standings.ts';
import type { Standing } from '../types.ts';
import type { LateReturn } from './checks-page.tsx';
import type { QualityRow } from './list-page.tsx';
import type { PlacedOutlier, PlacesThere } from './quality-page.tsx';
import { countOpenChecks, type FigureCheck, listReturns } from './queries.ts';
import { outliersIn, qualityOf, type SeriesQuality } from './series-quality.ts';

/** How good the figures of a page of indicators are, by title, and how many indicators there are. */
export async function listQuality(
  tx: Tx,
  today: PlainDate,
  page: number,
): Promise<{ readonly rows: readonly QualityRow[]; readonly total: number }> {
  const { ids, total } = await findPageOfIndicators(tx, {}, page, undefined);
  const standings = ids.length === 0 ? [] : await listSeenStandings(tx, { asAt: today, ids });
  const returned = await listReturns(tx, ids, today);
  const open = await countOpenChecks(tx, ids);
  const rows = standings.map(({ shown, note }) => ({
    indicator: shown.indicator,
    quality: qualityOf(shown, returned.get(shown.indicator.id) ?? [], dayOf(shown, today)),
    open: open.get(shown.indicator.id) ?? 0,
    later: note !== undefined,
  }));
  return { rows, total };
}

/** How good the figures of one indicator are. */
export async function readQuality(tx: Tx, standing: Standing, today: PlainDate): Promise<SeriesQuality> {
  const { id } = standing.indicator;
  return qualityOf(standing, (await listReturns(tx, [id], today)).get(id) ?? [], dayOf(standing, today));
}

/** Until when figures are expected: today; of a series of a later time, until its newest. */
const dayOf = ({ latest }: Standing, today: PlainDate): PlainDate =>
  latest && isLater(latest.period.end, today) ? latest.period.end : today;

/** How many places of each geography have a figure in the newest period that any of them has. */
export async function listPlacesThere(
  tx: Tx,
  { indicator }: Pick<Standing, 'indicator'>,
  today: PlainDate,
): Promise<readonly PlacesThere[]> {
  const found: PlacesThere[] = [];
  for (const { id, label, places, newest } of await listFiguredGeographies(tx, indicator.id, today)) {
    const chosen = choosePeriod(await listSeries(tx, indicator.id, newest, today), today);
    if (!chosen) continue;
    const { period } = chosen;
    const slugs = (await listComparedPlaces(tx, { geographyId: id })).map(({ slug }) => slug);
    const figures = await loadFigures(tx, indicator.id, slugs, period, today);
    const there = slugs.filter((slug) => isKnown(figures.get(slug))).length;
    found.push({ label, period: period.label, places, there, later: isLater(period.end, today) });
  }
  return found;
}

/** As many places are searched for figures that stand out: those of the coarsest geographies first. */
const PLACES_SEARCHED = 100;

/**
 * What stands out in the series of places, and in the indicator's own. What stands out among figures, and how far, tells
 * where their middle is: of figures of which one is hidden from the actor nothing is told.
 */
export async function listOutliers(
  tx: Tx,
  actor: Actor,
  standing: Standing,
  quality: SeriesQuality,
  checks: readonly FigureCheck[],
  { today, area }: Here,
): Promise<readonly PlacedOutlier[]> {
  const { indicator } = standing;
  const home = await homeOf(tx, indicator, area);
  const isRaised = (slug: string, { text }: Period): boolean =>
    checks.some(({ place, period }) => (place ?? '') === slug && period === text);
  return [
    ...quality.outliers.map((one) => ({ ...one, slug: '', place: home.name })),
    ...(await outliersOfPlaces(tx, actor, standing, today)),
  ]
    .sort((a, b) => (a.period.end < b.period.end ? 1 : a.period.end > b.period.end ? -1 : 0))
    .map((one) => ({ ...one, raised: isRaised(one.slug, one.period) }));
}

async function outliersOfPlaces(
  tx: Tx,
  actor: Actor,
  { indicator, breaks }: Standing,
  today: PlainDate,
): Promise<readonly Omit<PlacedOutlier, 'raised'>[]> {
  const geographies = await listFiguredGeographies(tx, indicator.id, today);
  const places = [];
  for (const { id } of geographies.toSorted((a, b) => a.places - b.places))
    places.push(...(await listComparedPlaces(tx, { geographyId: id })));
  const searched = places.slice(0, PLACES_SEARCHED);
  const slugs = searched.map(({ slug }) => slug);
  const points = await listSeriesOf(tx, indicator.id, slugs, today);
  const found = searched.flatMap(({ slug, name }) => {
    const own = points.get(slug) ?? [];
    const periods = new Set(choosePeriod(own, today)?.periods.map(({ text }) => text));
    const series = own.filter(({ period }) => periods.has(period.text));
    return stretchesOf(series, breaks).flatMap((stretch) => {
      const outliers = outliersIn(stretch).map((one) => ({ ...one, slug, place: name }));
      const among = stretch.points.map(({ period }) => ({ place: slug, period: period.text }));
      return outliers.length === 0 ? [] : { outliers, among };
    });
  });
  const isHidden = await hiddenFrom(
    tx,
    actor,
    indicator,
    found.flatMap(({ among }) => among),
  );
  return found.flatMap(({ outliers, among }) => (among.some(isHidden) ? [] : outliers));
}

/** Returns past their day that nobody raised, the longest first. */
export async function listLateReturns(tx: Tx): Promise<readonly LateReturn[]> {
  const { rows } = await sql<
    Omit<LateReturn, 'period'> & { start: PlainDate; end: PlainDate; frequency: string }
  >`
    select r.slug, r.title, r.due_on as "dueOn", i.frequency,
      r.next_period_end as "end",
      (r.next_period_end + 1 - case i.frequency when 'monthly' then interval '1 month' when 'quarterly' then interval '3 months'
        else interval '1 year' end)::date as start
    from intelligence.next_return r
    join intelligence.indicator i on i.partnership_id = r.partnership_id and i.id = r.indicator_id
    join partners.partnership p on p.partnership_id = r.partnership_id
    where r.due_on < partners.business_date(p)
    order by r.due_on, r.title limit 100`.execute(tx);
  const raised = await sql<{ slug: string; period: string }>`
    select slug, period from intelligence.figure_check_now where why = 'late' and state in ('raised', 'asked', 'confirmed')`.execute(
    tx,
  );
  const known = new Set(raised.rows.map(({ slug, period }) => `${slug} ${period}`));
  return rows
    .map(({ slug, title, dueOn, start, end, frequency }) => ({
      slug,
      title,
      dueOn,
      period: periodText(frequency, start, end),
    }))
    .filter(({ slug, period }) => !known.has(`${slug} ${period}`));
}

/** The one way of writing the period of a return. */
function periodText(frequency: string, start: PlainDate, end: PlainDate): string {
  const month = start.slice(0, 7);
  if (frequency === 'monthly') return month;
  const year = Number(start.slice(0, 4));
  if (frequency === 'yearly' && start.slice(5, 7) === '04')
    return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
  if (frequency === 'yearly' && start.slice(5, 7) === '01') return String(year);
  return readPeriod(`${month}..${end.slice(0, 7)}`)?.text ?? rangeOf(start, end).text;
}
