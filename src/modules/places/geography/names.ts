import type { Tx } from '../../../platform/database/transaction.ts';
import { findGeography, type Geography } from '../queries.ts';

const CAPITALS = /\b(lsoa|msoa|oa|lad)\b/gi;

/** What a geography is called and of which vintage: `ward-2013`, `Ward 2013` and `Ward (2013)` are one. */
export function geographyNamed(text: string): { readonly name: string; readonly vintage: string } {
  const words = text.trim().replaceAll('_', ' ').replaceAll(/\s+/g, ' ');
  const [, before = words, vintage = ''] = /^(.*?)[\s-]*\(?((?:19|20)\d\d)\)?$/.exec(words) ?? [];
  const plain = /^[a-z0-9-]+$/.test(before) ? before.replaceAll('-', ' ') : before;
  const name = plain.replace(CAPITALS, (one) => one.toUpperCase());
  return { name: name.charAt(0).toUpperCase() + name.slice(1), vintage };
}

/** The geography that somebody means, or what a new one is called. */
export async function geographyMeant(
  tx: Tx,
  text: string,
): Promise<Pick<Geography, 'name' | 'vintage'> & { readonly known: Geography | undefined }> {
  const known = await findGeography(tx, text);
  return known ? { name: known.name, vintage: known.vintage, known } : { ...geographyNamed(text), known };
}
