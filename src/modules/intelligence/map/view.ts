import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { averageBands, BANDINGS, type Banded, type Banding, quantileBands } from '../../../ui/map/index.ts';
import { bestFit, type GeographyPlan, planOfGeography } from '../../places/index.ts';
import type { Here } from '../compare/assemble.ts';
import { readPeriod } from '../period.ts';
import { listWaves } from '../queries.ts';
import { noteOn, periodFor } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { type Choosable, type FitAccount, listChoosable, listTargets, nameOf } from './choosable.ts';
import { listLaterPeriods, listPlaceValues, type PlaceValue } from './queries.ts';
import { refitted } from './refit.ts';
import { withoutSmall } from './small.ts';
import { averageOf } from './whole.ts';

export interface MapView {
  readonly indicator: Indicator;
  readonly geographies: readonly Choosable[];
  readonly geography: Choosable;
  readonly banding: Banding;
  /** Texts of periods that can be chosen, the newest first. */
  readonly periods: readonly string[];
  readonly period: string;
  /** Where the period is of a later time than the installation's day: that it is. */
  readonly note: string | undefined;
  /** The figures of the period, by place. */
  readonly values: readonly PlaceValue[];
  /** The newest periods up to the chosen one, the oldest first, each with its values. */
  readonly course: readonly { readonly period: string; readonly values: readonly PlaceValue[] }[];
  readonly average: number | undefined;
  readonly banded: Banded;
  readonly drawing: GeographyPlan;
  readonly account: FitAccount | undefined;
}

export interface MapWanted {
  readonly geography?: string | undefined;
  readonly period?: string | undefined;
  readonly banding?: string | undefined;
}

/** Figures of each place that are read: enough for the choice of periods and the course, however long the past is. */
const NEWEST = 12;
const MOST_SMALL = 8;

/** The newest figures of the places of a geography, measured or put together: up to a day, or up to a later one. */
export async function valuesOf(
  tx: Tx,
  indicator: Indicator,
  { id, slug, fitted }: Choosable,
  asAt: PlainDate,
  until?: PlainDate,
): Promise<{ readonly values: readonly PlaceValue[]; readonly account: FitAccount | undefined }> {
  const wanted = { indicatorId: indicator.id, asAt, until, newest: NEWEST };
  if (!fitted)
    return { values: await listPlaceValues(tx, { ...wanted, geographyId: id }), account: undefined };
  const fine = await listPlaceValues(tx, { ...wanted, geographyId: fitted.from.id });
  const { intoOf, split, nowhere } = await bestFit(tx, fitted.from.id, id);
  return {
    values: refitted(indicator, fine, intoOf, await listTargets(tx, slug)),
    account: { from: nameOf(fitted.from), via: fitted.via, split, nowhere },
  };
}

interface Told {
  readonly text: string;
  readonly end: PlainDate;
}

const periodsOf = (values: readonly PlaceValue[]): readonly Told[] =>
  [...new Map(values.map(({ period, periodEnd }) => [period, periodEnd]))]
    .map(([text, end]) => ({ text, end }))
    .sort((a, b) => b.end.localeCompare(a.end) || b.text.localeCompare(a.text));

const isOneOf = (text: string | undefined): text is Banding => BANDINGS.some((one) => one === text);

/** What the map of an indicator shows; undefined where no place has a figure, or where what is wanted is not there. */
export async function mapOf(
  tx: Tx,
  indicator: Indicator,
  wanted: MapWanted,
  here: Here,
): Promise<MapView | 'nothing' | undefined> {
  const geographies = await listChoosable(tx, indicator, here.today);
  const geography = wanted.geography
    ? geographies.find(({ slug }) => slug === wanted.geography)
    : geographies[0];
  if (geographies.length === 0) return 'nothing';
  if (!geography) return undefined;
  const newest = await valuesOf(tx, indicator, geography, here.today);
  const known = periodsOf(newest.values);
  const measured = geography.fitted?.from ?? geography;
  const later = await listLaterPeriods(tx, indicator.id, measured.id, here.today);
  const offered = [...later, ...known];
  const period = wanted.period ?? periodFor(offered, here.today)?.text;
  if (period === undefined) return 'nothing';
  const end = known.some(({ text }) => text === period)
    ? undefined
    : (later.find(({ text }) => text === period)?.end ??
      readPeriod(period, await listWaves(tx, [period]))?.end);
  const { values, account } = end ? await valuesOf(tx, indicator, geography, here.today, end) : newest;
  const all = periodsOf(values).map(({ text }) => text);
  const drawn = all.slice(all.indexOf(period), all.indexOf(period) + MOST_SMALL);
  const told = await withoutSmall(
    tx,
    indicator,
    values.filter((value) => drawn.includes(value.period)),
  );
  const chosen = told.filter((value) => value.period === period);
  const [first] = chosen;
  if (!first) return undefined;
  const figures = chosen.flatMap(({ value }) => value ?? []);
  const average = averageOf(indicator, chosen);
  const banding = isOneOf(wanted.banding) ? wanted.banding : 'quantile';
  return {
    indicator,
    geographies,
    geography,
    banding,
    periods: [...new Set([...offered.map(({ text }) => text), period])],
    period,
    note: noteOn({ end: first.periodEnd }, here.today),
    values: chosen,
    course: drawn
      .toReversed()
      .map((one) => ({ period: one, values: told.filter((value) => value.period === one) })),
    average,
    banded:
      banding === 'average' && average !== undefined
        ? averageBands(figures, average)
        : quantileBands(figures),
    drawing: await planOfGeography(tx, geography.id),
    account,
  };
}
