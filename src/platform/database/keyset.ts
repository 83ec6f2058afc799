import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';

/** What orders a list: values that never repeat together, compared one after another. */
export type OrderKey = readonly (string | number)[];

/** Which part of a list is wanted: at most `limit` rows of those that come after a key; all when neither is given. */
export interface Part<Key extends OrderKey = OrderKey> {
  readonly after?: Key | undefined;
  readonly limit?: number | undefined;
}

/** A part of a list as a page asks for it. */
export interface Page<Key extends OrderKey = OrderKey> {
  readonly after: Key | undefined;
  readonly limit: number;
}

/**
 * Orders a query by columns, which together tell any two rows apart and are never null, and takes a part of it. The
 * database goes on after the key, so that a page costs the same wherever it stands in the list.
 */
export function partOf<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  columns: readonly (string | Expression<unknown>)[],
  { after, limit }: Part,
): SelectQueryBuilder<DB, TB, O> {
  const names = columns.map((column) => (typeof column === 'string' ? sql.ref(column) : column));
  const rest = after ? query.where(sql<SqlBool>`(${sql.join(names)}) > (${sql.join([...after])})`) : query;
  const ordered = names.reduce<typeof query>((sorted, name) => sorted.orderBy(name), rest);
  return limit === undefined ? ordered : ordered.limit(limit);
}
