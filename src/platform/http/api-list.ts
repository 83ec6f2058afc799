import type { z } from 'zod';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { type ApiContext, apiGet, type NoQuery, type Operation } from './api.ts';
import { cutPage, nextAddress, type OrderKey, type PageRequest, pageQuery, pageSchema } from './paging.ts';
import type { Route } from './route.ts';

type ListOf<Item extends z.ZodType, Query extends z.ZodObject> = Omit<
  Operation<Item, Query, NoQuery>,
  'response' | 'body' | 'status' | 'revised'
> & {
  readonly item: Item;
};

type PagedQuery<Query extends z.ZodObject> = z.output<Query> & PageRequest;

/** GET a list by pages whose rows the handler gives all at once; `order` must tell any two rows apart. */
export function apiList<Item extends z.ZodType, Query extends z.ZodObject = NoQuery>(
  path: string,
  operation: ListOf<Item, Query> & { readonly order: (row: z.input<Item>) => OrderKey },
  rows: (
    context: ApiContext<PagedQuery<Query>, Record<never, never>>,
  ) => Promise<readonly z.input<Item>[] | Refusal>,
): Route {
  const { order, ...rest } = operation;
  return apiPages<Item, Query>(path, rest, async (context) => {
    const all = await rows(context);
    if (isRefusal(all)) return all;
    const page = cutPage(all as readonly z.input<Item>[], order, context.query);
    return isRefusal(page) ? page : { items: page.rows, cursor: page.cursor };
  });
}

/** GET a list by pages that the handler's own SQL cuts, by `limit` and `after`; it gives the cursor to go on from. */
export function apiPages<Item extends z.ZodType, Query extends z.ZodObject = NoQuery>(
  path: string,
  { item, query, ...operation }: ListOf<Item, Query>,
  page: (
    context: ApiContext<PagedQuery<Query>, Record<never, never>>,
  ) => Promise<{ items: readonly z.input<Item>[]; cursor: string | undefined } | Refusal>,
): Route {
  const paged = (query ? query.extend(pageQuery.shape) : pageQuery) as z.ZodObject;
  return apiGet(path, { ...operation, query: paged, response: pageSchema(item) }, async (context) => {
    const given = await page(context as never);
    if (isRefusal(given)) return given;
    return {
      value: { items: [...given.items], next: nextAddress(context.request.url, given.cursor) } as never,
    };
  });
}
