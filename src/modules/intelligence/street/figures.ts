import { sql } from 'kysely';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { defineIndicator, type IndicatorInput } from '../indicators.ts';
import { finalOnceOver, realDay } from '../not-over.ts';
import {
  currentVersions,
  type ObservationInput,
  observationKey,
  recordObservations,
} from '../observations.ts';
import { readPeriod } from '../period.ts';
import { listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { ASB, codedGeography, listCountedPlaces, listStreetCounts } from './counts.ts';
import { listPartMonths, type PartMonth, partInWords } from './part-months.ts';

const SOURCE = 'data.police.uk, street-level crime, Open Government Licence v3';

const common = { direction: 'lower', frequency: 'monthly', dueDays: 90, source: SOURCE } as const;
const DEFINITIONS: readonly (IndicatorInput & { readonly asb: boolean })[] = [
  {
    ...common,
    asb: false,
    slug: 'police-crime',
    title: 'Crimes published by the police',
    definition:
      'Crimes that police.uk places in the area; without anti-social behaviour, and without rows that have no location.',
    kind: 'number',
    unit: 'crimes',
  },
  {
    ...common,
    asb: true,
    slug: 'police-asb',
    title: 'Anti-social behaviour published by the police',
    definition: 'Incidents of anti-social behaviour that police.uk places in the area.',
    kind: 'number',
    unit: 'incidents',
  },
  {
    ...common,
    asb: false,
    slug: 'police-crime-rate',
    title: 'Crimes published by the police for each 1,000 people',
    definition: 'Crimes that police.uk places in the area in a month, by the people who live there.',
    kind: 'rate',
    per: 1000,
    decimals: 1,
    unit: 'people',
  },
  {
    ...common,
    asb: true,
    slug: 'police-asb-rate',
    title: 'Anti-social behaviour published by the police for each 1,000 people',
    definition: 'Incidents that police.uk places in the area in a month, by the people who live there.',
    kind: 'rate',
    per: 1000,
    decimals: 1,
    unit: 'people',
  },
];

async function indicatorsOf(tx: Tx, actor: Actor): Promise<readonly Indicator[] | Refusal> {
  const found = await listIndicators(tx, { slugs: DEFINITIONS.map(({ slug }) => slug) });
  const all: Indicator[] = [];
  for (const { asb: _asb, ...definition } of DEFINITIONS) {
    const one =
      found.find(({ slug }) => slug === definition.slug) ?? (await defineIndicator(tx, actor, definition));
    if (isRefusal(one)) return one;
    all.push(one);
  }
  return all;
}

/** How many crimes, and how much anti-social behaviour, in a place. */
interface Both {
  readonly crimes: number;
  readonly asb: number;
}

const SOFT = ['provisional', 'estimated'] as const;

/**
 * Records what the counts of these months say for the indicators that follow them: for every LSOA of the partnership, for
 * the places that LSOAs fit into, and for the whole. No crime is a figure too. A month of which part seems to be missing
 * has provisional figures until the rest comes. Gives how many figures are new or differ.
 */
export async function recordStreetFigures(
  tx: Tx,
  actor: Actor,
  months: readonly string[],
): Promise<number | Refusal> {
  const indicators = await indicatorsOf(tx, actor);
  if (isRefusal(indicators)) return indicators;
  const parts = new Map((await listPartMonths(tx)).map((part) => [part.month, part]));
  const all = [...new Set([...months, ...parts.keys()])];
  const inputs: ObservationInput[] = [];
  for (const month of all) inputs.push(...(await figuresOf(tx, indicators, month, parts.get(month))));
  const current = await currentVersions(
    tx,
    indicators.map(({ id }) => id),
    all,
  );
  const fresh = inputs.filter(({ indicatorId, place, period, value, denominator, quality }) => {
    const before = current.get(observationKey(indicatorId, place, period.text));
    return (
      !before ||
      Number(before.value) !== value ||
      Number(before.denominator) !== Number(denominator) ||
      SOFT.some((one) => (before.quality === one) !== (quality === one))
    );
  });
  return fresh.length === 0 ? 0 : recordObservations(tx, actor, fresh);
}

/**
 * Records anew what all months count to, since places, how they fit or who lives there may have changed since they were
 * imported. Gives how many figures are new or differ; without a street file it does nothing.
 */
export async function recountStreet(tx: Tx, actor: Actor): Promise<number | Refusal> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(month, 'YYYY-MM') as month from intelligence.street_count order by 1`.execute(tx);
  return rows.length === 0
    ? 0
    : recordStreetFigures(
        tx,
        actor,
        rows.map(({ month }) => month),
      );
}

async function figuresOf(
  tx: Tx,
  indicators: readonly Indicator[],
  month: string,
  part: PartMonth | undefined,
): Promise<ObservationInput[]> {
  const period = readPeriod(month);
  const geographyId = await codedGeography(tx, month);
  if (!period || period.start > realDay() || geographyId === undefined) return [];
  const places = await listCountedPlaces(tx, geographyId, period.end);
  const counts = Map.groupBy(await listStreetCounts(tx, month, geographyId), ({ placeId }) => placeId);
  const told = places.map((place) => {
    const own = counts.get(place.id) ?? [];
    const sum = (asb: boolean): number =>
      own.reduce((total, one) => total + ((one.crimeType === ASB) === asb ? one.crimes : 0), 0);
    return { ...place, crimes: sum(false), asb: sum(true) };
  });
  const base = told.filter((place) => place.base);
  const whole = {
    slug: null,
    crimes: base.reduce((sum, { crimes }) => sum + crimes, 0),
    asb: base.reduce((sum, { asb }) => sum + asb, 0),
    persons: base.every(({ persons }) => persons !== null)
      ? base.reduce((sum, { persons }) => sum + (persons ?? 0), 0)
      : null,
    estimated: base.some(({ estimated }) => estimated),
    peopleSay: [...new Set(base.map(({ peopleSay }) => peopleSay))].join(' '),
  };
  return [whole, ...told].flatMap(({ slug, persons, estimated, peopleSay, ...both }) =>
    indicators.flatMap((indicator): ObservationInput[] => {
      const figure = figureOf(indicator, both, persons);
      const isRate = figure !== undefined && figure.denominator !== null;
      const quality = part ? 'provisional' : finalOnceOver(period, realDay());
      return figure
        ? [
            {
              indicatorId: indicator.id,
              period,
              place: slug,
              quality: isRate && estimated ? 'estimated' : quality,
              source: SOURCE,
              note: [part ? partInWords(part) : '', isRate ? peopleSay : ''].filter(Boolean).join(' '),
              ...figure,
            },
          ]
        : [];
    }),
  );
}

function figureOf(
  { slug, kind, per }: Indicator,
  both: Both,
  persons: number | null,
): Pick<ObservationInput, 'value' | 'numerator' | 'denominator'> | undefined {
  const asb = DEFINITIONS.find((one) => one.slug === slug)?.asb === true;
  const count = asb ? both.asb : both.crimes;
  if (kind === 'number') return { value: count, numerator: null, denominator: null };
  if (persons === null || persons === 0) return undefined;
  return { value: (count / persons) * (per ?? 1000), numerator: count, denominator: persons };
}
