/// <reference lib="webworker" />
/**
 * Lets the form for referrals open without signal. It keeps the form's shell, its script and style, and the checklist
 * with the services: nothing about anybody. What is typed is not its business.
 */
declare const self: ServiceWorkerGlobalScope;

const CACHE = 'concord-device';
const SHELL = '/casework/refer/device';
const CATALOGUE = '/casework/refer/catalogue';
/** A doorstep has little patience: after so long the kept form opens. */
const PATIENCE_MS = 4_000;

self.addEventListener('install', (event) => {
  event.waitUntil(renew().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('message', (event) => {
  if (event.data === 'renew') event.waitUntil(renew());
  if (event.data === 'forget') event.waitUntil(caches.delete(CACHE));
});

/** Fetches the shell as nobody, so that no name stands in it, and everything that it needs. */
async function renew(): Promise<void> {
  const shell = await fetch(SHELL, { credentials: 'omit', cache: 'no-store' }).catch(() => undefined);
  if (!shell?.ok) return;
  const cache = await caches.open(CACHE);
  const html = await shell.clone().text();
  const needed = new Set(html.match(/\/assets\/[\w.-]+/g) ?? []);
  await Promise.all(
    [...needed].map(async (path) => {
      if (!(await cache.match(path))) await cache.add(path);
    }),
  );
  await cache.put(SHELL, shell);
  await fetchCatalogue(cache);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith('/assets/') && !needed.has(pathname)) await cache.delete(url);
  }
}

async function fetchCatalogue(cache: Cache): Promise<Response | undefined> {
  const answer = await fetch(CATALOGUE, { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok && !answer.redirected) await cache.put(CATALOGUE, answer.clone());
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname === CATALOGUE) event.respondWith(catalogue());
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request));
});

/** A page from the network; the kept form when there is none. */
async function page(request: Request): Promise<Response> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const asked = fetch(request).catch(() => undefined);
  const shell = await caches.match(SHELL);
  return (await (shell ? Promise.race([asked, late]) : asked)) ?? shell ?? Response.error();
}

async function catalogue(): Promise<Response> {
  const cache = await caches.open(CACHE);
  const answer = await fetchCatalogue(cache);
  return answer ?? (await cache.match(CATALOGUE)) ?? Response.error();
}

const asset = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

export {};
