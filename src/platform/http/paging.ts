import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { OrderKey } from '../database/keyset.ts';

export const PAGE_LIMIT = 200;

/** The query of every list: how many, and after which. */
export const pageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_LIMIT)
    .default(50)
    .describe(`How many to give at once, at most ${PAGE_LIMIT}.`),
  after: z.string().max(600).optional().describe('Where to go on, from the `next` of the page before.'),
});

export type PageRequest = z.output<typeof pageQuery>;

/** The answer of every list. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The address of the next page; null on the last one.'),
  });

/** A place in a list, as callers pass it back; they read nothing into it. */
export const cursorOf = (key: OrderKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key in a cursor; a refusal when it was not made here, for a key of that shape. */
export function keyIn<Key extends OrderKey>(cursor: string, shape: z.ZodType<Key>): Key | Refusal {
  try {
    const key = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (key.success) return key.data;
  } catch {
    // Not JSON: said below.
  }
  return refused('cursor-unknown', 'Take `after` from the `next` of the page before.', { field: 'after' });
}

function compare(a: OrderKey, b: OrderKey): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? '';
    if (
      typeof left === 'number' && typeof right === 'number' ? left !== right : String(left) !== String(right)
    )
      return typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left) < String(right)
          ? -1
          : 1;
  }
  return 0;
}

/** One page of rows that are all at hand, in the order of their keys; rows that come or go do not shift the others. */
export function cutPage<Row>(
  rows: readonly Row[],
  order: (row: Row) => OrderKey,
  { limit, after }: PageRequest,
): { rows: Row[]; cursor: string | undefined } | Refusal {
  const sorted = rows.map((row) => ({ row, key: order(row) })).sort((a, b) => compare(a.key, b.key));
  let begin = 0;
  if (after !== undefined) {
    const key = keyIn(after, z.array(z.union([z.string(), z.number()])));
    if (isRefusal(key)) return key;
    begin = sorted.findIndex((entry) => compare(entry.key, key) > 0);
    if (begin < 0) return { rows: [], cursor: undefined };
  }
  const page = sorted.slice(begin, begin + limit);
  const last = page.at(-1);
  return {
    rows: page.map((entry) => entry.row),
    cursor: last && begin + limit < sorted.length ? cursorOf(last.key) : undefined,
  };
}

/** The address of the next page of a list. */
export function nextAddress(url: string, cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [path = '', search = ''] = url.split('?');
  const query = new URLSearchParams(search);
  query.set('after', cursor);
  return `${path}?${query}`;
}
