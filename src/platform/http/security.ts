import '@fastify/cookie';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** Headers of every answer. Pages are never stored by a shared cache. */
export function setSecurityHeaders(reply: FastifyReply, https: boolean): void {
  reply.headers({
    'content-security-policy': https ? `${POLICY}; upgrade-insecure-requests` : POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cache-control': 'no-store',
  });
  if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
}

/** Cookie names; `__Host-` binds them to this host where the site is served over https. */
export const cookieName = (name: 'session' | 'visit', https: boolean): string =>
  `${https ? '__Host-' : ''}concord_${name}`;

/** The secret a visitor's CSRF token is bound to: the session token, or a random cookie before sign-in. */
export function visitOf(request: FastifyRequest, reply: FastifyReply, https: boolean): string {
  const session = request.cookies[cookieName('session', https)];
  if (session) return session;
  const name = cookieName('visit', https);
  const known = request.cookies[name];
  if (known && known.length === 32) return known;
  const fresh = randomBytes(16).toString('hex');
  reply.setCookie(name, fresh, { path: '/', httpOnly: true, sameSite: 'lax', secure: https });
  request.cookies[name] = fresh;
  return fresh;
}

/** A CSRF token: keyed hash of what the browser alone holds, so it needs no storage and dies with the session. */
export const csrfToken = (key: Buffer, visit: string): string =>
  createHmac('sha256', key).update(`csrf:${visit}`).digest('base64url');

/** True when a posted form comes from our own page: token matches and the browser does not say "cross-site". */
export function csrfHolds(request: FastifyRequest, key: Buffer, visit: string, given: unknown): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (typeof given !== 'string') return false;
  const expected = Buffer.from(csrfToken(key, visit));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
