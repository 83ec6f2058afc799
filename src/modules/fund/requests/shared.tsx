/** What the routes about one request share. */
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { REQUEST_CRUMBS } from '../pages.tsx';
import { findRequest, type Request } from './queries.ts';

export const ASK = { permission: 'fund.request', anywhere: true } as const;
export const KEEP = { permission: 'fund.keep' } as const;

const crumbs = (request: Request) => [
  ...REQUEST_CRUMBS,
  { text: request.title, href: `/fund/requests/${request.slug}` },
];

/** Carries out a command on the request of the address and goes back to its page. */
export async function on(
  c: Context,
  act: (request: Request) => Promise<unknown>,
): Promise<{ redirect: string } | Refusal> {
  const request = await findRequest(c.tx, c.params.slug ?? '');
  if (!request) return notFound('request');
  const done = await act(request);
  return isRefusal(done) ? done : { redirect: `/fund/requests/${request.slug}` };
}

/** A form about the request of the address. */
export async function about(
  c: Context,
  title: string,
  body: (request: Request) => Promise<unknown> | unknown,
): Promise<Answer> {
  const request = await findRequest(c.tx, c.params.slug ?? '');
  if (!request) return notFound('request');
  const shown = await body(request);
  return isRefusal(shown) ? shown : { title, breadcrumbs: crumbs(request), body: shown as never };
}

export const withToday = (c: Context, attempt: Attempt | undefined): Attempt =>
  attempt ?? { values: dateValues('day', c.today), errors: {} };

export const own = (c: Context, request: Request, path: string) => ({
  action: `/fund/requests/${request.slug}/${path}`,
  back: `/fund/requests/${request.slug}`,
  keys: c.formKeys,
  dayLabel: 'On',
});

export const pair = (
  path: string,
  access: Route['access'],
  form: (c: Context, attempt?: Attempt) => Promise<Answer>,
  act: Route['handle'],
  more: Pick<Route, 'upload'> = {},
): readonly Route[] => [
  get(`/fund/requests/:slug/${path}`, access, (c) => form(c)),
  post(`/fund/requests/:slug/${path}`, access, act, { again: form, ...more }),
];
