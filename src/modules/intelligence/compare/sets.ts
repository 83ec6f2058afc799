import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { periodFor } from '../seen.ts';
import { type Family, listFamilies } from './families.ts';
import { listSeries } from './figures.ts';
import { listComparedPlaces, listFiguredGeographies } from './places.ts';

/** Places that are set beside each other: those of a geography, or a family of similar ones. */
export interface PlaceSet {
  readonly kind: 'geography' | 'family';
  /** In the address: the slug of a geography, or `family:` and that of a family. */
  readonly value: string;
  readonly label: string;
  /** The geography's id; the family's. */
  readonly id: string;
  /** The slug of a place with the newest figure. */
  readonly newest: string;
  /** The places of a family. */
  readonly ids: readonly string[];
  readonly family: Family | undefined;
}

/** The sets of places of which an indicator has figures: geographies by how many, then families. */
export async function listSets(tx: Tx, indicatorId: string, today: PlainDate): Promise<readonly PlaceSet[]> {
  const sets: PlaceSet[] = [];
  for (const { id, slug, label, newest } of await listFiguredGeographies(tx, indicatorId, today))
    sets.push({ kind: 'geography', value: slug, label, id, newest, ids: [], family: undefined });
  for (const family of await listFamilies(tx, today)) {
    const ids = family.places.map((place) => place.id);
    const newest = await newestOf(tx, indicatorId, ids, today);
    if (newest)
      sets.push({
        kind: 'family',
        value: `family:${family.slug}`,
        label: family.title,
        id: family.id,
        newest,
        ids,
        family,
      });
  }
  return sets;
}

async function newestOf(
  tx: Tx,
  indicatorId: string,
  ids: readonly string[],
  today: PlainDate,
): Promise<string | undefined> {
  const ends: { readonly slug: string; readonly end: PlainDate }[] = [];
  for (const { slug } of await listComparedPlaces(tx, { ids }))
    for (const { period } of await listSeries(tx, indicatorId, slug, today, 1))
      ends.push({ slug, end: period.end });
  return periodFor(
    ends.sort((a, b) => (a.end < b.end ? 1 : -1)),
    today,
  )?.slug;
}

/** The set that is asked for, or the one with most figures where none is. */
export const chooseSet = (sets: readonly PlaceSet[], wanted: string | undefined): PlaceSet | undefined =>
  wanted ? sets.find(({ value }) => value === wanted) : sets[0];
