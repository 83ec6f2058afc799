import type { z } from 'zod';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { OrderKey, Page } from '../database/keyset.ts';
import { type ApiContext, apiGet, type NoQuery, type Operation } from './api.ts';
import { cursorOf, cutPage, keyIn, nextAddress, type PageRequest, pageQuery, pageSchema } from './paging.ts';
import type { Route } from './route.ts';

type ListOf<Item extends z.ZodType, Query extends z.ZodObject> = Omit<
  Operation<Item, Query, NoQuery>,
  'response' | 'body' | 'status' | 'revised'
> & {
  readonly item: Item;
};

type PagedQuery<Query extends z.ZodObject> = z.output<Query> & PageRequest;
type ListContext<Query> = ApiContext<Query, Record<never, never>>;

/** GET a list by pages whose rows the handler gives all at once; `order` must tell any two rows apart. */
export function apiList<Item extends z.ZodType, Query extends z.ZodObject = NoQuery>(
  path: string,
  operation: ListOf<Item, Query> & { readonly order: (row: z.input<Item>) => OrderKey },
  rows: (context: ListContext<PagedQuery<Query>>) => Promise<readonly z.input<Item>[] | Refusal>,
): Route {
  const { order, ...rest } = operation;
  return paged<Item, Query>(path, rest, async (context) => {
    const all = await rows(context);
    return isRefusal(all) ? all : cutPage(all as readonly z.input<Item>[], order, context.query);
  });
}

/**
 * GET a list by pages that the database cuts: the handler gets the key to go on after, and asks its query for `limit`
 * rows, which is one more than a page so that it shows whether another follows. `key` is the shape of what `order` gives.
 */
export function apiPages<
  Item extends z.ZodType,
  Key extends OrderKey | [],
  Row extends z.input<Item>,
  Query extends z.ZodObject = NoQuery,
>(
  path: string,
  operation: ListOf<Item, Query> & {
    readonly key: z.ZodType<Key>;
    readonly order: (row: Row) => Key;
  },
  rows: (context: ListContext<z.output<Query>>, page: Page<Key>) => Promise<readonly Row[] | Refusal>,
): Route {
  const { key, order, ...rest } = operation;
  return paged<Item, Query>(path, rest, async (context) => {
    const { limit, after: cursor, ...filter } = context.query as PageRequest;
    const after = cursor === undefined ? undefined : keyIn(cursor, key);
    if (isRefusal(after)) return after;
    const found = await rows({ ...context, query: filter } as never, { limit: limit + 1, after });
    if (isRefusal(found)) return found;
    const page = (found as readonly Row[]).slice(0, limit);
    const last = page.at(-1);
    return { rows: page, cursor: last && found.length > limit ? cursorOf(order(last)) : undefined };
  });
}

function paged<Item extends z.ZodType, Query extends z.ZodObject>(
  path: string,
  { item, query, ...operation }: ListOf<Item, Query>,
  page: (
    context: ListContext<PagedQuery<Query>>,
  ) => Promise<{ rows: readonly z.input<Item>[]; cursor: string | undefined } | Refusal>,
): Route {
  const whole = (query ? query.extend(pageQuery.shape) : pageQuery) as z.ZodObject;
  return apiGet(path, { ...operation, query: whole, response: pageSchema(item) }, async (context) => {
    const given = await page(context as never);
    if (isRefusal(given)) return given;
    return {
      value: { items: [...given.rows], next: nextAddress(context.request.url, given.cursor) } as never,
    };
  });
}
