import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFromAll } from '../compare/few.ts';
import { listSeriesOf } from '../compare/figures.ts';
import type { SeriesBreak } from '../course/break-queries.ts';
import type { Indicator } from '../types.ts';
import { type Course, newestSignal, newestStretch, type Signal } from './signal.ts';

/**
 * The places of a geography are watched when it has at most so many: wards, districts, the partnership's own areas. Among
 * the hundreds of small areas of a census some figure always stands out by chance.
 */
export const MOST_PLACES = 40;

/** The watched places of which an indicator has figures, by slug: geographies are told small or large before any figure is looked for. */
async function watchedPlaces(tx: Tx, indicatorId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ slug: string }>`
    with small as (
      select geography_id from places.place where partnership_id = platform.partnership()
      group by geography_id having count(*) <= ${MOST_PLACES})
    select p.slug from small s
    join places.place p on p.partnership_id = platform.partnership() and p.geography_id = s.geography_id
    where exists (select from intelligence.observation o
      where o.partnership_id = p.partnership_id and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.slug)
    order by p.slug`.execute(tx);
  return rows.map(({ slug }) => slug);
}

/** The series of every watched place of an indicator, by slug, as far as they were known on that day. */
export async function watchedCourses(
  tx: Tx,
  indicator: Indicator,
  breaks: readonly SeriesBreak[],
  today: PlainDate,
): Promise<ReadonlyMap<string, Course>> {
  const slugs = await watchedPlaces(tx, indicator.id);
  const series = await listSeriesOf(tx, indicator.id, slugs, today);
  return new Map(
    [...series].map(([slug, points]) => [
      slug,
      { series: points.filter(({ period }) => period.end <= today), breaks },
    ]),
  );
}

/** Which of these series hold a figure that stays hidden from anybody: of those no usual variation is told to anybody. */
export async function withHidden(
  tx: Tx,
  indicator: Indicator,
  courses: ReadonlyMap<string, Course>,
): Promise<ReadonlySet<string>> {
  const figures = [...courses].flatMap(([place, course]) =>
    (newestStretch(course)?.points ?? []).map(({ period }) => ({ place, period: period.text })),
  );
  const isHidden = await hiddenFromAll(tx, indicator, figures);
  return new Set(figures.filter(isHidden).map(({ place }) => place));
}

/** The signals of the newest figures of places that may be told to everybody, by slug. */
export async function placeSignals(
  tx: Tx,
  indicator: Indicator,
  courses: ReadonlyMap<string, Course>,
  today: PlainDate,
): Promise<ReadonlyMap<string, Signal>> {
  const found = new Map(
    [...courses].flatMap(([slug, course]) => {
      const signal = newestSignal(indicator, course, today);
      return signal ? [[slug, signal] as const] : [];
    }),
  );
  if (found.size === 0) return found;
  const hidden = await withHidden(tx, indicator, new Map([...courses].filter(([slug]) => found.has(slug))));
  return new Map([...found].filter(([slug]) => !hidden.has(slug)));
}
