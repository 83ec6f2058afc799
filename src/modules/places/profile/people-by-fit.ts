import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { bestFit, listFinerGeographies } from '../map/best-fit.ts';
import { isDayTaken, listGeographies, listPlaces, populationsSeen } from '../queries.ts';

/** How many live in a place, and how that is known. */
export interface People {
  readonly persons: number;
  readonly asOn: PlainDate;
  /** Nobody named the day, of all of them or of some: it stands for its year. */
  readonly dayTaken: boolean;
  /** Empty, or how sure the number is. */
  readonly quality: string;
  readonly source: string;
  /** Where the numbers come from that it is made of. */
  readonly sources: readonly string[];
}

/**
 * The people of the places of a geography, put together by best fit from the finest that is known in all of its places: by
 * slug, a place where nobody lives as far as lookups tell left out. For where boundaries changed, and nobody counted anew.
 */
export async function peopleByFit(
  tx: Tx,
  geographyId: string,
  today: PlainDate,
): Promise<ReadonlyMap<string, People>> {
  const finer = await listFinerGeographies(tx, geographyId);
  if (finer.length === 0) return new Map();
  const populations = await populationsSeen(tx, today);
  for (const { id, slug, name, vintage } of await listGeographies(tx)) {
    if (!finer.includes(id)) continue;
    const places = await listPlaces(tx, { geography: slug });
    if (places.length === 0 || !places.every((place) => populations.has(place.id))) continue;
    const known = new Map(places.map((place) => [place.slug, populations.get(place.id)]));
    const { intoOf } = await bestFit(tx, id, geographyId);
    const sums = new Map<string, People>();
    for (const [part, into] of intoOf) {
      const own = known.get(part);
      if (!own) continue;
      const before = sums.get(into);
      sums.set(into, {
        persons: (before?.persons ?? 0) + own.persons,
        asOn: before && before.asOn > own.asOn ? before.asOn : own.asOn,
        dayTaken: before?.dayTaken === true || isDayTaken(own),
        sources: [...new Set([...(before?.sources ?? []), own.source])],
        quality: 'estimated',
        source: `put together from ${vintage === '' ? name : `${name} (${vintage})`} by best fit`,
      });
    }
    return sums;
  }
  return new Map();
}
