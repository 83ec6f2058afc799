import type { Tx } from '../../../platform/database/transaction.ts';

/** Slugs of places by slug, code and name in small letters. A slug or code wins over a name that is spelt the same. */
export async function listPlaceNames(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const places = await tx
    .selectFrom('places.place')
    .select(['slug', 'code', 'name'])
    .orderBy('slug')
    .execute();
  const names = new Map<string, readonly string[]>();
  for (const { slug, name } of places) {
    const key = name.trim().toLowerCase();
    names.set(key, [...(names.get(key) ?? []), slug]);
  }
  for (const { slug, code } of places) if (code !== null) names.set(code.toLowerCase(), [slug]);
  for (const { slug } of places) names.set(slug, [slug]);
  return names;
}
