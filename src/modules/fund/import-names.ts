import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/database/transaction.ts';

type Table =
  | 'partners.agency'
  | 'places.place'
  | 'delivery.project'
  | 'strategy.priority'
  | 'strategy.outcome'
  | 'fund.stream';

/** The id behind a slug; '' for an empty one. */
export async function idOf(tx: Tx, table: Table, slug: string, what: string): Promise<string | Refusal> {
  if (slug === '') return '';
  const row = await tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id ?? refused('no-such-thing', `There is no ${what} "${slug}".`);
}

/** The ids behind several slugs by name; the first refusal ends it. */
export async function idsOf<Name extends string>(
  tx: Tx,
  wanted: Readonly<Record<Name, readonly [Table, string, string]>>,
): Promise<Record<Name, string> | Refusal> {
  const ids = {} as Record<Name, string>;
  for (const [name, [table, slug, what]] of Object.entries(wanted) as [
    Name,
    readonly [Table, string, string],
  ][]) {
    const id = await idOf(tx, table, slug, what);
    if (isRefusal(id)) return id;
    ids[name] = id;
  }
  return ids;
}
