import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { countsFew } from '../counts-few.ts';
import { type DatedSeries, datedSeriesOf } from '../course/series.ts';
import { readPeriod } from '../period.ts';
import { listWaves } from '../queries.ts';
import type { Indicator } from '../types.ts';
import type { Shows } from './licences.ts';
import { hideFew, type OpenFigure, written } from './small-numbers.ts';

/** What of an indicator may leave on a day, and what stays behind and why. */
export interface OpenFigures {
  readonly figures: readonly OpenFigure[];
  /** Provisional and estimated ones, where only final ones are published. */
  readonly notFinal: number;
  /** Of other places, where the indicator counts few people. */
  readonly ofPlaces: number;
  readonly hidden: number;
}

const keyOf = ({ place_code, place_vintage, period }: DatedSeries): string =>
  [place_code ?? '', place_vintage ?? '', period].join('|');

/** Each place and period once, as the primary key of the table promises: the first counts. */
function once(figures: readonly DatedSeries[]): DatedSeries[] {
  const seen = new Set<string>();
  return figures.filter((figure) => {
    const key = keyOf(figure);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * The figures of an indicator that may leave on a business date: known by then, of the quality that is published, without
 * small numbers of people. An indicator that counts few people leaves for its own place only, since places add up to it.
 */
export async function openFigures(
  tx: Tx,
  indicator: Indicator,
  shows: Shows,
  today: PlainDate,
): Promise<OpenFigures> {
  const all = once(await datedSeriesOf(tx, indicator, { of: 'every-place', knownBy: today }));
  const known = all.filter(({ value }) => value !== null);
  const good = known.filter(({ quality }) => shows === 'all' || quality === 'final');
  const few = await countsFew(tx, indicator);
  const own = few
    ? new Set((await datedSeriesOf(tx, indicator, { of: 'its-own-place', knownBy: today })).map(keyOf))
    : undefined;
  const placed = own ? good.filter((figure) => own.has(keyOf(figure))) : good;
  const named = placed.map(({ period }) => period).filter((period) => !readPeriod(period));
  const figures = (few ? hideFew(indicator, placed, await listWaves(tx, named)) : placed).map(written);
  return {
    figures,
    notFinal: known.length - good.length,
    ofPlaces: good.length - placed.length,
    hidden: figures.filter(({ quality }) => quality === 'hidden').length,
  };
}
