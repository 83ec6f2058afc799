import type { Tx } from '../../../platform/database/transaction.ts';
import type { LocalityRequest } from '../../../platform/module.ts';
import { isKnown } from '../compare/figures.ts';
import { type GapVerdictTold, gapAt, judgeGap, type Side } from '../compare/gap.ts';
import { canBeCompared } from '../compare/sides.ts';
import { loadBreaks } from '../course/break-queries.ts';
import { hiddenFigures } from '../few/hidden.ts';
import { previousPeriod, yearsEarlier } from '../period-order.ts';
import { listIndicators } from '../queries.ts';
import type { Indicator, Point } from '../types.ts';
import { type Against, againstOf, together } from './against.ts';
import { type ComparedWith, comparedWith } from './area.ts';
import { standingsPutTogether } from './put-together.ts';
import { type FoundFigure, listFiguresIn, listNewestOf } from './queries.ts';

/** One indicator, as a place stands in it. */
export interface StandingHere {
  readonly indicator: Indicator;
  /** Null value where it is awaited; `hidden` where it tells of so few people that it is not shown. */
  readonly point: Point;
  readonly hidden: boolean;
  /** The geography whose figures it was put together from by best fit; undefined where it was measured. */
  readonly from: string | undefined;
  /** Against each of the places around, in their order; undefined where nothing is known of it. */
  readonly against: readonly (Against | undefined)[];
  /** Whether the gap to the nearest place around closes; undefined where there is none to compare with. */
  readonly gap: GapVerdictTold | undefined;
}

const keyOf = (indicatorId: string, period: string, slug: string) => `${indicatorId} ${period} ${slug}`;

/** How a place stands in every indicator that has a figure of it, and what it is compared with. */
export async function standingsHere(
  tx: Tx,
  request: LocalityRequest,
): Promise<ComparedWith & { readonly standings: readonly StandingHere[] }> {
  const { place, today } = request;
  const compared = await comparedWith(tx, request);
  const { around, area, siblings } = compared;
  const newest = await listNewestOf(tx, place.slug, area, today);
  const ids = newest.map(({ indicatorId }) => indicatorId);
  const indicators = new Map((await listIndicators(tx, { ids })).map((one) => [one.id as string, one]));
  const earlier = new Map(
    newest.flatMap(({ indicatorId, point: { period } }) => {
      const before = yearsEarlier(period, 1) ?? previousPeriod(period);
      return before ? [[indicatorId, before] as const] : [];
    }),
  );
  const wanted = [
    ...newest.map(({ indicatorId, point }) => ({ indicatorId, period: point.period })),
    ...[...earlier].map(([indicatorId, period]) => ({ indicatorId, period })),
  ];
  const slugs = [place.slug, ...around.map(({ slug }) => slug)];
  const read = [...new Set([...slugs, ...(siblings ?? [])])];
  const found = byPlace(await listFiguresIn(tx, wanted, read, today), indicators, area);
  const breaks = await loadBreaks(tx, ids);
  const hidden = await hiddenFigures(
    tx,
    newest.flatMap(({ indicatorId, point }) => {
      const indicator = indicators.get(indicatorId);
      const before = earlier.get(indicatorId);
      const periods = [point.period.text, ...(before ? [before.text] : [])];
      return indicator ? [{ indicator, periods }] : [];
    }),
  );
  const standings: StandingHere[] = [];
  for (const { indicatorId, point } of newest) {
    const indicator = indicators.get(indicatorId);
    if (!indicator) continue;
    const before = earlier.get(indicatorId);
    const small = hidden.has(indicatorId, place.slug, point.period.text);
    const recorded = (slug: string, period: string): Point | undefined => {
      return small || hidden.has(indicatorId, slug, period)
        ? undefined
        : found.get(keyOf(indicatorId, period, slug));
    };
    const ofArea = (period: string): Point | undefined =>
      together(
        indicator,
        (siblings ?? []).map((slug) => recorded(slug, period)),
      );
    const isArea = (slug: string): boolean => siblings !== undefined && slug === area;
    const at = (slug: string, period: string): Point | undefined =>
      recorded(slug, period) ?? (isArea(slug) ? ofArea(period) : undefined);
    const figures = around.map(({ slug }) => ({
      figure: at(slug, point.period.text),
      summed: isArea(slug) && !recorded(slug, point.period.text) ? (siblings?.length ?? 0) : 0,
    }));
    standings.push({
      indicator,
      point,
      hidden: small,
      from: undefined,
      against: figures.map(({ figure, summed }) => againstOf(indicator, point, figure, summed)),
      gap: gapOf(indicator, point, before, slugs, at, breaks.get(indicatorId) ?? []),
    });
  }
  const known = new Set(standings.map(({ indicator }) => indicator.slug));
  const more = await standingsPutTogether(tx, request, compared, known);
  return { ...compared, standings: [...standings, ...more] };
}

/** Figures by indicator, period and place; an indicator's own stands under the place it is of, unless that has one itself. */
function byPlace(
  figures: readonly FoundFigure[],
  indicators: ReadonlyMap<string, Indicator>,
  area: string,
): ReadonlyMap<string, Point> {
  const found = new Map<string, Point>();
  const sorted = figures.toSorted((a, b) => Number(a.place !== null) - Number(b.place !== null));
  for (const { indicatorId, place, point } of sorted) {
    const slug = place ?? indicators.get(indicatorId)?.placeSlug ?? area;
    found.set(keyOf(indicatorId, point.period.text, slug), point);
  }
  return found;
}

function gapOf(
  indicator: Indicator,
  point: Point,
  before: Point['period'] | undefined,
  [here = '', nearest = '']: readonly string[],
  at: (slug: string, period: string) => Point | undefined,
  breaks: Parameters<typeof judgeGap>[3],
): GapVerdictTold | undefined {
  if (nearest === '' || !before || !canBeCompared(indicator)) return undefined;
  const sideOf = (slug: string, period: string): Side => {
    const found = at(slug, period);
    return isKnown(found) ? found : { because: 'A figure is not known.' };
  };
  const gapIn = (period: Point['period']) =>
    gapAt(indicator, period, sideOf(here, period.text), sideOf(nearest, period.text), true);
  const then = gapIn(before);
  return 'because' in then.one || 'because' in then.other
    ? undefined
    : judgeGap(indicator, then, gapIn(point.period), breaks);
}
