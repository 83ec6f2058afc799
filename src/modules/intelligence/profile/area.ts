import type { Tx } from '../../../platform/database/transaction.ts';
import type { LocalityRequest } from '../../../platform/module.ts';
import { findPlace } from '../../places/index.ts';
import { isPartOfHome, listComparedPlaces } from '../compare/places.ts';

/** A place whose figures another is compared with. */
type Around = LocalityRequest['around'][number];

/** What a place is compared with. */
export interface ComparedWith {
  /** The nearest first. */
  readonly around: readonly Around[];
  /** The slug that the partnership's own figures stand under: that of its area, empty where no place is the area. */
  readonly area: string;
  /** Where no place around is the area, although the place lies in it: the slugs of its geography, itself among them. */
  readonly siblings: readonly string[] | undefined;
}

/** More places than this are not summed up. */
const MOST_SIBLINGS = 500;

/**
 * The places around one; and the whole area, by the partnership's own figures, where the register holds no district for it
 * to lie in, or does not say that it does.
 */
export async function comparedWith(tx: Tx, { place, around, area }: LocalityRequest): Promise<ComparedWith> {
  const known = await findPlace(tx, area);
  const own = known?.slug ?? '';
  if (known && (place.id === known.id || around.some(({ id }) => id === known.id)))
    return { around, area: own, siblings: undefined };
  const [here] = await listComparedPlaces(tx, { ids: [place.id] });
  const [home] = known ? await listComparedPlaces(tx, { ids: [known.id] }) : [];
  const nowhere = { id: undefined, name: area, geographyId: undefined, within: [], geographies: [] };
  if (!here || !isPartOfHome(here, home ?? nowhere)) return { around, area: own, siblings: undefined };
  const siblings = await listComparedPlaces(tx, { geographyId: here.geographyId });
  const whole: Around = { id: known?.id ?? '', slug: own, name: area };
  return {
    around: [...around.slice(0, 1), whole, ...around.slice(1)],
    area: own,
    siblings: siblings.length <= MOST_SIBLINGS ? siblings.map(({ slug }) => slug) : [],
  };
}
