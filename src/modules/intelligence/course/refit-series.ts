import { listInWords } from '../../../kernel/names.ts';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { bestFit, findGeography, type Geography } from '../../places/index.ts';
import { limitsFor } from '../estimate.ts';
import { finestOf, listChoosable, listTargets, nameOf, sayFit, whyNotAdded } from '../map/choosable.ts';
import { listMappedGeographies, listPlaceValues, type PlaceValue } from '../map/queries.ts';
import { refitted } from '../map/refit.ts';
import { businessToday, findIndicator } from '../queries.ts';
import type { Indicator, Quality } from '../types.ts';
import type { IndicatorSeries } from './series.ts';

/** How sure a figure is that was put together from those of other places by best fit. */
export type RefitQuality = 'refit' | 'refit-provisional' | 'refit-estimated' | 'awaited';

const QUALITY: Readonly<Record<Quality, RefitQuality>> = {
  final: 'refit',
  provisional: 'refit-provisional',
  estimated: 'refit-estimated',
  awaited: 'awaited',
};

/** Every figure, whenever it counts from. */
const END_OF_TIME = plainDate('9999-12-31');
const ALL = 100_000;

interface Bounds {
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

/** From which geography, and how, figures of an indicator are put together for another that has none of its own. */
async function fitFor(tx: Tx, indicator: Indicator, { id }: Geography) {
  const choosable = await listChoosable(tx, indicator, await businessToday(tx));
  return choosable.find((one) => one.id === id)?.fitted ?? undefined;
}

/** The figures of an indicator put together for the places of a geography, as its map does; none where no lookup leads there. */
export async function refitSeries(
  tx: Tx,
  indicator: Indicator,
  geography: Geography,
  { from, to }: Bounds,
): Promise<readonly IndicatorSeries[]> {
  const fit = await fitFor(tx, indicator, geography);
  if (!fit) return [];
  const values = await listPlaceValues(tx, {
    indicatorId: indicator.id,
    geographyId: fit.from.id,
    asAt: END_OF_TIME,
    newest: ALL,
  });
  const wanted = values.filter(
    ({ periodStart, periodEnd }) => (!from || periodStart >= from) && (!to || periodEnd <= to),
  );
  const { intoOf } = await bestFit(tx, fit.from.id, geography.id);
  return refitted(indicator, wanted, intoOf, await listTargets(tx, geography.slug))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ slug, code, period, value, numerator, denominator, quality }) => {
      const { lower, upper } = limitsFor(indicator, { value, numerator, denominator });
      const place = { place_code: code ?? slug, place_vintage: geography.vintage };
      const figures = { value, numerator, denominator, lower, upper, quality: QUALITY[quality] };
      return { ...place, period, ...figures };
    });
}

const keyOf = ({ code, slug, periodEnd, periodStart }: PlaceValue): string =>
  [code ?? slug, periodEnd, periodStart].join(' ');

/**
 * What is to be known of an indicator's figures by a geography, in sentences: that they are put together and how well they
 * fit, or why there are none; undefined where they are measured there.
 */
export async function saySeries(tx: Tx, slug: string, places: string): Promise<string | undefined> {
  const [indicator, geography] = [await findIndicator(tx, slug), await findGeography(tx, places)];
  if (!indicator || !geography) return undefined;
  const own = await listMappedGeographies(tx, indicator.id, await businessToday(tx));
  if (own.some(({ id }) => id === geography.id)) return undefined;
  const fit = await fitFor(tx, indicator, geography);
  if (fit) {
    const { split, nowhere } = await bestFit(tx, fit.from.id, geography.id);
    return sayFit({ from: nameOf(fit.from), via: fit.via, split, nowhere }, nameOf(geography));
  }
  const none = `No figure of ${slug} is known for places of ${places}`;
  const finest = finestOf(own);
  if (!finest)
    return `${none}, nor of any other geography. Without --places the figures of its own place are written.`;
  const why =
    (await whyNotAdded(tx, indicator)) ??
    `No lookup leads there from ${nameOf(finest)}: bring one with concord import lookup --from ${finest.slug} --to ${places}, or one to a geography between them.`;
  return `${none}. It is measured by ${listInWords(own.map(nameOf))}. ${why}`;
}
