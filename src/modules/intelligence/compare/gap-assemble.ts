import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { loadBreaks } from '../course/break-queries.ts';
import { hiddenFigures } from '../few/hidden.ts';
import type { Period } from '../period.ts';
import { yearsEarlier } from '../period-order.ts';
import { findIndicator } from '../queries.ts';
import { noteOn } from '../seen.ts';
import type { Indicator, Point, Quality } from '../types.ts';
import type { Here } from './assemble.ts';
import { choosePeriod, isKnown, listSeries, listSeriesOf, unknownPeriod } from './figures.ts';
import { type GapAt, type GapVerdictTold, gapAt, judgeGap, type Side } from './gap.ts';
import { type GapPair, type GapSide, listGapPairs } from './gap-sides.ts';
import { homeOf } from './places.ts';
import { listSets, type PlaceSet } from './sets.ts';
import { pooled } from './sides.ts';

/** As many periods are drawn. */
const PERIODS_SHOWN = 13;

export interface GapWanted {
  /** Between whom: `fifths:` and the slug of a geography, or the slug of a place. */
  readonly of?: string | undefined;
  /** The earlier period; the same of the year before where it is left out. */
  readonly since?: string | undefined;
  /** The later period; the one for the day where it is left out. */
  readonly until?: string | undefined;
}

/** A gap with how firm the figures behind it are: as firm as the least firm of them. */
export interface GapShown extends GapAt {
  readonly quality: Quality;
}

export interface GapTold {
  readonly pairs: readonly GapPair[];
  readonly pair: GapPair;
  /** All that can be chosen, the newest first. */
  readonly periods: readonly Period[];
  /** Up to the later period, the newest first. */
  readonly gaps: readonly GapShown[];
  readonly now: GapShown;
  readonly before: GapShown | undefined;
  readonly judged: GapVerdictTold;
  /** Where the later period is of a later time than the installation's day: that it is. */
  readonly note: string | undefined;
}

export interface Gap {
  readonly indicator: Indicator;
  readonly told: GapTold | undefined;
}

/**
 * A gap between two sides over the periods that can be set beside the newest, and whether it closes. Refused: not-found,
 * gap-unknown, period-unknown.
 */
export async function assembleGap(
  tx: Tx,
  slug: string,
  wanted: GapWanted,
  { today, area }: Here,
): Promise<Gap | Refusal> {
  const indicator = await findIndicator(tx, slug);
  if (!indicator) return notFound('indicator');
  const home = await homeOf(tx, indicator, area);
  const sets = await listSets(tx, indicator.id, today);
  const hasOwn = (await listSeries(tx, indicator.id, null, today)).some(isKnown);
  const pairs = await listGapPairs(tx, sets, home, { hasOwn });
  const pair = wanted.of
    ? pairs.find(({ value }) => value === wanted.of)
    : await usualPair(tx, indicator, pairs, sets, today);
  if (wanted.of && !pair)
    return refused('gap-unknown', `There is no gap of “${wanted.of}” to tell of.`, { field: 'of' });
  const lead = pair?.one.slugs[0];
  if (!pair || lead === undefined) return { indicator, told: undefined };
  const chosen = choosePeriod(await listSeries(tx, indicator.id, lead, today), today, wanted.until);
  if (wanted.until !== undefined && !chosen) return unknownPeriod(wanted.until, 'until');
  if (!chosen) return { indicator, told: undefined };
  const periods = chosen.periods.filter(({ end }) => end <= chosen.period.end);
  const since = wanted.since === undefined ? undefined : periods.find(({ text }) => text === wanted.since);
  if (wanted.since !== undefined && !since) return unknownPeriod(wanted.since, 'since');
  const slugs = [...pair.one.slugs, ...pair.other.slugs];
  const points = await listSeriesOf(tx, indicator.id, slugs, today);
  const shown = [...periods.slice(0, PERIODS_SHOWN)];
  if (since && !shown.includes(since)) shown.push(since);
  const small = await hiddenFigures(tx, [{ indicator, periods: shown.map(({ text }) => text) }]);
  const gaps: GapShown[] = [];
  for (const period of shown) {
    const hidden = small.placesIn(indicator.id, period.text);
    const side = (of: GapSide): Side => sideOf(indicator, of, period, points, hidden);
    const behind = slugs.flatMap((one) => points.get(one)?.filter((point) => isOf(period, point)) ?? []);
    gaps.push({
      ...gapAt(indicator, period, side(pair.one), side(pair.other), pair.isPart),
      quality: leastFirm(behind),
    });
  }
  const [now] = gaps;
  if (!now) return { indicator, told: undefined };
  const before = gaps.find(({ period }) => period.text === (since ?? usualStart(now.period, periods))?.text);
  const breaks = (await loadBreaks(tx, [indicator.id])).get(indicator.id) ?? [];
  const judged: GapVerdictTold = before
    ? judgeGap(indicator, before, now, breaks)
    : {
        verdict: 'cannot-tell',
        wider: null,
        reversed: false,
        sentence: 'Whether the gap closes can be told when a second comparable period is known.',
      };
  const note = noteOn(now.period, today);
  return { indicator, told: { pairs, pair, periods: chosen.periods, gaps, now, before, judged, note } };
}

const isOf = ({ text }: Period, point: Point): boolean => point.period.text === text;

const FROM_THE_LEAST: readonly Quality[] = ['awaited', 'estimated', 'provisional'];

const leastFirm = (points: readonly Point[]): Quality =>
  FROM_THE_LEAST.find((quality) => points.some((point) => point.quality === quality)) ?? 'final';

/** The first pair; where it has no figure, that of a place which has. */
async function usualPair(
  tx: Tx,
  { id }: Indicator,
  pairs: readonly GapPair[],
  sets: readonly PlaceSet[],
  today: PlainDate,
): Promise<GapPair | undefined> {
  const [first] = pairs;
  const [lead] = first?.one.slugs ?? [];
  if (lead === undefined || (await listSeries(tx, id, lead, today, 1)).length > 0) return first;
  return pairs.find(({ value }) => sets.some(({ newest }) => newest === value)) ?? first;
}

/** The same months of the year before, or else the period just before. */
function usualStart(now: Period, periods: readonly Period[]): Period | undefined {
  const year = yearsEarlier(now, 1);
  return periods.find(({ text }) => text === year?.text) ?? periods[1];
}

/** The figure of a side: that of its place, or of its places together where every one has one that may be shown. */
function sideOf(
  indicator: Indicator,
  { name, slugs }: GapSide,
  period: Period,
  points: ReadonlyMap<string, readonly Point[]>,
  hidden: ReadonlySet<string>,
): Side {
  const figures = slugs.map((slug) => points.get(slug)?.find((point) => isOf(period, point)));
  const known = figures.filter(isKnown);
  if (known.length < slugs.length)
    return {
      because:
        slugs.length === 1
          ? `No figure of ${name} is known.`
          : `Of ${name}, ${plural(slugs.length - known.length, 'place')} of ${slugs.length} ${slugs.length - known.length === 1 ? 'has' : 'have'} no figure.`,
    };
  if (slugs.some((slug) => hidden.has(slug)))
    return {
      because: `A figure of ${name} is hidden, because it or another by subtraction is of one to four people.`,
    };
  const [only] = known;
  if (known.length === 1 && only) return only;
  return pooled(indicator, known) ?? { because: `How many people ${name} has is not stated.` };
}
