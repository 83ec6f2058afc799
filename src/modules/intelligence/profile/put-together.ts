import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { LocalityRequest } from '../../../platform/module.ts';
import { findPlace } from '../../places/index.ts';
import { loadFigures } from '../compare/figures.ts';
import { nameOf } from '../map/choosable.ts';
import { listPutTogether, type PutTogether } from '../map/put-together.ts';
import { listLaterPeriods, type PlaceValue } from '../map/queries.ts';
import { valuesOf } from '../map/view.ts';
import { type Period, readPeriod } from '../period.ts';
import type { Point } from '../types.ts';
import { againstOf, together } from './against.ts';
import type { ComparedWith } from './area.ts';
import type { StandingHere } from './standing-here.ts';

/**
 * How a place stands in the indicators that were not measured for its geography, but are put together for it by best fit as
 * on their maps: after boundaries changed, most are.
 */
export async function standingsPutTogether(
  tx: Tx,
  { place, today }: LocalityRequest,
  compared: ComparedWith,
  known: ReadonlySet<string>,
): Promise<readonly StandingHere[]> {
  const geographyId = (await findPlace(tx, place.slug))?.geographyId;
  const measured = (await listMeasuredInside(tx, place.id)).filter((slug) => !known.has(slug));
  if (geographyId === undefined || measured.length === 0) return [];
  const standings: StandingHere[] = [];
  for (const one of await listPutTogether(tx, { id: geographyId }, measured, today)) {
    const values = await newestValues(tx, one, today);
    const [first] = values;
    const period = first && readPeriod(first.period);
    const own = values.find(({ slug }) => slug === place.slug);
    if (!period || !own) continue;
    const { indicator } = one;
    const slugs = compared.around.map(({ slug }) => slug);
    const figures = await loadFigures(tx, indicator.id, slugs, period, today);
    const point = pointOf(own, period);
    standings.push({
      indicator,
      point,
      hidden: false,
      from: nameOf(one.fitted.from),
      against: compared.around.map(({ slug }) => {
        const isArea = slug === compared.area && (indicator.placeSlug ?? slug) === slug;
        const figure = figures.get(slug) ?? (isArea ? figures.get('') : undefined);
        if (figure || !isArea) return againstOf(indicator, point, figure, 0);
        const points = values.map((value) => pointOf(value, period));
        return againstOf(indicator, point, together(indicator, points), points.length);
      }),
      gap: undefined,
    });
  }
  return standings;
}

/** One part that was measured is enough to know that its geography was. */
const PARTS_ASKED = 8;

/** The slugs of indicators that have figures of the first smaller places that fit into one, by one lookup or by two. */
async function listMeasuredInside(tx: Tx, placeId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ slug: string }>`
    with direct as (select f.place_id as id from places.fit f where f.into_id = ${placeId}::uuid order by 1 limit ${PARTS_ASKED}),
    parts as (
      select id from direct
      union
      (select f.place_id from places.fit f join direct d on d.id = f.into_id order by 1 limit ${PARTS_ASKED}))
    select i.slug from intelligence.indicator i
    where i.ended_on is null and exists (
      select from parts join places.place p on p.partnership_id = i.partnership_id and p.id = parts.id
      cross join lateral (
        select from intelligence.observation o
        where o.partnership_id = i.partnership_id and o.indicator_id = i.id and o.place_slug = p.slug limit 1) o)
    order by i.title, i.id`.execute(tx);
  return rows.map(({ slug }) => slug);
}

/** The figures of all places of the geography in the newest period up to today, else in the newest of a later time. */
async function newestValues(
  tx: Tx,
  { indicator, geography, fitted }: PutTogether,
  today: LocalityRequest['today'],
): Promise<readonly PlaceValue[]> {
  const { values } = await valuesOf(tx, indicator, geography, today);
  const known = values.length > 0 ? values : await laterValues();
  const [newest] = known.toSorted((a, b) => (a.periodEnd < b.periodEnd ? 1 : -1));
  return known.filter(({ period }) => period === newest?.period);

  async function laterValues(): Promise<readonly PlaceValue[]> {
    const [later] = await listLaterPeriods(tx, indicator.id, fitted.from.id, today);
    return later ? (await valuesOf(tx, indicator, geography, today, later.end)).values : [];
  }
}

const pointOf = ({ value, numerator, denominator, quality, source }: PlaceValue, period: Period): Point => ({
  period,
  value,
  numerator,
  denominator,
  quality,
  source,
  note: '',
  version: 1,
  computed: false,
});
