/** Pages that no link leads to from the first thing of each kind: their addresses are made from those of other things. */
import type { Page } from 'playwright-core';
import type { Access, Route } from '../../src/platform/http/route.ts';
import { matcher, type Visited, visit } from './crawl.ts';
import { sendForm } from './filling.ts';

/** Somebody who may look: what a route asks of them decides whether it is worth asking for. */
export interface Reader {
  readonly post: string;
  readonly cookie: string;
  readonly may: ReadonlySet<string>;
}

interface Reached extends Visited {
  readonly post: string;
}

/** What is known of the site so far. */
interface Known {
  readonly address: string;
  readonly readers: readonly Reader[];
  readonly pathsOf: (pattern: string) => readonly string[];
  /** Where links lead; grows with every page that is reached. */
  readonly links: Set<string>;
  /** Patterns that answer with a file. */
  readonly files: Set<string>;
}

/** Things of a kind that are asked for a page before it counts as not there. */
const THINGS = 100;
/** What the example has none of, and the pages whose forms make one, in order; of several forms the one that ends in `#…`. */
const MADE_BY: Readonly<Record<string, readonly string[]>> = {
  '/training/:slug': ['/training/new'],
  '/structure/proposals/:id': ['/structure/proposals/new'],
  '/questions/:id': ['/questions/new'],
  '/escalations/:id': ['/escalations/new'],
  '/forward-plan/:id': ['/forward-plan/new'],
  '/interests/:id/end': ['/interests/new'],
  '/bodies/:slug/members/:id': ['/bodies/:slug/members/new'],
  '/bodies/:slug/members/offices/:id/ending': ['/bodies/:slug/members/election'],
  '/places/:slug/populations/:id/correction': ['/places/:slug/populations/new'],
  '/indicators/:slug/breaks/:id/withdrawal': ['/indicators/:slug/breaks/new'],
  '/fund/contributions/:slug/promises/:promise': ['/fund/contributions/:slug/promises/new'],
  '/casework/sharing/asks/:id': ['/casework/sharing/asks/new'],
  '/casework/governance/requests/:id': ['/casework/governance/requests/new'],
  '/casework/refer/:visit/check': ['/casework/refer'],
  '/casework/hub/:id/items/:item': ['/casework/hub/:id#open'],
};

/** Whether a route is meant to show a page: not the API, no file, no stream of events. */
export const isPage = ({ method, path }: Pick<Route, 'method' | 'path'>): boolean =>
  method === 'GET' &&
  !path.startsWith('/api/') &&
  !path.endsWith('/events') &&
  !/\.(:format|[a-z0-9]+)$/.test(path);

/** From a path to the pattern of the route that answers it: the one with the fewest open parts. */
export function routeOf(routes: readonly Route[]): (path: string) => string | undefined {
  const known = routes
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => ({ path, open: path.split(':').length, match: matcher(path) }))
    .sort((a, b) => a.open - b.open);
  const found = new Map<string, string | undefined>();
  return (path) => {
    const { pathname } = new URL(path, 'http://site');
    // The same few thousand addresses are asked for by every page that is looked for.
    if (!found.has(pathname)) found.set(pathname, known.find(({ match }) => match.test(pathname))?.path);
    return found.get(pathname);
  };
}

/**
 * Paths that a route could answer: those that links lead to, then those of the things that its address begins with,
 * with the rest of its address behind them.
 */
export function pathsAmong(
  links: ReadonlySet<string>,
  route: ReturnType<typeof routeOf>,
): (pattern: string) => readonly string[] {
  return (pattern) => {
    const parts = pattern.split('/');
    const last = parts.findLastIndex((part) => part.startsWith(':'));
    const head = parts.slice(0, last + 1).map((part) => (part.startsWith(':') ? '[^/?.]+' : part));
    const begins = new RegExp(`^${head.join('/')}(?=[/?]|$)`);
    const rest = ['', ...parts.slice(last + 1)].join('/');
    const linked = [...links].filter((link) => route(link) === pattern);
    const made = [...links].flatMap((link) => {
      const path = last < 0 ? pattern : `${begins.exec(link)?.[0] ?? ''}${rest}`;
      return route(path) === pattern ? [path] : [];
    });
    return [...new Set([...linked, ...made])].slice(0, THINGS);
  };
}

const allows = (access: Access, { may, post }: Reader): boolean =>
  'permission' in access ? may.has(access.permission) : access.who === 'anyone' || post !== 'visitor';

/** The first page that some reader is shown at one of the paths of a route. */
async function firstPage(known: Known, { path: pattern, access }: Route): Promise<Reached | undefined> {
  for (const { cookie, post } of known.readers.filter((reader) => allows(access, reader)))
    for (const path of known.pathsOf(pattern)) {
      const seen = await visit(known.address, cookie, path);
      if (seen.status >= 400) continue;
      for (const link of seen.links) known.links.add(link);
      if (seen.html !== undefined) return { ...seen, pattern, from: path, post };
      known.files.add(pattern);
      return undefined;
    }
  return undefined;
}

/** Follows the links of every thing of the kinds that the address of a route begins with, until one leads there. */
async function lookFurther(known: Known, route: Route, routes: readonly Route[]): Promise<void> {
  const above = routes.filter(
    (one) => isPage(one) && one.path.includes(':') && route.path.startsWith(`${one.path}/`),
  );
  for (const page of above)
    for (const { cookie } of known.readers.filter((reader) => allows(page.access, reader)))
      for (const path of known.pathsOf(page.path)) {
        if (known.pathsOf(route.path).length > 0) return;
        const { links } = await visit(known.address, cookie, path);
        for (const link of links) known.links.add(link);
      }
}

/** Makes what there is none of by the form that makes it; what it leads to joins the links. */
async function make(
  known: Known,
  form: Route,
  pageOf: (post: string) => Promise<Page>,
  which?: string,
): Promise<void> {
  const shown = await firstPage(known, form);
  const reader = known.readers.find(({ post }) => post === shown?.post);
  if (!shown || !reader) throw new Error(`Nobody is shown ${form.path}`);
  const path = await sendForm(await pageOf(shown.post), shown.path, which);
  const { links } = await visit(known.address, reader.cookie, path);
  for (const link of [path, ...links]) known.links.add(link);
}

/** Visits a page of every route in `wanted` that some thing has and some reader is shown, and makes what there is none of. */
export async function reach(
  known: Known,
  routes: readonly Route[],
  wanted: readonly Route[],
  pageOf: (post: string) => Promise<Page>,
): Promise<readonly Reached[]> {
  for (const [result, forms] of Object.entries(MADE_BY)) {
    if (!wanted.some(({ path }) => path === result)) continue;
    for (const named of forms) {
      const [pattern, which] = named.split('#');
      const form = routes.find(({ method, path }) => method === 'GET' && path === pattern);
      if (!form) throw new Error(`No page is at ${pattern}`);
      await make(known, form, pageOf, which);
    }
  }
  const reached: Reached[] = [];
  let waiting = wanted;
  // What is reached links to more.
  for (let before = -1; before < reached.length; ) {
    before = reached.length;
    const still: Route[] = [];
    for (const route of waiting) {
      const straight = await firstPage(known, route);
      if (!straight && !known.files.has(route.path)) await lookFurther(known, route, routes);
      const found = straight ?? (await firstPage(known, route));
      if (found) reached.push(found);
      else if (!known.files.has(route.path)) still.push(route);
    }
    waiting = still;
  }
  return reached;
}
