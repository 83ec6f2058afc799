/** What a browser does before the pages can be measured: signs in with one click, and follows links to them. */

export interface Visit {
  readonly cookie: string;
  /** The page at an address, which must be there. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<string>;
}

/** Signs in as a post that the example's own page offers: the first, its manager, unless named. The session outlives the server. */
export async function signIn(address: URL, post = ''): Promise<(address: URL) => Visit> {
  const shown = await fetch(new URL('/sign-in/example', address));
  const page = await shown.text();
  const cookies = new Map(cookiesOf(shown));
  const csrf = find(page, /name="_csrf" value="([^"]+)"/, 'the form key of the sign-in page');
  const account = find(
    page,
    new RegExp(
      `name="account"[^>]* value="([^"]+)"[^>]*>[^<]*${post}|value="([^"]+)"[^>]* name="account"[^>]*>[^<]*${post}`,
    ),
    'a post to sign in as',
  );
  const entered = await fetch(new URL('/sign-in/example', address), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: headerOf(cookies), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ _csrf: csrf, account, next: '/' }),
  });
  if (entered.status !== 303) throw new Error(`Signing in was answered with ${entered.status}`);
  for (const [name, value] of cookiesOf(entered)) cookies.set(name, value);
  const cookie = headerOf(cookies);
  return (at) => ({
    cookie,
    async get(path, headers = {}) {
      const answer = await fetch(new URL(path, at), { headers: { ...headers, cookie }, redirect: 'manual' });
      if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}`);
      return answer.text();
    },
  });
}

const cookiesOf = (answer: Response): [string, string][] =>
  answer.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });

const headerOf = (cookies: ReadonlyMap<string, string>): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

function find(text: string, pattern: RegExp, what: string): string {
  const found = pattern.exec(text);
  const value = found?.slice(1).find((group) => group !== undefined);
  if (value === undefined) throw new Error(`The page does not show ${what}`);
  return value;
}
