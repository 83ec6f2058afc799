import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFromAll } from '../compare/few.ts';
import { listSeriesOf } from '../compare/figures.ts';
import { listComparedPlaces, listFiguredGeographies } from '../compare/places.ts';
import type { SeriesBreak } from '../course/break-queries.ts';
import type { Indicator } from '../types.ts';
import { type Course, newestSignal, newestStretch, type Signal } from './signal.ts';

/**
 * The places of a geography are watched when it has at most so many: wards, districts, the partnership's own areas. Among
 * the hundreds of small areas of a census some figure always stands out by chance.
 */
export const MOST_PLACES = 40;

/** The series of every watched place of an indicator, by slug, as far as they were known on that day. */
export async function watchedCourses(
  tx: Tx,
  indicator: Indicator,
  breaks: readonly SeriesBreak[],
  today: PlainDate,
): Promise<ReadonlyMap<string, Course>> {
  const slugs: string[] = [];
  for (const { id, places } of await listFiguredGeographies(tx, indicator.id, today))
    if (places <= MOST_PLACES)
      slugs.push(...(await listComparedPlaces(tx, { geographyId: id })).map(({ slug }) => slug));
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
