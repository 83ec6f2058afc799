/** Follows every link that somebody is shown, without a browser, and says which pages differ enough to be looked at. */
import type { Route } from '../../src/platform/http/route.ts';

export interface Visited {
  /** The route's path, with the kinds of things in it: `/thread/outcome/:id`. */
  readonly pattern: string;
  readonly path: string;
  /** The page that links here. */
  readonly from: string;
  readonly status: number;
  readonly html: string | undefined;
  /** Where its links lead on this site. */
  readonly links: readonly string[];
}

const BOUND = 500;
/** Parts of an address whose every value is another page, not another thing on the same page. */
const KEPT_LITERAL = new Set([':kind', ':format', ':name']);

/**
 * Visits one page of every pattern that can be reached by links from the home page. Files that are offered for download
 * are looked at once: `files` remembers their patterns from one crawl to the next.
 */
export async function crawl(
  address: string,
  cookie: string,
  routes: readonly Route[],
  files: Set<string>,
): Promise<readonly Visited[]> {
  const patternOf = patternsOf(routes);
  const visited = new Map<string, Visited>();
  const waiting = [{ path: '/', pattern: '/', from: '/' }];
  for (let next = waiting.shift(); next && visited.size < BOUND; next = waiting.shift()) {
    const { path, pattern, from } = next;
    if (visited.has(pattern) || files.has(pattern)) continue;
    const one = { pattern, from, ...(await visit(address, cookie, path)) };
    if (one.html === undefined && one.status < 400) files.add(pattern);
    visited.set(pattern, one);
    for (const link of one.links) waiting.push({ path: link, pattern: patternOf(link), from: path });
  }
  if (visited.size >= BOUND) throw new Error(`A crawl that stops at ${BOUND} pages has not seen them all`);
  return [...visited.values()];
}

/** What a path answers to whoever this cookie is of. */
export async function visit(
  address: string,
  cookie: string,
  path: string,
): Promise<Pick<Visited, 'path' | 'status' | 'html' | 'links'>> {
  const answer = await fetch(address + path, cookie ? { headers: { cookie } } : {});
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  const text = await answer.text();
  const html = isPage && !answer.headers.has('content-disposition') ? text : undefined;
  return { path, status: answer.status, html, links: html ? linksIn(html, address + path) : [] };
}

/** What the form of the page for purposes does: the session of this cookie sees personal data for this purpose from now on. */
export async function choosePurpose(address: string, cookie: string, purpose: string): Promise<void> {
  const page = await (await fetch(`${address}/casework/purpose`, { headers: { cookie } })).text();
  const fields = ['_csrf', '_form'].flatMap((name) => {
    const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
    return value === undefined ? [] : [[name, value]];
  });
  const answer = await fetch(`${address}/casework/purpose`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams([...fields, ['purpose', purpose], ['next', '/casework']]),
  });
  if (answer.status !== 303) throw new Error(`Choosing ${purpose} answered ${answer.status}`);
}

/** Same-site addresses that links of a page lead to. */
function linksIn(html: string, from: string): string[] {
  const { origin } = new URL(from);
  return [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].flatMap(([, href = '']) => {
    const url = new URL(href.replaceAll('&amp;', '&'), from);
    return url.origin === origin && !href.startsWith('#') ? [url.pathname + url.search] : [];
  });
}

/** From a path to the route that answers it; the names of query parameters count, their values do not. */
export function patternsOf(routes: readonly Route[]): (path: string) => string {
  const known = routes
    .filter((route) => route.method === 'GET')
    .map(({ path }) => ({ parts: path.split('/'), open: path.split(':').length, match: matcher(path) }))
    .sort((a, b) => a.open - b.open);
  return (path) => {
    const { pathname, searchParams } = new URL(path, 'http://site');
    const route = known.find(({ match }) => match.test(pathname));
    const given = pathname.split('/');
    const pattern = route
      ? route.parts.map((part, at) => (KEPT_LITERAL.has(part) ? given[at] : part)).join('/')
      : pathname;
    const asked = [...new Set(searchParams.keys())].sort();
    return asked.length > 0 ? `${pattern}?${asked.join('&')}` : pattern;
  };
}

export const matcher = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:[a-zA-Z]+/g, '[^/]+')}$`);

/**
 * The kinds of elements on a page: names with their classes, types and roles. Two views of a page that are made of
 * the same kinds differ only in words, so one of them is enough to look at.
 */
export function elementsOf(html: string): Set<string> {
  const kinds = new Set<string>();
  for (const [, name = '', attributes = ''] of html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/g)) {
    const told = [...attributes.matchAll(/\b(class|type|role|scope|aria-[a-z]+)(?:="([^"]*)")?/g)]
      .map(([, key, value]) =>
        key === 'class' || key === 'type' || key === 'role' ? `${key}=${value}` : key,
      )
      .sort();
    kinds.add(`${name} ${told.join(' ')}`);
  }
  return kinds;
}
