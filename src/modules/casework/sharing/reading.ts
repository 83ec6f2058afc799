import { isUuid } from '../../../kernel/ids.ts';
import type { Context, Route } from '../../../platform/http/route.ts';

type Where = Pick<Context, 'params' | 'query'>;

/** Declares a sensitive read: of what, by the id in the address; an id that is none is read as a list. */
export const readsOf =
  (action: string, kind?: string, id?: (where: Where) => string | undefined): NonNullable<Route['reads']> =>
  (where) => {
    const given = id?.(where);
    return kind !== undefined && given !== undefined && isUuid(given)
      ? { action, subject: { kind, id: given } }
      : { action };
  };

export const idInPath = ({ params }: Where): string | undefined => params.id;
export const personInQuery = ({ query }: Where): string | undefined => query.person;
