import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { countsFew } from '../counts-few.ts';
import { mayRecord } from '../observations.ts';
import { readPeriod } from '../period.ts';
import { businessToday, listWaves } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { hiddenIn } from './hide.ts';
import { homeOf } from './places.ts';

/** Why a figure of a place has no value for who may not record it. */
export const HIDDEN_NOTE = 'Hidden, because it or another by subtraction is of one to four people.';

async function areaOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ area: string }>`
    select area from partners.partnership where partnership_id = platform.partnership()`.execute(tx);
  return rows[0]?.area ?? '';
}

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
  if (ofPlaces.length === 0 || !(await countsFew(tx, indicator))) return () => false;
  const texts = [...new Set(ofPlaces.map(({ period }) => period))];
  const waves = await listWaves(
    tx,
    texts.filter((text) => !readPeriod(text)),
  );
  const [today, home] = [await businessToday(tx), await homeOf(tx, indicator, await areaOf(tx))];
  const hidden = new Map<string, ReadonlySet<string>>();
  for (const text of texts) {
    const period = readPeriod(text, waves);
    if (period) hidden.set(text, await hiddenIn(tx, indicator, period, home, today));
  }
  // Of a period that cannot be read nothing can be told to be large enough.
  return ({ place, period }) => place !== null && (hidden.get(period)?.has(place) ?? true);
}

/** The figures as the actor may see them: a hidden one keeps its row, and says why it has no value. */
export async function withoutFew<
  Row extends Told & {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly note: string;
  },
>(tx: Tx, actor: Actor, indicator: Indicator, rows: readonly Row[]): Promise<readonly Row[]> {
  const isHidden = await hiddenFrom(tx, actor, indicator, rows);
  const nothing = { value: null, numerator: null, denominator: null, note: HIDDEN_NOTE };
  return rows.map((row) => (isHidden(row) ? { ...row, ...nothing } : row));
}
