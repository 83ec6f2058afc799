import { isUuid } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Answer, Context } from '../../../platform/http/route.ts';
import { cookieName } from '../../../platform/http/security.ts';
import type { Arrival } from '../session.ts';

const isHttps = (c: Context): boolean => c.services.settings.publicUrl?.startsWith('https://') ?? false;

/** The token the browser holds: of a session, or of a sign-in that waits for its code. */
export const tokenOf = (c: Context): string | undefined =>
  c.request.cookies[cookieName('session', isHttps(c))];

/** What the browser shows of itself as somebody signs in. */
export const arrivalOf = (c: Context): Arrival => ({
  now: new Date(),
  userAgent: c.request.headers['user-agent'] ?? '',
  before: tokenOf(c),
  sessionHours: c.services.settings.session.hours,
});

/** Puts a new token into the browser and goes on. */
export const enterWith = (c: Context, token: string, next: string): Answer => ({
  send: (reply) => {
    const secure = isHttps(c);
    reply.setCookie(cookieName('session', secure), token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
    });
    reply.redirect(next, 303);
  },
});

/** Takes the token out of the browser and goes on. */
export const leaveTo = (c: Context, next: string): Answer => ({
  send: (reply) => {
    const secure = isHttps(c);
    reply.clearCookie(cookieName('session', secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
    reply.redirect(next, 303);
  },
});

/** Where to go after signing in: an address on this site, or the home page. */
export const nextOf = (given: unknown): string =>
  typeof given === 'string' && /^\/(?![/\\])[\w\-./?=&%+:~,]*$/.test(given) && !given.startsWith('/sign-')
    ? given
    : '/';

/** The text of a posted field. */
export const field = (c: Context, name: string): string => {
  const value = c.form[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};

/** Field → message of a refusal, for an error summary. */
export const errorsFrom = (refusal: Refusal): Record<string, string> => ({
  [refusal.field ?? 'email']: refusal.message,
});

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** An id of the address; what is no id becomes one that nothing has, so that the answer is "not found". */
export const idIn = (c: Context, name: string): string => {
  const given = c.params[name] ?? '';
  return isUuid(given) ? given : NO_ID;
};

/** An id that was chosen in a form, in the same way. */
export const chosenId = (given: string): string => (isUuid(given) ? given : NO_ID);
