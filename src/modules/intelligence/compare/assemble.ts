import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFigures } from '../few/hidden.ts';
import type { Period } from '../period.ts';
import { checkedObservations } from '../quality/checked.ts';
import { findIndicator } from '../queries.ts';
import { noteOn } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { type Boundaries, boundariesOf } from './boundaries.ts';
import { listChoices, TOGETHER, WHOLE } from './choices.ts';
import {
  type Comparator,
  type ComparedRow,
  comparatorOf,
  compareAll,
  type Entry,
  pooledComparator,
  sayComparison,
} from './comparison.ts';
import { choosePeriod, isKnown, listSeries, loadFigures } from './figures.ts';
import { type ComparedPlace, homeOf, isPartOfHome, listComparedPlaces } from './places.ts';
import { chooseSet, listSets, type PlaceSet } from './sets.ts';

/** What a reader asks for; what is left out is chosen for them. */
export interface ComparisonWanted {
  /** Slug of a geography, or `family:` and that of a family of similar places. */
  readonly places?: string | undefined;
  /** `whole` for the indicator's own place, `together` for all of the places, or the slug of a place around them. */
  readonly with?: string | undefined;
  readonly period?: string | undefined;
}

/** Whose day and area it is. */
export interface Here {
  readonly today: PlainDate;
  readonly area: string;
}

export interface Told {
  readonly set: PlaceSet;
  readonly periods: readonly Period[];
  readonly period: Period;
  /** Where the period is of a later time than the installation's day: that it is. */
  readonly note: string | undefined;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly with: string;
  readonly comparator: Comparator;
  readonly rows: readonly ComparedRow[];
  readonly sentence: string;
  /** Other vintages of these places, whose figures are not set beside these. */
  readonly boundaries: Boundaries | undefined;
}

export interface Comparison {
  readonly indicator: Indicator;
  readonly sets: readonly PlaceSet[];
  /** Undefined where no figures of places are known. */
  readonly told: Told | undefined;
}

/**
 * Every place of a geography or family beside a comparator, in one period. Refused: not-found (no such indicator),
 * places-unknown, period-unknown, comparator-unknown.
 */
export async function assembleComparison(
  tx: Tx,
  slug: string,
  wanted: ComparisonWanted,
  here: Here,
): Promise<Comparison | Refusal> {
  const indicator = await findIndicator(tx, slug);
  if (!indicator) return notFound('indicator');
  const sets = await listSets(tx, indicator.id, here.today);
  const set = chooseSet(sets, wanted.places);
  if (wanted.places && !set)
    return refused('places-unknown', `There are no figures of “${wanted.places}”.`, { field: 'places' });
  if (!set) return { indicator, sets, told: undefined };
  const series = await listSeries(tx, indicator.id, set.newest, here.today);
  const chosen = choosePeriod(series, here.today, wanted.period);
  if (wanted.period && !chosen)
    return refused('period-unknown', `There are no figures of these places for “${wanted.period}”.`, {
      field: 'period',
    });
  if (!chosen) return { indicator, sets, told: undefined };
  const told = await tellPeriod(tx, indicator, set, chosen.period, wanted.with, here);
  if ('refused' in told) return told;
  return { indicator, sets, told: { ...told, ...chosen, set, note: noteOn(chosen.period, here.today) } };
}

async function tellPeriod(
  tx: Tx,
  indicator: Indicator,
  set: PlaceSet,
  period: Period,
  wanted: string | undefined,
  { today, area }: Here,
): Promise<Omit<Told, 'set' | 'periods' | 'period' | 'note'> | Refusal> {
  const home = await homeOf(tx, indicator, area);
  const ofFamily = set.kind === 'family';
  const all = await listComparedPlaces(tx, ofFamily ? { ids: set.ids } : { geographyId: set.id });
  const places = all.filter(({ id }) => id !== home.id);
  const ids = new Set([...places, home].flatMap(({ within }) => within));
  ids.delete(home.id ?? '');
  const around = await listComparedPlaces(tx, { ids: [...ids] });
  const slugs = [...places, ...around].map((place) => place.slug);
  const figures = await loadFigures(tx, indicator.id, slugs, period, today);
  const small = await hiddenFigures(tx, [{ indicator, periods: [period.text] }]);
  const hidden = small.placesIn(indicator.id, period.text);
  const checked = await checkedObservations(tx, indicator.id);
  const { choices, chosen } = listChoices({ figures, hidden, home, around, ofFamily }, wanted);
  if (chosen === undefined)
    return refused('comparator-unknown', `There is no figure of “${wanted}” to compare with.`, {
      field: 'with',
    });
  const other = around.find((place) => place.slug === chosen);
  const lies = ({ id, within }: Pick<ComparedPlace, 'id' | 'within'>): boolean =>
    other !== undefined && id !== other.id && within.includes(other.id);
  const entryOf = (slug: string, name: string, isPart: boolean): Entry => {
    const point = figures.get(slug);
    const beingChecked = point !== undefined && checked.has(point.observationId);
    return { slug, name, point, isPart, hidden: hidden.has(slug), beingChecked };
  };
  const entries = places.map((place) =>
    entryOf(
      place.slug,
      place.name,
      chosen === TOGETHER || (chosen === WHOLE ? isPartOfHome(place, home) : lies(place)),
    ),
  );
  const isAmong = chosen !== WHOLE && figures.has('') && (ofFamily || set.id === home.geographyId);
  const own = isAmong
    ? [
        entryOf(
          '',
          home.name,
          chosen === TOGETHER ? !ofFamily : lies({ id: home.id ?? '', within: home.within }),
        ),
      ]
    : [];
  const figure = figures.get(chosen === WHOLE ? '' : chosen);
  const name = choices.find(({ value }) => value === chosen)?.text ?? '';
  const comparator =
    chosen === TOGETHER
      ? pooledComparator(name, indicator, ofFamily ? entries : [...entries, ...own])
      : comparatorOf(name, indicator, isKnown(figure) ? figure : undefined);
  const rows = compareAll(indicator, [...entries, ...own], comparator);
  return {
    choices,
    with: chosen,
    comparator,
    rows,
    sentence: sayComparison(rows, comparator, period),
    boundaries: ofFamily ? undefined : await boundariesOf(tx, set.id),
  };
}
