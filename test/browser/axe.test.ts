/** Every page, as everybody sees it: nothing for axe to find, no broken link, nothing wider than a phone's window, and all of it within reach of the keyboard. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { ROLE_NAMES, ROLES } from '../../src/modules/access/index.ts';
import { choosePurpose, crawl, elementsOf, type Visited } from './crawl.ts';
import { atDesk, bringAxe, faultsOf } from './looking.ts';
import { publishReport } from './publishing.ts';
import { isPage, pathsAmong, type Reader, reach, routeOf } from './reaching.ts';
import { browserTest, VISITOR } from './support.ts';
import { UNREACHED } from './unreached.ts';
import { walk } from './walking.ts';

const site = browserTest();
const TABS = 3;
/** Pages of casework that stand for the others: each shows something of somebody. */
const OF_PEOPLE = [
  '/casework/people/:cluster',
  '/casework/addresses/:id',
  '/casework/records/:id/change',
  '/casework/matches/:pair',
  '/casework/concerns/:id',
  '/casework/patterns/:id',
  '/casework/referrals/:reference',
  '/casework/refer',
  '/casework/cases/:id',
  '/casework/cases/:id/notes/:part/correct',
  '/casework/hub/:id',
  '/casework/hub/:id/briefing',
  '/casework/sharing/ledger',
  '/casework/governance',
  '/casework/governance/subject-access',
];
/** Looks of words that were looked at on one page and need not be on another. */
const looks = new Set<string>();
/** Headers that Tab went through on one page and need not go through on another. */
const headers = new Set<string>();

interface View extends Visited {
  readonly post: string;
}

interface Looked {
  readonly views: readonly View[];
  readonly seen: readonly View[];
  readonly published: string;
  /** Patterns of routes that answer with a file. */
  readonly files: ReadonlySet<string>;
  /** What is wrong with how pages look. */
  readonly faults: readonly string[];
  /** What is wrong for somebody who has a keyboard only. */
  readonly keyboard: readonly string[];
  readonly walked: number;
}

let looked: Looked;

beforeAll(async () => {
  const published = await publishReport(site());
  const linked = await everyView();
  const { reached, files } = await everyOther(linked);
  const views = [...linked, ...reached];
  const isPublic = ({ path, post }: View): boolean => path === published && post === VISITOR;
  looked = { views, published, files, ...(await look(distinct(views, isPublic))) };
  const { seen, walked } = looked;
  const patterns = new Set(seen.map(({ pattern }) => pattern));
  process.stdout.write(
    `axe looked at ${seen.length} views of ${patterns.size} pages, of ${views.length} that links lead to; Tab stopped ${walked} times\n`,
  );
});

/** One post for each set of permissions that roles give: what a page shows follows from them. */
const onePostOfEachKind = (): string[] => [
  ...new Set(
    [...Map.groupBy(ROLE_NAMES, (role) => [...ROLES[role].may].sort().join()).values()].flatMap(
      ([role]) => site().posts.find(({ roles }) => role !== undefined && roles.includes(role))?.title ?? [],
    ),
  ),
];

const mayOf = (post: string): ReadonlySet<string> =>
  new Set(
    site()
      .posts.find(({ title }) => title === post)
      ?.roles.flatMap((role) => [...ROLES[role].may]),
  );

/** What a post sees personal data for, by what its roles may do: without a purpose casework is one page that asks for it. */
function purposeOf(post: string): string {
  const may = mayOf(post);
  if (may.has('casework.govern')) return 'information-governance';
  return may.has('casework.read') ? 'crime-and-disorder' : 'making-a-referral';
}

/** A tab of the browser, and the post that it is signed in as now. */
interface Tab {
  post?: string;
  page?: Page;
}

/** Works through things in several tabs at once. */
async function inTabs<Item>(
  items: readonly Item[],
  work: (item: Item, tab: Tab) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      const tab: Tab = {};
      for (let item = waiting.shift(); item; item = waiting.shift()) await work(item, tab);
      await tab.page?.close();
    }),
  );
}

/** The page of a tab; a new one only when somebody else signs in. */
async function pageIn(tab: Tab, post: string): Promise<Page> {
  if (tab.page && tab.post === post) return tab.page;
  await tab.page?.close();
  const page = await site().pageAs(post);
  await bringAxe(page);
  Object.assign(tab, { page, post });
  return page;
}

/** Everything links lead to, by who follows them. */
async function everyView(): Promise<View[]> {
  const { address, cookieOf, concord } = site();
  const views = new Map<string, View[]>();
  const files = new Set<string>();
  const posts = [VISITOR, ...onePostOfEachKind()];
  await inTabs(posts, async (post) => {
    const cookie = await cookieOf(post);
    if (post !== VISITOR) await choosePurpose(address, cookie, purposeOf(post));
    const visited = await crawl(address, cookie, concord.services.offers.routes, files);
    views.set(
      post,
      visited.map((one) => ({ ...one, post })),
    );
  });
  return posts.flatMap((post) => views.get(post) ?? []);
}

/** A view of every page that no link leads to from the first thing of its kind, and every route that gives a file. */
async function everyOther(linked: readonly View[]): Promise<{ reached: View[]; files: Set<string> }> {
  const { address, concord, pageAs } = site();
  const { routes } = concord.services.offers;
  const route = routeOf(routes);
  const links = new Set(linked.flatMap((view) => view.links));
  const answered = linked.filter(({ status }) => status < 400);
  const seen = new Set(answered.map(({ path }) => route(path)));
  const files = new Set(
    answered.flatMap(({ path, html }) => (html === undefined ? (route(path) ?? []) : [])),
  );
  const wanted = routes.filter((one) => isPage(one) && !seen.has(one.path) && !UNREACHED.has(one.path));
  const known = { address, readers: await readers(), links, files, pathsOf: pathsAmong(links, route) };
  return { reached: [...(await reach(known, routes, wanted, pageAs))], files };
}

/** Everybody whom the example has, one of each kind first. */
async function readers(): Promise<Reader[]> {
  const { address, cookieOf, posts } = site();
  const kinds = [VISITOR, ...onePostOfEachKind()];
  const all: Reader[] = [];
  for (const post of new Set([...kinds, ...posts.map(({ title }) => title)])) {
    const cookie = await cookieOf(post);
    if (!kinds.includes(post)) await choosePurpose(address, cookie, purposeOf(post));
    all.push({ post, cookie, may: mayOf(post) });
  }
  return all;
}

/**
 * Of each page the view that is made of the most kinds of elements, and of its other views those with a kind that no
 * page has shown yet; what is `wanted` too.
 */
function distinct(views: readonly View[], wanted: (view: View) => boolean): View[] {
  const kindsOf = new Map(
    views.flatMap((view) => (view.html === undefined ? [] : [[view, elementsOf(view.html)] as const])),
  );
  const countOf = (view: View): number => kindsOf.get(view)?.size ?? 0;
  const pages = Map.groupBy(kindsOf.keys(), ({ pattern }) => pattern.split('?')[0]);
  const richest = new Set(
    [...pages.values()].map((ofPage) =>
      ofPage.reduce((one, other) => (countOf(other) > countOf(one) ? other : one)),
    ),
  );
  const shown = new Set([...richest].flatMap((view) => [...(kindsOf.get(view) ?? [])]));
  return [...kindsOf].flatMap(([view, kinds]) => {
    const fresh = [...kinds].filter((kind) => !shown.has(kind));
    for (const kind of fresh) shown.add(kind);
    return fresh.length > 0 || richest.has(view) || wanted(view) ? [view] : [];
  });
}

async function look(views: readonly View[]): Promise<Omit<Looked, 'views' | 'published' | 'files'>> {
  const faults: string[] = [];
  const keyboard: string[] = [];
  const seen: View[] = [];
  let walked = 0;
  await inTabs(views, async (view, tab) => {
    const said = (fault: string): string => `${view.path} as ${view.post}: ${fault}`;
    const page = await pageIn(tab, view.post);
    await atDesk(page);
    await page.goto(view.path);
    const { faults: lost, stops, first } = await walk(page, headers);
    keyboard.push(...lost.map(said));
    if (!first.includes('Skip to main content')) keyboard.push(said(`Tab first reaches ${first}`));
    walked += stops;
    faults.push(...(await faultsOf(page, looks)).map(said));
    seen.push(view);
  });
  return { faults, keyboard, seen, walked };
}

test('the example has a post for every role, so that every role is looked at', () => {
  expect(new Set(site().posts.flatMap(({ roles }) => roles))).toEqual(new Set(ROLE_NAMES));
});

test('no link is broken', () => {
  const broken = looked.views.filter(({ status }) => status >= 400);
  expect(broken.map(({ path, from, post, status }) => `${from} leads ${post} to ${path}: ${status}`)).toEqual(
    [],
  );
});

test('axe finds nothing on any page, in daylight or in the dark, and nothing is wider than the window', () => {
  expect(looked.faults).toEqual([]);
  expect(new Set(looked.seen.map(({ pattern }) => pattern)).size).toBeGreaterThan(100);
});

test('Tab reaches everything on every page, in the order of the page, shows where it is, and gets out', () => {
  expect(looked.keyboard).toEqual([]);
  expect(looked.walked).toBeGreaterThan(2_000);
});

test('every page that any module offers was looked at, but those whose reason is written down', () => {
  const { routes } = site().concord.services.offers;
  const route = routeOf(routes);
  const seen = new Set(looked.seen.map(({ path }) => route(path)));
  const pages = routes.filter((one) => isPage(one) && !looked.files.has(one.path)).map(({ path }) => path);
  expect(pages.length).toBeGreaterThan(400);
  expect(pages.filter((path) => !seen.has(path) && !UNREACHED.has(path))).toEqual([]);
  expect([...UNREACHED].filter((path) => seen.has(path) || !pages.includes(path))).toEqual([]);
});

test('a published report was among them, as everybody reads it and as a member does', () => {
  const readers = looked.seen.filter(({ path }) => path === looked.published).map(({ post }) => post);
  expect(readers).toContain(VISITOR);
  expect(readers.length).toBeGreaterThan(1);
});

test('casework was among them as those see it who work with people, the made-up people of the example too', () => {
  const seen = new Set(looked.seen.map(({ pattern }) => pattern.split('?')[0]));
  expect(OF_PEOPLE.filter((pattern) => !seen.has(pattern))).toEqual([]);
  const asked = looked.views.filter(({ html }) => html?.includes('<title>Choose a purpose'));
  expect(asked.filter(({ pattern }) => !pattern.startsWith('/casework/purpose'))).toEqual([]);
  expect([...seen].filter((pattern) => pattern?.startsWith('/casework')).length).toBeGreaterThan(50);
});
