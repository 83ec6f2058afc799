/** A real Concord with the example partnership, and a real browser in front of it. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { findChromium } from '../../scripts/chromium.mjs';
import { type Concord, serve } from '../../src/app.ts';
import { ROLE_NAMES, ROLES, type Role } from '../../src/modules/access/index.ts';
import { openExample } from '../support/example.ts';

/** Somebody who has not signed in. */
export const VISITOR = 'visitor';

export interface ExamplePost {
  readonly roles: readonly Role[];
  readonly title: string;
  readonly accountId: string;
}

export interface Site {
  readonly address: string;
  readonly concord: Concord;
  readonly browser: Browser;
  /** A browser of its own, signed in as the post of this title, or as nobody. */
  readonly contextAs: (post: string, options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page in a browser that everybody who is this post shares. */
  readonly pageAs: (post: string) => Promise<Page>;
  /** Every post that the example's sign-in page offers. */
  readonly posts: readonly ExamplePost[];
  /** The cookie header of somebody signed in as this post; empty for a visitor. */
  readonly cookieOf: (post: string) => Promise<string>;
  /** What browsers complained of: errors of scripts, and everything the content security policy refused. */
  readonly complaints: string[];
  /** Paths that nothing has and that a test asks for all the same. */
  readonly missing: Set<string>;
}

const SWITCHES = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser with a profile of its own, which is removed with it. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    // Chromium refuses to sandbox what root starts; the tests open our own pages only.
    chromiumSandbox: false,
    args: SWITCHES,
  });

/** A busy machine is slow, not wrong. */
const PATIENCE_MS = 2_400_000;
const STEP_PATIENCE_MS = 60_000;

/** For a test file: `const site = browserTest()`, then `site().pageAs('LSP Manager')` inside tests. */
export function browserTest(settings: Readonly<Record<string, string>> = {}): () => Site {
  vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });
  let opened: { site: Site; close: () => Promise<void> } | undefined;
  beforeAll(async () => {
    opened = await openSite(settings);
  });
  afterAll(() => opened?.close());
  afterEach(() => expect(opened?.site.complaints.splice(0)).toEqual([]));
  return () => {
    if (!opened) throw new Error('The site is open only inside tests');
    return opened.site;
  };
}

async function openSite(
  settings: Readonly<Record<string, string>>,
): Promise<{ site: Site; close: () => Promise<void> }> {
  const [concord, browser] = await Promise.all([build().then(() => openExample(settings)), launch()]);
  const { address, stop } = await serve(concord);
  const complaints: string[] = [];
  const missing = new Set<string>();
  const posts = await readPosts(address);
  const cookies = new Map<string, Promise<string>>();
  const shared = new Map<string, Promise<BrowserContext>>();
  const cookieOf = async (post: string): Promise<string> => {
    if (post === VISITOR) return '';
    const account = posts.find(({ title }) => title === post)?.accountId;
    if (!account) throw new Error(`The example's sign-in page offers no post "${post}"`);
    return remembered(cookies, post, () => signInByOneClick(address, account));
  };
  const contextAs: Site['contextAs'] = async (post, options = {}) => {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
      ...options,
    });
    context.setDefaultTimeout(STEP_PATIENCE_MS);
    listen(context, complaints, missing);
    const [name, value] = (await cookieOf(post)).split('=');
    if (name && value) await context.addCookies([{ name, value, url: address }]);
    return context;
  };
  const site: Site = {
    address,
    concord,
    browser,
    contextAs,
    pageAs: async (post) => (await remembered(shared, post, () => contextAs(post))).newPage(),
    posts,
    cookieOf,
    complaints,
    missing,
  };
  return {
    site,
    async close() {
      await browser.close();
      await stop();
    },
  };
}

function remembered<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const value = known.get(name) ?? make();
  known.set(name, value);
  return value;
}

/** A page that refuses a form answers with a status above 400, which Chromium calls an error: it is none. */
const IS_ANSWER = /^Failed to load resource: the server responded with a status of 4(?!04)\d\d/;

function listen(context: BrowserContext, complaints: string[], missing: ReadonlySet<string>): void {
  context.on('console', (message) => {
    if (message.type() !== 'error' || IS_ANSWER.test(message.text())) return;
    const { url } = message.location();
    if (URL.canParse(url) && missing.has(new URL(url).pathname)) return;
    complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on('weberror', (error) => {
    complaints.push(`${error.page()?.url()}: ${error.error().message}`);
  });
}

/** The posts that the example's sign-in page offers: each under its first role, with its others named beside it. */
async function readPosts(address: string): Promise<ExamplePost[]> {
  const html = await (await fetch(`${address}/sign-in/example`)).text();
  const [, ...sections] = html.split('id="role-');
  return sections.flatMap((section) => {
    const first = ROLE_NAMES.find((role) => section.startsWith(`${role}"`));
    return section.split('<li>').flatMap((item) => {
      const [, accountId, title] = /value="([0-9a-f-]{36})"[^>]*>\s*Sign in as ([^<]+)</.exec(item) ?? [];
      const others = /; also ([^<]+)</.exec(item)?.[1]?.split(', ') ?? [];
      const roles = ROLE_NAMES.filter(
        (role) => role === first || others.includes(ROLES[role].title.toLowerCase()),
      );
      return accountId && title ? [{ accountId, title: title.trim(), roles }] : [];
    });
  });
}

/** What the button of the example's sign-in page does, without a browser. Gives the session's cookie. */
async function signInByOneClick(address: string, account: string): Promise<string> {
  const page = await fetch(`${address}/sign-in/example`);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(`${address}/sign-in/example`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesSet(page) },
    body: new URLSearchParams({ _csrf: csrf, account, next: '/' }),
  });
  if (answer.status !== 303) throw new Error(`Signing in answered ${answer.status}`);
  return cookiesSet(answer);
}

const cookiesSet = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
