import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { notFound } from './schemas.ts';

type Find<T> = (tx: Tx, slug: string) => Promise<T | undefined>;

/** The thing of a slug; null where none is named, a refusal where nothing has the name. */
export const named = async <T>(
  tx: Tx,
  slug: string | null | undefined,
  find: Find<T>,
  what: string,
): Promise<T | null | Refusal> => (slug == null ? null : ((await find(tx, slug)) ?? notFound(what)));

/** The things of some slugs; a refusal that lists every slug that nothing has, by its place under `field`. */
export async function allNamed<T>(
  tx: Tx,
  field: string,
  slugs: readonly string[],
  find: Find<T>,
): Promise<readonly T[] | Refusal> {
  const found: T[] = [];
  const fields: Record<string, string> = {};
  for (const [at, slug] of slugs.entries()) {
    const thing = await find(tx, slug);
    if (thing === undefined) fields[`${field}.${at}`] = `There is nothing called "${slug}".`;
    else found.push(thing);
  }
  return Object.keys(fields).length === 0
    ? found
    : refused('name-unknown', 'Some of what was named is not there.', { details: { fields } });
}
