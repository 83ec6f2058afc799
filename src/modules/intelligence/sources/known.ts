import type { Tx } from '../../../platform/database/transaction.ts';
import { listPlaces } from '../../places/index.ts';
import { loadKnowledge } from '../import/preview.ts';
import type { Known } from './apply.ts';

/** What a mapping is applied against; the places of one geography alone where one is named. */
export async function loadKnown(tx: Tx, geography: string): Promise<Known> {
  const knowledge = await loadKnowledge(tx);
  const bySlugOrTitle = new Map(
    [...knowledge.indicators.values()].flatMap(({ slug, title }) => [
      [title.toLowerCase(), slug] as const,
      [slug, slug] as const,
    ]),
  );
  if (geography === '') return { ...knowledge, bySlugOrTitle };
  const places = new Map<string, readonly string[]>();
  const own = (await listPlaces(tx)).filter(({ geographySlug }) => geographySlug === geography);
  for (const { name, slug } of own)
    places.set(name.toLowerCase(), [...(places.get(name.toLowerCase()) ?? []), slug]);
  for (const { code, slug } of own) if (code !== null) places.set(code.toLowerCase(), [slug]);
  for (const { slug } of own) places.set(slug, [slug]);
  return { ...knowledge, places, bySlugOrTitle };
}
