import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFigures } from '../few/hidden.ts';
import { mayRecord } from '../observations.ts';
import type { Indicator } from '../types.ts';

/** Why a figure of a place has no value for who may not record it. */
export const HIDDEN_NOTE = 'Hidden, because it or another by subtraction is of one to four people.';

interface Told {
  /** Slug of the place; null for the indicator's own. */
  readonly place: string | null;
  readonly period: string;
}

/**
 * Which figures of places stay hidden from the actor: none from who may record them, since they are the ones who wrote
 * them; of an indicator that counts few people, from everybody else those of few, and others so that no sum gives one away.
 */
export async function hiddenFrom(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  figures: readonly Told[],
): Promise<(figure: Told) => boolean> {
  return mayRecord(actor, indicator) ? () => false : hiddenFromAll(tx, indicator, figures);
}

/** Which figures of places stay hidden from everybody: of what is kept or shown for all to read, whoever made it. */
export async function hiddenFromAll(
  tx: Tx,
  indicator: Indicator,
  figures: readonly Told[],
): Promise<(figure: Told) => boolean> {
  const ofPlaces = figures.filter(({ place }) => place !== null);
  if (ofPlaces.length === 0) return () => false;
  const periods = [...new Set(ofPlaces.map(({ period }) => period))];
  const hidden = await hiddenFigures(tx, [{ indicator, periods }]);
  return ({ place, period }) => hidden.has(indicator.id, place, period);
}

interface Figure extends Told {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly note: string;
}

/** A figure that stays hidden: it keeps its row, and says why it has no value. */
export const hideFigure = <Row extends Figure>(row: Row): Row => ({
  ...row,
  ...{ value: null, numerator: null, denominator: null, note: HIDDEN_NOTE },
});

/** The figures as the actor may see them. */
export async function withoutFew<Row extends Figure>(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const isHidden = await hiddenFrom(tx, actor, indicator, rows);
  return rows.map((row) => (isHidden(row) ? hideFigure(row) : row));
}
