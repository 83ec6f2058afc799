import type { Tx } from '../../../platform/database/transaction.ts';
import { deprivationFifths } from '../../places/index.ts';
import type { Home } from './places.ts';
import { type ComparedPlace, isPartOfHome, listComparedPlaces } from './places.ts';
import type { PlaceSet } from './sets.ts';

/** One side of a gap: places together, or the indicator's own figures (the empty slug). */
export interface GapSide {
  readonly name: string;
  readonly slugs: readonly string[];
}

/** Two sides between which there is a gap. */
export interface GapPair {
  /** In the address: `fifths`, or the slug of a place. */
  readonly value: string;
  readonly text: string;
  readonly one: GapSide;
  readonly other: GapSide;
  /** The first lies in the second. */
  readonly isPart: boolean;
  /** What the sides are, where it needs saying. */
  readonly says: string;
}

const placePair = (place: ComparedPlace, home: Home, parts: readonly ComparedPlace[]): GapPair => ({
  value: place.slug,
  text: `${place.name} and ${home.name}`,
  one: { name: place.name, slugs: [place.slug] },
  other: { name: home.name, slugs: parts.length > 0 ? parts.map(({ slug }) => slug) : [''] },
  isPart: isPartOfHome(place, home),
  says:
    parts.length > 0
      ? `No figures of ${home.name} itself are recorded: it is told from its ${parts.length} places together.`
      : '',
});

/**
 * The gaps that can be looked at: between the most and the least deprived fifth of the places of a geography for which
 * deprivation was imported, then between each place and the indicator's own, which is all of its places together where
 * no figures of its own are recorded.
 */
export async function listGapPairs(
  tx: Tx,
  sets: readonly PlaceSet[],
  home: Home,
  { hasOwn }: { readonly hasOwn: boolean },
): Promise<readonly GapPair[]> {
  const pairs: GapPair[] = [];
  for (const set of sets) {
    if (set.kind === 'family') continue;
    const fifths = await deprivationFifths(tx, { by: 'district', geography: set.value });
    if (fifths && fifths.most.length > 0 && fifths.least.length > 0)
      pairs.push({
        value: `fifths:${set.value}`,
        text: `Most and least deprived fifth of the places (${set.label})`,
        one: { name: 'the most deprived fifth', slugs: fifths.most },
        other: { name: 'the least deprived fifth', slugs: fifths.least },
        isPart: false,
        says: `Fifths of our own ${fifths.fifthOf.size} places by the Index of Multiple Deprivation of ${fifths.edition}: ${fifths.most.length} places in the most deprived, ${fifths.least.length} in the least. Each place stays in its fifth in all periods.`,
      });
  }
  for (const set of sets) {
    if (set.kind === 'family') continue;
    const places = await listComparedPlaces(tx, { geographyId: set.id });
    const parts = hasOwn
      ? []
      : places.filter(
          ({ id, within }) => home.id !== undefined && id !== home.id && within.includes(home.id),
        );
    pairs.push(...places.filter(({ id }) => id !== home.id).map((place) => placePair(place, home, parts)));
  }
  return pairs;
}
