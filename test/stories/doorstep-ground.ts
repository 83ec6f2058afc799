/** Posts of the example at work in casework: they press the example's sign-in button, choose a purpose, read and write pages. */
import { expect } from 'vitest';
import { csrfToken } from '../../src/platform/http/security.ts';
import type { TestApp } from '../support/app.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

interface Read {
  readonly account: string;
  readonly action: string;
}

/** Everybody's reading as the routes declare it, to be compared with what the audit trail holds. */
export class Story {
  readonly app: TestApp;
  readonly #reads: Read[] = [];

  constructor(app: TestApp) {
    this.app = app;
  }

  /** Somebody of the example, by the title of their post. */
  async post(title: string): Promise<Post> {
    const page = await this.app.visitor.get('/sign-in/example');
    const visit = page.cookies.find(({ name }) => name === 'concord_visit')?.value ?? '';
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const account =
      new RegExp(`value="([0-9a-f-]{36})"[^>]*>\\s*Sign in as ${title}<`).exec(page.body)?.[1] ?? '';
    const entered = await this.app.inject({
      method: 'POST',
      url: '/sign-in/example',
      headers: { cookie: `concord_visit=${visit}`, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, account, next: '/' }).toString(),
    });
    const session = entered.cookies.find(({ name }) => name === 'concord_session')?.value ?? '';
    expect([title, entered.statusCode, session !== '']).toEqual([title, 303, true]);
    return new Post(this, account, session);
  }

  /** Notes what the route of this address says it reads. */
  note(account: string, url: string): void {
    const { pathname } = new URL(url, 'http://concord.test');
    const found = this.app.services.offers.routes
      .filter(({ method, path }) => method === 'GET' && matches(path, pathname))
      .toSorted((a, b) => parameters(a.path) - parameters(b.path))[0];
    const reads = found?.reads?.({ params: {}, query: {} });
    if (reads) this.#reads.push({ account, action: reads.action });
  }

  /** How often each account read what, by the routes and by the trail. */
  async reading(): Promise<{ readonly done: readonly string[]; readonly held: readonly string[] }> {
    const actions = [...new Set(this.#reads.map(({ action }) => action))];
    const { rows } = await this.app.db.ownerPool.query<{
      account_id: string;
      action: string;
      purpose: string;
    }>(
      `select account_id, action, purpose from platform.audit_event where action = any ($1) and account_id = any ($2)`,
      [actions, [...new Set(this.#reads.map(({ account }) => account))]],
    );
    expect(rows.filter(({ purpose }) => !purpose)).toEqual([]);
    const held = rows.map(({ account_id, action }) => `${account_id} ${action}`);
    return {
      done: this.#reads.map(({ account, action }) => `${account} ${action}`).toSorted(),
      held: held.toSorted(),
    };
  }
}

const parameters = (path: string): number => path.split('/:').length;
const matches = (path: string, pathname: string): boolean =>
  new RegExp(`^${path.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`).test(pathname);

/** Somebody at work. */
export class Post {
  readonly #story: Story;
  readonly #session: string;
  readonly account: string;

  constructor(story: Story, account: string, session: string) {
    this.#story = story;
    this.#session = session;
    this.account = account;
  }

  /** From now on they read for this purpose. */
  async reads(purpose: string): Promise<this> {
    expect((await this.send('/casework/purpose', { purpose, next: '/casework' })).status).toBe(303);
    return this;
  }

  /** Opens a page; what comes is the text of its main part. */
  async opens(
    url: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly body: string }> {
    const answer = await this.#story.app.inject({
      method: 'GET',
      url,
      headers: { cookie: `concord_session=${this.#session}` },
    });
    // Who may not enter is turned away before anything is read.
    if (answer.statusCode !== 403) this.#story.note(this.account, url);
    return { status: answer.statusCode, text: textOf(answer.body), body: answer.body };
  }

  /** Sends a form; where it leads, and what is wrong when it leads nowhere. */
  async send(
    url: string,
    fields: Fields,
  ): Promise<{ readonly status: number; readonly to: string; readonly text: string }> {
    const { app } = this.#story;
    const body = new URLSearchParams({ _csrf: csrfToken(app.services.keys.secret('csrf'), this.#session) });
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: {
        cookie: `concord_session=${this.#session}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: body.toString(),
    });
    return {
      status: answer.statusCode,
      to: String(answer.headers.location ?? ''),
      text: textOf(answer.body),
    };
  }

  /** Opens the page of a form, fills it in and sends it as it stands there; gives where it leads. */
  async fills(url: string, fields: Fields, action = url): Promise<string> {
    const { body } = await this.opens(url);
    const form = [...body.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].find(
      ([, to]) => to?.replaceAll('&amp;', '&') === action,
    )?.[2];
    expect(form, `${url} has a form that leads to ${action}`).toBeDefined();
    const hidden = [...(form ?? '').matchAll(/<input[^>]*type="hidden"[^>]*>/g)].flatMap(([input]) => {
      const [, name] = /name="([^"]*)"/.exec(input) ?? [];
      return name && name !== '_csrf' ? [[name, /value="([^"]*)"/.exec(input)?.[1] ?? ''] as const] : [];
    });
    const sent = await this.send(action, { ...Object.fromEntries(hidden), ...fields });
    expect([action, sent.status, sent.status === 303 ? '' : sent.text.slice(0, 600)]).toEqual([
      action,
      303,
      '',
    ]);
    return sent.to;
  }
}

/** The words of a page without its frame. */
const textOf = (html: string): string =>
  html
    .slice(Math.max(0, html.indexOf('<main')))
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');

/** A day as a form asks for it. */
export const day = (name: string, iso: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = iso.split('-');
  return {
    [`${name}-day`]: String(Number(date)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  };
};
