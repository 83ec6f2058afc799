import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

type Headers = Readonly<Record<string, string>>;

/** Somebody who makes requests; a browser's session posts forms with its CSRF token. */
export interface Caller {
  readonly get: (url: string, headers?: Headers) => Promise<LightMyRequestResponse>;
  /** Sends JSON, or nothing. */
  readonly send: (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS',
    url: string,
    body?: unknown,
    headers?: Headers,
  ) => Promise<LightMyRequestResponse>;
  readonly post: (url: string, body: unknown, headers?: Headers) => Promise<LightMyRequestResponse>;
  /** Posts a form as a page does. */
  readonly form: (url: string, fields: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
}

/** A caller whose every request carries these headers, and `csrf` where it changes something from a session. */
export function caller(app: FastifyInstance, carries: Headers, csrf?: string): Caller {
  const guard: Headers = csrf === undefined ? {} : { 'x-csrf-token': csrf };
  const send: Caller['send'] = (method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { ...carries, ...(method === 'HEAD' ? {} : guard), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
  return {
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers: { ...carries, ...headers } }),
    send,
    post: (url, body, headers) => send('POST', url, body, headers),
    form: (url, fields) =>
      app.inject({
        method: 'POST',
        url,
        headers: { ...carries, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          ...(csrf === undefined ? {} : { _csrf: csrf }),
          ...fields,
        }).toString(),
      }),
  };
}
