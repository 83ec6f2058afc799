import type { TestApp } from '../../../../test/support/app.ts';

/** Fills in the public form of a wave as a browser without an account does. */
export async function answerPublicly(
  app: Pick<TestApp, 'visitor' | 'inject'>,
  wave: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  remoteAddress = '127.0.0.1',
) {
  const address = `/have-your-say/${wave}`;
  const page = await app.visitor.get(address);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)?.[1] ?? '';
  const sent = new URLSearchParams({ _csrf: value('_csrf'), _form: value('_form') });
  for (const [name, given] of Object.entries(fields))
    for (const one of typeof given === 'string' ? [given] : given) sent.append(name, one);
  const cookie = String(page.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  return app.inject({ method: 'POST', url: address, headers, payload: sent.toString(), remoteAddress });
}
