import { longDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { loadBreaks } from '../course/break-queries.ts';
import { hiddenFigures } from '../few/hidden.ts';
import type { Period } from '../period.ts';
import { overlaps, yearsEarlier } from '../period-order.ts';
import { findIndicator } from '../queries.ts';
import { noteOn, periodFor } from '../seen.ts';
import { breakBetween } from '../standing.ts';
import type { Part } from '../statistics/contribution.ts';
import { countTypes } from '../street/types.ts';
import type { Indicator, Point } from '../types.ts';
import type { Here } from './assemble.ts';
import { type Contributed, contributed, eventsOf, withRest } from './contribution.ts';
import { choosePeriod, isKnown, listSeries, loadFigures, unknownPeriod } from './figures.ts';
import { homeOf, isPartOfHome, listComparedPlaces } from './places.ts';
import { chooseSet, listSets, type PlaceSet } from './sets.ts';

export interface ContributionWanted {
  /** Slug of a geography. */
  readonly places?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface ContributionTold {
  readonly sets: readonly PlaceSet[];
  readonly set: PlaceSet;
  readonly periods: readonly Period[];
  readonly from: Period;
  readonly to: Period;
  /** Where the second period is of a later time than the installation's day: that it is. */
  readonly note: string | undefined;
  readonly byPlace: Contributed | { readonly because: string };
  /** Undefined where the source does not tell types apart. */
  readonly byType: Contributed | undefined;
}

export interface ContributionFound {
  readonly indicator: Indicator;
  readonly told: ContributionTold | undefined;
}

/**
 * What each place, and each type where the source tells them apart, adds to a change between two periods. Refused:
 * not-found, places-unknown, period-unknown.
 */
export async function assembleContribution(
  tx: Tx,
  slug: string,
  wanted: ContributionWanted,
  { today, area }: Here,
): Promise<ContributionFound | Refusal> {
  const indicator = await findIndicator(tx, slug);
  if (!indicator) return notFound('indicator');
  const home = await homeOf(tx, indicator, area);
  const sets = (await listSets(tx, indicator.id, today)).filter(
    ({ kind, id }) => kind === 'geography' && id !== home.geographyId && !home.geographies.includes(id),
  );
  const set = chooseSet(sets, wanted.places);
  if (wanted.places && !set)
    return refused('places-unknown', `There are no figures of “${wanted.places}”.`, { field: 'places' });
  if (!set) return { indicator, told: undefined };
  const own = await listSeries(tx, indicator.id, null, today);
  const series = own.some(isKnown) ? own : await listSeries(tx, indicator.id, set.newest, today);
  const chosen = choosePeriod(series, today, wanted.until);
  if (wanted.until !== undefined && !chosen) return unknownPeriod(wanted.until, 'until');
  const { periods = [] } = chosen ?? {};
  const since = periods.find(({ text }) => text === wanted.since);
  if (wanted.since !== undefined && !since) return unknownPeriod(wanted.since, 'since');
  // A change needs two periods: a first one alone gives way to what is of a later time.
  const changed = periods.filter((period) => usualStart(period, periods) !== undefined);
  const to = wanted.until === undefined ? periodFor(changed, today) : chosen?.period;
  const from = since ?? (to && usualStart(to, periods));
  if (!to || !from) return { indicator, told: undefined };
  if (from.end >= to.end)
    return refused('period-unknown', 'The first period must come before the second.', { field: 'since' });
  const told = { sets, set, periods, from, to, note: noteOn(to, today) };
  const breaks = (await loadBreaks(tx, [indicator.id])).get(indicator.id) ?? [];
  const broken = breakBetween({ period: from } as Point, { period: to } as Point, breaks);
  const because = broken
    ? `The figures are not comparable across ${longDate(broken.startsOn)}: ${broken.reason}`
    : overlaps(from, to)
      ? 'The two periods share part of their figures.'
      : undefined;
  if (because !== undefined)
    return {
      indicator,
      told: { ...told, byPlace: { because: `Cannot tell. ${because}` }, byType: undefined },
    };
  return {
    indicator,
    told: {
      ...told,
      byPlace: await byPlace(tx, indicator, set, [from, to], { today, area }),
      byType: await byType(tx, indicator, [from, to]),
    },
  };
}

function usualStart(to: Period, periods: readonly Period[]): Period | undefined {
  const year = yearsEarlier(to, 1);
  const earlier = periods.filter(({ end }) => end < to.end);
  return earlier.find(({ text }) => text === year?.text) ?? earlier[0];
}

async function byPlace(
  tx: Tx,
  indicator: Indicator,
  set: PlaceSet,
  periods: readonly [Period, Period],
  { today, area }: Here,
): Promise<Contributed | { readonly because: string }> {
  const home = await homeOf(tx, indicator, area);
  const places = (await listComparedPlaces(tx, { geographyId: set.id })).filter((one) =>
    isPartOfHome(one, home),
  );
  const small = await hiddenFigures(tx, [{ indicator, periods: periods.map(({ text }) => text) }]);
  const sides = [];
  for (const period of periods) {
    const figures = await loadFigures(
      tx,
      indicator.id,
      places.map((place) => place.slug),
      period,
      today,
    );
    const hidden = small.placesIn(indicator.id, period.text);
    sides.push((slug: string): number | undefined => {
      const point = figures.get(slug);
      return isKnown(point) && !hidden.has(slug) ? eventsOf(indicator, point) : undefined;
    });
  }
  const [then, now] = sides;
  const partOf = (of: string, slug: string): Part<string> | undefined => {
    const [before, after] = [then?.(slug), now?.(slug)];
    return before === undefined || after === undefined ? undefined : { of, before, now: after };
  };
  const known = places.flatMap(({ name, slug }) => partOf(name, slug) ?? []);
  const whole = partOf(home.name, '');
  const parts = withRest(known, whole, `the rest of ${home.name} with what has no place`);
  if (known.length === 0) return { because: 'No place has a figure that can be shown for both periods.' };
  if (!parts)
    return { because: `The places have more than ${home.name}: the figures contradict each other.` };
  return contributed(parts, eventUnit(indicator), periods);
}

/** What is counted: of a rate the events, not the people. */
const eventUnit = ({ kind, unit, numeratorSays }: Indicator): string =>
  kind === 'number' ? unit : (numeratorSays || 'events').toLowerCase();

async function byType(
  tx: Tx,
  indicator: Indicator,
  periods: readonly [Period, Period],
): Promise<Contributed | undefined> {
  const [then, now] = [
    await countTypes(tx, indicator.slug, periods[0]),
    await countTypes(tx, indicator.slug, periods[1]),
  ];
  if (!then || !now) return undefined;
  const types = [...new Set([...then.keys(), ...now.keys()])];
  if (types.length < 2) return undefined;
  const parts = types.map((of) => ({ of, before: then.get(of) ?? 0, now: now.get(of) ?? 0 }));
  return contributed(parts, eventUnit(indicator), periods);
}
