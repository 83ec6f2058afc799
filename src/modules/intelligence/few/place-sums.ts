import { type ComparedPlace, type Home, isPartOfHome } from '../compare/places.ts';
import { OWN } from './figures.ts';

/** That the figure of a place is what those of others are together. */
export interface PlaceSum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Which figures of places are sums of others: the indicator's own of each geography, and a place of the finer ones within it. */
export function placeSums(places: readonly ComparedPlace[], home: Home): readonly PlaceSum[] {
  const slugs = new Map(places.map(({ id, slug }) => [id, slug]));
  const parts = new Map<string, string[]>();
  for (const place of places) {
    const totals = place.within.flatMap((id) => slugs.get(id) ?? []);
    for (const total of isPartOfHome(place, home) ? [OWN, ...totals] : totals) {
      const key = JSON.stringify([total, place.geographyId]);
      const known = parts.get(key);
      if (known) known.push(place.slug);
      else parts.set(key, [place.slug]);
    }
  }
  return [...parts].map(([key, of]) => ({ total: String((JSON.parse(key) as string[])[0]), parts: of }));
}
