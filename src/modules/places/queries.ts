import { type RawBuilder, sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { longDate, type PlainDate, partsOf } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Place {
  readonly id: Id<'place'>;
  readonly slug: string;
  readonly name: string;
  readonly code: string | null;
  readonly geographyId: Id<'geography'>;
  readonly geographySlug: string;
  readonly geographyName: string;
  /** `2003 boundaries`; empty where there is none. */
  readonly vintage: string;
  /** `Ward`, with its vintage where it has one: `Ward (2003 boundaries)`. */
  readonly geography: string;
  readonly withinId: Id<'place'> | null;
  readonly within: string | null;
  readonly withinSlug: string | null;
  readonly validFrom: PlainDate | null;
  readonly validTo: PlainDate | null;
  readonly note: string | null;
  readonly revision: number;
}

export type PopulationQuality = 'final' | 'provisional' | 'estimated';

export interface Population {
  readonly id: Id<'population'>;
  readonly placeId: Id<'place'>;
  /** The day it was counted or estimated for. */
  readonly asOn: PlainDate;
  /** `10-17`, `65+`; null for all ages. */
  readonly ageBand: string | null;
  readonly persons: number;
  readonly quality: PopulationQuality;
  readonly source: string;
  readonly note: string | null;
  /** 1 for the first publication; a correction counts up. */
  readonly version: number;
}

const places = (tx: Tx) =>
  tx
    .selectFrom('places.place as p')
    .innerJoin('places.geography as g', (join) =>
      join.onRef('g.partnership_id', '=', 'p.partnership_id').onRef('g.id', '=', 'p.geography_id'),
    )
    .leftJoin('places.place as w', (join) =>
      join.onRef('w.partnership_id', '=', 'p.partnership_id').onRef('w.id', '=', 'p.within_id'),
    )
    .select([
      'p.id',
      'p.slug',
      'p.name',
      'p.code',
      'p.geography_id as geographyId',
      'g.slug as geographySlug',
      'g.name as geographyName',
      'g.vintage',
      sql<string>`g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end`.as(
        'geography',
      ),
      'p.within_id as withinId',
      'w.name as within',
      'w.slug as withinSlug',
      'p.valid_from as validFrom',
      'p.valid_to as validTo',
      'p.note',
      'p.revision',
    ])
    .$castTo<Place>();

/** Places by geography, vintage, name and id: of all geographies or of one, all or a part. */
export const listPlaces = (
  tx: Tx,
  { geography, ...part }: Part & { readonly geography?: string | undefined } = {},
): Promise<readonly Place[]> =>
  partOf(
    places(tx).$if(geography !== undefined, (all) => all.where('g.slug', '=', geography ?? '')),
    ['g.name', 'g.vintage', 'p.name', 'p.id'],
    part,
  ).execute();

/** The place of that slug, official code or name (in that order); undefined when there is none. */
export async function findPlace(tx: Tx, text: string): Promise<Place | undefined> {
  const found = await places(tx)
    .where((where) =>
      where.or([where('p.slug', '=', text), where('p.code', '=', text), where('p.name', '=', text)]),
    )
    .orderBy('p.valid_to', (order) => order.desc().nullsFirst())
    .orderBy('p.id')
    .execute();
  return found.find(({ slug }) => slug === text) ?? found.find(({ code }) => code === text) ?? found[0];
}

/** How the note of a population begins whose day nobody said: the middle of a year stands for it. */
export const DAY_NOT_SAID = 'Nobody says for which day the people were counted.';

/** True where the day of a population stands for a year that nobody named a day of. */
export const isDayTaken = ({ note }: Pick<Population, 'note'>): boolean =>
  note?.startsWith(DAY_NOT_SAID) === true;

/** The same of a row of populations, in SQL. */
export const dayTaken = (note: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`coalesce(starts_with(${note}, ${DAY_NOT_SAID}), false)`;

/** When people were counted: `on 30 June 2017`, or `about 2011 (the file names no day)`. */
export const sayWhen = (asOn: PlainDate, isTaken: boolean): string =>
  isTaken ? `about ${partsOf(asOn).year} (the file names no day)` : `on ${longDate(asOn)}`;

const populations = (tx: Tx) =>
  tx
    .selectFrom('places.population_now')
    .select([
      'id',
      'place_id as placeId',
      'as_on as asOn',
      'age_band as ageBand',
      'persons',
      'quality',
      'source',
      'note',
      'version',
    ])
    .$castTo<Population>();

/** Every population of a place in its latest version, the newest first: all ages, then by age. */
export const listPopulations = (tx: Tx, placeId: string): Promise<readonly Population[]> =>
  populations(tx)
    .where('place_id', '=', placeId)
    .orderBy('as_on', 'desc')
    .orderBy(sql`age_band is not null, substring(age_band from '^[0-9]+')::integer, age_band`)
    .execute();

/** How many people of all ages (or of an age band) lived in a place: the latest count not after that day. */
export async function populationOf(
  tx: Tx,
  placeId: string,
  on: PlainDate,
  ageBand: string | null = null,
): Promise<Population | undefined> {
  const all = populations(tx).where('place_id', '=', placeId).where('as_on', '<=', on);
  const banded = ageBand === null ? all.where('age_band', 'is', null) : all.where('age_band', '=', ageBand);
  return banded.orderBy('as_on', 'desc').limit(1).executeTakeFirst();
}

/** One population on exactly that day, in its latest version. */
export async function findPopulation(
  tx: Tx,
  placeId: string,
  asOn: PlainDate,
  ageBand: string | null,
): Promise<Population | undefined> {
  const all = await listPopulations(tx, placeId);
  return all.find((one) => one.asOn === asOn && one.ageBand === ageBand);
}

/** Orders populations by what pages show on a day: the latest until then, and only after them what is of a later time. */
export const seenFirst = (today: PlainDate) => sql`as_on > ${today}::date, as_on desc`;

/** The population of all ages that pages show of a place: the latest until that day, else the newest of a later time. */
export const populationSeen = (tx: Tx, placeId: string, today: PlainDate): Promise<Population | undefined> =>
  populations(tx)
    .where('place_id', '=', placeId)
    .where('age_band', 'is', null)
    .orderBy(seenFirst(today))
    .limit(1)
    .executeTakeFirst();

/** The population of all ages that pages show of every place, by place. */
export async function populationsSeen(tx: Tx, today: PlainDate): Promise<ReadonlyMap<string, Population>> {
  const all = await populations(tx)
    .distinctOn('place_id')
    .where('age_band', 'is', null)
    .orderBy('place_id')
    .orderBy(seenFirst(today))
    .execute();
  return new Map(all.map((one) => [one.placeId, one]));
}

export interface Geography {
  readonly id: Id<'geography'>;
  readonly slug: string;
  readonly name: string;
  readonly vintage: string;
}

export const listGeographies = (tx: Tx): Promise<readonly Geography[]> =>
  tx
    .selectFrom('places.geography')
    .select(['id', 'slug', 'name', 'vintage'])
    .orderBy('name')
    .orderBy('vintage')
    .$castTo<Geography>()
    .execute();

/** The geography of that slug, or whose name and vintage make it: `ward-2013`, `Ward 2013`, `Ward (2013)`. */
export const findGeography = async (tx: Tx, text: string): Promise<Geography | undefined> => {
  const slug = slugOf(text);
  const all = await listGeographies(tx);
  return all.find((one) => one.slug === slug) ?? all.find(({ name }) => slugOf(name) === slug);
};
