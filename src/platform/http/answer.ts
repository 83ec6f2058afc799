import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { dayInLondon } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { renderPage } from '../../ui/layout/index.ts';
import { maySomewhere } from '../actor.ts';
import type { NavigationItem } from '../module.ts';
import type { Services } from '../services.ts';
import type { Visitor } from './request.ts';
import type { PageContent } from './route.ts';
import { csrfToken, visitOf } from './security.ts';
import { businessDate } from './visitor.ts';

/** The built stylesheet and script, by their hashed names. */
export interface Assets {
  readonly folder: string;
  readonly css: string;
  readonly js: string;
  readonly icon?: string | undefined;
}

const FOOTER = [
  { text: 'Boards in public', href: '/published/boards' },
  { text: 'Published reports', href: '/published' },
  { text: 'Open data', href: '/open-data' },
  { text: 'API', href: '/api/docs' },
];

interface Rendering {
  readonly services: Services;
  readonly assets: Assets;
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Sign in first',
  403: 'You may not do this',
  404: 'Page not found',
  409: 'This has changed meanwhile',
  413: 'Too large',
  429: 'Too many requests',
  503: 'Not available just now',
};

/** A refusal as a plain page: what happened and what to do. */
export const refusalPage = (refusal: Refusal, status: number): PageContent => ({
  title: TITLES[status] ?? (status >= 500 ? 'Something went wrong' : 'This cannot be done'),
  status,
  body: [
    h(
      'h1',
      { class: 'govuk-heading-l' },
      TITLES[status] ?? (status >= 500 ? 'Something went wrong' : 'This cannot be done'),
    ),
    h('p', { class: 'govuk-body' }, refusal.message),
    h('p', { class: 'govuk-body' }, h('a', { class: 'govuk-link', href: '/' }, 'Go to the home page')),
  ],
});

/** The entries with the one marked below which a page lies: the nearest, of several. */
export function navigationAt(
  path: string,
  items: readonly NavigationItem[],
): { readonly text: string; readonly href: string; readonly current: boolean }[] {
  const near = ({ href, also = [] }: NavigationItem): number =>
    Math.max(0, ...[href, ...also].map((at) => (path === at || path.startsWith(`${at}/`) ? at.length : 0)));
  const nearest = Math.max(1, ...items.map(near));
  return items.map((item) => ({ text: item.text, href: item.href, current: near(item) === nearest }));
}

/** Wraps a page in the layout for who asks: navigation by permission, the person's post, the business date. */
export function sendPage(
  { services, assets }: Rendering,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor | undefined,
  page: PageContent,
): FastifyReply {
  const https = services.settings.publicUrl?.startsWith('https://') ?? false;
  const { signedIn, partnership } = visitor ?? {};
  const path = request.url.split('?')[0] ?? '/';
  const html = renderPage({
    title: page.title,
    partnership: partnership?.name ?? 'Concord',
    asAt: partnership ? businessDate(partnership) : dayInLondon(new Date()),
    ...(partnership?.example
      ? {
          banner: {
            tag: 'Example',
            text: 'An example from public reports. Its people are invented, and its date stands still.',
          },
        }
      : {}),
    search: signedIn ? (path === '/search' ? ((request.query as { q?: string }).q ?? '') : '') : false,
    footerLinks: FOOTER,
    navigation: signedIn
      ? navigationAt(
          path,
          services.offers.navigation.filter((item) => maySomewhere(signedIn.actor, item.permission)),
        )
      : [],
    ...(signedIn
      ? { user: { name: signedIn.name, post: signedIn.post || signedIn.agency, href: '/account' } }
      : {}),
    breadcrumbs: page.breadcrumbs ?? [],
    assets: { css: assets.css, js: assets.js, icon: assets.icon },
    csrf: csrfToken(services.keys.secret('csrf'), visitOf(request, reply, https)),
    wide: page.wide ?? false,
    children: page.body,
  });
  return reply
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(html);
}
